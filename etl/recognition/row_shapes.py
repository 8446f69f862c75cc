"""What a row of a table looks like before its columns are known."""

import re
from collections.abc import Sequence

from etl.readers.document import TableRow
from etl.recognition.cell_forms import is_plan_number, read_seq
from etl.recognition.header_words import header_word
from etl.text.cleaning import clean

_NUMBER = re.compile(r"\d+")
_PROJECT_TYPE = re.compile(r"制[定订]|修[定订]|制修[定订]")
_MANDATE = re.compile(r"(强制|推荐)性?")
_TOTAL = re.compile(r"(?:合计|总计|共计|小计|总数)[:：]?")
_SECTION = r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）"
# What a row with a single text may say inside of a list without being a broken row.
_REMARK = re.compile(
    r"^(?:(?:注|备注|说明)\s*[0-9一二三]*\s*[:：]|(?:合计|共计|总计|小计)\s*[:：]?\s*(?:共?\s*\d|$)"
    rf"|本清单|本表|续表|接上表|（续|{_SECTION}|共计?\s*\d+\s*[项个])"
)
# A line of text that was a row: a number, then both a type and a mandate.
_ROW_WITHOUT_COLUMNS = re.compile(
    r"^\s*(?P<seq>\d{1,5})(?![\d年月日.．]).{2,}?(?:制定|修订|制订).{0,6}?(?:强制|推荐)"
    r"|^\s*(?P<seq2>\d{1,5})(?![\d年月日.．]).{2,}?(?:强制|推荐)性?.{0,6}?(?:制定|修订|制订)"
)
# A row across the table, or a text between tables, that says what the rows below it share.
_GROUP_LENGTH = 40
_GROUP_NUMBER = re.compile(rf"^(?:{_SECTION}|\d{{1,2}}[.．、]\s*)")
_GROUP_TEXT = re.compile(
    rf"(?:{_SECTION}).{{2,}}|.{{1,20}}(?:行业|工业|领域|专业|标准|制定|修订|制修订)(?:（.{{1,20}}）)?"
)
_NO_GROUP = re.compile(
    r"[。；！？:：]|^(?:注|备注|说明|续|合计|共计|总计|小计|本清单|本表)|清单|目录|附件"
)


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


def group_of_row(row: TableRow) -> str:
    """What a row across the table names: 化工行业, 一、强制性标准. Empty for any other row.

    Its text fills all cells, as a merge leaves them, or stands in the first one alone.
    """
    text = only_text(row)
    if text is None or len(row.cells) < 2:
        return ""
    filled = [i for i, cell in enumerate(row.cells) if cell.strip()]
    if len(filled) != len(row.cells) and filled != [0]:
        return ""
    name = clean(text)
    return name if len(name) <= _GROUP_LENGTH and not _NO_GROUP.search(name) else ""


def group_of_text(text: str) -> str:
    """The group that a text between the rows of a list names, if it has the form of one."""
    name = clean(text)
    if len(name) > _GROUP_LENGTH or _NO_GROUP.search(name):
        return ""
    return name if _GROUP_TEXT.fullmatch(name) else ""


def without_number(group: str) -> str:
    """The name of a group without the number before it: 一、强制性标准 → 强制性标准."""
    return _GROUP_NUMBER.sub("", group).strip()


def looks_like_project(cells: Sequence[str]) -> bool:
    """Whether a row is a project's by itself: one type, one mandate and a text as a title has,
    or a plan number and such a text."""
    words = [header_word(cell) for cell in cells]
    types = [word for word in words if _PROJECT_TYPE.fullmatch(word)]
    mandates = [word for word in words if _MANDATE.fullmatch(word)]
    texts = [word for word in words if len(word) > 4 and not word.isdigit()]
    if len(types) == 1 and len(mandates) == 1:
        return bool(texts)
    return len(texts) > 1 and sum(map(is_plan_number, cells)) == 1


def total_in(cells: Sequence[str]) -> str | None:
    """What a row of totals says, as one text: 合计 165. ``None`` for any other row."""
    if not any("计" in cell or "数" in cell for cell in cells):
        return None
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
