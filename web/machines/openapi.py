"""The OpenAPI description of the documented endpoints; docs/api.md tells the same in words."""

from collections.abc import Mapping, Sequence

from etl.export.columns import columns, table_names
from etl.export.forms import Bibtex, ExcelCsv, JsonArray, JsonLines, Workbook
from schema.kinds.fields import fields_of
from schema.queries import CannedQuery, canned_queries
from schema.query_inputs import InputType
from web.facets.known import ALL_VALUES

_JSON = JsonArray.media_type
_LANGUAGE = {"type": "string", "enum": ["zh", "en"]}
_TYPES = {"integer": "integer", "number": "number", "text": "string", "date": "string"}
Json = dict[str, object]
# What is a JSON text where rows are as stored.
_STORED = {"array": "（JSON 数组的文本）", "object": "（JSON 对象的文本）"}
_ERROR = {"$ref": "#/components/responses/Error"}


def openapi(title: str, description: str, version: str, server: str) -> Json:
    """An OpenAPI 3.1 document. ``server`` is the absolute address of the site."""
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "description": description, "version": version},
        "servers": [{"url": server}],
        "paths": {
            "/catalogue/{table}.json": _get(
                "Rows of a table",
                [
                    _path("table", {"type": "string", "enum": table_names()}),
                    _query("_shape", {"type": "string", "enum": ["array", "objects", "arrays"]}),
                    _query("_size", {"type": "string"}, "rows of a page, at most 1000, or max"),
                    _query("_next", {"type": "string"}, "the place in the pages, from next"),
                    _query("_search", {"type": "string"}, "words that must all occur"),
                    _query("_sort", {"type": "string"}, "a column, ascending"),
                    _query("_sort_desc", {"type": "string"}, "a column, descending"),
                    _query("_col", _texts(), "only these columns"),
                    _query("_facet", _texts(), "columns whose values are counted"),
                    _query("_facet_size", {"type": "string"}, "how many values a facet lists"),
                    _query(ALL_VALUES, _texts(), "columns of which every value is listed"),
                    *(
                        _query(f"_{field.name}", _texts(), f"numbers or names of {role}, or none")
                        for field in fields_of("projects")
                        if (role := field.role)
                    ),
                    _query("_measures", _texts(), "numbers or slugs of measures, or none"),
                ],
                {_JSON: {"schema": {"oneOf": [_rows(), {"type": "object"}]}}},
            ),
            **{f"/catalogue/{query.name}.json": _of_query(query) for query in canned_queries()},
            "/catalogue/{table}.ndjson": _get(
                "Every row that the conditions select, a line each",
                [_path("table", {"type": "string", "enum": table_names()})],
                {JsonLines.media_type: {"schema": {"type": "string"}}},
            ),
            "/catalogue/{table}.csv": _get(
                "Rows of a table as CSV",
                [
                    _path("table", {"type": "string", "enum": table_names()}),
                    _query("_stream", {"type": "string"}, "on: every row, not a page"),
                    _query("_excel", {"type": "string"}, "on: with Chinese headings, for Excel"),
                    _query("_lang", _LANGUAGE, "of the headings for Excel"),
                ],
                {ExcelCsv.media_type: {"schema": {"type": "string"}}},
            ),
            "/catalogue/{table}.xlsx": _get(
                "Every row that the conditions select, as a workbook",
                [
                    _path("table", {"type": "string", "enum": table_names()}),
                    _query("_lang", _LANGUAGE, "of the headings"),
                ],
                {Workbook.media_type: {}},
            ),
            "/catalogue/projects.atom": _get(
                "The newest projects that the conditions select", [], {"application/atom+xml": {}}
            ),
            "/projects/{code}.json": _get(
                "One project by its code",
                [_path("code", {"type": "string", "examples": ["2024-017"]})],
                {_JSON: {"schema": {"type": "object"}}},
            ),
            "/projects/{code}.bib": _get(
                "The citation of one project, in BibTeX",
                [
                    _path("code", {"type": "string", "examples": ["2024-017"]}),
                    _query("accessed", {"type": "string", "format": "date"}, "urldate"),
                ],
                {Bibtex.media_type: {"schema": {"type": "string"}}},
            ),
            "/standards/{number}.json": _get(
                "One standard by its number, with what it replaces, what replaces it, its projects",
                [_path("number", {"type": "string", "examples": ["GB-38031-2025"]})],
                {_JSON: {"schema": {"type": "object"}}},
            ),
            "/standards/{number}.bib": _get(
                "The citation of one standard, in BibTeX",
                [_path("number", {"type": "string", "examples": ["GB-38031-2025"]})],
                {Bibtex.media_type: {"schema": {"type": "string"}}},
            ),
            "/policy/measures/{measure}.json": _get(
                "One measure of a policy document by its slug",
                [_path("measure", {"type": "string", "examples": ["action-plan:task-1"]})],
                {_JSON: {"schema": {"type": "object"}}},
            ),
            "/policy/documents/{document}.json": _get(
                "One policy document by its slug",
                [_path("document", {"type": "string", "examples": ["action-plan"]})],
                {_JSON: {"schema": {"type": "object"}}},
            ),
            "/catalogue.json": _get(
                "The rows of an SQL query",
                [_query("sql", {"type": "string"}, "a select statement")],
                {_JSON: {"schema": {"type": "object"}}},
            ),
            "/downloads.json": _get("The whole-catalogue files", [], {_JSON: {"schema": _files()}}),
            "/downloads/{name}": _get(
                "A whole-catalogue file",
                [_path("name", {"type": "string", "examples": ["projects.csv"]})],
                {"application/octet-stream": {}},
            ),
            "/feed.atom": _get("Changes between releases", [], {"application/atom+xml": {}}),
            "/sitemap.xml": _get("Every page", [], {"application/xml": {}}),
            "/dcat.jsonld": _get("The catalogue in DCAT", [], {"application/ld+json": {}}),
        },
        "components": {
            "schemas": {"Project": project_schema()},
            "responses": {
                "Error": {
                    "description": "What is wrong with the request",
                    "content": {
                        _JSON: {
                            "schema": {
                                "type": "object",
                                "properties": {
                                    "ok": {"const": False},
                                    "error": {"type": "string"},
                                    "status": {"type": "integer"},
                                },
                            }
                        }
                    },
                }
            },
        },
    }


