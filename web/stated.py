"""The declared fields of a list as pages show them: under their Chinese names, as people read them,
and nothing of what is not stated."""

from collections.abc import Mapping
from dataclasses import dataclass

from schema.kinds.fields import Field, fields
from schema.kinds.list_kinds import kind_named
from schema.vocabulary import Mandate, StandardLevel
from web.store import Row, texts

# The letters with which the numbers of national standards begin, by nature.
_NATIONAL_CODES = {
    Mandate.MANDATORY: "GB",
    Mandate.RECOMMENDED: "GB/T",
    Mandate.GUIDANCE: "GB/Z",
}


@dataclass(frozen=True)
class Shown:
    """A field with what is stated of it: ``values`` are texts. ``of_list`` says that a list says
    it of all its rows."""

    field: Field
    values: tuple[str, ...]
    of_list: bool = False

    @property
    def name(self) -> str:
        return self.field.name

    @property
    def title(self) -> str:
        return self.field.title

    @property
    def text(self) -> str:
        """The values in one line, with the unit of a number."""
        unit = f" {self.field.unit}" if self.field.unit == "月" else self.field.unit or ""
        if self.field.type == "months" and unit:
            return f"{self.values[0]} 个月"
        return "、".join(self.values) + unit


def stated(row: Mapping[str, object], name: str) -> tuple[str, ...]:
    """What a row of ``entries`` or ``projects`` states of a field: texts, none if it does not."""
    value = row[name]
    if value in (None, "", "[]"):
        return ()
    return tuple(texts(str(value))) if fields()[name].is_array else (str(value),)


def shown_fields(row: Row, declared: list[Field], constants: Mapping[str, str]) -> list[Shown]:
    """The fields that a row states, and those that its list says of all rows."""
    found = []
    for field in declared:
        values = stated(row, field.name)
        if values:
            found.append(Shown(field, values))
        elif field.name in constants:
            found.append(Shown(field, (constants[field.name],), of_list=True))
    return found


def named_values(constants: Mapping[str, str]) -> list[tuple[str, str]]:
    """What a list says of all its rows, under the names of the fields."""
    known = fields()
    return [
        (known[name].title if name in known else name, value) for name, value in constants.items()
    ]


def mandate_in_words(mandate: str | None, level: str | None) -> str:
    """The nature and level of a standard as one phrase: 推荐性行业标准. The letters of its number
    are told of national standards only, those of others depend on industry and region."""
    kind = f"{level}标准" if level else "标准"
    if mandate is None:
        return kind if level else ""
    phrase = "指导性技术文件" if mandate == Mandate.GUIDANCE else f"{mandate}性{kind}"
    if level == StandardLevel.NATIONAL and mandate in _NATIONAL_CODES:
        phrase += f"（{_NATIONAL_CODES[Mandate(mandate)]}）"
    return phrase


def kind_title(kind: str) -> str:
    """What a kind of list is called."""
    try:
        return kind_named(kind).title
    except KeyError:
        return kind
