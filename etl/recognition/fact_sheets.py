"""Pages of one plan or one standard: keys and values instead of rows and columns.

The platform of national standards prints each plan and each standard so: 计划号 beside its number,
归口单位 beside a body. Such a page is a list of one row.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from etl.readers.document import Table, TableRow, TextBlock
from etl.recognition.headers import Header, header_word, match_header
from etl.text.cleaning import clean, has_chinese
from schema.numbers import find_standard_numbers

# A page has at least so many keys that are known.
_FEWEST_KEYS = 3
_MAXIMUM_ROWS = 60
_WIDTHS = (2, 4, 6)
_PAIR = re.compile(r"^\s*(?P<key>[^:：]{2,16}?)\s*[:：]\s*(?P<value>.*)$", re.DOTALL)
_QUOTED = re.compile(r"《(?P<title>[^》]{2,})》")
_TITLE_KEY = "项目名称"
_NUMBER_KEY = "标准号"

Pairs = list[tuple[str, str]]


def sheet_in_table(table: Table, above: Sequence[TextBlock] = ()) -> tuple[Header, TableRow] | None:
    """The page of one plan or standard that a table is, as a header and its row; ``None`` for
    any other table. ``above`` are the texts before it, which may hold the title."""
    rows = [row for row in table.rows if any(map(clean, row.cells))]
    if not 2 <= len(rows) <= _MAXIMUM_ROWS or len(rows[0].cells) not in _WIDTHS:
        return None
    if match_header(rows[0].cells, None, [row.cells for row in rows[1:]]) is not None:
        return None  # a list of two columns
    pairs: Pairs = []
    texts = list(above)
    for row in rows:
        if len(row.cells) not in _WIDTHS:
            return None
        if len(set(filter(None, map(clean, row.cells)))) == 1:
            texts.append(TextBlock(next(filter(None, map(clean, row.cells))), row.place))
            continue
        keys = [header_word(key).rstrip(":：") for key in row.cells[::2]]
        pairs += zip(keys, row.cells[1::2], strict=True)
    return _sheet(pairs, texts, rows[0].place)


def sheet_in_texts(blocks: Sequence[TextBlock]) -> Iterator[tuple[Header, TableRow]]:
    """The pages that texts ``key：value`` are, one below the other; another begins where a key
    stands again."""
    pairs: Pairs = []
    above: list[TextBlock] = []
    place = ""
    for block in blocks:
        for line in block.text.splitlines():
            match = _PAIR.match(line)
            key = header_word(match["key"]) if match else ""
            if match is None or not key:
                above.append(TextBlock(line, block.place))
                continue
            if key in dict(pairs):
                found = _sheet(pairs, above, place)
                if found is not None:
                    yield found
                pairs, above = [], []
            place = place if pairs else block.place
            pairs.append((key, match["value"]))
    found = _sheet(pairs, above, place)
    if found is not None:
        yield found


def _sheet(pairs: Pairs, above: Sequence[TextBlock], place: str) -> tuple[Header, TableRow] | None:
    """The keys as a header and the values as its row, if enough of the keys are known."""
    pairs = [(key, value) for key, value in pairs if key]
    if len({key for key, _ in pairs}) < len(pairs):
        return None
    header = match_header([key for key, _ in pairs], None, [[value for _, value in pairs]])
    if header is None or not header.is_titled:
        title = _title_above(above)
        number = _number_above(above) if header is None or "number" not in header.columns else ""
        more = [(_TITLE_KEY, title)] if title else []
        more += [(_NUMBER_KEY, number)] if number else []
        pairs = [*more, *pairs]
        header = match_header([key for key, _ in pairs], None, [[value for _, value in pairs]])
    if header is None or not header.is_titled or len(header.columns) < _FEWEST_KEYS:
        return None
    if not {"number", "plan_number", "committees", "departments"} & header.columns.keys():
        return None
    return header, TableRow(tuple(value for _, value in pairs), place)


def _title_above(above: Sequence[TextBlock]) -> str:
    """The title of the plan or standard in the texts above its page: the nearest in 《》, or the
    nearest Chinese text that is no number."""
    texts = [block.text.strip() for block in above]
    quoted = [match["title"] for text in texts for match in _QUOTED.finditer(text)]
    if quoted:
        return quoted[-1]
    return next(
        (
            text
            for text in reversed(texts)
            if has_chinese(text)
            and len(text) <= 120
            and not any(mark in text for mark in "。；:：")
            and not find_standard_numbers(text).numbers
        ),
        "",
    )


def _number_above(above: Sequence[TextBlock]) -> str:
    """The number of the standard, where a line above the page is one and nothing else."""
    for block in reversed(above):
        text = unicodedata.normalize("NFKC", block.text).strip()
        found = find_standard_numbers(text)
        if len(found.numbers) == 1 and not has_chinese(text):
            return text
    return ""
