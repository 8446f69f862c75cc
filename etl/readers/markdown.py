"""Markdown pipe tables, with or without pipes at the edges; every other line is text.

Cells are given as a browser would show them: without marks of emphasis, links and code.

No library reads these tables as a list needs it: those that follow CommonMark's extension for
tables leave out cells beyond the header's without a word and know no table without a rule below its
header. markdown-it-py takes a hundred times as long for a line made to keep it busy (190,000
brackets: 2.8 s to 0.03 s), and text is read without the limits of a process of its own.
"""

import html
import re

from etl.readers import limits
from etl.readers.builder import DocumentBuilder
from etl.readers.document import Document
from etl.readers.encoding import decode
from etl.readers.plain_text import split_lines
from etl.readers.refusal import over_limit

FORMAT = "markdown"
_RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_PIPE = re.compile(r"(?<!\\)\|")
_HEADING = re.compile(r"^ {0,3}#{1,6}\s")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_FENCE = re.compile(r"^\s*(?:```|~~~)")
# No pattern looks past a mark of its own kind: the time they take grows with the line only.
_STRONG = re.compile(r"\*\*(?=\S)([^*]+)(?<=\S)\*\*|__(?=\S)([^_]+)(?<=\S)__")
_EMPHASIS = re.compile(r"(?<![\\\w*])(\*)(?=[^\s*])([^*]+?)(?<=[^\s*])\1(?![\w*])")
_CODE = re.compile(r"(`+)([^`]+)\1")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()<>\s]*|<[^<>\n]*>)\)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def read_markdown(data: bytes) -> Document:
    """Read Markdown."""
    built = DocumentBuilder(FORMAT)
    lines = split_lines(decode(data))
    in_table = False
    for number, line in enumerate(lines, start=1):
        place = f"line {number}"
        if in_table and _is_row(line):
            if not _is_rule(line):
                built.row(split_row(line), place)
            continue
        in_table = _begins_table(lines, number - 1)
        if in_table:
            built.row(split_row(line), place)
        elif not _FENCE.match(line):
            if _HEADING.match(line):
                line = line.strip().strip("#")
            built.text(_as_shown(line), place)
    return built.document()


def has_pipe_table(text: str) -> bool:
    """Whether a text holds a Markdown table: a header and the rule below it."""
    lines = split_lines(text)
    return any(_is_rule(line) and _is_row(lines[i]) for i, line in enumerate(lines[1:]))


def is_marked_up(text: str) -> bool:
    """Whether a text without tables is Markdown all the same: it has both headings and links."""
    has_heading = any(_HEADING.match(line) for line in split_lines(text))
    return has_heading and "](" in text and _LINK.search(text) is not None


def split_row(line: str) -> list[str]:
    """The cells of a row, as shown."""
    line = line.strip()
    if line.count("|") > limits.MAX_ROW_CELLS:
        raise over_limit(
            f"a row has more than {limits.MAX_ROW_CELLS:,} cells", f"{limits.MAX_ROW_CELLS:,} cells"
        )
    cells = _PIPE.split(line)
    if line.startswith("|"):
        cells = cells[1:]
    if len(cells) > 1 and not cells[-1].strip():
        cells = cells[:-1]
    return [_as_shown(cell) for cell in cells]


def _begins_table(lines: list[str], i: int) -> bool:
    """A table begins with a header above a rule, or with rows whose pipes stand at the edges."""
    if not _is_row(lines[i]) or _is_rule(lines[i]):
        return False
    following = lines[i + 1] if i + 1 < len(lines) else ""
    return _is_rule(following) or lines[i].strip().startswith("|")


def _is_row(line: str) -> bool:
    return bool(_PIPE.search(line))


def _is_rule(line: str) -> bool:
    return "-" in line and "|" in line and bool(_RULE.match(line))


def _as_shown(text: str) -> str:
    text = text.strip()
    if len(text) > limits.MAX_TEXT_CHARACTERS:
        return text  # refused as soon as it is added
    text = _BREAK.sub("\n", text)
    text = _LINK.sub(r"\1", text)
    text = _CODE.sub(r"\2", text)
    text = _STRONG.sub(lambda match: match[1] or match[2], text)
    text = _EMPHASIS.sub(r"\2", text)
    return html.unescape(_ESCAPE.sub(r"\1", text))
