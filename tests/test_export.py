"""The downloads of the whole catalogue: what they hold, that they are equal, that they validate."""

import hashlib
import io
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner

from etl.build import build
from etl.commands.cli import main
from etl.export.columns import columns, people_columns, table_names
from etl.export.files import CHECKSUMS, MANIFEST, ensure_exported, export, exported, file_digest
from etl.export.forms import forms
from etl.export.spreadsheet_cells import MAX_TEXT, cell_text, defused, display_width
from etl.export.tables import Batch, CsvEncoder, Head, Heading
from etl.export.workbook import NOTES_SHEET, WorkbookFile
from schema.filled_columns import FILLED_QUERY, read_filled
from tests.small_catalogue import SmallCatalogue, announced


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(database=tmp_path_factory.mktemp("export") / "catalogue.db").database


@pytest.fixture(scope="session")
def folder(database: Path) -> Path:
    folder = database.parent / "exports"
    export(database, folder)
    return folder


@pytest.fixture
def connection(database: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(database)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


@pytest.fixture(scope="session")
def workbook(folder: Path) -> Any:
    return openpyxl.load_workbook(folder / "catalogue.xlsx")


def made_workbook(folder: Path, head: Head, rows: Batch) -> Any:
    with WorkbookFile(folder / "made.xlsx", None) as book:
        book.write(head, [rows])
    return openpyxl.load_workbook(folder / "made.xlsx")


def csv_text(head: Head, rows: Batch) -> str:
    return b"".join(CsvEncoder(head).pieces([rows])).decode("utf-8-sig")


def count(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f"select count(*) from {table}").fetchone()[0])


def test_equal_builds_give_equal_files(folder: Path, tmp_path: Path) -> None:
    again = build(database=tmp_path / "again.db").database

    files = export(again, tmp_path / "exports")

    different = [
        file.name
        for file in files
        if (tmp_path / "exports" / file.name).read_bytes() != (folder / file.name).read_bytes()
    ]
    assert different == []


def test_nothing_says_when_or_where_it_was_made(folder: Path, database: Path) -> None:
    book = openpyxl.load_workbook(folder / "catalogue.xlsx")

    assert book.properties.created == datetime(2024, 3, 27)
    for path in folder.rglob("*"):
        if path.is_file():
            assert str(database.parent).encode() not in path.read_bytes()


def test_every_file_of_the_export_is_of_a_form_that_says_what_it_is(database: Path) -> None:
    files = ensure_exported(database, database.parent / "exports")

    assert [file.name for file in files] == [form.name for form in forms()]
    for file, form in zip(files, forms(), strict=True):
        assert file.name.endswith(f".{form.ending}")
        assert file.media_type == form.media_type
        assert all((file.title, file.description, form.label))
        assert form.content_type().endswith("; charset=utf-8") == form.is_text


def test_checksums_are_those_of_the_files(folder: Path) -> None:
    lines = (folder / CHECKSUMS).read_text(encoding="ascii").splitlines()

    for line in lines:
        digest, name = line.split("  ")
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    assert {line.split("  ")[1] for line in lines} | {CHECKSUMS, MANIFEST} == {
        str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()
    }


def test_the_data_package_validates_with_its_data(folder: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "frictionless", "validate", "--json", "datapackage.json"],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONWARNINGS": "default"},
        check=False,
    )

    assert answer.returncode == 0, answer.stdout[:3000] + answer.stderr[:3000]
    report = json.loads(answer.stdout)
    assert report["valid"]
    assert len(report["tasks"]) == len(table_names())


def test_the_data_package_describes_every_column(folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))

    for resource in package["resources"]:
        header = (folder / resource["path"]).read_text(encoding="utf-8").splitlines()[0]
        fields = resource["schema"]["fields"]
        assert header.split(",") == [field["name"] for field in fields]
        assert all(field["title"] and field["description"] for field in fields)


