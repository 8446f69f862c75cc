"""What links between measures and projects, and between local and national measures, must not
say."""

from collections.abc import Iterator, Mapping
from typing import Protocol

from etl.paths import shown
from etl.policy.measures import MEASURES, Measure
from etl.policy.policy_documents import PolicyDocument
from etl.policy.policy_files import CuratedPolicy
from etl.policy.policy_links import (
    MEASURE_ALIGNMENTS,
    MEASURE_PROJECTS,
    UNLINKED_PROJECTS,
    ProjectLink,
)
from etl.policy.strict_rows import fault
from etl.problems import Problem
from schema.policy_vocabulary import DocumentLevel
from schema.search import fold


class Titled(Protocol):
    """What links are held against: the titles of a project and its domain."""

    @property
    def titles(self) -> tuple[str, ...]: ...

    @property
    def domain(self) -> str | None: ...


def link_problems(policy: CuratedPolicy, projects: Mapping[str, Titled]) -> Iterator[Problem]:
    """Everything that is wrong with the three files of links."""
    yield from _project_problems(policy, projects, shown(policy.folder / MEASURE_PROJECTS))
    yield from _unlinked_problems(policy, projects, shown(policy.folder / UNLINKED_PROJECTS))
    yield from _alignment_problems(policy, shown(policy.folder / MEASURE_ALIGNMENTS))


def _project_problems(
    policy: CuratedPolicy, projects: Mapping[str, Titled], file: str
) -> Iterator[Problem]:
    for link in policy.links:
        measure = policy.measure.get(link.measure)
        if measure is None:
            found = f"{link.measure!r} is no measure"
            yield fault(file, link.row, "measure", found, f"a slug of {MEASURES}")
            continue
        if link.measure_line != measure.lines.first:
            found = f"line {link.measure_line} is not that of {measure.slug}"
            yield fault(file, link.row, "measure_line", found, f"line {measure.lines.first}")
        known = [
            each for each in policy.links.of_project(link.project) if each.measure in policy.measure
        ]
        first = next(each for each in known if each.measure == link.measure)
        if first != link:
            found = f"{link.project} has {link.measure} already on {first.row}"
            yield fault(file, link.row, "project", found, "each project and measure once")
        main = next((each for each in known if each.is_primary), None)
        if link.is_primary and main is not None and main != link:
            found = f"{link.project} has {main.measure} as its main measure on {main.row}"
            yield fault(file, link.row, "rank", found, "one main measure for each project")
        if main is None:
            found = f"{link.project} has no main measure"
            yield fault(file, link.row, "rank", found, "a main measure beside a further one")
        yield from _title_problems(
            projects, link.project, link.project_title, link.row, file, link.term_in_title
        )
        for column, code in (
            ("project_before", link.project_before),
            ("project_after", link.project_after),
        ):
            if code is not None and code not in projects:
                found = f"no list has a project {code!r}"
                yield fault(file, link.row, column, found, "a project's code such as 2024-017")
        if link.project in projects:
            yield from _domain_problems(link, measure, projects[link.project].domain, file)


def _title_problems(
    projects: Mapping[str, Titled],
    code: str,
    title: str,
    row: str,
    file: str,
    term: str | None = None,
) -> Iterator[Problem]:
    """The project must exist and be the one that the row means."""
    if code not in projects:
        yield fault(
            file,
            row,
            "project",
            f"no list has a project {code!r}",
            "the code of a project, list slug and three-digit number, such as 2024-017",
            "Compare with the catalogue; the project's title tells.",
        )
        return
    if fold(title) not in map(fold, projects[code].titles):
        found = f"{title!r} is not the title of {code}"
        yield fault(file, row, "project_title", found, f"{projects[code].titles[0]!r}")
    elif term is not None and fold(term) not in fold(title):
        yield fault(
            file,
            row,
            "term_in_title",
            f"{term!r} does not occur in {title!r}",
            "words of the project's title",
        )


def _domain_problems(
    link: ProjectLink, measure: Measure, domain: str | None, file: str
) -> Iterator[Problem]:
    """A project of another domain than the chapter of its measure must be declared."""
    if measure.domain is None:
        found = f"{measure.slug} stands for no domain of the lists"
        yield fault(file, link.row, "measure", found, "a measure whose chapter has a domain")
        return
    differs = domain != measure.domain
    stated = domain or "no domain that a list states"
    if differs and not link.is_other_domain:
        yield fault(
            file,
            link.row,
            "project",
            f"{link.project} is of {stated}, {measure.slug} of {measure.domain}",
            "a project of the domain of the measure's chapter",
            "If the measure names its subject all the same, declare it: rank 次要, other_domain "
            "yes.",
        )
    elif link.is_other_domain and not differs:
        found = f"other_domain is declared, yet both are of {stated}"
        yield fault(file, link.row, "other_domain", found, "nothing where the domains agree")
    elif differs and link.is_primary:
        found = f"{link.project} of {stated} has its main measure in {measure.domain}"
        yield fault(file, link.row, "rank", found, "次要 for a project of another domain")


def _unlinked_problems(
    policy: CuratedPolicy, projects: Mapping[str, Titled], file: str
) -> Iterator[Problem]:
    rows: dict[str, str] = {}
    for left in policy.unlinked:
        if left.project in rows:
            found = f"{left.project} stands also on {rows[left.project]}"
            yield fault(file, left.row, "project", found, "each project once")
        rows.setdefault(left.project, left.row)
        yield from _title_problems(projects, left.project, left.project_title, left.row, file)
        if linked := policy.links.of_project(left.project):
            found = f"{left.project} has a measure on {linked[-1].row} of {MEASURE_PROJECTS}"
            yield fault(file, left.row, "project", found, "a project without a measure")
        for slug in left.candidates:
            if slug not in policy.measure:
                found = f"{slug!r} is no measure"
                yield fault(file, left.row, "candidates", found, f"slugs of {MEASURES}")


def _alignment_problems(policy: CuratedPolicy, file: str) -> Iterator[Problem]:
    seen: dict[tuple[str, str], str] = {}
    for alignment in policy.alignments:
        for column, slug, line_column, line, is_local in (
            ("local_measure", alignment.local, "local_line", alignment.local_line, True),
            (
                "national_measure",
                alignment.national,
                "national_line",
                alignment.national_line,
                False,
            ),
        ):
            measure = policy.measure.get(slug)
            if measure is None:
                found = f"{slug!r} is no measure"
                yield fault(file, alignment.row, column, found, f"a slug of {MEASURES}")
                continue
            document = policy.document.get(measure.document)
            if document is not None and not _is_of(document, is_local):
                found = f"{slug} is of level {document.level}"
                expected = "a measure of 省 or 市" if is_local else "a measure of 国家"
                yield fault(file, alignment.row, column, found, expected)
            if line not in measure.lines:
                found = f"line {line} outside of {slug}"
                yield fault(file, alignment.row, line_column, found, f"within its {measure.lines}")
        key = (alignment.local, alignment.national)
        if key in seen:
            found = f"{key[0]} answers {key[1]} already on {seen[key]}"
            yield fault(file, alignment.row, "national_measure", found, "each pair once")
        seen.setdefault(key, alignment.row)


def _is_of(document: PolicyDocument, is_local: bool) -> bool:
    return document.is_local if is_local else document.level is DocumentLevel.NATIONAL
