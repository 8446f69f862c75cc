"""The rows of judgement: the corrections and vocabulary of people."""

from etl.catalogue import Catalogue
from etl.database.project_rows import COUNTED
from etl.inputs.curation import Term
from etl.projects.listed import project_code
from schema.base import Base
from schema.models import Correction, VocabularyTerm


def judgement_rows(catalogue: Catalogue) -> list[Base]:
    """Applied corrections and the vocabulary."""
    ids = catalogue.projects.ids
    applied = [
        (project_code(found.slug, correction.seq), correction.correction)
        for read in catalogue.notices
        for found, extracted in read.lists
        for correction in extracted.applied
    ]
    rows: list[Base] = [
        Correction(
            id=number,
            project_id=ids[code],
            field=correction.field,
            source_value=correction.source,
            published_value=correction.published,
            reason=correction.reason,
            evidence=correction.evidence,
        )
        for number, (code, correction) in enumerate(applied, start=1)
    ]
    vocabulary = catalogue.curation.vocabulary
    for field in COUNTED:
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
