"""notice.yml: what a person has confirmed about a notice, read strictly."""

import shutil
from pathlib import Path

import pytest

from etl.inputs.notices import find_notice, load_all_notices, load_notices
from etl.paths import SOURCES
from etl.problems import CatalogueError, Problem


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SOURCES, tmp_path / "sources"))


def change(folder: Path, old: str, new: str) -> None:
    path = folder / "samr-2024-34/notice.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems_of(folder: Path) -> list[Problem]:
    with pytest.raises(CatalogueError) as refused:
        load_notices(folder)
    return list(refused.value.problems)


def test_the_committed_notice_states_its_totals() -> None:
    (notice,) = load_notices()

    assert [declared.stated_count for declared in notice.declared.lists] == [129, 165]
    assert [total.stated_count for total in notice.declared.stated_totals] == [294, 113, 115, 66]
    assert all(total.stated_in for total in notice.declared.stated_totals)


def test_the_committed_document_is_the_one_declared() -> None:
    (notice,) = load_notices()

    (document,) = notice.documents
    assert document.read().startswith("附件 1:".encode())


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("document_number:", "number:", "document_number"),
        ("issued_on: 2024-03-27", "issued_on: 去年三月", "issued_on"),
        ("    year: 2024", '    year: "2024"', "lists.0.year"),
        ("slug: samr-2024-34", "slug: samr-2024-35", "samr-2024-35"),
        ("file: annexes.txt", "file: ../annexes.txt", "without folders"),
        ("    id: 2\n", "    id: 1\n", "list id 1"),
        ('slug: "2025"', 'slug: "2024"', "list slug 2024"),
    ],
)
def test_a_fault_is_named(folder: Path, old: str, new: str, found: str) -> None:
    if old == "    id: 2\n":
        old, new = "- id: 2", "- id: 1"
    change(folder, old, new)

    problems = problems_of(folder)

    assert any(found in problem.message for problem in problems)


def test_an_accepted_problem_must_be_of_a_known_kind(folder: Path) -> None:
    entry = "accepted_problems: [{kind: typo, place: line 3, reason: 因}]"
    change(folder, "accepted_problems: []", entry)

    (problem,) = problems_of(folder)

    assert "'typo'" in problem.message


def test_a_folder_without_notices_is_said_to_have_none(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path)

    assert "no folder with a notice.yml" in problem.message


def test_two_notices_must_not_share_ids(folder: Path) -> None:
    shutil.copytree(folder / "samr-2024-34", folder / "other")

    problems = problems_of(folder)

    assert any("notice id 1 is used 2 times" in problem.message for problem in problems)


def test_a_missing_document_is_named(folder: Path) -> None:
    (folder / "samr-2024-34/annexes.txt").unlink()
    (notice,) = load_notices(folder)

    with pytest.raises(CatalogueError, match=r"annexes\.txt"):
        notice.documents[0].read()


def test_the_notice_of_a_document_is_found_beside_it() -> None:
    document = find_notice(SOURCES / "samr-2024-34/annexes.txt")

    assert document is not None
    assert document.notice.declared.slug == "samr-2024-34"


def test_a_document_without_a_notice_has_none(tmp_path: Path) -> None:
    assert find_notice(tmp_path / "annexes.txt") is None


def test_a_notice_left_to_confirm_is_left_out_with_a_warning(folder: Path) -> None:
    other = folder / "other-2031-1"
    shutil.copytree(folder / "samr-2024-34", other)
    path = other / "notice.yml"
    text = path.read_text(encoding="utf-8").replace("slug: samr-2024-34", "slug: other-2031-1")
    path.write_text(text + "to_confirm: [title]\n", encoding="utf-8")

    loaded = load_all_notices(folder)

    assert [notice.declared.slug for notice in loaded.confirmed] == ["samr-2024-34"]
    (warning,) = loaded.warnings
    assert (warning.kind, warning.is_error) == ("unconfirmed_notice", False)


def test_where_nothing_is_confirmed_nothing_can_be_built(folder: Path) -> None:
    change(folder, "accepted_problems: []", "accepted_problems: []\nto_confirm: [title]")

    (problem,) = problems_of(folder)

    assert "no notice that is confirmed" in problem.message


def test_the_ids_that_a_long_list_takes_belong_to_no_other(folder: Path) -> None:
    change(folder, "  - id: 1\n", "  - id: 1\n    ids: 2\n")

    problems = problems_of(folder)

    assert any("list id 2 is used 2 times" in problem.message for problem in problems)
