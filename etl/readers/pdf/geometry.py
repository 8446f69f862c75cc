"""What is drawn on a PDF page, in the direction in which it is read.

Pages stand on their side, with or without saying so; watermarks run across the text. A page is
turned until most of its text runs from left to right; what then still runs at a slant is a
watermark and no part of the document.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from etl.readers import limits
from etl.readers.pdf.clip import Rectangle, areas_with_cut_text
from etl.readers.pdf.settings import DEFAULT, PdfSettings
from etl.readers.refusal import over_limit

# For a shape of which the font does not say which character it is.
UNREADABLE = "\ufffd"
_NO_TEXT = re.compile(r"\(cid:\d+\)")
# Their ink stands in the left half of the box, the rest of which may hang over a cell's edge.
_INK_ON_THE_LEFT = frozenset("、，。．；：！？）》〉」』】〕”’")
_INK_ON_THE_RIGHT = frozenset("（《〈「『【〔“‘")


class Glyph:
    """A character and its box, from the top left of the page, in points.

    ``ink``: from where to where it is drawn, as Chinese punctuation fills half of its box;
    ``center``: the middle of the ink. Both are asked for often, so they are worked out once.
    """

    __slots__ = ("bottom", "center", "ink", "middle", "size", "text", "top", "x0", "x1")

    def __init__(self, x0: float, x1: float, top: float, bottom: float, text: str) -> None:
        self.x0, self.x1, self.top, self.bottom, self.text = x0, x1, top, bottom, text
        self.size = bottom - top
        self.middle = (top + bottom) / 2
        self.center = (x0 + x1) / 2
        self.ink = (x0, x1)
        if text in _INK_ON_THE_LEFT:
            self.ink = (x0, self.center)
            self.center = (x0 + self.center) / 2
        elif text in _INK_ON_THE_RIGHT:
            self.ink = (self.center, x1)
            self.center = (self.center + x1) / 2


class Rule(NamedTuple):
    """A straight line: ``at`` is its y if it is horizontal, its x if it is vertical."""

    at: float
    start: float
    end: float


class Box(NamedTuple):
    """A rectangle on the page."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True)
class PageContent:
    """The upright content of a page. ``sideways`` is text that runs at a right angle to it,
    ``hidden`` text that nobody sees, white on white or smaller than a dot; it is in neither.
    ``cut`` are the areas, mostly cells, of whose text a part is cut off."""

    width: float
    height: float
    glyphs: list[Glyph]
    sideways: list[Glyph]
    hidden: str
    cut: list[Box]
    horizontal: list[Rule]
    vertical: list[Rule]
    image_share: float
    shapes: int


def page_content(page: Any, place: str, settings: PdfSettings = DEFAULT) -> PageContent:
    """Read a page of pdfplumber and turn it upright."""
    areas = areas_with_cut_text(page, settings)
    objects = page.objects
    chars = objects.get("char", [])
    shapes = sum(len(objects.get(kind, ())) for kind in ("line", "rect", "curve"))
    if len(chars) > limits.MAX_PAGE_CHARACTERS:
        raise over_limit(
            f"the page has {len(chars):,} characters",
            f"{limits.MAX_PAGE_CHARACTERS:,} characters a page",
            place,
        )
    if shapes > limits.MAX_PAGE_RULINGS:
        raise over_limit(
            f"{shapes:,} lines are drawn on the page",
            f"{limits.MAX_PAGE_RULINGS:,} lines a page",
            place,
        )
    by_direction: dict[int | None, list[Any]] = {0: []}
    grounds = [_box(shape) for shape in objects.get("rect", ()) if _is_dark(shape, settings)]
    grounds += [_box(shape) for shape in objects.get("curve", ()) if _is_dark(shape, settings)]
    grounds += [_box(image) for image in objects.get("image", ())]
    hidden = [char for char in chars if _is_unseen(char, grounds, settings)]
    unseen = set(map(id, hidden))
    for char in chars if not hidden else (char for char in chars if id(char) not in unseen):
        by_direction.setdefault(_direction(char["matrix"], settings), []).append(char)
    counts = Counter({d: len(found) for d, found in by_direction.items() if d is not None})
    main = max(counts, key=lambda direction: counts[direction])
    width, height = float(page.width), float(page.height)
    turn = _Turn(main, width, height, settings.base_line)
    sideways = [
        char for d, found in by_direction.items() if d not in (main, None) for char in found
    ]
    horizontal: list[Rule] = []
    vertical: list[Rule] = []
    for box in _rule_boxes(objects, settings):
        turned = turn.box(box)
        thickness, length = turned.bottom - turned.top, turned.x1 - turned.x0
        if (
            thickness <= settings.rule_max_thickness
            and length >= settings.edge_min_length
            and length > thickness
        ):
            horizontal.append(Rule((turned.top + turned.bottom) / 2, turned.x0, turned.x1))
        elif length <= settings.rule_max_thickness and thickness >= settings.edge_min_length:
            vertical.append(Rule((turned.x0 + turned.x1) / 2, turned.top, turned.bottom))
    images = sum(_area(image, width, height) for image in objects.get("image", ()))
    return PageContent(
        height if main in (90, 270) else width,
        width if main in (90, 270) else height,
        [turn.glyph(char) for char in by_direction[main]],
        [turn.glyph(char) for char in sideways],
        "".join(char["text"] for char in hidden).strip(),
        [turn.box(_from_top(area, page)) for area in areas],
        horizontal,
        vertical,
        images / max(1.0, width * height),
        shapes,
    )


