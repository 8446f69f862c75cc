"""Findings: what looks odd in the lists and is kept as printed.

Each rule is general: it compares a value with its neighbours and never names one. Findings do
not stop a build and change nothing; they are shown on the projects they concern.
"""

import json
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from etl.inputs.curation import Curation
from etl.quality.finding import BODY_FIELDS, Finding, Subject, shown_value
from etl.quality.group_findings import (
    FAMILY_FIELDS,
    Found,
    disagreeing_families,
    missing_committees,
    similar_titles,
)
from etl.quality.near_texts import pairs_with_insertion
from etl.scratch import scratch
from schema.vocabulary import FindingKind, ProjectField

# A word of one to four ideographs printed twice in a row.
_DOUBLED = re.compile(r"([\u4e00-\u9fff]{1,4}?)\1")
_PART_SPACED = re.compile(r"第\s+\S+\s+部分")
_PART_CLOSED = re.compile(r"第\S+?部分")
_MINORITY = 0.2
_COMMON_TO_COMMITTEES = re.compile(r"^全国|(标准化)?技术委员会$")
# What is put down of projects until all are seen: positions are the order of projects.
_SCRATCH = """
create table titles (position integer primary key, code text, departments text, title text);
create table members (family text, position integer, code text, shown text);
create table found
  (position integer, kind integer, message text, code text, field text, value text)
"""
# Field and name of a body.
_Body = tuple[ProjectField, str]


def project_findings_of(subjects: Iterable[Subject], curation: Curation) -> Iterator[Finding]:
    """All findings of all rules, ordered by project and rule.

    ``subjects`` are gone through three times. What a rule needs of all of them is put down in a
    temporary database, so that memory does not grow with their number.
    """
    order = list(FindingKind)
    with scratch(_SCRATCH) as kept:
        survey = _Survey(kept)
        survey.see(subjects)
        kept.execute("begin")
        kept.executemany(
            "insert into found values (?, ?, ?, ?, ?, ?)",
            (
                (position, order.index(f.kind), f.message, f.code, f.field, f.value)
                for position, f in _all_found(subjects, curation, survey)
            ),
        )
        for kind, message, code, field, value in kept.execute(
            "select kind, message, code, field, value from found "
            "order by position, kind, message, rowid"
        ):
            yield Finding(code, order[kind], ProjectField(field), value, message)


def _all_found(
    subjects: Iterable[Subject], curation: Curation, survey: "_Survey"
) -> Iterator[Found]:
    similar = _similar_bodies(survey.bodies)
    bigrams = survey.bigrams()
    typography = _Typography.of(survey)
    for position, subject in enumerate(subjects):
        for finding in (
            *_doubled_words(subject, bigrams),
            *_named_alike(subject, similar, survey.bodies),
            *_unofficial_names(subject, curation),
            *_unnumbered_part(subject),
            *typography.judge(subject),
        ):
            yield position, finding
    yield from similar_titles(survey.kept)
    yield from disagreeing_families(survey.kept)
    yield from missing_committees(subjects)


class _Survey:
    """What the rules need to know of all projects before they can judge one."""

    def __init__(self, kept: sqlite3.Connection) -> None:
        self.kept = kept
        # Each body with the code of the first project that names it.
        self.bodies: dict[_Body, str] = {}
        self.asked: set[str] = set()
        self.spaced = self.closed = 0

    def see(self, subjects: Iterable[Subject]) -> None:
        self.kept.execute("begin")
        self.kept.executemany(
            "insert into titles values (?, ?, ?, ?)",
            (self._seen(position, subject) for position, subject in enumerate(subjects)),
        )
        self.kept.execute("commit")

    def _seen(self, position: int, subject: Subject) -> tuple[int, str, str, str]:
        record = subject.record
        for field in BODY_FIELDS:
            for name in getattr(record, field):
                self.bodies.setdefault((field, name), subject.code)
        for match in _DOUBLED.finditer(record.title):
            self.asked.update(_words_around(record.title, match.start()))
        is_spaced = _is_spaced(subject)
        self.spaced += is_spaced is True
        self.closed += is_spaced is False
        if record.parts.family:
            shown = [shown_value(getattr(record, field)) for field in FAMILY_FIELDS]
            member = (record.parts.family, position, subject.code, json.dumps(shown))
            self.kept.execute("insert into members values (?, ?, ?, ?)", member)
        return position, subject.code, "\n".join(record.departments), record.title

    def bigrams(self) -> Counter[str]:
        """In how many different titles each of the pairs of characters asked for stands."""
        found: Counter[str] = Counter()
        if self.asked:
            for (title,) in self.kept.execute("select distinct title from titles"):
                found.update({title[i : i + 2] for i in range(len(title) - 1)} & self.asked)
        return found


