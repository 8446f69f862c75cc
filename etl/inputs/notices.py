"""``notice.yml``: what a person has confirmed about a notice in ``sources/``."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from etl.inputs.yaml_file import StrictModel, read_yaml
from etl.paths import SOURCES, shown
from etl.problems import ACCEPTABLE, KINDS, CatalogueError, Problem, raise_if_any

NOTICE_FILE = "notice.yml"


class DeclaredList(StrictModel):
    """A list of the notice. ``id`` and ``slug`` are permanent: project codes are made of them."""

    id: int
    slug: str
    annex: str = ""
    title: str
    year: int
    stated_count: int | None = None
    stated_in: str = ""


class StatedTotal(StrictModel):
    """A total that the notice, or its issuers, state: of the whole notice or of one domain."""

    stated_count: int
    stated_in: str
    domain: str | None = None


class AcceptedProblem(StrictModel):
    """A problem of reading that a person has looked at and accepts, and why."""

    kind: str
    place: str
    reason: str


class NoticeFile(StrictModel):
    """The content of ``notice.yml``. ``to_confirm`` names the values that a person has still to
    compare with the document; it must be empty before a build takes the notice."""

    id: int
    slug: str
    title: str
    document_number: str
    issued_on: date
    issuers: list[str]
    obtained_from: str
    file: str
    sha256: str
    lists: list[DeclaredList]
    stated_totals: list[StatedTotal] = []
    accepted_problems: list[AcceptedProblem] = []
    to_confirm: list[str] = []


@dataclass(frozen=True)
class Notice:
    """A notice in ``sources/``: its folder and its ``notice.yml``."""

    folder: Path
    declared: NoticeFile

    @property
    def document(self) -> Path:
        return self.folder / self.declared.file

    def read(self) -> bytes:
        """The document's bytes. Raises ``CatalogueError`` when they are not those declared."""
        try:
            data = self.document.read_bytes()
        except OSError as error:
            raise CatalogueError([self._problem("invalid_notice", str(error), "a file")]) from None
        found = hashlib.sha256(data).hexdigest()
        if found != self.declared.sha256:
            raise CatalogueError(
                [
                    self._problem(
                        "checksum_mismatch",
                        f"{self.declared.file} has SHA-256 {found}",
                        self.declared.sha256,
                        "Restore the file as issued; sources are never edited.",
                    )
                ]
            )
        return data

    def _problem(self, kind: str, found: str, expected: str, next_step: str = "") -> Problem:
        return Problem(kind, "", found, expected, next_step, file=shown(self.folder / NOTICE_FILE))


def load_notices(folder: Path = SOURCES, unconfirmed: bool = False) -> list[Notice]:
    """Every notice in ``sources/``, ordered by id. Raises ``CatalogueError`` with all problems.

    A notice with something left to confirm is a problem, unless ``unconfirmed`` ones will do.
    """
    problems: list[Problem] = []
    notices: list[Notice] = []
    for path in sorted(folder.glob(f"*/{NOTICE_FILE}")):
        try:
            notices.append(Notice(path.parent, read_yaml(path, NoticeFile, "invalid_notice")))
        except CatalogueError as error:
            problems.extend(error.problems)
    if not notices and not problems:
        problems.append(
            Problem(
                "invalid_notice",
                "",
                f"no folder with a {NOTICE_FILE}",
                "at least one notice",
                "Add one with: catalogue add FILE",
                file=shown(folder),
            )
        )
    problems.extend(_problems_between(notices))
    if not unconfirmed:
        problems.extend(_left_to_confirm(notices))
    raise_if_any(problems)
    return sorted(notices, key=lambda notice: notice.declared.id)


def find_notice(document: Path) -> Notice | None:
    """The notice whose document is ``document``, if a ``notice.yml`` beside it says so."""
    path = document.parent / NOTICE_FILE
    if not path.is_file():
        return None
    notice = Notice(document.parent, read_yaml(path, NoticeFile, "invalid_notice"))
    return notice if notice.declared.file == document.name else None


def _left_to_confirm(notices: list[Notice]) -> Iterator[Problem]:
    for notice in notices:
        if notice.declared.to_confirm:
            yield Problem(
                "invalid_notice",
                "to_confirm",
                f"not yet confirmed: {', '.join(notice.declared.to_confirm)}",
                "nothing left to confirm",
                "Compare each value with the document, and take it out of to_confirm.",
                file=shown(notice.folder / NOTICE_FILE),
            )


def _problems_between(notices: list[Notice]) -> Iterator[Problem]:
    lists = [declared for notice in notices for declared in notice.declared.lists]
    for what, values in (
        ("notice id", [notice.declared.id for notice in notices]),
        ("notice slug", [notice.declared.slug for notice in notices]),
        ("list id", [declared.id for declared in lists]),
        ("list slug", [declared.slug for declared in lists]),
    ):
        for value, count in Counter(map(str, values)).items():
            if count > 1:
                yield Problem(
                    "invalid_notice",
                    "",
                    f"{what} {value} is used {count} times",
                    "each id and slug once in all of sources/",
                    file=NOTICE_FILE,
                )
    for notice in notices:
        path = shown(notice.folder / NOTICE_FILE)
        if notice.declared.slug != notice.folder.name:
            yield Problem(
                "invalid_notice",
                "slug",
                f"{notice.declared.slug!r} in folder {notice.folder.name!r}",
                "the folder's name",
                file=path,
            )
        if Path(notice.declared.file).name != notice.declared.file:
            found = notice.declared.file
            yield Problem("invalid_notice", "file", found, "a name without folders", file=path)
        for accepted in notice.declared.accepted_problems:
            if accepted.kind not in ACCEPTABLE:
                known = accepted.kind in KINDS
                yield Problem(
                    "invalid_notice",
                    "accepted_problems",
                    f"{accepted.kind!r} at {accepted.place!r} cannot be accepted"
                    if known
                    else f"{accepted.kind!r} is no kind of problem",
                    f"one of {', '.join(sorted(ACCEPTABLE))}",
                    "Mend what is unknown in curation/ (corrections, vocabulary, organizations), "
                    "or get the document in another form."
                    if known
                    else "Compare with docs/adding-a-notice.md.",
                    file=path,
                )
