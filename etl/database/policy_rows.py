"""The rows of the policy tables, made from a catalogue. Order is fixed, so equal input gives
equal rows; a row that others refer to stands before them."""

from collections.abc import Iterator, Mapping

from etl.catalogue import Catalogue
from etl.policy.policy_files import CuratedPolicy
from schema.base import Base
from schema.policy import (
    DemonstrationProject,
    DocumentReference,
    DocumentTable,
    Measure,
    MeasureAlignment,
    MeasureOrganization,
    MeasureProject,
    OtherFigure,
    PolicyDocument,
    Target,
    UnlinkedProject,
)
from schema.policy_vocabulary import MeasureRole, RoleBasis
from schema.rows import AnyRow, Row

# A document has fewer measures and demonstration projects than this; ids are document × SIZE + n.
SIZE = 1000


def policy_rows(catalogue: Catalogue) -> Iterator[AnyRow]:
    """Every row of the policy layer, in the order in which they can be stored."""
    policy = catalogue.policy
    documents = {document.slug: document.id for document in policy.documents}
    measures = _measure_ids(policy)
    projects = catalogue.projects.ids
    bodies = {name: body.id for name, body in catalogue.curation.by_spelling.items()}
    yield from _documents(policy, documents)
    yield from _measures(policy, documents, measures)
    yield from _bodies(policy, measures, bodies)
    yield from _targets(policy, documents, measures)
    yield from measure_project_rows(catalogue)
    yield from _other_links(policy, measures, projects)
    yield from _material(policy, documents, projects)


def _measure_ids(policy: CuratedPolicy) -> dict[str, int]:
    """The ids of measures by slug."""
    return {m.slug: policy.document[m.document].id * SIZE + m.position for m in policy.measures}


def _documents(policy: CuratedPolicy, ids: Mapping[str, int]) -> list[PolicyDocument]:
    return [
        PolicyDocument(
            id=document.id,
            slug=document.slug,
            title=document.title,
            is_title_printed=int(document.is_title_printed),
            level=document.level,
            place=document.place,
            kind=document.kind,
            status=document.status,
            document_number=document.number,
            issuers=list(document.issuers),
            issued_on=document.issued_on.text if document.issued_on else None,
            issued_on_precision=document.issued_on.precision if document.issued_on else None,
            contained_in_id=ids[document.contained_in] if document.contained_in else None,
            bases=list(document.bases),
            bases_line=document.bases_line,
            source_file=document.source_file,
            first_line=document.lines.first,
            last_line=document.lines.last,
            contents_line=document.contents_line,
            note=document.note,
        )
        for document in policy.documents
    ]


def _measures(
    policy: CuratedPolicy, documents: Mapping[str, int], ids: Mapping[str, int]
) -> list[Measure]:
    return [
        Measure(
            id=ids[measure.slug],
            slug=measure.slug,
            document_id=documents[measure.document],
            layer=measure.layer,
            kind=measure.kind,
            position=measure.position,
            number=measure.number,
            heading=measure.heading,
            chapter=measure.chapter,
            domain=measure.domain,
            parent_id=ids[measure.parent] if measure.parent else None,
            is_list_open=None if measure.is_list_open is None else int(measure.is_list_open),
            deadlines=list(measure.deadlines),
            deadlines_printed=list(measure.deadlines_printed),
            number_line=measure.number_line,
            first_line=measure.lines.first,
            last_line=measure.lines.last,
            bodies_line=measure.bodies_line,
            note=measure.note,
        )
        for measure in policy.measures
    ]


def _bodies(
    policy: CuratedPolicy, measures: Mapping[str, int], bodies: Mapping[str, int]
) -> list[MeasureOrganization]:
    """The printed bodies, then those that a general clause implies, numbered on from them."""
    rows = [
        MeasureOrganization(
            measure_id=measures[link.measure],
            position=link.position,
            organization_id=bodies[link.body],
            printed_name=link.printed_name,
            role=link.role,
            role_printed=link.role_printed,
            basis=RoleBasis.PRINTED,
            line=link.line,
        )
        for link in policy.bodies
    ]
    printed: dict[str, int] = {}
    names: dict[str, str] = {}
    for link in policy.bodies:
        printed[link.measure] = max(link.position, printed.get(link.measure, 0))
        names.setdefault(link.body, link.printed_name)
    for measure in policy.measures:
        if measure.implied_body is not None and measure.implied_line is not None:
            rows.append(
                MeasureOrganization(
                    measure_id=measures[measure.slug],
                    position=printed.get(measure.slug, 0) + 1,
                    organization_id=bodies[measure.implied_body],
                    printed_name=names.get(measure.implied_body, measure.implied_body),
                    role=MeasureRole.IMPLEMENT,
                    role_printed=None,
                    basis=RoleBasis.IMPLIED,
                    line=measure.implied_line,
                )
            )
    return rows


