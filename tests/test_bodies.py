"""Splitting the bodies of a cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.records.body_names import Bodies, split_bodies
from tests.builders import curation

KNOWN = {
    name: name
    for name in (
        "公安部",
        "交通运输部",
        "中国轻工业联合会",
        "全国家具标准化技术委员会",
        "全国音频、视频及多媒体系统与设备标准化技术委员会",
    )
}
AUDIO = "全国音频、视频及多媒体系统与设备标准化技术委员会"
NAMES = st.sampled_from(sorted(curation().names))


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("公安部", ("公安部",)),
        ("公安部、交通运输部", ("公安部", "交通运输部")),
        ("公安部；交通运输部", ("公安部", "交通运输部")),
        (AUDIO, (AUDIO,)),
        (f"{AUDIO}、公安部", (AUDIO, "公安部")),
        (f"公安部、{AUDIO}", ("公安部", AUDIO)),
        ("公安部\n交通运输部", ("公安部", "交通运输部")),
        ("公安部 交通运输部", ("公安部", "交通运输部")),
        ("中国轻工业\n联合会", ("中国轻工业联合会",)),
        ("中国轻工业\n联合会、\n公安部", ("中国轻工业联合会", "公安部")),
        ("全国音频、\n视频及多媒体系统与设备\n标准化技术委员会", (AUDIO,)),
        ("公安\n部\n交通运\n输部", ("公安部", "交通运输部")),
    ],
)
def test_known_bodies_are_split(cell: str, names: tuple[str, ...]) -> None:
    assert split_bodies(cell, KNOWN) == Bodies(names)


def test_an_unknown_body_beside_a_known_one_is_named() -> None:
    assert split_bodies("公安部、全国纸张标准化技术委员会", KNOWN) == Bodies(
        ("公安部", "全国纸张标准化技术委员会"), ("全国纸张标准化技术委员会",)
    )


def test_an_unknown_body_with_a_separator_inside_stays_whole() -> None:
    assert split_bodies("全国甲、乙标准化技术委员会", KNOWN) == Bodies(
        ("全国甲、乙标准化技术委员会",), ("全国甲、乙标准化技术委员会",)
    )


@pytest.mark.parametrize(
    "cell", ["公安部、", "、公安部", "公安部、、交通运输部", "、", "公安部、\n"]
)
def test_a_separator_too_many_makes_the_cell_unknown(cell: str) -> None:
    assert split_bodies(cell, KNOWN).unknown == (cell.replace("\n", ""),)


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("甲公司、海尔、清华大学", ("甲公司", "海尔", "清华大学")),
        ("（北京、上海）设备有限公司、乙厂", ("（北京、上海）设备有限公司", "乙厂")),
        ("全国甲、乙标准化技术委员会、丙院", ("全国甲、乙标准化技术委员会", "丙院")),
    ],
)
def test_separators_part_the_names_of_a_column_of_many_kinds(
    cell: str, names: tuple[str, ...]
) -> None:
    assert split_bodies(cell, KNOWN, many=True).names == names


def test_another_spelling_gives_the_name_of_the_body() -> None:
    known = KNOWN | {"轻工联": "中国轻工业联合会"}

    assert split_bodies("轻工联、公安部", known).names == ("中国轻工业联合会", "公安部")


@given(st.lists(NAMES, min_size=1, max_size=5), st.sampled_from(["、", "；", "、\n", "\n", " "]))
def test_joined_names_are_split_again(names: list[str], separator: str) -> None:
    known = {name: name for name in curation().names}

    assert split_bodies(separator.join(names), known) == Bodies(tuple(names))


@given(st.lists(NAMES, min_size=1, max_size=3), st.data())
def test_a_break_anywhere_in_a_name_changes_nothing(names: list[str], data: st.DataObject) -> None:
    known = {name: name for name in curation().names}
    cell = "、".join(names)
    at = data.draw(st.integers(0, len(cell)))

    broken = split_bodies(f"{cell[:at]}\n{cell[at:]}", known)

    assert broken == Bodies(tuple(names))


@given(st.lists(st.one_of(NAMES, st.text("甲乙丙部会局、；\n ", max_size=8)), max_size=5))
def test_no_character_of_a_cell_is_lost(parts: list[str]) -> None:
    known = {name: name for name in curation().names}
    cell = "、".join(parts)

    bodies = split_bodies(cell, known)

    assert sorted(letters("".join(bodies.names))) == sorted(letters(cell))


def letters(text: str) -> str:
    return "".join(character for character in text if character not in "、；;，, \n")


JOINT = "全国甲委员会、乙委员会"


def test_a_cell_is_split_into_as_few_known_names_as_possible() -> None:
    known = {name: name for name in (JOINT, "全国甲委员会", "乙委员会", "丙部")}

    assert split_bodies(f"{JOINT}、丙部", known) == Bodies((JOINT, "丙部"))
    assert split_bodies(f"丙部、{JOINT}", known) == Bodies(("丙部", JOINT))


def test_a_name_that_goes_on_behind_a_known_one_is_one_name() -> None:
    known = {name: name for name in ("甲部", "甲部乙委员会", "乙委员会")}

    assert split_bodies("甲部\n乙委员会", known) == Bodies(("甲部乙委员会",))


def test_blanks_within_a_name_do_not_matter() -> None:
    assert split_bodies("公 安 部", KNOWN) == Bodies(("公安部",))
    assert split_bodies("某 某 协会", KNOWN) == Bodies(("某某协会",), ("某某协会",))


def test_a_known_name_with_a_blank_in_it_keeps_the_blank() -> None:
    known = KNOWN | {"ISO TC 8 工作组": "ISO TC 8 工作组"}

    assert split_bodies("ISO TC 8 工作组、公安部", known) == Bodies(("ISO TC 8 工作组", "公安部"))


@pytest.mark.parametrize("line", ["有限公司", "研究院", "分公司"])
def test_a_line_that_goes_on_with_the_name_above_it_is_part_of_it(line: str) -> None:
    bodies = split_bodies(f"某某中心\n{line}、公安部", KNOWN, many=True)

    assert bodies.names == (f"某某中心{line}", "公安部")


def test_a_line_that_begins_another_name_is_not_joined() -> None:
    bodies = split_bodies("某某中心\n某某大学", KNOWN)

    assert bodies.names == ("某某中心", "某某大学")


def test_a_separator_parts_what_has_no_ending_of_a_body_only_where_names_are_of_many_kinds() -> (
    None
):
    assert split_bodies("海尔、美的", KNOWN).names == ("海尔、美的",)
    assert split_bodies("海尔、美的", KNOWN, many=True).names == ("海尔", "美的")


def test_a_body_named_twice_is_given_twice() -> None:
    assert split_bodies("公安部、公安部", KNOWN) == Bodies(("公安部", "公安部"))


def test_an_empty_cell_names_no_body() -> None:
    assert split_bodies("", KNOWN) == Bodies(())
