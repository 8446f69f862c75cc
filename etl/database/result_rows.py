"""The rows of what became of projects: sites, standards, links to them, replacements, events."""

from collections.abc import Iterator

from etl.catalogue import Catalogue
from etl.outcomes.outcome_rows import event_rows, evidence_rows, outcome_rows, site_rows
from etl.projects.standard_rows import listed_relations, standard_rows
from schema.base import Base
from schema.rows import AnyRow, Row


def site_rows_of(catalogue: Catalogue) -> list[Base]:
    """The web sites: before the pages that stand there."""
    return site_rows(catalogue.known.sites)


def standard_rows_of(catalogue: Catalogue) -> Iterator[Row]:
    """The standards: before the entries and outcomes that name them."""
    levels = catalogue.curation.codes.levels
    return standard_rows(
        catalogue.known.outcomes, catalogue.standards, levels, catalogue.known.sites
    )


def result_rows(catalogue: Catalogue) -> Iterator[AnyRow]:
    """What became of projects: links to standards, their evidence, and replacements."""
    known = catalogue.known
    outcomes, id_of = known.outcomes, catalogue.entries.known_id
    yield from outcome_rows(outcomes, id_of, catalogue.projects.type_of, known.sites)
    yield from evidence_rows(outcomes, id_of, known.sites)
    yield from listed_relations(catalogue.standards, outcomes)


def event_rows_of(catalogue: Catalogue) -> list[Base]:
    """The events, and what they speak of."""
    declared = [read.notice.declared for read in catalogue.notices]
    return event_rows(
        catalogue.known.events,
        catalogue.coverage,
        {notice.slug: notice.id for notice in declared},
        {found.slug: found.id for notice in declared for found in notice.lists},
        catalogue.projects.ids,
    )
