"""PDF files: places, page ends, merged cells, text around tables."""

import io
from types import SimpleNamespace

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from etl.readers import read_document
from etl.readers.document import TextBlock
from etl.readers.pdf import geometry
from etl.readers.pdf.geometry import Glyph, Rule, page_content
from etl.readers.pdf.glyph_text import cell_text, is_page_number
from etl.readers.pdf.ruled_cells import fill_table
from etl.readers.pdf.ruled_tables import find_tables
from tests.corpus import prints


def word(text: str, x: float, y: float, size: float = 10.0, gap: float = 0.0) -> list[Glyph]:
    step = size + gap
    return [
        Glyph(x + i * step, x + i * step + size, y, y + size, character)
        for i, character in enumerate(text)
    ]


def rules(places: list[float], start: float, end: float) -> list[Rule]:
    return [Rule(place, start, end) for place in places]


def test_missing_rule_makes_a_merged_cell() -> None:
    across = [*rules([0, 60], 0, 100), Rule(30, 0, 50)]
    down = rules([0, 50, 100], 0, 60)
    glyphs = word("甲", 10, 5) + word("乙", 10, 40) + word("合", 60, 25)

    tables, alone = find_tables(across, down, "page 1")
    rows = fill_table(tables[0], glyphs).rows

    assert alone == []
    assert [row.cells for row in rows] == [["甲", "合"], ["乙", "合"]]
    assert [row.spans for row in rows] == [[1, 2], [1, 2]]


def test_row_without_its_lower_rule_is_closed() -> None:
    across = rules([0, 30], 0, 100)
    down = rules([0, 50, 100], 0, 60)

    tables, _ = find_tables(across, down, "page 1")
    rows = fill_table(tables[0], word("甲", 10, 5) + word("乙", 10, 40)).rows

    assert [row.cells for row in rows] == [["甲", ""], ["乙", ""]]


def test_punctuation_that_hangs_over_a_rule_belongs_to_the_text_before_it() -> None:
    tables, _ = find_tables(rules([0, 30], 0, 100), rules([0, 50, 100], 0, 30), "page 1")

    rows = fill_table(tables[0], word("工作组、", 14, 5) + word("乙", 60, 5)).rows

    assert rows[0].cells == ["工作组、", "乙"]


def test_rules_drawn_in_pieces_are_one() -> None:
    across = [Rule(0, 0, 49), Rule(0.4, 51, 100), *rules([30], 0, 100)]
    down = rules([0, 50, 100], 0, 30)

    tables, _ = find_tables(across, down, "page 1")

    assert [region.right - region.left for region in tables[0].regions] == [1, 1]


@pytest.mark.parametrize(
    ("glyphs", "text"),
    [
        (word("标准", 0, 0) + word("化", 0, 14), "标准\n化"),
        (word("修订", 0, 0, gap=6), "修订"),
        (word("设备更新", 0, 0, gap=30), "设备更新"),
        (word("导则第", 0, 0) + word("一部分", 50, 0), "导则第 一部分"),
        (word("AB", 0, 0) + word("C", 24, 0), "AB C"),
        (word("粗", 0, 0) + word("粗", 0.3, 0), "粗"),
        (word("电器", 0, 0) + word("电器", 20, 0), "电器电器"),
    ],
)
def test_text_of_a_cell(glyphs: list[Glyph], text: str) -> None:
    assert cell_text(glyphs) == text


@pytest.mark.parametrize("text", ["12", "— 3 —", "第 3 页 共 25 页", "3/25"])
def test_page_numbers(text: str) -> None:
    assert is_page_number(text)


def test_places_page_starts_and_running_heads() -> None:
    document = read_document(prints.render(prints.GRID, rows=40, on_page=prints.watermark))

    texts = [block.text for block in document.blocks if isinstance(block, TextBlock)]
    assert texts.count("国家标准化管理委员会文件") == 1
    assert not any(map(is_page_number, texts))
    rows = [row for table in document.tables for row in table.rows]
    assert rows[0].place == "page 1, row 1"
    second = [row for row in rows if row.place.startswith("page 2,")]
    assert [row.starts_page for row in second[:3]] == [True, True, False]


def test_a_row_under_a_repeated_header_without_a_rule_between_is_a_row() -> None:
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=A4, invariant=True)
    prints.styles()
    for rows in (["序号 名称", "1 甲", "2 乙"], ["序号 名称|3 丙", "4 丁"]):
        canvas.setFont(prints.FONT, 10)
        top = 780
        for row in rows:
            canvas.line(50, top, 300, top)
            for line in row.split("|"):
                number, title = line.split()
                canvas.drawString(54, top - 14, number)
                canvas.drawString(154, top - 14, title)
                top -= 20
        canvas.line(50, top, 300, top)
        for x in (50, 150, 300):
            canvas.line(x, 780, x, top)
        canvas.showPage()
    canvas.save()

    document = read_document(data.getvalue())

    read = [row for table in document.tables for row in table.rows][3:]
    assert [row.cells for row in read] == [("序号", "名称"), ("3", "丙"), ("4", "丁")]
    assert [row.starts_page for row in read] == [True, True, False]


