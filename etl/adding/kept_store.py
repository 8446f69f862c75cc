"""What a build keeps of all entries and outcomes for the next one: ``store.db`` in the folder of
what was read."""

import marshal
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from etl.adding.before import Before
from etl.catalogue import Catalogue
from etl.extract import Extraction
from etl.outcomes.outcome_store import named
from etl.problems import Problem
from etl.projects.announcements import listed_standards
from etl.projects.entry_store import ENTRIES, plain_values
from etl.projects.listed import ListedEntry, SourceList
from etl.quality.survey import Survey
from etl.quality.survey_changes import make_ready
from etl.records.asked_bodies import AskedBodies
from etl.records.body_names import Bodies
from etl.writing import new_file
from schema.kinds.list_kinds import kind_named

FILE = "store.db"
# ``named`` has the standards that an entry about a standard names: its own and those it replaces.
_SCHEMA = """
create table state (name text primary key, value blob);
create table lists (id integer primary key, highest integer, data blob);
create table named (entry integer, standard integer, edition text);
create table cells (cell text, many integer, data blob, primary key (cell, many));
create table roles (body text, role text, held integer, primary key (body, role));
"""
_INDEXES = """
create index if not exists entries_key on entries (key);
create index named_standard on named (standard);
create index named_edition on named (edition);
"""
_STATE = "before"


class KeptStore:
    """An open ``store.db``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    @classmethod
    @contextmanager
    def new(cls, folder: Path) -> Iterator["KeptStore"]:
        """An empty one, which takes the place of the old one when the block ends without error."""
        with (
            new_file(folder / FILE) as path,
            closing(sqlite3.connect(path, isolation_level=None)) as connection,
        ):
            for pragma in ("journal_mode = off", "synchronous = off", "temp_store = file"):
                connection.execute(f"pragma {pragma}")
            connection.executescript(ENTRIES + _SCHEMA)
            yield cls(connection)

    @classmethod
    @contextmanager
    def old(cls, folder: Path) -> Iterator["KeptStore"]:
        """The one that is there. What is changed in the block is kept if the block ends without
        error."""
        with closing(sqlite3.connect(folder / FILE, isolation_level=None)) as connection:
            # Who is killed while it is written breaks its seal; a journal that is left would be
            # played back into the one that takes its place.
            for pragma in ("journal_mode = memory", "temp_store = file"):
                connection.execute(f"pragma {pragma}")
            connection.execute("begin immediate")
            yield cls(connection)
            connection.execute("commit")

    @property
    def before(self) -> Before:
        """Of what it was made."""
        sql = "select value from state where name = ?"
        (value,) = self.connection.execute(sql, (_STATE,)).fetchone()
        return Before(**marshal.loads(value))

    def remember(self, before: Before) -> None:
        """Remember of what it was made."""
        data = marshal.dumps({name: _plain(value) for name, value in vars(before).items()})
        self.connection.execute("insert or replace into state values (?, ?)", (_STATE, data))

    def keep(
        self, catalogue: Catalogue, inputs: Mapping[str, str], warnings: Iterable[Problem]
    ) -> None:
        """Keep a catalogue that was made of all ``inputs``, beside its entries and outcomes, which
        are here: what looking them up takes, and of what it was made."""
        entries, curated = catalogue.entries, catalogue.curated
        self.connection.execute("begin")
        self.keep_lists(entries.lists.values(), entries.highest)
        self.keep_named(entries.about_standards())
        read = (one.notice for one in catalogue.notices)
        notices = {notice.folder.name: notice.declared.id for notice in read}
        self.remember(Before.made_of(inputs, notices, catalogue.curation, curated, warnings))
        make_ready(Survey(self.connection))
        self.connection.execute("commit")
        self.connection.executescript(_INDEXES)

    def keep_lists(self, lists: Iterable[SourceList], highest: Mapping[int, int]) -> None:
        """Keep lists with their highest numbers."""
        self.connection.executemany(
            "insert into lists values (?, ?, ?)",
            ((one.id, highest[one.id], marshal.dumps(_packed_list(one))) for one in lists),
        )

    def keep_named(self, entries: Iterable[ListedEntry]) -> None:
        """Keep which standards entries name."""
        self.connection.executemany(
            "insert into named values (?, ?, ?)",
            (
                (standard.listed.id, *found)
                for standard in listed_standards(entries)
                for found in named(standard.numbers)
            ),
        )

    def noting(self, extractions: Iterable[Extraction]) -> Iterator[Extraction]:
        """What is read, passed on, while what reading asked of the bodies is kept."""
        for extraction in extractions:
            self._keep_asked(extraction.asked)
            yield extraction

    def _keep_asked(self, asked: AskedBodies) -> None:
        """Keep what reading asked of the bodies, with the answers."""
        self.connection.executemany(
            "insert or ignore into cells values (?, ?, ?)",
            (
                (cell, many, marshal.dumps((found.names, found.unknown)))
                for (cell, many), found in asked.cells.items()
            ),
        )
        self.connection.executemany(
            "insert or ignore into roles values (?, ?, ?)",
            ((*role, held) for role, held in asked.roles.items()),
        )

    def asked(self) -> AskedBodies:
        """What reading asked of the bodies."""
        found = AskedBodies()
        for cell, many, data in self.connection.execute("select cell, many, data from cells"):
            found.cells[cell, bool(many)] = Bodies(*marshal.loads(data))
        for body, role, held in self.connection.execute("select body, role, held from roles"):
            found.roles[body, role] = bool(held)
        return found

    def lists(self) -> Iterator[tuple[SourceList, int]]:
        """Each list with its highest number."""
        for highest, data in self.connection.execute("select highest, data from lists"):
            yield _unpacked_list(marshal.loads(data)), highest


def _plain(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else value


def _packed_list(source: SourceList) -> tuple[Any, ...]:
    return (
        source.id,
        source.slug,
        source.notice,
        source.issued_on.isoformat(),
        source.kind.kind,
        None if source.level is None else str(source.level),
        plain_values(source.constants),
        source.title,
        source.document_number,
    )


def _unpacked_list(packed: tuple[Any, ...]) -> SourceList:
    number, slug, notice, issued, kind, *others = packed
    return SourceList(number, slug, notice, date.fromisoformat(issued), kind_named(kind), *others)
