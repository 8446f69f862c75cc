"""Parts of a table's page that say the same whatever rows are shown: options, boxes, notes.

They have a piece for each column; most are made once for a site.
"""

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any

from datasette.filters import Filters
from jinja2.runtime import Context
from markupsafe import Markup

from web.escaped import escaped
from web.labels import LOOKUPS, note_halves
from web.per_site import PerSite
from web.site import Site
from web.table_page import column_choices

# Parts of a site; columns that addresses choose make others.
_MOST = 300
_PARTS: PerSite[dict[Hashable, Markup]] = PerSite()


def lookup_options(chosen: str) -> Markup:
    """The options of a comparison."""
    return _lookup_options(chosen if chosen in LOOKUPS else "")


@lru_cache(len(LOOKUPS) + 1)
def _lookup_options(chosen: str) -> Markup:
    return Markup("").join(
        Markup('<option value="{}{}"{}>{}</option>\n').format(
            key,
            "__1" if has_no_value else "",
            _selected(key == chosen),
            LOOKUPS.get(key, display),
        )
        for key, display, has_no_value in Filters([]).lookups()
    )


def column_options(context: Context, chosen: str | None = None) -> Markup:
    """The options of a column to filter by: all columns where one is chosen already, else those
    that have something to say."""
    site, table, filled = _of(context)
    names = tuple(context["filter_columns"])

    def make() -> str:
        return "".join(
            f'<option value="{escaped(name)}"{_selected(name == chosen)}>'
            f"{escaped(site.column(table, name))}</option>\n"
            for name in names
            if chosen is not None or not filled.is_silent(table, name)
        )

    # What an address names may be anything.
    known = chosen if chosen is None or chosen in names else ""
    return _once(site, ("columns", table, names, known), make)


def sort_options(context: Context) -> Markup:
    """The options of a column to sort by."""
    site, table, filled = _of(context)
    names = tuple(column["name"] for column in context["display_columns"] if column["sortable"])
    chosen = tuple(
        name for name in (context.get("sort"), context.get("sort_desc")) if name in names
    )

    def make() -> str:
        return "".join(
            f'<option value="{escaped(name)}"{_selected(name in chosen)}>'
            f"按{escaped(site.column(table, name))}排序</option>\n"
            for name in names
            if not filled.is_silent(table, name)
        )

    return _once(site, ("sort", table, names, chosen), make)


def column_boxes(context: Context) -> Markup:
    """A box for each column of the table, ticked where it is shown."""
    site, table, _ = _of(context)
    choices = tuple((one["name"], one["shown"]) for one in column_choices(context))

    def make() -> str:
        return "".join(
            f'<label><input type="checkbox" name="_col" value="{escaped(name)}"'
            f"{' checked' if is_shown else ''}> {escaped(site.column(table, name))}</label>\n"
            for name, is_shown in choices
        )

    return _once(site, ("boxes", table, choices), make)


def column_notes(context: Context) -> Markup:
    """What each column means."""
    site, table, filled = _of(context)

    def make() -> str:
        notes: dict[str, str] = context["metadata"].get("columns") or {}
        return "".join(
            Markup("<div><dt>{} <code>{}</code></dt><dd>{}</dd></div>\n").format(
                site.column(table, name), name, note_text(note)
            )
            for name, note in notes.items()
            if not filled.is_silent(table, name)
        )

    return _once(site, ("notes", table), make)


def note_text(note: str) -> Markup:
    """A column note without its name, the English half marked as such."""
    chinese, english = note_halves(note)
    if not english:
        return Markup(escaped(chinese))
    return Markup('{} <span lang="en">{}</span>').format(chinese, english)


def _of(context: Context) -> tuple[Site, str, Any]:
    return context["site"], context["table"], context["filled"]


def _selected(is_selected: bool) -> Markup:
    return Markup(" selected" if is_selected else "")


def _once(site: Site, key: Hashable, make: Callable[[], str]) -> Markup:
    parts = _PARTS.get(site.datasette) or _PARTS.keep(site.datasette, {})
    # Pages are made in several threads: one may clear what another looks for.
    part = parts.get(key)
    if part is None:
        if len(parts) >= _MOST:
            parts.clear()
        part = parts[key] = Markup(make())
    return part
