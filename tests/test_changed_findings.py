"""Findings after projects went and came are those of the whole: each rule reaches all projects that
it would judge otherwise."""

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from etl.database.finding_rows import change_findings, finding_rows
from etl.database.inserting import insert_rows
from etl.inputs.curation import Curation, Organization, Vocabulary
from etl.outcomes.curated import CuratedOutcomes
from etl.outcomes.events import Remark
from etl.quality.finding import Subject
from etl.quality.outcome_findings import outcome_findings_of
from etl.quality.project_findings import project_findings_of
from etl.quality.survey import Survey
from etl.quality.survey_changes import change_survey, make_ready
from etl.records.entries import Entry
from etl.records.titles import split_title
from etl.scratch import scratch
from schema.vocabulary import FindingKind, OrganizationKind, ProjectField, Role

DAY = date(2030, 1, 1)
# Names of which some differ by an insertion.
BODIES = ("甲乙丙丁研究院", "甲乙丙丁戊己研究院", "甲乙庚丙丁研究院", "甲乙丙丁戊研究院")
_TABLES = """
create table projects (id integer primary key);
create table findings (id integer primary key, project_id integer, kind text, field text,
                       value text, message text);
create index findings_of on findings (project_id);
create temp table gone_projects (id integer primary key);
create temp table come_projects (id integer primary key)
"""


def _organization(number: int, name: str) -> Organization:
    cells = dict.fromkeys(("sac_code", "sac_code_sources", "official_name", "level", "place"), "")
    return Organization.model_validate(
        {
            "row": f"line {number}",
            "id": str(number),
            "name": name,
            "kind": OrganizationKind.COMMITTEE.value,
            "roles": Role.IN_CHARGE.value,
            "part_of": "",
            "attested_in": "made",
            "note": "",
            **cells,
        }
    )


CURATION = Curation(
    tuple(_organization(number, name) for number, name in enumerate(BODIES, start=1)),
    {name: name for name in BODIES},
    Vocabulary(project_type=[], mandate=[], domain=[], no_committee=[]),
    (),
)


@dataclass(frozen=True)
class Plan:
    """What the rules ask of a project, in few values, so that projects meet."""

    title: str
    departments: tuple[str, ...] = (BODIES[0],)
    committees: tuple[str, ...] = (BODIES[0],)
    mandate: str = "推荐"
    blanks: bool = False

    def subject(self, project: int) -> Subject:
        values: dict[str, str | tuple[str, ...]] = {
            "title": self.title,
            "departments": self.departments,
            "committees": self.committees,
            "mandate": self.mandate,
        }
        printed = self.title.replace("第1部分", "第 1 部分") if self.blanks else self.title
        entry = Entry(2030, project, values, split_title(self.title), f"line {project}", (printed,))
        return Subject(project, _code(project), entry)


def _code(project: int) -> str:
    return f"2030-{project:03}"


# What a person noticed in two projects, so that they have findings that no rule gives.
KNOWN = CuratedOutcomes(
    remarks=tuple(
        Remark(
            project=_code(project),
            kind=FindingKind.READING,
            field=ProjectField.TITLE,
            message="某",
            evidence=["https://example.org/1"],
        )
        for project in (3, 4)
    )
)
State = Mapping[int, Plan]
Row = tuple[int, int, str, str, str, str]


def whole(state: State) -> list[Row]:
    """The findings of a whole build."""
    with scratch(_TABLES) as database, scratch("") as kept:
        survey = Survey(kept)
        _fill(database, survey, state)
        return _rows(database)


def changed(states: Sequence[State]) -> list[Row]:
    """The findings of the first state, led on from each state to the next."""
    with scratch(_TABLES) as database, scratch("") as kept:
        survey = Survey(kept)
        _fill(database, survey, states[0])
        for before, after in pairwise(states):
            _lead_on(database, survey, before, after)
        assert _contents(survey) == _contents_of(states[-1])
        return _rows(database)


def _fill(database: sqlite3.Connection, survey: Survey, state: State) -> None:
    subjects = [plan.subject(project) for project, plan in sorted(state.items())]
    survey.fill(subjects)
    of_lists = project_findings_of(survey, CURATION)
    of_outcomes = outcome_findings_of(((subject, DAY) for subject in subjects), KNOWN)
    found = sorted([*of_lists, *of_outcomes], key=lambda finding: finding.project)
    insert_rows(database, finding_rows(found))


def _lead_on(database: sqlite3.Connection, survey: Survey, before: State, after: State) -> None:
    same = {project for project, plan in before.items() if after.get(project) == plan}
    for side, state in (("gone", before), ("come", after)):
        database.execute(f"delete from temp.{side}_projects")
        ids = [(project,) for project in state.keys() - same]
        database.executemany(f"insert into temp.{side}_projects values (?)", ids)

    def subjects_of(projects: Collection[int]) -> Iterator[tuple[Subject, date]]:
        return ((after[project].subject(project), DAY) for project in projects)

    change_findings(database, survey, subjects_of, CURATION, KNOWN)


