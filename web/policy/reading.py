"""What several policy pages read of the catalogue, and how they name it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypedDict

from schema.measure_labels import measure_label
from schema.policy_vocabulary import LinkConfidence
from schema.vocabulary import CountSubject
from web.counts import by_value
from web.store import NUMBERED, STATUSES, Row, Store, projects_url

# How a link from a project to a measure is explained, by the relation of the two terms.
RELATIONS = {
    "同名": "两处用词相同",
    "同义": "两处用词同义",
    "属类": "名称所指属于举措所称的一类",
    "仅及类别": "举措只点到类别",
}
NEIGHBOURS = {
    "两侧同属": "清单中前后最近的明确项目都属本举措",
    "一侧同属": "清单中前后最近的明确项目有一个属本举措",
    "不合清单次序": "与清单次序不合",
}


def label(measure: Row) -> str:
    """Number and heading of a measure, as it is cited."""
    return measure_label(measure["number"], measure["heading"])


def document_label(document: Row) -> str:
    """A document in few words: place and kind, or its title where it is of no place."""
    if document["place"]:
        return f"{document['place']}{document['kind']}"
    return str(document["title"])


def measure_url(slug: str) -> str:
    return f"/policy/measures/{slug}"


async def measures_of(store: Store, document_id: int) -> list[Row]:
    """The measures of a document in printed order, with their labels and addresses."""
    rows = await store.rows(
        "select * from measures where document_id = :id order by position", id=document_id
    )
    for row in rows:
        row["label"] = label(row)
        row["url"] = measure_url(row["slug"])
    return rows


async def bodies_of(store: Store, document_id: int) -> dict[int, list[Row]]:
    """The printed bodies of each measure of a document, in printed order."""
    rows = await store.rows(
        """
        select link.measure_id, link.role, link.printed_name, organizations.id,
               organizations.name
        from measures
        join measure_organizations as link on link.measure_id = measures.id
        join organizations on organizations.id = link.organization_id
        where measures.document_id = :id and link.basis = '载明'
        order by link.measure_id, link.position
        """,
        id=document_id,
    )
    return _by(rows, "measure_id")


async def progress_of(store: Store, document_id: int) -> dict[int, Row]:
    """For each measure of a document: number of its projects, of those named in it, of those whose
    standard is known by its number, and a bar of what became of them."""
    rows = await store.rows(
        """
        select measures.id as measure_id, value as status, sum(counted) as projects,
               sum(case when part = :explicit then counted else 0 end) as explicit
        from measures
        join counts on subject = :subject and subject_id = measures.id and dimension = 'status'
        where measures.document_id = :id
        group by measures.id, value
        """,
        id=document_id,
        subject=CountSubject.MEASURE.value,
        explicit=LinkConfidence.EXPLICIT.value,
    )
    return {
        measure: {
            "projects": sum(row["projects"] for row in found),
            "explicit": sum(row["explicit"] for row in found),
            "numbered": sum(row["projects"] for row in found if row["status"] in NUMBERED),
            "bar": bar({row["status"]: row["projects"] for row in found}),
            "url": projects_url(_measures=measure),
        }
        for measure, found in _by(rows, "measure_id").items()
    }


async def answers_to(store: Store, document_id: int) -> dict[int, list[Row]]:
    """The local measures that answer each measure of a document, provinces before cities."""
    rows = await store.rows(
        """
        select link.national_measure_id, link.confidence, link.term_local, link.term_national,
               measures.id, measures.slug, measures.number, measures.heading,
               measures.document_id, policy_documents.slug as document_slug,
               policy_documents.level, policy_documents.place, policy_documents.kind,
               policy_documents.title
        from measures as national
        join measure_alignments as link on link.national_measure_id = national.id
        join measures on measures.id = link.local_measure_id
        join policy_documents on policy_documents.id = measures.document_id
        where national.document_id = :id
        order by policy_documents.level = '市', policy_documents.id, measures.position
        """,
        id=document_id,
    )
    for row in rows:
        row["label"] = label(row)
        row["url"] = measure_url(row["slug"])
        row["document_label"] = document_label(row)
    return _by(rows, "national_measure_id")


def bar(counts: dict[str, int]) -> list[dict[str, object]]:
    """The segments of a bar of statuses, in hundredths of its width; each with its series."""
    total = sum(counts.values())
    known = [*STATUSES, *sorted(set(counts) - set(STATUSES))]
    start, segments = 0.0, []
    for number, status in enumerate(known, start=1):
        if counts.get(status):
            width = counts[status] * 100 / total
            segments.append(
                {
                    "status": status,
                    "series": min(number, len(STATUSES)),
                    "value": counts[status],
                    "start": round(start, 3),
                    "width": round(width, 3),
                }
            )
            start += width
    return segments


class Chapter(TypedDict):
    """A chapter as printed, None where none is, and its measures."""

    chapter: str | None
    measures: list[Row]


def chapters(measures: Sequence[Row]) -> list[Chapter]:
    """Measures grouped by their chapters, in printed order. A measure whose chapter is but the
    measure that it belongs to stands in the group of that one."""
    labels = {measure["id"]: "".join(measure["label"].split()) for measure in measures}
    groups: list[Chapter] = []
    for measure in measures:
        last = "".join((measure["chapter"] or "").rpartition(" / ")[2].split())
        is_below = bool(groups) and last == labels.get(measure["parent_id"])
        if not groups or (not is_below and groups[-1]["chapter"] != measure["chapter"]):
            groups.append({"chapter": measure["chapter"], "measures": []})
        groups[-1]["measures"].append(measure)
    return groups


async def statuses_of(store: Store) -> list[dict[str, object]]:
    """The statuses that projects have, each with its series in bars: the key to all of them."""
    counts = await statuses_counted(store, CountSubject.CATALOGUE)
    return bar(dict.fromkeys(counts, 1))


async def statuses_counted(
    store: Store, subject: CountSubject, number: int = 0, part: str = ""
) -> dict[str, int]:
    """How many projects of a subject have each status."""
    counts = await by_value(store, subject, "status", number, part)
    return {status: count for status, count in counts.items() if status is not None}


def target_text(target: Row) -> str:
    """A target's value in words: ≥ 25 %, 20–30 万亩."""
    signs = {">=": "≥ ", ">": "> ", "<=": "≤ ", "<": "< ", "~": "约 "}
    sign = signs.get(target["comparator"], "")
    number = f"{target['value']:g}"
    if target["value_max"] is not None:
        number += f"–{target['value_max']:g}"
    return f"{sign}{number} {target['unit']}"


def _by(rows: Iterable[Row], column: str) -> dict[int, list[Row]]:
    groups: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[column]].append(row)
    return dict(groups)