class _Turn:
    """Turns boxes of a page whose text runs at ``direction`` degrees."""

    def __init__(self, direction: int, width: float, height: float, base_line: float) -> None:
        self.direction, self.width, self.height = direction, width, height
        self.base_line = base_line

    def box(self, box: Box) -> Box:
        x0, top, x1, bottom = (round(value, 2) for value in box)
        if self.direction == 90:
            return Box(self.height - bottom, x0, self.height - top, x1)
        if self.direction == 270:
            return Box(top, self.width - x1, bottom, self.width - x0)
        if self.direction == 180:
            return Box(self.width - x1, self.height - bottom, self.width - x0, self.height - top)
        return Box(x0, top, x1, bottom)

    def glyph(self, char: Any) -> Glyph:
        """The box of a character stands at its base line: how far fonts say that they reach above
        and below it differs widely, also within a line."""
        box = self.box(Box(char["x0"], char["top"], char["x1"], char["bottom"]))
        x, y = char["matrix"][4:6]
        y = char["top"] + char["y1"] - y
        base, size = self.box(Box(x, y, x, y)).top, box.bottom - box.top
        text = char["text"]
        if _NO_TEXT.fullmatch(text):
            text = UNREADABLE
        top = base - (1 - self.base_line) * size
        return Glyph(box.x0, box.x1, top, top + size, text)


def _direction(matrix: tuple[float, ...], settings: PdfSettings) -> int | None:
    """The direction in which a character runs, in degrees; ``None`` if it is slanted."""
    a, b = matrix[0], matrix[1]
    if abs(b) <= settings.max_slant * abs(a):
        return 0 if a >= 0 else 180
    if abs(a) <= settings.max_slant * abs(b):
        return 90 if b > 0 else 270
    return None


def _is_unseen(char: Any, grounds: list[Box], settings: PdfSettings) -> bool:
    """Whether a character is smaller than a dot, or white with nothing dark or coloured behind."""
    if char["bottom"] - char["top"] < settings.min_visible_size:
        return bool(char["text"].strip())
    if not _is_white(char.get("non_stroking_color"), settings) or not char["text"].strip():
        return False
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return not any(box.x0 <= x <= box.x1 and box.top <= y <= box.bottom for box in grounds)


def _is_dark(shape: Any, settings: PdfSettings) -> bool:
    """Whether a shape is filled with anything but white."""
    return bool(shape.get("fill")) and not _is_white(shape.get("non_stroking_color"), settings)


def _is_white(color: Any, settings: PdfSettings) -> bool:
    """Whether a colour, as grey, red-green-blue or cyan-magenta-yellow-black, is white."""
    parts = color if isinstance(color, (tuple, list)) else (color,)
    if not parts or not all(isinstance(part, (int, float)) for part in parts):
        return False
    if len(parts) == 4:
        return all(part <= 1 - settings.white_level for part in parts)
    return len(parts) in (1, 3) and all(part >= settings.white_level for part in parts)


def _rule_boxes(objects: dict[str, list[Any]], settings: PdfSettings) -> Iterable[Box]:
    """Everything that may be a rule: lines, thin areas, the edges of frames."""
    for line in objects.get("line", ()):
        yield _box(line)
    for shape in (*objects.get("rect", ()), *objects.get("curve", ())):
        if not (shape.get("stroke") or shape.get("fill")):
            continue
        box = _box(shape)
        if min(box.x1 - box.x0, box.bottom - box.top) <= settings.rule_max_thickness:
            yield box
        elif shape.get("stroke"):
            points = shape.get("pts") or ()
            if shape["object_type"] == "rect" or len(points) < 2:
                x0, top, x1, bottom = box
                yield Box(x0, top, x1, top)
                yield Box(x0, bottom, x1, bottom)
                yield Box(x0, top, x0, bottom)
                yield Box(x1, top, x1, bottom)
                continue
            for (x, y), (x2, y2) in pairwise(points):
                if min(abs(x - x2), abs(y - y2)) < settings.rule_straight_tolerance:
                    yield Box(min(x, x2), min(y, y2), max(x, x2), max(y, y2))


def _from_top(area: Rectangle, page: Any) -> Box:
    """An area of the page, which counts from below, as a box from the top."""
    x0, y0, x1, y1 = area
    left, above = (float(value) for value in page.mediabox[:2])
    height = float(page.height)
    return Box(x0 + left, height - y1 + above, x1 + left, height - y0 + above)


def _box(shape: Any) -> Box:
    return Box(shape["x0"], shape["top"], shape["x1"], shape["bottom"])


def _area(image: Any, width: float, height: float) -> float:
    """The area of an image as far as it lies on the page."""
    across = min(image["x1"], width) - max(image["x0"], 0)
    down = min(image["bottom"], height) - max(image["top"], 0)
    return float(max(across, 0) * max(down, 0))
