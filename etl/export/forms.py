"""The forms in which the catalogue, or the rows of a page, can be had: a class each.

A class says everything about its form: what it is called, its media type and the ending of its
files, and how it is written. The site takes titles and media types from here, too.
"""

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, ClassVar

import pandas as pd

from etl.export.bibtex import bibliography
from etl.export.columns import columns, table_names
from etl.export.content import PROJECTS, Content, column_notes, source_notes
from etl.export.datapackage import datapackage, plain_csv
from etl.export.tables import Sheet, csv_bytes, workbook_bytes
from etl.paths import SBOM, shown
from etl.problems import CatalogueError, Problem
from schema.dictionary import declarations

Record = Mapping[str, Any]


class Form(ABC):
    """A file of the export: its ``name`` in the folder, its title, and for whom it is.

    ``label`` names the form in links; ``is_text`` says that it is UTF-8; ``is_data`` that search
    engines for data should offer it.
    """

    name: str
    title: str
    description: str
    label: ClassVar[str]
    media_type: ClassVar[str]
    ending: ClassVar[str]
    is_text: ClassVar[bool] = True
    is_data: ClassVar[bool] = True

    @classmethod
    def content_type(cls) -> str:
        """The media type as a web server states it."""
        return cls.media_type + ("; charset=utf-8" if cls.is_text else "")

    @abstractmethod
    def write(self, content: Content) -> bytes:
        """The file."""


class Workbook(Form):
    name = "catalogue.xlsx"
    title = "全部表格（Excel）"
    description = "每张表一个工作表，另附来源、日期与各列说明；用 Excel 或 WPS 打开"
    label = "Excel 表格"
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ending = "xlsx"
    is_text = False

    def write(self, content: Content) -> bytes:
        notes = [*source_notes(content.notices), *column_notes(PROJECTS, content.filled)]
        return workbook_bytes(list(content.sheets.values()), notes, content.issued)


class ExcelCsv(Form):
    name = "projects.csv"
    title = "标准项目（CSV）"
    description = "中文表头，带字节顺序标记，Excel 与 WPS 可直接打开"
    label = "CSV"
    media_type = "text/csv"
    ending = "csv"

    def write(self, content: Content) -> bytes:
        return self.of(content.sheets[PROJECTS])

    @staticmethod
    def of(sheet: Sheet) -> bytes:
        """A table in this form."""
        return csv_bytes(sheet)


class JsonArray(Form):
    name = "projects.json"
    title = "标准项目（JSON）"
    description = "一个数组，每个项目一个对象，汉字不转义"
    label = "JSON"
    media_type = "application/json"
    ending = "json"

    def write(self, content: Content) -> bytes:
        return self.of(content.projects)

    @staticmethod
    def of(records: Iterable[Record]) -> bytes:
        """Records in this form, one a line."""
        return ("[\n" + ",\n".join(map(dumps, records)) + "\n]\n").encode("utf-8")


class JsonLines(Form):
    name = "projects.ndjson"
    title = "标准项目（NDJSON）"
    description = "每行一个项目，便于逐行处理"
    label = "NDJSON"
    media_type = "application/x-ndjson"
    ending = "ndjson"

    def write(self, content: Content) -> bytes:
        return self.of(content.projects)

    @staticmethod
    def of(records: Iterable[Record]) -> bytes:
        """Records in this form."""
        return "".join(f"{dumps(record)}\n" for record in records).encode("utf-8")


class Parquet(Form):
    name = "projects.parquet"
    title = "标准项目（Parquet）"
    description = "带类型的列式文件，供 pandas、R、DuckDB 等读取"
    label = "Parquet"
    media_type = "application/vnd.apache.parquet"
    ending = "parquet"
    is_text = False

    def write(self, content: Content) -> bytes:
        import pyarrow as pa

        types = {
            "text": pa.string(),
            "integer": pa.int64(),
            "array": pa.list_(pa.string()),
            "object": pa.map_(pa.string(), pa.string()),
        }
        schema = pa.schema([(c.name, types[c.kind]) for c in columns(PROJECTS)])
        frame = pd.DataFrame(content.projects, columns=[c.name for c in columns(PROJECTS)])
        for column in columns(PROJECTS):
            if column.kind == "object":
                frame[column.name] = [list(value.items()) for value in frame[column.name]]
        made: bytes = frame.to_parquet(None, engine="pyarrow", index=False, schema=schema)
        return made


class Sqlite(Form):
    name = "catalogue.db"
    title = "整个数据库（SQLite）"
    description = "本站所用的数据库文件：全部表格、数据字典、来源与更正"
    label = "SQLite"
    media_type = "application/vnd.sqlite3"
    ending = "db"
    is_text = False

    def write(self, content: Content) -> bytes:
        return content.database.read_bytes()


class Bibtex(Form):
    name = "catalogue.bib"
    title = "引文（BibTeX）"
    description = "每个项目与标准一条，供文献管理软件与 LaTeX 引用"
    label = "BibTeX"
    media_type = "application/x-bibtex"
    ending = "bib"
    is_data = False

    def write(self, content: Content) -> bytes:
        return bibliography(content.connection).encode("utf-8")


class PlainCsv(Form):
    """A table as stored."""

    description = "UTF-8，列名与数据库相同，供程序读取；说明见 datapackage.json"
    label = "CSV"
    media_type = ExcelCsv.media_type
    ending = ExcelCsv.ending
    is_data = False

    def __init__(self, table: str) -> None:
        self.table = table
        self.name = f"tables/{table}.{self.ending}"
        self.title = f"{declarations()[table].title}（原样 CSV）"

    def write(self, content: Content) -> bytes:
        return plain_csv(content.connection, self.table)


class DataPackage(Form):
    """What describes the plain tables: it is written after them, with their sizes."""

    name = "datapackage.json"
    title = "数据包说明（Frictionless）"
    description = "tables 文件夹中各表的列、类型、主键与外键"
    label = "Frictionless"
    media_type = JsonArray.media_type
    ending = JsonArray.ending

    def write(self, content: Content) -> bytes:
        files = {file.name: file for file in content.done}
        tables = {table: files[PlainCsv(table).name] for table in table_names()}
        return datapackage(content.notices, tables)


class BillOfMaterials(Form):
    """The committed bill of materials, which is part of every release."""

    name = SBOM.name
    title = "软件物料清单（CycloneDX）"
    description = "本软件所用的全部程序库：版本、许可、校验值"
    label = "CycloneDX"
    media_type = "application/vnd.cyclonedx+json"
    ending = JsonArray.ending
    is_data = False

    def write(self, content: Content) -> bytes:
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


def forms() -> Iterator[Form]:
    """Every form of the whole catalogue, in the order of presentation."""
    yield from (Workbook(), ExcelCsv(), JsonArray(), JsonLines(), Parquet(), Sqlite(), Bibtex())
    yield from map(PlainCsv, table_names())
    yield BillOfMaterials()
    yield DataPackage()


def dumps(value: Any, default: Callable[[Any], Any] | None = None) -> str:
    """JSON on one line with readable characters; halves of characters become question marks."""
    text = json.dumps(value, ensure_ascii=False, default=default or _in_words)
    return text.encode("utf-8", "replace").decode()


def _in_words(value: object) -> str:
    return f"({len(value)} bytes)" if isinstance(value, bytes) else str(value)
