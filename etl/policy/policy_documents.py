"""Policy documents, read from ``documents.csv``: what they are, what contains them, and where
they stand in the texts."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.outcomes.partial_dates import PartialDate
from etl.policy.strict_rows import Lines, Row, fault, read_rows
from etl.problems import Problem
from schema.policy_vocabulary import DocumentKind, DocumentLevel

DOCUMENTS = "documents.csv"
COLUMNS = (
    "id",
    "slug",
    "contained_in",
    "title",
    "title_printed",
    "document_number",
    "issuers",
    "issued_on",
    "level",
    "place",
    "kind",
    "status",
    "source_file",
    "first_line",
    "last_line",
    "bases",
    "bases_line",
    "contents_line",
    "note",
)
LOCAL = (DocumentLevel.PROVINCE, DocumentLevel.CITY)


@dataclass(frozen=True)
class PolicyDocument:
    """A document. ``lines`` are its lines in the text ``source_file``; ``bases`` what it says it
    implements; ``contents_line`` where the compilation's contents name it."""

    row: str
    id: int
    slug: str
    contained_in: str | None
    title: str
    is_title_printed: bool
    number: str | None
    issuers: tuple[str, ...]
    issued_on: PartialDate | None
    level: DocumentLevel | None
    place: str | None
    kind: DocumentKind | None
    status: str
    source_file: str
    lines: Lines
    bases: tuple[str, ...]
    bases_line: int | None
    contents_line: int | None
    note: str | None

    @property
    def is_local(self) -> bool:
        return self.level in LOCAL


def read_documents(path: Path) -> tuple[list[PolicyDocument], list[Problem]]:
    """The documents that can be used, and a problem for every cell that cannot."""
    return read_rows(path, COLUMNS, _document)


def _document(row: Row) -> PolicyDocument:
    return PolicyDocument(
        row.place,
        row.number("id"),
        row.text("slug"),
        row.optional("contained_in"),
        row.text("title"),
        row.flag("title_printed"),
        row.optional("document_number"),
        row.texts("issuers"),
        row.date("issued_on"),
        row.choice("level", DocumentLevel),
        row.optional("place"),
        row.choice("kind", DocumentKind),
        row.text("status"),
        row.text("source_file"),
        row.lines(),
        row.texts("bases"),
        row.optional_number("bases_line"),
        row.optional_number("contents_line"),
        row.optional("note"),
    )


def document_problems(documents: Sequence[PolicyDocument], file: str) -> list[Problem]:
    """Documents that stand twice, contain each other wrongly, or claim the same lines."""
    problems: list[Problem] = []
    known: dict[str, PolicyDocument] = {}
    ids: dict[int, PolicyDocument] = {}
    texts: dict[str, list[PolicyDocument]] = defaultdict(list)
    for document in documents:
        texts[document.source_file].append(document)
    for document in documents:

        def report(
            column: str, found: str, expected: str, document: PolicyDocument = document
        ) -> None:
            problems.append(fault(file, document.row, column, found, expected))

        for column, value, seen in (
            ("slug", document.slug, known.get(document.slug)),
            ("id", document.id, ids.get(document.id)),
        ):
            if seen is not None:
                report(column, f"{value!r} stands also on {seen.row}", "each document once")
        if document.contained_in is not None and document.contained_in not in known:
            report(
                "contained_in",
                f"{document.contained_in!r} is no document above this row",
                "the slug of a document that stands before it",
            )
        if document.is_local != (document.place is not None):
            report(
                "place",
                f"{document.place!r} for a document of level {document.level}",
                "a place for documents of 省 or 市, and none for others",
            )
        if bool(document.bases) != (document.bases_line is not None):
            report("bases_line", "bases and their line do not stand together", "both or none")
        if document.bases_line is not None and not any(
            document.bases_line in other.lines for other in texts.get(document.source_file, ())
        ):
            report(
                "bases_line",
                f"line {document.bases_line} of no document",
                f"a line of a document of {document.source_file}",
            )
        known.setdefault(document.slug, document)
        ids.setdefault(document.id, document)
    return [*problems, *_overlaps(documents, known, file)]


def _overlaps(
    documents: Sequence[PolicyDocument], known: dict[str, PolicyDocument], file: str
) -> list[Problem]:
    """Documents of one text that share lines, though neither contains the other."""
    problems = []
    ordered = sorted(documents, key=lambda d: (d.source_file, d.lines.first, -d.lines.last))
    open_documents: list[PolicyDocument] = []
    for document in ordered:
        open_documents = [
            other
            for other in open_documents
            if other.source_file == document.source_file
            and other.lines.last >= document.lines.first
        ]
        for other in open_documents:
            inside = document.lines.last <= other.lines.last
            if not inside or other.slug not in _ancestors(document, known):
                problems.append(
                    fault(
                        file,
                        document.row,
                        "first_line",
                        f"{document.slug} shares lines with {other.slug} ({other.row})",
                        "lines of its own, or lines within the document that contains it",
                    )
                )
        open_documents.append(document)
    return problems


def _ancestors(document: PolicyDocument, known: dict[str, PolicyDocument]) -> set[str]:
    """The documents that contain a document, however far above."""
    found: set[str] = set()
    above = document.contained_in
    while above is not None and above in known and above not in found:
        found.add(above)
        above = known[above].contained_in
    return found
