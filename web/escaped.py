"""Text in HTML, escaped, as a plain string: for the few places that make thousands of pieces."""

from functools import lru_cache

from markupsafe import escape

# Texts whose escaped form is kept, if they are short: most are names that come again and again.
_KEPT, _SHORT = 2_000, 80


def escaped(text: str) -> str:
    """As ``markupsafe.escape``, without its own type of string, which costs more than the work."""
    if text.isalnum():
        return text
    return _short(text) if len(text) <= _SHORT else _escaped(text)


def _escaped(text: str) -> str:
    # ``str`` of the own type would be it again.
    return str.__str__(escape(text))


_short = lru_cache(_KEPT)(_escaped)
