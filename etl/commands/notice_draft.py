"""The text of a new ``notice.yml``: what was read, with its place, and what is to be confirmed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import yaml

from etl.commands.describe import Description, Reading
from etl.extract import ExtractedList
from etl.inputs.notice_file import PLACEHOLDER, PLACEHOLDER_DATE
from etl.inputs.notices import Notice
from etl.projects.listed import LIST_SIZE

_TO_FILL_IN = "  # 未能读出，请填写 (not found: fill in)"
_HEAD = (
    "# 由 catalogue add 生成，请逐项核对。核对一项，就从 to_confirm 中删去一项。",
    "# Made by catalogue add. Compare each value with the document; take an item out of",
    "# to_confirm once it is right. No build takes the notice before the list is empty.",
)


@dataclass(frozen=True)
class DraftedFile:
    """A document of the notice: its name, its SHA-256, and the lists found in it."""

    name: str
    sha256: str
    lists: Sequence[ExtractedList]


@dataclass
class NoticeDraft:
    """A ``notice.yml`` to be: ids and slugs that no notice among ``existing`` has taken.

    ``stated`` has totals that a letter states for the list of a year, and where.
    """

    slug: str
    files: Sequence[DraftedFile]
    described: Description
    existing: Sequence[Notice]
    stated: Mapping[int, tuple[int, str]] = field(default_factory=dict)
    to_confirm: list[str] = field(default_factory=list)

    def text(self) -> str:
        """The whole file; fills ``to_confirm`` on the way."""
        lines = [
            *_HEAD,
            _line("id", 1 + max((notice.declared.id for notice in self.existing), default=0)),
            _line("slug", self.slug),
            *self._read("title", self.described.title),
            *self._read("document_number", self.described.document_number),
            *self._read("issued_on", self.described.issued_on),
            *self._issuers(),
            *self._read("obtained_from", None),
            "files:",
            *self._files(),
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
        is_date = key == "issued_on"
        if reading is None:
            yield _line(key, PLACEHOLDER_DATE if is_date else PLACEHOLDER) + _TO_FILL_IN
        else:
            value = date.fromisoformat(reading.value) if is_date else reading.value
            yield _line(key, value) + _comment(reading.place)

    def _issuers(self) -> Iterator[str]:
        self.to_confirm.append("issuers")
        yield "issuers:"
        if not self.described.issuers:
            yield f"  - {PLACEHOLDER}{_TO_FILL_IN}"
        for reading in self.described.issuers:
            yield f"  - {_scalar(reading.value)}{_comment(reading.place)}"

    def _files(self) -> Iterator[str]:
        for file in self.files:
            yield f"  - file: {_scalar(file.name)}"
            yield f"    sha256: {file.sha256}"

    def _lists(self) -> Iterator[str]:
        taken = [found for notice in self.existing for found in notice.declared.lists]
        next_id = max((found.id + found.ids for found in taken), default=1)
        slugs = self._slugs({found.slug for found in taken})
        pairs = [(file, found) for file in self.files for found in file.lists]
        for slug, (file, found) in zip(slugs, pairs, strict=True):
            self.to_confirm.append(f"lists {slug}")
            last = max((entry.seq for entry in found.entries), default=0)
            ids = 1 + last // LIST_SIZE
            yield f"  - id: {next_id}"
            if ids != 1:
                yield f"    ids: {ids}"
            next_id += ids
            yield f"    slug: {_scalar(slug)}"
            if len(self.files) > 1:
                yield f"    file: {_scalar(file.name)}"
            yield f"    title: {_scalar(found.title or PLACEHOLDER)}" + (
                _comment(found.place) if found.title else _TO_FILL_IN
            )
            yield from self._year(found)
            level = f"，{found.level}标准" if found.level else ""
            yield f"    # 识别为“{found.kind.kind}”{level}；如不符，请写明 kind、level"
            yield from self._stated(found)

    def _year(self, found: ExtractedList) -> Iterator[str]:
        if found.year is not None:
            yield f"    year: {found.year}"
        elif self.described.issued_on is not None:
            yield f"    year: {self.described.issued_on.value[:4]}  # 清单未列年度，取发文年份"
        else:
            yield f"    year: {PLACEHOLDER_DATE.year}{_TO_FILL_IN}"

    def _stated(self, found: ExtractedList) -> Iterator[str]:
        stated = self.stated.get(found.year) if found.year is not None else None
        if found.stated_count is not None:
            yield f"    stated_count: {found.stated_count}"
            yield f"    stated_in: {PLACEHOLDER}"
        elif stated is not None:
            yield f"    stated_count: {stated[0]}"
            yield f"    stated_in: {_scalar(stated[1])}"
        else:
            yield f"    # 读出 {len(found.entries)} 行；如公布项数，请填 stated_count 与 stated_in"

    def _slugs(self, taken: set[str]) -> list[str]:
        """For each list the notice's slug; with the year where there are several, and with a
        number where that does not tell them apart either."""
        lists = [found for file in self.files for found in file.lists]
        slugs: list[str] = []
        for found in lists:
            year = f"-{found.year}" if len(lists) > 1 and found.year is not None else ""
            base = f"{self.slug}{year}"
            slug, number = base, 1
            while slug in taken:
                number += 1
                slug = f"{base}-{number}"
            taken.add(slug)
            slugs.append(slug)
        return slugs


def _line(key: str, value: object) -> str:
    return f"{key}: {_scalar(value)}"


def _comment(text: str) -> str:
    return "  # " + " ".join(text.split())


def _scalar(value: object) -> str:
    """A value as YAML, quoted only where it must be."""
    text = yaml.safe_dump(value, allow_unicode=True, width=10_000)
    return text.removesuffix("\n").removesuffix("\n...")
