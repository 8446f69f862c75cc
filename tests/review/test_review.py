"""catalogue review as a person and a script use it."""

import csv
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from etl.build import build
from etl.commands.cli import main
from etl.inputs.csv_file import columns_of
from etl.inputs.curation import Organization, load_curation
from etl.inputs.notices import NOTICE_FILE
from etl.paths import CURATION, SOURCES

NEW = "全国家电玩具标准化技术委员会"


def review(target: object, curated: Path, *options: object, answers: str = "") -> Result:
    arguments = ["review", str(target), "--curation", str(curated), *map(str, options)]
    result = CliRunner().invoke(main, arguments, input=answers)
    assert "Traceback" not in result.output
    assert "defect" not in result.output
    return result


def left(target: object, curated: Path) -> dict[str, int]:
    answer = json.loads(review(target, curated, "--json").output)
    return {group["group"]: len(group["decisions"]) for group in answer["groups"]}


def test_json_has_every_group_beside_its_rows(plan: Path, curated: Path) -> None:
    result = review(plan, curated, "--json")

    answer = json.loads(result.output)
    assert result.exit_code == 0
    assert answer["to_decide"] == 6
    bodies = answer["groups"][0]
    assert bodies["group"] == "bodies"
    (decision,) = bodies["decisions"]
    assert decision["proposal"]["body"]["kind"] == "技术委员会"
    assert decision["shown"][0]["cells"][1] == "一种设备"


def test_showing_writes_nothing(plan: Path, curated: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in curated.iterdir()}

    review(plan, curated, "--json", "--html", tmp_path / "page.html")

    assert {path: path.read_bytes() for path in curated.iterdir()} == before


def test_errors_that_no_decision_settles_are_counted(plan: Path, curated: Path) -> None:
    text = plan.read_text(encoding="utf-8").replace("\n4\t", "\n5\t")
    plan.write_text(text, encoding="utf-8")

    shown = json.loads(review(plan, curated, "--json").output)
    result = review(plan, curated, "--yes-to", "all")

    assert shown["other_errors"] == 1
    assert "1 other errors stand against the documents: catalogue extract" in result.output


def test_yes_to_everything_leaves_nothing_to_decide(plan: Path, curated: Path) -> None:
    result = review(plan, curated, "--yes-to", "all")

    assert result.exit_code == 0
    assert left(plan, curated) == {}
    extracted = CliRunner().invoke(
        main, ["extract", str(plan), "--curation", str(curated), "--json"]
    )
    assert json.loads(extracted.output)["problems"] == []


def test_yes_to_some_groups_leaves_the_others(plan: Path, curated: Path) -> None:
    review(plan, curated, "--yes-to", "aliases,bodies")

    assert left(plan, curated) == {"roles": 1, "terms": 2}


def test_a_group_that_is_none_is_wrong_usage(plan: Path, curated: Path) -> None:
    result = review(plan, curated, "--yes-to", "everyone")

    assert result.exit_code == 2
    assert "bodies, aliases, roles, terms" in result.output


def test_answers_are_written_at_once_and_the_rest_is_asked_again(plan: Path, curated: Path) -> None:
    review(plan, curated, answers="y\ny\nq\n")

    known = load_curation(curated)
    assert NEW in known.by_name
    assert left(plan, curated) == {"aliases": 1, "roles": 1, "terms": 2}


def test_the_end_of_the_input_leaves_as_q_does(plan: Path, curated: Path) -> None:
    result = review(plan, curated, answers="y\n")

    assert result.exit_code == 0
    assert "5 decisions left" in result.output


def test_yes_to_the_rest_of_a_group_and_no_to_another(plan: Path, curated: Path) -> None:
    review(plan, curated, answers="a\na\nx\na\n")

    assert left(plan, curated) == {"roles": 1}


def test_no_writes_nothing(plan: Path, curated: Path) -> None:
    before = (curated / "organizations.csv").read_bytes()

    review(plan, curated, answers="n\nq\n")

    assert (curated / "organizations.csv").read_bytes() == before


def test_a_name_that_is_no_alias_may_be_a_body_of_its_own(plan: Path, curated: Path) -> None:
    review(plan, curated, answers="n\nn\ny\nq\n")

    assert "国家标准委" in load_curation(curated).by_name


def test_a_change_makes_it_another_spelling(plan: Path, curated: Path) -> None:
    review(plan, curated, answers="c\n没有的机构\n全国家用电器标准化技术委员会\nq\n")

    known = load_curation(curated)
    assert known.names[NEW] == "全国家用电器标准化技术委员会"


def test_a_change_makes_it_a_body_of_another_name_and_kind(plan: Path, curated: Path) -> None:
    answers = "c\n-\n全国家电与玩具标准化技术委员会\n行业组织\n归口单位；起草单位\nq\n"

    review(plan, curated, answers=answers)

    known = load_curation(curated)
    body = known.organization("全国家电与玩具标准化技术委员会")
    assert (body.kind, body.roles) == ("行业组织", ("归口单位", "起草单位"))
    assert known.names[NEW] == body.name


