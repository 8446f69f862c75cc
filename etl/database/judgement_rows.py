"""The rows of judgement: the corrections and vocabulary of people."""

from itertools import groupby
from operator import itemgetter

from etl.catalogue import Catalogue
from etl.inputs.curation import Term
from etl.projects.listed import project_code
from schema.base import Base
from schema.models import Correction, VocabularyTerm

# The columns whose values are terms of the vocabulary.
TERMS = ("project_type", "mandate", "domain")
# A project has fewer corrections than this, one a field; ids are the project's × SIZE + n.
SIZE = 100


def correction_rows(catalogue: Catalogue) -> list[Base]:
    """Applied corrections, numbered within their project."""
    ids = catalogue.projects.ids
    applied = [
        (ids[project_code(found.slug, correction.seq)], correction.correction)
        for read in catalogue.notices
        for found, extracted in read.lists
        for correction in extracted.applied
    ]
    return [
        Correction(
            id=project * SIZE + number,
            project_id=project,
            field=correction.field,
            source_value=correction.source,
            published_value=correction.published,
            reason=correction.reason,
            evidence=correction.evidence,
        )
        for project, of_project in groupby(sorted(applied, key=itemgetter(0)), key=itemgetter(0))
        for number, (_, correction) in enumerate(of_project, start=1)
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
