"""What a PDF page shows of its text: characters outside of the area that the page draws in are not
seen, and the library that reads pages does not know of such areas.

Spreadsheets print each cell in an area of its own and cut off what does not fit into it. What is
cut off stands in the file all the same, in the middle of the rows beside it. It is left out here,
and the areas in which a text is seen in part are kept: the text of those cells is not whole.
"""

from typing import Any

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfplumber.page import Page, PDFPageAggregatorWithMarkedContent

from etl.readers.pdf.settings import PdfSettings

Rectangle = tuple[float, float, float, float]


def areas_with_cut_text(page: Page, settings: PdfSettings) -> list[Rectangle]:
    """The areas of a page in which a part of the text is cut off (x0, y0, x1, y1; y from below).

    From now on ``page.objects`` is without the characters that are cut off.
    """
    device = _Device(
        settings, page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams
    )
    _Interpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    page._layout = device.get_result()
    return sorted(device.cut & device.shown)


class _Device(PDFPageAggregatorWithMarkedContent):
    """Collects what is drawn, without characters outside of the area at hand."""

    def __init__(self, settings: PdfSettings, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.settings = settings
        self.area: Rectangle | None = None
        self.cut: set[Rectangle] = set()
        self.shown: set[Rectangle] = set()

    def render_char(self, *args: Any, **options: Any) -> float:
        advance = super().render_char(*args, **options)
        drawn: Any = self.cur_item._objs[-1]
        if self.area is not None and drawn.get_text().strip():
            (a, b, c, d, e, f), fontsize = args[0], args[2]
            # Above the base line.
            middle = 0.5 - self.settings.base_line
            tolerance = self.settings.clip_tolerance
            x = e + a * advance / 2 + c * fontsize * middle
            y = f + b * advance / 2 + d * fontsize * middle
            x0, y0, x1, y1 = self.area
            inside = x0 - tolerance <= x <= x1 + tolerance
            if inside and y0 - tolerance <= y <= y1 + tolerance:
                self.shown.add(self.area)
            else:
                self.cut.add(self.area)
                self.cur_item._objs.pop()
        return advance


class _Interpreter(PDFPageInterpreter):
    """Follows the instructions of a page and keeps the area in which it draws."""

    def __init__(self, resources: Any, device: _Device, area: Rectangle | None = None) -> None:
        super().__init__(resources, device)
        self.shows, self.outer = device, area

    def init_state(self, ctm: Any) -> None:
        super().init_state(ctm)
        self.saved: list[Rectangle | None] = []
        self.set_area(self.outer)

    def subinterp(self) -> "_Interpreter":
        return _Interpreter(self.rsrcmgr, self.shows, self.area)

    def set_area(self, area: Rectangle | None) -> None:
        self.area = self.shows.area = area

    def do_q(self) -> None:
        super().do_q()
        self.saved.append(self.area)

    def do_Q(self) -> None:  # noqa: N802 (the name of the instruction)
        super().do_Q()
        if self.saved:
            self.set_area(self.saved.pop())

    def do_W(self) -> None:  # noqa: N802
        self.set_area(_common(self.area, self.box_of_path()))

    def do_W_a(self) -> None:  # noqa: N802
        self.do_W()

    def do_Do(self, name: Any) -> None:  # noqa: N802
        super().do_Do(name)
        self.set_area(self.area)

    def box_of_path(self) -> Rectangle | None:
        """The rectangle around the path at hand, on the page."""
        a, b, c, d, e, f = self.ctm
        points = [
            (a * x + c * y + e, b * x + d * y + f)
            for _, *numbers in self.curpath
            for x, y in zip(numbers[::2], numbers[1::2], strict=False)
        ]
        if not points:
            return None
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return round(min(xs), 1), round(min(ys), 1), round(max(xs), 1), round(max(ys), 1)


def _common(area: Rectangle | None, other: Rectangle | None) -> Rectangle | None:
    """What two areas have in common; ``None`` is the whole page."""
    if area is None or other is None:
        return other if area is None else area
    return (
        max(area[0], other[0]),
        max(area[1], other[1]),
        min(area[2], other[2]),
        min(area[3], other[3]),
    )
