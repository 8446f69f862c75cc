"""A page of the text of a notice: its lines as issued, each with what was read from it."""

from dataclasses import dataclass, field

from schema.vocabulary import ProjectField
from web.notices.line_ranges import Ranges, holds, read_ranges
from web.store import Context, Row, Store, texts

# Lines of a page. With those of a list each is a row of the page's table.
PAGE = 500
# Characters of a line that are shown; no list has printed one of 1,000. All are in the data.
MOST_CHARACTERS = 4_000
_ON_THE_PAGE = "where notice_id = :notice and file_position = :position and line between :a and :b"
# Each line has a row or two; a paragraph that tells many plans has some more.
_MOST_ENTRIES = 1_000
# Findings on these are about what the list prints; others are about outcomes.
_LISTED_FIELDS = ", ".join(f"'{field}'" for field in ProjectField)


@dataclass
class Line:
    """A line as the page shows it. ``pieces`` are its cells, or what stands between its tabs;
    ``left_out`` is the number of characters that are not shown."""

    number: int
    place: str
    pieces: list[str]
    left_out: int
    is_marked: bool
    entries: list[Row] = field(default_factory=list)


async def find_file(store: Store, slug: str, name: str) -> Row | None:
    """A file of a notice, with the notice and the number of its lines."""
    return await store.row(
        """
        select notices.id as notice_id, notices.slug, notices.title, notices.document_number,
               notices.issued_on, notice_files.position, notice_files.file, notice_files.format,
               notice_files.sha256,
               (select max(line) from notice_lines
                where notice_lines.notice_id = notices.id
                  and file_position = notice_files.position) as lines
        from notices join notice_files on notice_files.notice_id = notices.id
        where notices.slug = :slug and notice_files.file = :name
        """,
        slug=slug,
        name=name,
    )


async def lines_at(store: Store, file: Row, place: str) -> list[int]:
    """The line at a place, as ``entries.source_place`` or a reader names it: ``line 468``,
    ``page 7, row 3``, or the bare number of a line. Empty where nothing stands there."""
    found = await store.value(
        """
        select min(line) from notice_lines
        where notice_id = :notice and file_position = :position and place = :place
        """,
        notice=file["notice_id"],
        position=file["position"],
        place=place,
    )
    if found is None:
        ranges = read_ranges(place)
        found = ranges[0][0] if ranges and ranges[0][0] <= (file["lines"] or 0) else None
    return [] if found is None else [int(found)]


def page_of(line: int) -> int:
    """The page that a line stands on, from 1."""
    return (line - 1) // PAGE + 1


async def text_page(store: Store, file: Row, page: int, marked: Ranges) -> Context:
    """What a page of the text shows."""
    total = file["lines"] or 0
    first = (page - 1) * PAGE + 1
    here = {
        "notice": file["notice_id"],
        "position": file["position"],
        "a": first,
        "b": first + PAGE - 1,
    }
    rows = await store.rows(
        f"select line, place, cells from notice_lines {_ON_THE_PAGE} order by line", **here
    )
    lines = {row["line"]: _line(row, marked) for row in rows}
    for entry in await _entries(store, here):
        lines[entry["line"]].entries.append(entry)
    pages = max(1, page_of(total))
    return {
        "file": file,
        "lines": list(lines.values()),
        "with_entries": any(line.entries for line in lines.values()),
        # In text forms a place says what the number says.
        "with_places": any(line.place != f"line {line.number}" for line in lines.values()),
        "total": total,
        "page": page,
        "pages": pages,
        "before": page - 1 if page > 1 else None,
        "after": page + 1 if page < pages else None,
    }


def _line(row: Row, marked: Ranges) -> Line:
    cells = texts(row["cells"])
    pieces = cells[0].split("\t") if len(cells) == 1 else cells
    room = MOST_CHARACTERS
    shown = []
    for piece in pieces:
        if room <= 0:
            break
        shown.append(piece[:room])
        room -= len(piece) + 1
    length = sum(map(len, pieces)) + len(pieces) - 1
    kept = sum(map(len, shown)) + len(shown) - 1
    return Line(row["line"], row["place"], shown, length - kept, holds(marked, row["line"]))


async def _entries(store: Store, here: dict[str, int]) -> list[Row]:
    """What was read from the lines of the page: the rows of lists, with what they are about, the
    corrections of each, and findings on the project that a row founded."""
    entries = await store.rows(
        f"""
        select here.line, entries.id, entries.seq, lists.slug as list_slug,
               projects.id as project_id, projects.code, standards.normalized_number as number
        from (select * from entry_lines {_ON_THE_PAGE}) as here
        join entries on entries.id = here.entry_id
        join lists on lists.id = entries.list_id
        left join projects on projects.id = entries.project_id
        left join standards on standards.id = entries.standard_id
        order by here.line, entries.id limit {_MOST_ENTRIES}
        """,
        **here,
    )
    corrections = await _said(store, "corrections", "entry_id", here)
    findings = await _said(
        store, "findings", "project_id", here, f"said.field in ({_LISTED_FIELDS})"
    )
    for entry in entries:
        entry["corrections"] = corrections.get(entry["id"], [])
        entry["findings"] = sorted({row["kind"] for row in findings.get(entry["id"], [])})
    return entries


async def _said(
    store: Store, table: str, column: str, here: dict[str, int], condition: str = "true"
) -> dict[int, list[Row]]:
    """The rows of a table that speak of rows of the page, by the row. ``column`` names it: by its
    own id, or as a project, whose id is that of the row that founded it."""
    rows = await store.rows(
        f"""
        select said.* from (select distinct entry_id from entry_lines {_ON_THE_PAGE}) as here
        join {table} as said on said.{column} = here.entry_id
        where {condition}
        order by said.id limit {_MOST_ENTRIES}
        """,
        **here,
    )
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row[column], []).append(row)
    return found
