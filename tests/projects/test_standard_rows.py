"""Standards of announcements and withdrawals: their rows, dates, levels and replacements."""

from tests.small_catalogue import MadeList, SmallCatalogue, announced, planned

WITHDRAWAL = ("序号", "标准编号", "标准名称", "废止日期")
RELATIONS = (
    "select new.normalized_number, old.normalized_number, extent, entry_id "
    "from standard_relations join standards as new on new.id = standard_id "
    "join standards as old on old.id = replaced_id order by 1, 2"
)


def withdrawn(list_id: int, issued_on: str, small: SmallCatalogue, *rows: tuple[str, ...]) -> None:
    made = MadeList(list_id, f"out-{list_id}", "废止的标准目录", WITHDRAWAL, rows)
    small.notice(list_id, issued_on, made)


def test_standards_of_every_level_are_listed_with_what_their_numbers_say(
    small: SmallCatalogue,
) -> None:
    small.announcement(
        1,
        "2031-05-06",
        announced("GB 1234.2-2031", "茶具第2部分：安全"),
        announced("HG/T 5678-2031", "茶用染料"),
        announced("DB11/T 90-2031", "茶馆服务"),
        announced("T/TEA 7-2031", "茶包"),
    )

    found = small.rows(
        "select normalized_number, kind, part, level, mandate, role, title, published_on, "
        "implemented_on from standards order by normalized_number"
    )

    dates = ("2031-05-06", "2031-12-01")
    listed = "公告所列标准"
    assert found == [
        ("DB11/T 90-2031", "DB11/T", None, "地方", "推荐", listed, "茶馆服务", *dates),
        ("GB 1234.2-2031", "GB", 2, "国家", "强制", listed, "茶具第2部分：安全", *dates),
        ("HG/T 5678-2031", "HG/T", None, "行业", "推荐", listed, "茶用染料", *dates),
        ("T/TEA 7-2031", "T/TEA", None, "团体", None, listed, "茶包", *dates),
    ]


def test_what_an_announcement_says_is_replaced_is_related_by_its_row(small: SmallCatalogue) -> None:
    small.announcement(
        1,
        "2031-05-06",
        announced("HG/T 1-2031", "茶", replaces="HG/T 1-2008、HG/T 2-2008"),
        announced("GB/T 3-2031", "咖啡", replaces="GB/T 3-2008（部分代替）"),
    )

    found = small.rows(RELATIONS)
    roles = small.rows("select role, count(*) from standards group by 1 order by 1")

    assert found == [
        ("GB/T 3-2031", "GB/T 3-2008", "部分", 10002),
        ("HG/T 1-2031", "HG/T 1-2008", "全部", 10001),
        ("HG/T 1-2031", "HG/T 2-2008", "全部", 10001),
    ]
    assert roles == [("公告所列标准", 2), ("被代替标准", 3)]


def test_a_result_replaces_by_the_row_that_announces_it(small: SmallCatalogue) -> None:
    small.plan(1, "2030-01-02", planned("", "茶", type="修订"))
    small.announcement(2, "2031-05-06", announced("GB/T 3-2031", "茶", replaces="GB/T 3-2008"))
    small.link(("pub-2-001", "plan-1-001"))

    relations = small.rows(RELATIONS)
    links = small.rows("select relation, entry_id from project_outcomes order by 1")

    assert relations == [("GB/T 3-2031", "GB/T 3-2008", "全部", 20001)]
    assert links == [("修订", 20001), ("结果", 20001)]


def test_a_withdrawal_says_since_when_a_standard_is_withdrawn(small: SmallCatalogue) -> None:
    small.announcement(1, "2031-05-06", announced("GB/T 3-2031", "茶"))
    withdrawn(
        2, "2040-05-06", small, ("GB/T 3-2031", "茶", "2040-06-01"), ("QB/T 4-1999", "壶", "")
    )

    found = small.rows(
        "select normalized_number, published_on, withdrawn_on, withdrawn_on_precision "
        "from standards order by 1"
    )

    assert found == [
        ("GB/T 3-2031", "2031-05-06", "2040-06-01", "day"),
        ("QB/T 4-1999", None, None, None),
    ]


def test_a_replaced_standard_that_is_announced_too_stands_once(small: SmallCatalogue) -> None:
    small.announcement(1, "2020-05-06", announced("GB/T 3-2020", "茶", published_on="2020-05-06"))
    small.announcement(2, "2031-05-06", announced("GB/T 3-2031", "茶", replaces="GB/T 3—2020"))

    found = small.rows("select number, role, published_on from standards order by number_year")

    assert found == [
        ("GB/T 3-2020", "公告所列标准", "2020-05-06"),
        ("GB/T 3-2031", "公告所列标准", "2031-05-06"),
    ]
