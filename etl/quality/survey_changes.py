"""A survey that lasts, changed together with the projects: what it says of all of them is led on by
the difference, and whatever a change reaches is looked up by indexes.

A rule compares a project with the members of its groups (titles of a block, a family, a run of
neighbours) or asks what holds for all (bodies, words, typography). So a change reaches

- the projects that went, came or are otherwise now, in everything;
- the blocks and families in which they stood before or stand now, and the runs around them;
- the projects that name a body similar to one that is named for the first time, no more, or first
  by another project than before;
- the projects whose title asks for a word that now stands in more than one title, or does no more;
- the projects that print the numbers of parts as few do or did, where these are other ones now.
"""

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from etl.quality.body_likeness import similar_bodies
from etl.quality.finding import BODY_FIELDS, Subject
from etl.quality.survey import BEGINNING, Survey, words_of
from etl.quality.surveyed import Block, Body, Surveyed, names_in, surveyed
from schema.vocabulary import ProjectField

# ``surveyed_words`` has each pair of characters with the number of different titles that it stands
# in, ``surveyed_names`` each body with the columns ``names`` that name it.
_READY = f"""
create index surveyed_blocks on surveyed (departments, {BEGINNING});
create index surveyed_committees on surveyed (committees);
create index surveyed_titles on surveyed (title);
create index surveyed_families on surveyed (family) where family is not null;
create index surveyed_spacing on surveyed (is_spaced) where is_spaced is not null;
create index surveyed_doubled_word on surveyed_doubled (word, project);
create index surveyed_doubled_project on surveyed_doubled (project);
create table surveyed_names
  (field text, name text, names text, primary key (field, name, names)) without rowid;
create table surveyed_words (word text primary key, titles integer) without rowid
"""


@dataclass(frozen=True)
class Reached:
    """What a change reaches: the projects that went, came or changed; those now there that are to
    be judged by themselves; and groups."""

    touched: frozenset[int]
    alone: frozenset[int]
    blocks: frozenset[Block]
    families: frozenset[str]


def make_ready(survey: Survey) -> None:
    """Make what only changes ask for, if it is not there: once, in less than half the time that all
    findings take. A build that keeps a survey does it, so that the first change need not."""
    kept = survey.kept
    if kept.execute("select 1 from sqlite_master where name = 'surveyed_words'").fetchone():
        return
    kept.execute("savepoint preparing")
    for sql in _READY.split(";"):
        kept.execute(sql)
    for field in BODY_FIELDS:
        _note_names(kept, field, kept.execute(f"select distinct {field} from surveyed"))
    words: Counter[str] = Counter()
    for (title,) in kept.execute("select distinct title from surveyed"):
        words.update(words_of(title))
    kept.executemany("insert into surveyed_words values (?, ?)", words.items())
    kept.execute("release preparing")


def _note_names(kept: sqlite3.Connection, field: ProjectField, texts: Iterable[tuple[str]]) -> None:
    kept.executemany(
        "insert or ignore into surveyed_names values (?, ?, ?)",
        ((field, name, text) for (text,) in texts for name in names_in(text)),
    )


def change_survey(survey: Survey, gone: Iterable[int], come: Iterable[Subject]) -> Reached:
    """Forget the projects with the ids ``gone``, put down those that ``come``, and say what that
    reaches. A project that changed goes and comes. Raises ``KeyError`` if one that goes is not
    there, ``sqlite3.IntegrityError`` if one that comes is there."""
    make_ready(survey)
    kept = survey.kept
    kept.execute("savepoint changing")
    old = [survey.project(project) for project in set(gone)]
    new = list(map(surveyed, come))
    both = (*old, *new)
    titles = {project.title for project in both}
    known = _known(kept, titles)
    few = survey.odd_spacing()
    for project in old:
        kept.execute("delete from surveyed where id = ?", (project.id,))
        kept.execute("delete from surveyed_doubled where project = ?", (project.id,))
    survey.insert(new)
    for field in BODY_FIELDS:
        _note_names(kept, field, {(getattr(project, field),) for project in new})
    alone = {project.id for project in new}
    alone.update(_reached_by_bodies(survey, _changed_bodies(kept, old, new)))
    alone.update(_reached_by_words(kept, known, _known(kept, titles)))
    alone.update(_reached_by_spacing(kept, few, survey.odd_spacing()))
    kept.execute("release changing")
    return Reached(
        frozenset(project.id for project in both),
        frozenset(alone),
        frozenset(block for project in both if (block := project.block)),
        frozenset(project.family for project in both if project.family is not None),
    )


