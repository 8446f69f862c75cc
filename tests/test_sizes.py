"""The size of a row as sent: never less than it takes in any form."""

import csv
import html
import io
import json
from typing import Any

import pytest
from openpyxl.utils.escape import escape

from web.safety.sql.sizes import row_overhead, row_size, text_size

TEXTS = [
    "",
    "plain",
    "国家标准项目目录",
    "\U00020000\U0001f600",
    "\x00\x01\x02\x1f\x7f" * 100,
    "\"'&<>\\" * 100,
    "a,b\nc\td\r" * 50,
    "_x0001_",
]


def as_csv(text: str) -> int:
    file = io.StringIO()
    csv.writer(file).writerow([text])
    return len(file.getvalue().encode())


def as_workbook(text: str) -> int:
    """Bytes of a text in the XML of a workbook, where control characters are spelled out."""
    return len(html.escape(escape(text)).encode())


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_a_text_takes_no_more_in_any_form(text: str) -> None:
    around = 32

    bound = text_size(text) + around

    assert len(json.dumps(text, ensure_ascii=False).encode()) <= bound
    assert len(html.escape(text).encode()) <= bound
    assert as_csv(text) <= bound
    assert as_workbook(text) <= bound


@pytest.mark.parametrize(
    "row",
    [
        (1, 2.5, None, "锅炉", True),
        tuple(range(64)),
        (9223372036854775807, -1.7976931348623157e308),
        ("\x01" * 500, "&" * 500),
    ],
)
def test_a_row_takes_no_more_as_an_object(row: tuple[Any, ...]) -> None:
    names = [f"列{number}" for number in range(len(row))]

    bound = row_overhead(names) + row_size(row)

    written = json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False)
    assert len(written.encode()) <= bound


def test_long_names_count_for_every_row() -> None:
    assert row_overhead(["x" * 10_000]) >= 10_000


def test_bytes_count_as_base64() -> None:
    assert row_size((b"\x00" * 3_000,)) >= 4_000
