"""Links of measures and references of documents against the texts: the words that they rest on."""

from etl.policy.comparison import Comparison
from etl.policy.material import REFERENCES
from etl.policy.policy_links import MEASURE_ALIGNMENTS, MEASURE_PROJECTS, UNLINKED_PROJECTS
from etl.policy.strict_rows import Lines


def check_project_links(comparison: Comparison) -> None:
    """The term of a link stands in its measure, and the project on its line of the same text."""
    for link in comparison.policy.links:
        measure = comparison.policy.measure.get(link.measure)
        text = comparison.text(measure.document) if measure else None
        if measure is None or text is None:
            continue
        place = (MEASURE_PROJECTS, link.row)
        if link.term_in_measure is not None:
            comparison.stands(link.term_in_measure, text, measure.lines, place, "term_in_measure")
        comparison.stands(link.project_title, text, link.project_line, place, "project_title")
    for left in comparison.policy.unlinked:
        measures = [
            comparison.policy.measure[slug]
            for slug in left.candidates
            if slug in comparison.policy.measure
        ]
        text = comparison.text(measures[0].document) if measures else None
        if text is not None:
            place = (UNLINKED_PROJECTS, left.row)
            comparison.stands(left.project_title, text, left.project_line, place, "project_title")


def check_alignments(comparison: Comparison) -> None:
    """The two terms of an alignment stand in the two measures."""
    for alignment in comparison.policy.alignments:
        for slug, line, term, column in (
            (alignment.local, alignment.local_line, alignment.term_local, "term_local"),
            (alignment.national, alignment.national_line, alignment.term_national, "term_national"),
        ):
            measure = comparison.policy.measure.get(slug)
            text = comparison.text(measure.document) if measure else None
            if measure is not None and text is not None:
                lines = Lines(line, max(line, measure.lines.last))
                place = (MEASURE_ALIGNMENTS, alignment.row)
                comparison.stands(term, text, lines, place, column)


def check_references(comparison: Comparison) -> None:
    """What a document names stands on the line, and its number beside it."""
    for reference in comparison.policy.references:
        text = comparison.text(reference.document)
        document = comparison.policy.document.get(reference.document)
        if text is None or document is None:
            continue
        place = (REFERENCES, reference.row)
        lines = Lines(reference.line, min(reference.line + 2, document.lines.last))
        alias = _printed_as(reference.note)
        if alias is not None:
            comparison.stands(alias, text, lines, place, "note")
            # A short title is explained by the full one elsewhere in the document.
            lines = document.lines
        comparison.stands(reference.target_printed, text, lines, place, "target_printed")
        if reference.target_number is not None:
            lines = Lines(reference.line, min(reference.line + 2, document.lines.last))
            comparison.stands(reference.target_number, text, lines, place, "target_number")


def _printed_as(note: str | None) -> str | None:
    """The short title that stands on the line, where the note says so: 印作《行动方案》."""
    if note is not None and note.startswith("印作《") and note.endswith("》"):
        return note.removeprefix("印作")
    return None
