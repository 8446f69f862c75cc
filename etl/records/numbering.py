"""The numbers of a list: checked section by section, made one row of numbers, or counted where
the list prints none."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from etl.problems import Problem
from etl.recognition.lists import ListRow, StandardsList
from etl.records.cell_values import is_nothing
from etl.records.drafts import Draft
from etl.records.sequence import NumberedRow, SequenceResult, StrayText, check_sequence
from etl.text.cleaning import clean


def check_numbers(
    found: StandardsList,
    drafts: Sequence[Draft],
    texts: Sequence[StrayText],
    stated: int | None,
) -> tuple[dict[int, Problem], list[Problem]]:
    """Check the numbers of each section of a list. Returns the rows not to load, each with the
    problem that says why, and all problems. ``texts`` stand in the order of the rows."""
    rejected: dict[int, Problem] = {}
    problems: list[Problem] = []
    waiting = list(reversed(texts))
    first = 0
    for section, run in groupby(drafts, lambda draft: draft.row.section):
        mine = list(run)
        after = first + len(mine)
        beside: list[StrayText] = []
        while waiting and (waiting[-1].position < after or after == len(drafts)):
            text = waiting.pop()
            beside.append(replace(text, position=text.position - first))
        checked: SequenceResult = check_sequence(
            [NumberedRow(draft.seq, draft.row.cells, draft.row.place) for draft in mine],
            found.year,
            beside,
            found.seq_start if section == 0 else 1,
            stated if len(mine) == len(drafts) else None,
        )
        rejected |= {first + i: problem for i, problem in checked.rejected.items()}
        problems.extend(checked.problems)
        first = after
    return rejected, problems


def offsets_of_sections(drafts: Sequence[Draft]) -> Counter[int]:
    """For each section of a list, what its numbers are raised by so that each number of the list
    is its own: the highest numbers of the sections before it."""
    highest: Counter[int] = Counter()
    for draft in drafts:
        highest[draft.row.section] = max(highest[draft.row.section], draft.seq or 0)
    offsets: Counter[int] = Counter()
    total = 0
    for section in sorted(highest):
        offsets[section] = total
        total += highest[section]
    return offsets


def without_numbers(
    found: StandardsList, rows: Sequence[ListRow], texts: Sequence[StrayText], stated: int | None
) -> Problem:
    """A list without numbers can be numbered by counting only if no row can be missing."""
    reasons = [f"the row at {row.place} cannot be read" for row in rows if row.values is None]
    kinds = {"project_type", "mandate"} & found.header.columns.keys()
    reasons += [
        f"the row at {row.place} has no title"
        if is_nothing(clean(row.values.get("title", "")))
        else f"the row at {row.place} has neither type nor mandate"
        for row in rows
        if row.values is not None
        and (
            is_nothing(clean(row.values.get("title", "")))
            or (kinds and not any(row.values[name].strip() for name in kinds))
        )
    ]
    reasons += [f"the text at {text.place} may be a row" for text in texts if text.seq is not None]
    seen: dict[tuple[str, ...], str] = {}
    for row in rows:
        if row.cells in seen:
            reasons.append(f"the rows at {seen[row.cells]} and {row.place} are equal")
        seen[row.cells] = row.place
    if stated is not None and stated != len(rows):
        reasons.append(f"{stated} rows are stated and {len(rows)} found")
    if reasons:
        return Problem(
            "missing_seq",
            found.place,
            f"the list prints no numbers, and its rows cannot be counted safely: {reasons[0]}",
            "numbers, or whole rows only",
            "Get the document in a form that has the numbers; none of its rows is loaded.",
            year=found.year,
        )
    return Problem(
        "seq_inferred",
        found.place,
        f"the list prints no numbers; its {len(rows)} rows are numbered in printed order from "
        f"{found.seq_start}",
        "a column 序号",
        "Compare the last number with the document, for a lost row would not show.",
        year=found.year,
    )
