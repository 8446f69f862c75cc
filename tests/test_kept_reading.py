"""What was read is kept for the next build, and taken while nothing that decides it changed."""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

import pytest

from etl import kept_reading
from etl.build import build
from etl.database.dump import dump
from etl.inputs import curation as curated
from etl.inputs.curation import Curation
from etl.inputs.notices import Notice
from etl.problems import CatalogueError
from schema.vocabulary import Role
from tests.small_catalogue import (
    COMMITTEE,
    OTHER_COMMITTEE,
    SmallCatalogue,
    announced,
    planned,
)


@pytest.fixture
def small(tmp_path: Path) -> SmallCatalogue:
    made = SmallCatalogue(tmp_path)
    made.append(curated.ALIASES, f"茶标委,{COMMITTEE},简称,测试")
    made.plan(
        1,
        "2030-01-01",
        planned("20300001-T-469", "绿茶分类"),
        planned("20300002-Q-469", "红茶第1部分：总则", mandate="强制", committee="茶标委"),
    )
    made.announcement(2, "2031-01-01", announced("GB/T 101-2031", "白茶", replaces="GB/T 101-2011"))
    return made


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The notices that are read, as they are."""
    found: list[str] = []
    plain = kept_reading.read_notice

    def noted(notice: object, known: object) -> object:
        found.append(notice.declared.slug)  # type: ignore[attr-defined]
        return plain(notice, known)  # type: ignore[arg-type]

    monkeypatch.setattr(kept_reading, "read_notice", noted)
    return found


def made(small: SmallCatalogue, kept: Path | None) -> list[str]:
    small.database.unlink(missing_ok=True)
    build(small.sources, small.curation, small.database, kept=kept)
    return list(dump(small.database))


def test_only_a_new_notice_is_read_and_the_catalogue_is_that_of_a_whole_build(
    small: SmallCatalogue, tmp_path: Path, read: list[str]
) -> None:
    made(small, tmp_path / "kept")
    small.plan(3, "2032-01-01", planned("20300001-T-469", "绿茶分类与等级"))
    read.clear()

    found = made(small, tmp_path / "kept")

    assert read == ["notice-3"]
    assert found == made(small, None)


def test_what_does_not_decide_how_documents_are_read_may_change(
    small: SmallCatalogue, tmp_path: Path, read: list[str]
) -> None:
    made(small, tmp_path / "kept")
    small.link(("pub-2-001", "plan-1-001"))
    read.clear()

    found = made(small, tmp_path / "kept")

    assert read == []
    assert found == made(small, None)


ALIAS = "alias,name,reason,source"


def _the_spelling_means_another_body(small: SmallCatalogue) -> None:
    small.write(curated.ALIASES, ALIAS, f"茶标委,{OTHER_COMMITTEE},简称,测试")


def _a_correction(small: SmallCatalogue) -> None:
    small.write(
        curated.CORRECTIONS,
        "corrections:",
        "- {project: plan-1-001, field: title, source: 绿茶分类, published: 绿茶的分类,"
        " reason: 测试, evidence: 测试}",
    )


def _a_body_of_other_notices(small: SmallCatalogue) -> None:
    path = small.curation / curated.ORGANIZATIONS
    first = path.read_text(encoding="utf-8").split("\n")[1]
    small.append(curated.ORGANIZATIONS, first.replace(f"1,{COMMITTEE}", "9,茶叶分类研究所"))
    small.append(curated.ALIASES, "分类所,茶叶分类研究所,简称,测试")


def _another_issue(small: SmallCatalogue) -> None:
    path = small.sources / "notice-1" / "notice.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("某字〔2030〕1号", "某字〔2030〕11号"), encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (_the_spelling_means_another_body, ["notice-1"]),
        (_a_correction, ["notice-1"]),
        (_another_issue, ["notice-1"]),
        (_a_body_of_other_notices, []),
    ],
)
def test_what_decides_how_a_document_is_read_has_it_read_again(
    small: SmallCatalogue,
    tmp_path: Path,
    read: list[str],
    change: Callable[[SmallCatalogue], None],
    expected: list[str],
) -> None:
    made(small, tmp_path / "kept")
    change(small)
    read.clear()

    found = made(small, tmp_path / "kept")

    assert read == expected
    assert found == made(small, None)


def test_a_body_that_is_no_longer_known_in_a_role_is_missed_in_what_was_kept(
    small: SmallCatalogue, tmp_path: Path, read: list[str]
) -> None:
    made(small, tmp_path / "kept")
    path = small.curation / curated.ORGANIZATIONS
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(Role.IN_CHARGE, Role.COMPETENT), encoding="utf-8")
    read.clear()

    with pytest.raises(CatalogueError) as refused:
        made(small, tmp_path / "kept")

    assert read == ["notice-1"]
    assert {problem.kind for problem in refused.value.problems} == {"unknown_body"}


def test_what_was_damaged_is_read_again(
    small: SmallCatalogue, tmp_path: Path, read: list[str]
) -> None:
    before = made(small, tmp_path / "kept")
    for path in (tmp_path / "kept").iterdir():
        path.write_bytes(path.read_bytes()[:-1] + b"?")
    read.clear()

    assert made(small, tmp_path / "kept") == before
    assert read == ["notice-1", "notice-2"]


def test_warnings_are_given_again_and_only_what_is_used_is_kept(
    small: SmallCatalogue, tmp_path: Path
) -> None:
    small.plan(3, "2032-01-01", planned("编号不明", "乌龙茶分类"))
    kept = tmp_path / "kept"

    first = build(small.sources, small.curation, small.database, kept=kept)
    second = build(small.sources, small.curation, small.database, kept=kept)

    assert first.warnings == second.warnings != ()
    assert len(list(kept.glob("*.read"))) == 3
    with closing(sqlite3.connect(small.database)) as connection:
        assert connection.execute("select count(*) from projects").fetchone() == (3,)


def test_who_reads_elsewhere_is_not_sent_what_is_kept(
    small: SmallCatalogue, tmp_path: Path
) -> None:
    sent: list[str] = []

    def elsewhere(notices: Iterable[Notice], known: Curation) -> kept_reading.Reader:
        sent.extend(notice.declared.slug for notice in notices)
        return kept_reading.reading_here((), known)

    build(small.sources, small.curation, small.database, kept=tmp_path / "kept", reading=elsewhere)
    first = list(sent)
    small.plan(3, "2032-01-01", planned("20300001-T-469", "绿茶分类与等级"))
    sent.clear()
    build(small.sources, small.curation, small.database, kept=tmp_path / "kept", reading=elsewhere)

    assert first == ["notice-1", "notice-2"]
    assert sent == ["notice-3"]
