"""How alike two titles are: the pairs of characters that they share, rare pairs counting more.

Titles of one collection share much that says little (技术规范, 家用和类似用途电器). What tells one
from another is what few titles have, so each pair of characters weighs by its rarity, and a title
that changed on the way stays close to its plan (碳排放核算与报告要求铜冶炼企业 is published as
温室气体排放核算与报告要求 第42部分：铜冶炼企业) while its siblings (锌冶炼企业) do not.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable

from schema.search import fold

_PART = re.compile("第(?:[0-9]+|[a-z]+|[一二三四五六七八九十百]+)部分")


def core(title: str) -> str:
    """What is compared of a title: folded as for search, without ``第N部分``, which is compared
    as a number."""
    folded = fold(title)
    return _PART.sub("", folded) or folded


def pairs(text: str) -> Counter[str]:
    """The overlapping pairs of characters; of a single character, itself."""
    return Counter(text[i : i + 2] for i in range(len(text) - 1)) or Counter([text])


class Rarity:
    """How much each pair of characters tells, in a collection of compared texts."""

    def __init__(self, texts: Iterable[Counter[str]]) -> None:
        """``texts`` are the pairs of each text."""
        counted: Counter[str] = Counter()
        total = 0
        for pairs_of_text in texts:
            counted.update(pairs_of_text.keys())
            total += 1
        self._weights = {pair: math.log(1 + total / (1 + n)) for pair, n in counted.items()}
        self._unseen = math.log(1 + max(total, 1))

    def of(self, pair: str) -> float:
        """The weight of a pair, greater than 0: the rarer, the greater."""
        return self._weights.get(pair, self._unseen)

    def likeness(self, one: Counter[str], other: Counter[str]) -> float:
        """From 0, nothing in common, to 1, the same: the weight of shared pairs among all (the
        coefficient of Dice, weighted)."""
        shared = sum(self.of(pair) * min(n, other[pair]) for pair, n in one.items())
        return 2 * shared / (self._weight(one) + self._weight(other))

    def _weight(self, counted: Counter[str]) -> float:
        return sum(self.of(pair) * count for pair, count in counted.items())
