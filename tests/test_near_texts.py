"""Likeness of titles: groups of sorted texts give what comparing every pair gives."""

from collections import defaultdict
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from etl.quality.near_texts import inserted_within, likenesses

MOST = 3
# Few characters, so that beginnings meet, and repeat themselves.
TEXTS = st.lists(
    st.one_of(
        st.text("甲乙", max_size=16),
        st.text("甲乙丙", max_size=12).map("锂离子电".__add__),
        st.text("甲乙", min_size=4, max_size=14).map(lambda text: "长" * 52 + text),
    ),
    max_size=14,
)


def plain(texts: Sequence[str]) -> dict[tuple[int, str], tuple[tuple[int, ...], int]]:
    """The rule itself, each pair looked at both ways."""
    inserted: dict[tuple[int, int], str] = {}
    for short, lacking in enumerate(texts):
        for long, having in enumerate(texts):
            text = inserted_within(lacking, having) if short != long else None
            pair = (min(short, long), max(short, long))
            if text is not None and (pair not in inserted or short < long):
                inserted[pair] = text
    others: dict[tuple[int, str], list[int]] = defaultdict(list)
    for (first, second), text in inserted.items():
        others[first, text].append(second)
        others[second, text].append(first)
    return {key: (tuple(sorted(found)[:MOST]), len(found)) for key, found in others.items()}


@given(TEXTS)
def test_groups_find_what_comparing_every_pair_finds(texts: list[str]) -> None:
    found = {
        (likeness.position, likeness.text): (likeness.first, likeness.count)
        for likeness in likenesses(texts, MOST)
    }

    assert found == plain(texts)


def test_of_two_that_each_have_something_more_the_earlier_is_taken_as_it_stands() -> None:
    texts = ["锂离子电甲乙丙丁甲乙丁丁", "锂离子电丙丁甲乙丙丁甲乙"]

    assert plain(texts)
    assert {(each.position, each.text) for each in likenesses(texts, MOST)} == set(plain(texts))
