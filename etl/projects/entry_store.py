"""All entries of a catalogue, put down as they are read: memory is that of one notice, whatever
their number. They are given back in the order of lists and numbers."""

import marshal
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from etl.projects.listed import LIST_SIZE, ListedEntry, SourceList, project_code
from etl.projects.source_lines import lines_at, numbers_of_places
from etl.readers.printed_lines import PrintedLine
from etl.records.entries import Entry
from etl.records.titles import TitleParts
from etl.scratch import scratch_database
from schema.kinds.fields import fields

# ``key`` is the plan number, ``day`` the date of the notice; ``is_standard`` says that the row is
# about a standard.
ENTRIES = """
create table entries
  (id integer primary key, list integer, key text, day text, is_standard integer, data blob);
"""
_TEXT = """
create table lines (notice integer, position integer, line integer, place text, cells blob);
create table entry_lines (entry integer, notice integer, position integer, line integer)
"""
# The id of a list and its entries.
ReadList = tuple[int, Sequence[Entry]]
_PLAIN = (str, int, tuple, type(None))
_BODY_FIELDS = tuple(name for name, field in fields().items() if field.role)


class EntryStore:
    """Entries under their permanent ids, and the lists that they stand in. They are put down in a
    database with the table :data:`ENTRIES`, by default one of a moment; their lines always are."""

    def __init__(self, connection: sqlite3.Connection | None = None) -> None:
        self.connection = scratch_database(ENTRIES) if connection is None else connection
        self._text = scratch_database(_TEXT)
        self.lists: dict[int, SourceList] = {}
        self._by_slug: dict[str, int] = {}
        # The highest number of each list, by the list's id.
        self.highest: dict[int, int] = {}
        # The bodies that entries name, and how many entries of a list have a domain.
        self.bodies: set[str] = set()
        self.domains: Counter[tuple[int, str | None]] = Counter()
        self._tables = 0

    def add(self, source: SourceList, entries: Iterable[Entry]) -> None:
        """Put down the entries of a list. Where two lists share an id, the first keeps it: that is
        a problem of the notices, which the build reports."""
        self.add_list(source)
        highest = 0

        def rows() -> Iterator[tuple[object, ...]]:
            nonlocal highest
            for entry in entries:
                highest = max(highest, entry.seq)
                self.domains[source.id, entry.domain] += 1
                for name in _BODY_FIELDS:
                    self.bodies.update(entry.texts(name))
                listed = ListedEntry(source, entry)
                yield (
                    listed.id,
                    source.id,
                    entry.plan_number,
                    source.issued_on.isoformat(),
                    listed.is_about_standard,
                    marshal.dumps(packed_entry(entry)),
                )

        self._put(rows())
        self.highest[source.id] = max(highest, self.highest.get(source.id, 0))

    def add_list(self, source: SourceList, highest: int = 0) -> None:
        """Make a list known whose entries, with numbers up to ``highest``, may stand elsewhere."""
        self.lists[source.id] = source
        self._by_slug[source.slug] = source.id
        self.highest[source.id] = max(highest, self.highest.get(source.id, 0))

    def take(self, entries: Iterable[tuple[object, ...]]) -> None:
        """Put down rows of the table of entries of another store, whose lists are known here."""
        self._put(entries)

    def _put(self, rows: Iterable[tuple[object, ...]]) -> None:
        self.connection.execute("begin")
        self.connection.executemany("insert or ignore into entries values (?, ?, ?, ?, ?, ?)", rows)
        self.connection.execute("commit")

    def add_text(
        self, notice: int, position: int, lines: Sequence[PrintedLine], lists: Iterable[ReadList]
    ) -> None:
        """Put down the lines of the file at ``position`` of a notice, and which of them the entries
        of its lists, each given with the list's id, were read from."""
        known = numbers_of_places(lines)
        self._text.execute("begin")
        self._text.executemany(
            "insert into lines values (?, ?, ?, ?, ?)",
            (
                (notice, position, number, line.place, marshal.dumps(tuple(line.cells)))
                for number, line in enumerate(lines, start=1)
            ),
        )
        self._text.executemany(
            "insert into entry_lines values (?, ?, ?, ?)",
            (
                (list_id * LIST_SIZE + entry.seq, notice, position, number)
                for list_id, entries in lists
                for entry in entries
                for number in lines_at(entry.place, known)
            ),
        )
        self._text.execute("commit")

    def text_lines(self) -> Iterator[tuple[int, int, int, str, tuple[str, ...]]]:
        """All lines as read: the notice's id, the file's position, number, place and cells."""
        for notice, position, line, place, cells in self._text.execute(
            "select notice, position, line, place, cells from lines order by rowid"
        ):
            yield notice, position, line, place, marshal.loads(cells)

    def entry_lines(self) -> Iterator[tuple[int, int, int, int]]:
        """The lines of entries in the order of entries: the entry's id, the notice's, the file's
        position and the line's number."""
        yield from self._text.execute(
            "select entry, notice, position, line from entry_lines order by entry, line"
        )

    def __iter__(self) -> Iterator[ListedEntry]:
        """All entries in the order of lists and numbers."""
        return self.entries("select list, data from entries order by id")

    def about_standards(self) -> Iterator[ListedEntry]:
        """The entries that are about standards, in the order of time."""
        return self.entries("select list, data from entries where is_standard order by day, id")

    def __len__(self) -> int:
        found: int = self.connection.execute("select count(*) from entries").fetchone()[0]
        return found

    def entries(self, sql: str, parameters: tuple[object, ...] = ()) -> Iterator[ListedEntry]:
        """The entries that a query of ``list`` and ``data`` gives."""
        for of_list, data in self.connection.execute(sql, parameters):
            yield self.unpacked(of_list, data)

    def unpacked(self, of_list: int, data: bytes) -> ListedEntry:
        return ListedEntry(self.lists[of_list], unpacked_entry(marshal.loads(data)))

    def id_of(self, code: str) -> int | None:
        """The id of the entry with a code, if there is one."""
        slug, _, number = code.rpartition("-")
        of_list = self._by_slug.get(slug)
        if of_list is None or not number.isdecimal() or project_code(slug, int(number)) != code:
            return None
        found = self.connection.execute(
            "select id from entries where id = ? and list = ?",
            (of_list * LIST_SIZE + int(number), of_list),
        ).fetchone()
        return None if found is None else int(found[0])

    def known_id(self, code: str) -> int:
        """The id that belongs to the code of an entry which is known to be there."""
        slug, _, number = code.rpartition("-")
        return self._by_slug[slug] * LIST_SIZE + int(number)

    def get(self, code: str) -> ListedEntry | None:
        """The entry with a code, if there is one."""
        found = self.id_of(code)
        sql = "select list, data from entries where id = ?"
        return None if found is None else next(self.entries(sql, (found,)))

    def is_about_standard(self, entry: int) -> bool:
        """Whether the entry with an id, which is there, is about a standard."""
        sql = "select is_standard from entries where id = ?"
        return bool(self.connection.execute(sql, (entry,)).fetchone()[0])

    def new_grouping(self) -> str:
        """Make an empty table of entries and their projects; gives its name."""
        self._tables += 1
        name = f"grouping_{self._tables}"
        self.connection.execute(
            f"create temp table {name} (entry integer primary key, project integer)"
        )
        return name

    def execute(self, sql: str, parameters: tuple[object, ...] = ()) -> sqlite3.Cursor:
        return self.connection.execute(sql, parameters)


def packed_entry(entry: Entry) -> tuple[Any, ...]:
    """An entry in types that ``marshal`` knows, the fastest form there is."""
    parts = entry.parts
    return (
        entry.year,
        entry.seq,
        plain_values(entry.values),
        (parts.family, parts.part_number, parts.part_title),
        entry.place,
        entry.cells,
        dict(entry.other),
        entry.section,
        dict(entry.told),
    )


def plain_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values of exactly the plain types: a member of a closed list becomes its text."""
    return {name: value if type(value) in _PLAIN else str(value) for name, value in values.items()}


def unpacked_entry(packed: tuple[Any, ...]) -> Entry:
    year, seq, values, parts, place, cells, other, section, told = packed
    return Entry(year, seq, values, TitleParts(*parts), place, cells, other, section, told)
