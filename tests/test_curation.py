"""Curated files: what they must hold, and that every fault is said with its line."""

import shutil
from pathlib import Path

import pytest

from etl.inputs.curation import load_curation
from etl.paths import CURATION
from etl.problems import CatalogueError, Problem


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CURATION, tmp_path / "curation"))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems_of(folder: Path) -> list[Problem]:
    with pytest.raises(CatalogueError) as refused:
        load_curation(folder)
    return list(refused.value.problems)


def test_the_committed_curation_is_sound() -> None:
    curation = load_curation()

    assert len(curation.organizations) >= 86
    assert curation.names["国家林草局"] == "国家林业和草原局"
    assert curation.values_of("mandate")["强制性"] == "强制"


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("2,生态环境部", "1,生态环境部", "id"),
        ("2,生态环境部", "二,生态环境部", "id"),
        ("2,生态环境部", "2,国家标准化管理委员会", "name"),
        ("生态环境部,政府部门", "生态环境部,部门", "kind"),
        ("生态环境部,政府部门,主管部门", "生态环境部,政府部门,领导", "roles"),
        ("SAC/TC46,", "SAC/TC20,", "sac_code"),
        ("主管部门,,,,,,,国市监", "主管部门,SAC/TC1,,,,,,国市监", "sac_code_sources"),
        ("主管部门,,,,,,,国市监标技发〔2024〕34号 附件", "主管部门,,,,,,,", "attested_in"),
        ("主管部门,,,,国家,", "主管部门,,,,中央,", "level"),
        ("主管部门,,,,国家,,", "主管部门,,,,国家,太原市,", "place"),
        ("国家,,市场监管总局,", "国家,,某总局,", "part_of"),
    ],
)
def test_a_fault_in_a_body_is_named_with_its_line_and_column(
    folder: Path, old: str, new: str, column: str
) -> None:
    change(folder / "organizations.csv", old, new)

    problems = problems_of(folder)

    assert column in [problem.column for problem in problems]
    assert all(problem.place.startswith("line ") for problem in problems)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("某部,不存在的部,简称,某处", "is no body"),
        ("国家标准委,公安部,简称,某处", "alias already"),
        ("公安部,商务部,简称,某处", "alias already"),
        ("公安局,公安部,,某处", "no reason"),
    ],
)
def test_a_fault_in_an_alias_is_named(folder: Path, line: str, found: str) -> None:
    path = folder / "aliases.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + line + "\n", encoding="utf-8")

    (problem,) = problems_of(folder)

    assert found in problem.message
    assert problem.place == f"line {len(text.splitlines()) + 1}"


def test_a_csv_line_with_too_few_cells_is_named(folder: Path) -> None:
    change(folder / "organizations.csv", "2,生态环境部,政府部门,", "2,生态环境部,政府部门")

    (problem, *_) = problems_of(folder)

    assert problem.place == "line 3"
    assert "11 cells" in problem.message


def test_a_changed_csv_header_is_named(folder: Path) -> None:
    change(folder / "organizations.csv", "id,name,kind", "id,kind,name")

    (problem, *_) = problems_of(folder)

    assert problem.place == "line 1"


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "aliases.csv").unlink()

    (problem,) = problems_of(folder)

    assert problem.file.endswith("aliases.csv")


def test_yaml_that_cannot_be_read_is_named_with_its_line(folder: Path) -> None:
    change(folder / "vocabulary.yml", "mandate:", "mandate: [")

    (problem,) = problems_of(folder)

    assert problem.file.endswith("vocabulary.yml")
    assert problem.place.startswith("line ")


def test_an_unknown_key_is_named_with_its_line(folder: Path) -> None:
    change(folder / "vocabulary.yml", "    definition: 修订现行标准", "    meaning: 修订现行标准")

    problems = problems_of(folder)

    assert {"project_type.1.meaning", "project_type.1.definition"} == {
        problem.found.split(":")[0] for problem in problems
    }


def test_a_value_the_schema_does_not_know_is_refused(folder: Path) -> None:
    change(folder / "vocabulary.yml", "value: 推荐\n", "value: 参考\n")

    (problem,) = problems_of(folder)

    assert "指导" in problem.message
    assert "schema/vocabulary.py" in problem.message


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ("{source: 甲, published: 甲}", "it changes nothing"),
        ("{source: 甲, published: 乙, extra: 丙}", "extra"),
    ],
)
def test_a_fault_in_a_correction_is_named(folder: Path, entry: str, found: str) -> None:
    body = "project: 2024-001, field: title, reason: 因, evidence: 据, " + entry.strip("{}")
    change(folder / "corrections.yml", "corrections: []", f"corrections:\n  - {{{body}}}\n")

    (problem, *_) = problems_of(folder)

    assert found in problem.message


def test_a_second_correction_of_the_same_value_is_refused(folder: Path) -> None:
    body = "{project: 2024-001, field: title, reason: 因, evidence: 据, source: 甲, published: %s}"
    entries = f"corrections:\n  - {body % '乙'}\n  - {body % '丙'}\n"
    change(folder / "corrections.yml", "corrections: []", entries)

    (problem,) = problems_of(folder)

    assert "second correction" in problem.message
