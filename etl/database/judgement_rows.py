"""The rows of judgement: the corrections and vocabulary of people."""

from itertools import groupby

from etl.catalogue import Catalogue
from etl.inputs.curation import Term
from schema.base import Base
from schema.models import Correction, VocabularyTerm
from schema.vocabulary import ProjectField

# The columns whose values are terms of the vocabulary.
TERMS = ("project_type", "mandate", "domain")
# A row has fewer corrections than this, one a field; ids are the row's × SIZE + n.
SIZE = 100
_ORDER = {field: place for place, field in enumerate(ProjectField)}


def correction_rows(catalogue: Catalogue) -> list[Base]:
    """The corrections of the rows of a catalogue, numbered within their row, each with the project
    that the row is about. All of them were applied: the build stops at others. Of a part of a
    catalogue, those of its rows."""
    rows = (
        (listed, correction)
        for correction in catalogue.curation.corrections
        if (listed := catalogue.entries.get(correction.project)) is not None
    )
    in_order = sorted(rows, key=lambda row: (row[0].id, _ORDER[row[1].field]))
    return [
        Correction(
            id=entry * SIZE + number,
            entry_id=entry,
            project_id=catalogue.project_of(listed),
            field=correction.field,
            source_value=correction.source,
            published_value=correction.published,
            reason=correction.reason,
            evidence=correction.evidence,
        )
        for entry, of_entry in groupby(in_order, key=lambda row: row[0].id)
        for number, (listed, correction) in enumerate(of_entry, start=1)
    ]


def vocabulary_rows(catalogue: Catalogue) -> list[Base]:
    """The terms of the vocabulary."""
    rows: list[Base] = []
    vocabulary = catalogue.curation.vocabulary
    for field in TERMS:
        terms: list[Term] = getattr(vocabulary, field)
        rows.extend(
            VocabularyTerm(
                field=field,
                value=term.value,
                definition=term.definition,
                english=term.english,
                source=term.source,
                variants=[variant.value for variant in term.variants],
            )
            for term in terms
        )
    return rows