def _changed_bodies(
    kept: sqlite3.Connection, old: Iterable[Surveyed], new: Iterable[Surveyed]
) -> set[Body]:
    """The bodies that another project than before is the first to name, or that are named for the
    first time or no more. Notes that."""
    went = {project.id for project in old}
    least: dict[Body, int] = {}
    for project in new:
        for body in project.bodies:
            least[body] = min(project.id, least.get(body, project.id))
    changed = set()
    for body in {body for project in old for body in project.bodies} | least.keys():
        row = kept.execute(
            "select first from surveyed_bodies where field = ? and name = ?", body
        ).fetchone()
        before = None if row is None else int(row[0])
        now = least.get(body)
        if before is not None and (now is None or now > before):
            now = min(_naming(kept, body), default=None) if before in went else before
        if now == before:
            continue
        changed.add(body)
        if now is None:
            kept.execute("delete from surveyed_bodies where field = ? and name = ?", body)
        else:
            kept.execute("insert or replace into surveyed_bodies values (?, ?, ?)", (*body, now))
    return changed


def _reached_by_bodies(survey: Survey, changed: Collection[Body]) -> Iterator[int]:
    if not changed:
        return
    similar = similar_bodies(survey.bodies().keys() | changed)
    for field, name in changed:
        for other in similar.get((field, name), ()):
            yield from _naming(survey.kept, (field, other))


def _naming(kept: sqlite3.Connection, body: Body) -> Iterator[int]:
    """The projects that name a body."""
    field, _ = body
    rows = kept.execute(
        f"select id from surveyed where {field} in "
        "(select names from surveyed_names where field = ? and name = ?)",
        body,
    )
    return (project for (project,) in rows)


def _known(kept: sqlite3.Connection, titles: Iterable[str]) -> set[str]:
    """Those of the titles that a project has."""
    sql = "select 1 from surveyed where title = ? limit 1"
    return {title for title in titles if kept.execute(sql, (title,)).fetchone()}


def _reached_by_words(
    kept: sqlite3.Connection, before: Collection[str], after: Collection[str]
) -> Iterator[int]:
    """The projects whose title asks for a word that is common now and was not, or the reverse.
    ``before`` and ``after`` are the titles that were and are there, but for those that stayed."""
    changes: Counter[str] = Counter()
    for titles, sign in ((before, -1), (after, 1)):
        for title in titles:
            for word in words_of(title):
                changes[word] += sign
    for word, change in changes.items():
        if not change:
            continue
        row = kept.execute("select titles from surveyed_words where word = ?", (word,)).fetchone()
        titles_before = 0 if row is None else int(row[0])
        titles_now = titles_before + change
        kept.execute("insert or replace into surveyed_words values (?, ?)", (word, titles_now))
        if (titles_before > 1) != (titles_now > 1):
            sql = "select project from surveyed_doubled where word = ?"
            yield from (project for (project,) in kept.execute(sql, (word,)))


def _reached_by_spacing(
    kept: sqlite3.Connection, before: bool | None, now: bool | None
) -> Iterator[int]:
    if before is now:
        return
    sql = "select id from surveyed where is_spaced in (?, ?)"
    yield from (project for (project,) in kept.execute(sql, (before, now)))


def common_words(survey: Survey, words: Iterable[str]) -> set[str]:
    """Those of the words that stand in more than one title."""
    sql = "select 1 from surveyed_words where word = ? and titles > 1"
    return {word for word in words if survey.kept.execute(sql, (word,)).fetchone()}


def runs_around(survey: Survey, projects: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The first and last project of each run that a neighbour of one of the projects stands in, be
    that there or gone. A run of a project alone has no finding."""
    done = 0
    for project in sorted(projects):
        anchors = survey.kept.execute(
            "select max(id) from surveyed where id < :id union all "
            "select min(id) from surveyed where id > :id",
            {"id": project},
        ).fetchall()
        for (anchor,) in anchors:
            if anchor is not None and anchor > done:
                first, done = _run_of(survey, anchor)
                yield first, done


def _run_of(survey: Survey, project: int) -> tuple[int, int]:
    """The first and last project of the run in which one stands."""
    kind = survey.project(project).kind
    ends = []
    for before, order in (("<", "desc"), (">", "asc")):
        end = project
        rows = survey.kept.execute(
            f"select * from surveyed where id {before} ? order by id {order}", (project,)
        )
        for neighbour in map(Surveyed._make, rows):
            if neighbour.kind != kind:
                break
            end = neighbour.id
        ends.append(end)
    first, last = ends
    return first, last