def test_a_change_of_a_term_gives_its_meaning(plan: Path, curated: Path) -> None:
    answers = "x\nx\nx\nn\nc\n-\n智能制造的标准\nsmart manufacturing\nq\n"

    review(plan, curated, answers=answers)

    (term,) = (t for t in load_curation(curated).vocabulary.domain if t.value == "智能制造")
    assert (term.definition, term.english) == ("智能制造的标准", "smart manufacturing")
    assert term.source == "plan.txt"


def test_the_notice_is_the_source(plan: Path, curated: Path) -> None:
    review(plan, curated, "--yes-to", "bodies", "--source", "某部公告2031年第1号")

    assert load_curation(curated).organization(NEW).attested_in == "某部公告2031年第1号"


def test_a_page_shows_all_and_runs_nothing(plan: Path, curated: Path, tmp_path: Path) -> None:
    text = plan.read_text(encoding="utf-8").replace("一种设备", "<script>一种</script>设备")
    plan.write_text(text, encoding="utf-8")

    result = review(plan, curated, "--html", tmp_path / "page.html")

    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "6 decisions" in result.output
    assert NEW in page
    assert "line 4" in page
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "://" not in page


def test_a_folder_that_is_not_there_is_wrong_usage(
    plan: Path, curated: Path, tmp_path: Path
) -> None:
    result = review(plan, curated, "--html", tmp_path / "none" / "page.html")

    assert result.exit_code == 2


def test_what_is_neither_notice_nor_file_is_said(curated: Path) -> None:
    result = review("no-such-notice", curated)

    assert result.exit_code == 1
    assert "neither a file nor a notice" in result.output


def test_a_document_without_a_list_says_why(tmp_path: Path, curated: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("各有关单位：\n", encoding="utf-8")

    result = review(letter, curated, "--json")

    assert result.exit_code == 1
    assert "no_table_found" in result.output


@pytest.fixture
def emptied(tmp_path: Path) -> Path:
    """The catalogue's own curation with one body, which is part of no other, and no alias."""
    folder = Path(shutil.copytree(CURATION, tmp_path / "emptied"))
    columns = columns_of(Organization)
    with (folder / "organizations.csv").open(encoding="utf-8", newline="") as file:
        body = next(csv.DictReader(file)) | {"part_of": ""}
    with (folder / "organizations.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns, [body[column] for column in columns]])
    header = (folder / "aliases.csv").read_text(encoding="utf-8").partition("\n")[0]
    (folder / "aliases.csv").write_text(header + "\n", encoding="utf-8")
    return folder


def test_the_notice_of_the_catalogue_asks_little_and_is_whole_after_it(emptied: Path) -> None:
    notice = "samr-2024-34"
    asked = json.loads(review(notice, emptied, "--json").output)

    review(notice, emptied, "--yes-to", "all")

    assert asked["to_decide"] <= 85
    assert len(asked["groups"]) <= 5
    annexes = SOURCES / notice / "annexes.txt"
    arguments = ["extract", str(annexes), "--curation", str(emptied), "--json"]
    answer = json.loads(CliRunner().invoke(main, arguments).output)
    assert answer["problems"] == []
    assert [len(found["rows"]) for found in answer["lists"]] == [129, 165]
    proposed, curated = load_curation(emptied), load_curation()
    kinds = {body.name: (body.kind, set(body.roles)) for body in proposed.organizations}
    assert all(
        kinds[name] == (curated.organization(name).kind, set(curated.organization(name).roles))
        for name in kinds
    )


def test_a_notice_is_added_decided_on_confirmed_and_built(plan: Path, tmp_path: Path) -> None:
    sources = Path(shutil.copytree(SOURCES, tmp_path / "sources"))
    curated = Path(shutil.copytree(CURATION, tmp_path / "whole"))
    before = build(sources, curated, tmp_path / "before.db").projects
    arguments = ["add", str(plan), "--slug", "sac-2031-7", "--sources", str(sources)]
    CliRunner().invoke(main, arguments)

    review("sac-2031-7", curated, "--sources", sources, "--yes-to", "all")

    notice = sources / "sac-2031-7" / NOTICE_FILE
    text = notice.read_text(encoding="utf-8").replace("待确认", "某处")
    text = text.replace("issued_on: 1900-01-01", "issued_on: 2031-01-01")
    notice.write_text(text.split("to_confirm:")[0], encoding="utf-8")
    built = build(sources, curated, tmp_path / "after.db")
    assert built.projects == before + 4
    assert [warning for warning in built.warnings if warning.kind == "unconfirmed_notice"] == []
