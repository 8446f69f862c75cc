"""The numbers of a list: contiguous from 1, in order, each once.

Numbers are what shows that no row was lost. A row whose number cannot be trusted is not loaded.
"""

import bisect
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from etl.problems import Problem


@dataclass(frozen=True)
class NumberedRow:
    """A row of a list as the number check sees it. ``seq`` is ``None`` where it has no
    readable number; another problem names such a row."""

    seq: int | None
    cells: tuple[str, ...]
    place: str


@dataclass(frozen=True)
class SequenceResult:
    """``rejected``: index of each row not to load → the problem that says why."""

    rejected: dict[int, Problem]
    problems: tuple[Problem, ...]


def check_sequence(rows: Sequence[NumberedRow], year: int | None) -> SequenceResult:
    """Check the numbers of one list. Rows are in printed order."""
    rejected: dict[int, Problem] = {}
    problems: list[Problem] = []

    by_seq: dict[int, list[int]] = defaultdict(list)
    for i, row in enumerate(rows):
        if row.seq is not None:
            by_seq[row.seq].append(i)
    for seq, same in by_seq.items():
        if len(same) > 1:
            conflict = _repeated(rows, seq, same, year)
            problems.append(conflict)
            rejected |= dict.fromkeys(same if conflict.is_error else same[1:], conflict)

    numbered = [i for i, row in enumerate(rows) if row.seq is not None and i not in rejected]
    ordered = _longest_increasing([rows[i].seq or 0 for i in numbered])
    strayed = [i for position, i in enumerate(numbered) if position not in ordered]
    for i in _with_exchanged_neighbours(rows, numbered, strayed):
        rejected[i] = _out_of_order(rows, i, year)
        problems.append(rejected[i])

    problems.extend(_gaps(rows, set(by_seq), set(strayed), year))
    return SequenceResult(rejected, tuple(problems))


def _repeated(rows: Sequence[NumberedRow], seq: int, same: list[int], year: int | None) -> Problem:
    places = ", ".join(rows[i].place for i in same)
    if len({rows[i].cells for i in same}) == 1:
        return Problem(
            "duplicate_row",
            rows[same[1]].place,
            f"number {seq} is printed {len(same)} times with the same text ({places})",
            "each project once",
            "It is kept once; nothing needs to be done if the document itself repeats it.",
            year=year,
            seq=seq,
        )
    return Problem(
        "seq_conflict",
        rows[same[1]].place,
        f"different rows have the number {seq} ({places})",
        "each number once",
        "Compare with the printed page and mend the number; none of these rows is loaded.",
        year=year,
        seq=seq,
    )


def _out_of_order(rows: Sequence[NumberedRow], i: int, year: int | None) -> Problem:
    before = next((row.seq for row in reversed(rows[:i]) if row.seq is not None), None)
    after = next((row.seq for row in rows[i + 1 :] if row.seq is not None), None)
    return Problem(
        "seq_order",
        rows[i].place,
        f"number {rows[i].seq} stands between {before or 'the start'} and {after or 'the end'}",
        "numbers in ascending order",
        "Compare with the printed page: the number or the place of the row is wrong.",
        year=year,
        seq=rows[i].seq,
    )


def _with_exchanged_neighbours(
    rows: Sequence[NumberedRow], numbered: list[int], strayed: list[int]
) -> list[int]:
    """The strayed rows, and neighbours that may have exchanged numbers with one of them."""
    suspects = set(strayed)
    for i in strayed:
        position = numbered.index(i)
        for neighbour in (position - 1, position + 1):
            if 0 <= neighbour < len(numbered):
                j = numbered[neighbour]
                first, second = (j, i) if j < i else (i, j)
                if (rows[first].seq or 0) == (rows[second].seq or 0) + 1:
                    suspects.add(j)
    return sorted(suspects)


def _gaps(
    rows: Sequence[NumberedRow],
    printed: set[int],
    strayed: set[int],
    year: int | None,
) -> list[Problem]:
    """Missing numbers between the first expected (1) and the last one in order.

    A row without a readable number that stands in the gap is named by its own problem and
    explains one missing number.
    """
    problems: list[Problem] = []
    previous, previous_place, unnumbered = 0, "the start of the list", 0
    for i, row in enumerate(rows):
        if row.seq is None:
            unnumbered += 1
            continue
        if i in strayed or row.seq <= previous:
            continue
        missing = [n for n in range(previous + 1, row.seq) if n not in printed]
        if len(missing) > unnumbered:
            problems.append(
                Problem(
                    "seq_gap",
                    row.place,
                    f"{_numbers(missing)} missing between {previous_place} and {row.place}",
                    "numbers from 1 without a gap",
                    "Compare with the printed page: a row was lost or a number is wrong.",
                    year=year,
                    seq=missing[0],
                )
            )
        previous, previous_place, unnumbered = row.seq, row.place, 0
    return problems


def _numbers(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return f"number {numbers[0]} is"
    if numbers[-1] - numbers[0] + 1 == len(numbers):
        return f"numbers {numbers[0]} to {numbers[-1]} are"
    shown = ", ".join(map(str, numbers[:20])) + (" …" if len(numbers) > 20 else "")
    return f"numbers {shown} are"


def _longest_increasing(values: list[int]) -> set[int]:
    """Positions of a longest strictly increasing subsequence: the numbers that are in order."""
    tails: list[int] = []
    tail_positions: list[int] = []
    before: list[int | None] = []
    for position, value in enumerate(values):
        place = bisect.bisect_left(tails, value)
        before.append(tail_positions[place - 1] if place else None)
        if place == len(tails):
            tails.append(value)
            tail_positions.append(position)
        else:
            tails[place] = value
            tail_positions[place] = position
    kept: set[int] = set()
    position_or_none = tail_positions[-1] if tail_positions else None
    while position_or_none is not None:
        kept.add(position_or_none)
        position_or_none = before[position_or_none]
    return kept
