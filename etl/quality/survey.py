"""The survey: what the rules need to know of all projects before they can judge one, put down in
tables, so that memory does not grow with their number, and gone through or looked up in groups.

The tables may stand in a file that lasts: ``survey_changes.py`` keeps them as they are after each
change of projects, by indexes that a whole build does without.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter, itemgetter

from etl.quality.finding import Subject
from etl.quality.near_texts import SHARED_MINIMUM
from etl.quality.surveyed import Block, Body, Surveyed, Titled, surveyed, words_asked
from schema.vocabulary import ProjectField

# ``surveyed_bodies`` has each body with the first project that names it, ``surveyed_doubled`` the
# words that the title of a project asks other titles for (``words_asked``).
_TABLES = (
    "create table if not exists surveyed (id integer primary key, code text, title text, "
    "year integer, departments text, committees text, project_type text, mandate text, "
    "domain text, family text, part_number text, is_spaced integer)",
    "create table if not exists surveyed_bodies (field text, name text, first integer, "
    "primary key (field, name)) without rowid",
    "create table if not exists surveyed_doubled (word text, project integer)",
)
# Projects compared as titles: of the same departments, with the same beginning.
BEGINNING = f"substr(title, 1, {SHARED_MINIMUM})"
LONG_ENOUGH = f"length(title) > {SHARED_MINIMUM}"
_MINORITY = 0.2


class Survey:
    """All projects of a catalogue in the tables ``surveyed…`` of ``kept``, which are made if they
    are not there."""

    def __init__(self, kept: sqlite3.Connection) -> None:
        self.kept = kept
        for sql in _TABLES:
            kept.execute(sql)

    @property
    def is_empty(self) -> bool:
        """Whether no project is there yet."""
        return self.kept.execute("select 1 from surveyed limit 1").fetchone() is None

    def fill(self, subjects: Iterable[Subject]) -> None:
        """Put down all projects, given in the order of their ids, in an empty survey."""
        firsts: dict[Body, int] = {}
        self.kept.execute("savepoint filling")
        self.insert(_noting_firsts(map(surveyed, subjects), firsts))
        self.kept.executemany(
            "insert into surveyed_bodies values (?, ?, ?)",
            ((field, name, first) for (field, name), first in firsts.items()),
        )
        self.kept.execute("release filling")

    def insert(self, projects: Iterable[Surveyed]) -> None:
        """Put down projects and the words that their titles ask for."""
        self.kept.executemany(
            f"insert into surveyed values ({', '.join('?' * len(Surveyed._fields))})",
            self._noting_words(projects),
        )

    def _noting_words(self, projects: Iterable[Surveyed]) -> Iterator[Surveyed]:
        for project in projects:
            for word in {word for around in words_asked(project.title) for word in around}:
                self.kept.execute("insert into surveyed_doubled values (?, ?)", (word, project.id))
            yield project

    def projects(self) -> Iterator[Surveyed]:
        """All projects in the order of their ids."""
        return map(Surveyed._make, self.kept.execute("select * from surveyed order by id"))

    def project(self, project: int) -> Surveyed:
        """The project with an id. Raises ``KeyError`` if there is none."""
        row = self.kept.execute("select * from surveyed where id = ?", (project,)).fetchone()
        if row is None:
            raise KeyError(project)
        return Surveyed._make(row)

    def between(self, first: int, last: int) -> Iterator[Surveyed]:
        """The projects from an id to an id."""
        sql = "select * from surveyed where id between ? and ? order by id"
        return map(Surveyed._make, self.kept.execute(sql, (first, last)))

    def blocks(self) -> Iterator[list[Titled]]:
        """The titles to be compared, those of each block together in the order of projects."""
        ordered = self.kept.execute(
            f"select departments, {BEGINNING}, id, code, title from surveyed where {LONG_ENOUGH} "
            "order by 1, 2, 3"
        )
        for _, rows in groupby(ordered, key=itemgetter(0, 1)):
            yield [Titled._make(row[2:]) for row in rows]

    def block(self, block: Block) -> list[Titled]:
        """The titles of a block in the order of projects."""
        rows = self.kept.execute(
            f"select id, code, title from surveyed where departments = ? and {BEGINNING} = ? "
            f"and {LONG_ENOUGH} order by id",
            block,
        )
        return [Titled._make(row) for row in rows]

    def families(self) -> Iterator[list[Surveyed]]:
        """The members of each family in the order of projects."""
        ordered = self.kept.execute(
            "select * from surveyed where family is not null order by family, id"
        )
        for _, members in groupby(map(Surveyed._make, ordered), key=attrgetter("family")):
            yield list(members)

    def family(self, name: str) -> list[Surveyed]:
        """The members of a family in the order of projects."""
        sql = "select * from surveyed where family = ? order by id"
        return [Surveyed._make(row) for row in self.kept.execute(sql, (name,))]

    def runs(self) -> Iterator[Iterator[Surveyed]]:
        """Neighbours of one kind, run by run."""
        return (run for _, run in groupby(self.projects(), key=attrgetter("kind")))

    def bodies(self) -> dict[Body, str]:
        """Each body with the code of the first project that names it."""
        rows = self.kept.execute(
            "select field, name, code from surveyed_bodies join surveyed on id = first"
        )
        return {(ProjectField(field), name): code for field, name, code in rows}

    def common_words(self) -> set[str]:
        """Those of the words that titles ask for that stand in more than one title. Equal titles
        are one."""
        asked = {
            word for (word,) in self.kept.execute("select distinct word from surveyed_doubled")
        }
        found: Counter[str] = Counter()
        if asked:
            for (title,) in self.kept.execute("select distinct title from surveyed"):
                found.update(words_of(title) & asked)
        return {word for word, titles in found.items() if titles > 1}

    def odd_spacing(self) -> bool | None:
        """How the few print the number of a part: with blanks (``True``) where nearly all others
        print none, or the reverse; ``None`` where none are few."""
        rows = self.kept.execute(
            "select is_spaced, count(*) from surveyed where is_spaced is not null group by 1"
        )
        counts = {bool(is_spaced): count for is_spaced, count in rows}
        few, many = sorted((True, False), key=lambda spaced: counts.get(spaced, 0))
        if not counts.get(few) or counts[few] > _MINORITY * counts.get(many, 0):
            return None
        return few


def words_of(title: str) -> set[str]:
    """The pairs of neighbouring characters of a title."""
    return {title[at : at + 2] for at in range(len(title) - 1)}


def _noting_firsts(projects: Iterable[Surveyed], firsts: dict[Body, int]) -> Iterator[Surveyed]:
    for project in projects:
        for body in project.bodies:
            firsts.setdefault(body, project.id)
        yield project
