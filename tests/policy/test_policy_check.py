"""``catalogue policy check``: facts that the documents bear out pass; every damage is named."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from etl.commands.cli import main
from etl.policy.policy_check import check_policy
from tests.policy.made import CITY, PLAN, TEXTS, good_rows, make

# file, row (from 0), what is changed in it → the column that is named
DAMAGED_ROWS = [
    ("documents.csv", 0, {"title": "以标准促升级行动方案"}, "title"),
    ("documents.csv", 0, {"document_number": "测试发〔2030〕第2号"}, "document_number"),
    ("documents.csv", 0, {"issuers": "农业部"}, "issuers"),
    ("documents.csv", 0, {"issued_on": "2030-01-03"}, "issued_on"),
    ("documents.csv", 2, {"bases": "测试发〔2030〕第9号"}, "bases"),
    ("documents.csv", 2, {"contents_line": "1"}, None),
    ("documents.csv", 2, {"contents_line": "4"}, "contents_line"),
    ("documents.csv", 2, {"last_line": "60"}, "last_line"),
    ("documents.csv", 0, {"title_printed": "no"}, "title_printed"),
    ("documents.csv", 2, {"bases_line": "4"}, "bases"),
    ("measures.csv", 0, {"heading": "提高锅炉标准"}, "heading"),
    ("measures.csv", 0, {"number": "一、"}, "number"),
    ("measures.csv", 0, {"chapter": "二、更新产品"}, "chapter"),
    ("measures.csv", 0, {"deadlines_printed": "2032年"}, "deadlines_printed"),
    ("measures.csv", 0, {"deadlines": "2032"}, "deadlines"),
    ("measures.csv", 0, {"open_list": "no"}, "open_list"),
    ("measures.csv", 4, {"implied_line": "4"}, "implied_line"),
    ("measures.csv", 4, None, "number"),
    ("measure_organizations.csv", 0, {"printed_name": "农业部"}, "printed_name"),
    ("measure_organizations.csv", 1, {"role_printed": "牵头"}, "role_printed"),
    ("measure_organizations.csv", 1, None, "bodies_line"),
    ("targets.csv", 0, {"value": "4"}, "value"),
    ("targets.csv", 0, {"value_printed": "4 项"}, "value_printed"),
    ("targets.csv", 0, {"due": "2033"}, "due"),
    ("targets.csv", 0, {"baseline_year": "2023"}, "baseline_year"),
    ("targets.csv", 1, {"comparator_printed": "超过"}, "comparator_printed"),
    ("targets.csv", 2, None, ""),
    ("measure_projects.csv", 0, {"term_in_measure": "窑炉"}, "term_in_measure"),
    ("measure_projects.csv", 0, {"project_line": "17"}, "project_title"),
    ("unlinked_projects.csv", 0, {"project_line": "17"}, "project_title"),
    ("measure_alignments.csv", 0, {"term_local": "电机"}, "term_local"),
    ("measure_alignments.csv", 0, {"term_national": "电机"}, "term_national"),
    ("document_references.csv", 0, {"target_printed": "某规划"}, "target_printed"),
    ("document_references.csv", 0, {"target_number": "〔2031〕1号"}, "target_number"),
    ("demonstration_projects.csv", 0, {"name": "窑炉示范"}, "name"),
    ("demonstration_projects.csv", 0, {"direction": "过程降碳"}, "direction"),
    ("demonstration_projects.csv", 0, {"region": "山西"}, "region"),
    ("demonstration_projects.csv", 0, {"entities": "甲公司"}, "entities"),
    ("demonstration_projects.csv", 0, {"open_list": "no"}, "entities"),
    ("demonstration_projects.csv", 0, {"fragments": "2"}, "fragments"),
    ("demonstration_projects.csv", 0, {"content_length": "21"}, "content_length"),
    ("demonstration_projects.csv", 0, {"content_sha256": "0" * 16}, "content_sha256"),
    ("demonstration_projects.csv", 0, {"facts_printed": "减少碳排放约3万吨"}, "facts_printed"),
    ("demonstration_projects.csv", 0, {"category": "农业示范项目"}, "category"),
    ("document_tables.csv", 0, {"row_count": "4"}, "row_count"),
    ("document_tables.csv", 0, {"last_line": "19"}, "last_line"),
    ("document_tables.csv", 0, {"title": "2032年标准项目清单"}, "title"),
    ("document_tables.csv", 0, {"columns": "序号|名称|性质"}, "columns"),
    ("other_figures.csv", 0, {"printed": "6万元"}, "printed"),
]
# text, what it says, what it says instead → the column of the fact that is named
DAMAGED_TEXTS = [
    ("plan.txt", "提升锅炉标准", "提升锅炉质量", "heading"),
    ("plan.txt", "（二）提升", "（三）提升", "number"),
    ("plan.txt", "工业部、能源局等", "工业部、能源局、商务部等", "bodies_line"),
    ("plan.txt", "90% 以上", "91% 以上", "value_printed"),
    ("plan.txt", "完成标准 3 项，", "完成标准 3 项、样机 8 台，", ""),
    ("plan.txt", "工业水泵安全", "工业风机安全", "project_title"),
    ("plan.txt", "3\t电机效率\t强制\n", "", "row_count"),
    ("city.txt", "市工信局牵头", "市商务局牵头", "printed_name"),
    ("city.txt", "每台补助5万元", "每台补助五万元", "printed"),
]


def test_facts_that_the_documents_bear_out_pass(tmp_path: Path) -> None:
    made = make(tmp_path)

    result = check_policy(made.load(), made.sources)

    assert result.problems == ()
    assert result.compared > 50


@pytest.mark.parametrize(
    ("file", "row", "change", "column"),
    DAMAGED_ROWS,
    ids=[
        f"{file.removesuffix('.csv')}-{'-'.join(c or ['gone'])}" for file, _, c, _ in DAMAGED_ROWS
    ],
)
def test_a_damaged_row_is_named(
    tmp_path: Path, file: str, row: int, change: dict[str, str] | None, column: str | None
) -> None:
    content = good_rows()
    if change is None:
        del content[file][row]
    else:
        content[file][row] |= change
    made = make(tmp_path, content)

    problems = check_policy(made.load(), made.sources).problems

    assert [p.column for p in problems if p.column == column] or (column is None and not problems)
    assert all(problem.kind == "policy_mismatch" for problem in problems)


@pytest.mark.parametrize(("name", "old", "new", "column"), DAMAGED_TEXTS)
def test_a_text_that_says_otherwise_is_named(
    tmp_path: Path, name: str, old: str, new: str, column: str
) -> None:
    assert old in TEXTS[name]
    made = make(tmp_path, texts={**TEXTS, name: TEXTS[name].replace(old, new, 1)})

    columns = [problem.column for problem in check_policy(made.load(), made.sources).problems]

    assert column in columns


def test_a_difference_says_line_value_and_next_step(tmp_path: Path) -> None:
    made = make(
        tmp_path, texts={"plan.txt": PLAN.replace("提升电机", "提升马达"), "city.txt": CITY}
    )

    (problem,) = check_policy(made.load(), made.sources).problems

    assert problem.place == "line 3"
    assert "'提升电机标准' does not stand on line 10 of plan.txt" in problem.message
    assert "mend the row" in problem.message


def test_blanks_width_and_left_over_tags_make_no_difference(tmp_path: Path) -> None:
    text = PLAN.replace("修订电机", "<cand>修订</cand> 电机").replace("（二）", "(二) ")
    made = make(tmp_path, texts={"plan.txt": text, "city.txt": CITY})

    assert check_policy(made.load(), made.sources).problems == ()


def test_a_missing_text_is_named(tmp_path: Path) -> None:
    made = make(tmp_path)
    (made.sources / "city.txt").unlink()

    (problem,) = check_policy(made.load(), made.sources).problems

    assert problem.file.endswith("city.txt")
    assert "cannot be read" in problem.message


def test_the_command_says_that_all_agrees(tmp_path: Path) -> None:
    made = make(tmp_path)
    command = ["policy", "check", "--sources", str(made.sources), "--curation", str(made.curation)]

    result = CliRunner().invoke(main, command)

    assert result.exit_code == 0
    assert "3 documents, 5 measures, 3 targets" in result.output
    assert "no difference" in result.output


def test_the_command_names_a_difference_and_fails(tmp_path: Path) -> None:
    content = good_rows()
    content["targets.csv"][0]["value"] = "4"
    made = make(tmp_path, content)
    command = ["policy", "check", "--sources", str(made.sources), "--curation", str(made.curation)]

    result = CliRunner().invoke(main, command)

    assert result.exit_code == 1
    assert "targets.csv line 2" in result.output
    assert "Traceback" not in result.output
