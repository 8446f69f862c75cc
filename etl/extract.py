"""One document → the lists it holds, ready to load, and every problem met on the way."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from etl.inputs.acceptance import Acceptance
from etl.inputs.curation import Correction, Curation
from etl.inputs.notices import Notice
from etl.paths import shown
from etl.problems import CatalogueError, Problem, errors_of
from etl.readers import read_document
from etl.readers.bytes_of import bytes_of
from etl.readers.document import Document
from etl.recognition.columnless import columnless_lists
from etl.recognition.lists import ListRow, StandardsList
from etl.recognition.totals import StatedCount, Totals
from etl.recognition.twins import twin_lists
from etl.recognition.walk import recognise_lists
from etl.recognition.years import resolve_years
from etl.records.records import AppliedCorrection, Record, RecordsOfList, make_records


@dataclass(frozen=True)
class ExtractedList:
    """A list and its records. ``stated_count`` is the total stated for it, if any is.

    ``slug`` is known only for a notice in ``sources/``.
    """

    title: str
    year: int | None
    stated_count: int | None
    records: tuple[Record, ...]
    extra_columns: tuple[str, ...]
    place: str
    slug: str | None = None
    applied: tuple[AppliedCorrection, ...] = ()


@dataclass
class Extraction:
    """What one document gives. Usable for the catalogue if ``errors`` is empty."""

    file: str
    sha256: str
    format: str = ""
    lists: list[ExtractedList] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    accepted: list[Problem] = field(default_factory=list)
    # The document as read, for those who want more from it than its lists.
    document: Document | None = field(default=None, repr=False, compare=False)

    @property
    def errors(self) -> list[Problem]:
        return errors_of(self.problems)

    def as_json(self) -> dict[str, object]:
        """The extraction as ``catalogue extract --json`` prints it."""
        return {
            "file": self.file,
            "sha256": self.sha256,
            "format": self.format,
            "lists": [
                {
                    "title": found.title,
                    "year": found.year,
                    "stated_count": found.stated_count,
                    "extra_columns": list(found.extra_columns),
                    "rows": [_row_as_json(record) for record in found.records],
                }
                for found in self.lists
            ],
            "problems": [problem.as_json() for problem in self.problems],
            "accepted_problems": [problem.as_json() for problem in self.accepted],
        }


def extract_file(
    path: Path,
    curation: Curation,
    notice: Notice | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Extraction:
    """Read one document. A file that cannot be used gives no lists and one problem.

    ``progress`` is called with the pages read and all pages, for a format that has pages.
    """
    try:
        data = notice.read() if notice else bytes_of(path)
    except CatalogueError as error:
        problems = [problem.in_file(shown(path)) for problem in error.problems]
        return Extraction(shown(path), "", problems=problems)
    extraction = Extraction(shown(path), hashlib.sha256(data).hexdigest())
    try:
        document = read_document(data, progress)
    except CatalogueError as error:
        extraction.problems.extend(error.problems)
    else:
        extraction.format = document.format
        extraction.document = document
        _extract_lists(document, curation, notice, path.stem, extraction)
    extraction.problems = [problem.in_file(extraction.file) for problem in extraction.problems]
    return extraction


def _extract_lists(
    document: Document,
    curation: Curation,
    notice: Notice | None,
    file_name: str,
    extraction: Extraction,
) -> None:
    acceptance = Acceptance(notice)
    recognition = recognise_lists(document)
    problems = [*document.problems, *recognition.problems]
    lists = resolve_years(recognition.lists, file_name, problems)
    if not lists and not any(problem.is_error for problem in problems):
        problems.append(
            Problem(
                "no_table_found",
                "whole file",
                "no table has the columns of a list of standards projects",
                "a header such as 序号, 标准项目名称, 制定/修订, 强制/推荐, 主管部门 …",
                "Check that this is the document with the list; it may stand in an annex.",
            )
        )
    problems.extend(columnless_lists(document, lists))
    problems.extend(twin_lists(lists))
    lists = [_without_doubted(found, document.problems, acceptance.accepts) for found in lists]
    totals = Totals(document, lists)
    slugs = _declared_slugs(lists, notice, problems)
    results: list[RecordsOfList] = []
    for found, slug in zip(lists, slugs, strict=True):
        stated = _stated_count(slug, notice, totals.of(found))
        result = make_records(
            found, curation, _corrections_of(slug, curation), acceptance.accepts, stated
        )
        results.append(result)
        problems.extend(result.problems)
        extraction.lists.append(
            ExtractedList(
                found.title,
                found.year,
                stated,
                tuple(result.records),
                found.extra,
                found.place,
                slug,
                tuple(result.applied),
            )
        )
    problems.extend(totals.problems([result.printed_rows for result in results]))
    extraction.problems, extraction.accepted = acceptance.sort(problems)


def _without_doubted(
    found: StandardsList, problems: Sequence[Problem], accepts: Callable[[Problem], bool]
) -> StandardsList:
    """The list without the values of rows, or rows of pages, that the reader does not trust."""
    doubted = {p.place for p in problems if p.kind == "suspicious_text" and not accepts(p)}

    def is_doubted(row: ListRow) -> bool:
        places = row.place.split(" and ")
        return any(place in doubted or place.partition(",")[0] in doubted for place in places)

    rows = [replace(row, values=None) if is_doubted(row) else row for row in found.rows]
    return replace(found, rows=rows)


def _declared_slugs(
    lists: list[StandardsList], notice: Notice | None, problems: list[Problem]
) -> list[str | None]:
    """The slug of each list as declared in ``notice.yml``; differences become problems."""
    if notice is None:
        return [None] * len(lists)
    declared = notice.declared.lists
    if len(declared) != len(lists):
        problems.append(
            Problem(
                "notice_mismatch",
                "whole file",
                f"the document has {len(lists)} lists and notice.yml {len(declared)}",
                "the same lists in the same order",
                "Compare with the document and mend notice.yml.",
            )
        )
    slugs: list[str | None] = []
    for i, found in enumerate(lists):
        if i >= len(declared):
            slugs.append(None)
            continue
        for what, here, there in (
            ("title", found.title, declared[i].title),
            ("year", found.year, declared[i].year),
        ):
            if here != there:
                problems.append(
                    Problem(
                        "notice_mismatch",
                        found.place,
                        f"the {what} of list {declared[i].slug} is {here!r} in the document",
                        f"{there!r} as in notice.yml",
                        "Compare with the document and mend notice.yml.",
                    )
                )
        slugs.append(declared[i].slug)
    return slugs


def _corrections_of(slug: str | None, curation: Curation) -> Mapping[tuple[int, str], Correction]:
    """The corrections of one list, by number and field."""
    if slug is None:
        return {}
    found = {}
    for correction in curation.corrections:
        list_slug, _, seq = correction.project.rpartition("-")
        if list_slug == slug and seq.isdigit():
            found[int(seq), correction.field.value] = correction
    return found


def _stated_count(slug: str | None, notice: Notice | None, stated: list[StatedCount]) -> int | None:
    if notice is not None:
        for declared in notice.declared.lists:
            if declared.slug == slug and declared.stated_count is not None:
                return declared.stated_count
    return stated[0].count if stated else None


def _row_as_json(record: Record) -> dict[str, object]:
    return {
        "year": record.year,
        "seq": record.seq,
        "title": record.title,
        "project_type": record.project_type,
        "mandate": record.mandate,
        "departments": list(record.departments),
        "committees": list(record.committees),
        "domain": record.domain,
        "family": record.parts.family,
        "part_number": record.parts.part_number,
        "part_title": record.parts.part_title,
        "place": record.place,
        "cells": list(record.cells),
    }
