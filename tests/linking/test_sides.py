"""Which projects and which announced standards of a catalogue are compared, and with what."""

from etl.linking.link_decisions import COLUMNS
from etl.linking.sides import sides_of
from etl.outcomes.links import REFUSED_LINKS
from tests.linking.pairs import numbers
from tests.small_catalogue import COMMITTEE, MadeList, SmallCatalogue, announced, planned

NUMBER = "GB/T 50001-2031"


def test_what_rows_and_lists_state_is_compared(small: SmallCatalogue) -> None:
    small.plan(1, "2030-01-02", planned("", "茶", type="修订", replaces="GB/T 7-2008"))
    small.announcement(2, "2031-05-06", announced("QB/T 9-2031", "茶叶", replaces="GB/T 7-2008"))

    sides = sides_of(small.read())

    (project,), (standard,) = sides.projects, sides.standards
    assert project.replaces == standard.replaces == numbers("GB/T 7-2008")
    assert project.bodies == {COMMITTEE}
    assert (project.mandate, project.project_type) == ("推荐", "修订")
    assert (project.level, standard.level) == ("国家", "行业")
    assert standard.code == "pub-2-001"
    assert standard.published_on is not None
    assert "某字〔2031〕2号" in standard.source


def test_what_is_linked_or_not_announced_is_not_compared(small: SmallCatalogue) -> None:
    small.plan(1, "2030-01-02", planned("", "茶"), planned("", "咖啡"))
    small.announcement(2, "2031-05-06", announced(NUMBER, "茶"), announced("GB 4-2031", "壶"))
    header = ("序号", "标准编号", "标准名称")
    withdrawn = MadeList(3, "out-3", "废止的标准目录", header, [("GB/T 5-1999", "杯")])
    small.notice(3, "2032-01-02", withdrawn)
    small.link(("pub-2-001", "plan-1-001"))

    sides = sides_of(small.read())

    assert [project.code for project in sides.projects] == ["plan-1-002"]
    assert [standard.code for standard in sides.standards] == ["pub-2-002"]


def test_a_verified_project_is_compared_only_with_the_announcement_of_its_number(
    small: SmallCatalogue,
) -> None:
    small.plan(1, "2030-01-02", planned("", "茶"), planned("", "咖啡"))
    small.outcome("plan-1-001", NUMBER, "茶")
    small.outcome("plan-1-002", "GB/T 8-2031", "咖啡")
    small.announcement(2, "2031-05-06", announced(NUMBER, "茶"))

    (project,) = sides_of(small.read()).projects

    assert (project.code, project.recorded, project.is_verified) == (
        "plan-1-001",
        numbers(NUMBER),
        True,
    )


def test_a_project_with_an_unverified_number_waits(small: SmallCatalogue) -> None:
    small.plan(1, "2030-01-02", planned("", "茶"))
    small.outcome("plan-1-001", NUMBER, "", "medium")

    (project,) = sides_of(small.read()).projects

    assert (project.recorded, project.is_verified) == (numbers(NUMBER), False)


def test_refused_pairs_are_known(small: SmallCatalogue) -> None:
    small.plan(1, "2030-01-02", planned("", "茶"))
    small.write(REFUSED_LINKS, ",".join(COLUMNS), "pub-2-001,plan-1-001,名称不同,测试")

    assert sides_of(small.read()).refused == {("pub-2-001", "plan-1-001")}
