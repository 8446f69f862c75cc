"""catalogue link: proposals are shown, and only what a person says is written."""

import json

import pytest
from click.testing import CliRunner, Result

from etl.commands.cli import main
from etl.linking.link_decisions import COLUMNS
from etl.outcomes.links import LINKS, REFUSED_LINKS
from tests.small_catalogue import SmallCatalogue, announced, planned


@pytest.fixture
def lists(small: SmallCatalogue) -> SmallCatalogue:
    """Three projects, and three announced standards of which two fit."""
    small.plan(
        1,
        "2030-01-02",
        planned("", "茶叶冲泡方法"),
        planned("", "咖啡机安全", type="修订", replaces="GB/T 77-2008"),
        planned("", "咖啡机能效"),
    )
    small.announcement(
        2,
        "2031-05-06",
        announced("GB/T 50001-2031", "茶叶冲泡方法"),
        announced("GB/T 77-2031", "咖啡机 安全要求", replaces="GB/T 77-2008"),
        announced("GB/T 88-2031", "登山绳"),
    )
    return small


def run(lists: SmallCatalogue, *options: str, answers: str | None = None) -> Result:
    arguments = ["link", "--sources", str(lists.sources), "--curation", str(lists.curation)]
    result = CliRunner().invoke(main, [*arguments, *options], input=answers)
    assert "Traceback" not in result.output
    return result


def written(lists: SmallCatalogue, name: str = LINKS) -> list[str]:
    path = lists.curation / name
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def test_proposals_stand_beside_both_rows_with_their_reasons(lists: SmallCatalogue) -> None:
    result = run(lists)

    assert result.exit_code == 0
    assert "GB/T 77-2031  咖啡机安全要求" in result.output.replace("机 安", "机安")
    assert "=> 0.97  plan-1-002  咖啡机安全" in result.output
    assert "都代替 GB/T 77-2008" in result.output
    assert "3 announced standards without a project: 2 with a likely one" in result.output
    assert written(lists) == []


def test_json_has_the_same(lists: SmallCatalogue) -> None:
    answer = json.loads(run(lists, "--json", "--limit", "1").output)

    (proposal,) = answer["proposals"]
    assert (answer["standards"], answer["proposed"]) == (3, 2)
    assert (proposal["entry"], proposal["is_likely"]) == ("pub-2-001", True)
    assert proposal["projects"][0]["project"] == "plan-1-001"
    assert proposal["projects"][0]["reasons"] == ["名称一致"]


def test_an_accepted_link_is_written_with_reason_and_source_and_followed(
    lists: SmallCatalogue,
) -> None:
    result = run(lists, "--accept", "pub-2-002=plan-1-002")

    header, row = written(lists)
    statuses = lists.rows("select code, status from projects where status <> '未查明'")
    assert result.exit_code == 0
    assert header == ",".join(COLUMNS)
    assert row.startswith("pub-2-002,plan-1-002,名称相近")
    assert "都代替 GB/T 77-2008" in row
    assert "某字〔2031〕2号 批准发布国家标准公告 第4行" in row
    assert statuses == [("plan-1-002", "已发布（标准号已核实）")]


def test_a_refused_pair_is_proposed_no_more(lists: SmallCatalogue) -> None:
    run(lists, "--refuse", "pub-2-001=plan-1-001")

    result = run(lists)

    assert len(written(lists, REFUSED_LINKS)) == 2
    assert "pub-2-001" not in result.output


def test_links_are_added_to_those_that_are_there(lists: SmallCatalogue) -> None:
    lists.link(("pub-2-001", "plan-1-001"))
    before = (lists.curation / LINKS).read_bytes()

    run(lists, "--accept", "pub-2-002=plan-1-002")

    assert (lists.curation / LINKS).read_bytes().startswith(before)
    assert len(written(lists)) == 3


@pytest.mark.parametrize(
    ("pair", "found"),
    [
        ("pub-2-009=plan-1-001", "no announcement has such a row"),
        ("plan-1-001=plan-1-002", "no announcement has such a row"),
        ("pub-2-003=plan-1-009", "no list has a project 'plan-1-009'"),
        ("pub-2-001=plan-1-002", "it is linked with plan-1-001"),
    ],
)
def test_what_cannot_be_linked_is_refused_and_nothing_is_written(
    lists: SmallCatalogue, pair: str, found: str
) -> None:
    lists.link(("pub-2-001", "plan-1-001"))
    before = written(lists)

    result = run(lists, "--accept", "pub-2-002=plan-1-002", "--accept", pair)

    assert result.exit_code == 1
    assert f"{pair}: error: {found}" in result.output
    assert written(lists) == before


def test_a_row_is_linked_once(lists: SmallCatalogue) -> None:
    result = run(lists, "--accept", "pub-2-001=plan-1-001", "--accept", "pub-2-001=plan-1-002")

    assert result.exit_code == 1
    assert "the row is named twice" in result.output
    assert written(lists) == []


def test_what_a_build_would_refuse_is_not_written(lists: SmallCatalogue) -> None:
    result = run(lists, "--accept", "pub-2-001=plan-1-001", "--accept", "pub-2-003=plan-1-001")

    assert result.exit_code == 1
    assert "one standard, or several parts of one" in result.output
    assert written(lists) == []


def test_a_pair_that_is_no_pair_is_wrong_usage(lists: SmallCatalogue) -> None:
    assert run(lists, "--accept", "pub-2-001").exit_code == 2


def test_answers_are_written_at_once(lists: SmallCatalogue) -> None:
    result = run(lists, "--ask", answers="y\nn\n")

    assert "1 accepted, 1 refused" in result.output
    assert [row.split(",")[:2] for row in written(lists)[1:]] == [["pub-2-001", "plan-1-001"]]
    assert [row.split(",")[:2] for row in written(lists, REFUSED_LINKS)[1:]] == [
        ["pub-2-002", "plan-1-002"]
    ]


@pytest.mark.parametrize("answers", ["q\n", "l\nl\n", ""])
def test_a_person_may_leave_or_answer_later(lists: SmallCatalogue, answers: str) -> None:
    result = run(lists, "--ask", answers=answers)

    assert "0 accepted, 0 refused" in result.output
    assert (written(lists), written(lists, REFUSED_LINKS)) == ([], [])


def test_an_answer_that_a_build_would_refuse_is_not_written(small: SmallCatalogue) -> None:
    small.plan(1, "2030-01-02", planned("", "茶叶冲泡方法"))
    rows = (announced("GB/T 5-2031", "茶叶冲泡方法"), announced("GB/T 6-2031", "茶叶冲泡方法"))
    small.announcement(2, "2031-05-06", *rows)

    result = run(small, "--ask", answers="y\ny\n")

    assert "not written" in result.output
    assert "1 accepted, 0 refused" in result.output
    assert len(written(small)) == 2


def test_a_pair_accepted_and_refused_is_named(lists: SmallCatalogue) -> None:
    lists.link(("pub-2-001", "plan-1-001"))
    lists.write(REFUSED_LINKS, ",".join(COLUMNS), "pub-2-001,plan-1-001,名称不同,测试")

    result = run(lists)

    assert result.exit_code == 1
    assert "the pair is accepted in links.csv line 2" in result.output
