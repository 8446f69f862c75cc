"""The text of a Word paragraph as it is printed.

Tracked insertions and moved-in text count, deletions and moved-away text do not. Hidden text,
field codes, comments and the glosses above ruby text are not printed and not read.
"""

from collections.abc import Iterator
from typing import Any

PAGE_BREAK = "\f"
_NOT_PRINTED = frozenset(
    ("del", "moveFrom", "pPr", "rPr", "instrText", "delInstrText", "delText", "rt", "sdtPr")
) | frozenset(("Fallback", "txbxContent", "tbl", "annotationRef", "tcPr", "trPr", "footnote"))
_CHARACTERS = {
    "tab": "\t",
    "ptab": "\t",
    "cr": "\n",
    "noBreakHyphen": "-",
    "lastRenderedPageBreak": PAGE_BREAK,
}
_OFF = frozenset(("0", "false", "off", "none"))


def local_name(element: Any) -> str:
    """The name of an element without its namespace; empty for anything else."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str | None:
    """The value of a Word attribute, whichever edition of the namespace it is in."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return None


def is_on(properties: Any, name: str) -> bool:
    """Whether an on-off property is set: present, and not said to be off."""
    if properties is None:
        return False
    found = properties.find(f"{{*}}{name}")
    return found is not None and (attribute(found, "val") or "on").lower() not in _OFF


def paragraph_text(paragraph: Any) -> str:
    """The printed text, with line feeds for line breaks and ``PAGE_BREAK`` for page breaks."""
    return "".join(_pieces(paragraph))


def mark_is_deleted(paragraph: Any) -> bool:
    """Whether the end of the paragraph is deleted, so that the next one continues it."""
    mark = paragraph.find("{*}pPr/{*}rPr")
    return mark is not None and (
        mark.find("{*}del") is not None or mark.find("{*}moveFrom") is not None
    )


def text_boxes(paragraph: Any) -> Iterator[Any]:
    """The contents of the text boxes that are anchored in a paragraph, each once."""
    for box in paragraph.iter("{*}txbxContent"):
        ancestors = [local_name(ancestor) for ancestor in box.iterancestors()]
        inside = ancestors[: ancestors.index("p")] if "p" in ancestors else ancestors
        if "Fallback" not in ancestors and "txbxContent" not in inside:
            yield box


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        name = local_name(child)
        if name in _NOT_PRINTED:
            continue
        if name == "t":
            yield child.text or ""
        elif name in _CHARACTERS:
            yield _CHARACTERS[name]
        elif name == "br":
            yield PAGE_BREAK if attribute(child, "type") == "page" else "\n"
        elif name == "sym":
            yield _symbol(child)
        elif not _is_hidden(child, name):
            yield from _pieces(child)


def _is_hidden(element: Any, name: str) -> bool:
    """Whether a run is hidden text, or a content control still shows its placeholder."""
    if name == "r":
        return is_on(element.find("{*}rPr"), "vanish")
    return name == "sdt" and is_on(element.find("{*}sdtPr"), "showingPlcHdr")


def _symbol(element: Any) -> str:
    code = attribute(element, "char") or ""
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return "\ufffd"
