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
from schema.kinds.fields import fields
from schema.kinds.list_kinds import list_kinds
from schema.vocabulary import StandardLevel

NOTICE_FILE = "notice.yml"


class DeclaredList(StrictModel):
    """A list of the notice. ``id`` and ``slug`` are permanent: codes of projects are made of them.

    ``file`` names its document where the notice has several. ``title`` and ``year`` are compared
    with what the document prints; where it prints none, they are what a person says. ``kind``,
    ``level`` and ``constants`` (field: value, for all rows) go before what is read.
    """

    id: int
    slug: str
    file: str | None = None
    annex: str = ""
    title: str
    year: int
    kind: str | None = None
    level: str | None = None
    constants: dict[str, str] = {}
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
    file: str | None = None


class DeclaredFile(StrictModel):
    """A document of the notice, as issued."""

    file: str
    sha256: str


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
    files: list[DeclaredFile]
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
    def documents(self) -> list["NoticeDocument"]:
        """Its documents, in the order of ``notice.yml``."""
        return [NoticeDocument(self, declared) for declared in self.declared.files]

    def document(self, name: str) -> "NoticeDocument | None":
        """The document in the file ``name``, if it is one of the notice's."""
        return next((found for found in self.documents if found.declared.file == name), None)


@dataclass(frozen=True)
class NoticeDocument:
    """One document of a notice, with what ``notice.yml`` says of it."""

    notice: Notice
    declared: DeclaredFile

    @property
    def path(self) -> Path:
        return self.notice.folder / self.declared.file

    @property
    def lists(self) -> list[DeclaredList]:
        """The lists that stand in this document, in printed order."""
        alone = len(self.notice.declared.files) == 1
        return [
            found
            for found in self.notice.declared.lists
            if found.file == self.declared.file or (alone and found.file is None)
        ]

    @property
    def accepted_problems(self) -> list[AcceptedProblem]:
        """The problems of this document that a person accepts."""
        return [
            accepted
            for accepted in self.notice.declared.accepted_problems
            if accepted.file in (None, self.declared.file)
        ]

    def read(self) -> bytes:
        """The document's bytes. Raises ``CatalogueError`` when they are not those declared."""
        try:
            data = self.path.read_bytes()
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
        file = shown(self.notice.folder / NOTICE_FILE)
        return Problem(kind, "", found, expected, next_step, file=file)


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


def find_notice(document: Path) -> NoticeDocument | None:
    """The document of a notice that ``document`` is, if a ``notice.yml`` beside it says so."""
    path = document.parent / NOTICE_FILE
    if not path.is_file():
        return None
    notice = Notice(document.parent, read_yaml(path, NoticeFile, "invalid_notice"))
    return notice.document(document.name)


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
        yield from _problems_of_files(notice, path)
        yield from _problems_of_lists(notice, path)
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


def _problems_of_files(notice: Notice, path: str) -> Iterator[Problem]:
    names = [declared.file for declared in notice.declared.files]
    if not names:
        yield Problem("invalid_notice", "files", "no file", "at least one document", file=path)
    for name, count in Counter(names).items():
        if Path(name).name != name:
            yield Problem("invalid_notice", "files", name, "a name without folders", file=path)
        if count > 1:
            yield Problem("invalid_notice", "files", f"{name!r} twice", "each once", file=path)
    for what, entries in (
        ("lists", notice.declared.lists),
        ("accepted_problems", notice.declared.accepted_problems),
    ):
        for entry in entries:
            if entry.file is None and len(names) > 1 and what == "lists":
                found = "a list does not say which file it stands in"
            elif entry.file is not None and entry.file not in names:
                found = f"{entry.file!r} is no file of the notice"
            else:
                continue
            yield Problem(
                "invalid_notice", what, found, f"file: one of {', '.join(names)}", file=path
            )


def _problems_of_lists(notice: Notice, path: str) -> Iterator[Problem]:
    known_kinds = [kind.kind for kind in list_kinds()]
    declared_fields = fields()
    for found in notice.declared.lists:
        place = f"list {found.slug}"
        if found.kind is not None and found.kind not in known_kinds:
            expected = " | ".join(known_kinds)
            yield Problem("invalid_notice", place, f"kind {found.kind!r}", expected, file=path)
        if found.level is not None and found.level not in list(StandardLevel):
            expected = " | ".join(StandardLevel)
            yield Problem("invalid_notice", place, f"level {found.level!r}", expected, file=path)
        for name in found.constants:
            if name not in declared_fields or not declared_fields[name].is_kept:
                yield Problem(
                    "invalid_notice",
                    place,
                    f"constants: {name!r} is no field",
                    ", ".join(name for name, field in declared_fields.items() if field.is_kept),
                    file=path,
                )
