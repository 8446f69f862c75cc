"""What measures and their bodies must not say: a measure twice, a gap in the numbers, a body that
is not known or belongs to another place."""

from collections.abc import Collection, Iterator, Mapping

from etl.inputs.curation import ORGANIZATIONS, Organization
from etl.paths import shown
from etl.policy.measure_numbers import printed_number, series_of, slug_number
from etl.policy.measures import MEASURES, Measure
from etl.policy.policy_documents import DOCUMENTS
from etl.policy.policy_files import CuratedPolicy
from etl.policy.strict_rows import fault
from etl.problems import Problem


def measure_problems(
    policy: CuratedPolicy, file: str, domains: Collection[str]
) -> Iterator[Problem]:
    """Measures that stand twice, outside of their documents, or leave a gap in the numbers."""
    seen: dict[str, Measure] = {}
    positions: dict[str, int] = {}
    series: dict[str, int] = {}
    for measure in policy.measures:

        def report(
            column: str, found: str, expected: str, step: str = "", at: Measure = measure
        ) -> Problem:
            return fault(file, at.row, column, found, expected, step)

        if measure.slug in seen:
            found = f"{measure.slug!r} stands also on {seen[measure.slug].row}"
            yield report("slug", found, "each measure once")
            continue
        document = policy.document.get(measure.document)
        if document is None:
            found = f"{measure.document!r} is no document"
            yield report("document", found, f"a slug of {DOCUMENTS}")
        elif measure.lines.first not in document.lines or measure.lines.last not in document.lines:
            found = f"{measure.lines} outside of {document.slug}"
            yield report("first_line", found, f"within its {document.lines}")
        if not measure.slug.startswith(f"{measure.document}:"):
            yield report("slug", f"{measure.slug!r}", f"{measure.document}: and the number")
        if measure.parent is not None and measure.parent not in seen:
            found = f"{measure.parent!r} is no measure above this row"
            yield report("parent", found, "the slug of a measure that stands before it")
        if measure.domain is not None and measure.domain not in domains:
            yield report("domain", f"{measure.domain!r}", " | ".join(domains))
        expected = positions.get(measure.document, 0) + 1
        if measure.position != expected:
            found = f"position {measure.position} after {expected - 1} in {measure.document}"
            yield report("position", found, f"{expected}", "A measure is missing or misplaced.")
        positions[measure.document] = measure.position
        yield from _number_problems(measure, series, file)
        seen[measure.slug] = measure


def _number_problems(measure: Measure, series: dict[str, int], file: str) -> Iterator[Problem]:
    """The number must be the one of the slug, and follow the one before in its series."""
    number = slug_number(measure.slug)
    if number is None:
        yield fault(file, measure.row, "slug", f"{measure.slug!r}", "a slug that ends in a number")
        return
    if measure.number is not None and printed_number(measure.number) != number:
        found = f"{measure.number!r} for {measure.slug}"
        yield fault(file, measure.row, "number", found, f"the number {number} as printed")
    before = series.get(series_of(measure.slug))
    if before is not None and number != before + 1:
        found = f"{measure.slug} after number {before}"
        step = f"The measure between is missing from {MEASURES}, or a number is wrong."
        yield fault(file, measure.row, "number", found, f"number {before + 1}", step)
    series[series_of(measure.slug)] = number


def body_problems(
    policy: CuratedPolicy, file: str, organizations: Mapping[str, Organization]
) -> Iterator[Problem]:
    """Links to bodies that no list of bodies knows, of another place, twice, or out of order."""
    positions: dict[str, int] = {}
    seen: dict[tuple[str, str, str], str] = {}
    for link in policy.bodies:

        def report(
            column: str, found: str, expected: str, step: str = "", at: str = link.row
        ) -> Problem:
            return fault(file, at, column, found, expected, step)

        measure = policy.measure.get(link.measure)
        if measure is None:
            yield report("measure", f"{link.measure!r} is no measure", f"a slug of {MEASURES}")
            continue
        if link.line not in measure.lines:
            found = f"line {link.line} outside of {measure.slug}"
            yield report("line", found, f"within its {measure.lines}")
        if measure.bodies_line is None:
            found = f"{measure.slug} lists bodies, but has no bodies_line"
            yield report("measure", found, f"the line of the bodies in {MEASURES}")
        expected = positions.get(link.measure, 0) + 1
        if link.position != expected:
            found = f"position {link.position} after {expected - 1} of {link.measure}"
            yield report("position", found, f"{expected}")
        positions[link.measure] = link.position
        body = organizations.get(link.body)
        if body is None:
            yield report(*_unknown(link.body))
            continue
        yield from _place_problems(policy, measure, body, link.row, file)
        key = (link.measure, body.name, str(link.role))
        if key in seen:
            found = f"{body.name} as {link.role} stands also on {seen[key]}"
            yield report("body", found, "each body once in a role")
        seen.setdefault(key, link.row)
    listed = {link.measure for link in policy.bodies}
    for measure in policy.measures:
        if measure.bodies_line is not None and measure.slug not in listed:
            found = f"{measure.slug} has a bodies_line ({measure.row} of {MEASURES}) and no body"
            yield fault(file, "", "measure", found, "at least one body")
        if measure.implied_body is not None and measure.implied_body not in organizations:
            unknown = _unknown(measure.implied_body)
            of_measures = shown(policy.folder / MEASURES)
            yield fault(of_measures, measure.row, "implied_body", *unknown[1:])


def _unknown(name: str) -> tuple[str, str, str, str]:
    return (
        "body",
        f"{name!r} is no known body",
        f"a name of {ORGANIZATIONS} or of aliases.csv",
        f"Add it to {ORGANIZATIONS} with its kind, level and place, or as an alias.",
    )


def _place_problems(
    policy: CuratedPolicy, measure: Measure, body: Organization, row: str, file: str
) -> Iterator[Problem]:
    """A local body answers for measures of its own place only."""
    document = policy.document.get(measure.document)
    if document is not None and body.place and body.place != document.place:
        found = f"{body.name} of {body.place} in a document of {document.place or '国家'}"
        yield fault(file, row, "body", found, "the body of the document's own place")
