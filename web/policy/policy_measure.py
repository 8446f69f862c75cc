"""The page of a measure: who answers for it, what carries it out, who answers it locally."""

import json
from collections import Counter
from dataclasses import dataclass, field

from schema.counts import BEHIND
from schema.policy_vocabulary import LinkConfidence
from schema.vocabulary import CountSubject
from web.counts import by_value
from web.policy.reading import (
    NEIGHBOURS,
    RELATIONS,
    bar,
    document_label,
    label,
    measure_url,
    statuses_counted,
    target_text,
)
from web.store import Context, Row, Store, projects_url, texts

# Of the projects of each kind, a page shows so many; all are in the table.
LISTED = 200
ROLES = ("牵头", "召集人", "副召集人", "负责", "文中载明", "配合", "成员", "落实")


async def find_measure(store: Store, key: str) -> Row | None:
    """A measure by its slug or its number."""
    return await store.row(
        "select * from measures where slug = :key or id = :key",
        key=int(key) if key.isdigit() else key,
    )


async def measure_page(store: Store, key: str) -> Context | None:
    """What the page of a measure shows."""
    measure = await find_measure(store, key)
    if measure is None:
        return None
    number = measure["id"]
    measure["label"] = label(measure)
    measure["deadlines_printed"] = texts(measure["deadlines_printed"])
    document = await store.row(
        "select * from policy_documents where id = :id", id=measure["document_id"]
    )
    assert document is not None
    document["label"] = document_label(document)
    linked = {
        confidence.value: await statuses_counted(
            store, CountSubject.MEASURE, number, confidence.value
        )
        for confidence in LinkConfidence
    }
    counts: Counter[str] = Counter()
    for of_confidence in linked.values():
        counts.update(of_confidence)
    # What a local measure depends on: the projects of the national measures that it answers.
    national = await _aligned(store, number, "local", "national")
    behind = await by_value(store, CountSubject.MEASURE, BEHIND, number)
    return {
        "measure": measure,
        "document": document,
        "roles": await _roles(store, number),
        "parent": await _neighbour(store, "id = :id", measure["parent_id"]),
        "children": await _labelled(
            store, "select * from measures where parent_id = :id order by id", number
        ),
        "explicit": await _projects(store, [number], LinkConfidence.EXPLICIT),
        "inferred": await _projects(store, [number], LinkConfidence.INFERRED),
        "counts": {
            "explicit": sum(linked[LinkConfidence.EXPLICIT].values()),
            "inferred": sum(linked[LinkConfidence.INFERRED].values()),
            "depends": sum(behind.values()),
        },
        "projects_url": projects_url(_measures=number),
        "answers": await _aligned(store, number, "national", "local"),
        "national": national,
        "depends": await _projects(store, [one["id"] for one in national]),
        "bar": bar(counts or {status: found for status, found in behind.items() if status}),
        "targets": await _targets(store, number),
        "before": await _neighbour(
            store, "document_id = :document and position = :id", measure["position"] - 1, document
        ),
        "after": await _neighbour(
            store, "document_id = :document and position = :id", measure["position"] + 1, document
        ),
        "unlinked": await _unlinked(store, measure["slug"]),
    }


async def _roles(store: Store, measure_id: int) -> list[dict[str, object]]:
    """The bodies by role, in the order of how much they answer for."""
    rows = await store.rows(
        """
        select link.role, link.basis, link.printed_name, organizations.id, organizations.name
        from measure_organizations as link
        join organizations on organizations.id = link.organization_id
        where measure_id = :id order by link.position
        """,
        id=measure_id,
    )
    known = [*ROLES, *sorted({row["role"] for row in rows} - set(ROLES))]
    return [
        {"role": role, "bodies": [row for row in rows if row["role"] == role]}
        for role in known
        if any(row["role"] == role for row in rows)
    ]


@dataclass(frozen=True)
class DocumentMeasures:
    """A policy document, and those of its measures that a body answers for."""

    slug: str
    label: str
    measures: list[Row] = field(default_factory=list)


async def body_measures(store: Store, organization_id: int) -> list[DocumentMeasures]:
    """The measures that a body answers for, by document, each with its role."""
    rows = await store.rows(
        """
        select measures.*, link.role, link.basis, link.printed_name,
               policy_documents.slug as document_slug, policy_documents.place,
               policy_documents.kind as document_kind, policy_documents.title
        from measure_organizations as link
        join measures on measures.id = link.measure_id
        join policy_documents on policy_documents.id = measures.document_id
        where link.organization_id = :id
        order by measures.document_id, measures.position, link.position
        """,
        id=organization_id,
    )
    documents: dict[str, DocumentMeasures] = {}
    for row in rows:
        row["label"] = label(row)
        row["url"] = measure_url(row["slug"])
        found = documents.setdefault(
            row["document_slug"],
            DocumentMeasures(
                row["document_slug"], document_label(row | {"kind": row["document_kind"]})
            ),
        )
        found.measures.append(row)
    return list(documents.values())


