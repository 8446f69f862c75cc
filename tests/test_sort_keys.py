"""Sort keys: text order is the order that a Chinese reader expects."""

import pytest

from etl.database.sort_keys import sort_key


@pytest.mark.parametrize(
    "in_order",
    [
        ["安全", "重庆", "交通运输部", "中国"],
        ["第 1 部分：通则", "第 2 部分", "第 10 部分"],
        ["锂离子电池", "锂离子电池 2", "锂离子电池 10"],
        ["部分X", "部分Y"],
    ],
)
def test_names_are_in_the_order_of_a_dictionary(in_order: list[str]) -> None:
    keys = [sort_key(text) for text in in_order]

    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("重庆", "chong2 qing4"),
        ("《ＧＢ/T 1.1》", "gb t 000001 000001"),
        ("——", ""),
        ("", ""),
    ],
)
def test_key(text: str, key: str) -> None:
    assert sort_key(text) == key
