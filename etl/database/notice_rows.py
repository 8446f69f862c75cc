"""The rows of notices, their files and their lists."""

from etl.catalogue import Catalogue
from schema.base import Base
from schema.models import List, Notice, NoticeDocument


def notice_rows(catalogue: Catalogue) -> list[Base]:
    """Notices, their files and their lists."""
    rows: list[Base] = []
    for read in catalogue.notices:
        declared = read.notice.declared
        rows.append(
            Notice(
                id=declared.id,
                slug=declared.slug,
                title=declared.title,
                document_number=declared.document_number,
                issued_on=declared.issued_on,
                issuers=declared.issuers,
                obtained_from=declared.obtained_from,
                published_in=declared.published.where if declared.published else None,
                published_at=declared.published.address if declared.published else None,
            )
        )
        rows.extend(
            NoticeDocument(
                notice_id=declared.id,
                position=position,
                file=file.file,
                format=form,
                sha256=file.sha256,
            )
            for position, (file, form) in enumerate(
                zip(declared.files, read.formats, strict=True), start=1
            )
        )
        for found, extracted in read.lists:
            rows.append(
                List(
                    id=found.id,
                    slug=found.slug,
                    notice_id=declared.id,
                    annex=found.annex,
                    title=found.title,
                    year=found.year,
                    stated_count=found.stated_count,
                    stated_in=found.stated_in,
                    row_count=extracted.row_count,
                    kind=extracted.kind.kind,
                    level=extracted.level,
                    file=found.file or declared.files[0].file,
                    header=list(extracted.header),
                    constants={
                        name: "、".join(value) if isinstance(value, tuple) else str(value)
                        for name, value in extracted.constants.items()
                    },
                )
            )
    return rows
