"""Small catalogues for tests: notices written as text files, built with the real build."""

import csv
import hashlib
import io
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from etl.build import build, read_catalogue
from etl.catalogue import Catalogue
from etl.inputs import curation as curated
from etl.inputs.code_tables import REGION_CODES, STANDARD_CODES
from etl.inputs.csv_file import columns_of
from etl.inputs.notices import NOTICE_FILE
from etl.outcomes import events, links, loading, sites
from etl.paths import CURATION
from schema.vocabulary import OrganizationKind, Role, SiteKind

COMMITTEE = "全国茶叶标准化技术委员会"
OTHER_COMMITTEE = "全国咖啡标准化技术委员会"
PLAN = ("序号", "计划号", "项目名称", "标准性质", "制修订", "代替标准号", "归口单位")
ANNOUNCEMENT = ("序号", "标准编号", "标准名称", "代替标准号", "发布日期", "实施日期")
ANNOUNCED = "批准发布国家标准公告"


@dataclass(frozen=True)
class MadeList:
    """A list of a made notice; ``rows`` are cells without the number."""

    id: int
    slug: str
    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    declared: dict[str, Any] = field(default_factory=dict)

    def text(self) -> str:
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow([self.title])
        writer.writerow(self.header)
        writer.writerows([number, *row] for number, row in enumerate(self.rows, start=1))
        return out.getvalue()


class SmallCatalogue:
    """Sources and curation in ``folder``: the field's own terms and codes, two committees, and
    nothing else until a test adds it."""

    def __init__(self, folder: Path) -> None:
        self.sources, self.curation = folder / "sources", folder / "curation"
        self.database = folder / "catalogue.db"
        self.sources.mkdir()
        self.curation.mkdir()
        for name in (curated.VOCABULARY, STANDARD_CODES, REGION_CODES):
            shutil.copy(CURATION / name, self.curation)
        columns = columns_of(curated.Organization)
        bodies = [",".join(columns)]
        for number, name in enumerate((COMMITTEE, OTHER_COMMITTEE), start=1):
            body = {
                "id": str(number),
                "name": name,
                "kind": OrganizationKind.COMMITTEE,
                "roles": Role.IN_CHARGE,
                "attested_in": "测试",
            }
            bodies.append(",".join(body.get(column, "") for column in columns))
        self.write(curated.ORGANIZATIONS, *bodies)
        self.write(curated.ALIASES, "alias,name,reason,source")
        self.corrections: list[dict[str, str]] = []
        self.write(curated.CORRECTIONS, "corrections: []")
        self.write(loading.OUTCOMES, ",".join(columns_of(loading.Outcome)))
        self.write(events.EVENTS, "events: []")
        self.write(events.REMARKS, "remarks: []")
        self.write(sites.SITES, ",".join(columns_of(sites.Site)))
        self.site("example.org", SiteKind.OTHER)

    def write(self, name: str, *lines: str) -> None:
        """Make a file of curation."""
        (self.curation / name).write_text("\n".join(lines) + "\n", encoding="utf-8")

    def link(self, *rows: tuple[str, str]) -> None:
        """Accept links: codes of an entry and of a project."""
        lines = [f"{entry},{project},名称一致,测试" for entry, project in rows]
        self.write(links.LINKS, ",".join(columns_of(links.Link)), *lines)

    def correct(self, row: str, source: str, published: str, field: str = "title") -> None:
        """Correct a cell of the row with a code."""
        told = {"project": row, "field": field, "source": source, "published": published}
        self.corrections.append(told | {"reason": "印刷有误", "evidence": "测试"})
        self.write(
            curated.CORRECTIONS,
            yaml.safe_dump({"corrections": self.corrections}, allow_unicode=True),
        )

    def site(self, host: str, kind: SiteKind, linked: str = "yes") -> None:
        """Curate a web site."""
        self.append(sites.SITES, f"{host},,{kind},测试,{linked}")

    def append(self, name: str, line: str) -> None:
        """Add a line to a file of curation."""
        with (self.curation / name).open("a", encoding="utf-8") as file:
            file.write(line + "\n")

    def outcome(
        self, project: str, number: str, title: str, confidence: str = "high", **cells: str
    ) -> None:
        """Curate an outcome, with one address unless ``source_urls`` says others."""
        row = {
            "project": project,
            "standard_number": number,
            "published_title": title,
            "confidence": confidence,
            "source_urls": f"https://example.org/{project}",
        } | cells
        columns = columns_of(loading.Outcome)
        self.append(loading.OUTCOMES, ",".join(row.get(column, "") for column in columns))

    def notice(self, number: int, issued_on: str, *lists: MadeList) -> None:
        """Put a notice into the sources; each list stands in a file of its own."""
        slug = f"notice-{number}"
        folder = self.sources / slug
        folder.mkdir()
        files, declared = [], []
        for made in lists:
            data = made.text().encode()
            name = f"{made.slug}.csv"
            (folder / name).write_bytes(data)
            files.append({"file": name, "sha256": hashlib.sha256(data).hexdigest()})
            known = {"id": made.id, "slug": made.slug, "file": name, "title": made.title}
            declared.append(known | {"year": int(issued_on[:4])} | made.declared)
        content = {
            "id": number,
            "slug": slug,
            "title": f"第{number}号通知",
            "document_number": f"某字〔{issued_on[:4]}〕{number}号",
            "issued_on": "ISSUED",
            "issuers": ["某某总局"],
            "obtained_from": "测试",
            "files": files,
            "lists": declared,
        }
        text = yaml.safe_dump(content, allow_unicode=True).replace("ISSUED", issued_on)
        (folder / NOTICE_FILE).write_text(text, encoding="utf-8")

    def plan(self, list_id: int, issued_on: str, *rows: Sequence[str]) -> None:
        """A plan: plan number, title, nature, type, replaced numbers, committee each row."""
        title = f"{issued_on[:4]}年国家标准制修订计划"
        self.notice(list_id, issued_on, MadeList(list_id, f"plan-{list_id}", title, PLAN, rows))

    def announcement(self, list_id: int, issued_on: str, *rows: Sequence[str]) -> None:
        """An announcement: number, title, replaced numbers, two dates each row."""
        made = MadeList(list_id, f"pub-{list_id}", ANNOUNCED, ANNOUNCEMENT, rows)
        self.notice(list_id, issued_on, made)

    def read(self) -> Catalogue:
        catalogue, _ = read_catalogue(self.sources, self.curation)
        return catalogue

    def build(self) -> None:
        build(self.sources, self.curation, self.database)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Build, and ask the catalogue."""
        self.build()
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(sql).fetchall()


def planned(number: str, title: str, **cells: str) -> tuple[str, ...]:
    """A row of a plan: recommended, new, of the first committee unless said otherwise."""
    values = {"mandate": "推荐", "type": "制定", "replaces": "", "committee": COMMITTEE} | cells
    return (number, title, *values.values())


def announced(number: str, title: str, **cells: str) -> tuple[str, ...]:
    """A row of an announcement."""
    values = {"replaces": "", "published_on": "2031-05-06", "implemented_on": "2031-12-01"} | cells
    return (number, title, *values.values())
