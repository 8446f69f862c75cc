"""Every download of the whole catalogue: made from a finished file, equal for equal catalogues."""

import hashlib
import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from etl.export.bibtex import bibliography
from etl.export.columns import (
    STRUCTURED,
    Column,
    columns,
    for_people,
    people_columns,
    people_kind,
    table_names,
)
from etl.export.datapackage import datapackage, plain_csv
from etl.export.tables import Heading, Sheet, csv_bytes, workbook_bytes
from etl.paths import ROOT, SBOM, shown
from etl.problems import CatalogueError, Problem
from schema.about import DESCRIPTION, LICENSE, LICENSE_URL, TITLE
from schema.contents import CONTENTS_QUERY, Contents, read_contents
from schema.dictionary import declarations

MANIFEST = "manifest.json"
CHECKSUMS = "SHA256SUMS"
PROJECTS = "projects"


@dataclass(frozen=True)
class ExportedFile:
    """A file of the export. ``size`` is in bytes; ``description`` says for whom it is."""

    name: str
    title: str
    description: str
    size: int
    sha256: str


def export(database: Path, folder: Path) -> list[ExportedFile]:
    """Write every download of ``database`` into ``folder`` and return what was written.

    A file takes its place when it is complete, the manifest last. Raises ``CatalogueError`` if
    ``database`` is no catalogue.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files: list[ExportedFile] = []
    try:
        for name, title, description, content in _contents(database, files):
            _write(folder / name, content)
            digest = hashlib.sha256(content).hexdigest()
            files.append(ExportedFile(name, title, description, len(content), digest))
    except (sqlite3.DatabaseError, pd.errors.DatabaseError) as error:
        raise CatalogueError(
            [Problem("not_a_catalogue", "", str(error), file=shown(database))]
        ) from None
    sums = "".join(f"{file.sha256}  {file.name}\n" for file in files)
    _write(folder / CHECKSUMS, sums.encode("ascii"))
    manifest = {
        "catalogue": hashlib.sha256(database.read_bytes()).hexdigest(),
        "program": _program(),
        "files": [asdict(file) for file in files],
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    _write(folder / MANIFEST, text.encode("utf-8"))
    return files


def exported(database: Path, folder: Path) -> list[ExportedFile] | None:
    """What ``folder`` holds, or None unless it is the complete export of this very catalogue by
    this very program."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = [ExportedFile(**entry) for entry in manifest["files"]]
        digest = hashlib.sha256(database.read_bytes()).hexdigest()
        is_current = manifest["catalogue"] == digest and manifest["program"] == _program()
        complete = all((folder / file.name).stat().st_size == file.size for file in files)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return files if is_current and complete else None


def ensure_exported(database: Path, folder: Path) -> list[ExportedFile]:
    """What ``folder`` holds, made anew unless it is of this very catalogue."""
    return exported(database, folder) or export(database, folder)


def _contents(database: Path, done: list[ExportedFile]) -> Iterator[tuple[str, str, str, bytes]]:
    """Name, title, description and content of each file; ``done`` are those already written."""
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as opened:
        notices = _notices(opened)
        contents = read_contents(opened.execute(CONTENTS_QUERY))
        sheets = [people_sheet(opened, table, contents) for table in table_names()]
        projects = next(s for s in sheets if s.title == declarations()[PROJECTS].title)
        notes = [*source_notes(notices), *column_notes(PROJECTS, contents)]
        issued = max((date.fromisoformat(n["issued_on"]) for n in notices), default=None)
        yield (
            "catalogue.xlsx",
            "全部表格（Excel）",
            "每张表一个工作表，另附来源、日期与各列说明；用 Excel 或 WPS 打开",
            workbook_bytes(sheets, notes, issued),
        )
        yield (
            "projects.csv",
            "标准项目（CSV）",
            "中文表头，带字节顺序标记，Excel 与 WPS 可直接打开",
            csv_bytes(projects),
        )
        records = _records(opened, PROJECTS)
        lines = [json.dumps(record, ensure_ascii=False) for record in records]
        yield (
            "projects.json",
            "标准项目（JSON）",
            "一个数组，每个项目一个对象，汉字不转义",
            ("[\n" + ",\n".join(lines) + "\n]\n").encode("utf-8"),
        )
        yield (
            "projects.ndjson",
            "标准项目（NDJSON）",
            "每行一个项目，便于逐行处理",
            "".join(f"{line}\n" for line in lines).encode("utf-8"),
        )
        yield (
            "projects.parquet",
            "标准项目（Parquet）",
            "带类型的列式文件，供 pandas、R、DuckDB 等读取",
            _parquet(records),
        )
        yield (
            "catalogue.db",
            "整个数据库（SQLite）",
            "本站所用的数据库文件：全部表格、数据字典、来源与更正",
            database.read_bytes(),
        )
        yield (
            "catalogue.bib",
            "引文（BibTeX）",
            "每个项目与标准一条，供文献管理软件与 LaTeX 引用",
            bibliography(opened).encode("utf-8"),
        )
        for table in table_names():
            yield (
                f"tables/{table}.csv",
                f"{declarations()[table].title}（原样 CSV）",
                "UTF-8，列名与数据库相同，供程序读取；说明见 datapackage.json",
                plain_csv(opened, table),
            )
        yield (
            SBOM.name,
            "软件物料清单（CycloneDX）",
            "本软件所用的全部程序库：版本、许可、校验值",
            _bill_of_materials(),
        )
    texts = {
        "title": TITLE,
        "description": DESCRIPTION,
        "license": LICENSE,
        "license_url": LICENSE_URL,
    }
    files = {
        file.name.removeprefix("tables/").removesuffix(".csv"): (file.name, file.size, file.sha256)
        for file in done
        if file.name.startswith("tables/")
    }
    yield (
        "datapackage.json",
        "数据包说明（Frictionless）",
        "tables 文件夹中各表的列、类型、主键与外键",
        datapackage(texts, notices, files),
    )


