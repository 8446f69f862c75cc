"""What a column holds decides how it is laid out."""

from markupsafe import Markup

from web.column_kinds import kinds_of
from web.together import together


def kinds(**columns: list[object]) -> dict[str, str]:
    return kinds_of(columns)


def test_amounts_stand_at_the_right_and_names_that_are_numbers_do_not() -> None:
    found = kinds(count=[3, 1200], share=[0.5, 2], year=[2024, 2025], list_id=[1, 2], 序号=[1, 2])

    assert found == {
        "count": "number",
        "share": "number",
        "year": "code",
        "list_id": "code",
        "序号": "code",
    }


def test_codes_dates_and_numbers_of_standards_stay_whole() -> None:
    found = kinds(
        code=["2024-001", "hg-2024-001"],
        day=["2025-03-28", None],
        date=["2025年3月28日", "2025年4月"],
        number=["GB/T 38031.2-2025", "GB 1—2020"],
        numbers=['["GB 1-2020", "GB 2-2020"]', "[]"],
    )

    assert found == {
        "code": "code",
        "day": "code",
        "date": "code",
        "number": "code",
        "numbers": "codes",
    }


def test_the_name_of_the_row_gets_the_room() -> None:
    found = kinds(
        title=["节能技术评价导则", "电力变压器能效限定值及能效等级"],
        committees=['["全国能源基础与管理标准化技术委员会"]', '["全国变压器标准化技术委员会"]'],
        mandate=["推荐", "强制"],
    )

    assert found == {"title": "title", "committees": "text", "mandate": "short"}


def test_without_a_name_the_longest_text_gets_the_room() -> None:
    found = kinds(甲=["一二三四五六七"], 乙=["一二三四五六七八九十"])

    assert found == {"甲": "text", "乙": "wide"}


def test_addresses_may_be_broken_and_sentences_get_lines() -> None:
    found = kinds(
        where=["https://example.cn/a/very/long/address/that/goes/on?and=on"], said=["说" * 80]
    )

    assert found["where"] == "long"
    assert found["said"] == "prose"


def test_a_column_without_values_is_narrow() -> None:
    assert kinds(note=[None, ""]) == {"note": "short"}
    assert kinds_of({"note": []}) == {"note": "short"}


def test_numbers_in_a_sentence_are_held_together() -> None:
    held = together("发布的 GB/T 19577.1-2024 代替 GB 2-2015，2025年3月28日起（2024-031）<b>")

    for whole in ("GB/T 19577.1-2024", "GB 2-2015", "2025年3月28日", "2024-031"):
        assert f'<span class="together">{whole}</span>' in held
    assert "&lt;b&gt;" in held


def test_addresses_and_markup_stay_as_they_are() -> None:
    assert together("见 https://example.cn/2024-031/GB-1") == "见 https://example.cn/2024-031/GB-1"
    assert together(Markup("<a>2024-031</a>")) == "<a>2024-031</a>"
    assert together(None) == ""
