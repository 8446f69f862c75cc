"""The rows of each table, made from a catalogue. Order is fixed, so equal input gives equal
rows."""

from collections import Counter

from etl.catalogue import Catalogue, project_code
from etl.database.sort_keys import sort_key
from etl.inputs.curation import Term
from etl.outcomes.outcome_rows import event_rows, outcome_rows, standard_rows
from schema.models import (
    Base,
    BuildInfo,
    Correction,
    Finding,
    List,
    Notice,
    Organization,
    Project,
    ProjectOrganization,
    VocabularyTerm,
)
from schema.vocabulary import Role


def notice_rows(catalogue: Catalogue) -> list[Base]:
    """Notices and their lists."""
    rows: list[Base] = []
    for read in catalogue.notices:
        declared = read.notice.declared
        rows.append(
            Notice(
                id=declared.id,
                slug=declared.slug,
                title=declared.title,
                document_number=declared.document_number,
                issued_on=declared.issued_on,
                issuers=declared.issuers,
                obtained_from=declared.obtained_from,
                file=declared.file,
                format=read.extraction.format,
                sha256=declared.sha256,
            )
        )
        for found, extracted in read.lists():
            rows.append(
                List(
                    id=found.id,
                    slug=found.slug,
                    notice_id=declared.id,
                    annex=found.annex,
                    title=found.title,
                    year=found.year,
                    stated_count=found.stated_count,
                    stated_in=found.stated_in,
                    row_count=len(extracted.records),
                )
            )
    return rows


def organization_rows(catalogue: Catalogue) -> list[Base]:
    """The bodies that projects or measures name, with their permanent ids. A body stands before
    those that are part of it."""
    known = catalogue.curation
    used = {
        name
        for project in catalogue.projects
        for name in (*project.record.departments, *project.record.committees)
    }
    used |= {known.names[name] for name in catalogue.policy.body_names}
    used |= {known.by_name[name].part_of for name in used}
    return [
        Organization(
            id=body.id,
            name=body.name,
            kind=body.kind,
            sac_code=body.sac_code or None,
            sac_code_sources=body.sac_code_sources or None,
            official_name=body.official_name or None,
            note=body.note or None,
            name_sort_key=sort_key(body.name),
            level=body.level or None,
            place=body.place or None,
            part_of_id=known.by_name[body.part_of].id if body.part_of else None,
        )
        for body in sorted(known.organizations, key=lambda body: (bool(body.part_of), body.id))
        if body.name in used
    ]


def project_rows(catalogue: Catalogue) -> list[Base]:
    """Projects and their links to bodies."""
    rows: list[Base] = []
    bodies = catalogue.curation.by_name
    statuses = catalogue.known.statuses(catalogue.listed)
    measures = catalogue.policy.measures_of_projects()
    for project in catalogue.projects:
        record = project.record
        results = catalogue.known.by_project.get(project.code, [])
        rows.append(
            Project(
                id=project.id,
                code=project.code,
                list_id=project.list_id,
                year=record.year,
                seq=record.seq,
                title=record.title,
                project_type=record.project_type,
                mandate=record.mandate,
                domain=record.domain,
                departments=list(record.departments),
                committees=list(record.committees),
                family=record.parts.family,
                part_number=record.parts.part_number,
                part_title=record.parts.part_title,
                source_place=record.place,
                source_cells=list(record.cells),
                title_sort_key=sort_key(record.title),
                status=statuses[project.code],
                standard_numbers=[str(result.number) for result in results],
                published_year=min((result.number.year for result in results), default=None),
                measures=measures.get(project.code, []),
            )
        )
        for role, names in (
            (Role.COMPETENT, record.departments),
            (Role.IN_CHARGE, record.committees),
        ):
            rows.extend(
                ProjectOrganization(
                    project_id=project.id,
                    role=role,
                    position=position,
                    organization_id=bodies[name].id,
                )
                for position, name in enumerate(names, start=1)
            )
    return rows


def result_rows(catalogue: Catalogue) -> list[Base]:
    """What became of projects: standards, links to them, and events."""
    ids = {project.code: project.id for project in catalogue.projects}
    types = {project.code: project.record.project_type for project in catalogue.projects}
    declared = [read.notice.declared for read in catalogue.notices]
    outcomes = catalogue.known.outcomes
    return [
        *standard_rows(outcomes),
        *outcome_rows(outcomes, ids, types),
        *event_rows(
            catalogue.known.events,
            catalogue.listed,
            {notice.slug: notice.id for notice in declared},
            {found.slug: found.id for notice in declared for found in notice.lists},
            ids,
        ),
    ]


def quality_rows(catalogue: Catalogue) -> list[Base]:
    """Findings, applied corrections and the vocabulary."""
    ids = {project.code: project.id for project in catalogue.projects}
    rows: list[Base] = [
        Finding(
            id=number,
            project_id=ids[oddity.code],
            kind=oddity.kind,
            field=oddity.field,
            value=oddity.value,
            message=oddity.message,
        )
        for number, oddity in enumerate(catalogue.findings, start=1)
    ]
    applied = [
        (project_code(found.slug, correction.seq), correction.correction)
        for read in catalogue.notices
        for found, extracted in read.lists()
        for correction in extracted.applied
    ]
    rows.extend(
        Correction(
            id=number,
            project_id=ids[code],
            field=correction.field,
            source_value=correction.source,
            published_value=correction.published,
            reason=correction.reason,
            evidence=correction.evidence,
        )
        for number, (code, correction) in enumerate(applied, start=1)
    )
    vocabulary = catalogue.curation.vocabulary
    for field in ("project_type", "mandate", "domain"):
        terms: list[Term] = getattr(vocabulary, field)
        rows.extend(
            VocabularyTerm(
                field=field,
                value=term.value,
                definition=term.definition,
                english=term.english,
                source=term.source,
                variants=[variant.value for variant in term.variants],
            )
            for term in terms
        )
    return rows


def build_info_rows(
    catalogue: Catalogue, schema_revision: str, inputs: dict[str, str]
) -> list[Base]:
    """Schema revision, input hashes and row counts."""
    info = {"schema_revision": schema_revision}
    info |= {f"sha256 {name}": digest for name, digest in inputs.items()}
    records = [project.record for project in catalogue.projects]
    info["count projects"] = str(len(records))
    for name in ("project_type", "mandate", "domain"):
        for value, count in sorted(Counter(getattr(record, name) for record in records).items()):
            info[f"count projects {name} {value}"] = str(count)
    statuses = Counter(catalogue.known.statuses(catalogue.listed).values())
    for value, count in sorted(statuses.items()):
        info[f"count projects status {value}"] = str(count)
    info["count findings"] = str(len(catalogue.findings))
    info["count measures"] = str(len(catalogue.policy.measures))
    info["count measures projects"] = str(len(catalogue.policy.links))
    return [BuildInfo(key=key, value=value) for key, value in info.items()]
