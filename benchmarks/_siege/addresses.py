"""Attacks by addresses: arguments of table pages, downloads and the pages themselves."""

import random

from benchmarks._siege.attack import Attack, Manner, request, table

SEED = 1
FACETS = (
    *("project_type", "mandate", "domain", "family", "status", "year", "list_id"),
    *("seq", "title", "code", "part_number", "source_place"),
)
PAGES = (
    "/",
    "/catalogue/projects",
    "/organizations",
    "/quality",
    "/lists",
    "/sitemap.xml",
    "/feed.atom",
    "/openapi.json",
    "/dcat.jsonld",
    "/downloads",
)


def _unknown_paths(count: int) -> tuple[bytes, ...]:
    chance = random.Random(SEED)
    return tuple(request(f"/catalogue/{chance.getrandbits(64):x}") for _ in range(count))


ADDRESSES = (
    Attack(
        "_where with twelve facets",
        "a cross join for the rows, for the count, and for each facet",
        (
            table(
                "projects",
                ("_where", "(select count(*) from projects a, projects b, projects c) > id"),
                *(("_facet", name) for name in FACETS),
            ),
        ),
        quick=True,
    ),
    Attack(
        "_where with printf",
        "a sum in one step for each row",
        (table("projects", ("_where", "length(printf('%.*c', 900000000, 'x')) > id")),),
    ),
    Attack(
        "facets on everything",
        "a facet of each kind on each column, of any size",
        (
            table(
                "projects",
                *(("_facet", name) for name in FACETS),
                *(("_facet_array", name) for name in ("departments", "committees")),
                *(("_facet_date", name) for name in FACETS),
                ("_facet_size", "max"),
                ("_size", "max"),
                form="",
            ),
        ),
    ),
    Attack(
        "one facet 1,000 times",
        "the same again and again",
        (table("projects", *(("_facet", "mandate"),) * 1000),),
    ),
    Attack(
        "search for 5,000 words",
        "an expression of the search index",
        (table("projects", ("_search", "a " * 5000)),),
    ),
    Attack(
        "search for one long word",
        "pairs of characters of one word",
        (table("projects", ("_search", "安全" * 2500)),),
    ),
    Attack(
        "ranked search for 5,000 words",
        "the same through a ready-made query",
        (request("/catalogue/ranked_search.json?q=" + "ab%20" * 5000),),
        own=True,
    ),
    Attack(
        "3,000 filters",
        "a condition for each",
        (table("projects", *(("title__contains", str(number)) for number in range(3000))),),
    ),
    Attack(
        "glob and like filters",
        "patterns that match in many ways",
        (
            table(
                "projects",
                *(("source_cells__glob", "*" + "*[!x]" * 60),) * 10,
                *(("source_cells__like", "%" + "%_" * 60),) * 10,
            ),
        ),
    ),
    Attack(
        "2,000 values of a body",
        "a list of bodies to look up",
        (table("projects", *(("_departments", str(number)) for number in range(2000))),),
    ),
    Attack(
        "_through 200 times",
        "a subquery for each",
        (
            table(
                "projects",
                *(("_through", '{"table":"project_organizations","column":"role","value":"x"}'),)
                * 200,
            ),
        ),
    ),
    Attack(
        "deep paging",
        "a page far behind the end, ordered by text",
        (table("projects", ("_sort", "title"), ("_next", "龥" * 500 + ",999999999999")),),
    ),
    Attack(
        "1,000 columns chosen",
        "columns named again and again",
        (table("projects", *(("_col", "title"),) * 1000, *(("_nocol", "code"),) * 1000),),
    ),
    Attack(
        "largest page",
        "all rows and labels as HTML",
        (table("project_organizations", ("_size", "max"), ("_labels", "on"), form=""),) * 3,
    ),
    Attack(
        "CSV stream",
        "all rows, page by page",
        (table("project_organizations", ("_stream", "on"), ("_labels", "on"), form=".csv"),) * 3,
    ),
    Attack(
        "CSV stream, never read",
        "held in the middle",
        (table("data_dictionary", ("_stream", "on"), form=".csv"),),
        Manner.DEAF,
        connections=5,
    ),
    Attack(
        "workbook of all rows",
        "Excel's format, made for each request",
        (table("projects", form=".xlsx"),) * 3,
        own=True,
    ),
    Attack(
        "whole database, never read",
        "a megabyte for each connection",
        (request("/downloads/catalogue.db"),),
        Manner.DEAF,
        connections=10,
        own=True,
    ),
    Attack(
        "many ranges",
        "pieces of a file that overlap",
        (
            request(
                "/downloads/catalogue.db",
                headers=("Range: bytes=" + ",".join(f"{n}-" for n in range(1000)),),
            ),
        ),
        own=True,
    ),
    Attack(
        "every page ten times",
        "pages made anew for each request",
        tuple(request(path) for path in PAGES) * 10,
        own=True,
    ),
    Attack("unknown addresses", "300 that no page has", _unknown_paths(300)),
    Attack("address of 60 kB", "parsing it", (table("projects", ("_search", "x" * 60_000)),)),
    Attack("address of 5 MB", "reading it to its end", (request("/" + "x" * 5_000_000),)),
)
