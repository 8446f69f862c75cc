"""The arguments of an address: pairs of name and value, in their order."""

import json
from collections.abc import Collection, Iterable
from functools import lru_cache
from urllib.parse import parse_qsl, quote_plus

Pairs = tuple[tuple[str, str], ...]
# Pairs whose form in an address is kept, if they are short: a page has hundreds of links, most to
# the same values.
_KEPT_PAIRS = 2_000
_SHORT = 60


def parsed(query: str) -> Pairs:
    """The arguments of a query string; empty values count."""
    return tuple(parse_qsl(query, keep_blank_values=True, errors="replace"))


def encoded(pairs: Iterable[tuple[str, str]]) -> str:
    """A query string."""
    return "&".join(
        [
            _short_pair(name, value) if len(name) + len(value) <= _SHORT else _pair(name, value)
            for name, value in pairs
        ]
    )


def _pair(name: str, value: str) -> str:
    return f"{quote_plus(name)}={quote_plus(value)}"


_short_pair = lru_cache(_KEPT_PAIRS)(_pair)


def without(pairs: Iterable[tuple[str, str]], names: Collection[str]) -> Pairs:
    """The arguments but those of these names."""
    return tuple(pair for pair in pairs if pair[0] not in names)


def split_list(text: str) -> list[str]:
    """The values of a list: JSON, or with commas between. A list that is no JSON is one value."""
    if text.startswith("["):
        try:
            values = json.loads(text)
        except (ValueError, RecursionError):
            return [text]
        return [str(value) for value in values] if isinstance(values, list) else [text]
    return [value.strip() for value in text.split(",")]


def joined_list(values: list[str]) -> str:
    """The text of a list, such that ``split_list`` gives ``values`` again."""
    plain = ",".join(values)
    if plain.startswith("[") or split_list(plain) != values:
        return json.dumps(values, ensure_ascii=False)
    return plain
