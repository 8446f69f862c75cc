"""Lists that stand in a document as text: the words of a header without any columns.

A converter that loses a table leaves its text behind. No row can be read from it, but it must not
be passed over in silence.
"""

from collections.abc import Iterator, Sequence

from etl.problems import Problem
from etl.readers.document import Document, Table, TextBlock
from etl.recognition.header_words import fields_named_in
from etl.recognition.lists import StandardsList

# Of all header words. Prose names fewer in one breath.
_FIELDS_MINIMUM = 5
_SHOWN = 40


def columnless_lists(document: Document, lists: Sequence[StandardsList]) -> Iterator[Problem]:
    """A problem for each text outside of lists that holds a header, with no table right below."""
    within = {(note.place, note.text) for found in lists for note in (*found.notes, *found.above)}
    for i, block in enumerate(document.blocks):
        if not isinstance(block, TextBlock) or (block.place, block.text) in within:
            continue
        below = document.blocks[i + 1] if i + 1 < len(document.blocks) else None
        if isinstance(below, Table) or len(fields_named_in(block.text)) < _FIELDS_MINIMUM:
            continue
        yield Problem(
            "unsupported_layout",
            block.place,
            "the words of a list's header stand here as text without columns: "
            f"{block.text.strip()[:_SHOWN]} …",
            "a table",
            "A table was lost when the document was made or converted, or it has no lines that "
            "show its columns. Get the document in another format.",
        )
