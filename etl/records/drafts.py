"""One row on its way to an entry: its cells cleaned and read, and what is wrong with them."""

from collections.abc import Mapping
from functools import cache

from etl.inputs.curation import ORGANIZATIONS, VOCABULARY, Correction
from etl.problems import Problem
from etl.recognition.cell_forms import read_seq
from etl.recognition.header_words import expected_word
from etl.recognition.lists import ListRow
from etl.records.cell_values import EXPECTED, READ, is_nothing, read_months, read_partly, tidy
from etl.records.constants import GROUP_WORD
from etl.records.doubtful_characters import doubts_of
from etl.records.list_context import ListContext, Value
from etl.text.cleaning import clean, clean_lines
from etl.text.traditional import simplified
from schema.kinds.fields import Field, fields
from schema.numbers import mandate_of, parse_plan_number, parse_standard_number
from schema.vocabulary import Role

# Columns of bodies of every kind, which separators part without regard to names' endings.
_MANY_KINDS = frozenset(("drafters", "executors"))


@cache
def _kept_fields() -> dict[str, Field]:
    """The fields with a column of their own."""
    return {name: field for name, field in fields().items() if field.is_kept}


@cache
def _roles() -> dict[str, Role]:
    """The role of bodies that a field gives."""
    return {name: Role(field.role) for name, field in fields().items() if field.role}


