"""Adopted standards and the degree of each."""

import pytest

from schema.numbers import find_adoptions


def _adoptions(text: str) -> list[tuple[str, str | None]]:
    return [(str(found.number), found.degree) for found in find_adoptions(text).adoptions]


@pytest.mark.parametrize(
    ("text", "number", "degree"),
    [
        ("ISO 12100:2010，IDT", "ISO 12100:2010", "IDT"),
        ("IEC 60335-1：2013 MOD", "IEC 60335-1:2013", "MOD"),
        ("ITU-T F.748.19：2022,MOD", "ITU-T F.748.19:2022", "MOD"),
        ("ISO 9001:2015（等同采用）", "ISO 9001:2015", "IDT"),
        ("修改采用ISO 9001:2015", "ISO 9001:2015", "MOD"),
        ("ISO 6182-1:2021（非等效）", "ISO 6182-1:2021", "NEQ"),
        ("ISO 2859:1974 eqv", "ISO 2859:1974", "EQV"),
        ("ISO 12100:2010", "ISO 12100:2010", None),
    ],
)
def test_the_degree_is_read_in_every_form(text: str, number: str, degree: str | None) -> None:
    assert _adoptions(text) == [(number, degree)]
    assert find_adoptions(text).unread == ()


def test_each_of_several_has_its_own_degree() -> None:
    assert _adoptions("ISO 1:2016，IDT；IEC 2-1:2001，NEQ") == [
        ("ISO 1:2016", "IDT"),
        ("IEC 2-1:2001", "NEQ"),
    ]


def test_degrees_before_the_numbers_belong_to_what_follows() -> None:
    assert _adoptions("等同采用ISO 1:2016，修改采用IEC 2-1:2001") == [
        ("ISO 1:2016", "IDT"),
        ("IEC 2-1:2001", "MOD"),
    ]


def test_a_degree_is_not_spread_over_numbers_without_one() -> None:
    assert _adoptions("ISO 1:2016，ISO 2:2017，IDT") == [
        ("ISO 1:2016", None),
        ("ISO 2:2017", "IDT"),
    ]


@pytest.mark.parametrize("text", ["", "无", "—", "否"])
def test_a_cell_that_adopts_nothing_leaves_nothing(text: str) -> None:
    found = find_adoptions(text)

    assert (found.adoptions, found.unread) == ((), ())


@pytest.mark.parametrize("text", ["IDT", "自主制定", "采用国外先进标准"])
def test_what_names_no_standard_is_unread(text: str) -> None:
    found = find_adoptions(text)

    assert found.adoptions == ()
    assert "".join(found.unread) in text
    assert found.unread
