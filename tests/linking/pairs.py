"""The two sides of a comparison, written in a line."""

from typing import Any

from etl.linking.subjects import AnnouncedStandard, WaitingProject
from etl.outcomes.partial_dates import parse_partial_date
from schema.numbers import StandardNumber, parse_standard_number


def number(text: str) -> StandardNumber:
    found = parse_standard_number(text)
    assert found is not None
    return found


def numbers(*texts: str) -> tuple[StandardNumber, ...]:
    return tuple(map(number, texts))


def project(title: str, code: str = "plan-001", **stated: Any) -> WaitingProject:
    return WaitingProject(code, title, **stated)


def standard(
    title: str, printed: str = "GB/T 50001-2031", code: str = "pub-001", **stated: Any
) -> AnnouncedStandard:
    if "published_on" in stated:
        stated["published_on"] = parse_partial_date(stated["published_on"])
    return AnnouncedStandard(code, title, number(printed), **stated)
