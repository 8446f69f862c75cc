"""Rules that compare a project with others: titles that begin alike, members of a family, runs of
rows of one kind.

They are given the projects to be compared group by group, so that memory is that of one group, and
time grows with the number of projects and findings, not of pairs.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from etl.quality.finding import MOST_NAMED, NOTHING, Finding, named
from etl.quality.near_texts import likenesses
from etl.quality.surveyed import Surveyed, Titled
from schema.vocabulary import FindingKind, ProjectField

FAMILY_FIELDS = tuple(
    field for field in ProjectField if field not in (ProjectField.TITLE, ProjectField.PROJECT_TYPE)
)
_RUN_MINIMUM = 2


def similar_titles(block: Sequence[Titled]) -> Iterator[Finding]:
    """Titles that begin alike but for a short insertion: …设备互连… beside …信息设备互连…

    ``block`` are titles of the same departments and beginning, in the order of projects.
    """
    if len(block) < 2:
        return
    for found in likenesses([project.title for project in block], MOST_NAMED):
        others = named((block[i].code for i in found.first), found.count)
        project = block[found.position]
        yield Finding(
            project.id,
            FindingKind.SIMILAR_TITLE,
            ProjectField.TITLE,
            project.title,
            f"与 {others} 的名称开头相近，只差“{found.text}”",
        )


def disagreeing_members(family: Sequence[Surveyed]) -> Iterator[Finding]:
    """Members of a family, given in the order of projects, that differ from others."""
    for field in FAMILY_FIELDS:
        values = [member.shown(field) for member in family]
        holders = Counter(values)
        if len(holders) < 2:
            continue
        codes = [member.code for member in family]
        messages = {value: _disagreement(value, codes, values, holders) for value in holders}
        for member, value in zip(family, values, strict=True):
            yield Finding(member.id, FindingKind.FAMILY_DISAGREES, field, value, messages[value])


def _disagreement(
    value: str, codes: Sequence[str], values: Sequence[str], holders: Counter[str]
) -> str:
    """What a member with ``value`` is told: the first of those that have another one. All members
    before those are passed over once for each value, which together is once for each member."""
    others = (i for i, other in enumerate(values) if other != value)
    told = [f"{codes[i]} 为 {values[i]}" for i in islice(others, MOST_NAMED)]
    more = len(codes) - holders[value] - len(told)
    return f"同一标准族的其他部分不同：{'；'.join(told)}" + (f"；另有 {more} 项" if more else "")


def missing_committee(run: Iterable[Surveyed]) -> Iterator[Finding]:
    """The one project without a committee in a run of neighbours that are otherwise of one kind."""
    bare: list[Surveyed] = []
    codes: list[str] = []
    count = 0
    named_there: dict[str, Surveyed] = {}
    for project in run:
        if not project.committees:
            bare = [*bare[:1], project]
            continue
        count += 1
        if len(codes) < MOST_NAMED:
            codes.append(project.code)
        if len(named_there) < 2:
            named_there.setdefault(project.committees, project)
    if len(bare) != 1 or count < _RUN_MINIMUM or len(named_there) != 1:
        return
    (one,) = named_there.values()
    yield Finding(
        bare[0].id,
        FindingKind.MISSING_COMMITTEE,
        ProjectField.COMMITTEES,
        NOTHING,
        f"未列归口单位；前后相连的同类项目 {named(codes, count)} "
        f"均列{one.shown(ProjectField.COMMITTEES)}",
    )
