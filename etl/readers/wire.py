"""A document as JSON, as it comes back from the process that read it.

JSON carries data only: whatever took over that process cannot run code in this one, and pydantic
takes nothing that is not a document.
"""

import json
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from etl.problems import Problem
from etl.readers.document import Document

if TYPE_CHECKING:
    from pydantic import TypeAdapter

# A format without bytes: the process confines itself, says how, and ends.
NOTHING = "nothing"


def document_to_json(document: Document) -> str:
    """The message that carries a document."""
    return json.dumps({"document": document}, default=vars)


def refusal_to_json(problems: Iterable[Problem]) -> str:
    """The message that carries the problems of a file that cannot be used."""
    return json.dumps({"refused": list(problems)}, default=vars)


def document_from_json(message: dict[str, Any]) -> Document:
    """The document in a message. Raises ``KeyError``, ``TypeError`` or ``ValueError`` if the
    message is not one."""
    document: Document = _adapter(Document).validate_python(message["document"])
    if not (document.format.isascii() and document.format.isalnum()):
        raise ValueError("no name of a format")
    return document


def problems_from_json(problems: list[dict[str, Any]]) -> list[Problem]:
    """The problems in a message. Raises ``ValueError`` if they are not problems."""
    found: list[Problem] = _adapter(list[Problem]).validate_python(problems)
    return found


@cache
def _adapter(kind: Any) -> "TypeAdapter[Any]":
    # Loaded where a message is read: the process that reads a file only writes one, and would start
    # a tenth of a second later.
    from pydantic import TypeAdapter

    return TypeAdapter(kind)
