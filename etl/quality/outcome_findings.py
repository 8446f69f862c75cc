"""Findings on outcomes: what can be read and looks wrong beside the plan or within itself.

Like those on the lists they change nothing and stop nothing. Each rule is general; what only a
person can notice stands in ``curation/remarks.yml``.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from difflib import SequenceMatcher
from operator import attrgetter

from etl.outcomes.curated import CuratedOutcomes
from etl.outcomes.events import Remark
from etl.outcomes.loading import Outcome
from etl.outcomes.partial_dates import PartialDate
from etl.quality.finding import Finding, Subject
from schema.search import fold
from schema.vocabulary import DatePrecision, FindingKind, OutcomeField, ProjectField, ProjectType

_PART = re.compile(r"第\s*(\d+)\s*部分", re.ASCII)
# Two titles that have less in common (0 nothing, 1 all) hardly name the same thing.
_ALIKE = 0.5


def outcome_findings_of(
    subjects: Iterable[tuple[Subject, date]], known: CuratedOutcomes
) -> Iterator[Finding]:
    """All findings on the outcomes of ``subjects``, ordered by project and rule. Each subject
    stands beside the day on which its notice was issued."""
    remarks: dict[str, list[Remark]] = defaultdict(list)
    for remark in known.remarks:
        remarks[remark.project].append(remark)
    for subject, issued in subjects:
        outcomes = known.outcomes.of_project(subject.code)
        found = [
            *(finding for outcome in outcomes for finding in _of(subject, outcome, issued)),
            *(_remarked(remark, subject, outcomes) for remark in remarks.get(subject.code, ())),
        ]
        yield from sorted(found, key=attrgetter("order"))


def _of(subject: Subject, outcome: Outcome, issued: date) -> Iterator[Finding]:
    yield from _mandate(subject, outcome)
    yield from _type(subject, outcome)
    yield from _parts(subject, outcome)
    yield from _title(subject, outcome)
    yield from _dates(subject, outcome, issued)


def _mandate(subject: Subject, outcome: Outcome) -> Iterator[Finding]:
    planned, published = subject.record.mandate, outcome.number.mandate
    if planned and published and planned != published:
        yield Finding(
            subject.id,
            FindingKind.MANDATE_DIFFERS,
            ProjectField.MANDATE,
            planned,
            f"计划为{planned}性标准，发布为{published}性：{outcome.number}",
        )


def _type(subject: Subject, outcome: Outcome) -> Iterator[Finding]:
    if subject.record.project_type == ProjectType.DEVELOP and outcome.replaces:
        old = "、".join(str(replaced.number) for replaced in outcome.replaces)
        yield Finding(
            subject.id,
            FindingKind.TYPE_DIFFERS,
            ProjectField.PROJECT_TYPE,
            subject.record.project_type,
            f"计划为制定，发布的 {outcome.number} 却代替 {old}",
        )


def _parts(subject: Subject, outcome: Outcome) -> Iterator[Finding]:
    numbered = outcome.number.parts[0] if outcome.number.parts else None
    planned = subject.record.parts.part_number
    if planned is not None and not planned.isdigit():
        if numbered is not None:
            yield Finding(
                subject.id,
                FindingKind.READING,
                ProjectField.TITLE,
                subject.record.title,
                f"部分号印作“{planned}”，发布为第{numbered}部分：{outcome.number}",
            )
    elif planned is not None and planned != numbered:
        published = f"第{numbered}部分" if numbered else "不分部分"
        yield Finding(
            subject.id,
            FindingKind.PART_DIFFERS,
            OutcomeField.STANDARD_NUMBER,
            str(outcome.number),
            f"计划为第{planned}部分，标准号为{published}",
        )
    if outcome.title is not None:
        match = _PART.search(outcome.title)
        titled = match[1] if match else None
        if titled != numbered:
            says = f"名称写第{titled}部分" if titled else "名称未写部分号"
            has = f"标准号为第{numbered}部分" if numbered else "标准号不分部分"
            yield Finding(
                subject.id,
                FindingKind.PART_DIFFERS,
                OutcomeField.PUBLISHED_TITLE,
                outcome.title,
                f"{has}（{outcome.number}），{says}",
            )


def _title(subject: Subject, outcome: Outcome) -> Iterator[Finding]:
    if outcome.title is None:
        return
    planned, published = fold(subject.record.title), fold(outcome.title)
    if planned == published:
        return
    if SequenceMatcher(None, planned, published, autojunk=False).ratio() < _ALIKE:
        yield Finding(
            subject.id,
            FindingKind.TITLE_FAR,
            OutcomeField.PUBLISHED_TITLE,
            outcome.title,
            f"与计划名称“{subject.record.title}”相差较大，对应关系请核对证据",
        )


def _dates(subject: Subject, outcome: Outcome, issued: date) -> Iterator[Finding]:
    published, implemented = outcome.published_on, outcome.implemented_on
    if published is not None:
        if published.year != outcome.number.year:
            yield _date_finding(
                subject,
                OutcomeField.PUBLISHED_ON,
                published,
                f"发布年份与标准号 {outcome.number} 的年份号不同",
            )
        if published.is_before(PartialDate(issued.isoformat(), DatePrecision.DAY)):
            yield _date_finding(
                subject,
                OutcomeField.PUBLISHED_ON,
                published,
                f"早于列入清单的通知（{issued.isoformat()}）",
            )
        if implemented is not None and implemented.is_before(published):
            yield _date_finding(
                subject, OutcomeField.IMPLEMENTED_ON, implemented, f"早于发布日期 {published.text}"
            )
    elif implemented is not None and implemented.year < (outcome.number.year or 0):
        yield _date_finding(
            subject,
            OutcomeField.IMPLEMENTED_ON,
            implemented,
            f"早于标准号 {outcome.number} 的年份号",
        )


def _date_finding(
    subject: Subject, field: OutcomeField, found: PartialDate, message: str
) -> Finding:
    return Finding(subject.id, FindingKind.DATE_ODD, field, found.text, message)


def _remarked(remark: Remark, subject: Subject, results: Sequence[Outcome]) -> Finding:
    """What a person noticed, with the value that it is about and where that can be seen."""
    addresses = remark.evidence or [a for result in results for a in result.evidence]
    if isinstance(remark.field, ProjectField):
        value = getattr(subject.record, remark.field)
        value = value if isinstance(value, str) else "、".join(value)
    else:
        value = "；".join(filter(None, (_value(remark.field, result) for result in results)))
    return Finding(
        subject.id,
        remark.kind,
        remark.field,
        value or "—",
        f"{remark.message}（{' '.join(addresses)}）",
    )


def _value(field: OutcomeField, outcome: Outcome) -> str:
    match field:
        case OutcomeField.STANDARD_NUMBER:
            return str(outcome.number)
        case OutcomeField.PUBLISHED_TITLE:
            return outcome.title or ""
        case OutcomeField.PUBLISHED_ON:
            return outcome.published_on.text if outcome.published_on else ""
        case OutcomeField.IMPLEMENTED_ON:
            return outcome.implemented_on.text if outcome.implemented_on else ""
        case OutcomeField.REPLACES:
            return "；".join(str(replaced.number) for replaced in outcome.replaces)
        case OutcomeField.EVIDENCE:
            return " ".join(outcome.evidence)
