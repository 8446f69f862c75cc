"""What is added to a catalogue that was made before gives the catalogue that a whole build makes."""

import random
from pathlib import Path

import pytest

from etl.build import BuildResult, build
from etl.database.dump import dump
from etl.inputs import curation as curated
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
    some are restated, announced, revised or withdrawn later, or linked by people."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.small = SmallCatalogue(folder)
        self.kept = folder / "kept"
        self.random = random.Random(seed)
        self.number = 0
        # Plan number and code of each row of a plan.
        self.rows: list[tuple[str, str]] = []
        self.standards: list[str] = []
        self.announced: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.bodies = [COMMITTEE, OTHER_COMMITTEE]

    def title(self) -> str:
        draw = self.random
        return f"{draw.choice(WORDS)}{draw.choice(WORDS)}分类方法{draw.choice(PARTS)}"

    def new_plan(self) -> str:
        """A plan number that no project has yet."""
        return f"2030{len(self.rows) + 1:04}-T-469"

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
            cells = {"mandate": self.random.choice(["强制", "推荐"])}
            cells["committee"] = self.random.choice(["", *self.bodies])
            rows.append(planned(number, self.title(), **cells))
            self.rows.append((number, f"plan-{self.number}-{len(rows):03}"))
        self.small.plan(self.number, f"{2030 + self.number}-01-01", *rows)

    def announcement(self) -> None:
        """Standards, some with the plan number of a project that is known or comes later, some that
        replace others."""
        self.number += 1
        year = 2030 + self.number
        rows = []
        for _ in range(self.random.randint(1, 4)):
            number = f"GB/T {100 + len(self.standards)}-{year}"
            plan = self.random.choice(["", self.new_plan(), *(plan for plan, _ in self.rows)])
            old = self.random.choice(["", *self.standards])
            self.standards.append(number)
            rows.append((plan, number, self.title(), old, f"{year}-05-06", f"{year}-12-01"))
            self.announced.append(f"pub-{self.number}-{len(rows):03}")
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
        made = MadeList(self.number, name, "废止国家标准公告", WITHDRAWN, rows)
        self.small.notice(self.number, day, made)

    def outcome(self) -> None:
        """A person finds what became of a project."""
        number = f"GB/T {500 + len(self.standards)}-2029"
        self.standards.append(number)
        self.small.outcome(self.random.choice(self.projects()), number, self.title())

    def link(self) -> None:
        """A person links an announced standard with a project."""
        free = [code for code in self.announced if code not in dict(self.links)]
        if free:
            self.links.append((self.random.choice(free), self.random.choice(self.projects())))
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

    def projects(self) -> list[str]:
        """The codes of projects: of several rows with one plan number that of the first."""
        found: dict[str, str] = {}
        for plan, code in self.rows:
            found.setdefault(plan, code)
        return list(found.values())

    def build(self) -> BuildResult:
        small = self.small
        return build(small.sources, small.curation, small.database, kept=self.kept)

    def whole(self) -> list[str]:
        """The dump of a whole build."""
        target = self.small.database.with_name("whole.db")
        target.unlink(missing_ok=True)
        build(self.small.sources, self.small.curation, target)
        return list(dump(target))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_added_at_random_it_is_the_catalogue_of_a_whole_build(tmp_path: Path, seed: int) -> None:
    story = Story(tmp_path, seed)
    story.plan()
    story.announcement()
    story.build()
    steps = [story.plan, story.announcement, story.withdrawal, story.outcome, story.link]
    for _ in range(5):
        before = story.number
        if story.random.random() < 0.4:
            story.body()
        for step in story.random.sample(steps, 2):
            step()

        result = story.build()

        assert (result.added, result.anew_because) == (story.number - before, "")
        assert list(dump(story.small.database)) == story.whole()
