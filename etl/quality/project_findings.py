"""Findings: what looks odd in the lists and is kept as printed.

Each rule is general: it compares a value with its neighbours and never names one. Findings do
not stop a build and change nothing; they are shown on the projects they concern.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from etl.inputs.curation import Curation
from etl.quality.body_likeness import similar_bodies
from etl.quality.finding import ORDER, Finding
from etl.quality.group_findings import disagreeing_members, missing_committee, similar_titles
from etl.quality.survey import Survey
from etl.quality.survey_changes import Reached, common_words, runs_around
from etl.quality.surveyed import DOUBLED, Body, Surveyed, words_around, words_asked
from etl.scratch import scratch
from schema.vocabulary import FindingKind, ProjectField

# What is found, until all rules are through.
_SCRATCH = """
create table found (project integer, kind integer, message text, field text, value text)
"""
# What the rules below say of a project by itself.
ALONE = frozenset(
    {
        FindingKind.DOUBLED_WORD,
        FindingKind.SIMILAR_BODY,
        FindingKind.UNOFFICIAL_NAME,
        FindingKind.UNNUMBERED_PART,
        FindingKind.TYPOGRAPHY,
    }
)
LISTED = ALONE | {
    FindingKind.SIMILAR_TITLE,
    FindingKind.FAMILY_DISAGREES,
    FindingKind.MISSING_COMMITTEE,
}


def project_findings_of(survey: Survey, curation: Curation) -> Iterator[Finding]:
    """All findings of all rules on the projects of a survey, ordered by project and rule.

    What is found is sorted in a temporary database, so that memory does not grow with its number.
    """
    order = list(FindingKind)
    with scratch(_SCRATCH) as kept:
        kept.execute("begin")
        kept.executemany(
            "insert into found values (?, ?, ?, ?, ?)",
            (
                (f.project, ORDER[f.kind], f.message, f.field, f.value)
                for f in _all_found(survey, curation)
            ),
        )
        for project, kind, message, field, value in kept.execute(
            "select project, kind, message, field, value from found "
            "order by project, kind, message, rowid"
        ):
            yield Finding(project, order[kind], ProjectField(field), value, message)


def _all_found(survey: Survey, curation: Curation) -> Iterator[Finding]:
    rules = _RulesAlone.of(survey, survey.common_words(), curation)
    for project in survey.projects():
        yield from rules.judge(project)
    for block in survey.blocks():
        yield from similar_titles(block)
    for family in survey.families():
        yield from disagreeing_members(family)
    for run in survey.runs():
        yield from missing_committee(run)


@dataclass(frozen=True)
class Remade:
    """What rules find in ``projects`` now, in place of all findings of these ``kinds`` that stood
    there before."""

    kinds: Collection[FindingKind]
    projects: Collection[int]
    findings: Sequence[Finding]


def findings_remade(survey: Survey, reached: Reached, curation: Curation) -> Iterator[Remade]:
    """What is found anew where a change of the survey reaches, group by group. The cost is that of
    the groups: one new title has all titles of its block compared again, which are those of the
    same departments and beginning."""
    yield Remade(LISTED, reached.touched, ())
    alone = [survey.project(project) for project in sorted(reached.alone)]
    asked = {word for it in alone for around in words_asked(it.title) for word in around}
    rules = _RulesAlone.of(survey, common_words(survey, asked), curation)
    found = [finding for project in alone for finding in rules.judge(project)]
    yield Remade(ALONE, reached.alone, found)
    for beginning in sorted(reached.blocks):
        block = survey.block(beginning)
        ids = [project.id for project in block]
        yield Remade({FindingKind.SIMILAR_TITLE}, ids, list(similar_titles(block)))
    for name in sorted(reached.families):
        family = survey.family(name)
        ids = [member.id for member in family]
        yield Remade({FindingKind.FAMILY_DISAGREES}, ids, list(disagreeing_members(family)))
    for run in runs_around(survey, reached.touched):
        bare = [project.id for project in survey.between(*run) if not project.committees]
        found = list(missing_committee(survey.between(*run)))
        yield Remade({FindingKind.MISSING_COMMITTEE}, bare, found)


@dataclass(frozen=True)
class _RulesAlone:
    """The rules that judge a project by itself, with what they know of all others."""

    curation: Curation
    # Of the words that titles ask for, those that stand in more than one title.
    common: frozenset[str]
    # The first project of each body, and the similar names.
    firsts: Mapping[Body, str]
    similar: Mapping[Body, list[str]]
    odd_spacing: bool | None

    @classmethod
    def of(cls, survey: Survey, common: Iterable[str], curation: Curation) -> "_RulesAlone":
        firsts = survey.bodies()
        return cls(
            curation, frozenset(common), firsts, similar_bodies(firsts), survey.odd_spacing()
        )

    def judge(self, project: Surveyed) -> Iterator[Finding]:
        """What looks odd in a project."""
        yield from self._doubled_words(project)
        for body in project.bodies:
            yield from self._named_alike(project, body)
            yield from self._unofficial_name(project, body)
        yield from _unnumbered_part(project)
        yield from self._typography(project)

    def _doubled_words(self, project: Surveyed) -> Iterator[Finding]:
        for match in DOUBLED.finditer(project.title):
            around = words_around(project.title, match.start())
            # A character may end one word and begin the next, as in 产品品质: both words then
            # stand in other titles, too.
            if len(match[1]) == 1 and len(around) == 2 and self.common.issuperset(around):
                continue
            yield Finding(
                project.id,
                FindingKind.DOUBLED_WORD,
                ProjectField.TITLE,
                project.title,
                f"名称中“{match[1]}”连印两次",
            )

    def _named_alike(self, project: Surveyed, body: Body) -> Iterator[Finding]:
        field, name = body
        for other in self.similar.get(body, ()):
            yield Finding(
                project.id,
                FindingKind.SIMILAR_BODY,
                field,
                name,
                f"与“{other}”（{self.firsts[field, other]}）仅几字之差，可能是同一机构",
            )

    def _unofficial_name(self, project: Surveyed, body: Body) -> Iterator[Finding]:
        field, name = body
        organization = self.curation.by_name[name]
        if organization.official_name:
            yield Finding(
                project.id,
                FindingKind.UNOFFICIAL_NAME,
                field,
                name,
                f"{organization.sac_code or '该机构'} 的正式名称为"
                f"“{organization.official_name}”"
                f"（{organization.sac_code_sources.split()[0]}）",
            )

    def _typography(self, project: Surveyed) -> Iterator[Finding]:
        """Numbers of parts with blanks where nearly all others have none, or the reverse."""
        if self.odd_spacing is None or project.is_spaced != self.odd_spacing:
            return
        here, elsewhere = ("有空格", "无空格") if self.odd_spacing else ("无空格", "有空格")
        yield Finding(
            project.id,
            FindingKind.TYPOGRAPHY,
            ProjectField.TITLE,
            project.title,
            f"原文“第N部分”处{here}，其他项目大多{elsewhere}（仅排版差异）",
        )


def _unnumbered_part(project: Surveyed) -> Iterator[Finding]:
    number = project.part_number
    if number is not None and not number.isdigit():
        yield Finding(
            project.id,
            FindingKind.UNNUMBERED_PART,
            ProjectField.TITLE,
            project.title,
            f"部分号印作“{number}”，尚未确定",
        )
