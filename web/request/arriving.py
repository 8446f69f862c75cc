"""The arguments of a request, on arrival: read, made sound, checked, and remembered.

This is the one place where an address is read and written before Datasette sees it.
"""

from urllib.parse import quote

from datasette.app import Datasette

from schema.dictionary import declarations
from web.asgi import Scope
from web.errors import asked_sql
from web.request.arguments import Pairs, encoded, parsed
from web.request.sound import sound
from web.safety.arguments import checked
from web.safety.conditions import check_conditions
from web.search.request import remember
from web.site import DATABASE

# What messengers and search engines append to addresses that are shared. It asks for nothing.
_APPENDED = frozenset(("from", "isappinstalled", "scene", "spm", "fbclid", "gclid"))
_APPENDED_PREFIX = "utm_"
EXCEL_CSV = "excel_csv"
EXCEL_ARGUMENT = "_excel"


def arrived(datasette: Datasette, scope: Scope) -> Scope:
    """The request as Datasette is to see it. Raises ``BadRequest`` or the error of a bound for
    arguments that cannot be answered."""
    query = scope.get("query_string", b"").decode("latin-1")
    given = parsed(query)
    asked_sql.set(dict(given).get("sql", ""))
    table = _table_of(datasette, scope["path"])
    asked = tuple(pair for pair in given if not _is_appended(pair[0]))
    pairs = tuple(checked(list(sound(asked, table))))
    if table is not None:
        check_conditions(table, pairs)
    remember(pairs)
    if pairs != given:
        scope = {**scope, "query_string": encoded(pairs).encode("ascii")}
    return _as_excel_csv(scope, pairs)


def _is_appended(key: str) -> bool:
    return key in _APPENDED or key.startswith(_APPENDED_PREFIX)


def _as_excel_csv(scope: Scope, pairs: Pairs) -> Scope:
    """``x.csv?_excel=on`` is answered by a form of ours, not by Datasette's CSV."""
    if not scope["path"].endswith(".csv") or (EXCEL_ARGUMENT, "on") not in pairs:
        return scope
    if not scope["path"].startswith(f"/{DATABASE}"):
        return scope
    raw = scope.get("raw_path") or quote(scope["path"]).encode("ascii")
    path = raw.partition(b"?")[0].removesuffix(b".csv") + f".{EXCEL_CSV}".encode()
    shown = scope["path"].removesuffix(".csv") + f".{EXCEL_CSV}"
    return {**scope, "path": shown, "raw_path": path}


def _table_of(datasette: Datasette, path: str) -> str | None:
    """The table whose rows a path asks for."""
    base = datasette.setting("base_url")
    path = "/" + path.removeprefix(base) if base != "/" else path
    database, _, name = path.strip("/").partition("/")
    table = name.partition(".")[0]
    return table if database == DATABASE and table in declarations() else None
