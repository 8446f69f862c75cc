"""The text of notices as rows, and the lines that each entry was read from."""

from etl.catalogue import Catalogue
from schema.models import Base
from schema.notice_text import EntryLine, NoticeLine
from schema.places import BOTH


def notice_line_rows(catalogue: Catalogue) -> list[Base]:
    """Every line of every file, in the order of print."""
    return [
        NoticeLine(
            notice_id=read.notice.declared.id,
            file_position=position,
            line=number,
            place=line.place,
            cells=list(line.cells),
        )
        for read in catalogue.notices
        for position, extraction in enumerate(read.extractions, start=1)
        for number, line in enumerate(extraction.lines, start=1)
    ]


def entry_line_rows(catalogue: Catalogue) -> list[Base]:
    """The lines of every entry. Of several lines at one place the first counts."""
    file_of: dict[int, tuple[int, int]] = {}
    lines: dict[tuple[int, int], dict[str, int]] = {}
    for read in catalogue.notices:
        for position, document in enumerate(read.notice.documents, start=1):
            file = (read.notice.declared.id, position)
            file_of |= {found.id: file for found in document.lists}
            numbers = lines[file] = {}
            for number, line in enumerate(read.extractions[position - 1].lines, start=1):
                numbers.setdefault(line.place, number)
    rows: list[Base] = []
    for listed in catalogue.entries:
        notice_id, position = file_of[listed.list.id]
        known = lines[notice_id, position]
        rows.extend(
            EntryLine(entry_id=listed.id, notice_id=notice_id, file_position=position, line=number)
            for number in _lines_at(listed.entry.place, known)
        )
    return rows


def _lines_at(place: str, known: dict[str, int]) -> list[int]:
    """The lines of a row: of both its places where a page end cuts it. The name of a sheet may hold
    what stands between two places, so a place is what is known as one."""
    found = set()
    open_place = ""
    for piece in place.split(BOTH):
        open_place += piece
        if open_place in known:
            found.add(known[open_place])
            open_place = ""
        else:
            open_place += BOTH
    return sorted(found)