def test_the_csv_opens_in_excel(folder: Path, connection: sqlite3.Connection) -> None:
    content = (folder / "projects.csv").read_bytes()

    assert content.startswith(b"\xef\xbb\xbf")
    frame = pd.read_csv(io.BytesIO(content), encoding="utf-8-sig", dtype=str)
    filled = read_filled(tuple(row) for row in connection.execute(FILLED_QUERY))
    assert list(frame.columns) == [column.title for column in people_columns("projects", filled)]
    assert "计划号" not in frame.columns
    assert list(frame["项目编号"]) == [
        row["code"] for row in connection.execute("select code from projects order by id")
    ]


def test_the_workbook_has_every_table_and_what_it_is(
    workbook: Any, connection: sqlite3.Connection
) -> None:
    sizes = {sheet.title: sheet.max_row - 1 for sheet in workbook.worksheets[:-1]}

    assert list(sizes.values()) == [count(connection, table) for table in table_names()]
    assert workbook.sheetnames[-1] == NOTES_SHEET
    notes = {row[0].value: row[1].value for row in workbook[NOTES_SHEET].iter_rows()}
    assert "国市监标技发〔2024〕34号" in notes["来源"]
    assert "标准项目名称" in notes


def test_the_workbook_is_typed_and_easy_to_read(workbook: Any) -> None:
    sheet = workbook["标准项目"]
    heads = {cell.value: cell.column_letter for cell in sheet[1]}

    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref.startswith("A1:")
    assert isinstance(sheet[f"{heads['年度']}2"].value, int)
    assert sheet[f"{heads['年度']}2"].data_type == "n"
    assert sheet[f"{heads['标准项目名称']}2"].data_type == "s"
    assert sheet.column_dimensions[heads["标准项目名称"]].width > 40
    notices = workbook["通知"]
    heads = {cell.value: cell.column_letter for cell in notices[1]}
    assert notices[f"{heads['成文日期']}2"].is_date


@pytest.mark.parametrize("name", ["projects.json", "projects.ndjson", "projects.parquet"])
def test_the_forms_for_programs_hold_every_project(
    folder: Path, connection: sqlite3.Connection, name: str
) -> None:
    if name.endswith(".parquet"):
        records = pd.read_parquet(folder / name).to_dict("records")
    elif name.endswith(".ndjson"):
        lines = (folder / name).read_text(encoding="utf-8").splitlines()
        records = [json.loads(line) for line in lines]
    else:
        records = json.loads((folder / name).read_text(encoding="utf-8"))

    for record, row in zip(
        records, connection.execute("select * from projects order by id"), strict=True
    ):
        assert list(record) == row.keys()
        assert record["id"] == row["id"]
        assert record["title"] == row["title"]
        assert list(record["committees"]) == json.loads(row["committees"])


def test_json_is_readable(folder: Path) -> None:
    assert "节能技术评价导则" in (folder / "projects.json").read_text(encoding="utf-8")


def test_the_database_is_the_catalogue(folder: Path, database: Path) -> None:
    assert (folder / "catalogue.db").read_bytes() == database.read_bytes()


def test_an_export_is_made_once_for_a_catalogue(folder: Path, database: Path) -> None:
    before = (folder / MANIFEST).stat().st_mtime_ns

    files = ensure_exported(database, folder)

    assert files
    assert (folder / MANIFEST).stat().st_mtime_ns == before


@pytest.mark.parametrize("damage", ["missing", "cut", "catalogue", "program", "no manifest"])
def test_an_export_that_is_not_of_this_catalogue_is_made_anew(
    database: Path, tmp_path: Path, damage: str
) -> None:
    export(database, tmp_path)
    if damage == "missing":
        (tmp_path / "projects.csv").unlink()
    elif damage == "cut":
        (tmp_path / "projects.csv").write_bytes(b"")
    elif damage == "no manifest":
        (tmp_path / MANIFEST).write_text("{", encoding="ascii")
    else:
        manifest = json.loads((tmp_path / MANIFEST).read_text(encoding="utf-8"))
        (tmp_path / MANIFEST).write_text(json.dumps({**manifest, damage: "0"}))

    assert exported(file_digest(database), tmp_path) is None
    ensure_exported(database, tmp_path)
    assert exported(file_digest(database), tmp_path)


