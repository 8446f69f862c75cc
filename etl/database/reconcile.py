"""Stated totals against the rows counted: the whole notice, each list, each domain."""

from collections import Counter
from collections.abc import Iterator

from etl.catalogue import Catalogue
from schema.models import StatedTotal
from schema.vocabulary import TotalScope


def stated_totals(catalogue: Catalogue) -> list[StatedTotal]:
    """One row for each total that a notice or its issuers state, with the number counted."""
    return [StatedTotal(id=number, **row) for number, row in enumerate(_totals(catalogue), start=1)]


def _totals(catalogue: Catalogue) -> Iterator[dict[str, object]]:
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