def _doubled_words(subject: Subject, bigrams: Mapping[str, int]) -> Iterator[Finding]:
    title = subject.record.title
    for match in _DOUBLED.finditer(title):
        around = _words_around(title, match.start())
        # A character may end one word and begin the next, as in 产品品质: both words then stand
        # in other titles, too.
        if len(match[1]) == 1 and len(around) == 2 and all(bigrams[word] > 1 for word in around):
            continue
        yield Finding(
            subject.code,
            FindingKind.DOUBLED_WORD,
            ProjectField.TITLE,
            title,
            f"名称中“{match[1]}”连印两次",
        )


def _words_around(title: str, at: int) -> list[str]:
    """The words of two characters that a character doubled at ``at`` may end and begin."""
    words = (title[max(at - 1, 0) : at + 1], title[at + 1 : at + 3])
    return [word for word in words if len(word) == 2]


def _similar_bodies(bodies: Iterable[_Body]) -> Mapping[_Body, list[str]]:
    """The names that differ from that of a body by an insertion."""
    found: dict[_Body, list[str]] = defaultdict(list)
    for field in BODY_FIELDS:
        names = sorted((name for of, name in bodies if of is field), key=len)
        cores = [_COMMON_TO_COMMITTEES.sub("", name) for name in names]
        for pair in pairs_with_insertion(cores):
            short, long = (names[i] for i in pair)
            if len(short) <= len(long):
                found[field, short].append(long)
                found[field, long].append(short)
    return found


def _named_alike(
    subject: Subject, similar: Mapping[_Body, list[str]], firsts: Mapping[_Body, str]
) -> Iterator[Finding]:
    for field in BODY_FIELDS:
        for name in getattr(subject.record, field):
            for other in similar.get((field, name), ()):
                yield Finding(
                    subject.code,
                    FindingKind.SIMILAR_BODY,
                    field,
                    name,
                    f"与“{other}”（{firsts[field, other]}）仅几字之差，可能是同一机构",
                )


def _unofficial_names(subject: Subject, curation: Curation) -> Iterator[Finding]:
    for field in BODY_FIELDS:
        for name in getattr(subject.record, field):
            organization = curation.by_name[name]
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


def _unnumbered_part(subject: Subject) -> Iterator[Finding]:
    number = subject.record.parts.part_number
    if number is not None and not number.isdigit():
        yield Finding(
            subject.code,
            FindingKind.UNNUMBERED_PART,
            ProjectField.TITLE,
            subject.record.title,
            f"部分号印作“{number}”，尚未确定",
        )


@dataclass(frozen=True)
class _Typography:
    """Part numbers set with blanks where nearly all others have none, or the reverse.
    ``is_odd`` is what the few are (with blanks: ``True``), ``None`` where none are few."""

    is_odd: bool | None
    others: int

    @classmethod
    def of(cls, survey: _Survey) -> "_Typography":
        few, many = sorted((survey.spaced, survey.closed))
        if not few or few > _MINORITY * many:
            return cls(None, many)
        return cls(few == survey.spaced, many)

    def judge(self, subject: Subject) -> Iterator[Finding]:
        if self.is_odd is None or _is_spaced(subject) is not self.is_odd:
            return
        form = "有空格" if self.is_odd else "无空格"
        yield Finding(
            subject.code,
            FindingKind.TYPOGRAPHY,
            ProjectField.TITLE,
            subject.record.title,
            f"原文“第N部分”处{form}，其余 {self.others} 项与此不同（仅排版差异）",
        )


def _is_spaced(subject: Subject) -> bool | None:
    """Whether a row prints 第 N 部分 with blanks; ``None`` if it prints no number of a part."""
    printed = " ".join(subject.record.cells)
    if "部分" not in printed:
        return None
    if _PART_SPACED.search(printed):
        return True
    return False if _PART_CLOSED.search(printed) else None
