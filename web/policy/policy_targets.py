"""The page of targets: all of them in one table, and the same subject of several documents side by
side."""

from itertools import combinations

from web.policy.reading import document_label, label, measure_url, target_text
from web.store import Row, Store


async def targets(store: Store) -> dict[str, object]:
    """What the page of targets shows."""
    rows = await store.rows(
        """
        select targets.*, policy_documents.slug as document_slug, policy_documents.level,
               policy_documents.place, policy_documents.kind as document_kind,
               policy_documents.title, measures.slug as measure_slug, measures.number,
               measures.heading, restated.code as restates
        from targets
        join policy_documents on policy_documents.id = targets.document_id
        left join measures on measures.id = targets.measure_id
        left join targets as restated on restated.id = targets.restates_id
        order by targets.id
        """
    )
    for row in rows:
        row["text"] = target_text(row)
        row["document_label"] = document_label(row | {"kind": row["document_kind"]})
        row["measure_label"] = label(row) if row["measure_slug"] else ""
        row["measure_url"] = measure_url(row["measure_slug"]) if row["measure_slug"] else ""
    return {"targets": rows, "topics": _topics(rows)}


def _topics(rows: list[Row]) -> list[dict[str, object]]:
    """The subjects that several documents have, each with its targets and whether they agree.

    An increase and a level of the same subject are two topics.
    """
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if row["topic"]:
            groups.setdefault((row["topic"], row["kind"]), []).append(row)
    return [
        {"topic": topic, "kind": kind, "targets": found, "agreement": agreement(found)}
        for (topic, kind), found in groups.items()
        if len({row["document_id"] for row in found}) > 1
    ]


def agreement(targets: list[Row]) -> str:
    """Whether the targets of a topic agree: 一致; 措辞不同 where only the comparing words differ;
    数值不同; 期限不同 where no two documents speak of the same term.

    Compared are a target with the one that it restates, and documents of the same term: they
    agree if they have a value in common.
    """
    known = {row["id"]: row for row in targets}
    pairs = [
        ({_value(row)}, {_value(known[row["restates_id"]])})
        for row in targets
        if row["restates_id"] in known
    ]
    terms: dict[str, dict[int, set[tuple[object, ...]]]] = {}
    for row in targets:
        if row["due"]:
            terms.setdefault(row["due"], {}).setdefault(row["document_id"], set()).add(_value(row))
    for values in terms.values():
        pairs += combinations(values.values(), 2)
    if not pairs:
        return "期限不同"
    if any(not _values(one) & _values(other) for one, other in pairs):
        return "数值不同"
    return "一致" if all(one & other for one, other in pairs) else "措辞不同"


def _value(target: Row) -> tuple[object, ...]:
    return target["value"], target["value_max"], target["unit"], target["comparator"]


def _values(values: set[tuple[object, ...]]) -> set[tuple[object, ...]]:
    """Values without their comparing words."""
    return {value[:3] for value in values}
