"""What the lists say of a project or a standard, in the order of time: each statement with its
notice, list and place, and the row as printed."""

import json
from dataclasses import dataclass

from schema.kinds.fields import Field, fields_of
from schema.search import fold
from schema.vocabulary import ProjectStatus
from web.stated import Shown, kind_title, shown_fields
from web.store import Row, Store, texts

# So many statements of one project or standard are shown.
MOST = 200
_ADJUSTMENT = "调整"
_ADJUSTED = {ProjectStatus.ENDED: "计划终止", ProjectStatus.SUSPENDED: "计划暂缓"}
_ENTRIES = """
select entries.*, lists.title as list_title, lists.slug as list_slug, lists.kind, lists.annex,
       lists.constants, notices.document_number, notices.issued_on, notices.id as notice_id,
       standards.number as standard_number
from entries
join lists on lists.id = entries.list_id
join notices on notices.id = lists.notice_id
left join standards on standards.id = entries.standard_id
"""
_REPLACED = """
select new.id, new.number, new.title, new.published_on, extent, old.number as old_number,
       lists.slug as list_slug, lists.title as list_title, notices.issued_on,
       notices.document_number, entries.source_place, relation.entry_id
from standard_relations as relation
join standards as new on new.id = relation.standard_id
join standards as old on old.id = relation.replaced_id
left join entries on entries.id = relation.entry_id
left join lists on lists.id = entries.list_id
left join notices on notices.id = lists.notice_id
"""


@dataclass(frozen=True)
class Statement:
    """What one row of a list says, or that a newer standard has taken the place of this one.

    ``when`` is the date of its notice, or of the newer standard; ``title`` the title as the row
    prints it; ``standard`` the number of the standard that it is about, if it is about one;
    ``entry`` the number of the row, by which its line is found.
    """

    when: str
    what: str
    title: str
    fields: tuple[Shown, ...] = ()
    other: tuple[tuple[str, str], ...] = ()
    cells: tuple[str, ...] = ()
    place: str = ""
    source: Row | None = None
    standard: str | None = None
    entry: int | None = None


async def story_of_project(store: Store, project_id: int, status: str) -> list[Statement]:
    """The statements on a project and on the standards that it resulted in. Its status tells
    whether the newest adjustment ended or suspended it."""
    standards = "select standard_id from entries where project_id = :id"
    if await store.has_outcomes():
        standards += """
            union select standard_id from project_outcomes
            where project_id = :id and relation = '结果'
        """
    entries = await store.rows(
        f"""
        {_ENTRIES} where entries.id in (
          select id from entries where project_id = :id
          union select id from entries where standard_id in ({standards})
        ) order by issued_on, entries.id limit {MOST}
        """,
        id=project_id,
    )
    adjustments = [entry for entry in entries if entry["kind"] == _ADJUSTMENT]
    if adjustments and status in _ADJUSTED:
        adjustments[-1]["what"] = _ADJUSTED[ProjectStatus(status)]
    if not await store.has_outcomes():
        return _in_time(entries, [])
    replaced = await store.rows(
        f"{_REPLACED} where replaced_id in ({standards}) order by new.id limit {MOST}",
        id=project_id,
    )
    return _in_time(entries, replaced)


async def story_of_standard(store: Store, standard_id: int) -> list[Statement]:
    """The statements on a standard."""
    entries = await store.rows(
        # Few standards are in many rows; the statistics of the index say the opposite, so that
        # SQLite would rather go through all lists.
        f"{_ENTRIES} where entries.id in (select id from entries where standard_id = :id) "
        f"order by issued_on, entries.id limit {MOST}",
        id=standard_id,
    )
    replaced = await store.rows(
        f"{_REPLACED} where replaced_id = :id order by new.id limit {MOST}", id=standard_id
    )
    return _in_time(entries, replaced)


def _in_time(entries: list[Row], replaced: list[Row]) -> list[Statement]:
    """All statements by date; those of the same date as listed, then what replaces."""
    found = [*map(_statement, entries), *map(_replacement, replaced)]
    return sorted(found, key=lambda statement: statement.when)


def _statement(entry: Row) -> Statement:
    other = json.loads(entry["other"])
    declared = [field for field in fields_of("entries") if field.name != "number"]
    return Statement(
        when=entry["issued_on"],
        what=entry.get("what") or kind_title(entry["kind"]),
        title=entry["title"],
        fields=tuple(shown_fields(entry, declared, json.loads(entry["constants"]))),
        other=tuple(other.items()),
        cells=tuple(texts(entry["source_cells"])),
        place=entry["source_place"],
        source=entry,
        standard=entry["standard_number"],
        entry=entry["id"],
    )


def _replacement(row: Row) -> Statement:
    is_listed = row["list_slug"] is not None
    return Statement(
        when=(row["issued_on"] if is_listed else row["published_on"]) or "",
        what="部分被代替" if row["extent"] == "部分" else "被代替",
        title=row["title"] or "",
        place=row["source_place"] or "",
        source=row if is_listed else None,
        standard=row["number"],
        entry=row["entry_id"],
    )


def is_headed(field: Field, header: list[str]) -> bool:
    """Whether a header as printed has a column of a field, by its declared words."""
    words = {fold(word) for word in field.words}
    endings = tuple(fold(ending) for ending in field.endings)
    return any(
        fold(word) in words or bool(endings and fold(word).endswith(endings)) for word in header
    )
