"""catalogue add: a document becomes a folder in sources/, filled in and to be confirmed."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from etl.build import build
from etl.commands.cli import main
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


def add(letter: Path, sources: Path, *options: str) -> Result:
    arguments = ["add", str(letter), "--sources", str(sources), *options]
    result = CliRunner().invoke(main, arguments)
    assert "Traceback" not in result.output
    return result


def notice_of(sources: Path, slug: str) -> dict[str, object]:
    content = yaml.safe_load((sources / slug / NOTICE_FILE).read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content


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
            "slug": "2031",
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


def test_no_build_takes_a_notice_that_is_not_confirmed(sources: Path, letter: Path) -> None:
    add(letter, sources, "--slug", "sac-2031-12")

    with pytest.raises(CatalogueError, match="not yet confirmed: title, document_number"):
        load_notices(sources)


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
    assert codes["2031-002"] == 30002


def test_a_second_list_of_the_same_year_gets_a_slug_of_its_own(
    sources: Path, tmp_path: Path
) -> None:
    second = tmp_path / "second.txt"
    second.write_text(LETTER.replace("2031年国家标准", "2025年国家标准"), encoding="utf-8")

    add(second, sources, "--slug", "sac-2025-99")

    lists = notice_of(sources, "sac-2025-99")["lists"]
    assert [found["slug"] for found in lists] == ["sac-2025-99-2025"]  # type: ignore[attr-defined]
