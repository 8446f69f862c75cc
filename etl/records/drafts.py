"""One row on its way to a record: its cells cleaned and resolved, and what is wrong with them."""

from collections.abc import Mapping

from etl.inputs.curation import ALIASES, ORGANIZATIONS, VOCABULARY, Correction, Curation
from etl.problems import Problem
from etl.recognition.headers import expected_word
from etl.recognition.lists import ListRow
from etl.recognition.row_shapes import read_seq
from etl.records.body_names import split_bodies
from etl.text.cleaning import (
    clean,
    clean_lines,
    control_characters,
    has_chinese,
    looks_garbled,
    odd_characters,
    unreadable_characters,
)
from schema.vocabulary import ProjectField, Role

_ROLE_OF_FIELD = {"departments": Role.COMPETENT, "committees": Role.IN_CHARGE}


class Draft:
    """The values of one row and the problems of its cells.

    ``seq`` is the printed number, or ``inferred`` for a list that prints none. A value that
    cannot be read is empty (``None`` for committees, where empty means that none is named).
    """

    def __init__(
        self,
        row: ListRow,
        year: int | None,
        curation: Curation,
        corrections: Mapping[tuple[int, str], Correction],
        inferred: int | None = None,
        has_numbers: bool = True,
    ) -> None:
        self.row = row
        self.year = year
        self.curation = curation
        self.problems: list[Problem] = []
        self.applied: list[Correction] = []
        self.seq = row.seq_hint if has_numbers else inferred
        self.values: dict[str, str] = {}
        self.title = self.project_type = self.mandate = self.domain = ""
        self.departments: tuple[str, ...] = ()
        self.committees: tuple[str, ...] | None = None
        if row.values is None:
            return
        if has_numbers:
            self.seq = self._read_seq(row.values)
        for name in ProjectField:
            printed = row.values[name]
            correction = corrections.get((self.seq or 0, name))
            if correction is not None and clean(correction.source) == clean(printed):
                self.applied.append(correction)
                printed = correction.published
            self._check_characters(name, printed)
            tidy = clean_lines if name in _ROLE_OF_FIELD else clean
            self.values[name] = tidy(printed)
        self.title = self._required("title")
        self.project_type = self._term("project_type")
        self.mandate = self._term("mandate")
        self.domain = self._term("domain")
        self.departments = self._bodies("departments")
        self.committees = self._committees()

    @property
    def is_complete(self) -> bool:
        """Whether every value could be read."""
        return (
            self.year is not None
            and self.seq is not None
            and all((self.title, self.project_type, self.mandate, self.domain, self.departments))
            and self.committees is not None
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

    def _read_seq(self, values: dict[str, str]) -> int | None:
        printed = values.get("seq", "")
        seq = read_seq(printed)
        if seq is None:
            title = clean(values["title"])
            self._problem(
                "missing_seq",
                "seq",
                (f"{printed!r} is no number" if printed.strip() else "the cell is empty")
                + f" (title: {title or 'empty, too'})",
                "the number of the project",
                "Compare with the printed page: the row lost its number, or it is the rest of "
                "the row above. Get the document in a form that has it; the row is not loaded.",
            )
        return seq

    def _check_characters(self, name: str, printed: str) -> None:
        control = control_characters(printed)
        if control:
            self._problem(
                "control_chars",
                name,
                f"control characters {control} in {printed!r}",
                "text only",
                "They are left out; compare with the printed page if a character may be missing.",
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
        odd = odd_characters(clean(printed))
        garbled = looks_garbled(clean(printed))
        if name == "title" and clean(printed) and not has_chinese(clean(printed)):
            garbled = garbled or "no Chinese words, as every title has"
        if odd or garbled:
            what = [f"{odd}, which may be look-alikes of common characters"] if odd else []
            self._problem(
                "suspicious_text",
                name,
                f"{printed!r} has {' and '.join([*what, *([garbled] if garbled else [])])}",
                "common Chinese characters",
                "Compare with the printed page; correct the cell in curation/corrections.yml or, "
                "if the page prints it so, accept the problem in notice.yml.",
            )

    def _required(self, name: str) -> str:
        if not self.values[name]:
            self._problem(
                "missing_value",
                name,
                "the cell is empty",
                "a value",
                "Compare with the printed page; if it prints none either, add what is known to "
                "curation/corrections.yml with its evidence.",
            )
        return self.values[name]

    def _term(self, name: str) -> str:
        value = self._required(name)
        if not value:
            return ""
        known = self.curation.values_of(name)
        if value not in known:  # characters are spread over the width of a column: 修 订
            value = value.replace(" ", "")
        if value not in known:
            self._problem(
                "unknown_value",
                name,
                f"unknown value {self.values[name]!r}",
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
        others = [b for b in bodies.names if role not in self.curation.organization(b).roles]
        for body in others:
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
                "suspicious_text",
                name,
                f"a body is named twice: {clean(value)}",
                "each body once",
                "Compare with the printed page; correct the cell in curation/corrections.yml or, "
                "if the page prints it so, accept the problem in notice.yml.",
            )
        return () if bodies.unknown or others else bodies.names
