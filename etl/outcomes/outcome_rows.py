"""The rows of the tables on outcomes: links, replacements, evidence, and events."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any

from etl.outcomes.coverage import Coverage
from etl.outcomes.events import Event, EventSubject
from etl.outcomes.evidence_rank import judged_pages, rank_of
from etl.outcomes.loading import Outcome
from etl.outcomes.outcome_store import Outcomes
from etl.outcomes.sites import Sites
from etl.scratch import in_order
from schema.all_tables import Base
from schema.evidence import EvidencePage
from schema.evidence import Site as SiteRow
from schema.numbers import StandardNumber, standard_id
from schema.outcomes import (
    Event as EventRow,
)
from schema.outcomes import (
    EventSubject as EventSubjectRow,
)
from schema.outcomes import (
    ProjectOutcome,
    StandardRelation,
)
from schema.rows import Row
from schema.vocabulary import (
    Confidence,
    EventScope,
    Extent,
    OutcomeRelation,
    ProjectType,
)


def outcome_rows(
    outcomes: Outcomes,
    id_of: Callable[[str], int],
    type_of: Callable[[str], str | None],
    sites: Sites,
) -> Iterator[Row]:
    """The links from projects to standards, project by project, and then those from standards to
    those that they replace.

    ``id_of`` and ``type_of`` give the record and 制修订 of a project code. A project listed as 修订
    revises what its result replaces wholly; one listed as 制定 is not said to revise anything.
    """
    ordered = outcomes.sorted_by(lambda outcome: (id_of(outcome.project), 0))
    for project, mine in groupby(ordered, key=lambda outcome: outcome.project):
        yield from _links(id_of(project), partial(_revises, project, type_of), mine, sites)
    stated = (
        (
            standard_id(outcome.number),
            standard_id(replaced.number),
            (str(replaced.extent), str(replaced.basis), outcome.evidence, outcome.entry_id),
        )
        for outcome in outcomes
        for replaced in outcome.replaces
    )
    for (new, old), same in groupby(in_order(stated), key=itemgetter(0, 1)):
        _, _, (extent, basis, evidence, entry) = next(same)
        yield Row(
            StandardRelation,
            {
                "standard_id": new,
                "replaced_id": old,
                "extent": extent,
                "basis": basis,
                "evidence": list(evidence),
                "entry_id": entry,
            },
        )


def _revises(project: str, type_of: Callable[[str], str | None]) -> bool:
    return type_of(project) == ProjectType.REVISE


def _links(
    project_id: int, revises: Callable[[], bool], outcomes: Iterable[Outcome], sites: Sites
) -> Iterator[Row]:
    """The links of one project to standards, in their order."""
    links: dict[tuple[int, str], dict[str, Any]] = {}
    for outcome in outcomes:
        _link(links, project_id, outcome.number, OutcomeRelation.RESULT, outcome, sites)
        for replaced in outcome.replaces:
            if replaced.extent is Extent.WHOLLY and revises():
                _link(links, project_id, replaced.number, OutcomeRelation.REVISES, outcome, sites)
    for key in sorted(links):
        yield Row(ProjectOutcome, links[key])


def _link(
    links: dict[tuple[int, str], dict[str, Any]],
    project_id: int,
    number: StandardNumber,
    relation: OutcomeRelation,
    outcome: Outcome,
    sites: Sites,
) -> None:
    """Add a link; the same link from a second row has the addresses and surety of both. Where the
    number was seen is said of results: a replaced standard has its evidence from its successor."""
    record = standard_id(number)
    known = links.get((record, relation))
    if known is None:
        is_result = relation is OutcomeRelation.RESULT
        links[record, relation] = {
            "project_id": project_id,
            "standard_id": record,
            "relation": relation,
            "confidence": outcome.confidence,
            "evidence": list(outcome.evidence),
            "note": outcome.note or None if is_result else None,
            "entry_id": outcome.entry_id,
            "evidence_rank": rank_of(outcome, sites) if is_result else None,
        }
        return
    known["entry_id"] = known["entry_id"] or outcome.entry_id
    known["evidence"] = list(dict.fromkeys((*known["evidence"], *outcome.evidence)))
    if outcome.is_verified:
        known["confidence"] = Confidence.HIGH


def site_rows(sites: Sites) -> list[Base]:
    """The web sites in the order of their names."""
    return [
        SiteRow(
            host=site.host,
            name=site.name or None,
            kind=site.kind,
            reason=site.reason,
            is_linked=int(site.linked),
        )
        for site in sorted(sites.sites, key=lambda site: site.host)
    ]


def evidence_rows(outcomes: Outcomes, id_of: Callable[[str], int], sites: Sites) -> Iterator[Row]:
    """The pages given as evidence for results, each with what it counts as."""
    for outcome in outcomes.sorted_by(lambda it: (id_of(it.project), standard_id(it.number))):
        for position, page in enumerate(judged_pages(outcome, sites), start=1):
            yield Row(
                EvidencePage,
                {
                    "project_id": id_of(outcome.project),
                    "standard_id": standard_id(outcome.number),
                    "position": position,
                    "address": page.address,
                    "host": page.site.host,
                    "kind": page.site.kind,
                    "printed_number": page.printed_number,
                    "is_counted": int(page.is_counted),
                    "reason": page.reason,
                },
            )


def event_rows(
    events: Sequence[Event],
    coverage: Coverage,
    notices: Mapping[str, int],
    lists: Mapping[str, int],
    ids: Mapping[str, int],
) -> list[Base]:
    """The events in the order of their numbers, then what they speak of. ``coverage`` is that of
    ``events``; ``notices``, ``lists`` and ``ids`` map slugs and codes to records."""
    slugs = {event.slug: event.id for event in events}
    ordered = sorted(events, key=lambda event: event.id)
    rows: list[Base] = [
        EventRow(
            id=event.id,
            slug=event.slug,
            kind=event.kind,
            stated_on=event.date.text,
            stated_on_precision=event.date.precision,
            stated_by=event.stated_by,
            statement=event.statement,
            source=event.source,
            evidence=event.evidence,
            contradicts_id=slugs[event.contradicts] if event.contradicts else None,
        )
        for event in ordered
    ]
    for event in ordered:
        for position, subject in enumerate(event.subjects, start=1):
            rows.append(
                EventSubjectRow(
                    event_id=event.id,
                    position=position,
                    **_subject(subject, notices, lists, ids),
                    stated_count=subject.count,
                    counted=coverage.count(subject),
                )
            )
    return rows


def _subject(
    subject: EventSubject,
    notices: Mapping[str, int],
    lists: Mapping[str, int],
    ids: Mapping[str, int],
) -> dict[str, object]:
    assert subject.scope is not None, "checked by event_problems"
    return {
        "scope": EventScope(subject.scope),
        "notice_id": notices[subject.notice] if subject.notice else None,
        "list_id": lists[subject.list] if subject.list else None,
        "domain": subject.domain,
        "project_id": ids[subject.project] if subject.project else None,
    }
