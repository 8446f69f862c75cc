"""Reading takes time linear in the text: no pattern repeats without a bound."""

import re

import pytest

from schema.numbers import plan_number, standard_grammar

PATTERNS = [
    value
    for module in (standard_grammar, plan_number)
    for value in vars(module).values()
    if isinstance(value, re.Pattern)
]
UNBOUNDED = re.compile(r"(?<!\\)(?:\\\\)*[*+]|\{\d*,\}")


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.pattern[:20])
def test_every_repetition_has_a_bound(pattern: re.Pattern[str]) -> None:
    assert UNBOUNDED.search(pattern.pattern) is None
