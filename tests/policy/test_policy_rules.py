"""Loading the policy layer: good facts pass, and each fault is named with file, row and column."""

from pathlib import Path

import pytest

from tests.policy.made import Rows, good_rows, make

# file, row (from 0), what is changed in it → the column that is named, and words of the message
FAULTS = [
    ("documents.csv", 1, {"slug": "plan"}, "slug", "stands also on line 2"),
    ("documents.csv", 1, {"id": "1"}, "id", "stands also on line 2"),
    ("documents.csv", 1, {"contained_in": "other"}, "contained_in", "no document above"),
    ("documents.csv", 2, {"place": ""}, "place", "level 市"),
    ("documents.csv", 0, {"place": "测试市"}, "place", "level 国家"),
    ("documents.csv", 0, {"level": "州"}, "level", "'州'"),
    ("documents.csv", 0, {"kind": "布告"}, "kind", "'布告'"),
    ("documents.csv", 0, {"issued_on": "2030-02-30"}, "issued_on", "is no date"),
    ("documents.csv", 0, {"last_line": "0"}, "last_line", "before first_line"),
    ("documents.csv", 0, {"last_line": "14"}, "first_line", "shares lines with plan"),
    ("documents.csv", 2, {"bases_line": "99"}, "bases_line", "line 99"),
    ("documents.csv", 2, {"bases_line": ""}, "bases_line", "do not stand together"),
    ("documents.csv", 0, {"status": "印发。即日起执行"}, "status", "a sentence"),
    ("measures.csv", 1, {"slug": "plan:task-1"}, "slug", "stands also on line 2"),
    ("measures.csv", 1, {"slug": "plan:task-3"}, "number", "after number 1"),
    ("measures.csv", 1, {"number": "（三）"}, "number", "'（三）' for plan:task-2"),
    ("measures.csv", 1, {"position": "3"}, "position", "position 3 after 1"),
    ("measures.csv", 1, {"document": "none"}, "document", "is no document"),
    ("measures.csv", 1, {"first_line": "40", "last_line": "41"}, "first_line", "outside of plan"),
    ("measures.csv", 1, {"parent": "plan:task-9"}, "parent", "no measure above"),
    ("measures.csv", 1, {"domain": "其他"}, "domain", "'其他'"),
    ("measures.csv", 0, {"deadlines": "明年"}, "deadlines", "'明年'"),
    ("measures.csv", 1, {"heading": "长" * 41}, "heading", "41 characters"),
    ("measures.csv", 4, {"implied_body": "测试市某局"}, "implied_body", "no known body"),
    ("measure_organizations.csv", 0, {"body": "某部"}, "body", "no known body"),
    ("measure_organizations.csv", 4, {"body": "丙市环保局"}, "body", "丙市环保局 of 丙市"),
    ("measure_organizations.csv", 1, {"body": "工业部"}, "body", "stands also on line 2"),
    ("measure_organizations.csv", 1, {"position": "3"}, "position", "position 3 after 1"),
    ("measure_organizations.csv", 1, {"role": "协办"}, "role", "'协办'"),
    ("measure_organizations.csv", 1, {"role_printed": ""}, "role_printed", "beside the role"),
    ("measure_organizations.csv", 1, {"line": "10"}, "line", "outside of plan:task-1"),
    ("measure_organizations.csv", 1, {"measure": "plan:task-9"}, "measure", "is no measure"),
    ("targets.csv", 1, {"id": "T001"}, "id", "stands also on line 2"),
    ("targets.csv", 2, {"line": "6"}, "line", "outside of city:task-1"),
    ("targets.csv", 2, {"document": "plan"}, "measure", "no measure of plan"),
    ("targets.csv", 0, {"line": "40"}, "line", "outside of plan"),
    ("targets.csv", 0, {"value": "三"}, "value", "'三'"),
    ("targets.csv", 0, {"comparator": "range"}, "value_max", "''"),
    ("targets.csv", 0, {"due": "明年"}, "due", "'明年'"),
    ("targets.csv", 0, {"restates": "T002"}, "restates", "no other target of the topic"),
    ("measure_projects.csv", 0, {"project": "2031-009"}, "project", "no list has"),
    ("measure_projects.csv", 0, {"project_title": "锅炉"}, "project_title", "not the title"),
    ("measure_projects.csv", 0, {"term_in_title": "水泵"}, "term_in_title", "does not occur"),
    ("measure_projects.csv", 0, {"term_in_measure": ""}, "term_in_measure", "without a term"),
    ("measure_projects.csv", 0, {"relation": "仅及类别"}, "relation", "explicit link"),
    ("measure_projects.csv", 1, {"neighbours": ""}, "neighbours", "without its neighbours"),
    ("measure_projects.csv", 0, {"measure": "plan:task-3"}, "measure", "no domain"),
    ("measure_projects.csv", 0, {"measure_line": "10"}, "measure_line", "not that of plan:task-1"),
    ("measure_projects.csv", 0, {"other_domain": "yes"}, "other_domain", "both are of 设备更新"),
    ("measure_projects.csv", 1, {"rank": "次要"}, "rank", "no main measure"),
    ("measure_projects.csv", 1, {"project_before": "1999-001"}, "project_before", "no list has"),
    ("unlinked_projects.csv", 0, {"candidates": "plan:task-9"}, "candidates", "is no measure"),
    ("unlinked_projects.csv", 0, {"reason": ""}, "reason", "nothing"),
    ("measure_alignments.csv", 0, {"local_measure": "plan:task-2"}, "local_measure", "level 国家"),
    ("measure_alignments.csv", 0, {"national_line": "10"}, "national_line", "outside of"),
    ("document_references.csv", 0, {"target_documents": "x"}, "target_documents", "no document"),
    ("document_references.csv", 0, {"project": "2031-009"}, "project", "no list has"),
    ("demonstration_projects.csv", 0, {"seq": "2"}, "seq", "number 2 after 0"),
    ("demonstration_projects.csv", 0, {"content_sha256": "xyz"}, "content_sha256", "'xyz'"),
    ("document_tables.csv", 1, {"slug": "annex-table"}, "slug", "stands also on line 2"),
    ("document_tables.csv", 0, {"header_lines": "40"}, "header_lines", "line 40"),
    ("other_figures.csv", 0, {"line": "7"}, "line", "outside of city"),
]


