"""Lists whose columns were lost are said, not passed over."""

from pathlib import Path

from etl.extract import Extraction, extract_file
from etl.inputs.curation import load_curation
from etl.paths import SOURCES

CURATION = load_curation()
HEADER = "序号\t标准项目名称\t制定/修订\t强制/推荐\t主管部门\t归口技术委员会\t所属领域\n"
FIRST = f"2030年国家标准项目清单\n{HEADER}1\t防火窗\t修订\t强制\t应急管理部\t—\t设备更新\n"
SECOND = f"2031年国家标准项目清单\n{HEADER}1\t防火门\t修订\t强制\t应急管理部\t—\t设备更新\n"


def extract(tmp_path: Path, text: str) -> Extraction:
    path = tmp_path / "notice.txt"
    path.write_text(text, encoding="utf-8")
    return extract_file(path, CURATION)


def test_a_second_list_without_columns_is_an_error(tmp_path: Path) -> None:
    extraction = extract(tmp_path, FIRST + SECOND.replace("\t", ""))

    (problem,) = extraction.errors
    assert problem.kind == "unsupported_layout"
    assert problem.place == "line 5"
    assert len(extraction.lists) == 1


def test_a_second_list_in_one_line_is_an_error(tmp_path: Path) -> None:
    glued = SECOND.replace("\t", "").replace("清单\n", "清单#").replace("\n", "")

    extraction = extract(tmp_path, FIRST + glued.replace("#", "\n"))

    assert [problem.kind for problem in extraction.errors] == ["unsupported_layout"]


def test_a_document_with_nothing_but_text_says_both(tmp_path: Path) -> None:
    extraction = extract(tmp_path, SECOND.replace("\t", " "))

    kinds = [problem.kind for problem in extraction.errors]
    assert kinds == ["no_table_found", "unsupported_layout"]


def test_lists_with_their_columns_have_no_problem(tmp_path: Path) -> None:
    assert extract(tmp_path, FIRST + SECOND).problems == []


def test_prose_about_the_columns_above_a_table_is_no_list(tmp_path: Path) -> None:
    prose = "下表列出标准项目名称、制修订、标准性质、主管部门、归口单位和所属领域。\n"

    assert extract(tmp_path, FIRST.replace(HEADER, prose + HEADER)).problems == []


def test_the_committed_notice_has_none() -> None:
    extraction = extract_file(SOURCES / "samr-2024-34/annexes.txt", CURATION)

    assert extraction.problems == []
