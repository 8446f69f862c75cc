"""Stated totals against the rows counted: the whole notice, each list, each domain."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from etl.catalogue import Catalogue
from schema.models import StatedTotal
from schema.vocabulary import TotalScope

# A notice states fewer totals than this; ids are the notice's × SIZE + n.
SIZE = 1000


def stated_totals(catalogue: Catalogue) -> list[StatedTotal]:
    """One row for each total that a notice or its issuers state, with the number counted."""
    return [
        StatedTotal(id=notice * SIZE + number, **row)
        for notice, of_notice in groupby(_totals(catalogue), key=itemgetter("notice_id"))
        for number, row in enumerate(of_notice, start=1)
    ]


def _totals(catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    counted = catalogue.entries.domains
    by_list: Counter[int] = Counter()
    for (of_list, _), count in counted.items():
        by_list[of_list] += count
    for read in catalogue.notices:
        declared = read.notice.declared
        ids = {found.id for found in declared.lists}
        for found in declared.lists:
            if found.stated_count is not None:
                yield {
                    "notice_id": declared.id,
                    "scope": TotalScope.LIST,
                    "list_id": found.id,
                    "stated_count": found.stated_count,
                    "counted": by_list[found.id],
                    "stated_in": found.stated_in,
                }
        for total in declared.stated_totals:
            mine = sum(counted[found, total.domain] for found in ids)
            yield {
                "notice_id": declared.id,
                "scope": TotalScope.DOMAIN if total.domain else TotalScope.NOTICE,
                "domain": total.domain,
                "stated_count": total.stated_count,
                "counted": mine if total.domain else sum(by_list[found] for found in ids),
                "stated_in": total.stated_in,
            }
