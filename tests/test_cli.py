"""The catalogue command as a user runs it: output, exit codes, and no traceback."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from etl.commands import cli
from etl.paths import DATABASE, SOURCES
from etl.problems import CatalogueError, Problem

ANNEXES = SOURCES / "samr-2024-34/annexes.txt"


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(cli.main, [str(argument) for argument in arguments])
    assert "Traceback" not in result.output
    return result


def edited(tmp_path: Path, old: str, new: str) -> Path:
    """A copy of the annexes, away from its notice.yml, with one change."""
    text = ANNEXES.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "notice.txt"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_extract_shows_the_lists_with_their_totals() -> None:
    result = run("extract", ANNEXES)

    assert result.exit_code == 0
    assert "2024年制修订重点国家标准项目清单" in result.output
    assert "129 rows, stated 129" in result.output
    assert "294 rows in 2 lists; the document can be loaded." in result.output


def test_extract_json_is_one_object_as_documented() -> None:
    answer = json.loads(run("extract", ANNEXES, "--json").output)

    assert {"file", "sha256", "format", "lists", "problems"} <= answer.keys()
    assert [len(found["rows"]) for found in answer["lists"]] == [129, 165]
    first = answer["lists"][0]["rows"][0]
    assert first["departments"] == ["国家标准化管理委员会"]
    assert first["committees"] == ["全国能源基础与管理标准化技术委员会"]
    assert first["place"] == "line 6"
    assert first["cells"][0] == "1"
    assert answer["problems"] == []


def test_extract_says_by_what_it_is_protected() -> None:
    result = run("extract", ANNEXES, "--json", "--verbose")

    assert "protection from documents: limits of resources" in result.stderr
    assert json.loads(result.stdout)["problems"] == []


def test_extract_exits_1_for_an_error_and_names_the_row(tmp_path: Path) -> None:
    path = edited(tmp_path, "\t强制\t应急管理部", "\t指导\t应急管理部")

    result = run("extract", path, "--json")

    assert result.exit_code == 1
    (problem,) = json.loads(result.output)["problems"]
    assert problem["kind"] == "unknown_value"
    assert problem["place"] == "line 65"
    assert (problem["year"], problem["seq"]) == (2024, 52)


def test_extract_says_what_to_do_about_an_unknown_value(tmp_path: Path) -> None:
    path = edited(tmp_path, "\t强制\t应急管理部", "\t指导\t应急管理部")

    result = run("extract", path)

    assert "column 强制/推荐: unknown value '指导'" in result.output
    assert "Expected: 强制, 推荐." in result.output
    assert "curation/vocabulary.yml" in result.output


def test_extract_changes_nothing(tmp_path: Path) -> None:
    before = DATABASE.read_bytes()

    run("extract", ANNEXES)

    assert DATABASE.read_bytes() == before


def test_extract_of_a_document_without_a_list_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("各有关单位：\n请认真贯彻执行。\n", encoding="utf-8")

    result = run("extract", path, "--json")

    assert result.exit_code == 1
    answer = json.loads(result.output)
    assert answer["lists"] == []
    assert [problem["kind"] for problem in answer["problems"]] == ["no_table_found"]


def test_an_empty_file_is_said_to_be_empty(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.touch()

    result = run("extract", path)

    assert result.exit_code == 1
    assert "empty_file" in result.output


def test_a_file_that_does_not_exist_is_wrong_usage(tmp_path: Path) -> None:
    assert run("extract", tmp_path / "none.txt").exit_code == 2


def test_an_unknown_command_is_wrong_usage() -> None:
    assert run("extrakt").exit_code == 2


def test_build_makes_a_catalogue_where_asked(tmp_path: Path) -> None:
    target = tmp_path / "catalogue.db"

    result = run("build", "--database", target)

    assert result.exit_code == 0
    assert "294 projects" in result.output
    assert target.is_file()


def test_build_reports_every_problem_and_exits_1(tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    shutil.copytree(SOURCES, sources)
    (sources / "samr-2024-34/annexes.txt").write_text("别的内容", encoding="utf-8")

    result = run("build", "--sources", sources, "--database", tmp_path / "catalogue.db")

    assert result.exit_code == 1
    assert "checksum_mismatch" in result.output
    assert not (tmp_path / "catalogue.db").exists()


def test_build_into_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    result = run("build", "--database", tmp_path / "none/catalogue.db")

    assert result.exit_code == 1
    assert "folder does not exist" in result.output


def test_check_passes_on_the_committed_catalogue() -> None:
    result = run("check")

    assert result.exit_code == 0
    assert "checks passed" in result.output


def test_check_of_another_file_exits_1(tmp_path: Path) -> None:
    result = run("check", "--database", ANNEXES)

    assert result.exit_code == 1
    assert "not_a_catalogue" in result.output


def test_diff_of_equal_catalogues_says_so() -> None:
    result = run("diff", DATABASE, DATABASE)

    assert (result.exit_code, result.output) == (0, "no project differs\n")


def test_diff_json_is_one_object() -> None:
    answer = json.loads(run("diff", DATABASE, DATABASE, "--json").output)

    assert answer == {"added": {}, "removed": {}, "changed": {}}


def test_generated_files_are_current() -> None:
    result = run("generate", "--check")

    assert (result.exit_code, result.output) == (0, "")


def test_a_defect_of_the_program_is_said_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("etl.database.diff.compare", fail)

    result = run("diff", DATABASE, DATABASE)

    assert result.exit_code == 1
    assert "defect of the program" in result.output
    assert "--debug" in result.output


def test_problems_are_printed_one_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    problems = [
        Problem("seq_gap", "line 3", "number 2 is missing", "no gap", "Look.", file="a.txt"),
        Problem("empty_file", "", "the file is empty", file="b.txt"),
    ]

    def fail(*_: object) -> None:
        raise CatalogueError(problems)

    monkeypatch.setattr("etl.database.diff.compare", fail)

    assert run("diff", DATABASE, DATABASE).output.splitlines() == [
        "a.txt line 3: error: number 2 is missing. Expected: no gap. Look. [seq_gap]",
        "b.txt: error: the file is empty. [empty_file]",
    ]
