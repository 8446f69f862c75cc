"""Rules that compare a project with others: titles that begin alike, members of a family, runs of
rows of one kind.

They read projects in the order in which those to be compared stand together, so that memory is
that of one group, and time grows with the number of projects and findings, not of pairs.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from operator import itemgetter

from etl.quality.finding import MOST_NAMED, NOTHING, Finding, Subject, named, shown_value
from etl.quality.near_texts import SHARED_MINIMUM, likenesses
from schema.vocabulary import FindingKind, ProjectField

FAMILY_FIELDS = tuple(
    field for field in ProjectField if field not in (ProjectField.TITLE, ProjectField.PROJECT_TYPE)
)
_RUN_MINIMUM = 2
# The projects of a rule's group by position in the order of all.
Found = tuple[int, Finding]


def similar_titles(kept: sqlite3.Connection) -> Iterator[Found]:
    """Titles that begin alike but for a short insertion: …设备互连… beside …信息设备互连…

    ``kept`` has the table ``titles``. Only titles of the same departments are compared.
    """
    ordered = kept.execute(
        "select departments, substr(title, 1, ?), position, code, title from titles "
        "where length(title) > ? order by 1, 2, 3",
        (SHARED_MINIMUM, SHARED_MINIMUM),
    )
    for _, block in groupby(ordered, key=itemgetter(0, 1)):
        members = [row[2:] for row in block]
        if len(members) < 2:
            continue
        for found in likenesses([title for _, _, title in members], MOST_NAMED):
            position, code, title = members[found.position]
            others = named((members[i][1] for i in found.first), found.count)
            yield (
                position,
                Finding(
                    code,
                    FindingKind.SIMILAR_TITLE,
                    ProjectField.TITLE,
                    title,
                    f"与 {others} 的名称开头相近，只差“{found.text}”",
                ),
            )


def disagreeing_families(kept: sqlite3.Connection) -> Iterator[Found]:
    """Members of a family that differ from others. ``kept`` has the table ``members``, whose
    ``shown`` are the values of :data:`FAMILY_FIELDS`."""
    ordered = kept.execute(
        "select family, position, code, shown from members order by family, position"
    )
    for _, rows in groupby(ordered, key=itemgetter(0)):
        members = [(position, code, json.loads(shown)) for _, position, code, shown in rows]
        for i, field in enumerate(FAMILY_FIELDS):
            values = [shown[i] for _, _, shown in members]
            holders = Counter(values)
            if len(holders) < 2:
                continue
            codes = [code for _, code, _ in members]
            messages = {value: _disagreement(value, codes, values, holders) for value in holders}
            for (position, code, _), value in zip(members, values, strict=True):
                yield (
                    position,
                    Finding(code, FindingKind.FAMILY_DISAGREES, field, value, messages[value]),
                )


def _disagreement(
    value: str, codes: Sequence[str], values: Sequence[str], holders: Counter[str]
) -> str:
    """What a member with ``value`` is told: the first of those that have another one. All members
    before those are passed over once for each value, which together is once for each member."""
    others = (i for i, other in enumerate(values) if other != value)
    told = [f"{codes[i]} 为 {values[i]}" for i in islice(others, MOST_NAMED)]
    more = len(codes) - holders[value] - len(told)
    return f"同一标准族的其他部分不同：{'；'.join(told)}" + (f"；另有 {more} 项" if more else "")


def missing_committees(subjects: Iterable[Subject]) -> Iterator[Found]:
    """The one project without a committee in a run of rows that are otherwise of one kind."""
    for _, run in groupby(enumerate(subjects), key=lambda item: _kind(item[1])):
        bare: list[tuple[int, Subject]] = []
        codes: list[str] = []
        count = 0
        committees: set[tuple[str, ...]] = set()
        for position, subject in run:
            if not subject.record.committees:
                bare = [*bare[:1], (position, subject)]
                continue
            count += 1
            if len(codes) < MOST_NAMED:
                codes.append(subject.code)
            if len(committees) < 2:
                committees.add(subject.record.committees)
        if len(bare) != 1 or count < _RUN_MINIMUM or len(committees) != 1:
            continue
        position, subject = bare[0]
        yield (
            position,
            Finding(
                subject.code,
                FindingKind.MISSING_COMMITTEE,
                ProjectField.COMMITTEES,
                NOTHING,
                f"未列归口单位；前后相连的同类项目 {named(codes, count)} "
                f"均列{shown_value(committees.pop())}",
            ),
        )


def _kind(subject: Subject) -> tuple[object, ...]:
    record = subject.record
    return (record.year, record.departments, record.project_type, record.mandate, record.domain)
