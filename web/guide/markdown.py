"""Our own Markdown files as HTML. Raw HTML in them is shown as text; no text of visitors is read.

Blocks marked ``url`` become links to the site, those marked ``sql`` get a link that runs them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup

from web.together import together

# An address of the site as a page links to it.
Link = Callable[[str], str]


@dataclass(frozen=True)
class Heading:
    """A heading of the second level, and the anchor by which it is linked."""

    text: str
    anchor: str


@dataclass(frozen=True)
class Document:
    """A text: its title, the headings below it, and the HTML that follows the title."""

    title: str
    headings: tuple[Heading, ...]
    html: Markup


def read_document(path: Path, link: Link, run: str) -> Document:
    """The document in a file. ``link`` makes links of addresses and of other files' names; ``run``
    is what the link says that runs SQL. The first heading is the title."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(path.read_text(encoding="utf-8"))
    title, tokens = tokens[1].content, tokens[3:]
    headings = []
    for token, inline in pairwise(tokens):
        if token.type == "heading_open":
            anchor = "-".join(inline.content.split())
            token.attrSet("id", anchor)
            if token.tag == "h2":
                headings.append(Heading(inline.content, anchor))
        for child in token.children or ():
            if child.type == "link_open":
                child.attrSet("href", link(str(child.attrs["href"])))
    reader.add_render_rule("fence", _fence(link, run))
    reader.add_render_rule("table_open", _table_open)
    reader.add_render_rule("text", _text)
    reader.add_render_rule("table_close", lambda *_: "</table></div>\n")
    html = reader.renderer.render(tokens, reader.options, {})
    return Document(title, tuple(headings), Markup(html))


def site_address(text: str) -> str:
    """An address that is written with Chinese and blanks, percent-encoded."""
    path, sign, query = text.partition("?")
    return quote(path) + sign + quote(query, safe="=&_*,()'")


def _fence(link: Link, run: str) -> Callable[..., str]:
    def fence(_: RendererHTML, tokens: Sequence[Token], index: int, *_more: object) -> str:
        token = tokens[index]
        text = token.content.removesuffix("\n")
        if token.info == "url":
            address = escape(link(site_address(text)))
            return f'<p class="try"><a href="{address}"><code>{escape(text)}</code></a></p>\n'
        code = f"<pre><code>{escape(text)}</code></pre>\n"
        if token.info == "sql":
            address = escape(link(f"/catalogue?sql={quote(text)}"))
            code += f'<p class="try"><a href="{address}">{escape(run)}</a></p>\n'
        return code

    return fence


def _text(_: RendererHTML, tokens: Sequence[Token], index: int, *_more: object) -> str:
    """Running text, whose numbers, codes and dates stay in one line each."""
    return str(together(tokens[index].content))


def _table_open(_: RendererHTML, tokens: Sequence[Token], index: int, *_more: object) -> str:
    """A table that can be scrolled with the keys, named after its first header."""
    number = sum(token.type == "table_open" for token in tokens[: index + 1])
    first = next(token.content for token in tokens[index:] if token.type == "inline")
    label = escape(f"{first} {number}")
    return (
        f'<div class="table-wrapper" role="region" aria-label="{label}" tabindex="0">'
        '<table class="plain">\n'
    )
