"""gzip of what is sent, where the client takes it and it is text."""

import gzip
import zlib

# Smaller answers gain nothing.
SMALLEST = 1_000
# Levels, of 9. What is sent once is not worth more: level 3 takes half the time of level 5, which
# has a tenth fewer bytes.
_AT_FIRST = 3
# What is sent again and again.
_KEPT = 6
_OF_STREAMS = 5
# Of 9; 8 is usual.
_MEMORY = 7
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


def compressed(content: bytes, is_asked_again: bool = False) -> bytes:
    """A whole answer; equal for equal content. One that is asked for again is made smaller."""
    level = _KEPT if is_asked_again else _AT_FIRST
    # The whole memory of a stream takes longer to get than a short page to compress.
    stream = zlib.compressobj(level, zlib.DEFLATED, _GZIP, _MEMORY)
    return stream.compress(content) + stream.flush()


def decompressed(content: bytes) -> bytes:
    """What ``compressed`` made."""
    return gzip.decompress(content)


class Compressor:
    """Compresses a stream piece by piece."""

    def __init__(self) -> None:
        self._stream = zlib.compressobj(_OF_STREAMS, zlib.DEFLATED, _GZIP)

    def add(self, content: bytes, is_last: bool) -> bytes:
        """What can be sent after the next piece; may be empty."""
        sent = self._stream.compress(content)
        return sent + self._stream.flush() if is_last else sent
