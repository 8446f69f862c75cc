"""The numbers of a list: contiguous from 1, in order, each once.

Numbers are what shows that no row was lost. A row whose number cannot be trusted is not loaded.
"""

import bisect
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from etl.problems import Problem

_SHOWN_NUMBERS = 20
_SHOWN_TEXT = 60


@dataclass(frozen=True)
class NumberedRow:
    """A row of a list as the number check sees it. ``seq`` is ``None`` where it has no
    readable number; another problem names such a row."""

    seq: int | None
    cells: tuple[str, ...]
    place: str


@dataclass(frozen=True)
class StrayText:
    """A text between the rows, after ``position`` of them. ``seq`` is its number if it reads
    like a row that lost its columns."""

    position: int
    text: str
    place: str
    seq: int | None = None


@dataclass(frozen=True)
class SequenceResult:
    """``rejected``: index of each row not to load → the problem that says why."""

    rejected: dict[int, Problem]
    problems: tuple[Problem, ...]


def check_sequence(
    rows: Sequence[NumberedRow],
    year: int | None,
    texts: Sequence[StrayText] = (),
    start: int = 1,
    stated: int | None = None,
) -> SequenceResult:
    """Check the numbers of one list. Rows are in printed order.

    ``start`` is the number of the first row, ``stated`` the stated number of rows, if any.
    """
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
    certain, possible = _ascending([rows[i].seq or 0 for i in numbered])
    strayed = {i for position, i in enumerate(numbered) if position not in possible}
    for position, i in enumerate(numbered):
        if position not in certain:
            rejected[i] = _out_of_order(rows, i, year)
            problems.append(rejected[i])

    gaps = _gaps(rows, set(by_seq), strayed, year, texts, start)
    problems.extend(gaps)
    last = max((i for i in numbered if i not in rejected), default=None)
    is_last_stated = (
        last is not None and stated is not None and rows[last].seq == start + stated - 1
    )
    if last is not None and gaps and gaps[-1].place == rows[last].place and not is_last_stated:
        # No number in order after it confirms it: it may be the number itself that is wrong.
        rejected[last] = gaps[-1]
    problems.extend(_after_the_end(rows, year, texts))
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
        "Compare with the printed page: one of the numbers is wrong. None of these rows is loaded.",
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
        "Compare with the printed page: the number or the place of the row is wrong. If the page "
        "prints it so, accept the problem in notice.yml.",
        year=year,
        seq=rows[i].seq,
    )


def _gaps(
    rows: Sequence[NumberedRow],
    printed: set[int],
    strayed: set[int],
    year: int | None,
    texts: Sequence[StrayText],
    start: int,
) -> list[Problem]:
    """Missing numbers between ``start`` and the last one in order.

    A row without a readable number that stands in the gap is named by its own problem and
    explains one missing number.
    """
    problems: list[Problem] = []
    previous, previous_place, unnumbered, begin = start - 1, "the start of the list", 0, 0
    for i, row in enumerate(rows):
        if row.seq is None:
            unnumbered += 1
            continue
        if i in strayed or row.seq <= previous:
            continue
        missing = [n for n in range(previous + 1, row.seq) if n not in printed]
        if len(missing) > unnumbered:
            there = [text for text in texts if begin <= text.position <= i]
            problems.append(
                Problem(
                    "seq_gap",
                    row.place,
                    f"{_numbers(missing)} missing between {previous_place} and {row.place}"
                    + _named(there),
                    f"numbers from {start} without a gap",
                    "Compare with the printed page: a row was lost or a number is wrong.",
                    year=year,
                    seq=missing[0],
                )
            )
        previous, previous_place, unnumbered, begin = row.seq, row.place, 0, i + 1
    return problems


def _after_the_end(
    rows: Sequence[NumberedRow], year: int | None, texts: Sequence[StrayText]
) -> list[Problem]:
    """Texts after the last row that go on with its numbers."""
    last = next((row.seq for row in reversed(rows) if row.seq is not None), 0) or 0
    lost: list[StrayText] = []
    for text in texts:
        if text.position == len(rows) and text.seq == last + len(lost) + 1:
            lost.append(text)
    if not lost:
        return []
    return [
        Problem(
            "seq_gap",
            lost[0].place,
            f"{_numbers([text.seq or 0 for text in lost])} missing at the end of the list"
            + _named(lost),
            "rows in columns",
            "Compare with the printed page: rows have lost their columns.",
            year=year,
            seq=lost[0].seq,
        )
    ]


def _named(texts: Sequence[StrayText]) -> str:
    """The texts that stand in a gap: what is missing may be there."""
    if not texts:
        return ""
    rows = [text for text in texts if text.seq is not None] or list(texts)
    shown = "; ".join(f"{text.place}: {text.text.strip()[:_SHOWN_TEXT]!r}" for text in rows[:3])
    more = f" and {len(rows) - 3} more" if len(rows) > 3 else ""
    return f"; text without columns stands there ({shown}{more})"


def _numbers(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return f"number {numbers[0]} is"
    if numbers[-1] - numbers[0] + 1 == len(numbers):
        return f"numbers {numbers[0]} to {numbers[-1]} are"
    shown = ", ".join(map(str, numbers[:_SHOWN_NUMBERS]))
    return f"numbers {shown}{' …' if len(numbers) > _SHOWN_NUMBERS else ''} are"


def _ascending(values: list[int]) -> tuple[set[int], set[int]]:
    """Positions that stand in every longest ascending run of ``values``, and those of one such
    run: of two numbers that are exchanged, neither is certain, and one is in the run."""
    ending = _run_lengths(values)
    starting = _run_lengths([-value for value in reversed(values)])[::-1]
    longest = max(ending, default=0)
    in_some = [i for i in range(len(values)) if ending[i] + starting[i] - 1 == longest]
    rivals = Counter(ending[i] for i in in_some)
    certain = {i for i in in_some if rivals[ending[i]] == 1}
    run: set[int] = set()
    wanted, below = longest, None
    for i in reversed(range(len(values))):
        if ending[i] == wanted and (below is None or values[i] < below):
            run.add(i)
            wanted, below = wanted - 1, values[i]
    return certain, run


def _run_lengths(values: list[int]) -> list[int]:
    """For each position the length of the longest ascending run that ends there."""
    tails: list[int] = []
    lengths = []
    for value in values:
        place = bisect.bisect_left(tails, value)
        tails[place : place + 1] = [value]
        lengths.append(place + 1)
    return lengths