def project_schema() -> Json:
    """A row of ``projects`` with ``_shape=array``; arrays and objects are JSON texts there."""
    return {
        "type": "object",
        "properties": {
            column.name: {
                "title": column.title,
                "description": column.description + _STORED.get(column.kind, ""),
                "type": ["string" if column.kind in _STORED else _TYPES[column.kind], "null"],
            }
            for column in columns("projects")
        },
        "required": [column.name for column in columns("projects")],
    }


def _get(summary: str, parameters: Sequence[object], content: Json) -> Json:
    return {
        "get": {
            "summary": summary,
            "parameters": parameters,
            "responses": {
                "200": {"description": "OK", "content": content},
                "400": _ERROR,
                "404": _ERROR,
            },
        }
    }


def _of_query(query: CannedQuery) -> Json:
    """A ready-made query, with what may be filled in."""
    parameters = []
    for one in query.inputs:
        schema: Json = {"type": "string", "examples": [one.example]}
        if one.choices:
            schema["enum"] = ["", *one.choices]
        elif one.type is InputType.DATE:
            schema["format"] = "date"
        parameter = _query(one.name, schema, one.title)
        parameters.append(parameter | ({"required": True} if one.is_required else {}))
    return _get(query.english, parameters, {_JSON: {"schema": {"type": "object"}}})


def _path(name: str, schema: Mapping[str, object]) -> Json:
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _query(name: str, schema: Mapping[str, object], description: str = "") -> Json:
    parameter: Json = {"name": name, "in": "query", "schema": schema}
    return parameter | ({"description": description} if description else {})


def _texts() -> Json:
    return {"type": "array", "items": {"type": "string"}}


def _rows() -> Json:
    return {"type": "array", "items": {"type": "object"}}


def _files() -> Json:
    return {
        "type": "object",
        "properties": {
            "files": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "name": {"type": "string"},
                        "title": {"type": "string"},
                        "bytes": {"type": "integer"},
                        "sha256": {"type": "string"},
                        "url": {"type": "string"},
                    },
                },
            }
        },
    }
