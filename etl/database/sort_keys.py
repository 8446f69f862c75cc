"""Sort keys: the order in which a Chinese reader expects names, stored as text.

SQLite orders Chinese by code point, which is no order to a reader. A key holds the syllables in
pinyin with their tone, so that plain text order is the order of a dictionary; the reading of a
character depends on its word (重庆 is chong2 qing4). Numbers are padded: part 2 comes before
part 10. A stored key needs no custom collation, so the file opens in any program.
"""

import re
import unicodedata
from functools import lru_cache

from pypinyin import Style, lazy_pinyin
from pypinyin.constants import RE_HANS
from pypinyin.seg import mmseg
from pypinyin.seg.simpleseg import seg

_NUMBER = re.compile(r"\d+")
_NUMBER_WIDTH = 6


def sort_key(text: str) -> str:
    """The sort key of a name or title, e.g. ``li3 li2 zi5 dian4 chi2 000002``."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    if not plain:
        return ""
    # A text of ideographs alone, as most titles are, need not be looked at one by one.
    words = mmseg.seg.cut(plain) if RE_HANS.match(plain) else seg(plain)
    return " ".join(filter(None, map(_syllables, words)))


@lru_cache(maxsize=1 << 15)
def _syllables(word: str) -> str:
    """The syllables of one of the words that pypinyin divides a text into; titles are made of the
    same words again and again."""
    found = lazy_pinyin(word, style=Style.TONE3, neutral_tone_with_five=True, errors=_other)
    return " ".join(syllable for syllable in found if syllable)


def _other(run: str) -> str:
    """What is not Chinese: words and padded numbers, without punctuation."""
    padded = _NUMBER.sub(lambda number: number[0].rjust(_NUMBER_WIDTH, "0"), run)
    return " ".join("".join(c if c.isalnum() else " " for c in padded).split())