class Draft:
    """The values of one row and the problems of its cells.

    ``seq`` is the printed number, or ``inferred`` for a list that prints none; ``offset`` is what
    the numbers of its section are raised by. ``groups`` is what the rows across the table say of
    it. ``values`` has the fields that are stated; ``other`` the cells that no field took, by header
    word.
    """

    def __init__(
        self,
        row: ListRow,
        context: ListContext,
        inferred: int | None = None,
        groups: Mapping[str, str] | None = None,
        offset: int = 0,
    ) -> None:
        self.row = row
        self.offset = offset
        self.context = context
        self.problems: list[Problem] = []
        self.applied: list[Correction] = []
        self.seq = row.seq_hint if context.has_numbers else inferred
        self.values: dict[str, Value] = {}
        self.other: dict[str, str] = {}
        self.told: dict[str, str] = {}
        if row.values is None:
            return
        if context.has_numbers:
            self.seq = self._read_seq(row.values)
        self.other = {word: text for word, cell in row.other.items() if (text := clean_lines(cell))}
        kept = _kept_fields()
        for name, printed in row.values.items():
            if name not in kept:
                self.told[name] = clean(printed)
            elif name != "seq":
                self._read(kept[name], self._corrected(name, printed))
        self._read_groups(groups or {})
        self._read_mandate_of_numbers()

    @property
    def is_complete(self) -> bool:
        """Whether the row has what every entry needs: a number, a title, and every value that
        could be read."""
        return self.row.values is not None and self.seq is not None and "title" in self.values

    def _problem(
        self, kind: str, name: str, found: str, expected: str, next_step: str = "", value: str = ""
    ) -> None:
        self.problems.append(
            Problem(
                kind,
                self.row.place,
                found,
                expected,
                next_step,
                expected_word(name) if name in fields() else name,
                self.context.year,
                self.seq,
                value=value,
            )
        )

    def _read_seq(self, values: dict[str, str]) -> int | None:
        printed = values.get("seq", "")
        seq = read_seq(printed)
        if seq is None:
            title = clean(values.get("title", ""))
            self._problem(
                "missing_seq",
                "seq",
                (f"{printed!r} is no number" if printed.strip() else "the cell is empty")
                + f" (title: {title or 'empty, too'})",
                "the number of the row",
                "Compare with the printed page: the row lost its number, or it is the rest of "
                "the row above. Get the document in a form that has it; the row is not loaded.",
            )
        return seq

    def _corrected(self, name: str, printed: str) -> str:
        number = 0 if self.seq is None else self.seq + self.offset
        correction = self.context.corrections.get((number, name))
        if correction is not None and clean(correction.source) == clean(printed):
            self.applied.append(correction)
            return correction.published
        return printed

    def _read(self, declared: Field, printed: str) -> None:
        """Read one cell into ``values``, or say why not."""
        name = declared.name
        self._check_characters(declared, printed)
        text = clean_lines(printed) if declared.type == "bodies" else tidy(declared.type, printed)
        if is_nothing(text):
            if name == "title" or (not text and name in self.context.always_filled):
                self._missing(name)
            return
        if declared.type == "term":
            self._read_term(name, text)
        elif declared.type == "bodies":
            self._read_bodies(declared, text)
        else:
            value = READ[declared.type](text)
            months = read_months(text) if declared.type == "date" and value is None else None
            if months is not None:  # a column of due dates that prints how long the work takes
                self.values.setdefault("period_months", months)
            elif value is None:
                self._unread(declared, text)
            else:
                self.values[name] = tuple(value) if isinstance(value, list) else value
            if name == "replaces" and (partly := read_partly(text)):
                self.told["replaces_partly"] = "；".join(partly)

    def _missing(self, name: str) -> None:
        self._problem(
            "missing_value",
            name,
            "the cell is empty",
            "a value" if name == "title" else "a value, as in all other rows",
            "Compare with the printed page; if it prints none either, accept the problem in "
            "notice.yml, or add what is known to curation/corrections.yml with its evidence.",
        )

    def _unread(self, declared: Field, text: str) -> None:
        """A cell that its type cannot read stays as printed, under its header word."""
        self.other[expected_word(declared.name)] = text.replace("\n", " ")
        self._problem(
            "unread_value",
            declared.name,
            f"{text!r} cannot be read",
            EXPECTED[declared.type],
            "It stays as printed in `other`. Compare with the printed page; a misprint can be "
            "corrected in curation/corrections.yml.",
        )

    def _check_characters(self, declared: Field, printed: str) -> None:
        name = declared.name
        for doubt in doubts_of(printed, name == "title", self.context.is_traditional):
            self._problem(doubt.kind, name, doubt.found, doubt.expected, doubt.next_step)

    def _read_term(self, name: str, text: str) -> None:
        known = self.context.terms_of(name)
        # Characters are spread over the width of a column: 修 订
        term = known.get(text) or known.get(simplified(text.replace(" ", "")))
        if term is not None:
            self.values[name] = term
            return
        self._problem(
            "unknown_value",
            name,
            f"unknown value {text!r}",
            ", ".join(dict.fromkeys(known.values())),
            f"Add it to curation/{VOCABULARY} with its source (catalogue review does), or correct "
            "the row in curation/corrections.yml.",
            text,
        )

    def _read_bodies(self, declared: Field, text: str) -> None:
        curation, name = self.context.curation, declared.name
        if text in curation.values_of("no_committee"):
            return
        bodies = self.context.bodies_in(text, name in _MANY_KINDS)
        self.values[name] = bodies.names
        role = _roles()[name]
        for unknown in dict.fromkeys(bodies.unknown):
            self._problem(
                "unknown_body",
                name,
                f"unknown body {unknown!r}",
                f"bodies of curation/{ORGANIZATIONS}",
                "Decide with: catalogue review. The row keeps the name as printed.",
                unknown,
            )
        unknown_names = set(bodies.unknown)
        for body in dict.fromkeys(bodies.names):
            if body in unknown_names or self.context.is_known_as(body, name, role):
                continue
            self._problem(
                "unknown_body",
                name,
                f"{body!r} is not known in the role {role}",
                "a body that has held this role",
                "Compare with the printed page: columns may be exchanged. If it is right, decide "
                "with: catalogue review.",
                body,
            )
        if len(set(bodies.names)) < len(bodies.names):
            self._problem(
                "suspicious_text",
                name,
                f"a body is named twice: {clean(text)}",
                "each body once",
                "Compare with the printed page; correct the cell in curation/corrections.yml or, "
                "if the page prints it so, accept the problem in notice.yml.",
            )

    def _read_groups(self, groups: Mapping[str, str]) -> None:
        """What the rows across the table above this row say of it, where no column does."""
        for name, value in groups.items():
            if name == GROUP_WORD:
                self.other.setdefault(GROUP_WORD, value)
            else:
                self.values.setdefault(name, value)

    def _read_mandate_of_numbers(self) -> None:
        """The nature that the plan number or the standard's number tells, where no column does.
        Two sources that say different things are a problem."""
        told = {}
        plan, number = self.values.get("plan_number"), self.values.get("number")
        if isinstance(plan, str) and (parsed := parse_plan_number(plan)) is not None:
            told[plan] = parsed.mandate
        if isinstance(number, str) and (standard := parse_standard_number(number)) is not None:
            told[number] = mandate_of(standard, self.context.curation.codes.levels)
        for source, mandate in told.items():
            if mandate is None:
                continue
            stated = self.values.get("mandate") or self.context.constants.get("mandate")
            if stated is not None and stated != mandate:
                self._problem(
                    "value_conflict",
                    "mandate",
                    f"the nature is stated as {stated} and {source} says {mandate}",
                    "one nature",
                    "Compare with the printed page; correct the row in curation/corrections.yml "
                    "or, if the page prints it so, accept the problem in notice.yml.",
                )
            else:
                self.values["mandate"] = mandate
