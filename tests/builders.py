"""Small documents for tests: tables and texts as a reader gives them, and the annexes' rows."""

import re
from collections.abc import Sequence
from functools import cache

from etl.inputs.curation import Curation, load_curation
from etl.paths import SOURCES
from etl.readers.document import Block, Document, Table, TableRow, TextBlock
from etl.recognition.lists import StandardsList
from etl.recognition.walk import Recognition, recognise_lists
from etl.records.entries import EntriesOfList, make_entries

ANNEXES = SOURCES / "samr-2024-34" / "annexes.txt"
HEADER = (
    "序号",
    "标准项目名称",
    "制定/修订",
    "强制/推荐",
    "主管部门",
    "归口技术委员会",
    "所属领域",
)
TITLE = "2025年制修订重点国家标准项目清单"
_ROW = re.compile(r"^\d+\t")


@cache
def curation() -> Curation:
    """The committed curation, read once."""
    return load_curation()


def project(seq: int | str, title: str | None = None, **cells: str) -> tuple[str, ...]:
    """A good row: number, title and the usual values, each of which may be set."""
    values = {
        "project_type": "制定",
        "mandate": "推荐",
        "departments": "工业和信息化部",
        "committees": "全国家用电器标准化技术委员会",
        "domain": "设备更新",
    } | cells
    return (str(seq), f"第{seq}种家用设备通用要求" if title is None else title, *values.values())


def table(*rows: Sequence[str], at: int = 1, page_starts: Sequence[int] = ()) -> Table:
    """A table whose rows stand at ``row 1``, ``row 2`` …; ``at`` is the first row's number."""
    return Table(
        tuple(
            TableRow(tuple(cells), f"row {i}", i in page_starts)
            for i, cells in enumerate(rows, start=at)
        )
    )


def document(*blocks: str | Table) -> Document:
    """A document of texts and tables in this order; text k stands at ``text k``."""
    shaped: list[Block] = [
        TextBlock(block, f"text {i}") if isinstance(block, str) else block
        for i, block in enumerate(blocks, start=1)
    ]
    return Document("test", tuple(shaped))


def recognise(*blocks: str | Table) -> Recognition:
    return recognise_lists(document(*blocks))


def entries_of(*blocks: str | Table) -> EntriesOfList:
    """The entries of the one list in these blocks."""
    (found,) = recognise(*blocks).lists
    return make_entries(found, curation())


def list_of(*rows: Sequence[str], title: str = TITLE) -> StandardsList:
    (found,) = recognise(title, table(HEADER, *rows)).lists
    return found


def kinds(problems: Sequence[object]) -> list[str]:
    return [problem.kind for problem in problems]  # type: ignore[attr-defined]


def annexes_text() -> str:
    """The committed annexes, as text."""
    return ANNEXES.read_text(encoding="utf-8")


def annex_rows() -> list[tuple[int, tuple[str, ...]]]:
    """The rows of the annexes as (year, cells), read line by line with nothing of the ETL."""
    rows: list[tuple[int, tuple[str, ...]]] = []
    year = 0
    for line in annexes_text().splitlines():
        if line.startswith("20") and "\t" not in line:
            year = int(line[:4])
        elif _ROW.match(line):
            rows.append((year, tuple(line.split("\t"))))
    return rows
