"""XML that is not trusted: no document type, no entities, nothing fetched, depth limited."""

import io
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from etl.problems import CatalogueError
from etl.readers import limits
from etl.readers.office.archive import unsafe_xml
from etl.readers.refusal import GET_AGAIN, over_limit, refuse

_DECLARED_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
_SAFE_ENCODINGS = {b"utf-8", b"utf8", b"us-ascii", b"ascii"}
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_UNSAFE = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# How every part is parsed, whole or element by element.
_SAFELY = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


def parse_xml(data: bytes, part: str) -> Any:
    """The root element of an XML part. ``part`` names it in messages."""
    try:
        return etree.fromstring(_checked(data, part), etree.XMLParser(**_SAFELY))
    except etree.XMLSyntaxError as error:
        raise _syntax_problem(error, part) from error


def iterate_xml(data: bytes, part: str, tags: tuple[str, ...]) -> Iterator[Any]:
    """The elements named ``{*}tag`` as they end, one at a time; each is emptied afterwards."""
    try:
        for _, element in etree.iterparse(
            io.BytesIO(_checked(data, part)),
            events=("end",),
            tag=[f"{{*}}{tag}" for tag in tags],
            **_SAFELY,
        ):
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise _syntax_problem(error, part) from error


def _checked(data: bytes, part: str) -> bytes:
    """The XML as UTF-8 without a declaration, after looking for what XML must not hold."""
    if data.startswith(_UTF16_MARKS):
        text = data.decode("utf-16", "replace")
    else:
        declared = _DECLARED_ENCODING.match(data[:200].removeprefix(b"\xef\xbb\xbf").lstrip())
        if declared and declared[1].lower() not in _SAFE_ENCODINGS:
            raise refuse(
                "corrupt_file",
                f"its part {part} is written in {declared[1].decode('ascii')}",
                "UTF-8, as Word and Excel write",
                f"{GET_AGAIN} Or open it in its program and save it again.",
            )
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise refuse(
                "corrupt_file",
                f"its part {part} is not UTF-8 text (byte {error.start})",
                "UTF-8, as Word and Excel write",
            ) from error
    if _UNSAFE.search(text):
        raise unsafe_xml(part)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text, count=1)
    return text.encode("utf-8", "replace")


def _syntax_problem(error: etree.XMLSyntaxError, part: str) -> CatalogueError:
    message = str(error)
    if "depth" in message.lower():
        return over_limit(
            f"its part {part} is nested too deeply", f"{limits.MAX_NESTING} levels of nesting"
        )
    if "huge" in message.lower() or "too long" in message.lower():
        return over_limit(
            f"its part {part} has a text that is too long",
            f"{limits.MAX_CELL_CHARACTERS:,} characters a cell",
        )
    return refuse(
        "corrupt_file",
        f"its part {part} is damaged ({message[:120]})",
        "a whole Word or Excel file",
        f"{GET_AGAIN} If it opens in its own program, save it again from there.",
    )
