"""The arguments of an address, checked and put into the form that Datasette reads.

Datasette fails on some arguments instead of refusing them, and takes any number of others. Here
every argument is either passed on in a form that cannot fail, or left out as if it had not been
given, or refused with a sentence that says what is wrong.
"""

import json
from collections import Counter

from datasette.utils.asgi import BadRequest

from web.request.linked import LINKED_COLUMNS
from web.request.sound import is_search
from web.safety import bounds
from web.safety.numbers import looks_like_a_number, whole_number

Pairs = list[tuple[str, str]]

# Arguments that are numbers: their Chinese names and smallest values.
_NUMBERS = {
    "_size": ("每页行数", 0),
    "_facet_size": ("分类统计的值的个数", 1),
    "_ttl": ("缓存时间（秒）", 0),
    "_timelimit": ("查询时限（毫秒）", 1),
}
# These two also take a word.
_MOST = {"_size", "_facet_size"}
_LARGEST = 2**31 - 1
# Conditions that Datasette compares as numbers where the value looks like one.
_COMPARED = ("__gt", "__gte", "__lt", "__lte")
_FACETS = ("_facet", "_facet_array", "_facet_date")
_LINKS = tuple(column.argument for column in LINKED_COLUMNS)
_COLUMNS = ("_col", "_nocol")
# Conditions of which a value is a list.
_LISTS = ("__in", "__notin")


def checked(pairs: Pairs) -> Pairs:
    """The arguments as Datasette is to see them.

    Raises ``BadRequest`` for a number that is none, and the error of a bound that is exceeded.
    """
    _check_amounts(pairs)
    passed = []
    for key, value in pairs:
        fit = _fit(key, value)
        if fit is not None:
            passed.append((key, fit))
    return passed


def _fit(key: str, value: str) -> str | None:
    """The value in a form that Datasette can read, or None for an argument to leave out."""
    if key in _NUMBERS:
        return _number(key, value)
    if key.endswith(_COMPARED) and looks_like_a_number(value):
        number = whole_number(value)
        if number is None:
            raise BadRequest(f"“{key}”的值“{_short(value)}”不是数字，或超出范围。请改正后再试。")
        return str(number)
    if key == "_json_infinity":
        return value if value.lower() in ("on", "off", "true", "false", "1", "0") else None
    if key == "_through":
        found = _object(value)
        return value if found is not None and {"table", "column", "value"} <= found.keys() else None
    if key.startswith("_facet") and value.startswith("{"):
        return value if {"column", "simple"} & (_object(value) or {}).keys() else None
    return value


def _number(key: str, value: str) -> str | None:
    name, smallest = _NUMBERS[key]
    if not value.strip():
        return None
    if key in _MOST and value.strip() == "max":
        return "max"
    number = whole_number(value)
    if number is None or not smallest <= number <= _LARGEST:
        expected = "正整数" if smallest else "零或正整数"
        raise BadRequest(f"{name}（{key}）应为{expected}，现为“{_short(value)}”。请改正后再试。")
    return str(number)


def _check_amounts(pairs: Pairs) -> None:
    bounds.ARGUMENTS.check(len(pairs))
    times = Counter(key for key, _ in pairs)
    bounds.FACETS.check(sum(times[key] for key in _FACETS))
    bounds.COLUMNS.check(sum(times[key] for key in _COLUMNS))
    bounds.FILTERS.check(
        sum(1 if _chooses(key) else number for key, number in times.items() if _narrows(key))
    )
    values = Counter({key: number for key, number in times.items() if _chooses(key)})
    for key, value in pairs:
        if key.endswith(_LISTS):
            values[key] = max(values[key], 1 + value.count(","))
    bounds.VALUES.check(max(values.values(), default=0))


def _narrows(key: str) -> bool:
    """Whether an argument is a condition on rows."""
    if key.startswith("_"):
        return "__" in key or key in (*_LINKS, "_where", "_through") or is_search(key)
    return key not in ("sql", "q")


def _chooses(key: str) -> bool:
    """Whether an argument chooses a value of a column; repeated, it chooses several."""
    return key in _LINKS or not (key.startswith("_") or "__" in key)


def _object(text: str) -> dict[str, object] | None:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
