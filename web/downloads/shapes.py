"""Datasette's JSON with readable Chinese, written once.

``datasette.renderer.json_renderer`` gives finished text with every Chinese character as an escape;
to read and write that again would take its memory and time three times. The shapes and errors here
are Datasette's.
"""

import json
from itertools import chain
from typing import Any

from datasette.renderer import convert_specific_columns_to_json
from datasette.utils import (
    CustomJSONEncoder,
    path_from_row_pks,
    remove_infinites,
    value_as_boolean,
)
from datasette.utils.asgi import Response

from etl.export.forms import JsonArray

_OBJECTS = ("objects", "object", "array")
_SHAPES = ("arrays", "arrayfirst", *_OBJECTS)
# No text in JSON has it: it is written as an escape.
_BETWEEN = "\0"
_ONE_BY_ONE = json.JSONEncoder(ensure_ascii=False, separators=(_BETWEEN, ": "))
_PLAIN = frozenset((str, int, type(None)))


def json_response(args: Any, data: dict[str, Any]) -> Response:
    """What Datasette answers to ``.json`` with the arguments ``_shape``, ``_nl``, ``_json`` and
    ``_json_infinity``. The rows of ``data`` are changed."""
    shape = args.get("_shape", "arrays")
    if data.get("error"):
        shape = "arrays"
    headers = {"link": f'<{data["next_url"]}>; rel="next"'} if data.get("next_url") else {}
    if shape not in _SHAPES:
        refused = {"ok": False, "error": f"Invalid _shape: {shape}", "status": 400, "title": None}
        return _response(dumps(refused), headers, status=400)
    if (objects := _plain_objects(args, data, shape)) is not None:
        return _response(objects, headers)
    content = _shaped(args, data, shape)
    if args.get("_nl", "") and shape == "array":
        lines = "\n".join(dumps(row) for row in content)
        return _response(lines, headers, content_type="text/plain; charset=utf-8")
    return _response(dumps(content), headers)


def dumps(value: object) -> str:
    """A value as JSON; bytes that are no text as Datasette writes them."""
    return json.dumps(value, ensure_ascii=False, cls=CustomJSONEncoder)


def _plain_objects(args: Any, data: dict[str, Any], shape: str) -> str | None:
    """What ``dumps`` gives of rows as objects with a name for each column, in half of its time: the
    names are written once. None for what is to be changed or stands in lines, for rows that hold
    more than text and whole numbers, and where columns share a name."""
    columns, rows = data.get("columns"), data.get("rows")
    if shape not in ("array", "objects") or not rows or not columns:
        return None
    if "_json" in args or args.get("_nl") or len({*columns}) < len(columns):
        return None
    values = [*chain.from_iterable(rows)]
    if not _PLAIN.issuperset(map(type, values)) or len(values) != len(rows) * len(columns):
        return None
    names = [dumps(name) for name in columns]
    before = [f"}}, {{{names[0]}: ", *[f", {name}: " for name in names[1:]]]
    pieces = [""] * (2 * len(values))
    pieces[::2] = before * len(rows)
    pieces[1::2] = _ONE_BY_ONE.encode(values)[1:-1].split(_BETWEEN)
    objects = f"[{''.join(pieces).removeprefix('}, ')}}}]"
    if shape == "array":
        return objects
    written = [
        f"{dumps(name)}: {objects if name == 'rows' else dumps(value)}"
        for name, value in data.items()
    ]
    return f"{{{', '.join(written)}}}"


def _shaped(args: Any, data: dict[str, Any], shape: str) -> Any:
    if "rows" in data:
        rows, columns = data["rows"], data.get("columns") or []
        if "_json" in args and columns:
            rows = convert_specific_columns_to_json(rows, columns, args.getlist("_json"))
        if not value_as_boolean(args.get("_json_infinity", "0")):
            rows = [remove_infinites(row) if float in {*map(type, row)} else row for row in rows]
        if shape in _OBJECTS and columns:
            rows = [dict(zip(columns, row, strict=False)) for row in rows]
        data["rows"] = rows
    if shape == "arrayfirst":
        return [row[0] for row in data["rows"]]
    if shape == "array":
        return data["rows"]
    if shape == "object":
        return _by_primary_key(data)
    return data


def _by_primary_key(data: dict[str, Any]) -> dict[str, Any]:
    if "primary_keys" not in data:
        return {"ok": False, "error": "_shape=object is only available on tables"}
    keys = data["primary_keys"]
    if not keys:
        error = "_shape=object not available for tables with no primary keys"
        return {"ok": False, "error": error}
    return {path_from_row_pks(row, keys, not keys): row for row in data["rows"]}


def _response(
    text: str,
    headers: dict[str, str],
    status: int = 200,
    content_type: str = JsonArray.content_type(),
) -> Response:
    body = text.encode("utf-8", "replace")
    return Response(body, status=status, headers=headers, content_type=content_type)
