"""How many bytes a row takes as sent, in the form of answer that takes the most.

JSON writes a control character with six bytes and XML of a workbook with seven; HTML writes a
quote with five. CSV takes less than these for every text. Counting by the dearest form, a result
that is let through is bounded whatever it is sent as.
"""

from collections.abc import Sequence

_CONTROL = bytes(range(0x20)) + b"\x7f"
_ESCAPED = b"\"'&<>\\"
# More than the byte itself: ``_x0001_`` in XML, ``&quot;`` in HTML.
_CONTROL_EXTRA = 6
_ESCAPED_EXTRA = 5
_NUMBER = 24
_EMPTY = 4
# Around a value: quotes and comma in JSON, ``<td class="col-…"></td>`` in HTML.
_AROUND = 32


def text_size(text: str) -> int:
    """Bytes of a text as sent, at most."""
    encoded = text.encode("utf-8", "replace")
    rest = len(encoded.translate(None, _CONTROL))
    plain = len(encoded.translate(None, _ESCAPED))
    size = len(encoded)
    return size + _CONTROL_EXTRA * (size - rest) + _ESCAPED_EXTRA * (size - plain)


def row_overhead(names: Sequence[str]) -> int:
    """Bytes that each row takes beside its values: objects of JSON repeat the names."""
    return sum(text_size(name) + _AROUND for name in names)


def row_size(values: Sequence[object]) -> int:
    """Bytes of the values of a row as sent, at most."""
    size = 0
    texts = []
    for value in values:
        if isinstance(value, str):
            texts.append(value)
        elif isinstance(value, bytes):
            size += len(value) * 4 // 3 + _AROUND
        else:
            size += _EMPTY if value is None else _NUMBER
    return size + text_size("".join(texts))
