"""The text of a Word paragraph as it is printed.

Tracked insertions and moved-in text count, deletions and moved-away text do not. Hidden text,
field codes, comments and the glosses above ruby text are not printed and not read. What is struck
through is printed; :func:`struck_text` says so.
"""

from collections.abc import Container, Iterator
from typing import Any

PAGE_BREAK = "\f"
_NOT_PRINTED = frozenset(
    ("del", "moveFrom", "pPr", "rPr", "instrText", "delInstrText", "delText", "rt", "sdtPr")
) | frozenset(("txbxContent", "tbl", "annotationRef", "tcPr", "trPr", "footnote"))
_CHARACTERS = {
    "tab": "\t",
    "ptab": "\t",
    "cr": "\n",
    "noBreakHyphen": "-",
    "lastRenderedPageBreak": PAGE_BREAK,
}
_PRINTED = frozenset(("t", "sym", "br", *_CHARACTERS))
_CONTENT = frozenset(("t", "tbl", "txbxContent", "sym"))
_OFF = frozenset(("0", "false", "off", "none"))


def local_name(element: Any) -> str:
    """The name of an element without its namespace; empty for anything else."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str | None:
    """The value of a Word attribute, whichever edition of the namespace it is in."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return None


def is_on(properties: Any, name: str) -> bool:
    """Whether an on-off property is set: present, and not said to be off."""
    if properties is None:
        return False
    found = properties.find(f"{{*}}{name}")
    return found is not None and (attribute(found, "val") or "on").lower() not in _OFF


def paragraph_text(paragraph: Any, hidden_styles: Container[str] = ()) -> str:
    """The printed text, with line feeds for line breaks and ``PAGE_BREAK`` for page breaks.

    ``hidden_styles`` are the ids of styles whose text is hidden.
    """
    style = attribute(paragraph.find("{*}pPr/{*}pStyle"), "val")
    return "".join(_Text(hidden_styles, style in hidden_styles).pieces(paragraph))


def hidden_text(container: Any, hidden_styles: Container[str]) -> str:
    """The text of hidden runs in a cell or row."""
    found: list[str] = []
    for paragraph in container.iter("{*}p"):
        style = attribute(paragraph.find("{*}pPr/{*}pStyle"), "val")
        text = _Text(hidden_styles, style in hidden_styles)
        for run in paragraph.iterfind(".//{*}r"):
            if text.hides(run, "r"):
                found.extend(piece.text or "" for piece in run.iterfind("{*}t"))
    return "".join(found)


def struck_text(container: Any) -> str:
    """The text of runs that are struck through by their format, not by a tracked deletion."""
    return "".join(
        text.text or ""
        for run in container.iter("{*}r")
        if any(is_on(run.find("{*}rPr"), name) for name in ("strike", "dstrike"))
        for text in run.iterfind("{*}t")
    )


def hidden_styles_of(styles: Any) -> set[str]:
    """The ids of styles that hide their text, by themselves or by the style they build on."""
    if styles is None:
        return set()
    hides: dict[str, bool] = {}
    based_on: dict[str, str] = {}
    for style in styles.iterfind("{*}style"):
        name = attribute(style, "styleId") or ""
        properties = style.find("{*}rPr")
        if properties is not None and properties.find("{*}vanish") is not None:
            hides[name] = is_on(properties, "vanish")
        based_on[name] = attribute(style.find("{*}basedOn"), "val") or ""
    hidden = set()
    for name in based_on:
        seen = {name}
        at = name
        while at not in hides and based_on.get(at, "") not in ("", *seen):
            at = based_on[at]
            seen.add(at)
        if hides.get(at, False):
            hidden.add(name)
    return hidden


def chosen(alternatives: Any) -> Any:
    """The one of several forms of the same content that is printed: the first that has any."""
    forms = [form for form in alternatives if local_name(form) in ("Choice", "Fallback")]
    full = [form for form in forms if any(local_name(e) in _CONTENT for e in form.iter())]
    return next(iter(full or forms), None)


def mark_is_deleted(paragraph: Any) -> bool:
    """Whether the end of the paragraph is deleted, so that the next one continues it."""
    mark = paragraph.find("{*}pPr/{*}rPr")
    return mark is not None and (
        mark.find("{*}del") is not None or mark.find("{*}moveFrom") is not None
    )


def text_boxes(paragraph: Any) -> Iterator[Any]:
    """The contents of the text boxes that are anchored in a paragraph, each once."""
    for box in paragraph.iter("{*}txbxContent"):
        around = list(box.iterancestors())
        names = [local_name(ancestor) for ancestor in around]
        inside = names[: names.index("p")] if "p" in names else names
        is_form = [local_name(each) in ("Choice", "Fallback") for each in around]
        other_form = any(
            form and chosen(around[i + 1]) is not around[i] for i, form in enumerate(is_form)
        )
        if not other_form and "txbxContent" not in inside:
            yield box


class _Text:
    """Gathers the printed text of one paragraph. ``fields``: for each field that is open, whether
    its code is being read, and not yet its result."""

    def __init__(self, hidden_styles: Container[str], is_hidden: bool) -> None:
        self.hidden_styles, self.is_hidden = hidden_styles, is_hidden
        self.fields: list[bool] = []

    def pieces(self, element: Any) -> Iterator[str]:
        for child in element:
            name = local_name(child)
            if name == "AlternateContent":
                form = chosen(child)
                if form is not None:
                    yield from self.pieces(form)
            elif name == "fldChar":
                self.field(attribute(child, "fldCharType"))
            elif name in _NOT_PRINTED:
                continue
            elif name in _PRINTED:
                if not any(self.fields):
                    yield _printed(child, name)
            elif not self.hides(child, name):
                yield from self.pieces(child)

    def field(self, mark: str | None) -> None:
        """Keep count of fields: their code stands before the mark ``separate``."""
        if mark == "begin":
            self.fields.append(True)
        elif self.fields and mark == "separate":
            self.fields[-1] = False
        elif self.fields and mark == "end":
            self.fields.pop()

    def hides(self, element: Any, name: str) -> bool:
        """Whether a run is hidden text, or a content control still shows its placeholder."""
        if name == "r":
            properties = element.find("{*}rPr")
            if properties is not None and properties.find("{*}vanish") is not None:
                return is_on(properties, "vanish")
            style = attribute(element.find("{*}rPr/{*}rStyle"), "val")
            return style in self.hidden_styles or (self.is_hidden and style is None)
        return name == "sdt" and is_on(element.find("{*}sdtPr"), "showingPlcHdr")


def _printed(element: Any, name: str) -> str:
    if name == "t":
        return element.text or ""
    if name == "sym":
        return _symbol(element)
    if name == "br":
        return PAGE_BREAK if attribute(element, "type") == "page" else "\n"
    return _CHARACTERS[name]


def _symbol(element: Any) -> str:
    code = attribute(element, "char") or ""
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return "\ufffd"
