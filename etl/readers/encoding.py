"""From bytes to text: the encoding is decided by the bytes, never by what a file declares.

In this order: a byte order mark; strict UTF-8; UTF-16 without a mark; strict GB18030 (which
covers GB2312 and GBK). The last two are believed only if the result looks like Chinese: almost
any bytes are *some* GB18030 text, and broken UTF-8 would silently become other characters.
"""

import codecs

from etl.problems import CatalogueError
from etl.readers import limits
from etl.readers.refusal import GET_AGAIN, over_limit, refuse

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins as the next one does
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_TEXT_CONTROLS = b"\t\n\r\f\v\x1a\x1b"
# The longest character that can be cut off at the end of a file has four bytes.
_LONGEST_CHARACTER = 4
_SAMPLE = 20_000


def decode(data: bytes) -> str:
    """The text of ``data``. Raises ``CatalogueError`` if it is not text or not decodable."""
    if len(data) > limits.MAX_TEXT_BYTES:
        raise over_limit(
            f"the text file has {len(data) / limits.MIB:.0f} MB",
            f"{limits.MAX_TEXT_BYTES // limits.MIB} MB",
        )
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decode_marked(data.removeprefix(mark), encoding)
    if data.count(b"\x00") * 1000 > len(data):
        return _decode_unmarked_utf16(data)
    if _is_binary(data):
        raise _not_text()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_gb18030(data, error)


def _decode_marked(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if error.end >= len(data) - 1 or error.reason == "unexpected end of data":
            raise _cut_off(encoding) from error
        raise refuse(
            "encoding_error",
            f"the file says that it is {encoding.upper()} and byte {error.start} is not",
            "text in one encoding",
            GET_AGAIN,
        ) from error


def _decode_unmarked_utf16(data: bytes) -> str:
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if looks_chinese(text):
            return text
    raise _not_text()


def _decode_gb18030(data: bytes, utf8_error: UnicodeDecodeError) -> str:
    cut_off = ""
    try:
        text = data.decode("gb18030")
        if looks_chinese(text):
            return text
    except UnicodeDecodeError as error:
        if error.start >= len(data) - _LONGEST_CHARACTER and looks_chinese(
            data[: error.start].decode("gb18030")
        ):
            cut_off = "GB18030"
    if utf8_error.reason == "unexpected end of data":
        cut_off = "UTF-8"
    if cut_off:
        raise _cut_off(cut_off) from utf8_error
    line = data.count(b"\n", 0, utf8_error.start) + 1
    raise refuse(
        "encoding_error",
        f"byte {data[utf8_error.start]:#04x} is not valid UTF-8, and the file is no Chinese text "
        "in GB18030 or UTF-16 either",
        "text in UTF-8, GB18030 or UTF-16",
        "Open the file in the program that made it and save it as UTF-8 text.",
        f"line {line}",
    ) from utf8_error


def looks_chinese(text: str) -> bool:
    """Whether a decoded text is Chinese as people write it, rather than bytes misread.

    Most of its ideographs must be among the 3,755 common ones (GB 2312, level 1). In UTF-8
    read as GB18030 or UTF-16 they are not.
    """
    sample = text[:_SAMPLE]
    ideographs = [character for character in sample if "\u3400" <= character <= "\u9fff"]
    foreign = sum(
        not (character.isascii() or "\u2000" <= character <= "\u33ff" or character > "\uff00")
        for character in sample
    )
    if not ideographs or len(ideographs) < 0.8 * foreign:
        return False
    return sum(map(_is_common, ideographs)) >= 0.8 * len(ideographs)


def _is_common(ideograph: str) -> bool:
    return b"\xb0" <= ideograph.encode("gb2312", "replace")[:1] <= b"\xd7"


def _is_binary(data: bytes) -> bool:
    """Whether there are more control characters than a text can have by accident."""
    sample = data[:_SAMPLE]
    controls = sum(byte < 0x20 and byte not in _TEXT_CONTROLS for byte in sample)
    return controls * 50 > len(sample)


def _not_text() -> CatalogueError:
    return refuse(
        "unsupported_format",
        "the file is neither a document of a known format nor text",
        "a PDF, Word, Excel, HTML, CSV, Markdown or text file",
        "Open it in the program that made it and save it as one of these.",
    )


def _cut_off(encoding: str) -> CatalogueError:
    return refuse(
        "truncated",
        f"the file ends in the middle of a character ({encoding.upper()})",
        "a whole file",
        GET_AGAIN,
        "end of file",
    )
