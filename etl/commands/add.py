"""Putting a notice into ``sources/``: the document as it is, and a ``notice.yml`` to review.

What could be read is filled in with its place beside it; what a person must confirm or supply is
named in ``to_confirm``, and no build takes the notice before that list is empty.
"""

import hashlib
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from etl.commands.describe import Description, Reading, describe_notice
from etl.commands.progress import PageProgress
from etl.extract import ExtractedList, Extraction, extract_file
from etl.inputs.curation import Curation
from etl.inputs.notices import NOTICE_FILE, Notice, load_notices
from etl.paths import shown
from etl.problems import CatalogueError, Problem
from etl.readers.bytes_of import bytes_of
from etl.writing import writing

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PLACEHOLDER = "待确认"


@dataclass(frozen=True)
class AddedNotice:
    """The new folder, what must be confirmed in its ``notice.yml``, and what was read."""

    folder: Path
    to_confirm: tuple[str, ...]
    extraction: Extraction


def add_notice(
    document: Path,
    slug: str,
    sources: Path,
    curation: Curation,
    progress: PageProgress | None = None,
) -> AddedNotice:
    """Copy ``document`` into a new folder ``slug`` of ``sources`` with a ``notice.yml``.

    Raises ``CatalogueError`` if the folder is there already, the slug is no slug, or the document
    holds no list; then nothing is written.
    """
    folder = sources / slug
    if not _SLUG.fullmatch(slug):
        raise _refusal(f"the slug {slug!r}", "small letters, digits and -: samr-2026-12")
    if folder.exists():
        raise _refusal(f"{shown(folder)} is there already", "a new slug; nothing is overwritten")
    extraction = extract_file(document, curation, progress=progress)
    if extraction.document is None or not extraction.lists:
        raise CatalogueError(extraction.problems)
    data = bytes_of(document)
    described = describe_notice(extraction.document, extraction.lists[0].place)
    has_notices = any(sources.glob(f"*/{NOTICE_FILE}"))
    existing = load_notices(sources, unconfirmed=True) if has_notices else []
    draft = _Draft(slug, document.name, data, described, extraction, existing)
    text = draft.text()
    with (
        writing(folder),
        tempfile.TemporaryDirectory(prefix=".adding-", dir=sources) as temporary,
    ):
        new = Path(temporary) / slug
        new.mkdir()
        shutil.copyfile(document, new / document.name)
        (new / NOTICE_FILE).write_text(text, encoding="utf-8")
        new.rename(folder)
    return AddedNotice(folder, tuple(draft.to_confirm), extraction)


class _Draft:
    """The text of a new ``notice.yml``."""

    def __init__(
        self,
        slug: str,
        file: str,
        data: bytes,
        described: Description,
        extraction: Extraction,
        existing: list[Notice],
    ) -> None:
        self.slug = slug
        self.file = file
        self.sha256 = hashlib.sha256(data).hexdigest()
        self.described = described
        self.extraction = extraction
        self.existing = existing
        self.to_confirm: list[str] = []

    def text(self) -> str:
        """The whole file; fills ``to_confirm`` on the way."""
        lines = [
            "# 由 catalogue add 生成，请逐项核对。核对一项，就从 to_confirm 中删去一项。",
            "# Made by catalogue add. Compare each value with the document; take an item out of",
            "# to_confirm once it is right. No build takes the notice before the list is empty.",
            _line("id", 1 + max((notice.declared.id for notice in self.existing), default=0)),
            _line("slug", self.slug),
            *self._read("title", self.described.title),
            *self._read("document_number", self.described.document_number),
            *self._read("issued_on", self.described.issued_on),
            *self._issuers(),
            *self._read("obtained_from", None),
            _line("file", self.file),
            _line("sha256", self.sha256),
            "",
            "# id 与 slug 是永久编号：项目编号由 slug 与序号组成，发布后不得更改。",
            "lists:",
            *self._lists(),
            "",
            "# 发文机关公布的其他总数：整份通知的，或某一领域（domain）的，连同出处。",
            "stated_totals: []",
            "accepted_problems: []",
            "",
            "to_confirm:",
        ]
        lines += [f"  - {item}" for item in self.to_confirm]
        return "\n".join(lines) + "\n"

    def _read(self, key: str, reading: Reading | None) -> Iterator[str]:
        self.to_confirm.append(key)
        if reading is None:
            value: object = date(1900, 1, 1) if key == "issued_on" else _PLACEHOLDER
            yield _line(key, value) + "  # 未能读出，请填写 (not found: fill in)"
        else:
            value = date.fromisoformat(reading.value) if key == "issued_on" else reading.value
            yield _line(key, value) + f"  # {reading.place}"

    def _issuers(self) -> Iterator[str]:
        self.to_confirm.append("issuers")
        yield "issuers:"
        if not self.described.issuers:
            yield f"  - {_PLACEHOLDER}  # 未能读出，请填写 (not found: fill in)"
        for reading in self.described.issuers:
            yield f"  - {_scalar(reading.value)}  # {reading.place}"

    def _lists(self) -> Iterator[str]:
        taken = [found for notice in self.existing for found in notice.declared.lists]
        next_id = 1 + max((found.id for found in taken), default=0)
        slugs = {found.slug for found in taken}
        for number, found in enumerate(self.extraction.lists):
            slug = self._list_slug(found, slugs)
            slugs.add(slug)
            self.to_confirm.append(f"lists {slug}")
            yield f"  - id: {next_id + number}"
            yield f'    slug: "{slug}"'
            yield f"    title: {_scalar(found.title or _PLACEHOLDER)}  # {found.place}"
            yield f"    year: {found.year or 1900}"
            if found.stated_count is None:
                rows = len(found.records)
                yield f"    # 读出 {rows} 行；如有公布项数，请填写 stated_count 与 stated_in"
            else:
                yield f"    stated_count: {found.stated_count}"
                yield f"    stated_in: {_PLACEHOLDER}"

    def _list_slug(self, found: ExtractedList, taken: set[str]) -> str:
        """The year, or notice and year where another list has the year's slug already."""
        base = str(found.year or "unknown")
        candidates = [base, f"{self.slug}-{base}"]
        candidates += [f"{self.slug}-{base}-{n}" for n in range(2, 100)]
        return next(slug for slug in candidates if slug not in taken)


def slug_from(document: Path) -> str:
    """A folder's name from a file's name: small letters, digits and -."""
    words = re.findall(r"[a-z0-9]+", document.stem.lower())
    return "-".join(words) or "notice"


def _line(key: str, value: object) -> str:
    return f"{key}: {_scalar(value)}"


def _scalar(value: object) -> str:
    """A value as YAML, quoted only where it must be."""
    text = yaml.safe_dump(value, allow_unicode=True, width=10_000)
    return text.removesuffix("\n").removesuffix("\n...")


def _refusal(found: str, expected: str) -> CatalogueError:
    return CatalogueError([Problem("invalid_notice", "", found, expected)])
