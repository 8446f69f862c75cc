"""What a catalogue says of itself: its schema, its inputs, its date, and how much it holds."""

import sqlite3
from collections.abc import Iterator, Mapping

from etl.catalogue import Catalogue
from etl.database.judgement_rows import TERMS
from schema.base import Base
from schema.counts import TOTAL
from schema.models import DATA_DATE, BuildInfo
from schema.vocabulary import CountSubject, EvidenceRank


def build_info_rows(
    database: sqlite3.Connection,
    catalogue: Catalogue,
    schema_revision: str,
    inputs: Mapping[str, str],
    date_before: str | None = None,
) -> list[Base]:
    """Schema revision, input hashes, date of the data, and numbers of rows as ``counts`` has them.
    ``date_before`` is the date of a catalogue to which this one is added."""
    info = {"schema_revision": schema_revision}
    if date := max(filter(None, (date_before, *_dates(catalogue))), default=None):
        info[DATA_DATE] = date
    info |= {f"sha256 {name}": digest for name, digest in inputs.items()}
    info["count entries"] = str(sum(_counted(database, CountSubject.LIST, TOTAL).values()))
    info["count projects"] = str(sum(_counted(database, CountSubject.CATALOGUE, TOTAL).values()))
    for name in (*TERMS, "status"):
        for value, count in sorted(_of_projects(database, name).items()):
            info[f"count projects {name} {value}"] = str(count)
    ranks = _of_projects(database, "evidence_rank")
    for rank in EvidenceRank:
        info[f"count projects evidence_rank {rank}"] = str(ranks.get(rank, 0))
    info["count findings"] = str(sum(_counted(database, CountSubject.FINDINGS, "kind").values()))
    info["count measures"] = str(len(catalogue.policy.measures))
    (links,) = database.execute("select count(*) from measure_projects").fetchone()
    info["count measures projects"] = str(links)
    return [BuildInfo(key=key, value=value) for key, value in info.items()]


def _of_projects(database: sqlite3.Connection, name: str) -> dict[str, int]:
    """How many projects have each value of a column; those without one are left out."""
    subject = CountSubject.CATALOGUE
    # Whatever is counted is counted by mandate.
    column = "mandate" if name == "mandate" else "value"
    found = _counted(database, subject, TOTAL if name == "mandate" else name, column)
    return {value: count for value, count in found.items() if value is not None}


def _counted(
    database: sqlite3.Connection, subject: str, dimension: str, column: str = "value"
) -> dict[str | None, int]:
    return dict(
        database.execute(
            f"select {column}, sum(counted) from counts "
            f"where subject = ? and part = '' and dimension = ? group by {column}",
            (subject, dimension),
        ).fetchall()
    )


def _dates(catalogue: Catalogue) -> Iterator[str]:
    """The dates of notices, policy documents, events and publications: of the newest day is what
    the catalogue knows."""
    for read in catalogue.notices:
        yield read.notice.declared.issued_on.isoformat()
    for document in catalogue.policy.documents:
        if document.issued_on:
            yield document.issued_on.text
    for event in catalogue.known.events:
        yield event.date.text
    for outcome in catalogue.known.outcomes:
        if outcome.published_on:
            yield outcome.published_on.text
    for standard in catalogue.standards:
        if date := standard.date("published_on"):
            yield date.text
