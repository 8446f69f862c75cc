"""The action plan on one page: its measures, how far they are, and who answers them locally."""

from dataclasses import dataclass, field

from schema.policy_vocabulary import LinkConfidence
from schema.vocabulary import CountSubject
from web.policy.reading import (
    answers_to,
    bar,
    bodies_of,
    chapters,
    document_label,
    measures_of,
    progress_of,
    statuses_counted,
    statuses_of,
    target_text,
)
from web.store import STATUSES, Context, Row, Store, texts


async def plan_page(store: Store) -> Context:
    """What the page of the plan shows; each plan whose measures projects carry out, the newest
    first."""
    documents = await plans(store)
    return {"plans": [await _plan(store, document) for document in documents]}


async def plans(store: Store) -> list[Row]:
    """The documents whose measures are carried out by projects."""
    rows = await store.rows(
        """
        select * from policy_documents
        where id in (select subject_id from counts where subject = :documents)
        order by issued_on desc, id
        """,
        documents=CountSubject.DOCUMENT.value,
    )
    for row in rows:
        row["issuers"] = texts(row["issuers"])
    return rows


async def short_plan(store: Store) -> dict[str, object] | None:
    """The newest plan in few lines, for the home page; None where there is none."""
    found = await plans(store)
    if not found:
        return None
    measures = await measures_of(store, found[0]["id"])
    progress = await progress_of(store, found[0]["id"])
    for measure in measures:
        measure["progress"] = progress.get(measure["id"])
    return {
        "document": found[0],
        "chapters": chapters(measures),
        "measures": len(measures),
        "with_projects": sum(measure["progress"] is not None for measure in measures),
    }


async def _plan(store: Store, document: Row) -> dict[str, object]:
    number = document["id"]
    measures = await measures_of(store, number)
    bodies = await bodies_of(store, number)
    progress = await progress_of(store, number)
    answers = await answers_to(store, number)
    targets = await store.rows(
        "select * from targets where document_id = :id order by id", id=number
    )
    for target in targets:
        target["text"] = target_text(target)
    for measure in measures:
        measure["bodies"] = bodies.get(measure["id"], [])
        measure["progress"] = progress.get(measure["id"])
        measure["answers"] = answers.get(measure["id"], [])
        measure["targets"] = [t for t in targets if t["measure_id"] == measure["id"]]
    locals_ = await _local_documents(store, measures)
    return {
        "document": document,
        "chapters": chapters(measures),
        "measure_count": len(measures),
        "with_projects": sum(measure["progress"] is not None for measure in measures),
        "figures": await _figures(store, number),
        "targets": targets,
        "locals": locals_,
        "above": await _above(store, document),
        "statuses": await statuses_of(store),
    }


async def _figures(store: Store, document_id: int) -> dict[str, object]:
    """How many projects carry the plan out, and what became of them; each project once."""
    counts = await statuses_counted(store, CountSubject.DOCUMENT, document_id)
    named = LinkConfidence.EXPLICIT.value
    explicit = await statuses_counted(store, CountSubject.DOCUMENT, document_id, named)
    projects = sum(counts.values())
    found = sum(counts.get(status, 0) for status in STATUSES[:2])
    return {
        "explicit": sum(explicit.values()),
        "projects": projects,
        "bar": bar(counts),
        "verified": counts.get(STATUSES[0], 0),
        "numbered": found,
        "stated": counts.get(STATUSES[2], 0),
        "share": round(found * 100 / projects) if projects else 0,
    }


@dataclass
class LocalDocument:
    """A local document that answers a plan: ``answered`` are numbers of measures of the plan,
    ``local`` those of its own that answer, of ``measures`` that it has; ``unanswered`` are the
    other measures of the plan, ``bases`` what it says it implements."""

    slug: str
    label: str
    level: str
    place: str
    answered: set[int] = field(default_factory=set)
    local: set[int] = field(default_factory=set)
    unanswered: list[Row] = field(default_factory=list)
    measures: int = 0
    bases: list[str] = field(default_factory=list)


async def _local_documents(store: Store, measures: list[Row]) -> list[LocalDocument]:
    """The local documents that answer the plan: how many measures each answers, and which not."""
    found: dict[int, LocalDocument] = {}
    for measure in measures:
        for answer in measure["answers"]:
            one = found.setdefault(
                answer["document_id"],
                LocalDocument(
                    answer["document_slug"],
                    answer["document_label"],
                    answer["level"],
                    answer["place"],
                ),
            )
            one.answered.add(measure["id"])
            one.local.add(answer["id"])
    counts = await store.rows(
        "select document_id, count(*) as measures from measures group by document_id"
    )
    totals = {row["document_id"]: row["measures"] for row in counts}
    bases = await _bases(store)
    for number, one in found.items():
        one.unanswered = [m for m in measures if m["id"] not in one.answered]
        one.measures, one.bases = totals[number], bases.get(number, [])
    return [found[number] for number in sorted(found, key=lambda n: (found[n].level == "市", n))]


async def _bases(store: Store) -> dict[int, list[str]]:
    """What each document says it implements, its documents of this catalogue by their labels."""
    rows = await store.rows("select * from policy_documents")
    labels = {row["slug"]: document_label(row) for row in rows}
    return {row["id"]: [labels.get(base, base) for base in texts(row["bases"])] for row in rows}


async def _above(store: Store, document: Row) -> list[Row]:
    """What the plan says it implements, and the document that issued it."""
    rows = await store.rows(
        """
        select distinct target_printed as title, target_number as number, relation
        from document_references
        where document_id = :id and relation in ('落实', '依据')
        order by id
        """,
        id=document["id"],
    )
    issued = await store.row(
        "select * from policy_documents where id = :id", id=document["contained_in_id"]
    )
    if issued is not None:
        document["issued_in"] = issued | {"label": document_label(issued)}
    return rows
