"""Lists of standards in the forms that governments print: every cell in its field, in every format.

What must come out stands beside what is printed in ``tests/corpus/forms``; the rules behind it are
in the README there.
"""

import json
import unicodedata
from difflib import unified_diff
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from etl.extract import Extraction
from tests.builders import curation
from tests.corpus.annexes import extract
from tests.corpus.forms.documents import FIELDS, Form, blank_row, decoys, forms
from tests.corpus.forms.pages import PAGES
from tests.corpus.forms.renderings import FORMATS, pdf

CASES = [
    (form, format_name) for form in forms() for format_name in (PAGES if form.pairs else FORMATS)
]
# What a person has to decide or to know, and what costs no row.
DECISIONS = {"unknown_body", "unknown_column", "seq_inferred"}
# Fields whose text is kept as printed, whatever its typography.
AS_PRINTED = ("adopts", "remark")


def name_of(value: object) -> str | None:
    return value.name if isinstance(value, Form) else None


def folded(text: str) -> str:
    """A text without the differences that formats and typography make."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def other_of(row: dict[str, Any], wanted: dict[str, str]) -> dict[str, str]:
    """``other`` of an extracted row, and with it what a field beyond the contract took over.

    A product that declares a field for a column that the contract leaves to ``other`` keeps the
    cell just as well.
    """
    found = {folded(header): folded(value) for header, value in (row.get("other") or {}).items()}
    beyond = [
        folded(str(value))
        for name, held in row.items()
        if name not in FIELDS | {"other", "cells", "place", "year"}
        for value in (held if isinstance(held, list) else [held])
    ]
    for header, value in wanted.items():
        if folded(header) not in found and folded(value) in beyond:
            found[folded(header)] = folded(value)
    return found


def row_of(row: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    """An extracted row in the terms of the contract. A field that is absent is not stated."""
    kept = {name: row.get(name, empty) for name, empty in blank_row().items()}
    for name in AS_PRINTED:
        kept[name] = kept[name] and folded(kept[name])
    return kept | {"other": other_of(row, wanted.get("other", {}))}


def wanted_row(row: dict[str, Any]) -> dict[str, Any]:
    kept = {name: row[name] and folded(row[name]) for name in AS_PRINTED}
    return row | kept | {"other": {folded(k): folded(v) for k, v in row["other"].items()}}


def wanted_list(wanted: dict[str, Any]) -> dict[str, Any]:
    return wanted | {
        "title": folded(wanted["title"]),
        "header": [folded(word) for word in wanted["header"]],
        "rows": [wanted_row(row) for row in wanted["rows"]],
    }


def list_of(found: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    """An extracted list in the terms of the contract, with the keys that are compared."""
    rows = found["rows"]
    blanks = [blank_row()] * max(0, len(rows) - len(wanted["rows"]))
    return {name: found.get(name) for name in wanted} | {
        "title": folded(found["title"] or ""),
        "header": [folded(word) for word in found.get("header") or []],
        "rows": [
            row_of(row, of) for row, of in zip(rows, [*wanted["rows"], *blanks], strict=False)
        ],
    }


def shown(lists: list[dict[str, Any]]) -> list[str]:
    """One line a field, and only what is stated, so that a difference can be read."""
    lines = []
    for number, found in enumerate(lists, start=1):
        lines += [f"list {number}: {k} {_json(v)}" for k, v in found.items() if k != "rows"]
        for row in found["rows"]:
            stated = {
                name: value for name, value in sorted(row.items()) if value not in (None, [], {})
            }
            where = f"list {number}, row {row['seq']}"
            lines += [f"{where}: {name} {_json(value)}" for name, value in stated.items()]
    return lines


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def extracted(form: Form, format_name: str) -> Extraction:
    """What one rendering gives; read once for all tests that look at it."""
    return _extracted(form.name, format_name)


@cache
def _extracted(name: str, format_name: str) -> Extraction:
    (form,) = (form for form in (*forms(), *decoys()) if form.name == name)
    data = (PAGES if form.pairs else FORMATS)[format_name](form)
    with TemporaryDirectory() as folder:
        return extract(data, Path(folder))


def difference(form: Form, given: dict[str, Any], *, blanks: bool = True) -> str:
    """What differs between the extraction and the document's expectation; empty if nothing does.

    ``blanks``: whether blanks count, which paper loses at the ends of lines.
    """
    found = given["lists"]
    blank = {"title": "", "header": [], "rows": []}
    beside = [*form.expected, *[blank] * max(0, len(found) - len(form.expected))]
    sides = (
        shown([wanted_list(of) for of in form.expected]),
        shown([list_of(*both) for both in zip(found, beside, strict=False)]),
    )
    if not blanks:
        sides = ([folded(line) for line in sides[0]], [folded(line) for line in sides[1]])
    return "\n".join(unified_diff(*sides, "wanted", "found", lineterm="", n=1))


@pytest.mark.parametrize(("form", "format_name"), CASES, ids=name_of)
def test_every_cell_is_in_its_field(form: Form, format_name: str) -> None:
    given = extracted(form, format_name).as_json()

    found = difference(form, given)
    assert not found, f"{found}\nproblems: {_json(given['problems'])}"


@pytest.mark.parametrize("form", [form for form in forms() if not form.pairs], ids=name_of)
def test_cells_that_paper_breaks_into_lines_are_whole(form: Form, tmp_path: Path) -> None:
    data = pdf(form, wrapped=True)

    given = extract(data, tmp_path).as_json()

    found = difference(form, given, blanks=False)
    assert not found, f"{found}\nproblems: {_json(given['problems'])}"


@pytest.mark.parametrize(("form", "format_name"), CASES, ids=name_of)
def test_only_decisions_are_asked_for(form: Form, format_name: str) -> None:
    without_year = any(found["year"] is None for found in form.expected)
    allowed = DECISIONS | ({"year_from_notice"} if without_year else set())

    problems = extracted(form, format_name).problems

    assert [str(problem) for problem in problems if problem.kind not in allowed] == []


@pytest.mark.parametrize("form", forms(), ids=name_of)
def test_every_unknown_body_is_a_decision(form: Form) -> None:
    known = {body.name for body in curation().organizations}
    rows = [row for found in form.expected for row in found["rows"]]
    unknown = {name for row in rows for name in (*row["departments"], *row["committees"])} - known

    problems = extracted(form, "html, a pair a row" if form.pairs else "html").problems

    said = "\n".join(str(problem) for problem in problems if problem.kind == "unknown_body")
    assert [name for name in sorted(unknown) if name not in said] == []


@pytest.mark.parametrize("form", forms(), ids=name_of)
def test_columns_without_a_field_are_said_once_a_list(form: Form) -> None:
    given = extracted(form, "html, a pair a row" if form.pairs else "html").as_json()

    found: Any = given["lists"]
    problems: Any = given["problems"]
    left = [{header for row in of["rows"] for header in row.get("other", {})} for of in found]
    warned = [problem for problem in problems if problem["kind"] == "unknown_column"]
    assert len(found) == len(form.expected)
    assert sum(map(bool, left)) <= len(warned) <= sum(map(len, left))
    assert {problem["severity"] for problem in warned} <= {"warning"}


def test_two_sources_of_the_nature_that_disagree_are_a_problem(tmp_path: Path) -> None:
    text = (
        "2024年国家标准制修订计划项目表\n序号\t计划号\t项目名称\t标准性质\t制修订\n"
        "1\t20240001-T-607\t木家具分级\t推荐\t制定\n"
        "2\t20240002-Q-607\t木家具阻燃\t推荐\t制定\n"
        "3\t20240003-Q-607\t木家具甲醛\t强制\t制定\n"
    )

    problems = extract(text.encode(), tmp_path).problems

    assert [(problem.seq, problem.is_error) for problem in problems] == [(2, True)]


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("form", decoys(), ids=name_of)
def test_other_tables_are_refused(form: Form, format_name: str) -> None:
    extraction = extracted(form, format_name)

    assert extraction.lists == []
    assert "no_table_found" in [problem.kind for problem in extraction.problems]
