"""Findings: what looks odd in the lists and is kept as printed.

Each rule is general: it compares a value with its neighbours and never names one. Findings do
not stop a build and change nothing; they are shown on the projects they concern.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import groupby, islice

from etl.inputs.curation import Curation
from etl.quality.near_texts import inserted_within, pairs_that_go_on, pairs_with_insertion
from etl.records.entries import Entry
from schema.vocabulary import FindingKind, OutcomeField, ProjectField

# A word of one to four ideographs printed twice in a row.
_DOUBLED = re.compile(r"([\u4e00-\u9fff]{1,4}?)\1")
_PART_SPACED = re.compile(r"第\s+\S+\s+部分")
_PART_CLOSED = re.compile(r"第\S+?部分")
# A finding names so many other projects.
_MOST_NAMED = 60
_MINORITY = 0.2
_RUN_MINIMUM = 2
_COMMON_TO_COMMITTEES = re.compile(r"^全国|(标准化)?技术委员会$")


@dataclass(frozen=True)
class Subject:
    """A project under its code, as the rules see it."""

    code: str
    record: Entry


@dataclass(frozen=True)
class Finding:
    """What looks odd in one field of one project. ``message`` is Chinese, for readers."""

    code: str
    kind: FindingKind
    field: ProjectField | OutcomeField
    value: str
    message: str


def project_findings_of(subjects: Sequence[Subject], curation: Curation) -> list[Finding]:
    """All findings of all rules, ordered by project and rule."""
    found = [
        *_doubled_words(subjects),
        *_similar_organizations(subjects),
        *_unofficial_names(subjects, curation),
        *_similar_titles(subjects),
        *_disagreeing_families(subjects),
        *_missing_committees(subjects),
        *_unnumbered_parts(subjects),
        *_odd_typography(subjects),
    ]
    order = list(FindingKind)
    return sorted(
        found, key=lambda finding: (finding.code, order.index(finding.kind), finding.message)
    )


def _doubled_words(subjects: Sequence[Subject]) -> Iterator[Finding]:
    bigrams = _bigrams(subject.record.title for subject in subjects)
    for subject in subjects:
        title = subject.record.title
        for match in _DOUBLED.finditer(title):
            if len(match[1]) == 1 and _joins_two_words(title, match.start(), bigrams):
                continue
            yield Finding(
                subject.code,
                FindingKind.DOUBLED_WORD,
                ProjectField.TITLE,
                title,
                f"名称中“{match[1]}”连印两次",
            )


def _bigrams(titles: Iterable[str]) -> Counter[str]:
    """In how many titles each pair of neighbouring characters stands."""
    found: Counter[str] = Counter()
    for title in set(titles):
        found.update({title[i : i + 2] for i in range(len(title) - 1)})
    return found


def _joins_two_words(title: str, at: int, bigrams: Counter[str]) -> bool:
    """Whether a doubled character ends one word and begins the next, as in 产品品质: both words
    then stand in other titles, too."""
    before, after = title[max(at - 1, 0) : at + 1], title[at + 1 : at + 3]
    return len(before) == len(after) == 2 and bigrams[before] > 1 and bigrams[after] > 1


def _similar_organizations(subjects: Sequence[Subject]) -> Iterator[Finding]:
    for field in (ProjectField.DEPARTMENTS, ProjectField.COMMITTEES):
        naming: dict[str, list[Subject]] = defaultdict(list)
        for subject in subjects:
            for name in getattr(subject.record, field):
                naming[name].append(subject)
        names = sorted(naming, key=len)
        cores = [_COMMON_TO_COMMITTEES.sub("", name) for name in names]
        for pair in pairs_with_insertion(cores):
            short, long = (names[i] for i in pair)
            if len(short) > len(long):
                continue
            for name, other in ((short, long), (long, short)):
                for subject in naming[name]:
                    yield Finding(
                        subject.code,
                        FindingKind.SIMILAR_BODY,
                        field,
                        name,
                        f"与“{other}”（{naming[other][0].code}）仅几字之差，可能是同一机构",
                    )


def _unofficial_names(subjects: Sequence[Subject], curation: Curation) -> Iterator[Finding]:
    organizations = curation.by_name
    for subject in subjects:
        for field in (ProjectField.DEPARTMENTS, ProjectField.COMMITTEES):
            for name in getattr(subject.record, field):
                organization = organizations[name]
                if organization.official_name:
                    yield Finding(
                        subject.code,
                        FindingKind.UNOFFICIAL_NAME,
                        field,
                        name,
                        f"{organization.sac_code or '该机构'} 的正式名称为"
                        f"“{organization.official_name}”"
                        f"（{organization.sac_code_sources.split()[0]}）",
                    )


def _similar_titles(subjects: Sequence[Subject]) -> Iterator[Finding]:
    """Titles that begin alike but for a short insertion: …设备互连… beside …信息设备互连…"""
    alike: dict[tuple[str, str], list[int]] = defaultdict(list)
    titles = {subject.code: subject.record.title for subject in subjects}
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for position, subject in enumerate(subjects):
        blocks[subject.record.departments].append(position)
    for block in blocks.values():
        texts = [subjects[i].record.title for i in block]
        inserted: dict[tuple[int, int], str] = {}
        for short, long in pairs_that_go_on(texts):
            text = inserted_within(texts[short], texts[long])
            pair = (min(short, long), max(short, long))
            # Where each has something that the other lacks, the earlier is taken as it stands.
            if text is not None and (pair not in inserted or short < long):
                inserted[pair] = text
        for (first, second), text in inserted.items():
            alike[subjects[block[first]].code, text].append(block[second])
            alike[subjects[block[second]].code, text].append(block[first])
    for (code, text), others in alike.items():
        named = _named(subjects[i].code for i in sorted(others))
        yield Finding(
            code,
            FindingKind.SIMILAR_TITLE,
            ProjectField.TITLE,
            titles[code],
            f"与 {named} 的名称开头相近，只差“{text}”",
        )


def _disagreeing_families(subjects: Sequence[Subject]) -> Iterator[Finding]:
    families: dict[str, list[Subject]] = defaultdict(list)
    for subject in subjects:
        if subject.record.parts.family:
            families[subject.record.parts.family].append(subject)
    for members in families.values():
        for field in ProjectField:
            if field is ProjectField.TITLE or field is ProjectField.PROJECT_TYPE:
                continue
            values = [_shown(getattr(subject.record, field)) for subject in members]
            holders: dict[str, list[int]] = defaultdict(list)
            for position, value in enumerate(values):
                holders[value].append(position)
            if len(holders) < 2:
                continue
            for subject, value in zip(members, values, strict=True):
                others = merge(*(found for other, found in holders.items() if other != value))
                named = [f"{members[i].code} 为 {values[i]}" for i in islice(others, _MOST_NAMED)]
                more = len(members) - len(holders[value]) - len(named)
                yield Finding(
                    subject.code,
                    FindingKind.FAMILY_DISAGREES,
                    field,
                    value,
                    f"同一标准族的其他部分不同：{'；'.join(named)}"
                    + (f"；另有 {more} 项" if more else ""),
                )


def _missing_committees(subjects: Sequence[Subject]) -> Iterator[Finding]:
    """The one project without a committee in a run of rows that are otherwise of one kind."""

    def kind(subject: Subject) -> tuple[object, ...]:
        record = subject.record
        return (
            record.year,
            record.departments,
            record.project_type,
            record.mandate,
            record.domain,
        )

    for _, run in groupby(subjects, kind):
        members = list(run)
        named = [subject for subject in members if subject.record.committees]
        bare = [subject for subject in members if not subject.record.committees]
        committees = {subject.record.committees for subject in named}
        if len(bare) != 1 or len(named) < _RUN_MINIMUM or len(committees) != 1:
            continue
        yield Finding(
            bare[0].code,
            FindingKind.MISSING_COMMITTEE,
            ProjectField.COMMITTEES,
            "—",
            f"未列归口单位；前后相连的同类项目 {_named(other.code for other in named)} "
            f"均列{_shown(committees.pop())}",
        )


def _unnumbered_parts(subjects: Sequence[Subject]) -> Iterator[Finding]:
    for subject in subjects:
        number = subject.record.parts.part_number
        if number is not None and not number.isdigit():
            yield Finding(
                subject.code,
                FindingKind.UNNUMBERED_PART,
                ProjectField.TITLE,
                subject.record.title,
                f"部分号印作“{number}”，尚未确定",
            )


def _odd_typography(subjects: Sequence[Subject]) -> Iterator[Finding]:
    """Part numbers set with blanks where nearly all others have none, or the reverse."""
    spaced: list[Subject] = []
    closed: list[Subject] = []
    for subject in subjects:
        printed = " ".join(subject.record.cells)
        if _PART_SPACED.search(printed):
            spaced.append(subject)
        elif _PART_CLOSED.search(printed):
            closed.append(subject)
    few, many = sorted((spaced, closed), key=len)
    if not few or len(few) > _MINORITY * len(many):
        return
    form = "有空格" if few is spaced else "无空格"
    for subject in few:
        yield Finding(
            subject.code,
            FindingKind.TYPOGRAPHY,
            ProjectField.TITLE,
            subject.record.title,
            f"原文“第N部分”处{form}，其余 {len(many)} 项与此不同（仅排版差异）",
        )


def _named(codes: Iterable[str]) -> str:
    """Codes of projects, the first of them if they are many."""
    named = list(codes)
    more = f" 等 {len(named)} 项" if len(named) > _MOST_NAMED else ""
    return "、".join(named[:_MOST_NAMED]) + more


def _shown(value: str | tuple[str, ...]) -> str:
    if isinstance(value, tuple):
        return "、".join(value) or "—"
    return value
