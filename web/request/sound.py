"""Arguments in the one form in which Datasette, facets, words and downloads read them.

Datasette would take the first of two searches, find nothing for an empty one or for two values of
a column, and fail on a list that is no JSON. Here two searches are one for the words of both, an
empty one is none, and a column given several times means any of its values.
"""

from schema.sort_order import sorted_by
from web.request.arguments import Pairs, joined_list, split_list

_SORTS = ("_sort", "_sort_desc")
SEARCH = "_search"
SEARCH_COLUMN = "_search_"
_LISTS = ("__in", "__notin")


def sound(pairs: Pairs, table: str | None) -> Pairs:
    """The arguments in one form. ``table`` is the one whose page they are for, if any."""
    searched = _searches_joined(pairs)
    return _sorted(_choices_merged(searched), table) if table is not None else searched


def is_search(key: str) -> bool:
    """Whether an argument searches, everywhere or in a column."""
    return key == SEARCH or (key.startswith(SEARCH_COLUMN) and len(key) > len(SEARCH_COLUMN))


def _searches_joined(pairs: Pairs) -> Pairs:
    texts: dict[str, list[str]] = {}
    for key, value in pairs:
        if is_search(key) and value.strip() and value not in texts.setdefault(key, []):
            texts[key].append(value)
    kept: list[tuple[str, str]] = []
    for key, value in pairs:
        if not key.startswith(SEARCH):
            kept.append((key, value))
        # ``_searchmode=raw`` would make an error page of a quote; Datasette fails on other words.
        elif key in texts:
            kept.append((key, " ".join(texts.pop(key))))
    return tuple(kept)


def _choices_merged(pairs: Pairs) -> Pairs:
    chosen: dict[str, list[str]] = {}
    for key, value in pairs:
        if _is_choice(key) and value not in chosen.setdefault(key, []):
            chosen[key].append(value)
    merged: list[tuple[str, str]] = []
    for key, value in pairs:
        if _is_choice(key):
            # All values stand where the first was.
            merged += selection(key, chosen.pop(key, []))
        elif key.endswith(_LISTS) and value.startswith("["):
            merged.append((key, joined_list(split_list(value))))
        else:
            merged.append((key, value))
    return tuple(merged)


def _sorted(pairs: Pairs, table: str) -> Pairs:
    """The columns to sort by in place of those that only show the order."""
    return tuple((key, sorted_by(table, value) if key in _SORTS else value) for key, value in pairs)


def _is_choice(key: str) -> bool:
    return not key.startswith("_") and "__" not in key


def selection(column: str, values: list[str]) -> Pairs:
    """The arguments that choose ``values`` of a column."""
    if len(values) < 2:
        return tuple((column, value) for value in values)
    return ((f"{column}__in", joined_list(values)),)
