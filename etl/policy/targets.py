"""Quantitative targets, read from ``targets.csv``."""

import re
from dataclasses import dataclass
from pathlib import Path

from etl.policy.strict_rows import Row, read_rows
from etl.problems import Problem
from schema.policy_vocabulary import Comparator, TargetKind

TARGETS = "targets.csv"
COLUMNS = (
    "id",
    "document",
    "measure",
    "topic",
    "subject",
    "value",
    "value_max",
    "unit",
    "comparator",
    "comparator_printed",
    "value_printed",
    "due",
    "baseline_year",
    "kind",
    "restates",
    "line",
    "note",
)
EVERY_YEAR = "每年"
_CODE = re.compile(r"T[0-9]{3,6}", re.ASCII)
_DUE = re.compile(r"(?:(?:19|20)\d\d-)?(?:19|20)\d\d", re.ASCII)


@dataclass(frozen=True)
class Target:
    """A quantity to be reached. ``topic`` puts the same subject of several documents side by
    side; ``restates`` names the target that it repeats."""

    row: str
    code: str
    document: str
    measure: str | None
    topic: str | None
    subject: str
    value: float
    value_max: float | None
    unit: str
    comparator: Comparator | None
    comparator_printed: str | None
    value_printed: str
    due: str | None
    baseline_year: int | None
    kind: TargetKind | None
    restates: str | None
    line: int
    note: str | None

    @property
    def id(self) -> int:
        return int(self.code.removeprefix("T"))

    @property
    def due_year(self) -> int | None:
        """The last year of the term; None where there is none or it is every year."""
        return int(self.due[-4:]) if self.due and self.due != EVERY_YEAR else None


def read_targets(path: Path) -> tuple[list[Target], list[Problem]]:
    """The targets that can be used, and a problem for every cell that cannot."""
    return read_rows(path, COLUMNS, _target)


def _target(row: Row) -> Target:
    target = Target(
        row.place,
        row.text("id"),
        row.text("document"),
        row.optional("measure"),
        row.optional("topic"),
        row.text("subject"),
        row.decimal("value"),
        row.optional_decimal("value_max"),
        row.text("unit"),
        row.choice("comparator", Comparator),
        row.optional("comparator_printed"),
        row.text("value_printed"),
        row.optional("due"),
        row.optional_number("baseline_year"),
        row.choice("kind", TargetKind),
        row.optional("restates"),
        row.number("line"),
        row.optional("note"),
    )
    if not _CODE.fullmatch(target.code):
        row.report("id", f"{target.code!r}", "T and at least three digits, never used before")
    if target.due and target.due != EVERY_YEAR and not _DUE.fullmatch(target.due):
        row.report("due", f"{target.due!r}", f"2027, 2024-2025 or {EVERY_YEAR}")
    is_range = target.comparator is Comparator.RANGE
    if is_range != (target.value_max is not None):
        row.report("value_max", f"{row.cells['value_max']!r}", "the upper end of a range only")
    elif target.value_max is not None and target.value_max <= target.value:
        row.report("value_max", f"{target.value_max} is not above {target.value}", "a range")
    return target
