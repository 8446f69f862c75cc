"""What can be wrong with a document, a curation file or a catalogue, and how it is said.

A problem always says where it is, what was found, what was expected and what to do next.
Problems are collected, never raised one by one: a stage reports all of its problems together,
as one :class:`CatalogueError`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class Severity(StrEnum):
    """``error``: the document is not loaded. ``warning``: loaded, but a person should know."""

    ERROR = "error"
    WARNING = "warning"


# kind → (severity, meaning). The one vocabulary of problems, in code, documentation and JSON.
KINDS: dict[str, tuple[Severity, str]] = {
    # the file
    "empty_file": (Severity.ERROR, "the file has no content"),
    "unsupported_format": (Severity.ERROR, "no reader for this kind of file"),
    "unsupported_layout": (Severity.ERROR, "the format is read, but not this arrangement of it"),
    "corrupt_file": (Severity.ERROR, "the file is damaged"),
    "truncated": (Severity.ERROR, "the file ends before its content does"),
    "password_protected": (Severity.ERROR, "the file cannot be opened without a password"),
    "encoding_error": (Severity.ERROR, "the bytes are not text in any supported encoding"),
    "undecodable_chars": (Severity.ERROR, "characters that stand for no readable text"),
    "unsafe_xml": (Severity.ERROR, "XML that declares entities or a document type"),
    "unsafe_package": (Severity.ERROR, "an archive with members that point outside of it"),
    "limit_exceeded": (Severity.ERROR, "larger, deeper or slower than any real notice"),
    "no_text_layer": (Severity.ERROR, "a scan: pictures of pages without text"),
    "scanned_page": (Severity.ERROR, "one page among others is a picture without text"),
    "ocr_layer": (Severity.WARNING, "the text was recognised from pictures by a machine"),
    # the tables
    "no_table_found": (Severity.ERROR, "no table of standards or their projects in the document"),
    "no_rows": (Severity.ERROR, "a list has a header and no rows"),
    "missing_column": (
        Severity.ERROR,
        "a list lacks its column of titles, or one that it has on other pages",
    ),
    "year_unknown": (Severity.ERROR, "no heading says which year a list is for"),
    "year_from_notice": (Severity.WARNING, "a list without a year takes that of its notice's date"),
    "year_from_filename": (Severity.WARNING, "only the file's name says the year"),
    "count_mismatch": (Severity.ERROR, "the number of rows is not the number stated for the list"),
    "control_total": (Severity.ERROR, "a total stated elsewhere does not match the rows"),
    # the rows
    "missing_seq": (Severity.ERROR, "a row without its number"),
    "seq_inferred": (Severity.WARNING, "a list without numbers: rows numbered in printed order"),
    "seq_gap": (Severity.ERROR, "numbers are missing from a list"),
    "seq_order": (Severity.ERROR, "a number stands out of order"),
    "seq_conflict": (Severity.ERROR, "two different rows have the same number"),
    "duplicate_row": (Severity.WARNING, "the same row is printed twice; it is kept once"),
    "unknown_value": (Severity.ERROR, "a value that the curated vocabulary does not have"),
    "unread_value": (
        Severity.WARNING,
        "a cell that its column's type cannot read, kept as printed",
    ),
    "value_conflict": (Severity.ERROR, "two parts of a row say different things"),
    "missing_value": (Severity.ERROR, "an empty cell where every other row has a value"),
    "short_row": (Severity.ERROR, "a row with fewer cells than its header"),
    "bad_row": (Severity.ERROR, "a row that cannot be matched to its header"),
    "control_chars": (Severity.WARNING, "control characters, left out of the stored text"),
    "hidden_text": (Severity.WARNING, "text in tables that the document hides, left out"),
    "suspicious_text": (
        Severity.ERROR,
        "text that looks garbled, copied, covered or struck out in the document",
    ),
    # decisions, which a person takes with catalogue review and which cost no row
    "unknown_body": (Severity.ERROR, "a body nobody has decided on yet; kept as printed"),
    "unknown_column": (Severity.WARNING, "columns of no known field, kept under their words"),
    # the work itself
    "cannot_write": (
        Severity.ERROR,
        "a disk that is full, or a place where nothing may be written",
    ),
    "no_documents": (Severity.ERROR, "a folder without documents to read"),
    "cluster_unavailable": (Severity.ERROR, "the cluster that should do the work cannot"),
    # the maintainers' files and the finished catalogue
    "invalid_notice": (Severity.ERROR, "a notice.yml that cannot be used as it is"),
    "unconfirmed_notice": (Severity.WARNING, "a notice left out: a person has still to confirm it"),
    "checksum_mismatch": (Severity.ERROR, "a source file is not the one its notice.yml describes"),
    "notice_mismatch": (Severity.ERROR, "notice.yml and the document disagree"),
    "invalid_curation": (Severity.ERROR, "a curation file that cannot be used as it is"),
    "stale_correction": (Severity.ERROR, "a correction that no longer matches its source"),
    "stale_acceptance": (Severity.ERROR, "an accepted problem that no longer occurs"),
    "policy_mismatch": (Severity.ERROR, "a policy fact that its document does not bear out"),
    "check_failed": (Severity.ERROR, "rows of the catalogue that break one of its rules"),
    "missing_file": (Severity.ERROR, "a file that belongs to the checkout is not there"),
    "not_a_catalogue": (Severity.ERROR, "a file that is not a catalogue made by this program"),
}


# The kinds that notice.yml may accept, because a person can judge them against the printed page
# and the rest of the document is right without them. With ``suspicious_text`` and ``seq_order``
# the row is loaded as printed; a row of the other kinds stays out, and a total differs as stated.
# All others leave something unknown (which number, which value, which body): no judgement can
# fill that in here, a curated file must.
ACCEPTABLE = frozenset(
    (
        "unsupported_layout",
        "scanned_page",
        "ocr_layer",
        "missing_column",
        "no_rows",
        "year_from_filename",
        "count_mismatch",
        "control_total",
        "seq_inferred",
        "seq_gap",
        "seq_order",
        "duplicate_row",
        "short_row",
        "bad_row",
        "control_chars",
        "hidden_text",
        "missing_value",
        "value_conflict",
        "suspicious_text",
    )
)


# Of what was found, so many characters are shown.
_LONGEST = 400
# What a terminal obeys instead of showing it. Line ends and tabs are harmless.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Problem:
    """One problem: ``found`` at ``place``, ``expected`` instead, and the ``next_step``.

    ``place`` is a line, page and row, or sheet and row; ``column`` the header it stands under;
    ``year`` and ``seq`` the project concerned, where known. ``value`` is the name or value itself
    that a person has to decide on.
    """

    kind: str
    place: str
    found: str
    expected: str = ""
    next_step: str = ""
    column: str = ""
    year: int | None = None
    seq: int | None = None
    file: str = ""
    value: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise KeyError(f"{self.kind!r} is not a kind of problem; add it to etl/problems.py")

    @property
    def severity(self) -> Severity:
        return KINDS[self.kind][0]

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR

    @property
    def message(self) -> str:
        """What was found, what was expected and what to do, in one line of bearable length."""
        found = shortened(self.found)
        parts = [f"column {self.column}: {found}" if self.column else found]
        if self.expected:
            parts.append(f"Expected: {self.expected}.")
        if self.next_step:
            parts.append(self.next_step)
        return shown(" ".join(part if part.endswith((".", "。")) else part + "." for part in parts))

    def in_file(self, file: str) -> "Problem":
        return replace(self, file=file)

    def as_json(self) -> dict[str, object]:
        """The problem as ``catalogue extract --json`` prints it."""
        answer: dict[str, object] = {
            "kind": self.kind,
            "severity": self.severity.value,
            "message": self.message,
            "place": self.place,
        }
        if self.column:
            answer["column"] = self.column
        if self.year is not None:
            answer["year"] = self.year
        if self.seq is not None:
            answer["seq"] = self.seq
        if self.value:
            answer["value"] = self.value
        return answer

    def __str__(self) -> str:
        where = shown(" ".join(part for part in (self.file, self.place) if part))
        return f"{where + ': ' if where else ''}{self.severity.value}: {self.message} [{self.kind}]"


def shortened(found: str) -> str:
    """What was found, up to a bearable length."""
    return found if len(found) <= _LONGEST else f"{found[:_LONGEST]} …"


def reason_of(error: Exception) -> str:
    """What an error of the system or of decoding says, without its number and the file's name."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def shown(text: str) -> str:
    """A text with the numbers of control characters in place of them."""
    return _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", text)


class CatalogueError(Exception):
    """The data or a file is at fault. Carries every problem of the stage that stopped."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: Sequence[Problem] = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def errors_of(problems: Iterable[Problem]) -> list[Problem]:
    """The problems that stop a document from being loaded."""
    return [problem for problem in problems if problem.is_error]


def raise_if_any(problems: Sequence[Problem]) -> None:
    """Raise all of ``problems`` together if at least one of them is an error."""
    if errors_of(problems):
        raise CatalogueError(problems)
