"""Ten thousand requests that nobody would make, each from a seed: none may be answered with an
error of the server, or tell anything of it."""

import asyncio
import random
import re
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from datasette.app import Datasette

from etl.paths import DATABASE, INSPECT_DATA, METADATA, ROOT

REQUESTS = 10_000
SEED = 20260401
# The health check alone may say 503, which is what it is for.
HEALTH = "/-/health"
# The client that asks takes no longer address.
_LONGEST = 60_000
PATHS = (
    *("/", "/.json", "/catalogue", "/catalogue.json", "/catalogue.csv", "/catalogue.xlsx"),
    *("/catalogue.ndjson", "/catalogue.db", "/catalogue/projects", "/catalogue/projects.json"),
    *("/catalogue/projects.csv", "/catalogue/projects.xlsx", "/catalogue/projects.ndjson"),
    *("/catalogue/projects.excel_csv", "/catalogue/projects.jsono", "/catalogue/organizations"),
    *("/catalogue/organizations.json", "/catalogue/project_organizations.json"),
    *("/catalogue/findings", "/catalogue/standards.json", "/catalogue/events.csv"),
    *("/catalogue/sqlite_schema", "/catalogue/sqlite_schema/1", "/catalogue/projects_fts"),
    *("/catalogue/projects_fts/1", "/catalogue/projects_fts_data/1", "/catalogue/sqlite_stat1"),
    *("/catalogue/pragma_table_info", "/catalogue/json_each/1", "/catalogue/PROJECTS/10001"),
    *("/catalogue/projects/10001", "/catalogue/projects/10001.json", "/catalogue/projects/{}"),
    *("/catalogue/projects/{}.json", "/catalogue/project_organizations/{}", "/catalogue/{}"),
    *("/catalogue/{}/1", "/catalogue/{}.json", "/{}", "/{}.json", "/{}/{}", "/{}.db"),
    *("/catalogue/ranked_search", "/catalogue/ranked_search.json", "/catalogue/flat_table.csv"),
    *("/catalogue/family_parts", "/catalogue/families.json", "/catalogue/without_committee"),
    *("/projects", "/projects/2024-001", "/projects/{}", "/projects/{}.json", "/organizations"),
    *("/organizations/1", "/organizations/{}", "/lists", "/lists/2024", "/lists/{}", "/quality"),
    *("/downloads", "/downloads.json", "/downloads/{}", "/downloads/tables/{}", "/sitemap.xml"),
    *("/sitemap-{}.xml", "/robots.txt", "/feed.atom", "/openapi.json", "/dcat.jsonld"),
    *("/static/site.css", "/static/{}", "/static/", "/-/static/app.css", "/-/static/{}"),
    *("/-/static/", "/-/static-plugins/{}/{}", "/-/versions.json", "/-/settings", "/-/{}"),
    *("/-/{}.json", HEALTH, "/_internal", "/_internal/{}", "/_memory", "/:memory:{}"),
)
ARGUMENTS = (
    *("sql", "q", "_search", "_search_title", "_searchmode", "_where", "_through", "_facet"),
    *("_facet_array", "_facet_date", "_facet_size", "_size", "_next", "_sort", "_sort_desc"),
    *("_col", "_nocol", "_shape", "_labels", "_ttl", "_timelimit", "_trace", "_json", "_stream"),
    *("_json_infinity", "_nl", "_header", "_dl", "_excel", "_departments", "_committees", "_extra"),
    *("_fts_table", "_fts_pk", "_nofacet", "_nosuggest", "_nocount", "_hash", "_filter_column"),
    *("_filter_op", "_filter_value", "_filter_column_1", "_filter_op_1", "_hide_sql", "_show_sql"),
    *("_dl_path", "_format", "_extras", "id", "year", "title", "code", "domain", "family", "p0"),
    *(
        f"{column}__{lookup}"
        for column in ("id", "title", "departments", "year", "nosuch", "a]b")
        for lookup in (
            *("exact", "not", "contains", "endswith", "startswith", "gt", "gte", "lt", "lte"),
            *("like", "notlike", "glob", "in", "notin", "arraycontains", "arraynotcontains"),
            *("date", "isnull", "notnull", "isblank", "notblank", "nosuch"),
        )
    ),
)
HEADERS = (
    *("host", "cookie", "authorization", "if-none-match", "accept", "accept-encoding", "range"),
    *("referer", "origin", "content-type", "content-length", "x-forwarded-for", "x-odd"),
)
VALUES = (
    *("", " ", "0", "1", "-1", "+1", "01", "1.5", "1e9", "nan", "inf", "max", "on", "off", "none"),
    *("²", "①", "٣", "２０２４", "9223372036854775807", "9223372036854775808", "9" * 20, "9" * 400),
    *("-9223372036854775809", "0x10", "1_000", "\x00", "\x1b[31m", "\r\nX: y", "\ud800", "\uffff"),
    *(
        "'",
        '"',
        "''",
        "\\",
        "%",
        "%25",
        "_",
        "*",
        "[",
        "]",
        "{",
        "}",
        "[]",
        "{}",
        "[1",
        '{"a":',
        ";",
    ),
    *('["a","b"]', "[[[[[[[[", "[" * 300, "null", '{"column":"title"}', '{"simple":[1]}'),
    *('{"table":"projects","column":"id","value":1}', '{"table":1,"column":[],"value":{}}'),
    *("title", "id", "year", "committees", "departments", "nosuch", "rowid", "projects", "a]b"),
    *("projects_fts", "sqlite_schema", "../", "..%2f..%2f", "../../etc/passwd", "/etc/passwd"),
    *(
        "~",
        "~2F",
        "~ZZ",
        "a" * 256,
        "安" * 90,
        "安" * 300,
        "锅炉",
        "𠮷",
        "e\u0301",
        "\u202e",
        "\ufeff",
    ),
    *("<script>alert(1)</script>", "{{7*7}}", "=1+1", "＝1+1", "javascript:alert(1)"),
    *("select 1", "selec", "select", "select * from projects", "select * from nosuch", "select '"),
    *("select :p0", "select * from pragma_database_list", "with a as (select 1) select * from a"),
    *("select 1;select 2", "select x'00ff', null, 1e999, 9223372036854775807", "explain select 1"),
    *("select json_each('[')", "select * from json_each('[')", "pragma table_info(projects)"),
    *("select char(0xd800), char(0)", "select * from projects where title match 'x'", "values (1)"),
    *("select 1 as a, 2 as a", "select 1 where 0", "select '' as ''", "select \"\", ''", "/* c */"),
    *("array", "arrays", "objects", "object", "arrayfirst", "2024-02-30", "10001", "10001,abc"),
    *("a,b,c", "," * 100, "title desc", "1 or 1=1", "1=1) union select 1--", "id in (select 1)"),
)
# The versions name a compile option of SQLite with such a number behind an equals sign.
_CODE_ADDRESS = re.compile(r"(?<!=)\b0x[0-9a-f]{8,16}\b|object at 0x")
_TOLD = ("Traceback (most recent", "/site-packages", "/lib/python", 'File "/', str(ROOT))


