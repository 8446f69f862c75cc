"""The sitemap: every page that a search engine should know, and what it should leave alone."""

from collections.abc import Callable
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from web.machines.text import xml_bytes, xml_text
from web.notices.notice_page import file_url
from web.standard_addresses import standard_path
from web.store import Row, Store

CONTENT_TYPE = "application/xml; charset=utf-8"
# So many addresses stand in one file: a tenth of what the protocol allows, so that none takes long.
MAX_ADDRESSES = 5_000
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


@dataclass(frozen=True)
class _Kind:
    """Pages of a kind: how many there are, and SQL of the paths, which takes ``:size`` of them
    after ``:skipped``; ``path`` makes the path of a row."""

    count: str
    rows: str
    path: Callable[[Row], str] = lambda row: str(row["path"])


def _kind(table: str, path: str, column: str, order: str = "id") -> _Kind:
    return _Kind(
        f"select count(*) from {table}",
        f"select '{path}' || {column} as path from {table} order by {order} "
        "limit :size offset :skipped",
    )


_TEXTS = """
from notice_files join notices on notices.id = notice_id
where exists (select 1 from notice_lines
              where notice_lines.notice_id = notices.id
                and file_position = notice_files.position)
"""
_KINDS = (
    # The index of codes has all that is asked of projects.
    _kind("projects", "/projects/", "code", "code"),
    _kind("organizations", "/organizations/", "id"),
    _kind("lists", "/lists/", "slug"),
    _kind("notices", "/notices/", "slug"),
    _kind("policy_documents", "/policy/documents/", "slug"),
    _kind("measures", "/policy/measures/", "slug"),
    _Kind(
        "select count(*) from standards",
        "select normalized_number from standards order by normalized_number "
        "limit :size offset :skipped",
        lambda row: standard_path(row["normalized_number"]),
    ),
    # The texts of notices, each by its first page, from which the others are linked.
    _Kind(
        f"select count(*) {_TEXTS}",
        f"select slug, file {_TEXTS} order by notice_id, position limit :size offset :skipped",
        lambda row: file_url(row["slug"], row["file"]),
    ),
)
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


async def parts(store: Store) -> int:
    """How many sitemaps there are: one where a file can hold all pages."""
    sizes = await _sizes(store)
    if sum(sizes) + len(_PAGES) <= MAX_ADDRESSES:
        return 1
    return 1 + sum(-(-size // MAX_ADDRESSES) for size in sizes)


async def paths(store: Store, part: int | None = None) -> list[str]:
    """The paths of a sitemap, counted from 1; without ``part`` those of all pages. The first part
    of several has the pages of the site, those after it have pages of one kind each. Empty where
    there is no such part."""
    sizes = await _sizes(store)
    if part is None or await parts(store) == 1:
        if part not in (None, 1):
            return []
        found = list(_PAGES)
        for kind in _KINDS:
            found += await _paths(store, kind, 0)
        return found
    if part == 1:
        return list(_PAGES)
    left = part - 2
    for kind, size in zip(_KINDS, sizes, strict=True):
        of_kind = -(-size // MAX_ADDRESSES)
        if 0 <= left < of_kind:
            return await _paths(store, kind, left * MAX_ADDRESSES)
        left -= of_kind
    return []


async def _sizes(store: Store) -> list[int]:
    return [int(await store.value(kind.count)) for kind in _KINDS]


async def _paths(store: Store, kind: _Kind, skipped: int) -> list[str]:
    rows = await store.rows(kind.rows, size=MAX_ADDRESSES, skipped=skipped)
    return [kind.path(row) for row in rows]


def sitemap(home: str, found: list[str]) -> bytes:
    """A sitemap of paths; ``home`` is the absolute address of the first page."""
    site = home.rstrip("/")
    return _listing("urlset", "url", [site + path for path in found])


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
