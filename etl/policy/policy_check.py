"""Whether every row of ``curation/policy`` is what the documents print: ``catalogue policy
check``. The texts are not part of the checkout; docs/policy.md says where they were published."""

from dataclasses import dataclass
from pathlib import Path

from etl.outcomes.partial_dates import PartialDate
from etl.policy.check_figures import check_figures, check_targets
from etl.policy.check_links import check_alignments, check_project_links, check_references
from etl.policy.check_measures import check_bodies, check_measures
from etl.policy.check_tables import check_demonstrations, check_tables
from etl.policy.comparison import Comparison
from etl.policy.policy_documents import DOCUMENTS, PolicyDocument
from etl.policy.policy_files import CuratedPolicy
from etl.policy.source_texts import SourceText, plain, read_texts
from etl.policy.strict_rows import Lines
from etl.problems import Problem

# So many characters at the end of a title tell it: what stands before is often left out.
_TITLE_END = 10


@dataclass(frozen=True)
class CheckResult:
    """How many comparisons were made, and a problem for each difference."""

    compared: int
    problems: tuple[Problem, ...]


def check_policy(policy: CuratedPolicy, sources: Path) -> CheckResult:
    """Hold every row against the texts in ``sources``. Never raises for bad input: what is wrong
    with the files or the texts is among the problems."""
    texts, unread = read_texts(sources, (d.source_file for d in policy.documents))
    comparison = Comparison(policy, texts)
    _check_documents(comparison)
    check_measures(comparison)
    check_bodies(comparison)
    check_targets(comparison)
    check_figures(comparison)
    check_project_links(comparison)
    check_alignments(comparison)
    check_references(comparison)
    check_demonstrations(comparison)
    check_tables(comparison)
    return CheckResult(comparison.compared, (*policy.problems, *unread, *comparison.problems))


def _check_documents(comparison: Comparison) -> None:
    for document in comparison.policy.documents:
        text = comparison.text(document.slug)
        if text is None:
            continue
        place = (DOCUMENTS, document.row)
        last = len(text.lines)
        comparison.expect(
            document.lines.last <= last,
            place,
            "last_line",
            f"line {document.lines.last} of {text.name}, which has {last}",
            "a line of the text",
        )
        if document.is_title_printed:
            comparison.stands(document.title, text, document.lines, place, "title")
        else:
            comparison.expect(
                plain(document.title) not in text.joined(document.lines),
                place,
                "title_printed",
                f"{document.title!r} is printed in {document.slug}",
                "yes where the title is printed",
            )
        around = "".join(
            text.joined(other.lines)
            for other in comparison.around(document)
            if other.source_file == document.source_file
        )
        for column, value in (
            ("document_number", document.number),
            *(("issuers", issuer) for issuer in document.issuers),
            ("issued_on", _printed_date(document.issued_on)),
        ):
            if value:
                comparison.expect(
                    plain(value) in around,
                    place,
                    column,
                    f"{value!r} is printed nowhere in {document.slug} or what issues it",
                    "the words of the document",
                )
        if document.contents_line is not None:
            named = "".join(text.line(document.contents_line + step) for step in range(3))
            comparison.expect(
                _without_marks(document.title)[:12] in _without_marks(named),
                place,
                "contents_line",
                f"line {document.contents_line} of {text.name} does not name the document: "
                f"{text.excerpt(document.contents_line)!r}",
                "the line of the contents that names it",
            )
        if document.bases_line is not None:
            _check_bases(comparison, document, document.bases_line, text)


def _check_bases(
    comparison: Comparison, document: PolicyDocument, line: int, text: SourceText
) -> None:
    """What a document implements stands on the line; of a document of this catalogue, or of an
    annex that the line attaches, the end of the title does."""
    lines = Lines(line, line + 1)
    found = text.joined(lines)
    place = (DOCUMENTS, document.row)
    for base in document.bases:
        known = comparison.policy.document.get(base)
        if known is None:
            comparison.stands(base, text, lines, place, "bases")
        else:
            comparison.expect(
                any(plain(title)[-_TITLE_END:] in found for title in (known.title, document.title)),
                place,
                "bases_line",
                f"line {line} of {text.name} names neither {known.title!r} nor the document",
                "the line that says what the document implements",
            )


def _printed_date(date: PartialDate | None) -> str:
    """A date as documents print it: 2024年3月27日."""
    parts = zip(date.text.split("-"), "年月日", strict=False) if date else ()
    return "".join(f"{int(number)}{unit}" for number, unit in parts)


def _without_marks(text: str) -> str:
    return "".join(character for character in plain(text) if character.isalnum())
