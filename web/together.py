"""Numbers, codes and dates in running text, kept in one line each."""

import re
from functools import lru_cache

from markupsafe import Markup, escape

# A number of a standard (GB/T 38031.2-2025), a date, a code or a span of years joined by a hyphen.
# An address is none of these, and stays as it is.
_WHOLE = re.compile(
    r"https?://[!-~]+"
    r"|(?P<whole>[A-Z]{1,6}(?:/[A-Z]{1,3})? ?\d[\d.]*(?:[-—–]\d{4})?"
    r"|[A-Z]{2,4}/[A-Z]{1,3}\d*"
    r"|\d{4}年\d{1,2}月(?:\d{1,2}日)?"
    r"|[0-9A-Za-z]+(?:[-—–][0-9A-Za-z]+)+)"
)

# Texts that are kept, if they are no longer: dates and numbers, most of them.
_KEPT, _LENGTH = 1_000, 60


def together(text: str | Markup | None) -> Markup:
    """A text whose numbers, codes and dates stand in one line each. Markup is left as it is."""
    if text is None:
        return Markup("")
    if isinstance(text, Markup):
        return text
    return _short(text) if len(text) <= _LENGTH else _together(text)


def _together(text: str) -> Markup:
    parts = []
    end = 0
    for match in _WHOLE.finditer(text):
        if match["whole"]:
            parts.append(escape(text[end : match.start()]))
            parts.append(Markup('<span class="together">{}</span>').format(match[0]))
            end = match.end()
    return Markup("").join([*parts, escape(text[end:])])


_short = lru_cache(_KEPT)(_together)
