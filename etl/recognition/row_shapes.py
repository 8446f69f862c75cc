"""What a row of a table looks like before its columns are known."""

import re
from collections.abc import Sequence

from etl.readers.document import TableRow
from etl.recognition.headers import header_word
from etl.text.cleaning import clean

_SEQ = re.compile(r"[(（]?(\d{1,6})[)）]?[.、．]?")
_NUMBER = re.compile(r"\d+")
# A narrow column breaks a long number, a wide one spreads it; that the digits are one number is
# proved by the numbers around it.
_BROKEN_NUMBER = re.compile(r"(?<=\d)[ \n](?=\d)")
_PROJECT_TYPE = re.compile(r"制[定订]|修[定订]|制修[定订]")
_MANDATE = re.compile(r"(强制|推荐)性?")
_TOTAL = re.compile(r"(?:合计|总计|共计|小计|总数)[:：]?")
# What a row with a single text may say inside of a list without being a broken row.
_REMARK = re.compile(
    r"^(?:(?:注|备注|说明)\s*[0-9一二三]*\s*[:：]|(?:合计|共计|总计|小计)\s*[:：]?\s*(?:共?\s*\d|$)"
    r"|本清单|本表|续表|接上表|（续|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|共计?\s*\d+\s*[项个])"
)
# A line of text that was a row: a number, then both a type and a mandate.
_ROW_WITHOUT_COLUMNS = re.compile(
    r"^\s*(?P<seq>\d{1,5})(?![\d年月日.．]).{2,}?(?:制定|修订|制订).{0,6}?(?:强制|推荐)"
    r"|^\s*(?P<seq2>\d{1,5})(?![\d年月日.．]).{2,}?(?:强制|推荐)性?.{0,6}?(?:制定|修订|制订)"
)


def read_seq(cell: str) -> int | None:
    """The number that a cell prints, if it prints one: 7, 7., （7）, ７, and 10 over 0."""
    match = _SEQ.fullmatch(clean(_BROKEN_NUMBER.sub("", cell)))
    return int(match[1]) if match and int(match[1]) > 0 else None


def number_in_front(cells: Sequence[str]) -> int | None:
    """The number in the first cell that is not empty."""
    first = next((cell for cell in cells if cell.strip()), "")
    return read_seq(first)


def only_text(row: TableRow) -> str | None:
    """The text of a row that holds a single one, in one cell or repeated by a merge."""
    texts = {cell.strip() for cell in row.cells if cell.strip()}
    if len(texts) != 1:
        return None
    text = texts.pop()
    return None if _NUMBER.fullmatch(text) else text


def is_remark(text: str) -> bool:
    """Whether a single text is a remark, a total or a section's title, and no broken row."""
    return _REMARK.search(clean(text)) is not None


def looks_like_project(cells: Sequence[str]) -> bool:
    """Whether a row holds one type, one mandate and a text as a title has."""
    words = [header_word(cell) for cell in cells]
    types = [word for word in words if _PROJECT_TYPE.fullmatch(word)]
    mandates = [word for word in words if _MANDATE.fullmatch(word)]
    texts = [word for word in words if len(word) > 4 and not word.isdigit()]
    return len(types) == 1 and len(mandates) == 1 and bool(texts)


def total_in(cells: Sequence[str]) -> str | None:
    """What a row of totals says, as one text: 合计 165. ``None`` for any other row."""
    words = [header_word(cell) for cell in cells if cell.strip()]
    if not any(_TOTAL.fullmatch(word) for word in words) or looks_like_project(cells):
        return None
    return " ".join(dict.fromkeys(words))


def has_glued_columns(cells: Sequence[str]) -> bool:
    """Whether a row reads like a project whose cells were put together or cut in wrong places."""
    texts = [line for cell in cells for line in cell.split("\n")]
    return any(row_without_columns(text) is not None for text in (" ".join(cells), *texts))


def row_without_columns(text: str) -> int | None:
    """The number of a line of text that reads like a row whose columns were lost."""
    match = _ROW_WITHOUT_COLUMNS.search(clean(text))
    return int(match["seq"] or match["seq2"]) if match else None