def _targets(
    policy: CuratedPolicy, documents: Mapping[str, int], measures: Mapping[str, int]
) -> list[Target]:
    ids = {target.code: target.id for target in policy.targets}
    return [
        Target(
            id=target.id,
            code=target.code,
            document_id=documents[target.document],
            measure_id=measures[target.measure] if target.measure else None,
            topic=target.topic,
            subject=target.subject,
            kind=target.kind,
            comparator=target.comparator,
            value=target.value,
            value_max=target.value_max,
            unit=target.unit,
            due=target.due,
            due_year=target.due_year,
            baseline_year=target.baseline_year,
            value_printed=target.value_printed,
            comparator_printed=target.comparator_printed,
            restates_id=ids[target.restates] if target.restates else None,
            line=target.line,
            note=target.note,
        )
        for target in sorted(policy.targets, key=lambda t: (t.restates is not None, t.id))
    ]


def measure_project_rows(catalogue: Catalogue) -> Iterator[Row]:
    """The links of projects to measures."""
    policy = catalogue.policy
    measures = _measure_ids(policy)
    id_of = catalogue.entries.known_id
    for link in policy.links:
        yield Row(
            MeasureProject,
            {
                "measure_id": measures[link.measure],
                "project_id": id_of(link.project),
                "confidence": link.confidence,
                "rank": link.rank,
                "relation": link.relation,
                "term_in_measure": link.term_in_measure,
                "term_in_title": link.term_in_title,
                "neighbours": link.neighbours,
                "project_before_id": id_of(link.project_before) if link.project_before else None,
                "project_after_id": id_of(link.project_after) if link.project_after else None,
                "is_other_domain": int(link.is_other_domain),
                "department_named": link.department_named,
                "measure_line": link.measure_line,
                "project_line": link.project_line,
                "note": link.note,
            },
        )


def _other_links(
    policy: CuratedPolicy, measures: Mapping[str, int], projects: Mapping[str, int]
) -> list[Base]:
    return [
        *(
            UnlinkedProject(
                project_id=projects[left.project],
                candidates=list(left.candidates),
                reason=left.reason,
                project_line=left.project_line,
            )
            for left in policy.unlinked
        ),
        *(
            MeasureAlignment(
                local_measure_id=measures[alignment.local],
                national_measure_id=measures[alignment.national],
                confidence=alignment.confidence,
                term_local=alignment.term_local,
                term_national=alignment.term_national,
                local_line=alignment.local_line,
                national_line=alignment.national_line,
            )
            for alignment in policy.alignments
        ),
    ]


def _material(
    policy: CuratedPolicy, documents: Mapping[str, int], projects: Mapping[str, int]
) -> list[Base]:
    return [
        *(
            DocumentReference(
                id=reference.id,
                document_id=documents[reference.document],
                line=reference.line,
                relation=reference.relation,
                target_kind=reference.target_kind,
                target_printed=reference.target_printed,
                target_number=reference.target_number,
                target_documents=list(reference.target_documents),
                project_id=projects[reference.project] if reference.project else None,
                note=reference.note,
            )
            for reference in policy.references
        ),
        *(
            DemonstrationProject(
                id=documents[project.document] * SIZE + project.seq,
                document_id=documents[project.document],
                seq=project.seq,
                name=project.name,
                direction=project.direction,
                category=project.category,
                region=project.region,
                entities=list(project.entities),
                is_entities_open=int(project.is_open),
                co2_cut=project.co2_cut,
                co2_used=project.co2_used,
                co2_captured=project.co2_captured,
                coal_saved=project.coal_saved,
                comparator=project.comparator,
                facts_printed=list(project.facts_printed),
                first_line=project.lines.first,
                last_line=project.lines.last,
                fragments=project.fragments,
                content_length=project.content_length,
                content_sha256=project.content_sha256,
                note=project.note,
            )
            for project in policy.demonstrations
        ),
        *(
            DocumentTable(
                id=number,
                slug=table.slug,
                document_id=documents[table.document],
                title=table.title,
                form=table.form,
                columns=list(table.columns),
                row_count=table.row_count,
                is_standards_list=int(table.is_standards_list),
                title_line=table.title_line,
                first_line=table.lines.first,
                last_line=table.lines.last,
                header_lines=list(table.header_lines),
                broken_rows=list(table.broken_rows),
                note=table.note,
            )
            for number, table in enumerate(policy.tables, start=1)
        ),
        *(
            OtherFigure(
                id=figure.id,
                document_id=documents[figure.document],
                line=figure.line,
                printed=figure.printed,
                reason=figure.reason,
            )
            for figure in policy.figures
        ),
    ]
