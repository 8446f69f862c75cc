"""How a reader refuses a file: one problem, in a sentence that a clerk understands."""

from etl.problems import CatalogueError, Problem

WHOLE_FILE = "whole file"
GET_AGAIN = "Get the document again from where it was issued."


def refuse(
    kind: str, found: str, expected: str = "", next_step: str = GET_AGAIN, place: str = WHOLE_FILE
) -> CatalogueError:
    """The error to raise for a file that cannot be used."""
    return CatalogueError([Problem(kind, place, found, expected, next_step)])


def over_limit(found: str, limit: str, place: str = WHOLE_FILE) -> CatalogueError:
    """The error for a file beyond one of the limits of ``etl.readers.limits``."""
    return refuse(
        "limit_exceeded",
        found,
        f"at most {limit}, far more than any notice has",
        "Check that this is the document; if it is, save only the pages or the sheet with the "
        "list as a new file.",
        place,
    )
