"""What notices and curation must not say of each other, found once all of them are read."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from etl.catalogue import Catalogue
from etl.inputs.curation import Correction, Curation
from etl.inputs.notices import NOTICE_FILE
from etl.outcomes.sites import Address
from etl.paths import shown
from etl.problems import Problem
from etl.projects.announcements import listed_standards
from etl.projects.listed import LIST_SIZE, project_code


def stale_corrections(
    catalogue: Catalogue, corrections: Iterable[Correction], path: Path
) -> list[Problem]:
    """Those of ``corrections`` that were not applied: their row or their printed value is not
    there."""
    applied = {
        (project_code(found.slug, correction.seq), correction.correction.field)
        for read in catalogue.notices
        for found, extracted in read.lists
        for correction in extracted.applied
    }
    return [
        _stale_correction(correction, catalogue, path)
        for correction in corrections
        if (correction.project, correction.field) not in applied
    ]


def _stale_correction(correction: Correction, catalogue: Catalogue, path: Path) -> Problem:
    found, expected = f"the list does not print {correction.source!r} there", "the value as printed"
    if catalogue.entries.id_of(correction.project) is None:
        found = f"no list has a row {correction.project}"
        expected = "the code of a row: slug of its list and number, such as 2024-017"
    return Problem(
        "stale_correction",
        f"{correction.project} {correction.field}",
        found,
        expected,
        "Compare with the notice and change or take out the correction.",
        file=shown(path),
    )


class LinkedRows:
    """The codes of the rows that a link may name: those of plans and announcements."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._entries = catalogue.entries

    def __contains__(self, code: object) -> bool:
        found = self._entries.get(code) if isinstance(code, str) else None
        if found is None or not found.is_about_standard:
            return found is not None
        return any(standard.is_announced for standard in listed_standards([found]))


def overlapping_lists(catalogue: Catalogue) -> list[Problem]:
    """Lists whose numbers reach into the ids of the next list."""
    highest = catalogue.entries.highest
    slugs = {of_list.id: of_list.slug for of_list in catalogue.entries.lists.values()}
    ids = sorted(highest)
    return [
        Problem(
            "invalid_notice",
            f"list {slugs[first]}",
            f"its numbers go up to {highest[first]}, and the next list has id {second}",
            f"an id of at least {first + 1 + highest[first] // LIST_SIZE} for list {slugs[second]}",
            f"Each id of a list leaves room for {LIST_SIZE - 1} numbers; choose a greater id in "
            "notice.yml, before the list is published.",
            file=NOTICE_FILE,
        )
        for first, second in pairwise(ids)
        if first + highest[first] // LIST_SIZE >= second
    ]


def body_addresses(known: Curation, path: Path) -> Iterator[Address]:
    """The addresses that prove the codes of committees."""
    file = shown(path)
    for body in known.organizations:
        for text in body.sac_code_sources.split():
            yield Address(text, file, body.row, "sac_code_sources")
