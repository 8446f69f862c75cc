"""Putting a notice into ``sources/``: its documents as they are, and a ``notice.yml`` to review.

What could be read is filled in with its place beside it; what a person must confirm or supply is
named in ``to_confirm``, and no build takes the notice before that list is empty.
"""

import hashlib
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.commands.describe import describe_notice, describe_together
from etl.commands.notice_draft import DraftedFile, NoticeDraft
from etl.commands.progress import PageProgress
from etl.extract import Extraction, extract_file
from etl.inputs.curation import Curation
from etl.inputs.notices import NOTICE_FILE, Notice, read_notices
from etl.paths import shown
from etl.problems import CatalogueError, Problem, raise_if_any
from etl.readers.bytes_of import bytes_of
from etl.recognition.totals import stated_in_sentences
from etl.writing import writing

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_SLUG = 60


@dataclass(frozen=True)
class AddedNotice:
    """The new folder, what must be confirmed in its ``notice.yml``, and what was read of each
    document."""

    folder: Path
    to_confirm: tuple[str, ...]
    extractions: tuple[Extraction, ...]


def add_notice(
    documents: Sequence[Path],
    slug: str,
    sources: Path,
    curation: Curation,
    progress: PageProgress | None = None,
) -> AddedNotice:
    """Copy the ``documents`` of one notice, a letter and its annexes, into a new folder ``slug`` of
    ``sources`` with a ``notice.yml``.

    Raises ``CatalogueError`` if the folder is there already, the slug is no slug, a document
    cannot be read or none holds a list; then nothing is written.
    """
    folder = sources / slug
    if not _SLUG.fullmatch(slug) or len(slug) > _LONGEST_SLUG:
        raise _refusal(f"the slug {slug!r}", "small letters, digits and -: samr-2026-12")
    if folder.exists():
        raise _refusal(f"{shown(folder)} is there already", "a new slug; nothing is overwritten")
    names = [document.name for document in documents]
    for name in names:
        if names.count(name) > 1 or name == NOTICE_FILE:
            raise _refusal(f"a document is called {name}", "names of their own; rename the file")
    existing, problems = read_notices(sources)
    raise_if_any(problems)
    extractions = _read(documents, curation, progress)
    draft = _draft(slug, documents, extractions, existing)
    text = draft.text()
    with (
        writing(folder),
        tempfile.TemporaryDirectory(prefix=".adding-", dir=sources) as temporary,
    ):
        new = Path(temporary) / slug
        new.mkdir()
        for document, file in zip(documents, draft.files, strict=True):
            shutil.copyfile(document, new / file.name)
            if _sha256(new / file.name) != file.sha256:
                raise _refusal(f"{shown(document)} changed while it was read", "one document")
        (new / NOTICE_FILE).write_text(text, encoding="utf-8")
        new.rename(folder)
    return AddedNotice(folder, tuple(draft.to_confirm), tuple(extractions))


def _read(
    documents: Sequence[Path], curation: Curation, progress: PageProgress | None
) -> list[Extraction]:
    """What each document holds. One without a list is a letter, if another has one."""
    extractions = [extract_file(path, curation, progress=progress) for path in documents]
    unread = [found for found in extractions if found.document is None]
    if unread or not any(found.lists for found in extractions):
        raise CatalogueError(
            problem for found in unread or extractions for problem in found.problems
        )
    for found in extractions:
        if not found.lists:
            found.problems = [p for p in found.problems if p.kind != "no_table_found"]
    return extractions


def _draft(
    slug: str,
    documents: Sequence[Path],
    extractions: Sequence[Extraction],
    existing: Sequence[Notice],
) -> NoticeDraft:
    files = [
        DraftedFile(path.name, found.sha256, found.lists)
        for path, found in zip(documents, extractions, strict=True)
    ]
    several = len(files) > 1
    # The letter speaks for the notice; an annex only of what the letter leaves out.
    in_order = sorted(zip(files, extractions, strict=True), key=lambda pair: bool(pair[0].lists))
    described = describe_together(
        [
            describe_notice(
                found.document,
                file.lists[0].place if file.lists else "",
                file.name if several else "",
            )
            for file, found in in_order
            if found.document is not None
        ]
    )
    stated = dict(_stated_by_letters(files, extractions))
    return NoticeDraft(slug, files, described, existing, stated)


def _stated_by_letters(
    files: Sequence[DraftedFile], extractions: Sequence[Extraction]
) -> Iterator[tuple[int, tuple[int, str]]]:
    """Totals that letters state for the list of a year: year → total and where it stands."""
    years = [found.year for file in files for found in file.lists]
    for file, extraction in zip(files, extractions, strict=True):
        if file.lists or extraction.document is None:
            continue
        for stated in stated_in_sentences(extraction.document, years):
            if stated.year is not None and years.count(stated.year) == 1:
                yield stated.year, (stated.count, f"{file.name} {stated.place}：{stated.quote}")


def slug_from(document: Path) -> str:
    """A folder's name from a file's name: small letters, digits and -."""
    words = re.findall(r"[a-z0-9]+", document.stem.lower())
    return "-".join(words)[:_LONGEST_SLUG].strip("-") or "notice"


def _sha256(path: Path) -> str:
    return hashlib.sha256(bytes_of(path)).hexdigest()


def _refusal(found: str, expected: str) -> CatalogueError:
    return CatalogueError([Problem("invalid_notice", "", found, expected)])
