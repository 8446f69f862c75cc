"""Conditions on the columns of a table, which must be there.

To SQLite a name that is no column is a text, and Datasette leaves out a comparison that it does not
know: the one finds nothing and the other everything, without a word.
"""

from datasette.utils.asgi import BadRequest

from schema.dictionary import declarations
from web.labels import LOOKUPS
from web.request.arguments import Pairs

# Every table of SQLite has it.
_ROWID = "rowid"
_SHOWN = 40


def check_conditions(table: str, pairs: Pairs) -> None:
    """Raise ``BadRequest`` for a condition on a column that ``table`` does not have, or by a
    comparison that there is not."""
    declared = declarations()[table]
    for key, _ in pairs:
        if not key or key.startswith("_"):
            continue
        column, found, operator = key.rpartition("__")
        if not found:
            column, operator = key, "exact"
        if column not in declared.columns and column != _ROWID:
            raise BadRequest(
                f"“{declared.title}”表没有“{_short(column)}”这一列，不能按它筛选。"
                "请从地址中去掉这个条件，或在“按列筛选”中选择一列。"
            )
        if operator not in LOOKUPS:
            raise BadRequest(
                f"没有“{_short(operator)}”这种比较（{_short(key)}）。请在“按列筛选”中选择条件。"
            )


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
