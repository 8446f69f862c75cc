"""A search index that was changed by the difference is that of all rows: every term of every
document in its place, pairs and readings."""

import pytest

from etl.database.search_changes import change_search_index
from etl.database.search_index import fill_search_index
from schema.search_index import SEARCH_INDEX
from tests.changed_catalogue import ChangedCatalogue, catalogue_in_memory
from tests.search_content import index_of


@pytest.mark.parametrize("seed", range(10))
def test_a_changed_index_is_that_of_all_rows(seed: int) -> None:
    with catalogue_in_memory() as database:
        changed = ChangedCatalogue(database, seed)
        changed.change_at_random(4 if seed % 2 else 60)

        change_search_index(database, changed.changes)

        changed.changes.close()
        found = index_of(database)
        database.execute(f"insert into {SEARCH_INDEX} ({SEARCH_INDEX}) values ('delete-all')")
        fill_search_index(database)
        for table, rows in index_of(database).items():
            assert set(found[table]) ^ set(rows) == set()


def test_another_title_of_a_standard_is_found_in_its_projects() -> None:
    with catalogue_in_memory() as database:
        changed = ChangedCatalogue(database, 1)
        (standard,) = changed.rows(
            "select * from standards where id in "
            "(select standard_id from project_outcomes where relation = '结果') limit 1"
        )
        database.execute("update standards set title = '鸒鸓' where id = ?", (standard["id"],))

        change_search_index(database, changed.changes)

        found = database.execute(
            f"select rowid from {SEARCH_INDEX} where {SEARCH_INDEX} match '鸒鸓'"
        ).fetchall()
        linked = database.execute(
            "select project_id from project_outcomes where standard_id = ? and relation = '结果'",
            (standard["id"],),
        ).fetchall()
        assert found
        assert sorted(found) == sorted(linked)
