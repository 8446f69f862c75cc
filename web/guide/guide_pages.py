"""The pages of the documentation, under ``/guide``, and the English page, ``/en``."""

from dataclasses import dataclass

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from etl.paths import ROOT
from web.guide.markdown import Document, Link, read_document
from web.guide.meanings import tables, value_lists
from web.per_site import PerSite
from web.rendering import View, render_page, site_of
from web.store import Store

GUIDE = "/guide"
ENGLISH = "/en"
CHINESE_TEXTS = ROOT / "docs/zh"
ENGLISH_TEXT = ROOT / "docs/en/catalogue.md"


@dataclass(frozen=True)
class GuidePage:
    """A page: ``name`` ends its address and is that of its file; the first has none there."""

    name: str
    title: str
    summary: str

    @property
    def path(self) -> str:
        return GUIDE if self.name == FIRST else f"{GUIDE}/{self.name}"


FIRST = "use"
DICTIONARY = "dictionary"
PAGES = (
    GuidePage(FIRST, "使用说明", "浏览、检索、分面、下载与查询"),
    GuidePage(DICTIONARY, "数据字典", "各表、各列与各取值的含义"),
    GuidePage("recipes", "常用查询", "可以直接打开的例子"),
    GuidePage("evidence", "证据如何判断", "发布状态、核实程度与证据级别"),
    GuidePage("quality", "质量与溯源", "核对、存疑、更正，从记录回到原文"),
    GuidePage("api", "接口与订阅", "JSON、CSV、SQL、更新与机器可读描述"),
)
_BY_NAME = {page.name: page for page in PAGES}
_texts: PerSite[dict[str, Document]] = PerSite()


def routes() -> list[tuple[str, View]]:
    """Addresses and the functions that answer them, for ``register_routes``."""
    return [
        (rf"{GUIDE}$", first_view),
        (rf"{GUIDE}/(?P<name>[a-z]+)$", page_view),
        (rf"{ENGLISH}$", english_view),
    ]


async def first_view(datasette: Datasette, request: Request) -> Response:
    return await _show(datasette, request, _BY_NAME[FIRST])


async def page_view(datasette: Datasette, request: Request) -> Response:
    page = _BY_NAME.get(request.url_vars["name"])
    if page is None:
        raise NotFound("Record not found")
    if page.name == FIRST:
        return Response.redirect(datasette.urls.path(GUIDE))
    return await _show(datasette, request, page)


async def english_view(datasette: Datasette, request: Request) -> Response:
    """The one page that tells a foreign reader what the catalogue is."""
    store = Store(datasette)
    context = {
        "document": _text(datasette, ENGLISH),
        "tables": await tables(store),
        "lists": await value_lists(store),
    }
    title = "In English"
    return await render_page(
        datasette, request, "english.html", title, [("English", "")], context, canonical=ENGLISH
    )


async def _show(datasette: Datasette, request: Request, page: GuidePage) -> Response:
    trail = [("说明", "" if page.name == FIRST else GUIDE)]
    if page.name != FIRST:
        trail.append((page.title, ""))
    context: dict[str, object] = {"pages": PAGES, "shown": page}
    template = "guide.html"
    if page.name == DICTIONARY:
        store = Store(datasette)
        context |= {"tables": await tables(store), "lists": await value_lists(store)}
        template = "guide_dictionary.html"
    else:
        context["document"] = _text(datasette, page.name)
    if page.name == "recipes":
        context["queries"] = site_of(datasette).queries
    return await render_page(
        datasette, request, template, page.title, trail, context, canonical=page.path
    )


def _text(datasette: Datasette, name: str) -> Document:
    """The text of a page, read once for each site: its links depend on where the site stands."""
    known = _texts.get(datasette)
    if known is None:
        link = _link(datasette)
        known = {
            page.name: read_document(CHINESE_TEXTS / f"{page.name}.md", link, "在网站上运行")
            for page in PAGES
            if page.name != DICTIONARY
        }
        known[ENGLISH] = read_document(ENGLISH_TEXT, link, "Run it on the site")
        _texts.keep(datasette, known)
    return known[name]


def _link(datasette: Datasette) -> Link:
    """Addresses of the site, and names of files of the documentation, as links."""

    def link(address: str) -> str:
        if address.startswith("/"):
            return str(datasette.urls.path(address))
        name = address.removesuffix(".md")
        return str(datasette.urls.path(_BY_NAME[name].path)) if name in _BY_NAME else address

    return link
