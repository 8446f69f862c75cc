"""The page of a policy document: its measures in order, and what carries them out."""

from schema.vocabulary import CountSubject
from web.policy.policy_plan import plans
from web.policy.reading import (
    bar,
    bodies_of,
    chapters,
    document_label,
    label,
    measure_url,
    measures_of,
    progress_of,
    statuses_of,
    target_text,
)
from web.store import Context, Row, Store, projects_url, texts


async def document_page(store: Store, key: str) -> Context | None:
    """What the page of a document shows; ``key`` is its slug or number."""
    document = await store.row(
        "select * from policy_documents where slug = :key or id = :key",
        key=int(key) if key.isdigit() else key,
    )
    if document is None:
        return None
    number = document["id"]
    document["label"] = document_label(document)
    for column in ("issuers", "bases"):
        document[column] = texts(document[column])
    measures = await measures_of(store, number)
    bodies = await bodies_of(store, number)
    progress = await progress_of(store, number)
    answered = await _answered(store, number)
    depths: dict[int, int] = {}
    for measure in measures:
        parent = measure["parent_id"]
        depths[measure["id"]] = depths[parent] + 1 if parent in depths else 0
        measure["depth"] = min(depths[measure["id"]], 3)
        measure["bodies"] = bodies.get(measure["id"], [])
        measure["progress"] = progress.get(measure["id"])
        measure["national"] = answered.get(measure["id"], [])
        measure["deadlines_printed"] = texts(measure["deadlines_printed"])
    targets = await store.rows(
        "select * from targets where document_id = :id order by id", id=number
    )
    for target in targets:
        target["text"] = target_text(target)
    return {
        "document": document,
        "chapters": chapters(measures),
        "measures": measures,
        "with_deadlines": any(measure["deadlines_printed"] for measure in measures),
        "is_local": document["level"] in ("省", "市"),
        "with_national": bool(answered),
        "with_projects": bool(progress),
        "uncovered": await _uncovered(store, number) if answered else [],
        "implied": await _implied(store, number),
        "targets": targets,
        "contained_in": await _one(store, document["contained_in_id"]),
        "contains": await _contained(store, number),
        "list": await _list(store, document["title"]),
        "references": await _references(store, number),
        "demonstrations": await store.value(
            "select count(*) from demonstration_projects where document_id = :id", id=number
        ),
        "statuses": await statuses_of(store),
    }


async def _answered(store: Store, document_id: int) -> dict[int, list[Row]]:
    """The national measures that each measure of a local document answers, with the projects
    behind them and what became of those."""
    rows = await store.rows(
        """
        select link.local_measure_id, link.confidence, national.id, national.slug,
               national.number, national.heading
        from measures
        join measure_alignments as link on link.local_measure_id = measures.id
        join measures as national on national.id = link.national_measure_id
        where measures.document_id = :id order by measures.position, national.id
        """,
        id=document_id,
    )
    statuses = await store.rows(
        """
        select subject_id as measure_id, value as status, sum(counted) as projects
        from counts
        where subject = :subject and dimension = 'status' and subject_id in (
          select national_measure_id from measure_alignments
          join measures on measures.id = local_measure_id where document_id = :id
        )
        group by subject_id, value
        """,
        id=document_id,
        subject=CountSubject.MEASURE.value,
    )
    counts: dict[int, dict[str, int]] = {}
    for row in statuses:
        counts.setdefault(row["measure_id"], {})[row["status"]] = row["projects"]
    found: dict[int, list[Row]] = {}
    for row in rows:
        row["label"] = label(row)
        row["url"] = measure_url(row["slug"])
        of_measure = counts.get(row["id"], {})
        row["projects"] = sum(of_measure.values())
        row["bar"] = bar(of_measure)
        row["projects_url"] = projects_url(_measures=row["id"])
        found.setdefault(row["local_measure_id"], []).append(row)
    return found


async def _uncovered(store: Store, document_id: int) -> list[Row]:
    """The measures of the plans that the document answers in part, which it leaves out."""
    covered = await store.rows(
        """
        select distinct national_measure_id as id from measure_alignments
        join measures on measures.id = local_measure_id where document_id = :id
        """,
        id=document_id,
    )
    answered = {row["id"] for row in covered}
    left = []
    for plan in await plans(store):
        measures = await measures_of(store, plan["id"])
        if any(measure["id"] in answered for measure in measures):
            progress = await progress_of(store, plan["id"])
            left += [
                measure | {"progress": progress.get(measure["id"])}
                for measure in measures
                if measure["id"] not in answered
            ]
    return left


async def _implied(store: Store, document_id: int) -> list[Row]:
    """The bodies that must carry out every measure that follows a clause."""
    return await store.rows(
        """
        select organizations.id, organizations.name, link.line, count(*) as measures
        from measures
        join measure_organizations as link on link.measure_id = measures.id
        join organizations on organizations.id = link.organization_id
        where measures.document_id = :id and link.basis = '连带'
        group by organizations.id, link.line
        """,
        id=document_id,
    )


async def _list(store: Store, title: str) -> Row | None:
    """The list of projects that a document is, by its title; blanks are the typesetter's."""
    return await store.row(
        "select slug, title, row_count from lists "
        "where replace(title, ' ', '') = replace(:title, ' ', '')",
        title=title,
    )


async def _one(store: Store, document_id: int | None) -> Row | None:
    found = await store.row("select * from policy_documents where id = :id", id=document_id)
    return found | {"label": document_label(found)} if found else None


async def _contained(store: Store, document_id: int) -> list[Row]:
    rows = await store.rows(
        "select * from policy_documents where contained_in_id = :id order by id", id=document_id
    )
    return [row | {"label": document_label(row)} for row in rows]


async def _references(store: Store, document_id: int) -> list[Row]:
    """What the document names, each thing once, with the documents of the catalogue meant."""
    rows = await store.rows(
        """
        select relation, target_kind, target_printed, target_number, target_documents,
               group_concat(line, '、') as lines
        from document_references where document_id = :id and relation <> '自称'
        group by relation, target_printed, target_number
        order by relation not in ('落实', '依据'), min(id)
        """,
        id=document_id,
    )
    for row in rows:
        row["target_documents"] = texts(row["target_documents"])
    return rows
