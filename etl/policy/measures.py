"""Measures and the bodies that answer for them, read from ``measures.csv`` and
``measure_organizations.csv``."""

import re
from dataclasses import dataclass
from pathlib import Path

from etl.policy.strict_rows import Lines, Row, read_rows
from etl.problems import Problem
from schema.measure_labels import measure_label
from schema.policy_vocabulary import MeasureKind, MeasureLayer, MeasureRole

MEASURES = "measures.csv"
MEASURE_ORGANIZATIONS = "measure_organizations.csv"
MEASURE_COLUMNS = (
    "slug",
    "document",
    "layer",
    "kind",
    "number",
    "number_line",
    "position",
    "chapter",
    "parent",
    "heading",
    "domain",
    "open_list",
    "implied_body",
    "implied_line",
    "deadlines",
    "deadlines_printed",
    "first_line",
    "last_line",
    "bodies_line",
    "note",
)
ORGANIZATION_COLUMNS = (
    "measure",
    "position",
    "body",
    "printed_name",
    "role",
    "role_printed",
    "line",
)
_LONGEST_HEADING = 40
_DEADLINE = re.compile(r"(?:19|20)\d\d(?:-\d\d){0,2}|每年(?:\d\d-\d\d)?", re.ASCII)


@dataclass(frozen=True)
class Measure:
    """A numbered measure. ``implied_body`` must carry it out by a clause on ``implied_line`` that
    speaks of all measures that follow; ``domain`` is that of the lists that its chapter means."""

    row: str
    slug: str
    document: str
    layer: MeasureLayer | None
    kind: MeasureKind | None
    number: str | None
    number_line: int | None
    position: int
    chapter: str | None
    parent: str | None
    heading: str
    domain: str | None
    is_list_open: bool | None
    implied_body: str | None
    implied_line: int | None
    deadlines: tuple[str, ...]
    deadlines_printed: tuple[str, ...]
    lines: Lines
    bodies_line: int | None
    note: str | None

    @property
    def label(self) -> str:
        """Number and heading, as the measure is cited."""
        return measure_label(self.number, self.heading)


@dataclass(frozen=True)
class MeasureBody:
    """That a body answers for a measure. ``body`` is its name, with its place for a local one;
    ``printed_name`` as the document prints it."""

    row: str
    measure: str
    position: int
    body: str
    printed_name: str
    role: MeasureRole | None
    role_printed: str | None
    line: int


def read_measures(path: Path) -> tuple[list[Measure], list[Problem]]:
    """The measures that can be used, and a problem for every cell that cannot."""
    return read_rows(path, MEASURE_COLUMNS, _measure)


def read_measure_bodies(path: Path) -> tuple[list[MeasureBody], list[Problem]]:
    """The links to bodies that can be used, and a problem for every cell that cannot."""
    return read_rows(path, ORGANIZATION_COLUMNS, _body)


def _measure(row: Row) -> Measure:
    measure = Measure(
        row.place,
        row.text("slug"),
        row.text("document"),
        row.choice("layer", MeasureLayer),
        row.choice("kind", MeasureKind),
        row.optional("number"),
        row.optional_number("number_line"),
        row.number("position"),
        row.optional("chapter"),
        row.optional("parent"),
        row.text("heading"),
        row.optional("domain"),
        row.optional_flag("open_list"),
        row.optional("implied_body"),
        row.optional_number("implied_line"),
        row.texts("deadlines"),
        row.texts("deadlines_printed"),
        row.lines(),
        row.optional_number("bodies_line"),
        row.optional("note"),
    )
    for deadline in measure.deadlines:
        if not _DEADLINE.fullmatch(deadline):
            row.report("deadlines", f"{deadline!r}", "2024, 2024-12, 2024-12-10, 每年 or 每年12-01")
    if len(measure.heading) > _LONGEST_HEADING:
        row.report("heading", f"{len(measure.heading)} characters", "a heading, at most 40")
    for one, other in (
        ("number", "number_line"),
        ("implied_body", "implied_line"),
        ("deadlines", "deadlines_printed"),
        ("open_list", "bodies_line"),
    ):
        if bool(row.cells[one]) != bool(row.cells[other]):
            row.report(other, f"{one} and {other} do not stand together", "both or none")
    return measure


def _body(row: Row) -> MeasureBody:
    body = MeasureBody(
        row.place,
        row.text("measure"),
        row.number("position"),
        row.text("body"),
        row.text("printed_name"),
        row.choice("role", MeasureRole),
        row.optional("role_printed"),
        row.number("line"),
    )
    if (body.role is MeasureRole.NAMED) != (body.role_printed is None):
        row.report(
            "role_printed",
            f"{row.cells['role_printed']!r} beside the role {row.cells['role']!r}",
            f"the role as printed, or nothing for {MeasureRole.NAMED}",
        )
    return body
