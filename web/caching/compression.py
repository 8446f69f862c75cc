"""gzip of what is sent, where the client takes it and it is text."""

import gzip
import zlib

# Smaller answers gain nothing.
SMALLEST = 1_000
# Level 5 of 9: a page of 60 kB takes about a millisecond, and a tenth more bytes than level 9.
_LEVEL = 5
_GZIP = 16 + zlib.MAX_WBITS
_TEXT = (
    b"text/",
    b"application/json",
    b"application/javascript",
    b"application/xml",
    b"application/atom+xml",
    b"application/ld+json",
    b"application/x-ndjson",
    b"image/svg+xml",
)


def is_text(content_type: bytes) -> bool:
    """Whether an answer of a media type becomes much smaller by gzip."""
    return content_type.lower().startswith(_TEXT)


def takes_gzip(accepted: bytes) -> bool:
    """Whether a client takes gzip, by its header ``Accept-Encoding`` (RFC 9110, 12.5.3)."""
    answer = False
    for part in accepted.lower().split(b","):
        coding, _, weight = part.partition(b";")
        if coding.strip() in (b"gzip", b"*"):
            refused = weight.replace(b" ", b"") in (b"q=0", b"q=0.0", b"q=0.00", b"q=0.000")
            if coding.strip() == b"gzip":
                return not refused
            answer = not refused
    return answer


def compressed(content: bytes) -> bytes:
    """A whole answer; equal for equal content."""
    return gzip.compress(content, _LEVEL, mtime=0)


def decompressed(content: bytes) -> bytes:
    """What ``compressed`` made."""
    return gzip.decompress(content)


class Compressor:
    """Compresses a stream piece by piece."""

    def __init__(self) -> None:
        self._stream = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)

    def add(self, content: bytes, is_last: bool) -> bytes:
        """What can be sent after the next piece; may be empty."""
        sent = self._stream.compress(content)
        return sent + self._stream.flush() if is_last else sent
