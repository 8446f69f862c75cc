"""Typography: what changes when a printed cell becomes stored text, and what never does."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.text.cleaning import (
    clean,
    clean_lines,
    control_characters,
    looks_garbled,
    odd_characters,
    unreadable_characters,
)
from etl.text.radicals import IDEOGRAPH_OF_RADICAL

# Text as documents have it: ideographs, Latin, punctuation of both widths, blanks, line breaks,
# invisible characters and radicals.
TEXTS = st.text(
    st.one_of(
        st.sampled_from(
            "中国家标准第部分 ABab12（）()：:，,；;、—-·…“”/.\n\r\t\u3000\xa0\u200b\ufeff"
        ),
        st.sampled_from("⻋⼯⾯ＡＢ１２；！？"),
        st.characters(codec="utf-8"),
    )
)


@pytest.mark.parametrize(
    ("printed", "stored"),
    [
        ("第 1 部分： 总则", "第1部分：总则"),
        ("排放标准 (大气部分)", "排放标准（大气部分）"),
        ("智能家用电子系统 局域互联", "智能家用电子系统 局域互联"),
        ("ＧＢ／Ｔ　２５８９", "GB/T 2589"),
        ("Wi-Fi 设备", "Wi-Fi设备"),
        ("设备\u200b更新\ufeff", "设备更新"),
        ("⻋⽤⼯具", "车用工具"),
        ("⻔⼾", "门户"),
        ("分类:要求,方法;", "分类：要求，方法；"),
        ("1:2", "1:2"),
        ("  ", ""),
    ],
)
def test_only_the_form_of_text_changes(printed: str, stored: str) -> None:
    assert clean(printed) == stored


@pytest.mark.parametrize(
    ("printed", "stored"),
    [
        ("能效限定值及\n能效等级", "能效限定值及能效等级"),
        ("能效限定值及\r\n  能效等级", "能效限定值及能效等级"),
        ("电子系统 \n局域互联", "电子系统 局域互联"),
        ("Smart\nhome", "Smart home"),
        ("GB/T\n2589", "GB/T 2589"),
        ("USB-\nC接口", "USB-C接口"),
        ("基于\nWi-Fi\n的设备", "基于Wi-Fi的设备"),
        ("上\u2028下\v左\f右", "上下左右"),
    ],
)
def test_a_line_break_is_no_blank_between_ideographs(printed: str, stored: str) -> None:
    assert clean(printed) == stored


def test_line_breaks_stay_where_they_may_separate_names() -> None:
    assert clean_lines("公安部 \r\n\n (交通) 部") == "公安部\n（交通）部"


@given(TEXTS)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text)

    assert clean(once) == once


@given(TEXTS)
def test_cleaning_changes_nothing_but_form(text: str) -> None:
    assert folded(clean(text)) == folded(text)


@given(TEXTS)
def test_lines_are_cleaned_without_loss(text: str) -> None:
    assert folded(clean_lines(text)) == folded(text)


@given(TEXTS)
def test_clean_text_has_no_invisible_characters(text: str) -> None:
    assert not [c for c in clean(text) if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp")]


def folded(text: str) -> str:
    """A text without differences of form: width, blanks, radicals, invisible characters."""
    plain = "".join(IDEOGRAPH_OF_RADICAL.get(character, character) for character in text)
    return "".join(
        character
        for character in unicodedata.normalize("NFKC", plain)
        if unicodedata.category(character) not in ("Cc", "Cf", "Zs", "Zl", "Zp")
        and character not in "\u115f\u1160\u3164\uffa0\u2800"
    )


def test_control_characters_are_named_and_line_breaks_are_none() -> None:
    assert control_characters("a\x07b\n\tc\x00") == "U+0007 U+0000"
    assert control_characters("\u202e字文\u202c") == "U+202E"


@pytest.mark.parametrize("text", ["\ufffd", "\ue000", "\u2e9a", "\U000e0fff"])
def test_unreadable_characters_are_named(text: str) -> None:
    assert unreadable_characters(f"标准{text}") == f"U+{ord(text):04X}"


@pytest.mark.parametrize("text", ["㬵", "戶", "й", "é", "ア", "☺", "國"])
def test_characters_foreign_to_chinese_standards_are_odd(text: str) -> None:
    assert odd_characters(f"标准{text}") == f"U+{ord(text):04X}"


@pytest.mark.parametrize(
    "text", ["GB/T 2589—2020《总则》（试行）", "≥5%、20 ℃ ±0.1 μm", "Ⅱ类α级①", ""]
)
def test_usual_text_is_not_odd(text: str) -> None:
    assert odd_characters(clean(text)) == ""
    assert looks_garbled(clean(text)) == ""


@pytest.mark.parametrize("text", ["(cid:123)标准", "标?准", "国□标准", "国国家家标标准准"])
def test_garbled_text_is_told(text: str) -> None:
    assert looks_garbled(clean(text)) != ""
