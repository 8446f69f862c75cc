"""Recognition: which tables of a document are lists of standards.

A list begins at a header that names the columns of such a list. It goes on over page breaks, with
or without the header repeated, until a heading names another list, an annex begins or the numbers
start anew. Tables that are no such list are left alone. Nothing inside of a list is skipped: a row
that cannot be placed under its header becomes a problem.
"""

from dataclasses import dataclass, field, replace

from etl.problems import CatalogueError, Problem
from etl.readers import limits
from etl.readers.document import Document, Table, TableRow, TextBlock
from etl.recognition.enumerations import enumerated_lists
from etl.recognition.fact_sheets import Sheet, sheet_in_table, sheet_in_texts
from etl.recognition.header_words import header_words_in
from etl.recognition.headers import Header
from etl.recognition.headings import (
    TEXTS_BESIDE,
    Heading,
    find_heading,
    is_annex_mark,
    is_list_title,
    start_of_heading,
)
from etl.recognition.lists import ListRow, StandardsList
from etl.recognition.nearest import NearestTable, nearest_of
from etl.recognition.placing import (
    NumberedRows,
    fault_of,
    header_at,
    is_in_form,
    is_rest,
    other_cells,
    seq_of,
)
from etl.recognition.plan_sentences import told_in_sentences
from etl.recognition.row_shapes import (
    group_of_row,
    has_glued_columns,
    is_remark,
    looks_like_project,
    only_text,
    row_without_columns,
    total_in,
)
from etl.recognition.texts_above import TextsAbove
from etl.recognition.walk_problems import (
    lost_on_first_page,
    misplaced_row,
    missing_columns,
    problems_of_list,
    too_many_headers,
    too_many_lists,
    without_header,
)
from etl.text.cleaning import clean

_PREFACE_CELLS = 2


@dataclass
class Recognition:
    """The lists of a document, in printed order, the problems met on the way, and of the tables
    that are no list the one that is most like one."""

    lists: list[StandardsList] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    nearest: NearestTable | None = None


def recognise_lists(document: Document) -> Recognition:
    """Find every list of standards in a document."""
    walk = _Walk()
    try:
        for block in document.blocks:
            if isinstance(block, TextBlock):
                walk.texts.pending.append(block)
            else:
                walk.table(block)
    except CatalogueError as error:  # beyond a limit: what was found so far proves nothing
        return Recognition(problems=list(error.problems))
    found = walk.finish()
    if not found.lists:
        found.lists.extend(told_in_sentences(document.texts))
    if not found.lists:
        found.lists.extend(enumerated_lists(document.texts))
    return found


