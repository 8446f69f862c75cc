"""All numbers of a cell, with what the cell says of each, and what could not be read.

Cells of 代替标准号 and 标准编号 hold several numbers with any separators, 部分代替 before or after
them, ranges of parts, and numbers that share their letters. What is no number, separator or known
word comes back as unread text: whoever takes the numbers can show or report the rest.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from schema.numbers import standard_grammar as grammar
from schema.numbers.spelling import Folded, century, fold
from schema.numbers.standard_number import StandardNumber
from schema.numbers.standard_reading import canonical_code, read_at
from schema.vocabulary import Extent

#: A cell of a list names a few dozen numbers at most; what follows this many is unread text.
MOST_NUMBERS = 1000
#: The longest range of parts that is taken apart: GB/T 4706 has the highest part numbers, and no
#: list prints so many as one range.
MOST_PARTS = 100

_TOKEN = re.compile(r"[A-Z0-9]+")
_ONLY_SEPARATORS = re.compile(r"[ 、，,；;/和及与]*")
_SEPARATORS = " 、，,；;/。.:：()《》“”\"'|·~-和及与"
_EXTENT_AFTER = re.compile(r" ?\( ?(部分|全部)?(?:代替|替代|废止)? ?\)")
_WORD = re.compile(r"部分代替|部分替代|代替部分|全部代替|全部替代|代替|替代|部分|全部|；|;")
_ABSENT = frozenset(("无", "没有", "新制定", "首次制定"))
_EXTENTS = {"部分": Extent.PARTLY, "全部": Extent.WHOLLY}


@dataclass(frozen=True)
class StatedNumber:
    """A number and what its cell says of it: ``extent`` where 部分 or 全部 stands with it."""

    number: StandardNumber
    extent: Extent | None = None


@dataclass(frozen=True)
class NumberList:
    """The numbers of a text in the order of print, and the pieces that are none."""

    numbers: tuple[StatedNumber, ...]
    unread: tuple[str, ...]


@dataclass(frozen=True)
class _Piece:
    """Numbers from one place; none where a range cannot be taken apart, and past the limit."""

    numbers: tuple[StandardNumber, ...]
    start: int
    end: int


def find_standard_numbers(text: str) -> NumberList:
    """Every number of a cell.

    - ``GB/T 1234.1～1234.3-2008`` and ``GB/T 1234.1～3-2008`` are parts 1, 2 and 3. A range of
      serial numbers (``HG/T 20592～20635-2009``) stays unread: not every number in between is one.
    - In ``GB 1234-2008，1235-2009`` the letters hold for what follows, proved by its own year.
    - ``部分代替`` holds for the numbers after it, up to a semicolon or the next such word; in
      brackets after a number it holds for that number alone.
    - A cell that says 无 has no numbers and nothing unread.
    """
    folded = fold(text)
    if folded.text.strip() in _ABSENT:
        return NumberList((), ())
    numbers: list[StatedNumber] = []
    unread: list[str] = []
    extent: Extent | None = None
    place = 0
    for piece in _pieces(folded):
        extent = _between(folded, place, piece.start, numbers, unread, extent)
        numbers.extend(StatedNumber(number, extent) for number in piece.numbers)
        if not piece.numbers:
            unread.append(folded.printed(piece.start, piece.end))
        place = piece.end
    word = _between(folded, place, len(folded.text), numbers, unread, None)
    if word is not None and numbers and numbers[-1].extent is None:  # GB 1-2000 部分代替
        numbers[-1] = replace(numbers[-1], extent=word)
    return NumberList(tuple(numbers), tuple(unread))


def scan(folded: Folded) -> Iterator[tuple[StandardNumber, int, int]]:
    """The numbers of a folded text one by one, with where each begins and ends."""
    place = 0
    while (token := _TOKEN.search(folded.text, place)) is not None:
        found = read_at(folded, token.start()) if token[0][0].isalpha() else None
        if found is None:
            place = token.end()
        else:
            yield found[0], token.start(), found[1]
            place = found[1]


def _pieces(folded: Folded) -> Iterator[_Piece]:
    text, place = folded.text, 0
    last: StandardNumber | None = None
    last_end = 0
    room = MOST_NUMBERS
    while (token := _TOKEN.search(text, place)) is not None:
        start = token.start()
        found = None
        if token[0][0].isalpha():
            found = read_at(folded, start)
        elif last is not None and last.is_chinese and _separated(text, last_end, start):
            found = _continued(folded, start, last)
        if found is None:
            place = token.end()
            continue
        number, end = found
        piece = _range(folded, number, start, end, room)
        room -= len(piece.numbers)
        yield piece
        place = last_end = piece.end
        last = number


def _separated(text: str, start: int, end: int) -> bool:
    return end - start <= 10 and _ONLY_SEPARATORS.fullmatch(text, start, end) is not None


def _continued(
    folded: Folded, start: int, last: StandardNumber
) -> tuple[StandardNumber, int] | None:
    match = grammar.CONTINUED.match(folded.text, start)
    if match is None:
        return None
    number = StandardNumber(
        folded.printed(start, match.end()),
        last.code,
        match["serial"],
        tuple(match["parts"].split(".")[1:]),
        int(match["year"]),
    )
    return number, match.end()


def _range(folded: Folded, first: StandardNumber, start: int, end: int, room: int) -> _Piece:
    """The number itself, or the parts of the range that begins with it; at most ``room``."""
    match = grammar.RANGE_END.match(folded.text, end)
    if match is None:
        return _Piece((first,) if room else (), start, end)
    whole = folded.printed(start, match.end())
    numbers = _parts(first, match, min(room, MOST_PARTS))
    return _Piece(tuple(replace(number, printed=whole) for number in numbers), start, match.end())


def _parts(first: StandardNumber, match: re.Match[str], most: int) -> list[StandardNumber]:
    """The parts from ``first`` to what the match says; none if it says anything else."""
    if len(first.parts) != 1 or not first.is_chinese or first.amendment:
        return []
    if match["code"] and canonical_code(match["code"].strip()) != first.code:
        return []
    parts = match["parts"].split(".")[1:]
    if not parts:  # GB/T 1234.1～3-2008
        serial, last = first.serial, match["serial"]
    elif len(parts) == 1:
        serial, last = match["serial"], parts[0]
    else:
        return []
    year = None if match["year"] is None else century(match["year"])
    one, two = first.parts[0], last
    if serial != first.serial or not one.isdigit() or one.startswith("0") or two.startswith("0"):
        return []
    if first.year is not None and year is not None and first.year != year:
        return []
    if not 0 < int(two) - int(one) < most:
        return []
    years = first.year if year is None else year
    return [
        replace(first, parts=(str(part),), year=years) for part in range(int(one), int(two) + 1)
    ]


def _between(
    folded: Folded,
    start: int,
    end: int,
    numbers: list[StatedNumber],
    unread: list[str],
    extent: Extent | None,
) -> Extent | None:
    """Take in the text between two numbers: what it says of the number before, what it says of
    those that follow (returned), and what cannot be read (added to ``unread``)."""
    after = _EXTENT_AFTER.match(folded.text, start, end)
    if after is not None and numbers:
        if after[1]:
            numbers[-1] = replace(numbers[-1], extent=_EXTENTS[after[1]])
        start = after.end()
    place = start
    for word in _WORD.finditer(folded.text, start, end):
        _leave(folded, place, word.start(), unread)
        place = word.end()
        extent = next((e for sign, e in _EXTENTS.items() if sign in word[0]), None)
    _leave(folded, place, end, unread)
    return extent


def _leave(folded: Folded, start: int, end: int, unread: list[str]) -> None:
    while start < end and folded.text[start] in _SEPARATORS:
        start += 1
    while end > start and folded.text[end - 1] in _SEPARATORS:
        end -= 1
    if start < end:
        unread.append(folded.printed(start, end))
