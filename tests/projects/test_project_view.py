"""Projects of many entries: grouped in the store as grouping all entries in memory would."""

from collections.abc import Mapping, Sequence
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from etl.projects.entry_store import EntryStore
from etl.projects.listed import SourceList
from etl.projects.project_view import Projects
from etl.records.entries import Entry
from etl.records.titles import split_title
from schema.kinds.list_kinds import kind_named

LISTS = (1, 2, 4)
Plan = str | None


def entry(seq: int, plan: Plan, title: str = "茶叶分类") -> Entry:
    values = {"title": title} | ({"plan_number": plan} if plan else {})
    return Entry(2030, seq, values, split_title(title), f"line {seq}", (str(seq), title))


def store_of(lists: Mapping[int, Sequence[Plan]]) -> EntryStore:
    store = EntryStore()
    for number, plans in lists.items():
        source = SourceList(
            number,
            f"l{number}",
            "n",
            # A list added later may be older.
            date(2030, 10 - number, 1),
            kind_named("计划"),
            None,
            {},
            "",
            "",
        )
        store.add(source, [entry(seq, plan) for seq, plan in enumerate(plans, start=1)])
    return store


def plain(store: EntryStore, links: Mapping[str, str]) -> list[tuple[str, tuple[str, ...]]]:
    """Projects as all entries in memory show them: the code of each, and its entries in time."""
    ordered = list(store)
    own = {each.code: each.entry.plan_number or each.code for each in ordered}
    target = {
        own[entry]: own[project]
        for entry, project in links.items()
        if entry in own and project in own and own[entry] != own[project]
    }
    groups: dict[str, list[str]] = {}
    for each in ordered:
        if own[each.code] not in target:
            groups.setdefault(own[each.code], []).append(each.code)
    founders = {key: codes[0] for key, codes in groups.items()}
    for each in ordered:
        key = target.get(own[each.code], "")
        if key in groups:
            groups[key].append(each.code)
    orders = {each.code: each.order for each in ordered}
    return [
        (founders[key], tuple(sorted(codes, key=orders.__getitem__)))
        for key, codes in groups.items()
    ]


PLANS = st.lists(st.sampled_from([None, "20300001-T-469", "20300002-T-469", "20300003-T-469"]))
CODES = st.tuples(st.sampled_from(LISTS), st.integers(1, 5)).map(lambda c: f"l{c[0]}-{c[1]:03}")


@given(st.fixed_dictionaries(dict.fromkeys(LISTS, PLANS)), st.dictionaries(CODES, CODES))
def test_projects_are_those_that_grouping_in_memory_gives(
    lists: dict[int, list[Plan]], links: dict[str, str]
) -> None:
    store = store_of(lists)
    projects = Projects(store, links)

    found = [(each.code, tuple(it.code for it in each.entries)) for each in projects]

    expected = plain(store, links)
    assert found == sorted(expected, key=lambda each: projects.ids[each[0]])
    assert len(projects) == len(expected)
    belongs = {it.id: each.id for each in projects for it in each.entries}
    assert {it.id: belongs.get(it.id) for it, _ in projects.entries()} == {
        it.id: project for it, project in projects.entries()
    }
    for code, codes in expected:
        assert code in projects
        assert [it.code for it in (projects.get(code) or next(iter(projects))).entries] == [*codes]


def test_entries_come_back_as_they_were_put_down() -> None:
    store = store_of({1: ["20300001-T-469", None]})

    assert [listed.entry for listed in store] == [entry(1, "20300001-T-469"), entry(2, None)]


def test_codes_beyond_999_name_their_own_entries_in_the_order_of_numbers() -> None:
    store = EntryStore()
    source = SourceList(3, "l3", "n", date(2030, 1, 1), kind_named("计划"), None, {}, "", "")
    store.add(source, (entry(seq, None) for seq in (99, 100, 999, 1000, 12345)))
    projects = Projects(store)

    codes = [project.code for project in projects]

    assert codes == ["l3-099", "l3-100", "l3-999", "l3-1000", "l3-12345"]
    assert [
        projects.ids[code] % 10_000 + 10_000 * (projects.ids[code] // 10_000 - 3) for code in codes
    ] == [
        99,
        100,
        999,
        1000,
        12345,
    ]
    assert "l3-0999" not in projects
    assert "l3-1001" not in projects
