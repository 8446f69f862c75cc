"""Rows → records: a row becomes a record only if every one of its cells can be trusted.

Otherwise a problem names the row and the cell.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from etl.inputs.curation import Correction, Curation
from etl.problems import Problem
from etl.recognition.lists import ListRow, StandardsList
from etl.recognition.row_shapes import row_without_columns
from etl.records.continuations import join_continuations
from etl.records.drafts import Draft
from etl.records.sequence import NumberedRow, SequenceResult, StrayText, check_sequence
from etl.records.titles import TitleParts, split_title

Accept = Callable[[Problem], bool]

# Doubts about a row's number that a person can settle; of two rows with one number none is loaded.
_LOADABLE = ("seq_order", "seq_gap")


@dataclass(frozen=True)
class Record:
    """One standards project as the catalogue stores it. ``cells`` is the row as printed."""

    year: int
    seq: int
    title: str
    project_type: str
    mandate: str
    departments: tuple[str, ...]
    committees: tuple[str, ...]
    domain: str
    parts: TitleParts
    place: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class AppliedCorrection:
    """A correction and the number of the project it changed."""

    seq: int
    correction: Correction


@dataclass
class RecordsOfList:
    """The records of one list, the problems of its rows, the corrections applied, and how many
    rows the document prints (without exact repeats). ``inferred`` says that the numbers are
    not printed but counted."""

    records: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    applied: list[AppliedCorrection] = field(default_factory=list)
    printed_rows: int = 0
    inferred: bool = False


def make_records(
    found: StandardsList,
    curation: Curation,
    corrections: Mapping[tuple[int, str], Correction] | None = None,
    accept: Accept = lambda _: False,
    stated: int | None = None,
) -> RecordsOfList:
    """Turn the rows of a list into records.

    ``corrections`` are those of this list, by number and field. ``accept`` says which problems a
    person has accepted: such a row is loaded all the same, if it can be. ``stated`` is the
    stated number of rows.
    """
    found = join_continuations(found, curation)
    rows, texts = found.rows, _stray_texts(found)
    result = RecordsOfList()
    numbered = found.has_numbers
    if not numbered and rows:
        result.problems.append(_without_numbers(found, rows, texts, stated))
        result.inferred = not result.problems[0].is_error
    drafts = [
        Draft(
            row,
            found.year,
            curation,
            corrections or {},
            found.seq_start + i if result.inferred else None,
            numbered,
        )
        for i, row in enumerate(rows)
    ]
    sequence = SequenceResult({}, ())
    if numbered:
        sequence = check_sequence(
            [NumberedRow(draft.seq, draft.row.cells, draft.row.place) for draft in drafts],
            found.year,
            texts,
            found.seq_start,
            stated,
        )
    for i, draft in enumerate(drafts):
        result.problems.extend(draft.problems)
        rejection = sequence.rejected.get(i)
        if rejection is not None and (rejection.kind not in _LOADABLE or not accept(rejection)):
            continue
        if any(problem.is_error and not accept(problem) for problem in draft.problems):
            continue
        record = _record(draft)
        if record is not None:
            result.records.append(record)
            result.applied.extend(AppliedCorrection(record.seq, c) for c in draft.applied)
    result.problems.extend(sequence.problems)
    repeats = sum(1 for p in sequence.rejected.values() if p.kind == "duplicate_row")
    result.printed_rows = len(drafts) - repeats
    return result


def _record(draft: Draft) -> Record | None:
    if not draft.is_complete:
        return None
    assert draft.year is not None
    assert draft.seq is not None
    assert draft.committees is not None
    return Record(
        draft.year,
        draft.seq,
        draft.title,
        draft.project_type,
        draft.mandate,
        draft.departments,
        draft.committees,
        draft.domain,
        split_title(draft.title),
        draft.row.place,
        draft.row.cells,
    )


def _stray_texts(found: StandardsList) -> list[StrayText]:
    return [
        StrayText(position, block.text, block.place, row_without_columns(block.text))
        for block, position in zip(found.notes, found.note_positions, strict=True)
    ]


def _without_numbers(
    found: StandardsList, rows: Sequence[ListRow], texts: Sequence[StrayText], stated: int | None
) -> Problem:
    """A list without numbers can be numbered by counting only if no row can be missing."""
    reasons = [f"the row at {row.place} cannot be read" for row in rows if row.values is None]
    reasons += [
        f"the row at {row.place} has neither type nor mandate"
        for row in rows
        if row.values is not None
        and not (row.values["project_type"].strip() or row.values["mandate"].strip())
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
