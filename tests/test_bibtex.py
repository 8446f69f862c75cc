"""The BibTeX file: read by a parser of its own, it says what the catalogue says."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from bibtexparser.entrypoint import parse_string
from hypothesis import given
from hypothesis import strategies as st

from etl.export.bibtex import bibliography, citation_key, escaped
from etl.paths import DATABASE


@pytest.fixture(scope="module")
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(DATABASE)) as connection:
        yield connection


@pytest.fixture(scope="module")
def entries(connection: sqlite3.Connection) -> dict[str, dict[str, str]]:
    library = parse_string("".join(bibliography(connection)))
    assert library.failed_blocks == []
    return {
        entry.key: {"type": entry.entry_type, **{f.key: f.value for f in entry.fields}}
        for entry in library.entries
    }


def test_every_standard_and_project_has_its_entry(
    entries: dict[str, dict[str, str]], connection: sqlite3.Connection
) -> None:
    numbers = connection.execute("select normalized_number from standards").fetchall()
    codes = connection.execute("select code from projects").fetchall()

    assert set(entries) == {
        *(citation_key(number) for (number,) in numbers),
        *(f"project-{code}" for (code,) in codes),
    }


def test_an_entry_says_what_the_catalogue_says(entries: dict[str, dict[str, str]]) -> None:
    assert entries["GBT32151.42-2024"] == {
        "type": "standard",
        "title": "温室气体排放核算与报告要求 第42部分：铜冶炼企业",
        "number": "GB/T 32151.42-2024",
        "year": "2024",
        "date": "2024-09-29",
        "keywords": "推荐",
        "note": "标准号已核实；仅见于其他网页",
        "related": "project-2024-011",
        "url": "https://bzpt.com/gb/355180.html",
        "language": "chinese",
    }
    assert entries["project-2024-011"]["related"] == "GBT32151.42-2024"
    assert entries["project-2024-011"]["howpublished"].endswith("附件1 序号 11")


def test_a_title_that_was_not_seen_is_not_made_up(entries: dict[str, dict[str, str]]) -> None:
    entry = entries["GBT32151.46-2024"]

    assert entry["title"] == "GB/T 32151.46-2024"
    assert entry["note"].startswith("中文名称未见")


def test_every_standard_has_an_address(entries: dict[str, dict[str, str]]) -> None:
    standards = [entry for entry in entries.values() if entry["type"] == "standard"]

    assert all(entry["url"].startswith("http") for entry in standards)


def test_what_is_related_has_an_entry(entries: dict[str, dict[str, str]]) -> None:
    related = {
        key for entry in entries.values() for key in entry.get("related", "").split(",") if key
    }

    assert related <= set(entries)


@given(st.text(max_size=40))
def test_no_text_breaks_an_entry(text: str) -> None:
    flat = " ".join(text.split())

    library = parse_string(f"@misc{{a,\n  title = {{{escaped(flat)}}},\n}}\n")

    assert library.failed_blocks == []
    assert len(library.entries) == 1
