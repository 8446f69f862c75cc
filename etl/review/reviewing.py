"""A review: the documents of a notice, what they ask a person to decide, and its answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.extract import Extraction, extract_file
from etl.inputs.curation import Curation
from etl.inputs.notice_file import PLACEHOLDER
from etl.inputs.notices import NOTICE_FILE, NoticeDocument, find_notice, notice_in
from etl.paths import shown
from etl.problems import CatalogueError, Problem
from etl.review.curation_writer import CurationWriter
from etl.review.decisions import Decision, collect_decisions
from etl.review.proposals import Proposal

_SOURCE_OF_LISTS = "附件"


@dataclass(frozen=True)
class ReviewedDocument:
    """A document to review, with what ``notice.yml`` says of it, if there is one."""

    path: Path
    declared: NoticeDocument | None = None


class Review:
    """The decisions that documents ask for, and where the answers are written.

    ``source`` is what the curation names as the origin of what is written. What is decided is
    written at once; :meth:`read` again gives what is left.
    """

    def __init__(
        self,
        documents: Sequence[ReviewedDocument],
        curation: Path,
        source: str = "",
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        self.documents = documents
        self.progress = progress
        self.writer = CurationWriter(curation)
        self.extractions: list[Extraction] = []
        self.source = source or source_of(documents[0])

    @property
    def curation(self) -> Curation:
        """What is known, with all that was written."""
        return self.writer.curation

    def read(self) -> list[Decision]:
        """Read the documents with the curation as it now is. Raises ``CatalogueError`` with the
        problems of the documents if none of them has a list."""
        self.extractions = [
            extract_file(document.path, self.curation, document.declared, self.progress)
            for document in self.documents
        ]
        if not any(extraction.lists for extraction in self.extractions):
            raise CatalogueError(
                problem for extraction in self.extractions for problem in extraction.problems
            )
        return collect_decisions(self.extractions, self.curation)

    @property
    def other_errors(self) -> int:
        """How many errors stand against the documents that no decision can settle."""
        return sum(1 for found in self.extractions for problem in found.errors if not problem.value)

    def write(self, proposals: Sequence[Proposal]) -> int:
        """Write what a person agrees to, all of it or nothing; returns how many were written."""
        return self.writer.write(proposals, self.source)


def documents_of(target: str, sources: Path) -> list[ReviewedDocument]:
    """The documents that ``target`` names: a file, the folder of a notice, or its slug in
    ``sources``. Raises ``CatalogueError`` if it names none."""
    path = Path(target)
    if path.is_file():
        return [ReviewedDocument(path, find_notice(path))]
    for folder in (path, sources / target):
        if (folder / NOTICE_FILE).is_file():
            return [
                ReviewedDocument(document.path, document)
                for document in notice_in(folder).documents
            ]
    raise CatalogueError(
        [
            Problem(
                "no_documents",
                "",
                "neither a file nor a notice",
                f"a document, or a notice in {shown(sources)}",
                "Look for it with: catalogue extract FILE",
                file=shown(path),
            )
        ]
    )


def source_of(document: ReviewedDocument) -> str:
    """What the curation calls the origin of a decision: the notice by its number and, before
    that is known, by its title or folder; a file that belongs to no notice by its name."""
    if document.declared is None:
        return document.path.name
    notice = document.declared.notice.declared
    for text in (notice.document_number, notice.title):
        if PLACEHOLDER not in text:
            return f"{text} {_SOURCE_OF_LISTS}"
    return f"sources/{notice.slug}"