def grid_on(data: io.BytesIO) -> Canvas:
    """A page with a ruled table of two rows and two columns."""
    canvas = Canvas(data, pagesize=A4, invariant=True)
    prints.styles()
    for rule in (700, 720, 740):
        canvas.line(50, rule, 300, rule)
    for rule in (50, 100, 300):
        canvas.line(rule, 700, rule, 740)
    return canvas


def drawn(*texts: tuple[float, float, str, str], mode: int = 0) -> bytes:
    """A page with a ruled table of two rows, and texts drawn on it in some colour."""
    data = io.BytesIO()
    canvas = grid_on(data)
    for x, y, color, text in (
        (54, 726, "black", "1"),
        (104, 726, "black", "甲项目通用要求"),
        (54, 706, "black", "2"),
        (104, 706, "black", "乙项目通用要求"),
        *texts,
    ):
        canvas.setFillColor(color)
        line = canvas.beginText(x, y)
        line.setFont(prints.FONT, 10)
        line.setTextRenderMode(mode if color == "red" else 0)
        line.textOut(text)
        canvas.drawText(line)
    canvas.save()
    return data.getvalue()


def test_white_text_is_left_out_and_said() -> None:
    document = read_document(drawn((200, 726, "white", "伪造")))

    assert document.tables[0].rows[0].cells == ("1", "甲项目通用要求")
    assert [(p.kind, p.place) for p in document.problems] == [("hidden_text", "page 1")]


def test_text_that_covers_another_is_said() -> None:
    document = read_document(drawn((105, 706, "black", "旧项目特殊要求")))

    kinds = [(p.kind, p.place) for p in document.problems]
    # Whether the older text is that of the row itself or of the one beside it, is not known.
    assert kinds == [("suspicious_text", "page 1, row 1"), ("suspicious_text", "page 1, row 2")]


def test_text_that_is_cut_off_is_left_out_and_its_row_said() -> None:
    data = io.BytesIO()
    canvas = grid_on(data)
    for top, number, lines in ((740, "1", ["甲项目", "通用要求"]), (720, "2", ["乙项目"])):
        canvas.saveState()
        area = canvas.beginPath()
        area.rect(50, top - 20, 250, 20)
        canvas.clipPath(area, stroke=0, fill=0)
        canvas.setFont(prints.FONT, 10)
        canvas.drawString(54, top - 14, number)
        for i, line in enumerate(lines):
            canvas.drawString(104, top - 14 - 20 * i, line)
        canvas.restoreState()
    canvas.save()

    document = read_document(data.getvalue())

    assert [row.cells for row in document.tables[0].rows] == [("1", "甲项目"), ("2", "乙项目")]
    assert [(p.kind, p.place) for p in document.problems] == [("suspicious_text", "page 1, row 1")]


def test_text_that_runs_over_the_edge_of_its_cell_is_said() -> None:
    document = read_document(drawn((204, 716, "black", "越界")))

    assert {p.kind for p in document.problems} == {"suspicious_text"}
    assert {p.place for p in document.problems} == {"page 1, row 1", "page 1, row 2"}


def test_a_page_with_invisible_text_is_not_trusted() -> None:
    data = drawn((200, 706, "red", "伪造"), mode=3)

    document = read_document(data)

    assert [(p.kind, p.place) for p in document.problems] == [("suspicious_text", "page 1")]


def test_layers_that_are_switched_off_are_said() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(drawn())))
    layer = writer._add_object(DictionaryObject({NameObject("/Type"): NameObject("/OCG")}))
    writer.root_object[NameObject("/OCProperties")] = DictionaryObject(
        {
            NameObject("/OCGs"): ArrayObject([layer]),
            NameObject("/D"): DictionaryObject({NameObject("/OFF"): ArrayObject([layer])}),
        }
    )
    out = io.BytesIO()
    writer.write(out)

    document = read_document(out.getvalue())

    assert [(p.kind, p.place) for p in document.problems] == [("unsupported_layout", "whole file")]


def test_characters_on_one_base_line_are_on_one_line_whatever_their_fonts_say(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A low box and a high one, as subsets of one font have them."""

    def char(text: str, x: float, above: float) -> dict[str, object]:
        box = {"x0": x, "x1": x + 10, "y1": 700 + above, "top": 800 - 700 - above}
        return {
            **box,
            "bottom": box["top"] + 10,
            "text": text,
            "matrix": (1, 0, 0, 1, x, 700.0),
            "non_stroking_color": (0,),
        }

    page = SimpleNamespace(
        objects={"char": [char("甲", 10, 9), char("（", 20, 2), char("乙", 30, 12)]},
        width=600,
        height=800,
    )

    monkeypatch.setattr(geometry, "areas_with_cut_text", lambda page, settings: [])
    content = page_content(page, "page 1")

    assert cell_text(content.glyphs) == "甲（乙"


def test_progress_is_told_page_by_page() -> None:
    told: list[tuple[int, int]] = []

    read_document(
        prints.render(prints.GRID, rows=30), lambda done, total: told.append((done, total))
    )

    total = told[0][1]
    assert told == [(done, total) for done in range(total)]
