"""The sitemap: every page that a search engine should know, and what it should leave alone."""

from xml.etree import ElementTree as ET

from datasette.app import Datasette

from web.machines.text import xml_bytes, xml_text
from web.notices.notice_page import file_url
from web.site import DATABASE
from web.standard_addresses import standard_path

CONTENT_TYPE = "application/xml; charset=utf-8"
# What the protocol allows in one file.
MAX_ADDRESSES = 50_000
_PAGES = (
    "/",
    "/catalogue/projects",
    "/policy",
    "/policy/documents",
    "/policy/targets",
    "/policy/matrix",
    "/organizations",
    "/lists",
    "/quality",
    "/downloads",
    "/guide",
    "/guide/dictionary",
    "/guide/recipes",
    "/guide/evidence",
    "/guide/quality",
    "/guide/api",
    "/en",
)
_ROWS = (
    ("select '/projects/' || code as path from projects order by id"),
    ("select '/organizations/' || id as path from organizations order by id"),
    ("select '/lists/' || slug as path from lists order by id"),
    ("select '/notices/' || slug as path from notices order by id"),
    ("select '/policy/documents/' || slug as path from policy_documents order by id"),
    ("select '/policy/measures/' || slug as path from measures order by id"),
)
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


async def paths(datasette: Datasette) -> list[str]:
    """The path of every page."""
    found = list(_PAGES)
    for sql in _ROWS:
        rows = await datasette.get_database(DATABASE).execute(sql, truncate=False)
        found += [row["path"] for row in rows.rows]
    found += await _standards(datasette)
    found += await _texts(datasette)
    return found


async def _standards(datasette: Datasette) -> list[str]:
    sql = "select normalized_number from standards order by id"
    rows = await datasette.get_database(DATABASE).execute(sql, truncate=False)
    return [standard_path(row["normalized_number"]) for row in rows.rows]


async def _texts(datasette: Datasette) -> list[str]:
    """The texts of notices, each by its first page, from which the others are linked."""
    sql = """
        select slug, file from notice_files join notices on notices.id = notice_id
        where exists (select 1 from notice_lines
                      where notice_lines.notice_id = notices.id
                        and file_position = notice_files.position)
        order by notice_id, position
    """
    rows = await datasette.get_database(DATABASE).execute(sql, truncate=False)
    return [file_url(row["slug"], row["file"]) for row in rows.rows]


def sitemap(addresses: list[str]) -> bytes:
    """A sitemap of absolute addresses."""
    return _listing("urlset", "url", addresses)


def index(addresses: list[str]) -> bytes:
    """An index of sitemaps by their absolute addresses."""
    return _listing("sitemapindex", "sitemap", addresses)


def robots(sitemap_address: str) -> str:
    """``robots.txt``: pages yes, the endless variations of queries no."""
    own = ("Disallow: /compare?", "Disallow: /-/")
    lines = ("User-agent: *", "Disallow: /catalogue?", "Disallow: /catalogue/*?")
    return "\n".join((*lines, *own, f"Sitemap: {sitemap_address}")) + "\n"


def _listing(root_name: str, name: str, addresses: list[str]) -> bytes:
    root = ET.Element(root_name, {"xmlns": _NAMESPACE})
    for address in addresses:
        ET.SubElement(ET.SubElement(root, name), "loc").text = xml_text(address)
    return xml_bytes(root)
