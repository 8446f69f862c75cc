"""What is added to a catalogue gives the catalogue that a build of the whole makes."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from etl.adding.kept_store import FILE
from etl.commands.cli import main
from etl.inputs import curation as curated
from etl.inputs.curation import load_curation
from etl.inputs.notices import NOTICE_FILE
from etl.outcomes.events import REMARKS
from etl.outcomes.loading import OUTCOMES
from etl.problems import CatalogueError
from schema.vocabulary import FindingKind, Role
from tests.adding.story import ANNOUNCED, Story, content_of, kept_build, whole
from tests.small_catalogue import (
    COMMITTEE,
    MadeList,
    SmallCatalogue,
    announced,
    planned,
)


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
    small.correct("plan-1-002", "花茶分类", "花茶的分类")


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


def _corrected(small: SmallCatalogue) -> list[tuple[object, ...]]:
    """The rows that were corrected, each with its project."""
    with closing(sqlite3.connect(small.database)) as database:
        return database.execute("select entry_id, project_id from corrections").fetchall()


def test_a_correction_of_an_added_list_is_applied(small: SmallCatalogue) -> None:
    _a_plan(small)
    small.correct("plan-9-001", "花茶分类", "花茶的分类")

    result = kept_build(small)

    assert (result.added, result.anew_because) == (1, "")
    assert _corrected(small) == [(90001, 90001)]
    assert content_of(small.database) == whole(small)


def test_an_added_row_of_an_old_project_is_corrected(small: SmallCatalogue) -> None:
    small.plan(9, "2039-01-01", planned("20300001-T-469", "绿茶分类等级"))
    small.correct("plan-9-001", "绿茶分类等级", "绿茶分类与等级")

    result = kept_build(small)

    assert (result.added, result.anew_because) == (1, "")
    assert _corrected(small) == [(90001, 10001)]
    assert content_of(small.database) == whole(small)


def _announced(plan: str) -> MadeList:
    number = "GB 301-2039" if "Q" in plan else "GB/T 301-2039"
    row = (plan, number, "乌龙茶的分类", "", "2039-05-06", "2039-12-01")
    return MadeList(9, "pub-9", "批准发布国家标准公告", ANNOUNCED, [row])


@pytest.mark.parametrize(("plan", "project"), [("20300002-Q-469", 10002), ("", None)])
def test_an_added_row_of_an_announcement_is_corrected(
    small: SmallCatalogue, plan: str, project: int | None
) -> None:
    small.notice(9, "2039-06-01", _announced(plan))
    small.correct("pub-9-001", "乌龙茶的分类", "乌龙茶分类")

    result = kept_build(small)

    assert (result.added, result.anew_because) == (1, "")
    assert _corrected(small) == [(90001, project)]
    assert content_of(small.database) == whole(small)


@pytest.fixture
def corrected(small: SmallCatalogue) -> SmallCatalogue:
    """A kept catalogue with a corrected row of an announcement without a project, which names the
    plan number of none that is known."""
    small.notice(9, "2039-06-01", _announced("20390005-T-469"))
    small.correct("pub-9-001", "乌龙茶的分类", "乌龙茶分类")
    kept_build(small)
    assert _corrected(small) == [(90001, None)]
    return small


def test_a_corrected_row_has_its_project_once_the_plan_comes(corrected: SmallCatalogue) -> None:
    corrected.plan(11, "2040-01-01", planned("20390005-T-469", "乌龙茶分类"))

    result = kept_build(corrected)

    assert (result.added, result.anew_because) == (1, "")
    assert _corrected(corrected) == [(90001, 110001)]
    assert content_of(corrected.database) == whole(corrected)


def test_a_corrected_row_has_its_project_once_it_is_linked(corrected: SmallCatalogue) -> None:
    corrected.link(("pub-9-001", "plan-1-002"))

    result = kept_build(corrected)

    assert (result.added, result.anew_because) == (0, "")
    assert _corrected(corrected) == [(90001, 10002)]
    assert content_of(corrected.database) == whole(corrected)


def test_a_corrected_row_stays_so_when_its_project_is_restated(small: SmallCatalogue) -> None:
    _a_plan(small)
    small.correct("plan-9-001", "花茶分类", "花茶的分类")
    kept_build(small)
    small.plan(10, "2040-01-01", planned("20390001-T-469", "花茶分类等级"))
    small.correct("plan-10-001", "花茶分类等级", "花茶分类与等级")

    result = kept_build(small)

    assert (result.added, result.anew_because) == (1, "")
    assert _corrected(small) == [(90001, 90001), (100001, 90001)]
    assert content_of(small.database) == whole(small)


@pytest.mark.parametrize(
    ("row", "found"),
    [("plan-9-001", "does not print"), ("plan-9-002", "no list has a row plan-9-002")],
)
def test_a_correction_of_an_added_list_that_is_not_there_stops_as_a_whole_build(
    small: SmallCatalogue, row: str, found: str
) -> None:
    _a_plan(small)
    small.correct(row, "别的名称", "花茶的分类")
    with pytest.raises(CatalogueError) as expected:
        whole(small)

    with pytest.raises(CatalogueError) as refused:
        kept_build(small)

    (problem,) = refused.value.problems
    assert found in problem.message
    assert refused.value.problems == expected.value.problems


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


def test_the_command_says_what_it_made(small: SmallCatalogue) -> None:
    folders = {"sources": small.sources, "curation": small.curation, "database": small.database}
    options = [text for name, path in folders.items() for text in (f"--{name}", str(path))]
    options += ["--keep", str(small.database.with_name("kept"))]
    _a_plan(small)

    added = CliRunner().invoke(main, ["build", *options])
    _an_earlier_notice(small)
    anew = CliRunner().invoke(main, ["build", *options])

    assert added.output.endswith("only what is new was made; notices added: 1\n")
    assert anew.output.endswith("all of it was made anew: sources/notice-1/notice.yml changed\n")
