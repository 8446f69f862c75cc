"""Rows cut by a page end: the rest of a row stands at the top of the next page.

A rest has no number, no type, no mandate and no number of a plan or standard where those stand in
the row's first line. Where cells are centred, any of them may stand on either page; then both parts
must be wholes only together. A row that has merely lost its number looks almost the same, so a rest
is joined only where that alone makes sense; in doubt it stays a row of its own and is reported as
one without a number.
"""

from dataclasses import replace

from etl.inputs.curation import Curation
from etl.recognition.lists import ListRow, StandardsList
from etl.recognition.placing import FIRST_LINE
from etl.records.asked_bodies import bodies_of_cell
from etl.records.cell_values import READ, is_nothing, tidy
from etl.text.cleaning import clean, clean_lines
from schema.kinds.fields import fields
from schema.places import BOTH

# Long texts, which a page end breaks: at least one of them stands in a rest.
_LONG = frozenset(("title", "bodies"))


def join_continuations(found: StandardsList, curation: Curation) -> StandardsList:
    """The list with every rest joined to the row above it. The cells of a joined row are the
    printed ones, a line break between the two parts."""
    joined: list[ListRow] = []
    new_position = [0]
    for row in found.rows:
        seq = _number_of_both(joined, row)
        if joined and any(
            is_so(joined[-1], row, seq, curation) for is_so in (_is_rest, _are_parts)
        ):
            joined[-1] = _join(joined[-1], row, seq)
        else:
            joined.append(row)
        new_position.append(len(joined))
    positions = [new_position[position] for position in found.note_positions]
    return replace(found, rows=joined, note_positions=positions)


def _number_of_both(joined: list[ListRow], row: ListRow) -> int | None:
    """The number whose digits a page end parts in a narrow column: 11 above it and 1 below, after
    the row 110. ``None`` if both together are not the number that comes next."""
    if not joined or joined[-1].values is None or row.values is None:
        return None
    above = joined[-2].seq_hint if len(joined) > 1 else 0
    both = clean(joined[-1].values.get("seq", "").replace("\n", "")) + _text(row.values, "seq")
    is_next = both.isdecimal() and above is not None and int(both) == above + 1
    return int(both) if is_next and joined[-1].seq_hint != int(both) else None


def _first_line(values: dict[str, str]) -> list[str]:
    """The fields of a list that stand in a row's first line, its number first. A domain is a
    term and may be long: it counts among the long texts."""
    declared = fields()
    names = [
        name
        for name in values
        if declared[name].type in FIRST_LINE and name not in ("domain", "seq")
    ]
    return (["seq"] if "seq" in values else []) + names


def _long(values: dict[str, str]) -> list[str]:
    """The fields of a list that may run over several lines."""
    declared = fields()
    return [name for name in values if declared[name].type in _LONG or name == "domain"]


def _is_rest(before: ListRow, row: ListRow, seq: int | None, curation: Curation) -> bool:
    upper, lower = before.values, row.values
    if not row.after_break or upper is None or lower is None or len(row.cells) != len(before.cells):
        return False
    first_line, long = _first_line(lower), _long(lower)
    if not first_line:
        return False
    in_first_line = [name for name in first_line if _text(lower, name)]
    if in_first_line and (in_first_line != ["seq"] or seq is None):
        return False
    if not _text(upper, "title") or not any(
        _text(upper, name) for name in first_line[1:] or ["title"]
    ):
        return False
    printed = [name for name in lower if _text(lower, name) and name not in first_line]
    if not any(name in long for name in printed) and not printed:
        return False
    if all(_stands_alone(lower, name, curation) for name in long) and "seq" in lower:
        return False  # a whole row without its number
    whole = {name: _together(upper[name], lower[name]) for name in printed}
    return all(_stands_alone(whole, name, curation) for name in printed)


def _are_parts(before: ListRow, row: ListRow, seq: int | None, curation: Curation) -> bool:
    """Whether two rows are incomplete, and one whole row together: number, values and bodies."""
    upper, lower = before.values, row.values
    if not row.after_break or upper is None or lower is None or len(row.cells) != len(before.cells):
        return False
    names = [name for name in (*_first_line(lower), *_long(lower)) if name != "seq"]
    if len(names) < 3:
        return False
    whole = {name: _together(upper[name], lower[name]) for name in names}
    has_one_number = bool(_text(upper, "seq")) != bool(_text(lower, "seq"))
    return (has_one_number or seq is not None) and all(
        all(_stands_alone(part, name, curation) for name in names) == (part is whole)
        for part in (upper, lower, whole)
    )


def _stands_alone(values: dict[str, str], name: str, curation: Curation) -> bool:
    """Whether a cell is whole: a known value, known bodies, a number that can be read, or any
    other text."""
    declared = fields()[name]
    text = _text(values, name)
    if declared.type == "term":
        return text.removesuffix("性") in curation.values_of(name) or text in curation.values_of(
            name
        )
    if declared.type == "bodies":
        if text in curation.values_of("no_committee"):
            return True
        bodies = bodies_of_cell(clean_lines(values.get(name, "")), False, curation)
        return bool(bodies.names) and not bodies.unknown
    if declared.type in READ and declared.type not in ("text", "title"):
        return (
            is_nothing(text) or READ[declared.type](tidy(declared.type, values[name])) is not None
        )
    return bool(text)


def _text(values: dict[str, str], name: str) -> str:
    return clean(values.get(name, ""))


def _together(upper: str, lower: str) -> str:
    """Both parts of a cell. A merge over several rows fills the same text into both."""
    if upper == lower:
        return upper
    return "\n".join(part for part in (upper, lower) if part.strip())


def _join(before: ListRow, row: ListRow, seq: int | None) -> ListRow:
    assert before.values is not None
    assert row.values is not None
    return replace(
        before,
        cells=tuple(map(_together, before.cells, row.cells)),
        values={
            name: _together(text, row.values.get(name, "")) for name, text in before.values.items()
        },
        place=f"{before.place}{BOTH}{row.place}",
        seq_hint=next((n for n in (seq, before.seq_hint, row.seq_hint) if n is not None), None),
    )
