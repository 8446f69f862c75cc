"""What the facts of the policy layer must not say of each other, of bodies and of projects.

Every fault is named with file, row and column, and all are reported together. Loops are linear in
the rows of the files.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from etl.inputs.curation import Organization
from etl.paths import shown
from etl.policy import material, measures, targets
from etl.policy.link_rules import link_problems
from etl.policy.measure_rules import body_problems, measure_problems
from etl.policy.policy_documents import DOCUMENTS, document_problems
from etl.policy.policy_files import CuratedPolicy
from etl.policy.strict_rows import Lines, fault
from etl.problems import Problem


@dataclass(frozen=True)
class KnownProject:
    """What links are held against: a project's titles, as lists state them and, where a correction
    changed it, as printed; and its domain, None where no list states one."""

    titles: tuple[str, ...]
    domain: str | None


def policy_problems(
    policy: CuratedPolicy,
    projects: Mapping[str, KnownProject],
    organizations: Mapping[str, Organization],
    domains: Collection[str],
) -> list[Problem]:
    """Every problem of the files: those of reading, then those that only other rows, projects and
    bodies show. ``projects`` maps codes, ``organizations`` every known spelling of a name;
    ``domains`` are those that lists may print."""
    folder = policy.folder
    return [
        *policy.problems,
        *document_problems(policy.documents, shown(folder / DOCUMENTS)),
        *measure_problems(policy, shown(folder / measures.MEASURES), domains),
        *body_problems(policy, shown(folder / measures.MEASURE_ORGANIZATIONS), organizations),
        *_target_problems(policy, shown(folder / targets.TARGETS)),
        *link_problems(policy, projects),
        *_reference_problems(policy, projects, shown(folder / material.REFERENCES)),
        *_demonstration_problems(policy, shown(folder / material.DEMONSTRATIONS)),
        *_table_problems(policy, shown(folder / material.TABLES)),
        *_figure_problems(policy, shown(folder / material.FIGURES)),
    ]


def outside(
    policy: CuratedPolicy, file: str, row: str, slug: str, line: int | Lines, column: str = "line"
) -> Iterator[Problem]:
    """The problem of a row whose document is unknown, or whose lines are not the document's."""
    document = policy.document.get(slug)
    if document is None:
        yield fault(file, row, "document", f"{slug!r} is no document", f"a slug of {DOCUMENTS}")
        return
    found = line if isinstance(line, Lines) else Lines(line, line)
    if found.first not in document.lines or found.last not in document.lines:
        yield fault(
            file,
            row,
            column,
            f"{found if isinstance(line, Lines) else f'line {line}'} outside of {slug}",
            f"within its {document.lines}",
        )


def _target_problems(policy: CuratedPolicy, file: str) -> Iterator[Problem]:
    rows: dict[str, str] = {}
    known = {target.code: target for target in policy.targets}
    for target in policy.targets:
        if target.code in rows:
            found = f"{target.code} stands also on {rows[target.code]}"
            yield fault(file, target.row, "id", found, "each target once")
        rows.setdefault(target.code, target.row)
        yield from outside(policy, file, target.row, target.document, target.line)
        if target.measure is not None:
            measure = policy.measure.get(target.measure)
            if measure is None or measure.document != target.document:
                yield fault(
                    file,
                    target.row,
                    "measure",
                    f"{target.measure!r} is no measure of {target.document}",
                    "a measure of the same document",
                )
            elif target.line not in measure.lines:
                yield fault(
                    file,
                    target.row,
                    "line",
                    f"line {target.line} outside of {measure.slug}",
                    f"within its {measure.lines}",
                    "Name the measure that holds the line, or mend the line.",
                )
        if target.restates is not None:
            other = known.get(target.restates)
            if other is None or other.code == target.code or other.topic != target.topic:
                yield fault(
                    file,
                    target.row,
                    "restates",
                    f"{target.restates!r} is no other target of the topic {target.topic!r}",
                    "the id of the target that is repeated",
                )


def _reference_problems(
    policy: CuratedPolicy, projects: Mapping[str, KnownProject], file: str
) -> Iterator[Problem]:
    rows: dict[int, str] = {}
    for reference in policy.references:
        if reference.id in rows:
            found = f"{reference.id} stands also on {rows[reference.id]}"
            yield fault(file, reference.row, "id", found, "each id once")
        rows.setdefault(reference.id, reference.row)
        yield from outside(policy, file, reference.row, reference.document, reference.line)
        for slug in reference.target_documents:
            if slug not in policy.document:
                found = f"{slug!r} is no document"
                yield fault(file, reference.row, "target_documents", found, f"slugs of {DOCUMENTS}")
        if reference.project is not None and reference.project not in projects:
            found = f"no list has a project {reference.project!r}"
            yield fault(file, reference.row, "project", found, "a code such as 2024-017")


def _demonstration_problems(policy: CuratedPolicy, file: str) -> Iterator[Problem]:
    last: dict[str, int] = {}
    for project in policy.demonstrations:
        yield from outside(policy, file, project.row, project.document, project.lines, "first_line")
        expected = last.get(project.document, 0) + 1
        if project.seq != expected:
            found = f"number {project.seq} after {expected - 1}"
            yield fault(file, project.row, "seq", found, f"number {expected}")
        last[project.document] = project.seq


def _table_problems(policy: CuratedPolicy, file: str) -> Iterator[Problem]:
    rows: dict[str, str] = {}
    for table in policy.tables:
        if table.slug in rows:
            found = f"{table.slug!r} stands also on {rows[table.slug]}"
            yield fault(file, table.row, "slug", found, "each table once")
        rows.setdefault(table.slug, table.row)
        yield from outside(policy, file, table.row, table.document, table.lines, "first_line")
        for line in table.header_lines:
            if int(line) not in table.lines:
                found = f"line {line}"
                yield fault(file, table.row, "header_lines", found, f"within {table.lines}")


def _figure_problems(policy: CuratedPolicy, file: str) -> Iterator[Problem]:
    rows: dict[int, str] = {}
    for figure in policy.figures:
        if figure.id in rows:
            found = f"{figure.id} stands also on {rows[figure.id]}"
            yield fault(file, figure.row, "id", found, "each id once")
        rows.setdefault(figure.id, figure.row)
        yield from outside(policy, file, figure.row, figure.document, figure.line)
