"""The printed numbers of measures in all of their forms."""

import pytest

from etl.policy.measure_numbers import printed_number, series_of, slug_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("（一）", 1),
        ("(十四)", 14),
        ("二十一、", 21),
        ("（41）", 41),
        ("7.", 7),
        ("19", 19),
        ("专栏 8", 8),
        ("附件", None),
        ("（一）（二）", None),
    ],
)
def test_a_printed_number_is_read(text: str, number: int | None) -> None:
    assert printed_number(text) == number


def test_the_number_and_series_of_a_slug() -> None:
    assert (series_of("plan:task-4.12"), slug_number("plan:task-4.12")) == ("plan:task-4.", 12)
    assert slug_number("plan:task") is None
