"""``notice.yml``: what a person has confirmed about a notice in ``sources/``."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from etl.inputs.notice_checks import problems_between
from etl.inputs.notice_file import AcceptedProblem, DeclaredFile, DeclaredList, NoticeFile
from etl.inputs.yaml_file import read_yaml
from etl.paths import SOURCES, shown
from etl.problems import CatalogueError, Problem, raise_if_any, reason_of

NOTICE_FILE = "notice.yml"
# The kind of problem of a notice that is left out.
UNCONFIRMED = "unconfirmed_notice"


@dataclass(frozen=True)
class Notice:
    """A notice in ``sources/``: its folder and its ``notice.yml``."""

    folder: Path
    declared: NoticeFile

    @property
    def path(self) -> Path:
        """Its ``notice.yml``."""
        return self.folder / NOTICE_FILE

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
            found = f"{self.declared.file} cannot be read: {reason_of(error)}"
            raise CatalogueError([self._problem("invalid_notice", found, "a file")]) from None
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


@dataclass(frozen=True)
class LoadedNotices:
    """The notices of ``sources/``, each kind ordered by id: those that a person has confirmed,
    and those with something left to confirm, which no build takes."""

    confirmed: tuple[Notice, ...]
    unconfirmed: tuple[Notice, ...]

    @property
    def warnings(self) -> list[Problem]:
        """A warning for each notice that is left out."""
        return [
            Problem(
                UNCONFIRMED,
                "to_confirm",
                f"the notice is left out; not yet confirmed: {', '.join(found)}",
                "nothing left to confirm",
                "Compare each value with the document, and take it out of to_confirm.",
                file=shown(notice.folder / NOTICE_FILE),
            )
            for notice in self.unconfirmed
            if (found := notice.declared.to_confirm)
        ]


def load_notices(folder: Path = SOURCES) -> list[Notice]:
    """Every confirmed notice in ``sources/``, ordered by id. Raises ``CatalogueError`` with all
    problems, also if there is none."""
    return list(load_all_notices(folder).confirmed)


def load_all_notices(folder: Path = SOURCES) -> LoadedNotices:
    """Every notice in ``sources/``. Raises ``CatalogueError`` with all problems of those that are
    confirmed, and if none is. Ids and slugs count among the confirmed only: what another one
    takes twice is said once it is confirmed."""
    notices, problems = read_notices(folder)
    confirmed = [notice for notice in notices if not notice.declared.to_confirm]
    if not confirmed and not problems:
        problems.append(
            Problem(
                "invalid_notice",
                "",
                "no notice that is confirmed" if notices else f"no folder with a {NOTICE_FILE}",
                "at least one notice",
                "Take out of to_confirm what you have compared with the document."
                if notices
                else "Add one with: catalogue add FILE",
                file=shown(folder),
            )
        )
    problems.extend(problems_between([(notice.path, notice.declared) for notice in confirmed]))
    raise_if_any(problems)
    left = [notice for notice in notices if notice.declared.to_confirm]
    return LoadedNotices(tuple(confirmed), tuple(left))


def read_notices(folder: Path) -> tuple[list[Notice], list[Problem]]:
    """The notices whose ``notice.yml`` can be read, ordered by id, and what is wrong with the
    others."""
    problems: list[Problem] = []
    notices: list[Notice] = []
    for path in sorted(folder.glob(f"*/{NOTICE_FILE}")):
        try:
            notices.append(notice_in(path.parent))
        except CatalogueError as error:
            problems.extend(error.problems)
    return sorted(notices, key=lambda notice: notice.declared.id), problems


def notice_in(folder: Path) -> Notice:
    """The notice in ``folder``, confirmed or not. Raises ``CatalogueError`` if its ``notice.yml``
    cannot be read."""
    return Notice(folder, read_yaml(folder / NOTICE_FILE, NoticeFile, "invalid_notice"))


def find_notice(document: Path) -> NoticeDocument | None:
    """The document of a notice that ``document`` is, if a ``notice.yml`` beside it says so."""
    path = document.parent / NOTICE_FILE
    if not path.is_file():
        return None
    return notice_in(document.parent).document(document.name)