def people_sheet(connection: sqlite3.Connection, table: str, contents: Contents) -> Sheet:
    """A whole table for people."""
    shown_columns = people_columns(table, contents)
    order = declarations()[table].sort or declarations()[table].sort_desc or "rowid"
    direction = " desc" if declarations()[table].sort_desc else ""
    rows = [
        tuple(for_people(c, value) for c, value in zip(shown_columns, row, strict=True))
        for row in connection.execute(
            f"select {', '.join(column.sql for column in shown_columns)} "
            f"from {table} order by {order}{direction}, rowid"
        )
    ]
    return Sheet(declarations()[table].title, headings(shown_columns), rows)


def headings(chosen: list[Column]) -> list[Heading]:
    """The headings of columns for people."""
    return [Heading(c.title, people_kind(c), c.description) for c in chosen]


def source_notes(notices: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """What a downloaded table says of itself: title, sources with their dates, rights."""
    return [
        ("名称", TITLE),
        ("说明", DESCRIPTION),
        *(("来源", f"{n['title']}（{n['document_number']}，{n['issued_on']}）") for n in notices),
        ("权利", f"{LICENSE}（{LICENSE_URL}）"),
    ]


def column_notes(table: str, contents: Contents | None = None) -> list[tuple[str, str]]:
    """The meaning of each column that people get."""
    return [
        (column.title, column.description + (f"（单位：{column.unit}）" if column.unit else ""))
        for column in people_columns(table, contents)
    ]


def _notices(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    rows = connection.execute(
        "select title, document_number, issued_on from notices order by issued_on, id"
    )
    return [dict(zip(("title", "document_number", "issued_on"), row, strict=True)) for row in rows]


def _records(connection: sqlite3.Connection, table: str) -> list[dict[str, Any]]:
    """Every row as an object; arrays are lists, objects are objects."""
    chosen = columns(table)
    names = ", ".join(f'"{column.name}"' for column in chosen)
    convert: list[Callable[[Any], Any]] = [
        (lambda text: None if text is None else json.loads(text))
        if column.kind in STRUCTURED
        else (lambda value: value)
        for column in chosen
    ]
    return [
        {c.name: f(value) for c, f, value in zip(chosen, convert, row, strict=True)}
        for row in connection.execute(f"select {names} from {table} order by rowid")
    ]


def _parquet(records: list[dict[str, Any]]) -> bytes:
    import pyarrow as pa

    types = {
        "text": pa.string(),
        "integer": pa.int64(),
        "array": pa.list_(pa.string()),
        "object": pa.map_(pa.string(), pa.string()),
    }
    schema = pa.schema([(c.name, types[c.kind]) for c in columns(PROJECTS)])
    frame = pd.DataFrame(records, columns=[c.name for c in columns(PROJECTS)])
    for column in columns(PROJECTS):
        if column.kind == "object":
            frame[column.name] = [list(value.items()) for value in frame[column.name]]
    content: bytes = frame.to_parquet(None, engine="pyarrow", index=False, schema=schema)
    return content


def _bill_of_materials() -> bytes:
    """The committed bill of materials, which is part of every release."""
    try:
        return SBOM.read_bytes()
    except FileNotFoundError:
        raise CatalogueError(
            [
                Problem(
                    "missing_file",
                    "",
                    "the bill of materials is not there",
                    "the file of the checkout",
                    "Restore it, or run: make sbom",
                    file=shown(SBOM),
                )
            ]
        ) from None


def _program() -> str:
    """SHA-256 of the code, and of the bill of materials, which decide what the files hold."""
    digest = hashlib.sha256(_bill_of_materials())
    for folder in (ROOT / "etl", ROOT / "schema"):
        for path in sorted(folder.rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.new")
    try:
        temporary.write_bytes(content)
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
