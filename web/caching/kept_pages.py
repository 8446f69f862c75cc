"""The pages that a process keeps: those asked for last, within a bound of bytes."""

from collections import OrderedDict
from dataclasses import dataclass

from web.caching.compression import SMALLEST, compressed, decompressed, is_text

# Bytes of all pages that a process keeps, as kept, and of one page before it is compressed.
MOST_BYTES = 24_000_000
MOST_OF_A_PAGE = 2_000_000
# What an entry takes beside its body and header fields, roughly.
_OVERHEAD = 500

Fields = tuple[tuple[bytes, bytes], ...]
Key = tuple[bytes, ...]


@dataclass(frozen=True)
class Page:
    """An answer of status 200: its header fields but those on length and encoding, and its body,
    compressed where that helps. ``is_small`` says that it can be made no smaller."""

    fields: Fields
    body: bytes
    is_compressed: bool
    is_small: bool = True

    @classmethod
    def of(cls, fields: Fields, body: bytes) -> "Page":
        """A page to keep."""
        if len(body) >= SMALLEST and is_text(dict(fields).get(b"content-type", b"")):
            return cls(fields, compressed(body), True, is_small=False)
        return cls(fields, body, False)

    def smaller(self) -> "Page":
        """The page, compressed as one that is asked for again."""
        return Page(self.fields, compressed(self.plain, is_asked_again=True), True)

    @property
    def plain(self) -> bytes:
        """The body as it was made."""
        return decompressed(self.body) if self.is_compressed else self.body

    @property
    def size(self) -> int:
        """Bytes that it takes."""
        return len(self.body) + sum(len(name) + len(value) for name, value in self.fields)


class KeptPages:
    """Pages by address. The one that nobody has asked for longest makes room."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._bytes = 0

    @property
    def bytes(self) -> int:
        """Bytes of all pages."""
        return self._bytes

    def get(self, key: Key) -> Page | None:
        """The page of an address."""
        page = self._pages.get(key)
        if page is not None:
            self._pages.move_to_end(key)
        return page

    def again(self, key: Key) -> Page | None:
        """The page of an address that is asked for once more, made smaller for those to come."""
        page = self.get(key)
        if page is not None and not page.is_small:
            page = page.smaller()
            self.put(key, page)
        return page

    def put(self, key: Key, page: Page) -> None:
        """Keep a page."""
        old = self._pages.pop(key, None)
        if old is not None:
            self._bytes -= _taken(key, old)
        self._pages[key] = page
        self._bytes += _taken(key, page)
        while self._bytes > self._most:
            self._bytes -= _taken(*self._pages.popitem(last=False))


def _taken(key: Key, page: Page) -> int:
    return page.size + sum(map(len, key)) + _OVERHEAD