def test_the_command_writes_the_files_and_names_them(database: Path, tmp_path: Path) -> None:
    answer = CliRunner().invoke(
        main, ["export", str(tmp_path / "new"), "--database", str(database)]
    )

    assert answer.exit_code == 0, answer.output
    assert "catalogue.xlsx" in answer.output
    assert (tmp_path / "new" / "datapackage.json").is_file()


def test_a_file_that_is_no_catalogue_is_refused(tmp_path: Path) -> None:
    (tmp_path / "no.db").write_text("no catalogue", encoding="ascii")

    answer = CliRunner().invoke(
        main, ["export", str(tmp_path / "new"), "--database", str(tmp_path / "no.db")]
    )

    assert answer.exit_code == 1


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@A1",
        " =1",
        "\t=1",
        "\r=1",
        "\n=1",
        "　=1",
        "\ufeff=1",
        "＝1",
        "＠a",
        "＋1",
        "－1",
        "﹢1",
        "﹣1",
        "﹦1",
        "﹫a",
    ],
)
def test_formulas_are_defused(text: str, tmp_path: Path) -> None:
    head = Head("表", [Heading("名称")])

    cell = made_workbook(tmp_path, head, [(text,)])["表"]["A2"]
    csv = csv_text(head, [(text,)]).split("\r\n", 1)[1]

    assert defused(text) == f"'{text}"
    assert cell.data_type == "s"
    assert cell.value.startswith("'")
    assert csv.lstrip('"').startswith("'")


@pytest.mark.parametrize("value", ["—", "标准", "", "1-1", None, -1, 2024, "a=b"])
def test_what_is_no_formula_stays_as_it_is(value: Any) -> None:
    assert defused(value) == value


def test_headings_are_defused_too() -> None:
    assert csv_text(Head("表", [Heading("=1")]), [("a",)]).startswith("'=1")


def test_a_cell_holds_no_more_than_excel_takes() -> None:
    assert len(cell_text("字" * (MAX_TEXT + 10))) == MAX_TEXT
    assert cell_text("a\x00b\x1bc") == "abc"


def test_chinese_is_two_columns_wide() -> None:
    assert display_width("标准A") == 5
    assert display_width("a\n标准") == 4


def test_the_bill_of_materials_is_part_of_a_release(folder: Path) -> None:
    bill = json.loads((folder / "sbom.cdx.json").read_text(encoding="utf-8"))

    assert bill["bomFormat"] == "CycloneDX"


def test_a_catalogue_without_any_project_is_exported(tmp_path: Path) -> None:
    small = SmallCatalogue(tmp_path)
    small.announcement(1, "2031-01-01", announced("GB/T 101-2031", "白茶"))
    small.build()

    files = export(small.database, tmp_path / "exports")

    assert [file.name for file in files] == [form.name for form in forms()]
    projects = pd.read_parquet(tmp_path / "exports/projects.parquet")
    assert list(projects.columns) == [column.name for column in columns("projects")]
    assert projects.empty
    assert json.loads((tmp_path / "exports/projects.json").read_text("utf-8")) == []


def test_a_table_longer_than_a_sheet_goes_on_in_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("etl.export.workbook.MAX_ROWS", 2)

    book = made_workbook(tmp_path, Head("项目", [Heading("编号")]), [["a"], ["b"], ["c"]])

    assert [sheet.title for sheet in book] == ["项目", "项目（2）"]
    assert [[row[0].value for row in sheet] for sheet in book] == [
        ["编号", "a", "b"],
        ["编号", "c"],
    ]
