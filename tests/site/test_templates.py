"""Templates of ours that stand in the place of Datasette's, and what an upgrade would change.

Datasette looks into ``templates/`` before its own folder, so that a template of the same name
replaces its own. Nothing else would tell when Datasette changes one of them, or what it
hands them.
"""

import html
import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import datasette
import pytest
import yaml
from datasette.version import __version__
from jinja2 import Environment, meta, nodes

from etl.paths import ROOT
from tests.shipped_rows import page_of_a_finding
from tests.site.conftest import Site

TEMPLATES = ROOT / "templates"
THEIRS = Path(datasette.__file__).parent / "templates"
RECORD = Path(__file__).with_name("replaced_templates.yml")
# Handed over only where they are needed: to one row, and by the plugins of ours for search.
SOMETIMES = {"primary_key_values", "demonstrations", "mark_hits", "search_help", "search_said"}
PAGES = {
    "table.html": "/catalogue/projects?_search=x",
    "database.html": "/catalogue",
    "query.html": "/catalogue/families",
    "row.html": page_of_a_finding(),
}


def replaced() -> dict[str, str]:
    """Datasette's templates that have one of ours in their place, each with its digest now."""
    names = sorted(path.name for path in THEIRS.glob("*.html") if (TEMPLATES / path.name).is_file())
    return {name: sha256((THEIRS / name).read_bytes()).hexdigest() for name in names}


def test_the_templates_that_ours_replace_are_those_that_were_read() -> None:
    record = yaml.safe_load(RECORD.read_text(encoding="utf-8"))
    now = replaced()

    changed = [
        f"{name}: Datasette {__version__} has another {name} than {record['datasette']}. "
        f"Compare {THEIRS / name} with that of the old release, carry over into templates/{name} "
        f"what readers would miss, then record {now.get(name)} in {RECORD.relative_to(ROOT)}."
        for name in sorted({*now, *record["templates"]})
        if now.get(name) != record["templates"].get(name)
    ]
    assert not changed, "\n".join(changed)


@pytest.fixture(scope="module")
def telling(site_folder: Path) -> Iterator[Site]:
    """A site that shows what its templates are handed, where it is asked for."""
    settings = json.loads((site_folder / "settings.json").read_text(encoding="utf-8"))
    opened = Site(site_folder, settings={**settings, "template_debug": True})
    yield opened
    opened.close()


@pytest.mark.parametrize("name", PAGES)
def test_everything_that_a_template_asks_for_is_handed_to_it(telling: Site, name: str) -> None:
    mark = "&" if "?" in PAGES[name] else "?"
    answer = telling.get(f"{PAGES[name]}{mark}_context=1").text
    handed: dict[str, Any] = json.loads(
        html.unescape(answer.strip()[len("<pre>") : -len("</pre>")])
    )
    environment = telling.datasette.jinja_env

    assert asked_for(environment, name) <= {*handed, *environment.globals, *SOMETIMES}


def asked_for(environment: Environment, name: str) -> set[str]:
    """The variables that a template and those that it stands on take from the page."""
    asked: set[str] = set()
    given: set[str] = set()
    left = [name, "_table.html"] if name in ("table.html", "row.html") else [name]
    for template in left:
        tree = environment.parse((TEMPLATES / template).read_text(encoding="utf-8"))
        asked |= meta.find_undeclared_variables(tree)
        given |= {one.name for one in tree.find_all(nodes.Name) if one.ctx != "load"}
        given |= {one.target for one in tree.find_all(nodes.Import)}
        parts = [part.template for part in tree.find_all(nodes.Include)]
        parts += [part.template for part in tree.find_all(nodes.Extends)]
        left += [
            part.value for part in parts if isinstance(part, nodes.Const) and part.value not in left
        ]
    return asked - given
