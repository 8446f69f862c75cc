"""A document as JSON, as it comes back from the process that read it.

JSON carries data only: whatever took over that process cannot run code in this one.
"""

import json
from collections.abc import Iterable
from typing import Any

from etl.problems import Problem
from etl.readers.document import Block, Document, Table, TableRow, TextBlock

# A format without bytes: the process confines itself, says how, and ends.
NOTHING = "nothing"
_PROBLEM_FIELDS = ("kind", "place", "found", "expected", "next_step", "column")


def document_to_json(document: Document) -> str:
    """The message that carries a document."""
    return json.dumps(
        {
            "format": document.format,
            "blocks": [_block_to_json(block) for block in document.blocks],
            "problems": [_problem_to_json(problem) for problem in document.problems],
        }
    )


def refusal_to_json(problems: Iterable[Problem]) -> str:
    """The message that carries the problems of a file that cannot be used."""
    return json.dumps({"refused": [_problem_to_json(problem) for problem in problems]})


def document_from_json(message: dict[str, Any]) -> Document:
    """The document in a message. Raises ``KeyError``, ``TypeError`` or ``ValueError`` if the
    message is not one."""
    name = str(message["format"])
    if not (name.isascii() and name.isalnum()):
        raise ValueError("no name of a format")
    return Document(
        name,
        tuple(map(_block_from_json, message["blocks"])),
        tuple(problems_from_json(message["problems"])),
    )


def problems_from_json(problems: list[dict[str, str]]) -> list[Problem]:
    """The problems in a message."""
    texts = [[str(found[name]) for name in _PROBLEM_FIELDS] for found in problems]
    return [
        Problem(kind, place, found, expected, next_step, column)
        for kind, place, found, expected, next_step, column in texts
    ]


def _block_to_json(block: Block) -> Any:
    if isinstance(block, TextBlock):
        return [block.text, block.place]
    return {"rows": [[row.cells, row.place, row.starts_page] for row in block.rows]}


def _block_from_json(block: Any) -> Block:
    if isinstance(block, list):
        text, place = block
        return TextBlock(str(text), str(place))
    return Table(
        tuple(
            TableRow(tuple(map(str, cells)), str(place), bool(starts_page))
            for cells, place, starts_page in block["rows"]
        )
    )


def _problem_to_json(problem: Problem) -> dict[str, str]:
    return {name: getattr(problem, name) for name in _PROBLEM_FIELDS}
