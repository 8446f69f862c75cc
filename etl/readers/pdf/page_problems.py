"""What can be wrong with a page of a PDF file, or a row on it."""

from etl.problems import Problem

_SHOWN = 40


def scanned_page(number: int) -> Problem:
    return Problem(
        "scanned_page",
        f"page {number}",
        "the page is a picture without text",
        "text that can be selected and copied",
        "Get the document as it was written; rows on this page are not read.",
    )


def recognised_page(number: int) -> Problem:
    return Problem(
        "ocr_layer",
        f"page {number}",
        "the page is a picture, and its text was recognised by a machine",
        "text as it was written",
        "Compare every row of this page with the picture.",
    )


def overdrawn_text(place: str, characters: str, here: bool) -> Problem:
    where = "" if here else "in the row beside it, where a part of this one may stand, "
    return Problem(
        "suspicious_text",
        place,
        f"{where}characters are drawn one over the other: {characters[:_SHOWN]}",
        "one text, as a reader of the page sees it",
        "Compare with the printed page: an older text may be covered. Get the document as Word.",
    )


def hidden_layers(count: int) -> Problem:
    return Problem(
        "unsupported_layout",
        "whole file",
        f"{count} layers of the document are switched off, and their text is read like the rest",
        "a document whose layers are all shown",
        "Print it as PDF from a viewer, which leaves out what is not shown.",
    )


def overrun_text(place: str, characters: str) -> Problem:
    return Problem(
        "suspicious_text",
        place,
        f"text runs over the edge of its cell, or is cut off there: {characters[:_SHOWN]}",
        "text inside of its cell",
        "Compare with the printed page: the row is too low for its text. Get the document as Word "
        "or Excel.",
    )


def invisible_text(number: int) -> Problem:
    return Problem(
        "suspicious_text",
        f"page {number}",
        "text is drawn on the page that is not to be seen, and cannot be told from the rest",
        "text that everybody sees",
        "Compare every row of this page; get the document as Word.",
    )


def unsure_rows(place: str) -> Problem:
    return Problem(
        "unsupported_layout",
        place,
        "the rows of the table without rules between them cannot be told apart with certainty",
        "a rule, or a clear gap, between two rows",
        "Get the document as Word or Excel; or compare this page row by row.",
    )


def unreadable_page(number: int) -> Problem:
    return Problem(
        "undecodable_chars",
        f"page {number}",
        "text is drawn on the page that cannot be read: its fonts do not say which characters "
        "they draw, or are damaged",
        "text that can be selected and copied",
        "Get the document as Word; or print it as PDF from a viewer that shows the page.",
    )
