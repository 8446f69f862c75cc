"""catalogue add: a document becomes a folder in sources/, filled in and to be confirmed."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from etl.build import build
from etl.commands.cli import main
from etl.commands.describe import Description
from etl.commands.notice_draft import DraftedFile, NoticeDraft
from etl.extract import extract_file
from etl.inputs.curation import load_curation
from etl.inputs.notices import NOTICE_FILE, load_notices
from etl.paths import SOURCES
from etl.problems import CatalogueError

LETTER = """某某总局等两部门关于下达国家标准制修订计划的通知

国标委发〔2031〕12号

各有关单位：

现印发给你们，请认真贯彻执行。

国家标准化管理委员会

工业和信息化部

2031年5月6日

附件：

2031年国家标准制修订项目清单

序号\t标准项目名称\t制定/修订\t强制/推荐\t主管部门\t归口技术委员会\t所属领域
1\t电梯用钢丝绳\t修订\t强制\t工业和信息化部\t全国钢标准化技术委员会\t设备更新
2\t防火窗\t修订\t强制\t应急管理部\t—\t设备更新
本清单共2项
"""


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SOURCES, tmp_path / "sources"))


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "GB plan 2031.txt"
    path.write_text(LETTER, encoding="utf-8")
    return path


def add(documents: Path | tuple[Path, ...], sources: Path, *options: str) -> Result:
    files = (documents,) if isinstance(documents, Path) else documents
    arguments = ["add", *map(str, files), "--sources", str(sources), *options]
    result = CliRunner().invoke(main, arguments)
    assert "Traceback" not in result.output
    return result


def notice_of(sources: Path, slug: str) -> dict[str, object]:
    content = yaml.safe_load((sources / slug / NOTICE_FILE).read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content


def lists_of(sources: Path, slug: str) -> list[dict[str, object]]:
    lists = notice_of(sources, slug)["lists"]
    assert isinstance(lists, list)
    return lists


def confirm(sources: Path, slug: str) -> None:
    """What a person does who has looked at everything."""
    path = sources / slug / NOTICE_FILE
    text = path.read_text(encoding="utf-8").replace("待确认", "某处")
    path.write_text(text.split("to_confirm:")[0], encoding="utf-8")


def test_what_the_document_says_of_itself_is_filled_in(sources: Path, letter: Path) -> None:
    result = add(letter, sources, "--slug", "sac-2031-12")

    assert result.exit_code == 0
    notice = notice_of(sources, "sac-2031-12")
    assert notice["title"] == "某某总局等两部门关于下达国家标准制修订计划的通知"
    assert notice["document_number"] == "国标委发〔2031〕12号"
    assert str(notice["issued_on"]) == "2031-05-06"
    assert notice["issuers"] == ["国家标准化管理委员会", "工业和信息化部"]
    assert notice["lists"] == [
        {
            "id": 3,
            "slug": "sac-2031-12",
            "title": "2031年国家标准制修订项目清单",
            "year": 2031,
            "stated_count": 2,
            "stated_in": "待确认",
        }
    ]


def test_the_document_is_kept_byte_for_byte(sources: Path, letter: Path) -> None:
    add(letter, sources, "--slug", "sac-2031-12")

    assert (sources / "sac-2031-12" / letter.name).read_bytes() == letter.read_bytes()


def test_the_folder_is_named_after_the_file(sources: Path, letter: Path) -> None:
    add(letter, sources)

    assert (sources / "gb-plan-2031" / NOTICE_FILE).is_file()


def test_nothing_is_overwritten(sources: Path, letter: Path) -> None:
    before = (sources / "samr-2024-34" / NOTICE_FILE).read_bytes()

    result = add(letter, sources, "--slug", "samr-2024-34")

    assert result.exit_code == 1
    assert "nothing is overwritten" in result.output
    assert (sources / "samr-2024-34" / NOTICE_FILE).read_bytes() == before


@pytest.mark.parametrize("slug", ["../outside", "Groß", "a b", ""])
def test_a_slug_that_is_none_is_refused(sources: Path, letter: Path, slug: str) -> None:
    folders = sorted(sources.iterdir())

    result = add(letter, sources, "--slug", slug)

    if slug:
        assert result.exit_code == 1
        assert sorted(sources.iterdir()) == folders
    else:
        assert (sources / "gb-plan-2031").is_dir()


def test_a_document_without_a_list_adds_nothing(sources: Path, tmp_path: Path) -> None:
    empty = tmp_path / "letter.txt"
    empty.write_text("各有关单位：\n", encoding="utf-8")

    result = add(empty, sources)

    assert result.exit_code == 1
    assert "no_table_found" in result.output
    assert [path.name for path in sources.iterdir()] == ["samr-2024-34"]


def test_a_build_leaves_out_what_is_not_confirmed_and_says_so(
    sources: Path, letter: Path, tmp_path: Path
) -> None:
    add(letter, sources, "--slug", "sac-2031-12")

    result = build(sources=sources, database=tmp_path / "catalogue.db")

    assert result.projects == 294
    (warning,) = [found for found in result.warnings if found.kind == "unconfirmed_notice"]
    assert "title, document_number" in warning.message


def test_a_notice_can_be_added_while_another_is_not_confirmed(sources: Path, letter: Path) -> None:
    add(letter, sources, "--slug", "sac-2031-12")

    result = add(letter, sources, "--slug", "sac-2031-13")

    assert result.exit_code == 0
    ids = [notice_of(sources, slug)["id"] for slug in ("sac-2031-12", "sac-2031-13")]
    assert ids == [2, 3]


def test_a_confirmed_notice_is_built_and_renumbers_nothing(
    sources: Path, letter: Path, tmp_path: Path
) -> None:
    add(letter, sources, "--slug", "sac-2031-12")
    confirm(sources, "sac-2031-12")

    database = build(sources=sources, database=tmp_path / "catalogue.db").database

    with closing(sqlite3.connect(database)) as connection:
        codes = dict(connection.execute("select code, id from projects"))
    assert len(codes) == 296
    assert codes["2024-001"] == 10001
    assert codes["2025-165"] == 20165
    assert codes["sac-2031-12-002"] == 30002


def list_text(title: str, *rows: str) -> str:
    header = "序号\t标准项目名称\t制定/修订\t强制/推荐\t主管部门\t归口技术委员会\t所属领域\n"
    return f"{title}\n\n{header}" + "".join(f"{row}\n" for row in rows)


ROW = "1\t电梯用钢丝绳\t修订\t强制\t工业和信息化部\t—\t设备更新"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, ...]:
    """A letter that states totals, and two annexes."""
    letter, first, second = (tmp_path / name for name in ("letter.txt", "1.txt", "2.txt"))
    letter.write_text(
        LETTER.partition("附件：")[0] + "2031年和2032年分别完成 1 项和 1 项制修订。\n",
        encoding="utf-8",
    )
    first.write_text(list_text("2031年国家标准制修订项目清单", ROW), encoding="utf-8")
    second.write_text(list_text("2032年国家标准制修订项目清单", ROW), encoding="utf-8")
    return letter, first, second


def test_a_letter_and_its_annexes_are_one_notice(sources: Path, files: tuple[Path, ...]) -> None:
    result = add(files, sources, "--slug", "sac-2031-12")

    assert result.exit_code == 0
    notice = notice_of(sources, "sac-2031-12")
    assert notice["document_number"] == "国标委发〔2031〕12号"
    assert notice["issuers"] == ["国家标准化管理委员会", "工业和信息化部"]
    named = [found["file"] for found in notice["files"]]  # type: ignore[attr-defined]
    assert named == ["letter.txt", "1.txt", "2.txt"]
    assert [
        (found["slug"], found["file"], found["year"], found["stated_count"])
        for found in notice["lists"]  # type: ignore[attr-defined]
    ] == [("sac-2031-12-2031", "1.txt", 2031, 1), ("sac-2031-12-2032", "2.txt", 2032, 1)]
    for path in files:
        assert (sources / "sac-2031-12" / path.name).read_bytes() == path.read_bytes()


def test_an_added_notice_of_several_files_can_be_read_once_confirmed(
    sources: Path, files: tuple[Path, ...]
) -> None:
    add(files, sources, "--slug", "sac-2031-12")
    confirm(sources, "sac-2031-12")

    notice = load_notices(sources)[-1]

    extractions = [extract_file(found.path, load_curation(), found) for found in notice.documents]
    assert [found.errors for found in extractions] == [[], [], []]
    assert [len(found.lists) for found in extractions] == [0, 1, 1]


def test_lists_of_one_year_are_told_apart_by_number(sources: Path, files: tuple[Path, ...]) -> None:
    text = files[2].read_text(encoding="utf-8")
    files[2].write_text(text.replace("2032年国家标准", "2031年国家标准样品"), encoding="utf-8")

    add(files[1:], sources, "--slug", "sac-2031-12")

    lists = notice_of(sources, "sac-2031-12")["lists"]
    slugs = [found["slug"] for found in lists]  # type: ignore[attr-defined]
    assert slugs == ["sac-2031-12-2031", "sac-2031-12-2031-2"]


def test_a_list_without_a_year_takes_that_of_the_notice(sources: Path, letter: Path) -> None:
    text = letter.read_text(encoding="utf-8")
    letter.write_text(text.replace("2031年国家标准制修订", "国家标准制修订"), encoding="utf-8")

    add(letter, sources, "--slug", "sac-2031-12")

    (found,) = lists_of(sources, "sac-2031-12")
    assert (found["title"], found["year"]) == ("国家标准制修订项目清单", 2031)


def test_a_list_without_a_heading_gets_a_title_to_fill_in(sources: Path, tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text(list_text("", ROW), encoding="utf-8")

    result = add(path, sources, "--slug", "sac-2031-12")

    (found,) = lists_of(sources, "sac-2031-12")
    assert result.exit_code == 0
    assert (found["title"], found["year"]) == ("待确认", 1900)


def test_what_was_never_filled_in_is_not_taken_for_confirmed(sources: Path, tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text(list_text("", ROW), encoding="utf-8")
    add(path, sources, "--slug", "sac-2031-12")
    notice = sources / "sac-2031-12" / NOTICE_FILE
    text = notice.read_text(encoding="utf-8").split("to_confirm:")[0]
    notice.write_text(text, encoding="utf-8")

    with pytest.raises(CatalogueError) as refused:
        load_notices(sources)

    places = {problem.place for problem in refused.value.problems}
    assert {"title", "issued_on", "list sac-2031-12", "list sac-2031-12 year"} <= places


def test_a_list_takes_as_many_ids_as_its_numbers_need(letter: Path) -> None:
    (found,) = extract_file(letter, load_curation()).lists
    longest = replace(found, entries=(found.entries[0]._replace(seq=10_000),))
    files = [DraftedFile("a.txt", "0" * 64, [longest]), DraftedFile("b.txt", "0" * 64, [found])]

    content = yaml.safe_load(NoticeDraft("sac-2031-1", files, Description(), []).text())

    ids = [(declared["id"], declared.get("ids", 1)) for declared in content["lists"]]
    assert ids == [(1, 2), (3, 1)]


def test_two_files_of_one_name_are_refused(sources: Path, files: tuple[Path, ...]) -> None:
    other = files[0].parent / "other" / "1.txt"
    other.parent.mkdir()
    shutil.copyfile(files[1], other)

    result = add((*files, other), sources, "--slug", "sac-2031-12")

    assert result.exit_code == 1
    assert "rename the file" in result.output
    assert not (sources / "sac-2031-12").exists()


def test_a_file_that_cannot_be_read_adds_nothing(sources: Path, files: tuple[Path, ...]) -> None:
    files[0].write_bytes(b"")

    result = add(files, sources, "--slug", "sac-2031-12")

    assert result.exit_code == 1
    assert "empty_file" in result.output
    assert [path.name for path in sources.iterdir()] == ["samr-2024-34"]
