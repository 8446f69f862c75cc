"""A first look at a PDF file, before the library that reads its tables sees it.

pypdf opens it, tells whether it needs a password, walks the tree of its pages (which may loop,
or hold more pages than any person made) and unpacks with a limit what its pages are drawn from
(which may be bombs). A file that does not end as a PDF file ends was cut off.
"""

import base64
import io
import re
import zlib
from collections.abc import Iterator
from typing import Any

import pypdf
from pypdf.errors import LimitReachedError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from etl.problems import CatalogueError
from etl.readers import limits
from etl.readers.refusal import GET_AGAIN, over_limit, refuse

_TAIL = 2048
_PIECE = 1 << 20
_INVISIBLE = re.compile(rb"(?<![\d.])3\s+Tr\b")
_SHOWN = re.compile(rb"[)>\]]\s*(?:Tj|TJ|'|\")")
_OBJECT = re.compile(rb"\d+ \d+ obj\b")


class Preflight:
    """An opened PDF file whose structure has been checked."""

    def __init__(self, data: bytes) -> None:
        _check_end(data)
        self._sizes: dict[int, int] = {}
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise refuse(
                "password_protected",
                "the file cannot be opened without a password",
                "a PDF file that opens without one",
                "Open it with the password and print it as PDF.",
            )
        self.pages = list(_pages(reader))
        root = reader.root_object["/Pages"].get_object()
        stated = root.get("/Count") if isinstance(root, DictionaryObject) else None
        if not self.pages or (isinstance(stated, int) and stated != len(self.pages)):
            raise refuse(
                "corrupt_file",
                f"the file says that it has {stated} pages, and {len(self.pages)} are found",
                "a whole PDF file",
                GET_AGAIN,
            )
        self.hidden_layers = _hidden_layers(reader)
        for number, page in enumerate(self.pages, start=1):
            self._check_page(page, f"page {number}")

    def has_invisible_text(self, number: int) -> bool:
        """Whether a page (from 1) draws text that is not to be seen, as text recognition does."""
        page = self.pages[number - 1]
        return any(
            _INVISIBLE.search(_content(stream)) for stream in _drawing_streams(page, forms=True)
        )

    def draws_text(self, number: int) -> bool:
        """Whether a page (from 1) has instructions to draw text, readable or not."""
        page = self.pages[number - 1]
        return any(_SHOWN.search(_content(s)) for s in _drawing_streams(page, forms=True))

    def _check_page(self, page: DictionaryObject, place: str) -> None:
        total = 0
        for stream in (*_drawing_streams(page, forms=True), *_font_streams(page)):
            key = id(stream)
            if key not in self._sizes:
                self._sizes[key] = len(_content(stream))
            total += self._sizes[key]
            if total > limits.MAX_PAGE_BYTES:
                raise _too_much(place)


def _check_end(data: bytes) -> None:
    """The last thing in a PDF file is where its index begins, and the mark of its end."""
    end = data.rfind(b"%%EOF")
    behind = data[end:] if end >= 0 else data
    if end >= 0 and not (len(behind) > _TAIL and _OBJECT.search(behind)):
        return
    raise refuse(
        "truncated",
        "the file ends before its content does: it was not copied to the end",
        "a whole PDF file",
        GET_AGAIN,
        "end of file",
    )


def _hidden_layers(reader: pypdf.PdfReader) -> int:
    """How many layers (optional content) a viewer does not show when it opens the file."""
    properties = reader.root_object.get("/OCProperties")
    properties = properties.get_object() if properties is not None else None
    if not isinstance(properties, DictionaryObject):
        return 0
    default = properties.get("/D")
    default = default.get_object() if default is not None else None
    layers = properties.get("/OCGs")
    layers = layers.get_object() if layers is not None else None
    if not isinstance(default, DictionaryObject) or not isinstance(layers, ArrayObject):
        return 0
    shown, hidden = (
        listed if isinstance(listed, ArrayObject) else ArrayObject()
        for listed in (default.get("/ON"), default.get("/OFF"))
    )
    return len(layers) - len(shown) if default.get("/BaseState") == "/OFF" else len(hidden)


def _pages(reader: pypdf.PdfReader) -> Iterator[DictionaryObject]:
    """The pages in order; each node of the tree of pages may stand in it once."""
    seen: set[tuple[int, int]] = set()
    waiting: list[Any] = [reader.root_object.raw_get("/Pages")]
    count = 0
    while waiting:
        node = waiting.pop()
        if isinstance(node, IndirectObject):
            key = (node.idnum, node.generation)
            if key in seen:
                raise _loop()
            seen.add(key)
            node = node.get_object()
        if not isinstance(node, DictionaryObject):
            continue
        kids = node.get("/Kids")
        if isinstance(kids, ArrayObject):
            if len(kids) + len(waiting) > 2 * limits.MAX_PAGES:
                raise _too_many_pages()
            waiting.extend(reversed(list(kids)))
            continue
        count += 1
        if count > limits.MAX_PAGES:
            raise _too_many_pages()
        yield node


