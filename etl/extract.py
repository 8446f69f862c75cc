"""One document → the lists it holds, ready to load, and every problem met on the way."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from etl.inputs.acceptance import Acceptance
from etl.inputs.curation import Correction, Curation
from etl.inputs.notice_file import DeclaredList
from etl.inputs.notices import NoticeDocument
from etl.paths import shown
from etl.problems import CatalogueError, Problem, errors_of
from etl.readers import read_document
from etl.readers.bytes_of import bytes_of
from etl.readers.document import Document
from etl.readers.printed_lines import PrintedLine, printed_lines
from etl.recognition.columnless import columnless_lists
from etl.recognition.headings import year_of_announcement
from etl.recognition.lists import ListRow, StandardsList
from etl.recognition.totals import StatedCount, Totals
from etl.recognition.twins import twin_lists
from etl.recognition.walk import Recognition, recognise_lists
from etl.recognition.years import resolve_years
from etl.records.asked_bodies import AskedBodies, noting
from etl.records.entries import AppliedCorrection, Declared, EntriesOfList, Entry, make_entries
from etl.records.list_context import Value
from schema.kinds.fields import fields
from schema.kinds.list_kinds import ListKind, kind_named
from schema.places import BOTH

# What a person settles by stating the year of a list in notice.yml.
_OF_YEARS = ("year_unknown", "year_from_notice", "year_from_filename")


@dataclass(frozen=True)
class ExtractedList:
    """A list and its entries. ``stated_count`` is the total stated for it, if any is.

    ``header`` are the header words as printed, ``constants`` what the heading (or ``notice.yml``)
    says of all rows. ``slug`` is known only for a notice in ``sources/``; ``row_count`` is that of
    a list whose entries were put down elsewhere.
    """

    title: str
    kind: ListKind
    level: str | None
    year: int | None
    stated_count: int | None
    header: tuple[str, ...]
    constants: Mapping[str, Value]
    entries: tuple[Entry, ...]
    extra_columns: tuple[str, ...]
    place: str
    slug: str | None = None
    applied: tuple[AppliedCorrection, ...] = ()
    row_count: int = 0


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
    # Of a document of a notice: its text as issued.
    lines: tuple[PrintedLine, ...] = field(default=(), repr=False, compare=False)
    # What was asked of the curated bodies.
    asked: AskedBodies = field(default_factory=AskedBodies, repr=False, compare=False)

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
                    "kind": found.kind.kind,
                    "level": found.level,
                    "year": found.year,
                    "stated_count": found.stated_count,
                    "header": list(found.header),
                    "constants": dict(found.constants),
                    "extra_columns": list(found.extra_columns),
                    "rows": [_row_as_json(entry) for entry in found.entries],
                }
                for found in self.lists
            ],
            "problems": [problem.as_json() for problem in self.problems],
            "accepted_problems": [problem.as_json() for problem in self.accepted],
        }


def extract_file(
    path: Path,
    curation: Curation,
    notice: NoticeDocument | None = None,
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
        if notice is not None:
            extraction.lines = tuple(printed_lines(document, data))
        with noting() as extraction.asked:
            _extract_lists(document, curation, notice, path.stem, extraction)
    extraction.problems = [problem.in_file(extraction.file) for problem in extraction.problems]
    return extraction


def _extract_lists(
    document: Document,
    curation: Curation,
    notice: NoticeDocument | None,
    file_name: str,
    extraction: Extraction,
) -> None:
    acceptance = Acceptance(notice)
    recognition = recognise_lists(document)
    problems = [*document.problems, *recognition.problems]
    announced = year_of_announcement(document.texts)
    lists = resolve_years(recognition.lists, file_name, problems, announced)
    is_letter = notice is not None and not notice.lists
    if not lists and not is_letter and not any(problem.is_error for problem in problems):
        problems.append(_no_list(recognition))
    problems.extend(columnless_lists(document, lists))
    problems.extend(twin_lists(lists))
    lists = [_without_doubted(found, document.problems, acceptance.accepts) for found in lists]
    totals = Totals(document, lists)
    declared = _declared_lists(lists, notice, problems)
    stated_years = {found.place for found, of in zip(lists, declared, strict=True) if of}
    problems = [p for p in problems if p.kind not in _OF_YEARS or p.place not in stated_years]
    results: list[EntriesOfList] = []
    for found, of_list in zip(lists, declared, strict=True):
        slug = of_list.slug if of_list else None
        if notice is not None and found.year is None:
            found.year = _declared_year(of_list, found, notice)
        stated = _stated_count(of_list, totals.of(found))
        result = make_entries(
            found,
            curation,
            _corrections_of(slug, curation),
            acceptance.accepts,
            _as_declared(of_list, stated),
        )
        results.append(result)
        problems.extend(result.problems)
        extraction.lists.append(
            ExtractedList(
                found.title,
                result.kind,
                result.level,
                found.year,
                stated,
                found.header.words,
                result.constants,
                tuple(result.entries),
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
        places = row.place.split(BOTH)
        return any(place in doubted or place.partition(",")[0] in doubted for place in places)

    rows = [replace(row, values=None) if is_doubted(row) else row for row in found.rows]
    return replace(found, rows=rows)


def _no_list(recognition: Recognition) -> Problem:
    if recognition.nearest is not None:
        return recognition.nearest.problem()
    return Problem(
        "no_table_found",
        "whole file",
        "the document has no table",
        "a table with a header such as 序号, 标准项目名称, 制定/修订, 主管部门 …",
        "Check that this is the document with the list; it may stand in an annex.",
    )


def _declared_lists(
    lists: list[StandardsList], notice: NoticeDocument | None, problems: list[Problem]
) -> list[DeclaredList | None]:
    """What ``notice.yml`` declares of each list; differences become problems."""
    if notice is None:
        return [None] * len(lists)
    declared = notice.lists
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
    matched: list[DeclaredList | None] = []
    for i, found in enumerate(lists):
        if i >= len(declared):
            matched.append(None)
            continue
        of_list = declared[i]
        for what, here, there in (
            ("title", found.title, of_list.title),
            ("year", found.year, of_list.year),
        ):
            if here and here != there:
                problems.append(
                    Problem(
                        "notice_mismatch",
                        found.place,
                        f"the {what} of list {of_list.slug} is {here!r} in the document",
                        f"{there!r} as in notice.yml",
                        "Compare with the document and mend notice.yml.",
                    )
                )
        matched.append(of_list)
    return matched


def _declared_year(
    of_list: DeclaredList | None, found: StandardsList, notice: NoticeDocument
) -> int | None:
    """The year that a person states of a list without one, or that of the notice's date. A list
    that has lost its year beside others that print theirs has none until a person states it."""
    if of_list is not None:
        return of_list.year
    return None if found.years_expected else notice.notice.declared.issued_on.year


def _as_declared(of_list: DeclaredList | None, stated: int | None) -> Declared:
    if of_list is None:
        return Declared(stated=stated)
    kind = kind_named(of_list.kind) if of_list.kind else None
    return Declared(kind, of_list.level, dict(of_list.constants), stated)


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


def _stated_count(of_list: DeclaredList | None, stated: list[StatedCount]) -> int | None:
    if of_list is not None and of_list.stated_count is not None:
        return of_list.stated_count
    return stated[0].count if stated else None


def _row_as_json(entry: Entry) -> dict[str, object]:
    """A row with every declared field that has a column of its own: null or empty where the
    row does not state it."""
    values: dict[str, object] = {"year": entry.year, "seq": entry.seq}
    for name, declared in fields().items():
        if not declared.is_kept or name == "seq":
            continue
        value = entry.values.get(name)
        values[name] = list(entry.texts(name)) if declared.is_array else value
    return values | {
        "family": entry.parts.family,
        "part_number": entry.parts.part_number,
        "part_title": entry.parts.part_title,
        "other": dict(entry.other),
        "place": entry.place,
        "cells": list(entry.cells),
    }
