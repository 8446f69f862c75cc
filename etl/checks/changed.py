"""Checks of what changed in a catalogue that was checked before: the rules that are asked of a
whole one, asked of the rows that a change touches.

Where these rows alone seem to break a rule it is asked again of all: a table of few rows may lack
one that proves it. So there is no false alarm, and only a fault takes the time of a whole check.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator

from etl.checks import broken, dangling, in_index_only, not_found, rules, unfound
from etl.checks.touched import Touched
from etl.database.changes import Changes, Side
from etl.problems import Problem
from schema.counts import STATED_PUBLISHED, TOTAL
from schema.search_index import SEARCH_INDEX
from schema.vocabulary import CountSubject, Role

# By rule the tables of which it is asked of the touched rows alone; all else is whole. No table is
# named where all that a rule asks of is small, or changed by whole builds only.
NARROWED: dict[str, tuple[str, ...]] = {
    "arrays_equal_links": ("projects", "project_organizations"),
    "codes_match_lists": ("projects", "entries"),
    "corrections_stand_in_rows": ("corrections", "entries"),
    "counts_equal_rows": (),
    "dates_are_on_the_calendar": ("standards",),
    "dictionary_is_complete": (),
    "entries_stand_in_notices": ("entries",),
    "events_count_projects": ("events", "event_subjects"),
    "evidence_equals_pages": ("project_outcomes", "evidence_pages"),
    "facet_codes_are_complete": (),
    "findings_are_numbered": ("findings",),
    "links_keep_to_their_domains": ("measure_projects",),
    "measures_are_numbered": (),
    "measures_equal_links": ("projects", "measure_projects"),
    "numbers_are_contiguous": ("lists",),
    "numbers_equal_outcomes": ("projects", "project_outcomes"),
    "organizations_are_used": ("organizations", "entries", "project_organizations"),
    "outcomes_have_evidence": ("project_outcomes", "standard_relations", "projects"),
    "positions_are_contiguous": ("project_organizations",),
    "ranks_follow_evidence": (
        *("evidence_pages", "project_outcomes", "standards", "entries", "projects"),
    ),
    "references_name_documents": (),
    "replacements_go_back_in_time": ("standard_relations",),
    "results_stand_in_projects": ("projects", "project_outcomes", "standard_relations"),
    "sources_are_kept": ("entries", "projects"),
    "standards_are_identified": ("standards",),
    "standards_are_linked": ("standards", "project_outcomes", "entries", "standard_relations"),
    "stated_totals_match": ("stated_totals",),
    "status_dates_are_of_evidence": ("projects", "standards"),
    "statuses_follow_evidence": ("projects", "project_outcomes", "entries"),
    "targets_stand_in_their_measures": (),
    "text_is_clean": ("projects", "organizations", "lists", "standards"),
    "the_data_have_their_date": (),
    "titles_split_without_loss": ("projects",),
    "values_are_in_vocabulary": ("projects",),
    "verified_outcomes_have_titles": ("project_outcomes",),
}
_COUNTS = "counts_equal_rows"
# The rows that are counted, and how: what the rule on counts begins with.
_COUNTED = (
    *("projects", "project_organizations", "entries", "measure_projects", "findings"),
    "standards",
)
_OF_PROJECTS = ("project_organizations", "entries", "measure_projects")
_AS_ROWS = "), stated as ("
# So many of the projects that came are searched for.
_SEARCHED = 200
# Which figures are compared with rows, as the rule says.
_CHANGED_COUNTS = f"""
select subject, subject_id, part, dimension, value,
       sum(case side when '{Side.COME}' then counted else -counted end)
from (
  select '{Side.GONE}' as side, * from temp.gone_counts
  union all select '{Side.COME}', * from temp.come_counts
)
where (subject = '{CountSubject.CATALOGUE}' and dimension <> '{STATED_PUBLISHED}')
   or (subject = '{CountSubject.FINDINGS}' and dimension = 'kind')
   or (subject = '{CountSubject.MEASURE}' and dimension in ('status', 'domain'))
   or (dimension = '{TOTAL}' and subject in (
     '{CountSubject.BODY}', '{CountSubject.LIST}', '{CountSubject.LIST_PROJECTS}',
     '{CountSubject.STANDARDS}'))
group by 1, 2, 3, 4, 5
"""
# Subjects of which a figure changed: whatever a column divides adds up to the total.
_DIVIDED = f"""
with touched as (
  select subject, subject_id, part from temp.gone_counts
  union select subject, subject_id, part from temp.come_counts
), stated as (
  select subject, subject_id, part, dimension, sum(counted) as counted
  from touched join main.counts using (subject, subject_id, part)
  where dimension not in ('{STATED_PUBLISHED}', {", ".join(f"'{role}'" for role in Role)})
    and subject not in ('{CountSubject.MEASURE}', '{CountSubject.DOCUMENT}')
  group by subject, subject_id, part, dimension
)
select 1 from stated as one
left join stated as total on total.subject = one.subject
  and total.subject_id = one.subject_id and total.part = one.part and total.dimension = '{TOTAL}'
