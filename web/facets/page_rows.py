"""The rows of a page, from the table in memory, where rows are in the order of their ids."""

from web.facets.codes import Places
from web.facets.selected import Selected


def places_after(rows: Selected, mark: str | None, is_descending: bool) -> Places | None:
    """The places of the rows of a page and of those after it, where rows are in the order of their
    ids; None if the mark names no row."""
    places = rows.places[::-1] if is_descending else rows.places
    if not mark:
        return places
    before = rows_before(rows, mark, is_descending)
    return None if before is None else places[before:]


def rows_before(rows: Selected, mark: str, is_descending: bool) -> int | None:
    """How many rows stand before a page, which are those up to the one that ``_next`` names, itself
    included, in the order of ids; None if it names none."""
    text = mark.rpartition(",")[2]
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        return None
    ids = rows.coded.ids[rows.places]
    if is_descending:
        return len(ids) - int(ids.searchsorted(int(text), "left"))
    return int(ids.searchsorted(int(text), "right"))
