"""Web pages: merged cells, layout tables, broken tags, hidden things."""

import tracemalloc

import pytest

from etl.problems import CatalogueError
from etl.readers.document import Document, TextBlock
from etl.readers.html import read_html


def read(body: str) -> Document:
    return read_html(f"<html><body>{body}</body></html>".encode(), lambda done, total: None)


def cells(document: Document) -> list[tuple[str, ...]]:
    return [row.cells for table in document.tables for row in table.rows]


def test_merged_cells_are_filled_within_their_range() -> None:
    document = read(
        "<table><tr><td rowspan=2>1<td colspan=2>x<tr><td>2<td>3<tr><td>4<td>5<td>6</table>"
    )

    assert cells(document) == [("1", "x", "x"), ("1", "2", "3"), ("4", "5", "6")]


def test_span_over_the_end_of_a_section_ends_there() -> None:
    document = read(
        "<table><thead><tr><th rowspan=9>a<th>b<th>c</thead>"
        "<tbody><tr><td>1<td>2<td>3</tbody></table>"
    )

    assert cells(document) == [("a", "b", "c"), ("1", "2", "3")]


def test_layout_table_is_taken_apart() -> None:
    document = read(
        "<table><tr><td>菜单<td><p>标题</p><table><tr><td>a<td>b<td>c<tr><td>1<td>2<td>3</table>"
        "</table>"
    )

    texts = [block.text for block in document.blocks if isinstance(block, TextBlock)]
    assert texts == ["菜单", "标题"]
    assert cells(document) == [("a", "b", "c"), ("1", "2", "3")]
    assert document.tables[0].rows[1].place == "table 1, row 2"


def test_breaks_are_line_ends_and_blanks_collapse() -> None:
    document = read("<table><tr><td> a\n b<br>c <td><p>d</p><p>e</p><td>f<tr><td>1<td>2<td>3")

    assert cells(document)[0] == ("a b\nc", "d\ne", "f")


def test_hidden_words_in_cells_are_left_out_and_hidden_rows_read() -> None:
    document = read(
        '<table><tr><td><i style="display: none">7</i>1<td>2<td>3'
        '<tr style="display:none"><td>4<td>5<td>6</table>'
    )

    assert cells(document) == [("1", "2", "3"), ("4", "5", "6")]
    assert [(p.kind, p.place) for p in document.problems] == [("hidden_text", "table 1, row 1")]


def test_words_that_the_style_sheet_hides_are_left_out() -> None:
    document = read(
        "<style>td{color:red} .k, span.x {display:none} @media print{.n{display:none}}</style>"
        "<table><tr><td><span class='k'>7</span>1<td><span class=n>2</span><td>3"
        "<tr><td>4<td>5<td>6</table>"
    )

    assert cells(document)[0] == ("1", "2", "3")
    assert [p.kind for p in document.problems] == ["hidden_text"]


@pytest.mark.parametrize("tag", ["s", "strike", "span style='text-decoration:line-through'"])
def test_words_struck_through_are_said(tag: str) -> None:
    document = read(f"<table><tr><td><{tag}>旧</{tag.split()[0]}>新<td>2<td>3<tr><td>4<td>5<td>6")

    assert [(p.kind, p.place) for p in document.problems] == [("suspicious_text", "table 1, row 1")]


def test_rows_inside_of_a_stray_form_are_read() -> None:
    document = read("<table><form><tr><td>1<td>2<td>3</form><tr><td>4<td>5<td>6</table>")

    assert len(cells(document)) == 2


def test_text_between_rows_is_kept() -> None:
    document = read("<table>共 2 项<tr><td>1<td>2<td>3<tr><td>4<td>5<td>6</table>")

    assert document.blocks[0] == TextBlock("共 2 项", "paragraph 1")


def test_cells_outside_of_any_table_are_refused() -> None:
    with pytest.raises(CatalogueError) as raised:
        read("<tablx><tr><td>1</td><td>2</td></tr></tablx>")

    assert [problem.kind for problem in raised.value.problems] == ["corrupt_file"]


def test_tags_that_only_change_looks_need_no_end() -> None:
    rows = "".join(f"<tr><td><b><font size=2>{i}<td><b>x<td><span>y" for i in range(300))

    document = read(f"<table>{rows}</table>")

    assert len(cells(document)) == 300
    assert cells(document)[-1] == ("299", "x", "y")


def test_a_header_without_rows_is_a_table() -> None:
    document = read("<table><tr><th>a<th>b<th>c</table>")

    assert cells(document) == [("a", "b", "c")]


def test_a_page_within_the_page_is_said() -> None:
    document = read("<p>题</p><iframe srcdoc='&lt;table&gt;&lt;tr&gt;&lt;td&gt;1'></iframe>")

    assert [p.kind for p in document.problems] == ["unsupported_layout"]


def test_a_table_of_many_rows_is_read_in_memory_that_follows_the_page() -> None:
    """Not the cells of all rows at once, nor each character by itself."""
    rows = 3_000
    row = "<tr>" + "<td>第一部分通用技术要求</td>" * 8 + "</tr>"
    page = f"<html><body><table>{row * rows}</table></body></html>".encode()
    tracemalloc.start()
    document = read_html(page, lambda done, total: None)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    (table,) = document.tables
    assert len(table.rows) == rows
    # What was read is about as large as the page, and the page is held as text and as bytes.
    assert peak < 12 * len(page)
