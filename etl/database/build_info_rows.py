"""What a catalogue says of itself: its schema, its inputs, its date, and how much it holds."""

from collections.abc import Iterator

from etl.catalogue import Catalogue
from etl.database.project_rows import ProjectRows
from schema.base import Base
from schema.models import DATA_DATE, BuildInfo
from schema.vocabulary import EvidenceRank


def build_info_rows(
    catalogue: Catalogue,
    projects: ProjectRows,
    findings: int,
    schema_revision: str,
    inputs: dict[str, str],
) -> list[Base]:
    """Schema revision, input hashes and row counts; ``projects`` have been gone through."""
    info = {"schema_revision": schema_revision}
    if date := _data_date(catalogue):
        info[DATA_DATE] = date
    info |= {f"sha256 {name}": digest for name, digest in inputs.items()}
    info["count entries"] = str(len(catalogue.entries))
    info["count projects"] = str(projects.projects)
    counted = {**projects.values, "status": projects.statuses}
    for name, values in counted.items():
        for value, count in sorted(values.items()):
            info[f"count projects {name} {value}"] = str(count)
    for rank in EvidenceRank:
        info[f"count projects evidence_rank {rank}"] = str(projects.ranks[rank])
    info["count findings"] = str(findings)
    info["count measures"] = str(len(catalogue.policy.measures))
    info["count measures projects"] = str(len(catalogue.policy.links))
    return [BuildInfo(key=key, value=value) for key, value in info.items()]


def _data_date(catalogue: Catalogue) -> str | None:
    """The newest date among notices, policy documents, events and publications: of which day what
    the catalogue knows is. None for a catalogue without any."""
    return max(_dates(catalogue), default=None)


def _dates(catalogue: Catalogue) -> Iterator[str]:
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
