"""Checks that a web page was written to be read, and that the parser lost nothing of it."""

import re
from typing import Any

from lxml import etree

from etl.problems import CatalogueError
from etl.readers import limits
from etl.readers.grid import check_span
from etl.readers.refusal import GET_AGAIN, over_limit, refuse

_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_OPEN_TAG_AT_END = re.compile(r"<[/A-Za-z][^<>]*$")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"<[/!?A-Za-z][^<>]*>")
_IDEOGRAPH = re.compile("[\u3400-\u9fff]")
_FEW_LOST = 20


def check_source(text: str) -> None:
    if text.count("<") > limits.MAX_TAGS:
        raise over_limit(
            f"the page has more than {limits.MAX_TAGS:,} tags", f"{limits.MAX_TAGS:,} tags"
        )
    if _ENTITY.search(text[:100_000]):
        raise refuse(
            "unsafe_xml",
            "the page declares entities, which no web page needs",
            "a web page as a browser saves it",
            f"Do not open it. {GET_AGAIN}",
        )
    lowered = text.lower()
    inside_table = lowered.rfind("<table") > lowered.rfind("</table")
    closes = "</td" in lowered or "</tr" in lowered
    ended = "</html" in lowered or "</body" in lowered
    if inside_table and (_OPEN_TAG_AT_END.search(text[-5000:]) or (closes and not ended)):
        raise refuse(
            "truncated",
            "the page ends in the middle of a table",
            "a page with its end",
            GET_AGAIN,
            "end of file",
        )


def _check_depth(root: Any) -> None:
    """The parser keeps any depth; what follows would not."""
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > limits.MAX_NESTING:
            raise over_limit(
                f"its elements are nested more than {limits.MAX_NESTING} deep",
                f"{limits.MAX_NESTING} levels",
            )


def _outside_of_table(cell: Any) -> CatalogueError:
    return refuse(
        "corrupt_file",
        "the page has cells that are in no table: a tag of a table is missing or broken",
        "a page as a browser saves it",
        "Open the page in a browser, copy what you see into Word, and save that.",
        f"line {cell.sourceline}",
    )


def _check_nothing_lost(text: str, root: Any) -> None:
    """The parser mends broken pages, and must not leave out text: count it in another way."""
    without_tags = _TAG.sub("", _COMMENT.sub("", text))
    written = _ideographs(without_tags)
    read = sum(map(_ideographs, root.itertext()))
    if written - read > max(_FEW_LOST, written // 100):
        raise refuse(
            "corrupt_file",
            f"the tags of the page are so broken that {written - read} of its {written} Chinese "
            "characters cannot be placed",
            "a page as a browser saves it",
            "Open the page in a browser, copy what you see into Word, and save that.",
        )


def _ideographs(text: str) -> int:
    """How many there are; a list of all of them would be many times as large as the page."""
    return len(text) - len(_IDEOGRAPH.sub("", text))


def check_page(root: Any, text: str) -> None:
    """Raise ``CatalogueError`` for a parsed page that is too deep, or not what was written."""
    _check_depth(root)
    _check_nothing_lost(text, root)
    for cell in root.iter("td", "th"):
        if next(cell.iterancestors("table"), None) is None:
            raise _outside_of_table(cell)
        check_span(span_of(cell, "colspan"), span_of(cell, "rowspan"), f"line {cell.sourceline}")


def span_of(cell: Any, name: str) -> int:
    """How far a cell spans. What is no number counts as 1, as in browsers; 0 rows means all."""
    given = cell.get(name)
    if given is None:
        return 1
    match = re.match(r"\s*\+?(\d{1,18})", given)
    value = int(match[1]) if match else 1
    if value == 0:
        return limits.MAX_ROW_SPAN if name == "rowspan" else 1
    return value
