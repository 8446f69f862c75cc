"""Catalogues to which things are added, and what they then are beside a whole build."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

from etl.build import BuildResult, build
from etl.database.dump import dump
from etl.inputs import curation as curated
from tests.search_content import index_of
from tests.small_catalogue import (
    COMMITTEE,
    OTHER_COMMITTEE,
    MadeList,
    SmallCatalogue,
    planned,
)

WORDS = ("绿茶", "红茶", "白茶", "普洱茶", "茶具", "咖啡", "质量质量要求", "包装产品品质要求")
PARTS = ("", "", "第1部分：总则", "第2部分：检验", "第 3 部分：贮存", "第N部分：运输")
WITHDRAWN = ("序号", "标准编号", "标准名称", "废止日期")
ANNOUNCED = ("序号", "计划号", "标准编号", "标准名称", "代替标准号", "发布日期", "实施日期")


class Story:
    """A catalogue to which things are added, at random but by rule: each project has a plan number,
    some are restated, announced, revised or withdrawn later, linked or corrected by people."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.small = SmallCatalogue(folder)
        self.random = random.Random(seed)
        self.number = 0
        # Plan number and code of each row of a plan.
        self.rows: list[tuple[str, str]] = []
        self.standards: list[str] = []
        self.announced: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.bodies = [COMMITTEE, OTHER_COMMITTEE]
        # Plan numbers of projects that have their standard.
        self.published: set[str] = set()

    def title(self) -> str:
        draw = self.random
        return f"{draw.choice(WORDS)}{draw.choice(WORDS)}分类方法{draw.choice(PARTS)}"

    def correct(self, row: str, title: str, committee: str = "") -> None:
        """Perhaps find that a list which is added now has a wrong title or committee in a row."""
        if self.random.random() < 0.3:
            self.small.correct(row, title, f"{title}要求")
        if committee and self.random.random() < 0.3:
            other = self.random.choice([body for body in self.bodies if body != committee])
            self.small.correct(row, committee, other, "committees")

    def new_plan(self) -> str:
        """A plan number that no project has yet; its letter says the nature."""
        number = len(self.rows) + 1
        return f"2030{number:04}-{'TQ'[number % 2]}-469"

    def plan(self) -> None:
        """New projects, and old ones again with other titles and bodies."""
        self.number += 1
        rows: list[tuple[str, ...]] = []
        for _ in range(self.random.randint(1, 5)):
            old = [plan for plan, _ in self.rows]
            number = self.random.choice(old) if old and self.random.random() < 0.4 else ""
            number = number or self.new_plan()
            if any(number == row[0] for row in rows):
                continue
            cells = {"mandate": "强制" if "Q" in number else "推荐"}
            cells["committee"] = self.random.choice(["", *self.bodies])
            title = self.title()
            rows.append(planned(number, title, **cells))
            code = f"plan-{self.number}-{len(rows):03}"
            self.rows.append((number, code))
            self.correct(code, title, cells["committee"])
        self.small.plan(self.number, f"{2030 + self.number}-01-01", *rows)

    def announcement(self) -> None:
        """Standards, some with the plan number of a project that is known or comes later, some that
        replace others."""
        self.number += 1
        year = 2030 + self.number
        rows = []
        for _ in range(self.random.randint(1, 4)):
            plan = self.random.choice(["", *{self.new_plan(): "", **self.unpublished()}])
            plan = "" if plan in self.published else plan
            self.published.add(plan)
            kind = "GB" if "Q" in plan else "GB/T"
            number = f"{kind} {100 + len(self.standards)}-{year}"
            old = self.random.choice(["", *self.standards])
            self.standards.append(number)
            title = self.title()
            rows.append((plan, number, title, old, f"{year}-05-06", f"{year}-12-01"))
            code = f"pub-{self.number}-{len(rows):03}"
            self.correct(code, title)
            if not plan:
                self.announced.append(code)
        name = f"pub-{self.number}"
        made = MadeList(self.number, name, "批准发布国家标准公告", ANNOUNCED, rows)
        self.small.notice(self.number, f"{year}-06-01", made)

    def withdrawal(self) -> None:
        """Standards that hold no longer, known or not."""
        self.number += 1
        day = f"{2030 + self.number}-07-01"
        known = ["GB/T 7-2001", *self.standards]
        rows = [(one, self.title(), day) for one in self.random.sample(known, min(2, len(known)))]
        name = f"out-{self.number}"
        for place, (_, title, _) in enumerate(rows, start=1):
            self.correct(f"{name}-{place:03}", title)
        made = MadeList(self.number, name, "废止国家标准公告", WITHDRAWN, rows)
        self.small.notice(self.number, day, made)

    def outcome(self) -> None:
        """A person finds what became of a project."""
        number = f"GB/T {500 + len(self.standards)}-2029"
        for plan, code in self.unpublished().items():
            self.standards.append(number)
            self.published.add(plan)
            self.small.outcome(code, number, self.title())
            return

    def link(self) -> None:
        """A person links an announced standard with a project."""
        plans = self.unpublished()
        if self.announced and plans:
            plan = self.random.choice(list(plans))
            self.published.add(plan)
            self.links.append((self.announced.pop(), plans[plan]))
            self.small.link(*self.links)

    def body(self) -> None:
        """A committee whose name is that of another but for an insertion, with another name."""
        name = COMMITTEE.replace("茶叶", f"茶叶{'初深精'[len(self.bodies) % 3]}加工")
        path = self.small.curation / curated.ORGANIZATIONS
        first = path.read_text(encoding="utf-8").split("\n")[1]
        if name not in self.bodies:
            self.bodies.append(name)
            row = first.replace(f"1,{COMMITTEE}", f"{len(self.bodies)},{name}")
            self.small.append(curated.ORGANIZATIONS, row)
            self.small.append(curated.ALIASES, f"{name[2:6]}标委,{name},简称,测试")

    def unpublished(self) -> dict[str, str]:
        """The plan numbers of projects without a standard, with their codes, those of the first
        rows."""
        found: dict[str, str] = {}
        for plan, code in self.rows:
            if plan not in self.published:
                found.setdefault(plan, code)
        return found


def kept_build(small: SmallCatalogue) -> BuildResult:
    """Build what is there now, with what was kept before."""
    kept = small.database.with_name("kept")
    return build(small.sources, small.curation, small.database, kept=kept)


def content_of(path: Path) -> list[str]:
    """The dump of a catalogue, and what its search index holds, which no dump shows."""
    with closing(sqlite3.connect(path)) as database:
        index = index_of(database)
    return [*dump(path), *(f"{table} {row}" for table, rows in index.items() for row in rows)]


def whole(small: SmallCatalogue) -> list[str]:
    """The dump of a whole build."""
    target = small.database.with_name("whole.db")
    target.unlink(missing_ok=True)
    build(small.sources, small.curation, target)
    return content_of(target)
