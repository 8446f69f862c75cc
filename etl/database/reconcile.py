"""Stated totals against the rows counted: the whole notice, each list, each domain."""

from collections.abc import Iterator

import pandas as pd

from etl.catalogue import Catalogue
from schema.models import StatedTotal
from schema.vocabulary import TotalScope


def stated_totals(catalogue: Catalogue) -> list[StatedTotal]:
    """One row for each total that a notice or its issuers state, with the number counted."""
    return [StatedTotal(id=number, **row) for number, row in enumerate(_totals(catalogue), start=1)]


def _totals(catalogue: Catalogue) -> Iterator[dict[str, object]]:
    entries = pd.DataFrame(
        [(listed.list.id, listed.entry.domain) for listed in catalogue.entries],
        columns=["list_id", "domain"],
    )
    for read in catalogue.notices:
        declared = read.notice.declared
        mine = entries[entries["list_id"].isin([found.id for found in declared.lists])]
        by_list = mine["list_id"].value_counts()
        by_domain = mine["domain"].value_counts()
        for found in declared.lists:
            if found.stated_count is not None:
                yield {
                    "notice_id": declared.id,
                    "scope": TotalScope.LIST,
                    "list_id": found.id,
                    "stated_count": found.stated_count,
                    "counted": int(by_list.get(found.id, 0)),
                    "stated_in": found.stated_in,
                }
        for total in declared.stated_totals:
            yield {
                "notice_id": declared.id,
                "scope": TotalScope.DOMAIN if total.domain else TotalScope.NOTICE,
                "domain": total.domain,
                "stated_count": total.stated_count,
                "counted": int(by_domain.get(total.domain, 0)) if total.domain else len(mine),
                "stated_in": total.stated_in,
            }
