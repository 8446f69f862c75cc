"""JSON written once: the same content as Datasette's own."""

import json
from copy import deepcopy
from typing import Any

import pytest
from datasette.renderer import json_renderer
from datasette.utils import MultiParams

from web.downloads.shapes import json_response

DATA: dict[str, Any] = {
    "ok": True,
    "rows": [(1, "锅炉", '["a"]', None), (2, "“节能”\n", "x", float("inf")), (3, "", b"\xff", 2.5)],
    "columns": ["id", "title", "array", "number"],
    "primary_keys": ["id"],
    "next_url": "http://localhost/next",
}
ARGUMENTS = [
    "",
    "_shape=arrays",
    "_shape=arrayfirst",
    "_shape=array",
    "_shape=objects",
    "_shape=object",
    "_shape=nosuch",
    "_shape=array&_nl=on",
    "_shape=array&_json=array",
    "_shape=objects&_json_infinity=1",
]
# Rows of text and numbers alone, as tables have them.
PLAIN = [(1, "锅炉", '["a"]', None), (2, "“节能”\n\0, {", "\\x", -5)]
CHANGED: list[dict[str, Any]] = [
    {},
    {"error": "no such table"},
    {"rows": []},
    {"primary_keys": []},
    {"next_url": None},
    {"rows": PLAIN},
    {"rows": PLAIN, "columns": ["id", "title", "title", "number"]},
    {"rows": PLAIN, "columns": ["id", "“a”: \0", "b", "c"], "human_description_en": "\0, "},
    {"rows": [(1,)], "columns": ["id"], "primary_keys": ["id"]},
]


def parsed(response: Any) -> Any:
    """What a response holds."""
    body = response.body if isinstance(response.body, str) else response.body.decode()
    try:
        return json.loads(body)
    except ValueError:
        return [json.loads(line) for line in body.splitlines()]


@pytest.mark.parametrize("change", CHANGED, ids=range(len(CHANGED)))
@pytest.mark.parametrize("query", ARGUMENTS)
def test_every_shape_is_datasettes(query: str, change: dict[str, Any]) -> None:
    pairs = [part.split("=") for part in query.split("&") if part]
    args = MultiParams({key: [value] for key, value in pairs})
    data = {**DATA, **change}

    ours = json_response(args, deepcopy(data))

    theirs = json_renderer(args, deepcopy(data), "table")
    assert parsed(ours) == parsed(theirs)
    assert ours.status == theirs.status
    assert ours.headers == theirs.headers


@pytest.mark.parametrize("shape", ["array", "objects"])
def test_objects_are_written_as_any_other_json(shape: str) -> None:
    rows = [dict(zip(DATA["columns"], row, strict=True)) for row in PLAIN]
    data = {"database": "catalogue", "rows": PLAIN, "columns": DATA["columns"], "next": None}
    whole = rows if shape == "array" else {**data, "rows": rows}

    body = json_response(MultiParams({"_shape": [shape]}), dict(data)).body

    assert body == json.dumps(whole, ensure_ascii=False).encode()


def test_queries_have_no_keys_to_be_an_object_by() -> None:
    data = {key: value for key, value in DATA.items() if key != "primary_keys"}

    answer = json_response(MultiParams({"_shape": ["object"]}), data)

    assert parsed(answer)["error"] == "_shape=object is only available on tables"


def test_chinese_is_readable() -> None:
    assert "锅炉".encode() in json_response(MultiParams({}), deepcopy(DATA)).body
