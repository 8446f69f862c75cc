"""How a project and a standard are cited: by GB/T 7714—2015, and as BibTeX.

An electronic resource is cited with the day on which its reader saw it. What the clock of a server
says while a page is made, which caches may keep, is not that day: a reader names it (``accessed``),
or the reader's own browser does; until then its place is held by ``DAY``.
"""

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from datasette.app import Datasette
from datasette.utils.asgi import BadRequest, Request, Response

from etl.export.bibtex import ONE_STANDARD, project_entry, standard_entry
from etl.export.forms import Bibtex
from web.site import Site
from web.store import Row, Store, texts

DAY = "引用日期"
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_YEAR_AT_END = re.compile(r"-(?=\d{4}$)", re.ASCII)
# Of more than three responsible bodies, three are named.
_NAMED = 3


@dataclass(frozen=True)
class Citation:
    """A line to cite by. ``name`` is that of its field on the page."""

    name: str
    title: str
    text: str
    note: str = ""


def accessed_on(request: Request) -> str:
    """The day that the reader names, as 2026-11-21; empty where none is named. Raises
    ``BadRequest`` for what is no day."""
    text = (request.args.get("accessed") or "").strip()
    if not text:
        return ""
    try:
        if not _DAY.fullmatch(text):
            raise ValueError
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise BadRequest(
            f"引用日期（accessed）应如 2026-11-21，现为“{text[:40]}”。请改正后再试。"
        ) from None


def of_project(site: Site, project: Row, address: str, accessed: str) -> dict[str, object]:
    """What the page of a project says on citing it."""
    issuers = texts(project["issuers"])
    bodies = ", ".join((*issuers[:_NAMED], *(["等"] if len(issuers) > _NAMED else [])))
    place = project["annex"] or project["list_title"]
    citations = (
        _record(site, f"{project['title']}: {project['code']}", address, accessed),
        Citation(
            "cite-notice",
            "引用通知原文",
            f"{bodies}. {project['notice_title']}: {project['document_number']}[Z]. "
            f"{project['issued_on']}: {place}第{project['seq']}项.",
        ),
    )
    bibtex = bibtex_of_project(project, address, accessed)
    return _context(site, citations, bibtex, accessed)


async def of_standard(
    store: Store, site: Site, standard: Row, address: str, accessed: str
) -> dict[str, object]:
    """What the page of a standard says on citing it."""
    number = _YEAR_AT_END.sub("—", standard["normalized_number"])
    named = f"{standard['title']}: {number}" if standard["title"] else number
    year = standard["number_year"]
    citations = (
        Citation(
            "cite-standard",
            "引用这项标准",
            f"{named}[S]. [出版地不详]: [出版者不详]{f', {year}' if year else ''}.",
            "本目录没有收录标准的出版地与出版者，请按所用的文本补全。",
        ),
        _record(site, named, address, accessed),
    )
    return _context(site, citations, await bibtex_of_standard(store, standard), accessed)


def bibtex_of_project(project: Row, address: str, accessed: str) -> str:
    """The entry in the BibTeX file of a project, which has its list and notice with it; with the
    address of its page."""
    return project_entry(project, url=address, urldate=accessed)


async def bibtex_of_standard(store: Store, standard: Row) -> str:
    """The entry of a standard in the BibTeX file."""
    row = await store.row(ONE_STANDARD, id=standard["id"])
    assert row is not None
    return standard_entry(row)


def bib_response(datasette: Datasette, text: str, name: str) -> Response:
    """A BibTeX entry as a file to keep. ``name`` may be percent-encoded."""
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='%')}.bib",
        "cache-control": f"max-age={datasette.setting('default_cache_ttl')}",
    }
    return Response(text, headers=headers, content_type=Bibtex.content_type())


def _record(site: Site, named: str, address: str, accessed: str) -> Citation:
    """The record of the catalogue, as a part of a database in its version."""
    version = f". 数据版本 {site.version}" if site.version else ""
    return Citation(
        "cite-record",
        "引用本目录的这条记录",
        f"{named}[DB/OL]//{site.title}{version}[{accessed or DAY}]. {address}.",
    )


def _context(
    site: Site, citations: tuple[Citation, ...], bibtex: str, accessed: str
) -> dict[str, object]:
    return {
        "citations": citations,
        "bibtex": bibtex,
        "accessed": accessed,
        "day": DAY,
        "version": site.version,
    }
