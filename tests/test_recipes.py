"""docs/recipes.md: every address and every statement gives the number of rows it promises. The
page in Chinese has the same ones, and promises the same."""

import asyncio
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest
from datasette.app import Datasette

from etl.paths import DATABASE, ROOT

RECIPE = re.compile(r"```(url|sql)\n(.+?)\n```\n(\d+) rows?\n", re.DOTALL)
PAGE = (ROOT / "docs/recipes.md").read_text(encoding="utf-8")
RECIPES = [(kind, text, int(rows)) for kind, text, rows in RECIPE.findall(PAGE)]


@pytest.fixture(scope="module")
def site() -> Datasette:
    return Datasette(config_dir=Path(ROOT))


def rows_at(site: Datasette, address: str) -> int:
    path, _, query = address.partition("?")
    shape = "_shape=array&_size=max"
    encoded = quote(query, safe="=&_")
    answer = asyncio.run(site.client.get(f"{path}.json?{encoded}&{shape}"))
    assert answer.status_code == 200, answer.text
    return len(answer.json())


def test_every_block_of_the_page_is_a_recipe() -> None:
    assert len(RECIPES) == len(re.findall(r"```(?:url|sql)\n", PAGE))


@pytest.mark.parametrize(
    ("kind", "text", "rows"), RECIPES, ids=[text[:60] for _, text, _ in RECIPES]
)
def test_a_recipe_gives_the_rows_it_promises(
    site: Datasette, kind: str, text: str, rows: int
) -> None:
    if kind == "url":
        found = rows_at(site, text)
    else:
        with closing(sqlite3.connect(DATABASE)) as connection:
            found = len(connection.execute(text).fetchall())

    assert found == rows


def test_the_page_in_chinese_has_the_same_recipes_in_the_same_order() -> None:
    page = (ROOT / "docs/zh/recipes.md").read_text(encoding="utf-8")

    blocks = re.findall(r"```(url|sql)\n(.+?)\n```\n(\d+) 行\n", page, re.DOTALL)

    assert [(kind, text, int(rows)) for kind, text, rows in blocks] == RECIPES
    assert len(blocks) == page.count("```url\n") + page.count("```sql\n")