def changed(file: str, row: int, change: dict[str, str]) -> Rows:
    content = good_rows()
    content[file][row] |= change
    return content


def test_facts_that_agree_have_no_problem(tmp_path: Path) -> None:
    assert make(tmp_path).problems() == []


@pytest.mark.parametrize(
    ("file", "row", "change", "column", "words"),
    FAULTS,
    ids=[f"{file.removesuffix('.csv')}-{'-'.join(c)}" for file, _, c, _, _ in FAULTS],
)
def test_a_fault_is_named_with_file_row_and_column(
    tmp_path: Path, file: str, row: int, change: dict[str, str], column: str, words: str
) -> None:
    made = make(tmp_path, changed(file, row, change))

    found = [problem for problem in made.problems() if problem.column == column]

    assert any(words in problem.message for problem in found), made.problems()
    assert any(problem.place.startswith("line ") for problem in found)


def test_a_project_of_another_domain_must_be_declared(tmp_path: Path) -> None:
    content = changed("measure_projects.csv", 1, {})
    content["unlinked_projects.csv"] = []
    link = content["measure_projects.csv"][1]
    link |= {"project": "2031-003", "project_title": "电机效率", "term_in_title": "电机"}

    (problem,) = make(tmp_path, content).problems()

    assert problem.column == "project"
    assert "2031-003 is of 循环利用, plan:task-1 of 设备更新" in problem.message
    assert "other_domain yes" in problem.message


def test_a_declared_further_measure_of_another_domain_is_taken(tmp_path: Path) -> None:
    content = good_rows()
    content["measures.csv"][1]["domain"] = "循环利用"
    content["unlinked_projects.csv"] = []
    main = content["measure_projects.csv"][0] | {
        "measure": "plan:task-2",
        "project": "2031-003",
        "project_title": "电机效率",
        "term_in_measure": "电机",
        "term_in_title": "电机",
        "measure_line": "10",
    }
    further = content["measure_projects.csv"][1] | {
        "project": "2031-003",
        "project_title": "电机效率",
        "term_in_title": "效率",
        "rank": "次要",
        "neighbours": "不合清单次序",
        "other_domain": "yes",
    }
    content["measure_projects.csv"] += [main, further]

    assert make(tmp_path, content).problems() == []


def test_all_faults_are_reported_together(tmp_path: Path) -> None:
    content = good_rows()
    content["measures.csv"][1]["number"] = "（五）"
    content["targets.csv"][0]["line"] = "40"
    content["measure_projects.csv"][0]["project"] = "2031-009"

    columns = {problem.column for problem in make(tmp_path, content).problems()}

    assert {"number", "line", "project"} <= columns


def test_a_folder_without_policy_has_none(tmp_path: Path) -> None:
    made = make(tmp_path)
    for path in (made.curation / "policy").iterdir():
        path.unlink()
    (made.curation / "policy").rmdir()

    assert made.load().documents == ()
    assert made.problems() == []


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    made = make(tmp_path)
    (made.curation / "policy" / "targets.csv").unlink()

    files = [problem.file for problem in made.problems()]

    assert any(file.endswith("targets.csv") for file in files)
