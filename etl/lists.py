"""Recognition: which tables of a document are lists of standards projects.

A list begins at a header that names the columns of a standards project. It goes on over page
breaks, with or without the header repeated, until a new heading or another kind of table.
Tables that are no such list are left alone. Nothing inside of a list is skipped: a row that
cannot be placed under its header becomes a problem.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from etl.cleaning import clean
from etl.headers import Header, expected_word, header_word, match_header
from etl.headings import is_annex_mark, is_list_title, year_of_title
from etl.problems import Problem
from etl.readers.document import Document, Table, TableRow, TextBlock

_NUMBER = re.compile(r"\d+")
_PROJECT_TYPE = re.compile(r"^制[定订]$|^修[定订]$")
# What a row with a single text may say inside of a list without being a broken row.
_REMARK = re.compile(
    r"^(注|备注|说明|合计|共计|总计|本清单|本表|续表|（续|[一二三四五六七八九十]+、)|共计?\d+项"
)
_MANDATE = re.compile(r"^(强制|推荐)性?$")


@dataclass(frozen=True)
class ListRow:
    """A row of a list, its cells verbatim and by field of a project.

    ``values`` is ``None`` where the cells cannot be matched to the header; a problem names the
    row and ``seq_hint`` is its number, if it can still be read.
    """

    cells: tuple[str, ...]
    place: str
    values: dict[str, str] | None
    seq_hint: int | None = None


@dataclass
class StandardsList:
    """A list as printed. ``year`` is ``None`` where no heading names exactly one."""

    title: str
    place: str
    year: int | None
    header: Header
    rows: list[ListRow] = field(default_factory=list)
    notes: list[TextBlock] = field(default_factory=list)


@dataclass
class Recognition:
    """The lists of a document, in printed order, and the problems met on the way."""

    lists: list[StandardsList] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def recognise_lists(document: Document) -> Recognition:
    """Find every list of standards projects in a document."""
    walk = _Walk()
    for block in document.blocks:
        if isinstance(block, TextBlock):
            walk.text(block)
        else:
            walk.table(block)
    return walk.finish()


class _Walk:
    """One pass over a document, remembering the headings above and the list being read."""

    def __init__(self) -> None:
        self.found = Recognition()
        self.headings: list[TextBlock] = []
        self.list: StandardsList | None = None
        self.header: Header | None = None

    def text(self, block: TextBlock) -> None:
        if is_annex_mark(block.text):
            self.headings = []
            self.list = None
        elif is_list_title(block.text) and year_of_title(block.text) is not None:
            self.headings = [block]
            self.list = None
        else:
            self.headings.append(block)
            if self.list is not None:
                self.list.notes.append(block)

    def table(self, table: Table) -> None:
        inside = False
        for row in table.rows:
            note = _only_text(row)
            header = match_header(row.cells)
            if header is not None:
                self.start_or_continue(header, row)
                inside = True
            elif note is not None and self.is_note(note):
                self.text(TextBlock(note, row.place))
            elif inside or self.continues(table):
                inside = True
                self.row(row)
            else:
                self.other_table(table)
                return

    def is_note(self, note: str) -> bool:
        """Whether a row with a single text is a heading or remark rather than a broken row."""
        text = clean(note)
        return (
            self.list is None
            or is_annex_mark(text)
            or (is_list_title(text) and year_of_title(text) is not None)
            or _REMARK.search(text) is not None
        )

    def start_or_continue(self, header: Header, row: TableRow) -> None:
        if header.missing:
            self.found.problems.append(
                Problem(
                    "missing_column",
                    row.place,
                    "this header has no column "
                    + ", ".join(expected_word(name) for name in header.missing)
                    + f"; its columns are {', '.join(header.words)}",
                    "every column that a project needs",
                    "Compare with the document; if the notice uses another word for the column, "
                    "add the word to HEADER_WORDS in etl/headers.py.",
                )
            )
        self.header = header
        if self.list is None:
            title, place, year = self.heading_above(row)
            self.list = StandardsList(title, place, year, header)
            self.found.lists.append(self.list)
            self.headings = []

    def heading_above(self, row: TableRow) -> tuple[str, str, int | None]:
        """Title, place and year from the nearest text above that is a list's title."""
        titles = [block for block in self.headings if is_list_title(block.text)]
        for block in reversed(titles):
            year = year_of_title(block.text)
            if year is not None:
                return clean(block.text), block.place, year
        if titles:
            return clean(titles[-1].text), titles[-1].place, None
        return "", row.place, None

    def continues(self, table: Table) -> bool:
        """Whether a table without a header goes on with the list before it."""
        if self.list is None or self.header is None:
            return False
        return any(
            len(row.cells) == self.header.width or _NUMBER.fullmatch(row.cells[0].strip())
            for row in table.rows
        ) and not _is_other_header(table.rows[0])

    def row(self, row: TableRow) -> None:
        assert self.list is not None
        assert self.header is not None
        width, count = self.header.width, len(row.cells)
        if self.header.missing:
            self.list.rows.append(ListRow(row.cells, row.place, None, _number_in(row.cells)))
            return
        if count != width:
            seq = _number_in(row.cells)
            self.list.rows.append(ListRow(row.cells, row.place, None, seq))
            kind = "short_row" if count < width else "bad_row"
            self.found.problems.append(
                Problem(
                    kind,
                    row.place,
                    f"the row has {count} cells and its header {width}: {' | '.join(row.cells)}",
                    f"{width} cells: {', '.join(self.header.words)}",
                    "Compare the row with the printed page and mend the document.",
                    year=self.list.year,
                    seq=seq,
                )
            )
            return
        values = {name: row.cells[i] for name, i in self.header.columns.items()}
        self.list.rows.append(ListRow(row.cells, row.place, values))

    def other_table(self, table: Table) -> None:
        """A table that is no list: left alone, unless its rows look like a list's."""
        self.list = None
        self.headings = []
        looks = [row for row in table.rows if _looks_like_project(row)]
        if looks:
            self.found.problems.append(
                Problem(
                    "missing_column",
                    looks[0].place,
                    f"{len(looks)} rows look like standards projects and stand under no header",
                    "a header row such as 序号, 标准项目名称, 制定/修订, 强制/推荐, 主管部门 …",
                    "Add the header row that the printed page has.",
                )
            )

    def finish(self) -> Recognition:
        for found in self.found.lists:
            self.found.problems.extend(_problems_of_list(found))
        return self.found