@dataclass(frozen=True)
class Fault:
    """A request whose answer is not as it should be, and why."""

    request: str
    headers: dict[str, bytes]
    reason: str

    def __str__(self) -> str:
        return f"{self.reason}: {self.request[:300]} {self.headers or ''}"


def requests(number: int, seed: int) -> Iterator[tuple[str, dict[str, bytes]]]:
    """Paths with arguments, percent-encoded, and header fields; the same for the same seed."""
    chance = random.Random(seed)
    for _ in range(number):
        path = chance.choice(PATHS)
        while "{}" in path:
            path = path.replace("{}", _encoded(chance, _value(chance), safe="/.~"), 1)
        pairs = []
        for _ in range(chance.choice((0, 1, 1, 2, 2, 3, 5))):
            name = chance.choice(ARGUMENTS) if chance.random() < 0.95 else _value(chance)
            pairs.append(f"{_encoded(chance, name)}={_encoded(chance, _value(chance))}")
            if chance.random() < 0.01:
                pairs *= chance.choice((10, 100))
        headers = {}
        if chance.random() < 0.2:
            value = chance.choice(VALUES).encode("utf-8", "replace")
            # What no client and no server takes for a header field.
            headers[chance.choice(HEADERS)] = re.sub(rb"[\x00-\x1f]", b"", value).strip()
        yield (path + (f"?{'&'.join(pairs)}" if pairs else ""))[:_LONGEST], headers


async def faults(
    datasette: Any,
    asked: Iterator[tuple[str, dict[str, bytes]]],
    place: str,
    seen: Counter[int] | None = None,
) -> list[Fault]:
    """Ask a site, in-process, and return what is wrong with its answers.

    ``place`` is the folder of the site, which no answer may name. ``seen`` counts the statuses.
    """
    secrets = (*_TOLD, place)
    found = []
    for request, headers in asked:
        try:
            answer = await datasette.client.get(request, headers=headers)
        except Exception as error:
            found.append(Fault(request, headers, f"raised {type(error).__name__}: {error}"))
            continue
        if seen is not None:
            seen[answer.status_code] += 1
        if answer.status_code >= 500 and not request.startswith(HEALTH):
            found.append(Fault(request, headers, f"status {answer.status_code}"))
        if answer.headers.get("content-type", "").startswith(("text/html", "application/json")):
            told = [secret for secret in secrets if secret in answer.text]
            told += _CODE_ADDRESS.findall(answer.text)
            if told:
                found.append(Fault(request, headers, f"tells {told[0]}"))
    return found


def _value(chance: random.Random) -> str:
    value = chance.choice(VALUES)
    if chance.random() < 0.1:
        value += chance.choice(VALUES)
    return value


def _encoded(chance: random.Random, text: str, safe: str = "") -> str:
    if chance.random() < 0.02:
        return "%ff%fe" + quote(text, safe=safe, errors="replace")
    return quote(text, safe=safe, errors="surrogatepass")


def main() -> None:
    """Print what was answered, and every fault."""
    seen: Counter[int] = Counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("plugins", "templates", "static"):
            (folder / part).symlink_to(ROOT / part)
        for file in (DATABASE, INSPECT_DATA, METADATA, ROOT / "settings.json"):
            shutil.copy(file, folder)
        start = time.process_time()
        site = Datasette(config_dir=folder)
        found = asyncio.run(faults(site, requests(REQUESTS, SEED), name, seen))
        seconds = time.process_time() - start
    answers = ", ".join(f"{status}: {number}" for status, number in sorted(seen.items()))
    print(f"{REQUESTS} requests, seed {SEED}, {seconds:.0f} s of CPU; answers {answers}")
    print(f"{len(found)} faults")
    for fault in found[:50]:
        print(f"  {fault}")
