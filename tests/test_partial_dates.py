"""Dates of which only a part may be known."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.outcomes.partial_dates import PartialDate, parse_partial_date
from schema.vocabulary import DatePrecision

days = st.dates(date(1900, 1, 1), date(2099, 12, 31))


def read(text: str) -> PartialDate:
    found = parse_partial_date(text)
    assert found is not None
    return found


@given(days, st.sampled_from([4, 7, 10]))
def test_a_date_is_kept_as_far_as_it_is_known(day: date, known: int) -> None:
    text = day.isoformat()[:known]

    found = read(text)

    assert found.text == text
    assert found.year == day.year
    assert list(DatePrecision).index(found.precision) == [4, 7, 10].index(known)


@given(days, days)
def test_whole_dates_are_ordered_as_days_are(one: date, two: date) -> None:
    assert read(one.isoformat()).is_before(read(two.isoformat())) == (one < two)


@given(days, st.sampled_from([4, 7, 10]))
def test_what_is_not_known_proves_nothing(day: date, known: int) -> None:
    whole, part = read(day.isoformat()), read(day.isoformat()[:known])

    assert not whole.is_before(part)
    assert not part.is_before(whole)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "24",
        "2024-",
        "2024-1",
        "2024-13",
        "2024-00",
        "2024-02-30",
        "2023-02-29",
        "2024-1-1",
        "2024/01/01",
        "20240101",
        "2024-01-01 ",
        "1899",
        "2100-01-01",
        "２０２４",
        "2024年1月",
    ],
)
def test_what_is_no_date_is_not_read_as_one(text: str) -> None:
    assert parse_partial_date(text) is None