def _problems_of_list(found: StandardsList) -> Iterator[Problem]:
    if found.year is None:
        yield Problem(
            "year_unknown",
            found.place,
            f"the list {found.title!r} has no heading with exactly one year"
            if found.title
            else "the list has no title above it",
            "a title such as 2025年制修订重点国家标准项目清单",
            "Compare with the document and mend the heading.",
        )
    if not found.rows:
        yield Problem(
            "no_rows",
            found.place,
            "the list has a header and no rows",
            "at least one project",
            "Compare with the document: a page may be missing.",
            year=found.year,
        )


def _only_text(row: TableRow) -> str | None:
    """The text of a row that holds a single one, in one cell or repeated by a merge."""
    texts = {cell.strip() for cell in row.cells if cell.strip()}
    if len(texts) != 1:
        return None
    text = texts.pop()
    return None if _NUMBER.fullmatch(text) else text


def _looks_like_project(row: TableRow) -> bool:
    words = [header_word(cell) for cell in row.cells]
    return any(map(_PROJECT_TYPE.match, words)) and any(map(_MANDATE.match, words))


def _is_other_header(row: TableRow) -> bool:
    return header_word(row.cells[0]) in ("序号", "编号") and not any(
        _NUMBER.fullmatch(cell.strip()) for cell in row.cells
    )


def _number_in(cells: tuple[str, ...]) -> int | None:
    match = _NUMBER.fullmatch(clean(cells[0]))
    return int(match[0]) if match else None
