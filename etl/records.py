"""Rows → records: cells cleaned, values resolved against curation, titles split.

A row becomes a record only if every one of its cells can be trusted; otherwise a problem names
the row and the cell.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from etl.bodies import split_bodies
from etl.cleaning import clean, control_characters, rare_characters, unreadable_characters
from etl.curation import ALIASES, ORGANIZATIONS, VOCABULARY, Correction, Curation
from etl.headers import expected_word
from etl.lists import ListRow, StandardsList
from etl.problems import Problem
from etl.sequence import NumberedRow, check_sequence
from etl.titles import TitleParts, split_title
from schema.vocabulary import ProjectField, Role

_SEQ = re.compile(r"(\d{1,6})[.、．]?")
_ROLE_OF_FIELD = {"departments": Role.COMPETENT, "committees": Role.IN_CHARGE}

Accept = Callable[[Problem], bool]


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
    rows the document prints (without exact repeats)."""

    records: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    applied: list[AppliedCorrection] = field(default_factory=list)
    printed_rows: int = 0


def make_records(
    found: StandardsList,
    curation: Curation,
    corrections: Mapping[tuple[int, str], Correction] | None = None,
    accept: Accept = lambda _: False,
) -> RecordsOfList:
    """Turn the rows of a list into records.

    ``corrections`` are those of this list, by number and field. ``accept`` says which problems a
    person has accepted: such a row is loaded all the same, if it can be.
    """
    result = RecordsOfList()
    drafts = [_Draft(row, found.year, curation, corrections or {}) for row in found.rows]
    sequence = check_sequence(
        [NumberedRow(draft.seq, draft.row.cells, draft.row.place) for draft in drafts], found.year
    )
    for i, draft in enumerate(drafts):
        result.problems.extend(draft.problems)
        open_problems = [p for p in draft.problems if p.is_error and not accept(p)]
        rejection = sequence.rejected.get(i)
        if rejection is not None and not accept(rejection):
            continue
        record = draft.record()
        if record is not None and not open_problems:
            result.records.append(record)
            result.applied.extend(AppliedCorrection(record.seq, c) for c in draft.applied)
    result.problems.extend(sequence.problems)
    repeats = sum(1 for p in sequence.rejected.values() if p.kind == "duplicate_row")
    result.printed_rows = len(drafts) - repeats
    return result


class _Draft:
    """A row on its way to a record: cleaned values and the problems of its cells."""

    def __init__(
        self,
        row: ListRow,
        year: int | None,
        curation: Curation,
        corrections: Mapping[tuple[int, str], Correction],
    ) -> None:
        self.row = row
        self.year = year
        self.curation = curation
        self.problems: list[Problem] = []
        self.applied: list[Correction] = []
        self.seq = row.seq_hint
        self.values: dict[str, str] = {}
        if row.values is None:
            return
        self.seq = self._read_seq(row.values["seq"])
        for name in ProjectField:
            printed = row.values[name]
            correction = corrections.get((self.seq or 0, name))
            if correction is not None and clean(correction.source) == clean(printed):
                self.applied.append(correction)
                printed = correction.published
            self._check_characters(name, printed)
            self.values[name] = clean(printed)
        self.title = self._required("title")
        self.project_type = self._term("project_type")
        self.mandate = self._term("mandate")
        self.domain = self._term("domain")
        self.departments = self._bodies("departments")
        self.committees = self._committees()

    def record(self) -> Record | None:
        """The record, if every value could be read."""
        if not self.values or self.year is None or self.seq is None:
            return None
        if not (self.title and self.project_type and self.mandate and self.domain):
            return None
        if not self.departments or self.committees is None:
            return None
        return Record(
            self.year,
            self.seq,
            self.title,
            self.project_type,
            self.mandate,
            self.departments,
            self.committees,
            self.domain,
            split_title(self.title),
            self.row.place,
            self.row.cells,
        )

    def _problem(
        self, kind: str, field: str, found: str, expected: str, next_step: str = ""
    ) -> None:
        self.problems.append(
            Problem(
                kind,
                self.row.place,
                found,
                expected,
                next_step,
                expected_word(field),
                self.year,
                self.seq,
            )
        )

    def _read_seq(self, printed: str) -> int | None:
        match = _SEQ.fullmatch(clean(printed))
        if match and int(match[1]) > 0:
            return int(match[1])
        self._problem(
            "missing_seq",
            "seq",
            f"{printed!r} is no number (title: {clean(self.row.values['title'])})"
            if self.row.values
            else f"{printed!r} is no number",
            "the number of the project",
            "Compare with the printed page and mend the document.",
        )
        return None

    def _check_characters(self, name: str, printed: str) -> None:
        control = control_characters(printed)
        if control:
            self._problem(
                "control_chars", name, f"control characters {control} in {printed!r}", "text"
            )
        unreadable = unreadable_characters(printed)
        if unreadable:
            self._problem(
                "undecodable_chars",
                name,
                f"{unreadable} in {printed!r} stands for no readable text",
                "readable text",
                "Get the document in another format, or correct the cell in "
                "curation/corrections.yml.",
            )
        rare = rare_characters(printed)
        if rare:
            self._problem(
                "suspicious_text",
                name,
                f"the rare character {rare} in {printed!r}, often a look-alike of a common one",
                "common characters",
                "Compare with the printed page; correct the cell in curation/corrections.yml or "
                "accept the problem in notice.yml.",
            )

    def _required(self, name: str) -> str:
        if not self.values[name]:
            self._problem(
                "missing_value",
                name,
                "the cell is empty",
                "a value",
                "Compare with the printed page and mend the document.",
            )
        return self.values[name]

    def _term(self, name: str) -> str:
        value = self._required(name)
        if not value:
            return ""
        known = self.curation.values_of(name)
        if value not in known:
            self._problem(
                "unknown_value",
                name,
                f"unknown value {value!r}",
                ", ".join(dict.fromkeys(known.values())),
                f"Add it to curation/{VOCABULARY} with its source, or correct the row in "
                "curation/corrections.yml.",
            )
        return known.get(value, "")

    def _committees(self) -> tuple[str, ...] | None:
        if self.values["committees"] in self.curation.values_of("no_committee"):
            return ()
        return self._bodies("committees") or None

    def _bodies(self, name: str) -> tuple[str, ...]:
        """The bodies of a cell; empty if any of them cannot be used."""
        value = self._required(name)
        if not value:
            return ()
        before = len(self.problems)
        bodies = split_bodies(value, self.curation.names)
        role = _ROLE_OF_FIELD[name]
        for unknown in bodies.unknown:
            self._problem(
                "unknown_value",
                name,
                f"unknown body {unknown!r}",
                f"bodies of curation/{ORGANIZATIONS}",
                f"If it is a body, add a line to curation/{ORGANIZATIONS} with name {unknown!r}, "
                f"its kind and the role {role}; if it is another spelling of a known one, add it "
                f"to curation/{ALIASES}.",
            )
        for body in bodies.names:
            if role not in self.curation.organization(body).roles:
                self._problem(
                    "unknown_value",
                    name,
                    f"{body!r} is not known in the role {role}",
                    "a body that has held this role",
                    "Compare with the printed page: columns may be exchanged. If it is right, "
                    f"add the role to the body's line in curation/{ORGANIZATIONS}.",
                )
        if len(set(bodies.names)) < len(bodies.names):
            self._problem(
                "suspicious_text", name, f"a body is named twice: {value}", "each body once"
            )
        return bodies.names if len(self.problems) == before else ()