def _rows(database: sqlite3.Connection) -> list[Row]:
    return database.execute("select * from findings order by id").fetchall()


def _contents(survey: Survey) -> list[object]:
    """What the tables of a survey say."""
    make_ready(survey)
    return [
        survey.kept.execute(f"select * from {table} order by 1, 2").fetchall()
        for table in (
            "surveyed",
            "surveyed_bodies",
            "surveyed_doubled",
            "(select * from surveyed_words where titles > 0)",
        )
    ]


def _contents_of(state: State) -> list[object]:
    with scratch("") as kept:
        survey = Survey(kept)
        survey.fill(plan.subject(project) for project, plan in sorted(state.items()))
        return _contents(survey)


NAMES = st.lists(st.sampled_from(BODIES), max_size=2, unique=True).map(tuple)
PART = st.builds("{}系统第{}部分".format, st.sampled_from("某该"), st.sampled_from("12X"))
# Projects that meet in one rule each, and then all of them together.
THEMES = {
    "titles": st.builds(
        Plan,
        st.builds(
            "锂离子电{}".format,
            st.sampled_from(("甲乙丙丁", "戊己甲乙丙丁", "庚辛甲乙丙丁", "戊己庚辛甲乙丙丁", "池")),
        ),
        st.sampled_from(((BODIES[0],), (BODIES[1],))),
    ),
    "families": st.builds(Plan, PART, committees=NAMES, mandate=st.sampled_from(("推荐", "强制"))),
    "runs": st.builds(
        Plan,
        st.sampled_from(("椅", "桌")),
        committees=st.sampled_from(((), (BODIES[0],), (BODIES[0],), (BODIES[3],))),
        mandate=st.sampled_from(("推荐", "推荐", "强制")),
    ),
    "bodies": st.builds(Plan, st.just("椅"), NAMES, NAMES),
    "words": st.builds(
        Plan,
        st.sampled_from(("产品品质", "产品", "品质", "产品目录", "品质管理", "产产", "集成灶灶")),
    ),
    "blanks": st.builds(Plan, PART, blanks=st.sampled_from((False,) * 8 + (True,))),
}


_CLOSED, _SPACED = (Plan("某系统第1部分", blanks=blanks) for blanks in (False, True))
# One of few with blanks, then beside another of too many to be few; and the reverse.
NO_MORE = [*[(_CLOSED,) * 3] * 6, (_SPACED,) * 3, (None, None, _SPACED)]
NEWLY = [*[(_CLOSED,) * 3] * 6, (_SPACED,) * 3, (_SPACED, None, None)]

# The last and the first of a run become of another kind: too few are left to find one odd.
_USUAL, _BARE, _OTHER = Plan("椅"), Plan("椅", committees=()), Plan("椅", mandate="强制")
LEFT_BEHIND = [(_BARE,) * 3, (_USUAL,) * 3, (_USUAL, _OTHER, _OTHER)]
LEFT_BEFORE = [(_USUAL, _OTHER, _OTHER), (_USUAL,) * 3, (_BARE,) * 3]

# A word that stands in a second title, which shows that 品品 is none; and then in it no more.
_ASKING, _FIRST, _SECOND = map(Plan, ("产品品质", "产品目录", "品质管理"))
COMMON_NOW = [(_ASKING,) * 3, (_FIRST,) * 3, (None, None, _SECOND)]
COMMON_BEFORE = [(_ASKING,) * 3, (_FIRST,) * 3, (_SECOND, None, None)]


def lives(plans: st.SearchStrategy[Plan]) -> st.SearchStrategy[list[tuple[Plan | None, ...]]]:
    """Projects in three states of the catalogue: as they were, changed, come or gone."""
    life = st.one_of(
        plans.map(lambda plan: (plan, plan, plan)),
        st.tuples(plans, plans, plans),
        plans.map(lambda plan: (None, plan, plan)),
        plans.map(lambda plan: (plan, None, None)),
        st.tuples(plans, plans).map(lambda two: (None, *two)),
    )
    return st.lists(life, min_size=6, max_size=14)


@settings(max_examples=300, deadline=None)
@example(NO_MORE)
@example(NEWLY)
@example(LEFT_BEHIND)
@example(LEFT_BEFORE)
@example(COMMON_NOW)
@example(COMMON_BEFORE)
@given(st.one_of(*map(lives, (*THEMES.values(), st.one_of(*THEMES.values())))))
def test_findings_after_a_change_are_those_of_the_whole(
    projects: list[tuple[Plan | None, ...]],
) -> None:
    states = [
        {project: plan for project, life in enumerate(projects, start=1) if (plan := life[step])}
        for step in range(3)
    ]

    assert changed(states) == whole(states[-1])


def test_a_survey_out_of_step_with_the_catalogue_is_noticed() -> None:
    with scratch("") as kept:
        survey = Survey(kept)
        survey.fill([_CLOSED.subject(1)])

        with pytest.raises(KeyError, match="2"):
            change_survey(survey, [2], ())
        with pytest.raises(sqlite3.IntegrityError):
            change_survey(survey, (), [_CLOSED.subject(1)])
