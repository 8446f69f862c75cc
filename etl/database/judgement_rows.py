"""The rows of judgement: findings of rules, and the corrections and vocabulary of people."""

from collections.abc import Iterator

from etl.catalogue import Catalogue
from etl.database.project_rows import COUNTED
from etl.inputs.curation import Term
from etl.projects.listed import project_code
from schema.base import Base
from schema.models import Correction, Finding, VocabularyTerm
from schema.rows import Row


def finding_rows(catalogue: Catalogue) -> Iterator[Row]:
    """What is odd, numbered from 1."""
    for number, oddity in enumerate(catalogue.findings, start=1):
        yield Row(
            Finding,
            {
                "id": number,
                "project_id": catalogue.entries.known_id(oddity.code),
                "kind": oddity.kind,
                "field": oddity.field,
                "value": oddity.value,
                "message": oddity.message,
            },
        )


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