async def project_measures(store: Store, project_id: int) -> list[Row]:
    """The measures that a project carries out, the main one first, with what that rests on."""
    rows = await store.rows(
        """
        select link.*, measures.slug, measures.number, measures.heading,
               policy_documents.title as document_title, policy_documents.slug as document_slug
        from measure_projects as link
        join measures on measures.id = link.measure_id
        join policy_documents on policy_documents.id = measures.document_id
        where link.project_id = :id order by link.rank = '次要', measures.id
        """,
        id=project_id,
    )
    for row in rows:
        row["label"] = label(row)
        row["url"] = measure_url(row["slug"])
        row["basis"] = basis(row)
    return rows


async def unlinked_project(store: Store, project_id: int) -> Row | None:
    """Why a project stands under no measure, with those that come close; None if it has one."""
    found = await store.row("select * from unlinked_projects where project_id = :id", id=project_id)
    if found is not None:
        found["candidates"] = await _labelled(
            store,
            "select measures.* from unlinked_projects, json_each(candidates) as candidate "
            "join measures on measures.slug = candidate.value where project_id = :id "
            "order by measures.id",
            project_id,
        )
    return found


async def _projects(
    store: Store, measures: list[int], confidence: LinkConfidence | None = None
) -> list[Row]:
    """The first projects that carry measures out, those of the first measure first and each once,
    with what that rests on, in words; with ``confidence`` those that are linked so."""
    rows = await store.rows(
        """
        select projects.id, projects.code, projects.title, projects.year, projects.mandate,
               projects.project_type, projects.domain, projects.status,
               projects.standard_numbers, projects.evidence_rank, link.confidence, link.rank,
               link.relation,
               link.term_in_measure, link.term_in_title, link.neighbours, link.is_other_domain,
               link.note, link.project_line
        from measure_projects as link join projects on projects.id = link.project_id
        where measure_id in (select value from json_each(:measures))
          and (:confidence is null or link.confidence = :confidence)
          and not exists (
            select 1 from measure_projects as earlier
            where earlier.project_id = link.project_id and earlier.measure_id < link.measure_id
              and earlier.measure_id in (select value from json_each(:measures))
          )
        order by measure_id, projects.id limit :listed
        """,
        measures=json.dumps(measures),
        confidence=confidence,
        listed=LISTED,
    )
    for row in rows:
        row["standard_numbers"] = texts(row["standard_numbers"])
        row["basis"] = basis(row)
    return rows


def basis(link: Row) -> str:
    """What a link rests on, in words."""
    parts = []
    if link["term_in_measure"] and link["term_in_title"]:
        parts.append(f"举措称“{link['term_in_measure']}”，名称含“{link['term_in_title']}”")
    elif link["term_in_measure"]:
        parts.append(f"举措称“{link['term_in_measure']}”")
    if link["relation"] in RELATIONS:
        parts.append(RELATIONS[link["relation"]])
    else:
        parts.append("举措没有点名，据所在领域与清单次序")
    if link["neighbours"] in NEIGHBOURS:
        parts.append(NEIGHBOURS[link["neighbours"]])
    if link["is_other_domain"]:
        parts.append("项目领域与举措所在章不同，为次要举措")
    if link["note"]:
        parts.append(link["note"])
    return "；".join(parts)


async def _aligned(store: Store, measure_id: int, from_: str, to: str) -> list[Row]:
    """The measures on the other side of the alignments of a measure."""
    rows = await store.rows(
        f"""
        select measures.*, link.confidence, link.term_local, link.term_national,
               policy_documents.slug as document_slug, policy_documents.place,
               policy_documents.kind as document_kind, policy_documents.title,
               (select coalesce(sum(counted), 0) from counts
                where subject = :measure and subject_id = measures.id
                  and dimension = 'status') as projects
        from measure_alignments as link
        join measures on measures.id = link.{to}_measure_id
        join policy_documents on policy_documents.id = measures.document_id
        where link.{from_}_measure_id = :id
        order by measures.id
        """,
        id=measure_id,
        measure=CountSubject.MEASURE.value,
    )
    for row in rows:
        row["label"] = label(row)
        row["url"] = measure_url(row["slug"])
        row["document_label"] = document_label(row | {"kind": row["document_kind"]})
        row["projects_url"] = projects_url(_measures=row["id"])
    return rows


async def _targets(store: Store, measure_id: int) -> list[Row]:
    rows = await store.rows(
        "select * from targets where measure_id = :id order by id", id=measure_id
    )
    for row in rows:
        row["text"] = target_text(row)
    return rows


async def _neighbour(
    store: Store, condition: str, value: int | None, document: Row | None = None
) -> Row | None:
    if value is None:
        return None
    found = await store.row(
        f"select * from measures where {condition}",
        id=value,
        document=document["id"] if document else None,
    )
    return found | {"label": label(found), "url": measure_url(found["slug"])} if found else None


async def _labelled(store: Store, sql: str, number: int) -> list[Row]:
    rows = await store.rows(sql, id=number)
    return [row | {"label": label(row), "url": measure_url(row["slug"])} for row in rows]


async def _unlinked(store: Store, slug: str) -> list[Row]:
    """The first projects that might carry the measure out, and could not be decided; each row with
    the number of all, ``projects``."""
    return await store.rows(
        """
        select projects.code, projects.title, unlinked_projects.reason,
               count(*) over () as projects
        from unlinked_projects
        join json_each(unlinked_projects.candidates) as candidate
        join projects on projects.id = unlinked_projects.project_id
        where candidate.value = :slug order by projects.id limit :listed
        """,
        slug=slug,
        listed=LISTED,
    )
