"""Rows → entries: a row becomes an entry only if every one of its cells can be trusted.

Otherwise a problem names the row and the cell. A body that nobody has decided on yet is kept as
printed and costs no row.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import NamedTuple

from etl.inputs.curation import Correction, Curation
from etl.problems import ACCEPTABLE, Problem
from etl.recognition.lists import ListRow, StandardsList
from etl.recognition.row_shapes import row_without_columns
from etl.records.constants import constants_of_heading, groups_of_rows, level_of_heading
from etl.records.continuations import join_continuations
from etl.records.drafts import Draft
from etl.records.list_context import ListContext, Value
from etl.records.numbering import check_numbers, offsets_of_sections, without_numbers
from etl.records.sequence import StrayText
from etl.records.titles import TitleParts, split_title
from etl.text.cleaning import clean
from schema.kinds.fields import fields
from schema.kinds.list_kinds import ListKind
from schema.numbers import level_of, parse_plan_number, parse_standard_number

Accept = Callable[[Problem], bool]

# Doubts about a row's number that a person can settle; of two rows with one number none is loaded.
_LOADABLE = ("seq_order", "seq_gap")
# Decisions that a person has still to take, and for which no row is lost.
_UNDECIDED = ("unknown_body",)
# A column with a value in every row of a list of this length, but for one row in so many, has
# lost the values that are missing.
_LONG_LIST = 20
_NOTHING: Mapping[str, str] = MappingProxyType({})
_FILLED_TYPES = ("term", "bodies", "plan_number", "standard_number")


class Entry(NamedTuple):
    """One row of a list as the catalogue stores it.

    ``values`` has every field that the row states, by name: a text, a number, or a tuple of
    texts. ``other`` are the cells that no field took, by header word; ``cells`` is the row as
    printed. ``section`` counts how often the numbers began anew above it. ``told`` has the cells
    of known fields without a column of their own (adjustment, status …), by name; they stand in
    ``other``, too.
    """

    year: int | None
    seq: int
    values: Mapping[str, Value]
    parts: TitleParts
    place: str
    cells: tuple[str, ...]
    other: Mapping[str, str] = _NOTHING
    section: int = 0
    told: Mapping[str, str] = _NOTHING

    @property
    def title(self) -> str:
        return self.text("title") or ""

    @property
    def project_type(self) -> str | None:
        return self.text("project_type")

    @property
    def mandate(self) -> str | None:
        return self.text("mandate")

    @property
    def domain(self) -> str | None:
        return self.text("domain")

    @property
    def plan_number(self) -> str | None:
        return self.text("plan_number")

    @property
    def number(self) -> str | None:
        return self.text("number")

    @property
    def departments(self) -> tuple[str, ...]:
        return self.texts("departments")

    @property
    def committees(self) -> tuple[str, ...]:
        return self.texts("committees")

    def text(self, name: str) -> str | None:
        """The value of a field of one text; ``None`` where it is not stated."""
        value = self.values.get(name)
        return value if isinstance(value, str) else None

    def texts(self, name: str) -> tuple[str, ...]:
        """The values of a field of several texts; empty where none is stated."""
        value = self.values.get(name)
        return value if isinstance(value, tuple) else ()


@dataclass(frozen=True)
class AppliedCorrection:
    """A correction and the number of the entry it changed."""

    seq: int
    correction: Correction


@dataclass
class EntriesOfList:
    """The entries of one list, what its heading says of all of them, the problems of its rows,
    the corrections applied, and how many rows the document prints (without exact repeats).
    ``inferred`` says that the numbers are not printed but counted."""

    kind: ListKind
    level: str | None = None
    constants: Mapping[str, Value] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    applied: list[AppliedCorrection] = field(default_factory=list)
    printed_rows: int = 0
    inferred: bool = False


@dataclass(frozen=True)
class Declared:
    """What ``notice.yml`` says of a list: kind, level and constants (texts, as a cell would print
    them) go before what is read."""

    kind: ListKind | None = None
    level: str | None = None
    constants: Mapping[str, str] = field(default_factory=dict)
    stated: int | None = None


def make_entries(
    found: StandardsList,
    curation: Curation,
    corrections: Mapping[tuple[int, str], Correction] | None = None,
    accept: Accept = lambda _: False,
    declared: Declared | None = None,
) -> EntriesOfList:
    """Turn the rows of a list into entries.

    ``corrections`` are those of this list, by number and field. ``accept`` says which problems a
    person has accepted: such a row is loaded all the same, if it can be.
    """
    declared = declared or Declared()
    found = join_continuations(found, curation)
    if not any(name == "domain" for _, name in corrections or ()):
        found = without_foreign_domains(found, curation)
    rows, texts = found.rows, _stray_texts(found)
    stated_in_file = _read_constants(found, declared.constants, curation)
    constants = {**constants_of_heading(found.title, curation), **stated_in_file.values}
    result = EntriesOfList(declared.kind or found.kind, declared.level, constants)
    result.problems.extend(stated_in_file.problems)
    result.problems.extend(_unknown_columns(found))
    numbered = found.has_numbers
    if not numbered and rows:
        result.problems.append(without_numbers(found, rows, texts, declared.stated))
        result.inferred = not result.problems[-1].is_error
    words = {name: found.header.words[i] for name, i in found.header.columns.items()}
    context = ListContext(
        found.year, curation, corrections or {}, constants, _always_filled(found), numbered, words
    )
    drafts = _drafts(found, context, result.inferred)
    offsets = offsets_of_sections(drafts)
    if corrections and any(offsets.values()):
        # Corrections name rows by the numbers that entries have, which only now are known.
        drafts = _drafts(found, context, result.inferred, offsets)
    rejected: dict[int, Problem] = {}
    faults: list[Problem] = []
    if numbered:
        rejected, faults = check_numbers(found, drafts, texts, declared.stated)
    result.problems.extend(faults)
    undated = found.year is None and found.years_expected
    for i, draft in enumerate(drafts):
        result.problems.extend(draft.problems)
        rejection = rejected.get(i)
        if rejection is not None and (rejection.kind not in _LOADABLE or not accept(rejection)):
            continue
        if undated or any(_rejects(problem, accept) for problem in draft.problems):
            continue
        if draft.is_complete:
            entry = _entry(draft, offsets[draft.row.section])
            result.entries.append(entry)
            result.applied.extend(AppliedCorrection(entry.seq, c) for c in draft.applied)
    repeats = sum(1 for p in rejected.values() if p.kind == "duplicate_row")
    result.printed_rows = len(drafts) - repeats
    result.level = result.level or _level_of(result.entries, found, curation)
    return result


def _drafts(
    found: StandardsList,
    context: ListContext,
    is_inferred: bool,
    offsets: Mapping[int, int] | None = None,
) -> list[Draft]:
    """The rows of a list as read; ``offsets`` are what numbers are raised by, by section."""
    together = zip(found.rows, groups_of_rows(found.rows, context.curation), strict=True)
    offsets = offsets or {}
    return [
        Draft(
            row,
            context,
            found.seq_start + i if is_inferred else None,
            groups,
            offsets.get(row.section, 0),
        )
        for i, (row, groups) in enumerate(together)
    ]


def _read_constants(found: StandardsList, declared: Mapping[str, str], curation: Curation) -> Draft:
    """What ``notice.yml`` says of all rows, read as the cells of a row are."""
    row = ListRow(tuple(declared.values()), f"constants of the list at {found.place}", {**declared})
    return Draft(row, ListContext(found.year, curation, {}, has_numbers=False))


def without_foreign_domains(found: StandardsList, curation: Curation) -> StandardsList:
    """The list with a column of domains of which the vocabulary knows none among the columns of
    no field: other issuers divide their lists in other ways."""
    column = found.header.columns.get("domain")
    if column is None:
        return found
    known = curation.values_of("domain")
    filled = [row for row in found.rows if row.values is not None]
    if any(clean(row.values.get("domain", "")) in known for row in filled if row.values):
        return found
    word = found.header.words[column]
    rows = [
        row
        if row.values is None
        else replace(
            row,
            values={name: cell for name, cell in row.values.items() if name != "domain"},
            other={**row.other, word: row.values.get("domain", "")},
        )
        for row in found.rows
    ]
    columns = {name: i for name, i in found.header.columns.items() if name != "domain"}
    header = replace(found.header, columns=columns)
    return replace(found, rows=rows, header=header, extra=(*found.extra, word))


def _rejects(problem: Problem, accept: Accept) -> bool:
    if not problem.is_error or problem.kind in _UNDECIDED:
        return False
    return problem.kind not in ACCEPTABLE or not accept(problem)


def _entry(draft: Draft, offset: int) -> Entry:
    assert draft.seq is not None
    return Entry(
        draft.context.year,
        draft.seq + offset,
        draft.values,
        split_title(str(draft.values["title"])),
        draft.row.place,
        draft.row.cells,
        draft.other,
        draft.row.section,
        draft.told,
    )


def _level_of(entries: Sequence[Entry], found: StandardsList, curation: Curation) -> str | None:
    """The level of a list: that of all its numbers, or the one that its heading names."""
    levels = set()
    for entry in entries:
        plan = parse_plan_number(entry.plan_number or "")
        number = parse_standard_number(entry.number or "")
        levels |= {plan.level} if plan and plan.level else set()
        level = level_of(number, curation.codes.levels) if number else None
        levels |= {level} if level else set()
    if len(levels) == 1:
        return str(levels.pop())
    texts = [found.title, *(block.text for block in reversed(found.above))]
    return next(filter(None, map(level_of_heading, texts)), None) if not levels else None


def _always_filled(found: StandardsList) -> frozenset[str]:
    """The fields of a long list whose cells are filled in nearly all rows."""
    rows = [row.values for row in found.rows if row.values is not None]
    if len(rows) < _LONG_LIST:
        return frozenset()
    declared = fields()
    return frozenset(
        name
        for name in found.header.columns
        if declared[name].type in _FILLED_TYPES
        and declared[name].is_kept
        and sum(1 for values in rows if not values.get(name, "").strip()) <= len(rows) / _LONG_LIST
    )


def _unknown_columns(found: StandardsList) -> list[Problem]:
    if not found.extra:
        return []
    return [
        Problem(
            "unknown_column",
            found.place,
            f"no field is known for {', '.join(found.extra)}",
            "columns of schema/kinds/fields.yml",
            "Their cells are kept under their header words in `other`; if one is a field that "
            "other lists have, too, add its word to schema/kinds/fields.yml.",
            year=found.year,
        )
    ]


def _stray_texts(found: StandardsList) -> list[StrayText]:
    return [
        StrayText(position, block.text, block.place, row_without_columns(block.text))
        for block, position in zip(found.notes, found.note_positions, strict=True)
    ]
