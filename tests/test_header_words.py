"""Cells that are seen at a glance to be no header words are none by a whole look either."""

import random

from etl.recognition.header_words import (
    candidates,
    header_word,
    header_words_in,
    may_be_header_word,
)
from schema.kinds.fields import fields

DECLARED = [word for field in fields().values() for word in (*field.words, *field.endings)]
OTHERS = " /()（）或\u200b\u3000ＡＢ12年計劃數合⼩\u0338\ufe00、.-\n"


def test_a_glance_refuses_no_word_of_a_header() -> None:
    chance = random.Random(5)
    letters = [*{letter for word in DECLARED for letter in word}, *OTHERS]
    for _ in range(20_000):
        cell = list(chance.choice(DECLARED))
        for _ in range(chance.randrange(3)):
            at = chance.randrange(len(cell) + 1)
            cell[at : at + chance.randrange(2)] = chance.choice((chance.choice(letters), ""))
        text = "".join(cell)
        meanings = candidates(header_word(text))
        assert may_be_header_word(text) == bool(meanings)
        is_listed = any(meaning.rank < 1_000 for meaning in candidates(text))
        assert header_words_in([text]) == is_listed