def _drawing_streams(page: DictionaryObject, forms: bool) -> Iterator[StreamObject]:
    """What draws a page: its contents, and the forms that they use."""
    contents = page.get("/Contents")
    contents = contents.get_object() if contents is not None else None
    for item in contents if isinstance(contents, ArrayObject) else [contents]:
        # A page without contents is blank; one whose contents are missing has lost them.
        found = item.get_object() if item is not None else None
        if isinstance(found, StreamObject):
            yield found
        elif "/Contents" in page:
            raise _damaged("it is not where the page says")
    if not forms:
        return
    seen: set[int] = set()
    waiting = [_resources(page)]
    while waiting:
        for form in _values(waiting.pop().get("/XObject")):
            if isinstance(form, StreamObject) and form.get("/Subtype") == "/Form":
                if id(form) in seen:
                    continue
                seen.add(id(form))
                if len(seen) > limits.MAX_PAGES:
                    raise _too_much("whole file")
                yield form
                waiting.append(_resources(form))


def _font_streams(page: DictionaryObject) -> Iterator[StreamObject]:
    """The tables by which the fonts of a page tell which characters they draw."""
    for font in _values(_resources(page).get("/Font")):
        if isinstance(font, DictionaryObject):
            for name in ("/ToUnicode", "/Encoding"):
                table = font.get(name)
                if isinstance(table, StreamObject):
                    yield table


def _resources(holder: DictionaryObject) -> DictionaryObject:
    """Resources, which a page may inherit from the nodes above it."""
    node: Any = holder
    for _ in range(limits.MAX_NESTING):
        found = node.get("/Resources")
        if isinstance(found, DictionaryObject):
            return found
        node = node.get("/Parent")
        if not isinstance(node, DictionaryObject):
            break
    return DictionaryObject()


def _values(found: Any) -> list[Any]:
    found = found.get_object() if found is not None else None
    return list(found.values()) if isinstance(found, DictionaryObject) else []


def _content(stream: StreamObject) -> bytes:
    """The unpacked content of a stream. Raises ``CatalogueError`` if it is damaged."""
    _check_packed(stream)
    try:
        data: bytes = stream.get_data()
    except LimitReachedError as error:
        raise _too_much("whole file") from error
    return data


def _check_packed(stream: StreamObject) -> None:
    """Libraries give what they can of a damaged stream, and rows would be lost without a word."""
    filters = stream.get("/Filter")
    names = list(filters) if isinstance(filters, ArrayObject) else [filters]
    packed: bytes = getattr(stream, "_data", b"")
    if names[:1] == ["/ASCII85Decode"]:
        names = names[1:]
        try:
            packed = base64.a85decode(packed.strip().removeprefix(b"<~").removesuffix(b"~>"))
        except ValueError as error:
            raise _damaged(str(error)) from error
    if names != ["/FlateDecode"]:
        return
    unpacker = zlib.decompressobj()
    size = 0
    try:
        while packed and not unpacker.eof:
            size += len(unpacker.decompress(packed, _PIECE))
            packed = unpacker.unconsumed_tail
            if size > limits.MAX_PAGE_BYTES:
                raise _too_much("whole file")
        size += len(unpacker.flush())
    except zlib.error as error:
        raise _damaged(str(error)) from error
    if not unpacker.eof:
        raise _damaged("it ends too early")


def _damaged(reason: str) -> CatalogueError:
    return refuse(
        "corrupt_file",
        f"what draws one of its pages is damaged ({reason})",
        "a whole PDF file",
        f"{GET_AGAIN} If it looks whole in a viewer, print it as PDF from there.",
    )


def _too_much(place: str) -> CatalogueError:
    return over_limit(
        "what draws its pages unpacks to far more than a page has",
        f"{limits.MAX_PAGE_BYTES // limits.MIB} MB a page",
        place,
    )


def _too_many_pages() -> CatalogueError:
    return over_limit(f"it has more than {limits.MAX_PAGES:,} pages", f"{limits.MAX_PAGES:,} pages")


def _loop() -> CatalogueError:
    return refuse(
        "corrupt_file",
        "the list of its pages leads back to itself",
        "a PDF file with an end",
        GET_AGAIN,
    )
