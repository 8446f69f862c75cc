"""Decisions written into curation: in the file's form, and never over somebody else's change."""

from pathlib import Path

import pytest

from etl.linking.link_decisions import LinkFiles
from etl.outcomes.links import LINKS, REFUSED_LINKS, Link, read_links
from etl.problems import CatalogueError

FIRST = Link(
    row="",
    entry="pub-2-001",
    project="plan-1-001",
    reason="名称一致，“甲”",
    source='某字,"号"\nline 3',
)
SECOND = Link(row="", entry="pub-2-002", project="plan-1-002", reason="名称一致", source="测试")


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    LinkFiles(tmp_path).accept([FIRST, SECOND])

    links, problems = read_links(tmp_path / LINKS)

    assert problems == []
    assert [(link.entry, link.project, link.source) for link in links] == [
        ("pub-2-001", "plan-1-001", '某字,"号" line 3'),
        ("pub-2-002", "plan-1-002", "测试"),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["", "end"])
def test_lines_that_are_there_stay_byte_for_byte(tmp_path: Path, end: str, last: str) -> None:
    path = tmp_path / LINKS
    lines = ["entry,project,reason,source", 'pub-1-001,plan-1-009,"a, b",测试']
    before = ("\ufeff" + end.join(lines) + (end if last else "")).encode()
    path.write_bytes(before)

    LinkFiles(tmp_path).accept([SECOND])

    links, problems = read_links(path)
    assert path.read_bytes().startswith(before)
    assert (len(links), problems) == (2, [])


def test_a_file_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    files = LinkFiles(tmp_path)
    (tmp_path / LINKS).write_text("entry,project,reason,source\n", encoding="utf-8")

    with pytest.raises(CatalogueError) as refused:
        files.accept([SECOND])

    assert "changed" in refused.value.problems[0].found
    assert (tmp_path / LINKS).read_text(encoding="utf-8") == "entry,project,reason,source\n"


def test_nothing_is_left_beside_the_files(tmp_path: Path) -> None:
    files = LinkFiles(tmp_path)

    files.accept([FIRST])
    files.refuse([SECOND])
    files.accept([])

    assert sorted(path.name for path in tmp_path.iterdir()) == [LINKS, REFUSED_LINKS]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError) as refused:
        LinkFiles(tmp_path / "gone").accept([SECOND])

    assert refused.value.problems[0].file.endswith(LINKS)
