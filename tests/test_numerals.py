"""Chinese numerals."""

import pytest

from etl.text.numerals import chinese_number


@pytest.mark.parametrize(
    ("text", "value"),
    [("一", 1), ("十", 10), ("十二", 12), ("二十一", 21), ("一百零五", 105), ("一百六十五", 165)],
)
def test_chinese_numerals(text: str, value: int) -> None:
    assert chinese_number(text) == value
