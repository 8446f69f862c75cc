"""Lists printed as numbered lines instead of a table: ``1. WS 445.1-2014 电子病历基本数据集``.

Announcements of a few standards are printed so. A line is an item if it is the number of one
standard and a title, in either order, and nothing else. Standards are also named in texts that
announce nothing; items are a list only below a heading of one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from etl.readers.document import TextBlock
from etl.recognition.headers import Header
from etl.recognition.headings import (
    TEXTS_BESIDE,
    find_heading,
    start_of_heading,
    tells_list_of_standards,
)
from etl.recognition.lists import ListRow, StandardsList
from etl.text.cleaning import has_chinese
from etl.text.numerals import DIGITS, chinese_number
from schema.numbers import find_standard_numbers

_FEWEST_ITEMS = 2
_LONGEST_ITEM = 300
# Between two items without numbers so many other texts may stand: a page's number, a remark.
_TEXTS_BETWEEN = 2
_ITEM = re.compile(
    r"^\s*(?:[(（]?(?P<seq>\d{1,4}|[一二三四五六七八九十百]{1,5})(?:[)）][.、．]?|[.、．]|(?=\s)))?\s*"
    r"(?P<rest>\S.*?)[；;。，,、]?\s*$",
    re.DOTALL,
)
_IN_BRACKETS = re.compile(
    r"^(?P<title>.+?)\s*[(（]\s*(?P<number>[^()（）]{4,40})\s*[)）]$", re.DOTALL
)
_AROUND_TITLE = "《》〈〉 　:：\t\n"
# No printed header tells the columns: the cells of an item are its parts.
_COLUMNS = {"seq": 0, "number": 1, "title": 2}
_HEADER = Header(_COLUMNS, ("",) * len(_COLUMNS))


@dataclass(frozen=True)
class _Item:
    seq: str
    number: str
    title: str
    place: str

    @property
    def row(self) -> ListRow:
        cells = (self.seq, self.number, self.title)
        values = dict(zip(_COLUMNS, cells, strict=True))
        return ListRow(cells, self.place, values, _number(self.seq))


def enumerated_lists(texts: Sequence[TextBlock]) -> Iterator[StandardsList]:
    """The lists that stand in ``texts``, the texts of a document in reading order, as items below
    a heading."""
    above: list[TextBlock] = []
    items: list[_Item] = []
    notes: list[tuple[int, TextBlock]] = []
    since = 0
    for line in _lines(texts):
        item = _item(line)
        if item is None:
            since += 1
            if items:
                notes.append((len(items), line))
            else:
                above.append(line)
            continue
        if items and _begins_anew(items[-1], item, since):
            yield from _list(above, items, notes)
            above, items, notes = [text for _, text in notes], [], []
        items.append(item)
        since = 0
    yield from _list(above, items, notes)


def _lines(texts: Sequence[TextBlock]) -> Iterator[TextBlock]:
    for block in texts:
        for line in block.text.split("\n"):
            if line.strip():
                yield TextBlock(line.strip(), block.place)


def _item(line: TextBlock) -> _Item | None:
    """The item that a line is, its parts as printed."""
    if len(line.text) > _LONGEST_ITEM:
        return None
    match = _ITEM.match(line.text)
    if match is None:
        return None
    rest = match["rest"]
    bracketed = _IN_BRACKETS.match(rest)
    for number, title in (
        (_leading_number(rest), None),
        ((bracketed["number"], bracketed["title"]) if bracketed else ("", "")),
    ):
        title = rest[len(number) :] if title is None else title
        title = title.strip(_AROUND_TITLE)
        if number and _is_one_number(number) and has_chinese(title) and "。" not in title:
            return _Item(match["seq"] or "", number, title, line.place)
    return None


def _leading_number(text: str) -> str:
    """The number of a standard that a text begins with, as printed; empty if there is none."""
    found = find_standard_numbers(text).numbers
    printed = found[0].number.printed if found else ""
    return printed if printed and text.startswith(printed) else ""


def _is_one_number(text: str) -> bool:
    found = find_standard_numbers(text)
    return len(found.numbers) == 1 and not found.unread


def _begins_anew(before: _Item, item: _Item, since: int) -> bool:
    """Whether an item, ``since`` so many other texts, is the first one of another list."""
    first, second = _number(before.seq), _number(item.seq)
    if first is None or second is None:
        return first is not second or since > _TEXTS_BETWEEN
    return second == 1


def _number(seq: str) -> int | None:
    if not seq:
        return None
    if seq.isdigit():
        return int(seq) or None
    return chinese_number(seq) if set(seq) <= {*DIGITS, "十", "百"} else None


def _list(
    above: Sequence[TextBlock], items: Sequence[_Item], notes: Sequence[tuple[int, TextBlock]]
) -> Iterator[StandardsList]:
    if len(items) < _FEWEST_ITEMS:
        return
    near = list(above)[-TEXTS_BESIDE:]
    if not any(tells_list_of_standards(text.text) for text in near):
        return
    heading = find_heading(near)
    own = start_of_heading(near, heading)
    yield StandardsList(
        heading.title,
        heading.place or items[0].place,
        heading.year,
        _HEADER,
        rows=[item.row for item in items],
        notes=[text for _, text in notes],
        above=near[own:],
        annex=heading.annex,
        note_positions=[position for position, _ in notes],
    )
