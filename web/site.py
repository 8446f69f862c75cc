"""What every template knows of the site: its name, navigation, labels and rights."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from datasette.app import Datasette

from schema.value_words import value_in_words
from web.labels import (
    LOOKUPS,
    OUTCOME_FIELDS,
    PARAMETERS,
    chinese_half,
    column_title,
)

# What a plugin gives templates to use, at once or when the page is made.
Variables = dict[str, object] | Callable[[], Awaitable[dict[str, object]]]
DATABASE = "catalogue"
# Ends the names of columns by which others are sorted, as ``title_sort_key`` for ``title``.
SORT_KEY = "_sort_key"
STATIC = Path(__file__).parent.parent / "static"


@dataclass(frozen=True)
class Entry:
    """An entry of the main navigation."""

    label: str
    url: str


NAVIGATION = (
    Entry("首页", "/"),
    Entry("项目", "/catalogue/projects"),
    Entry("标准", "/catalogue/standards"),
    Entry("政策", "/policy"),
    Entry("机构", "/organizations"),
    Entry("清单", "/lists"),
    Entry("数据质量", "/quality"),
    Entry("下载", "/downloads"),
    Entry("查询", "/catalogue"),
    Entry("说明", "/guide"),
)
# Pages that belong to an entry of the navigation without standing below its address.
_BELONGS = {
    "/projects": "/catalogue/projects",
    "/catalogue/organizations": "/organizations",
    "/standards": "/catalogue/standards",
    "/catalogue/standard_relations": "/catalogue/standards",
    "/notices": "/lists",
    "/catalogue/notice_lines": "/lists",
    "/catalogue/entry_lines": "/lists",
    "/compare": "/catalogue/projects",
    "/versions": "/downloads",
    "/catalogue/entries": "/lists",
    "/catalogue/notice_files": "/lists",
    "/catalogue/lists": "/lists",
    "/catalogue/notices": "/lists",
    "/catalogue/findings": "/quality",
    "/catalogue/corrections": "/quality",
    "/catalogue/stated_totals": "/quality",
    "/catalogue/evidence_pages": "/quality",
    "/catalogue/sites": "/quality",
    "/catalogue/data_dictionary": "/guide",
    "/catalogue/vocabulary": "/guide",
    "/catalogue/policy_documents": "/policy",
    "/catalogue/measures": "/policy",
    "/catalogue/targets": "/policy",
    "/catalogue/demonstration_projects": "/policy",
}


class Site:
    """The site as its templates see it. One for each Datasette."""

    navigation = NAVIGATION

    def __init__(self, datasette: Datasette) -> None:
        self.datasette = datasette

    @cached_property
    def metadata(self) -> dict[str, Any]:
        """What ``metadata.yml`` says; it doesn't change while the site runs."""
        return self.datasette.metadata() or {}

    @property
    def title(self) -> str:
        return str(self.metadata.get("title") or "国家标准项目目录")

    @property
    def rights(self) -> dict[str, Any]:
        return self.metadata

    @cached_property
    def tables(self) -> dict[str, dict[str, Any]]:
        databases: dict[str, Any] = self.metadata.get("databases") or {}
        return (databases.get(DATABASE) or {}).get("tables") or {}

    @cached_property
    def queries(self) -> dict[str, dict[str, Any]]:
        databases: dict[str, Any] = self.metadata.get("databases") or {}
        return (databases.get(DATABASE) or {}).get("queries") or {}

    @cached_property
    def _columns(self) -> dict[tuple[str, str], str]:
        return {
            (table, column): column_title(str(note))
            for table, declared in self.tables.items()
            for column, note in (declared.get("columns") or {}).items()
        }

    def table(self, name: str) -> str:
        """The Chinese name of a table."""
        return str((self.tables.get(name) or {}).get("title") or name)

    def about_table(self, name: str) -> str:
        """What a table holds, in Chinese."""
        return chinese_half(str((self.tables.get(name) or {}).get("description") or ""))

    def ordered(self, tables: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Tables in the order of the metadata, the others after them."""
        order = list(self.tables)
        return sorted(
            tables,
            key=lambda table: order.index(table["name"]) if table["name"] in order else len(order),
        )

    def column(self, table: str, name: str) -> str:
        """The Chinese name of a column."""
        if name.endswith(SORT_KEY):
            return f"{self.column(table, name.removesuffix(SORT_KEY))}（拼音）"
        return self._columns.get((table, name), "详情" if name == "Link" else name)

    def field(self, name: str) -> str:
        """The Chinese name of a field that findings or corrections speak of."""
        return OUTCOME_FIELDS.get(name) or self.column("projects", name)

    def value(self, column: str, value: object) -> object:
        """What a stored code says, in Chinese; other values as they are."""
        return value_in_words(column, value)

    def parameter(self, name: str) -> str:
        """The Chinese name of a field of a ready-made query."""
        return PARAMETERS.get(name) or self.column("projects", name)

    def lookup(self, key: str, display: str) -> str:
        """The Chinese name of an operator of the filter form."""
        return LOOKUPS.get(key, display)

    def current_entry(self, path: str) -> str:
        """The address of the navigation's entry that ``path`` belongs to; empty for none."""
        for prefix, entry in _BELONGS.items():
            if path == prefix or path.startswith(prefix + "/"):
                return entry
        entries = [entry.url for entry in NAVIGATION if _is_below(path, entry.url)]
        return max(entries, key=len, default="")

    def asset(self, name: str) -> str:
        """The address of a file of ``static/``; it changes with the file."""
        if name not in self._digests:
            self._digests[name] = sha256((STATIC / name).read_bytes()).hexdigest()[:10]
        return str(self.datasette.urls.path(f"/static/{name}?{self._digests[name]}"))

    @cached_property
    def _digests(self) -> dict[str, str]:
        return {}

    @property
    def version(self) -> str:
        """Which catalogue this is: the beginning of the digest of its file."""
        return str(self.datasette.databases[DATABASE].hash or "")[:8]


def _is_below(path: str, url: str) -> bool:
    return path == url or (url != "/" and path.startswith(url + "/"))
