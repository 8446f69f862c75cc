"""Pages of one plan or one standard: keys and values instead of rows and columns.

The platform of national standards prints each plan and each standard so: 计划号 beside its number,
归口单位 beside a body. Such a page is a list of one row.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from etl.readers.document import Table, TableRow, TextBlock
from etl.recognition.header_words import header_word, known_words
from etl.recognition.headers import Header, match_header
from etl.text.cleaning import clean, has_chinese
from schema.numbers import find_standard_numbers

# A page has at least so many keys that are known.
_FEWEST_KEYS = 3
_MAXIMUM_ROWS = 60
# Of what stands where keys do, at least this share is known.
_SHARE_OF_KEYS = 0.5
_WIDTHS = (2, 4, 6)
_PAIR = re.compile(r"^\s*(?P<key>[^:：]{2,16}?)\s*[:：]\s*(?P<value>.*)$", re.DOTALL)
_PAIR_WITHOUT_COLON = re.compile(
    r"^\s*(?P<key>[^,\t|]{2,16}?)\s*[,\t|]\s*(?P<value>.*)$", re.DOTALL
)
# What Markdown puts before headings and points.
_MARKUP = re.compile(r"^\s*(?:#{1,6}|[-*])\s+")
_QUOTED = re.compile(r"《(?P<title>[^》]{2,})》")
_TITLE_KEY = "项目名称"
_TELLING = {"number", "plan_number", "committees", "departments"}

Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Sheet:
    """The page of one plan or one standard: its keys, its values, what the texts above them say
    of it (by field), and those texts."""

    header: Header
    row: TableRow
    told: dict[str, str]
    above: tuple[TextBlock, ...]


def sheet_in_table(table: Table, above: Sequence[TextBlock] = ()) -> Sheet | None:
    """The page of one plan or standard that a table is; ``None`` for any other table.
    ``above`` are the texts before it, which may hold the title."""
    rows = [row for row in table.rows if any(map(clean, row.cells))]
    if not 2 <= len(rows) <= _MAXIMUM_ROWS or len(rows[0].cells) not in _WIDTHS:
        return None
    keys = [cell for row in rows for cell in row.cells[::2] if clean(cell)]
    if len(known_words(keys)) < _SHARE_OF_KEYS * len(keys):
        return None
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


def sheet_in_texts(blocks: Sequence[TextBlock]) -> Iterator[Sheet]:
    """The pages that texts are, one below the other: lines ``key：value``, or keys and values by
    turns. Another page begins where a key stands again."""
    pairs: Pairs = []
    above: list[TextBlock] = []
    place = ""
    for block, pair in _pairs_in(blocks):
        if pair is None:
            above.append(block)
            continue
        if pair[0] in dict(pairs):
            found = _sheet(pairs, above, place)
            if found is not None:
                yield found
            pairs, above = [], []
        place = place if pairs else block.place
        pairs.append(pair)
    found = _sheet(pairs, above, place)
    if found is not None:
        yield found


def _pairs_in(
    blocks: Sequence[TextBlock],
) -> Iterator[tuple[TextBlock, tuple[str, str] | None]]:
    """Each line of the texts, with the pair that it is or begins."""
    lines = [
        TextBlock(_MARKUP.sub("", line).strip(), block.place)
        for block in blocks
        for line in block.text.splitlines()
        if line.strip()
    ]
    i = 0
    while i < len(lines):
        line = lines[i]
        match = _PAIR.match(line.text)
        other = _PAIR_WITHOUT_COLON.match(line.text)
        if match:
            yield line, (header_word(match["key"]), match["value"])
        elif other and known_words([other["key"]]):
            yield line, (header_word(other["key"]), other["value"].strip().strip('"'))
        elif (
            known_words([line.text]) and i + 1 < len(lines) and not known_words([lines[i + 1].text])
        ):
            i += 1
            yield line, (header_word(line.text), lines[i].text)
        else:
            yield line, None
        i += 1


def _sheet(pairs: Pairs, above: Sequence[TextBlock], place: str) -> Sheet | None:
    """The keys as a header and the values as its row, if enough of the keys are known."""
    pairs = [(key, value) for key, value in pairs if key]
    if len({key for key, _ in pairs}) < len(pairs):
        return None
    words, values = [key for key, _ in pairs], [value for _, value in pairs]
    header = match_header(words, None, [values])
    told = {}
    if header is None or not header.is_titled:
        title = _title_above(above)
        header = match_header([_TITLE_KEY, *words], None, [[title, *values]]) if title else None
        if header is None or not header.is_titled:
            return None
        told["title"] = title
        columns = {name: i - 1 for name, i in header.columns.items() if name != "title"}
        header = Header(columns, tuple(words))
    if "number" not in header.columns and (number := _number_above(above)):
        told["number"] = number
    if len(header.columns) < _FEWEST_KEYS or not _TELLING & {*header.columns, *told}:
        return None
    return Sheet(header, TableRow(tuple(values), place), told, tuple(above))


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
