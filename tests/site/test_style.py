"""The style sheet: its colours stand in one place, so that every one has its dark counterpart."""

import re

from etl.paths import ROOT

CSS = (ROOT / "static" / "site.css").read_text(encoding="utf-8")
NAMED = {"black", "white", "red", "green", "blue", "gray", "grey"}


def block(start: str) -> str:
    """The declarations of the first block after ``start``."""
    return CSS.split(start, 1)[1].split("{", 1)[1].split("}", 1)[0]


def declared(text: str) -> dict[str, str]:
    return dict(re.findall(r"(--[\w-]+):\s*([^;]+);", text))


LIGHT = declared(block(":root"))
DARK = declared(block("@media screen and (prefers-color-scheme: dark) {\n"))


def test_every_colour_has_a_dark_one() -> None:
    colours = {name for name, value in LIGHT.items() if value.startswith("#")}

    # What stands on a button is the same by day and by night.
    assert colours - {"--on-button"} <= set(DARK)
    assert set(DARK) <= set(LIGHT)


def test_colours_stand_in_one_place() -> None:
    rules = CSS[CSS.index("*, *::before") :]
    values = re.findall(r":\s*([^;{}]+);", rules)

    loose = [value for value in values if re.search(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsl", value)]
    loose += [value for value in values if NAMED & set(re.findall(r"[a-z]+", value))]
    assert loose == []


def test_every_variable_that_is_used_is_declared() -> None:
    assert set(re.findall(r"var\((--[\w-]+)", CSS)) <= set(LIGHT)
