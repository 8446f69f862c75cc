"""What is added to a catalogue gives the catalogue that a build of the whole makes."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from etl.adding.kept_store import FILE
from etl.build import BuildResult, build
from etl.database.dump import dump
from etl.inputs import curation as curated
from etl.inputs.curation import load_curation
from etl.inputs.notices import NOTICE_FILE
from etl.outcomes.events import REMARKS
from etl.outcomes.loading import OUTCOMES
from etl.problems import CatalogueError
from schema.vocabulary import FindingKind, Role
from tests.search_content import index_of
from tests.small_catalogue import (
    COMMITTEE,
    OTHER_COMMITTEE,
    MadeList,
    SmallCatalogue,
    announced,
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
            plan = self.random.choice(["", *{self.new_plan(): "", **self.unpublished()}])
            plan = "" if plan in self.published else plan
            self.published.add(plan)
            kind = "GB" if "Q" in plan else "GB/T"
            number = f"{kind} {100 + len(self.standards)}-{year}"
            old = self.random.choice(["", *self.standards])
            self.standards.append(number)
            rows.append((plan, number, self.title(), old, f"{year}-05-06", f"{year}-12-01"))
            if not plan:
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


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_added_at_random_it_is_the_catalogue_of_a_whole_build(tmp_path: Path, seed: int) -> None:
    story = Story(tmp_path, seed)
    story.plan()
    story.announcement()
    kept_build(story.small)
    steps = [story.plan, story.announcement, story.withdrawal, story.outcome, story.link]
    for _ in range(5):
        before = story.number
        if story.random.random() < 0.4:
            story.body()
        for step in story.random.sample(steps, 2):
            step()

        result = kept_build(story.small)

        assert (result.added, result.anew_because) == (story.number - before, "")
        assert content_of(story.small.database) == whole(story.small)


def _a_plan(small: SmallCatalogue) -> None:
    small.plan(9, "2039-01-01", planned("20390001-T-469", "花茶分类"))


def _an_earlier_notice(small: SmallCatalogue) -> None:
    path = small.sources / "notice-1" / NOTICE_FILE
    path.write_text(path.read_text("utf-8").replace("某字〔2030〕1号", "某字〔2030〕8号"), "utf-8")


def _a_notice_before_others(small: SmallCatalogue) -> None:
    small.plan(3, "2039-01-01", planned("20390001-T-469", "花茶分类"))


def _a_notice_taken_out(small: SmallCatalogue) -> None:
    shutil.rmtree(small.sources / "notice-4")


def _an_outcome_changed(small: SmallCatalogue) -> None:
    path = small.curation / OUTCOMES
    path.write_text(path.read_text("utf-8").replace("绿茶的分类", "绿茶分类通则"), "utf-8")


def _an_alias_taken_out(small: SmallCatalogue) -> None:
    small.write(curated.ALIASES, "alias,name,reason,source", f"茶标委,{COMMITTEE},简称,测试")


def _a_correction_of_an_earlier_list(small: SmallCatalogue) -> None:
    small.write(curated.CORRECTIONS, "corrections:", _CORRECTION.format(project="plan-1-002"))


def _a_remark(small: SmallCatalogue) -> None:
    small.write(
        REMARKS,
        "remarks:",
        f"- {{project: plan-1-001, kind: {FindingKind.READING}, field: title, message: 测试}}",
    )


def _the_catalogue(small: SmallCatalogue) -> None:
    with closing(sqlite3.connect(small.database)) as database, database:
        database.execute("update projects set title = '花茶' where id = 10001")


def _what_was_kept(small: SmallCatalogue) -> None:
    path = small.database.with_name("kept") / FILE
    path.write_bytes(path.read_bytes()[:-1] + b"?")


_CORRECTION = (
    "- {{project: {project}, field: title, source: 花茶分类, published: 花茶的分类,"
    " reason: 测试, evidence: 测试}}"
)


@pytest.fixture
def small(tmp_path: Path) -> SmallCatalogue:
    """A catalogue with something of each kind, made and kept."""
    made = SmallCatalogue(tmp_path)
    for alias in ("茶标委", "茶委"):
        made.append(curated.ALIASES, f"{alias},{COMMITTEE},简称,测试")
    row = planned("20300002-Q-469", "花茶分类", mandate="强制", committee="茶标委")
    made.plan(1, "2030-01-01", planned("20300001-T-469", "绿茶分类"), row)
    made.announcement(4, "2031-01-01", announced("GB/T 101-2031", "白茶"))
    made.outcome("plan-1-001", "GB/T 202-2031", "绿茶的分类")
    kept_build(made)
    return made


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (_an_earlier_notice, "sources/notice-1/notice.yml changed"),
        (_a_notice_before_others, "notice notice-3 comes before others"),
        (_a_notice_taken_out, "sources/notice-4/notice.yml changed"),
        (_an_outcome_changed, "rows of curation/outcomes.csv changed or went"),
        (_an_alias_taken_out, "rows of curation/aliases.csv changed or went"),
        (_a_correction_of_an_earlier_list, "corrections.yml corrects an earlier notice"),
        (_a_remark, "curation/remarks.yml changed"),
        (_the_catalogue, "what was kept, or the catalogue, is not there as it was left"),
        (_what_was_kept, "what was kept, or the catalogue, is not there as it was left"),
    ],
)
def test_what_else_changed_is_said_and_all_is_made_anew(
    small: SmallCatalogue, change: Callable[[SmallCatalogue], None], reason: str
) -> None:
    _a_plan(small)
    change(small)

    result = kept_build(small)

    assert (result.added, result.anew_because) == (None, reason)
    assert content_of(small.database) == whole(small)


def test_where_nothing_is_new_the_catalogue_stays(small: SmallCatalogue) -> None:
    before = small.database.stat()

    result = kept_build(small)

    after = small.database.stat()
    assert (result.added, result.changed, result.projects) == (0, False, 2)
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_correction_of_an_added_list_is_applied(small: SmallCatalogue) -> None:
    _a_plan(small)
    small.write(curated.CORRECTIONS, "corrections:", _CORRECTION.format(project="plan-9-001"))

    result = kept_build(small)

    assert (result.added, result.anew_because) == (1, "")
    assert content_of(small.database) == whole(small)


def test_a_new_role_of_a_body_does_not_reach_what_was_read(small: SmallCatalogue) -> None:
    _a_plan(small)
    path = small.curation / curated.ORGANIZATIONS
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(Role.IN_CHARGE, f"{Role.IN_CHARGE}；{Role.COMPETENT}", 1), "utf-8")

    result = kept_build(small)

    assert (result.added, result.anew_because) == (1, "")
    assert content_of(small.database) == whole(small)


def test_a_cell_that_would_be_read_otherwise_has_all_made_anew(small: SmallCatalogue) -> None:
    _a_plan(small)
    path = small.curation / curated.ORGANIZATIONS
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(Role.IN_CHARGE, Role.COMPETENT, 1), encoding="utf-8")

    with pytest.raises(CatalogueError) as refused:
        kept_build(small)

    assert {problem.kind for problem in refused.value.problems} == {"unknown_body"}


@pytest.mark.parametrize(
    "outcome",
    [
        ("plan-1-009", "GB/T 303-2031", "无此项目"),
        ("plan-1-001", "GB/T 303-2031", "另一标准"),
        ("plan-1-002", "GB 202-2031", "同号不同性质"),
    ],
)
def test_what_contradicts_is_refused_as_in_a_whole_build_and_can_be_mended(
    small: SmallCatalogue, outcome: tuple[str, str, str]
) -> None:
    _a_plan(small)
    path = small.curation / OUTCOMES
    right = path.read_bytes()
    small.outcome(*outcome)
    before = content_of(small.database)
    with pytest.raises(CatalogueError) as expected:
        whole(small)

    with pytest.raises(CatalogueError) as refused:
        kept_build(small)

    assert refused.value.problems == expected.value.problems
    assert content_of(small.database) == before

    path.write_bytes(right)

    assert kept_build(small).added == 1
    assert content_of(small.database) == whole(small)


def test_what_was_warned_of_is_said_again(small: SmallCatalogue) -> None:
    small.plan(6, "2032-01-01", planned("编号不明", "乌龙茶分类"))
    first = kept_build(small)
    _a_plan(small)

    second = kept_build(small)

    assert (first.added, second.added) == (1, 1)
    assert first.warnings == second.warnings != ()


def test_a_project_that_gets_another_domain_has_all_made_anew(tmp_path: Path) -> None:
    made = SmallCatalogue(tmp_path)
    domains = [term.value for term in load_curation().vocabulary.domain[:2]]
    header = ("序号", "计划号", "项目名称", "领域")
    for number, domain in enumerate(domains, start=1):
        rows = [("20300001-T-469", "绿茶分类", domain)]
        of_plan = MadeList(number, f"plan-{number}", f"{2029 + number}年计划", header, rows)
        made.notice(number, f"{2029 + number}-01-01", of_plan)
        result = kept_build(made)

    assert result.anew_because == "plan-1-001 has another domain now"
    assert content_of(made.database) == whole(made)