where one.counted is not total.counted
"""


def check_changed(database: sqlite3.Connection, changes: Changes) -> list[Problem]:
    """Every problem that changes made in a catalogue that had none. That the file is sound is left
    to whole checks, which read all of it."""
    problems = list(_references(database, changes))
    if not problems:
        problems = [*_rules(database, changes), *_search(database)]
    return problems


def _rules(database: sqlite3.Connection, changes: Changes) -> Iterator[Problem]:
    with Touched(database, changes) as touched:
        for name, rule, sql in rules():
            if name == _COUNTS:
                seems_broken = _counts_seem_wrong(database, changes, sql)
            else:
                with touched.only(NARROWED[name]):
                    seems_broken = database.execute(sql).fetchone() is not None
            if seems_broken and (rows := database.execute(sql).fetchall()):
                yield broken(name, rule, rows)


def _counts_seem_wrong(database: sqlite3.Connection, changes: Changes, rule: str) -> bool:
    """Whether counts changed otherwise than the rows that they count, or do not add up."""
    if "counts" not in changes.tables:
        return False
    change: Counter[tuple[object, ...]] = Counter()
    tables = [table for table in _COUNTED if table in changes.tables]
    if _is_torn(database, tables):
        return True
    for side in Side:
        with changes.only(side, tables):
            found = database.execute(f"{rule.split(_AS_ROWS)[0]}) select * from found").fetchall()
        for *key, value, counted in found:
            text = "" if value is None else value
            change[*key, text] += counted if side is Side.COME else -counted
    for *key, counted in database.execute(_CHANGED_COUNTS):
        change[tuple(key)] -= counted
    return any(change.values()) or database.execute(_DIVIDED).fetchone() is not None


def _is_torn(database: sqlite3.Connection, tables: Iterable[str]) -> bool:
    """Whether rows of a project went or came without it."""
    return any(
        database.execute(
            f"select 1 from temp.{side}_{table} where project_id is not null "
            f"and project_id not in (select id from temp.{side}_projects) limit 1"
        ).fetchone()
        for table in tables
        if table in _OF_PROJECTS
        for side in Side
    )


def _references(database: sqlite3.Connection, changes: Changes) -> Iterator[Problem]:
    """References of rows that came have their row, and none is to a row that went."""
    tables = [
        name
        for (name,) in database.execute("select name from main.sqlite_master where type = 'table'")
    ]
    for table in tables:
        for parent, own, referred in _foreign_keys(database, table):
            if table in changes.tables:
                yield from _without_row(database, changes, table, own, parent, referred)
            if parent in changes.tables:
                yield from _to_gone_row(database, table, own, parent, referred)


def _foreign_keys(
    database: sqlite3.Connection, table: str
) -> Iterator[tuple[str, list[str], list[str]]]:
    """Of each foreign key of a table the other table, its own columns and those of the other."""
    found: dict[int, tuple[str, list[str], list[str]]] = {}
    for number, _, parent, own, referred, *_ in database.execute(
        f"pragma main.foreign_key_list({table})"
    ):
        key = found.setdefault(number, (parent, [], []))
        key[1].append(own)
        key[2].append(referred)
    yield from found.values()


def _without_row(
    database: sqlite3.Connection,
    changes: Changes,
    table: str,
    own: list[str],
    parent: str,
    referred: list[str],
) -> Iterator[Problem]:
    is_stated = " and ".join(f"row.{name} is not null" for name in own)
    is_same = " and ".join(
        f"there.{there} = row.{here}" for here, there in zip(own, referred, strict=True)
    )
    for key in database.execute(
        f"select {changes.keys(table)} from temp.come_{table} as row where {is_stated} "
        f"and not exists (select 1 from main.{parent} as there where {is_same})"
    ):
        yield dangling(table, "-".join(map(str, key)), parent)


def _to_gone_row(
    database: sqlite3.Connection, table: str, own: list[str], parent: str, referred: list[str]
) -> Iterator[Problem]:
    is_back = " and ".join(f"there.{name} = went.{name}" for name in referred)
    lost = (
        f"select {', '.join(f'went.{name}' for name in referred)} from temp.gone_{parent} as went "
        f"where not exists (select 1 from main.{parent} as there where {is_back})"
    )
    if database.execute(f"{lost} limit 1").fetchone() is None:
        return
    for (rowid,) in database.execute(
        f"select rowid from main.{table} where ({', '.join(own)}) in ({lost})"
    ):
        yield dangling(table, rowid, parent)


def _search(database: sqlite3.Connection) -> Iterator[Problem]:
    """What went is in the index no longer, and what came is found by its title."""
    kept = f"{SEARCH_INDEX}_docsize"
    strange = [
        str(number)
        for (number,) in database.execute(
            f"select id from temp.gone_projects where id not in (select id from main.projects) "
            f"and id in (select id from {kept})"
        )
    ]
    yield from in_index_only(strange)
    unindexed = [
        code
        for (code,) in database.execute(
            "select code from temp.come_projects as came "
            f"where not exists (select 1 from {kept} where id = came.id)"
        )
    ]
    yield from not_found(unindexed or unfound(database, "temp.come_projects", _SEARCHED))
