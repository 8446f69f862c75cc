"""The table of radicals: plain pairs, each to an ideograph that stands for itself."""

from etl.text.radicals import IDEOGRAPH_OF_RADICAL


def test_every_pair_is_a_radical_and_an_ideograph() -> None:
    for radical, ideograph in IDEOGRAPH_OF_RADICAL.items():
        assert 0x2E80 <= ord(radical) <= 0x2FD5
        assert len(ideograph) == 1
        assert "\u3400" <= ideograph <= "\u9fff"


def test_no_ideograph_is_a_radical_itself() -> None:
    assert not IDEOGRAPH_OF_RADICAL.keys() & set(IDEOGRAPH_OF_RADICAL.values())