class _Walk:
    """One pass over a document: the texts since the last row, and the list being read."""

    def __init__(self) -> None:
        self.found = Recognition()
        self.texts = TextsAbove()
        self.list: StandardsList | None = None
        self.heading = Heading()
        self.header: Header | None = None
        self.lacking: tuple[str, ...] = ()
        self.after_break = False
        self.last = 0
        self.section = 0
        self.shapes: set[tuple[int, int]] = set()  # of headers: width, column of the numbers
        # Of the list being read: the cells of its rows, whether it prints numbers, the words
        # above columns that are no field, and the fields that any of its headers has.
        self.printed: set[tuple[str, ...]] = set()
        self.has_numbers = False
        self.extra: dict[str, None] = {}
        self.fields: set[str] = set()

    def table(self, table: Table) -> None:
        rows = table.rows
        sheet = sheet_in_table(table, self.texts.pending)
        if sheet is not None:
            self.sheet(sheet)
            return
        inside = False
        lost: list[TableRow] = []
        telling: list[int] | None = None
        headed = self.texts.speak_of_standards()
        numbered = NumberedRows(rows)
        self.after_break = True
        i = 0
        while i < len(rows):
            row = rows[i]
            if not any(map(clean, row.cells)):
                i += 1
                continue
            note = total_in(row.cells) or only_text(row)
            header, height = header_at(rows, i, headed or inside)
            if header is not None:
                self.header_row(header, row, numbered, i + height)
                inside = True
                i += height - 1
            elif note is not None and self.is_note(row, note, inside):
                self.texts.pending.append(TextBlock(note, row.place))
                if inside and total_in(row.cells) is None and (name := group_of_row(row)):
                    self.texts.opened.append(name)
                if not inside and not headed:
                    headed = self.texts.speak_of_standards()
            else:
                if not inside and self.list is not None:
                    telling = telling or self.telling_rows(rows)
                    inside = self.goes_on(rows, i, telling)
                if inside:
                    self.row(row)
                    i += 1
                    continue
                lost.append(row)
                texts = [clean(cell) for cell in row.cells if cell.strip()]
                if len(texts) <= _PREFACE_CELLS:  # a title beside a remark, above the header
                    self.texts.pending.extend(TextBlock(text, row.place) for text in texts)
                    headed = headed or self.texts.speak_of_standards()
            i += 1
        if not inside:
            self.found.nearest = nearest_of(self.found.nearest, table)
        if not self.without_header(lost) and not inside and len(lost) > 1:
            # Another kind of table: what stands above it is not about what stands below.
            if self.list is not None:
                self.texts.keep_with(self.list)
            self.texts.pending = []

    def is_note(self, row: TableRow, note: str, inside: bool) -> bool:
        """Whether a row with a single text is a heading or remark rather than a broken row."""
        if self.list is None or is_annex_mark(note) or is_remark(note) or total_in(row.cells):
            return True
        if inside and group_of_row(row):
            return True
        return is_list_title(note) and find_heading([TextBlock(note, "")]).year is not None

    def sheet(self, sheet: Sheet) -> None:
        """A page of one plan or standard, as a list of one row."""
        self.texts.pending = list(sheet.above)
        heading = self.texts.heading()
        if not heading.title and sheet.above:
            heading = replace(heading, title=clean(sheet.above[-1].text))
        self.begin(heading, sheet.header, sheet.row)
        assert self.list is not None
        cells = sheet.row.cells
        values = {name: cells[i] for name, i in sheet.header.columns.items()} | sheet.told
        other = other_cells(sheet.header, cells)
        self.list.rows.append(ListRow(cells, sheet.row.place, values, other=other))
        self.list = None

    def header_row(self, header: Header, row: TableRow, numbered: NumberedRows, below: int) -> None:
        """Begin a list, or go on with the one being read under a repeated header. The rows from
        ``below`` on stand under it."""
        self.shapes.add((header.width, header.columns.get("seq", -1)))
        if len(self.shapes) > limits.MAX_HEADER_SHAPES:
            raise too_many_headers(row)
        heading = self.texts.heading()
        self.lacking = () if header.is_titled else ("title",)
        if self.list is None or self.is_new(heading):
            self.begin(heading, header, row)
        elif self.starts_anew(header, numbered, below):
            self.begin(self.texts.heading(starts_anew=True), header, row)
        elif self.is_another_list(header):
            self.begin(heading, header, row)
        else:
            self.texts.carry_groups()
            self.texts.keep_with(self.list)
            self.extra.update(dict.fromkeys(header.unread))
            if len(self.extra) != len(self.list.extra):
                self.list.extra = tuple(self.extra)
            if "seq" in header.columns and "seq" not in self.list.header.columns:
                self.list.header = header
            self.compare(self.list, header, row)
        if self.lacking:
            year = heading.year or self.heading.year
            self.found.problems.append(missing_columns(header, row, self.lacking, year))
        self.header = header
        self.after_break = True

    def is_another_list(self, header: Header) -> bool:
        """Whether most columns of a header differ from those of the list being read."""
        assert self.list is not None
        mine, other = set(self.list.header.columns), set(header.columns)
        return len(mine ^ other - {"seq"}) > 2 and len(mine & other) < 0.6 * len(mine | other)

    def compare(self, found: StandardsList, header: Header, row: TableRow) -> None:
        """A header within a list that has not the fields of the list's first header: a word was
        lost on one of the pages, and what stands below it cannot be trusted."""
        first, here = self.fields - {"seq"}, set(header.columns) - {"seq"}
        self.fields |= here
        if here - first:
            problem = lost_on_first_page(found, row, sorted(here - first))
            self.found.problems.append(problem)
            found.rows = [replace(row, values=None) for row in found.rows]
            found.header = header
        self.lacking = (*self.lacking, *sorted(first - here))

    def begin(self, heading: Heading, header: Header, row: TableRow) -> None:
        """Begin a list. Texts before its heading belong to the list before."""
        texts = self.texts.pending
        own = start_of_heading(texts, heading)
        if self.list is not None and self.list.rows:
            self.texts.keep_with(self.list, texts[:own][:TEXTS_BESIDE])
        elif self.list is not None and self.list.year is None:
            self.found.lists.remove(self.list)  # its title stands below its header
        if len(self.found.lists) == limits.MAX_LISTS:
            raise too_many_lists(row)
        self.list = StandardsList(
            heading.title,
            heading.place or row.place,
            heading.year,
            header,
            above=texts[own:][-TEXTS_BESIDE:],
            annex=heading.annex,
            whole=len(self.found.lists),
            extra=tuple(header.unread),
        )
        self.heading = heading
        self.last, self.section = 0, 0
        self.printed, self.has_numbers = set(), False
        self.extra, self.fields = dict.fromkeys(header.unread), set(header.columns)
        self.texts.begin_list(texts)
        self.found.lists.append(self.list)

    def is_new(self, heading: Heading) -> bool:
        """Whether a heading names another list than the one being read, and not that one again
        as a running head does."""
        if heading.has_annex and heading.annex != self.heading.annex:
            return True
        if heading.year is not None and heading.year != self.heading.year:
            return True
        if heading.has_annex and not self.heading.has_annex:
            return True
        return bool(
            heading.title and heading.year is not None and heading.title != self.heading.title
        )

    def starts_anew(self, header: Header, numbered: NumberedRows, below: int) -> bool:
        """Whether the numbers begin again at 1, and not because a page is printed twice."""
        if self.last <= 1:
            return False
        first = numbered.first(header, below)
        return first is not None and seq_of(header, first) == 1 and first.cells not in self.printed

    def telling_rows(self, rows: tuple[TableRow, ...]) -> list[int]:
        """For each row, the next one from it on that looks like a project or has a number."""
        assert self.header is not None
        header, after = self.header, len(rows)
        found = [after] * len(rows)
        for i in range(len(rows) - 1, -1, -1):
            row = rows[i]
            numbered = len(row.cells) == header.width and seq_of(header, row) is not None
            if numbered or looks_like_project(row.cells) or is_in_form(header, row):
                after = i
            found[i] = after
        return found

    def goes_on(self, rows: tuple[TableRow, ...], i: int, telling: list[int]) -> bool:
        """Whether a table without a header goes on with the list before it at row ``i``."""
        if self.list is None or self.header is None or self.is_new(self.texts.heading()):
            return False
        header, first = self.header, rows[i]
        if header_words_in(first.cells) > 1:
            return False
        as_wide = len(first.cells) == header.width
        if "seq" not in header.columns or not self.has_numbers:
            return as_wide and telling[i] < len(rows)
        rest = as_wide and is_rest(header, first)  # perhaps with the last digits of its number
        at = telling[i + 1] if rest and i + 1 < len(rows) else telling[i]
        if at == len(rows):
            return rest
        row, seq = rows[at], seq_of(header, rows[at])
        if looks_like_project(row.cells):
            return len(row.cells) == header.width or (seq or 0) > self.last
        return seq == self.last + 1 or (seq == 1 and self.begins_group(rows[:at]))

    def begins_group(self, above: tuple[TableRow, ...]) -> bool:
        """Whether a group's name stands right above: its numbers may begin anew."""
        return bool(self.texts.groups() or (above and group_of_row(above[-1])))

    def row(self, row: TableRow) -> None:
        assert self.list is not None
        assert self.header is not None
        if self.texts.pending and self.is_new(heading := self.texts.heading()):
            self.begin(heading, self.header, row)
        groups = self.texts.take_groups()
        if not self.is_below_group(row):
            groups = ()
        self.texts.keep_with(self.list)
        header, cells = self.header, row.cells
        while len(cells) > header.width and not cells[-1].strip():
            cells = cells[:-1]
        seq = seq_of(header, row)
        if seq == 1 and self.last > 1 and groups:
            self.section += 1
            self.last = 0
        self.last = max(self.last, seq or 0)
        self.printed.add(row.cells)
        placed = ListRow(
            row.cells,
            row.place,
            None,
            seq,
            self.after_break or row.starts_page,
            groups=groups,
            section=self.section,
        )
        self.after_break = False
        fault = None if self.lacking else fault_of(header, cells)
        if self.lacking or fault is not None:
            self.list.rows.append(placed)
            self.has_numbers = True  # perhaps; nobody knows
            if fault is not None:
                self.found.problems.append(misplaced_row(row, fault, self.list.year, seq))
            return
        values = {name: cells[i] for name, i in header.columns.items()}
        self.list.rows.append(replace(placed, values=values, other=other_cells(header, cells)))
        self.has_numbers |= bool(values.get("seq", "").strip())

    def is_below_group(self, row: TableRow) -> bool:
        """Whether the row below a possible group goes on with the numbers or begins them anew:
        a group stands between whole rows, the rest of a broken row does not."""
        assert self.header is not None
        seq = seq_of(self.header, row)
        if "seq" not in self.header.columns:
            return True
        return seq is not None and seq in (1, self.last + 1)

    def without_header(self, rows: list[TableRow]) -> bool:
        """Rows under no header of a list: left alone, unless they look like a list's (``True``)."""
        looks = [r for r in rows if looks_like_project(r.cells) or has_glued_columns(r.cells)]
        if looks:
            self.found.problems.append(without_header(looks))
        return bool(looks)

    def finish(self) -> Recognition:
        if self.list is not None:
            # Of the texts after the last row only the first few can be about the list.
            texts = self.texts.pending
            heading = find_heading(texts)
            end = start_of_heading(texts, heading if heading.year else Heading())
            notes = [
                block
                for i, block in enumerate(texts[:end])
                if i < TEXTS_BESIDE or row_without_columns(block.text)
            ]
            self.texts.keep_with(self.list, notes)
        elif not self.found.lists:
            for sheet in list(sheet_in_texts(self.texts.pending)):
                self.sheet(sheet)
        for found in self.found.lists:
            self.found.problems.extend(problems_of_list(found))
        return self.found
