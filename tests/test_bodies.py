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
        ("公安部",), ("全国纸张标准化技术委员会",)
    )


def test_an_unknown_body_with_a_separator_inside_stays_whole() -> None:
    assert split_bodies("全国甲、乙标准化技术委员会", KNOWN) == Bodies(
        (), ("全国甲、乙标准化技术委员会",)
    )


@pytest.mark.parametrize(
    "cell", ["公安部、", "、公安部", "公安部、、交通运输部", "、", "公安部、\n"]
)
def test_a_separator_too_many_makes_the_cell_unknown(cell: str) -> None:
    assert split_bodies(cell, KNOWN).unknown == (cell.replace("\n", ""),)


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

    assert sorted(letters("".join((*bodies.names, *bodies.unknown)))) == sorted(letters(cell))


def letters(text: str) -> str:
    return "".join(character for character in text if character not in "、；;，, \n")
