"""What else the documents hold: references, demonstration projects, tables, and figures that are
no targets."""

from dataclasses import dataclass
from pathlib import Path

from etl.policy.strict_rows import Lines, Row, read_rows
from etl.problems import Problem
from schema.policy_vocabulary import Comparator, ReferenceRelation, ReferenceTarget, TableForm

REFERENCES = "document_references.csv"
DEMONSTRATIONS = "demonstration_projects.csv"
TABLES = "document_tables.csv"
FIGURES = "other_figures.csv"
REFERENCE_COLUMNS = (
    "id",
    "document",
    "line",
    "relation",
    "target_kind",
    "target_printed",
    "target_number",
    "target_documents",
    "project",
    "note",
)
DEMONSTRATION_COLUMNS = (
    "seq",
    "document",
    "name",
    "direction",
    "category",
    "region",
    "entities",
    "open_list",
    "first_line",
    "last_line",
    "fragments",
    "co2_cut",
    "co2_used",
    "co2_captured",
    "coal_saved",
    "comparator",
    "facts_printed",
    "content_length",
    "content_sha256",
    "note",
)
TABLE_COLUMNS = (
    "slug",
    "document",
    "title",
    "title_line",
    "form",
    "columns",
    "row_count",
    "first_line",
    "last_line",
    "header_lines",
    "standards_list",
    "broken_rows",
    "note",
)
FIGURE_COLUMNS = ("id", "document", "line", "printed", "reason")


@dataclass(frozen=True)
class Reference:
    """That a document names another document, a law or a standard on a line."""

    row: str
    id: int
    document: str
    line: int
    relation: ReferenceRelation | None
    target_kind: ReferenceTarget | None
    target_printed: str
    target_number: str | None
    target_documents: tuple[str, ...]
    project: str | None
    note: str | None


@dataclass(frozen=True)
class Demonstration:
    """A demonstration project. Yearly effects are in tons (coal: tons of standard coal)."""

    row: str
    seq: int
    document: str
    name: str
    direction: str
    category: str | None
    region: str
    entities: tuple[str, ...]
    is_open: bool
    lines: Lines
    fragments: int
    co2_cut: int | None
    co2_used: int | None
    co2_captured: int | None
    coal_saved: int | None
    comparator: Comparator | None
    facts_printed: tuple[str, ...]
    content_length: int
    content_sha256: str
    note: str | None


@dataclass(frozen=True)
class DocumentTable:
    """A table or list of a document."""

    row: str
    slug: str
    document: str
    title: str
    title_line: int
    form: TableForm | None
    columns: tuple[str, ...]
    row_count: int
    lines: Lines
    header_lines: tuple[str, ...]
    is_standards_list: bool
    broken_rows: tuple[str, ...]
    note: str | None


@dataclass(frozen=True)
class OtherFigure:
    """A figure of a text that is no target, and why."""

    row: str
    id: int
    document: str
    line: int
    printed: str
    reason: str


def read_references(path: Path) -> tuple[list[Reference], list[Problem]]:
    """The references that can be used, and a problem for every cell that cannot."""
    return read_rows(path, REFERENCE_COLUMNS, _reference)


def read_demonstrations(path: Path) -> tuple[list[Demonstration], list[Problem]]:
    """The demonstration projects that can be used, and a problem for every cell that cannot."""
    return read_rows(path, DEMONSTRATION_COLUMNS, _demonstration)


def read_tables(path: Path) -> tuple[list[DocumentTable], list[Problem]]:
    """The tables that can be used, and a problem for every cell that cannot."""
    return read_rows(path, TABLE_COLUMNS, _table)


def read_figures(path: Path) -> tuple[list[OtherFigure], list[Problem]]:
    """The figures that can be used, and a problem for every cell that cannot."""
    return read_rows(
        path,
        FIGURE_COLUMNS,
        lambda row: OtherFigure(
            row.place,
            row.number("id"),
            row.text("document"),
            row.number("line"),
            row.text("printed"),
            row.text("reason"),
        ),
    )


def _reference(row: Row) -> Reference:
    return Reference(
        row.place,
        row.number("id"),
        row.text("document"),
        row.number("line"),
        row.choice("relation", ReferenceRelation),
        row.choice("target_kind", ReferenceTarget),
        row.text("target_printed"),
        row.optional("target_number"),
        row.texts("target_documents"),
        row.optional("project"),
        row.optional("note"),
    )


def _demonstration(row: Row) -> Demonstration:
    digest = row.text("content_sha256")
    if len(digest) != 16 or not set(digest) <= set("0123456789abcdef"):
        row.report("content_sha256", f"{digest!r}", "the first 16 hexadecimal digits")
    return Demonstration(
        row.place,
        row.number("seq"),
        row.text("document"),
        row.text("name"),
        row.text("direction"),
        row.optional("category"),
        row.text("region"),
        row.texts("entities"),
        row.flag("open_list"),
        row.lines(),
        row.number("fragments"),
        row.optional_number("co2_cut"),
        row.optional_number("co2_used"),
        row.optional_number("co2_captured"),
        row.optional_number("coal_saved"),
        row.optional_choice("comparator", Comparator),
        row.texts("facts_printed"),
        row.number("content_length"),
        digest,
        row.optional("note"),
    )


def _table(row: Row) -> DocumentTable:
    table = DocumentTable(
        row.place,
        row.text("slug"),
        row.text("document"),
        row.text("title"),
        row.number("title_line"),
        row.choice("form", TableForm),
        row.texts("columns"),
        row.number("row_count"),
        row.lines(),
        row.texts("header_lines"),
        row.flag("standards_list"),
        row.texts("broken_rows"),
        row.optional("note"),
    )
    for column, numbers in (
        ("header_lines", table.header_lines),
        ("broken_rows", table.broken_rows),
    ):
        if not all(number.isdigit() for number in numbers):
            row.report(column, f"{row.cells[column]!r}", "whole numbers with | between")
    return table
