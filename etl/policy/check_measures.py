"""Measures and their bodies against the texts: headings, numbers, chapters, brackets."""

import re

from etl.policy.comparison import Comparison
from etl.policy.measure_numbers import leading_number
from etl.policy.measures import MEASURE_ORGANIZATIONS, MEASURES, Measure, MeasureBody
from etl.policy.policy_documents import PolicyDocument
from etl.policy.source_texts import SourceText, plain
from etl.policy.strict_rows import Lines
from schema.policy_vocabulary import MeasureRole

_CHAPTERS = " / "
# The words by which a bracket or a cell says who does what.
_ROLES = re.compile("按照?职责分工|负责落实|落实|负责|牵头|配合|召集人|成员单位|责任单位")
_BRACKET = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)\**$")
# A clause on all measures that follow is no body of this one.
_GENERAL = re.compile(r"[。,]?以下均需.*$")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_OPEN = "等"


def check_measures(comparison: Comparison) -> None:
    """Heading, number, chapter, deadline and general clause of every measure."""
    _check_gaps(comparison)
    chapters: dict[tuple[str, str], int | None] = {}
    for measure in comparison.policy.measures:
        document = comparison.policy.document.get(measure.document)
        text = comparison.text(measure.document)
        if document is None or text is None:
            continue
        place = (MEASURES, measure.row)
        comparison.stands(measure.heading, text, measure.lines.first, place, "heading")
        if measure.number is not None and measure.number_line is not None:
            line = text.line(measure.number_line)
            comparison.expect(
                line.startswith(plain(measure.number)),
                place,
                "number",
                f"line {measure.number_line} of {text.name} does not begin with "
                f"{measure.number!r}: {text.excerpt(measure.number_line)!r}",
                "the number as printed",
            )
        for part in (measure.chapter or "").split(_CHAPTERS):
            if part:
                _check_chapter(comparison, measure, document, text, part, chapters)
        printed = text.joined(measure.lines)
        for deadline in measure.deadlines_printed:
            comparison.stands(deadline, text, measure.lines, place, "deadlines_printed")
        for deadline in measure.deadlines:
            year = deadline[:4]
            comparison.expect(
                not year.isdigit() or year in printed,
                place,
                "deadlines",
                f"the year {year} is not printed in {measure.lines} of {text.name}",
                "a deadline of the measure",
            )
        if measure.implied_body is not None and measure.implied_line is not None:
            clause = text.line(measure.implied_line)
            comparison.expect(
                "以下均需" in clause and measure.implied_line <= measure.lines.first,
                place,
                "implied_line",
                f"line {measure.implied_line} of {text.name} has no clause on what follows",
                "the line that says 以下均需…落实",
            )


def _check_gaps(comparison: Comparison) -> None:
    """Between two measures, and after the last, no line goes on with the number that follows."""
    measures: dict[str, list[Measure]] = {}
    for measure in comparison.policy.measures:
        measures.setdefault(measure.document, []).append(measure)
    for slug, listed in measures.items():
        text = comparison.text(slug)
        if text is None:
            continue
        end = comparison.policy.document[slug].lines.last
        headings = {
            plain(part) for measure in listed for part in (measure.chapter or "").split(_CHAPTERS)
        }
        ordered = sorted(listed, key=lambda measure: measure.lines.first)
        for measure, following in zip(ordered, [*ordered[1:], None], strict=True):
            last = following.number_line or following.lines.first if following else end + 1
            _check_gap(comparison, measure, Lines(measure.lines.last + 1, last - 1), text, headings)


def _check_gap(
    comparison: Comparison,
    measure: Measure,
    between: Lines,
    text: SourceText,
    headings: set[str],
) -> None:
    found = leading_number(text.line(measure.number_line or 0)) if measure.number else None
    if found is None:
        return
    shape, value = found
    for number in range(between.first, between.last + 1):
        comparison.expect(
            leading_number(text.line(number)) != (shape, value + 1)
            or text.line(number) in headings,
            (MEASURES, measure.row),
            "number",
            f"after {measure.slug}, line {number} of {text.name} goes on with the next number: "
            f"{text.excerpt(number)!r}",
            "a row for every numbered measure",
        )


