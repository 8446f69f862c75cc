"""Datasette's own templates in Chinese, without forking them.

Templates that come with Datasette are edited as they load: first the layout (``layout.yml``),
then every English phrase (``phrases.yml``). Templates of ours pass unchanged. ``missing_rules``
names the edits that no longer match, for a test to fail after an upgrade.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import datasette
import yaml
from jinja2 import BaseLoader, Environment

TABLES = tuple(Path(__file__).with_name(name) for name in ("layout.yml", "phrases.yml"))
DATASETTE_TEMPLATES = Path(datasette.__file__).parent / "templates"


class Rule(NamedTuple):
    """One edit of one template."""

    template: str
    old: str
    new: str


@cache
def rules() -> tuple[Rule, ...]:
    """Every edit, in the order in which it is made."""
    layout, phrases = (yaml.safe_load(path.read_text(encoding="utf-8")) for path in TABLES)
    edits = [
        Rule(template, edit["old"], edit["new"])
        for template, template_edits in layout.items()
        for edit in template_edits
    ]
    words = [
        Rule(template, english, chinese)
        for template, template_phrases in phrases.items()
        for english, chinese in template_phrases.items()
    ]
    return (*edits, *words)


def translate(template: str, source: str) -> tuple[str, list[Rule]]:
    """The source of a template of Datasette's, edited; and the edits that found nothing."""
    missing = []
    for rule in rules():
        if rule.template == template:
            if rule.old not in source:
                missing.append(rule)
            source = source.replace(rule.old, rule.new)
    return source, missing


def missing_rules() -> list[Rule]:
    """The edits that do not match the templates of the Datasette that is installed."""
    missing: list[Rule] = []
    for name in dict.fromkeys(rule.template for rule in rules()):
        path = DATASETTE_TEMPLATES / name
        source = path.read_text(encoding="utf-8") if path.is_file() else ""
        missing.extend(translate(name, source)[1])
    return missing


class TranslatedLoader(BaseLoader):
    """The loader of Datasette's environment, with its own templates translated."""

    def __init__(self, inner: BaseLoader) -> None:
        self.inner = inner

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        source, filename, up_to_date = self.inner.get_source(environment, template)
        if filename and Path(filename).parent == DATASETTE_TEMPLATES:
            source, _ = translate(Path(filename).name, source)
        return source, filename, up_to_date

    def list_templates(self) -> list[str]:
        return self.inner.list_templates()
