"""By how much things on a PDF page may differ and still count as equal, near, wide or large.

Nothing on a page says what is a table, a row or a blank; places and sizes do. All numbers by which
this is decided stand here, under the names of pdfplumber's ``TableSettings`` where it has the same
notion. How large a document may be is another question: see ``etl.readers.limits``.

Units: *points* (1/72 inch); *characters*, which is parts of the size of a character of the text
concerned (of 10.5 points, 0.5 characters are 5.25 points); *shares* of another length, from 0 to 1;
plain counts. The numbers were chosen on rendered notices (Word, Excel, LibreOffice, browsers,
reportlab); where such a document showed that a line must be drawn, a test holds it.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class PdfSettings:
    """Settings of reading one document; ``DEFAULT`` fits notices as they are published."""

    # Rules that are drawn, in points.
    snap_tolerance: float = 3.0
    """Rules this close to each other are at one place. pdfplumber's value: the two edges of a
    rule that is drawn as a rectangle are no further apart than its thickness."""
    join_tolerance: float = 3.0
    """Pieces of a rule with a gap up to this are one rule. pdfplumber's value."""
    intersection_tolerance: float = 3.0
    """Rules that miss each other by up to this touch. pdfplumber's value."""
    edge_min_length: float = 3.0
    """Anything shorter is no rule. pdfplumber's value."""
    rule_max_thickness: float = 3.0
    """Rectangles up to this thickness are rules, as many programs draw them; what is thicker is a
    bar, or the ground of a cell."""
    rule_straight_tolerance: float = 1.0
    """By how much the ends of a straight side of a drawn shape may differ."""

    # Tables with rules on all sides.
    open_side_length: float = 6.0
    """A rule that goes on further than this beyond the last one that crosses it, in points, shows
    a side that is not drawn, as a page end leaves it. Twice the distance at which rules are one."""
    wall_min_share: float = 0.6
    """A side of a cell is closed if rules cover this share of it: more than half, so that what
    reaches over from the cell beside it does not count; less than all, for gaps at crossings."""
    frame_max_gap: float = 6.0
    """Rules nearer than this, in points, have no cell between them but the white between the frames
    of two cells, as web pages print them."""
    column_min_width: float = 12.0
    """How far outside of a table, in points, a single side must stand to be that of a column: a
    character and its margins do not fit into less. Nearer ones are a frame around the table."""
    row_min_height: float = 6.0
    """An empty row lower than this, in points, is none: no line of text fits into it."""
    overrun_reach: float = 0.4
    """In characters: what reaches this far into the row beside it runs over the edge of its cell.
    Less is the part of the box that a character does not fill."""
    table_edge_tolerance: float = 1.0
    """By how much, in points, what stands in a table may stand over its outermost rule."""

    # Tables without vertical rules (three-line tables), or with none.
    rule_end_tolerance: float = 4.0
    """Rules whose ends differ by up to this, in points, belong to one table."""
    rule_min_share: float = 0.3
    """Of the page's width: shorter rules are underlines and separators of notes."""
    rule_across_share: float = 0.6
    """Of a table's width: a rule that runs across so much of it parts two rows."""
    min_columns: int = 3
    """Text has columns if it leaves at least two stripes white. Two columns are as often text that
    is set in columns."""
    column_min_gap: float = 0.3
    """In characters: the white between two columns. The white within a line is less, but for blanks
    that one line has and others have not."""
    column_tolerance: float = 0.5
    """In points: the middle of a character may stand so far outside of its column. For rounding."""
    header_tolerance: float = 1.0
    """In points: the same for a header, which alone does not show how wide its columns are."""
    run_on_max_gap: float = 0.5
    """In points: text that goes on from one column into the next with a gap below this is one
    text."""
    header_min_columns: int = 5
    """A line is a header, without rules to show it, if it stands in so many columns: a list of
    projects has at least a number, a title, two of its properties and a body."""
    header_min_gap: float = 0.5
    """In characters: the white between two words of a header."""
    header_max_lines: int = 3
    """A header has up to so many lines."""
    header_max_leading: float = 1.6
    """In characters: lines of one header are no further apart."""
    min_numbers: int = 3
    """So many rows below a header count on by one; one is enough where rules are drawn, too."""
    max_leading: float = 5.0
    """In characters: lines further apart belong to no one table."""
    touching_max_gap: float = 0.2
    """In characters: what stands this close is one text, without white for a column's edge."""
    foot_max_lines: int = 6
    """Remarks and page numbers that may stand below a table."""
    head_max_lines: int = 3
    """Running heads that may stand above the rest of a table."""

    # Rows of a table without rules between them, told apart by their numbers.
    row_height_tolerance: float = 0.35
    """In characters: lines whose middles differ by up to this stand at one height. Fonts place
    their characters a little differently on one line; the next line is a character away or more."""
    leading_tolerance: float = 0.2
    """In characters: lines of one cell may stand so much further apart than lines of two cells."""
    even_leading_ratio: float = 1.3
    """Lines of one cell are no further apart than this times the least distance of two lines."""
    clear_gap_ratio: float = 1.5
    """Of rows without numbers: the widest gap is this many times the least one, if gaps part rows
    at all."""
    gap_floor: float = 0.5
    """In points: gaps are compared as if they were at least this wide."""
    line_min_overlap: float = 0.5
    """In points: lines of different columns that overlap by so much are on one height."""

    # Characters, in parts of their size.
    max_slant: float = 0.02
    """Rise by length: what is steeper, by more than about one degree, is a watermark."""
    base_line: float = 0.12
    """How much of a Chinese character stands below its base line: 0.12, as OpenType's tag ``ideo``
    gives the lower edge of its box in common fonts."""
    min_visible_size: float = 1.5
    """In points: smaller characters are dots that nobody reads."""
    white_level: float = 0.98
    """A colour of which every part is at least this light is white."""
    clip_tolerance: float = 0.5
    """In points: a character is cut off if its middle is further outside of what is drawn in."""
    latin_blank_width: float = 0.25
    """A gap between Latin characters, or a Chinese and a Latin one, is a blank if it is wider: the
    blank of Times New Roman is a quarter."""
    chinese_blank_width: float = 1.0
    """Between Chinese characters it is one if it is wider than a character: what is less may be a
    line that is spread over its column."""
    spread_min_gaps: int = 3
    """From so many gaps of a line it is told how far it is spread."""
    line_tolerance: float = 0.5
    """Characters whose middles differ by up to this are on one line."""
    dedupe_tolerance: float = 0.3
    """Of a character's width or height: the same one again within it is drawn twice, to look bold.
    pdfplumber's ``dedupe_chars`` has 1 point, whatever the size."""
    watermark_ratio: float = 2.5
    """Characters this many times larger than those of their table are a watermark behind it."""
    overdrawn_tolerance: float = 0.35
    """Different characters that begin this close are drawn one over the other."""
    overdrawn_max_leading: float = 0.7
    """Lines of one cell this close are drawn one over the other: characters of the one cover part
    of the other's."""
    overdrawn_shift: float = 0.5
    """How far apart two characters of such lines may begin to be shown as a pair."""

    # Paragraphs, in parts of the size of a character.
    paragraph_max_leading: float = 1.9
    """Lines further apart are two paragraphs. Official documents (GB/T 9704) have 22 lines of 16
    points in 225 mm, which is 1.81."""
    paragraph_size_tolerance: float = 0.15
    """Lines whose sizes differ by more are a heading and its text."""
    paragraph_max_ragged: float = 2.5
    """A line that ends this near to the right edge is full and goes on: characters that may not
    stand at its end or at the beginning of the next one leave white."""
    paragraph_min_indent: float = 4.0
    """A line that begins further in is no continuation."""

    # Pages.
    head_share: float = 0.12
    """Of a page's height: what begins in the uppermost or lowest part may be a running head."""
    scan_min_image_share: float = 0.5
    """Of a page's area: a picture this large, with hardly any text beside it, is a scan."""
    scan_max_characters: int = 20
    """So many characters are hardly any: a stamp, or a page number on a scan."""
    unreadable_min_share: float = 0.05
    """From this share on, it is not single characters that a font lacks."""
    outline_min_shapes: int = 400
    """A page without text on which more shapes are drawn has its letters turned into outlines."""


DEFAULT = PdfSettings()