def _check_chapter(
    comparison: Comparison,
    measure: Measure,
    document: PolicyDocument,
    text: SourceText,
    part: str,
    found: dict[tuple[str, str], int | None],
) -> None:
    key = (document.slug, part)
    if key not in found:
        wanted = plain(part)
        found[key] = next(
            (
                number
                for number in range(document.lines.first, document.lines.last + 1)
                if wanted in text.line(number)
            ),
            None,
        )
    line = found[key]
    comparison.expect(
        line is not None and line <= measure.lines.first,
        (MEASURES, measure.row),
        "chapter",
        f"{part!r} does not stand above line {measure.lines.first} in {document.slug}",
        "the heading of the chapter",
    )


def check_bodies(comparison: Comparison) -> None:
    """Every body stands where its measure lists bodies, in its role, and no other body does."""
    listed: dict[str, list[MeasureBody]] = {}
    for link in comparison.policy.bodies:
        listed.setdefault(link.measure, []).append(link)
    for slug, links in listed.items():
        measure = comparison.policy.measure.get(slug)
        text = comparison.text(measure.document) if measure else None
        if measure is None or text is None or measure.bodies_line is None:
            continue
        lines = Lines(measure.bodies_line, max(measure.bodies_line, measure.lines.last))
        region = text.joined(lines)
        for link in links:
            place = (MEASURE_ORGANIZATIONS, link.row)
            comparison.stands(link.printed_name, text, lines, place, "printed_name")
            if link.role_printed is not None:
                # A column prints the role once, at its head.
                parent = comparison.policy.measure.get(measure.parent or "")
                is_head = parent is not None and parent.document == measure.document
                head = text.line(parent.lines.first) if parent and is_head else ""
                if plain(link.role_printed) not in head:
                    comparison.stands(link.role_printed, text, lines, place, "role_printed")
        if all(link.role in _BRACKETED for link in links):
            _check_bracket(comparison, measure, links, region)


_BRACKETED = (
    MeasureRole.LEAD,
    MeasureRole.RESPONSIBLE,
    MeasureRole.PARTICIPANT,
    MeasureRole.IMPLEMENT,
)


def _check_bracket(
    comparison: Comparison, measure: Measure, links: list[MeasureBody], region: str
) -> None:
    """In the bracket or cell nothing is left when bodies and roles are taken out; and 等 stands
    there where the list is said to be open."""
    bracket = _GENERAL.sub("", _region_of_bodies(region))
    rest = bracket
    for name in sorted({plain(link.printed_name) for link in links}, key=len, reverse=True):
        rest = rest.replace(name, "、")
    rest = _ROLES.sub("、", rest)
    left = [words for words in _HAN.findall(rest) if words != _OPEN]
    place = (MEASURES, measure.row)
    comparison.expect(
        not left,
        place,
        "bodies_line",
        f"{measure.slug} names there, too: {'、'.join(left)}",
        f"every body of the line in {MEASURE_ORGANIZATIONS}",
    )
    is_open = _OPEN in _HAN.findall(rest)
    comparison.expect(
        is_open == bool(measure.is_list_open),
        place,
        "open_list",
        f"the list of bodies of {measure.slug} {'ends' if is_open else 'does not end'} in 等",
        "yes if it ends in 等, else no",
    )


def _region_of_bodies(region: str) -> str:
    """The bracket at the end of a measure, or the cell after the label of a column."""
    found = _BRACKET.search(region)
    if found:
        return found[1]
    for label in ("责任单位:", "责任单位"):
        if label in region:
            return region.rpartition(label)[2]
    return region.rpartition("。")[2]
