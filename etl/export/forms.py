"""The forms in which the catalogue, or the rows of a page, can be had: a class each.

A class says everything about its form: what it is called, its media type and the ending of its
files, and how it is written. ``catalogue export`` and the site use the same ones: a page offers the
``PAGE_FORMS`` for the rows that it shows.
"""

import shutil
from abc import ABC, abstractmethod
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import ClassVar

from etl.export.bibtex import bibliography
from etl.export.columns import columns, table_names
from etl.export.content import PROJECTS, Content, column_notes, source_notes
from etl.export.datapackage import datapackage, plain_csv
from etl.export.parquet import ParquetFile
from etl.export.tables import ArrayEncoder, CsvEncoder, Encoder, LinesEncoder
from etl.export.workbook import WorkbookFile
from etl.paths import SBOM, shown
from etl.problems import CatalogueError, Problem
from schema.dictionary import declarations


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
    def write(self, content: Content, path: Path) -> None:
        """Make the file."""


class PageForm(Form):
    """A form in which the rows of a page can be had, too.

    ``arguments`` are those of the link beside those of the page; ``renderer`` is the ending by
    which Datasette finds who answers; people (``is_for_people``) get words and titles, programs
    what is stored. ``encoder`` writes the rows in pieces; a workbook is no stream and has none.
    """

    arguments: ClassVar[tuple[tuple[str, str], ...]] = ()
    renderer: ClassVar[str]
    is_for_people: ClassVar[bool] = False
    encoder: ClassVar[type[Encoder] | None] = None

    def write(self, content: Content, path: Path) -> None:
        assert self.encoder is not None
        head = content.head(PROJECTS, self.is_for_people)
        batches = content.batches(PROJECTS, self.is_for_people)
        with path.open("wb") as file:
            file.writelines(self.encoder(head).pieces(batches))


class Workbook(PageForm):
    name = "catalogue.xlsx"
    title = "全部表格（Excel）"
    description = "每张表一个工作表，另附来源、日期与各列说明；用 Excel 或 WPS 打开"
    label = "Excel 表格"
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ending = "xlsx"
    renderer = "xlsx"
    is_text = False
    is_for_people = True

    def write(self, content: Content, path: Path) -> None:
        with WorkbookFile(path, content.issued) as book:
            for table in table_names():
                book.write(content.head(table, True), content.batches(table, True))
            book.notes(
                [*source_notes(content.notices), *column_notes(content.people_columns(PROJECTS))]
            )


class ExcelCsv(PageForm):
    name = "projects.csv"
    title = "标准项目（CSV）"
    description = "中文表头，带字节顺序标记，Excel 与 WPS 可直接打开"
    label = "CSV"
    media_type = "text/csv"
    ending = "csv"
    # The plain ``.csv`` of an address is Datasette's.
    renderer = "excel_csv"
    arguments = (("_excel", "on"),)
    is_for_people = True
    encoder = CsvEncoder


class JsonArray(PageForm):
    name = "projects.json"
    title = "标准项目（JSON）"
    description = "一个数组，每个项目一个对象，汉字不转义"
    label = "JSON"
    media_type = "application/json"
    ending = "json"
    renderer = "json"
    arguments = (("_shape", "array"), ("_dl", "on"))
    encoder = ArrayEncoder


class JsonLines(PageForm):
    name = "projects.ndjson"
    title = "标准项目（NDJSON）"
    description = "每行一个项目，便于逐行处理"
    label = "NDJSON"
    media_type = "application/x-ndjson"
    ending = "ndjson"
    renderer = "ndjson"
    arguments = (("_dl", "on"),)
    encoder = LinesEncoder


class Parquet(Form):
    name = "projects.parquet"
    title = "标准项目（Parquet）"
    description = "带类型的列式文件，供 pandas、R、DuckDB 等读取"
    label = "Parquet"
    media_type = "application/vnd.apache.parquet"
    ending = "parquet"
    is_text = False

    def write(self, content: Content, path: Path) -> None:
        with ParquetFile(path, columns(PROJECTS)) as file:
            file.write(chain.from_iterable(content.batches(PROJECTS, False)))


class Sqlite(Form):
    name = "catalogue.db"
    title = "整个数据库（SQLite）"
    description = "本站所用的数据库文件：全部表格、数据字典、来源与更正"
    label = "SQLite"
    media_type = "application/vnd.sqlite3"
    ending = "db"
    is_text = False

    def write(self, content: Content, path: Path) -> None:
        shutil.copyfile(content.database, path)


class Bibtex(Form):
    name = "catalogue.bib"
    title = "引文（BibTeX）"
    description = "每个项目与标准一条，供文献管理软件与 LaTeX 引用"
    label = "BibTeX"
    media_type = "application/x-bibtex"
    ending = "bib"
    is_data = False

    def write(self, content: Content, path: Path) -> None:
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(bibliography(content.connection))


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

    def write(self, content: Content, path: Path) -> None:
        with path.open("w", encoding="utf-8", newline="") as file:
            plain_csv(content.connection, self.table, file)


class DataPackage(Form):
    """What describes the plain tables: it is written after them, with their sizes."""

    name = "datapackage.json"
    title = "数据包说明（Frictionless）"
    description = "tables 文件夹中各表的列、类型、主键与外键"
    label = "Frictionless"
    media_type = JsonArray.media_type
    ending = JsonArray.ending

    def write(self, content: Content, path: Path) -> None:
        files = {file.name: file for file in content.done}
        tables = {table: files[PlainCsv(table).name] for table in table_names()}
        path.write_bytes(datapackage(content.notices, tables))


class BillOfMaterials(Form):
    """The committed bill of materials, which is part of every release."""

    name = SBOM.name
    title = "软件物料清单（CycloneDX）"
    description = "本软件所用的全部程序库：版本、许可、校验值"
    label = "CycloneDX"
    media_type = "application/vnd.cyclonedx+json"
    ending = JsonArray.ending
    is_data = False

    def write(self, content: Content, path: Path) -> None:
        try:
            shutil.copyfile(SBOM, path)
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


# What a page offers of its rows, in this order.
PAGE_FORMS: tuple[type[PageForm], ...] = (Workbook, ExcelCsv, JsonArray, JsonLines)


def forms() -> Iterator[Form]:
    """Every form of the whole catalogue, in the order of presentation."""
    yield from (Workbook(), ExcelCsv(), JsonArray(), JsonLines(), Parquet(), Sqlite(), Bibtex())
    yield from map(PlainCsv, table_names())
    yield BillOfMaterials()
    yield DataPackage()
