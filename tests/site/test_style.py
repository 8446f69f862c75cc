"""The style sheets: their colours stand in one place, so that every one has its dark counterpart,
and the home page is light."""

import re
from typing import Any

from etl.paths import ROOT

SITE = (ROOT / "static" / "site.css").read_text(encoding="utf-8")
PAGES = (ROOT / "static" / "pages.css").read_text(encoding="utf-8")
CSS = SITE + PAGES
# Bytes of the home page and its style, not compressed.
HEAVIEST = 60_000
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


def selectors(css: str) -> list[str]:
    bare = re.sub(r"/\*.*?\*/|@media[^{]*\{|\}", "", css, flags=re.DOTALL)
    return [each.strip() for heads in re.findall(r"([^{};]+)\{", bare) for each in heads.split(",")]


def test_the_home_page_needs_no_other_style(site: Any) -> None:
    html = site.get("/").text
    used = {name for names in re.findall(r'class="([^"]*)"', html) for name in names.split()}

    assert "pages.css" not in html
    wanted = [
        selector
        for selector in selectors(PAGES)
        if (named := set(re.findall(r"\.([A-Za-z][\w-]*)", selector))) and named <= used
    ]
    assert wanted == []
    assert len(html.encode()) + len(SITE.encode()) < HEAVIEST


def test_every_other_page_has_both_styles(site: Any) -> None:
    for path in ("/catalogue/projects", "/projects/2024-001", "/policy", "/guide", "/en", "/nope"):
        sheets = re.findall(r'<link rel="stylesheet" href="/static/(\w+)\.css', site.get(path).text)

        assert sheets == ["site", "pages"], path


def test_every_variable_that_is_used_is_declared() -> None:
    assert set(re.findall(r"var\((--[\w-]+)", CSS)) <= set(LIGHT)
