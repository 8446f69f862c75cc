"""Names that the catalogue knows: which one a visitor means, and which to suggest."""

from dataclasses import dataclass

from datasette.app import Datasette

from schema.query_inputs import InputType, QueryInput
from schema.search import find_hits, fold
from web.per_site import PerSite
from web.queries.typed_values import Read, WrongValueError, quoted
from web.store import Store

# A list to choose from is so long at most, whatever the catalogue's size.
SUGGESTED = 60
_NEAR = 5
# Longer texts are no abbreviation.
_LONGEST_ABBREVIATION = 12
_OPTIONS: PerSite[dict[QueryInput, tuple[str, ...]]] = PerSite()


@dataclass(frozen=True)
class _Names:
    """SQL for the names of an input: ``rows`` selects each once as ``name``, ``order`` puts those
    of the most projects first; ``parameters`` go with both."""

    rows: str
    ordered: str
    parameters: dict[str, object]


def _names(one: QueryInput) -> _Names:
    if one.type is InputType.BODY:
        held = "select organization_id from project_organizations where role = :role"
        return _Names(
            f"select name, sac_code from organizations where id in ({held})",
            """
            select name from organizations
            join (select organization_id, count(*) as projects from project_organizations
                  where role = :role group by organization_id) on organization_id = id
            order by projects desc, id
            """,
            {"role": one.source},
        )
    table, column = one.column
    return _Names(
        f"select distinct {column} as name, null as sac_code from {table} "
        f"where {column} is not null",
        f"select {column} as name from {table} where {column} is not null "
        f"group by {column} order by count(*) desc, {column}",
        {},
    )


async def known_name(store: Store, one: QueryInput, read: Read) -> Read:
    """A name or a part of one, as the catalogue writes it. Raises ``WrongValueError`` if no
    name of the input has it: an empty result would say that there are no projects."""
    names = _names(one)
    typed, text = read.typed.strip(), fold(read.value)
    if not await store.rows(f"select 1 from ({names.rows}) limit 1", **names.parameters):
        raise WrongValueError(f"本目录没有载明{one.title}，这项条件无从限定；请留空。")
    if await store.rows(
        f"select 1 from ({names.rows}) where instr(name, :typed) > 0 limit 1",
        typed=typed,
        **names.parameters,
    ):
        return Read(typed, read.typed)
    found = await store.rows(
        f"""
        select name, fold(sac_code) in (:text, 'sac' || :text) as is_code from ({names.rows})
        where :text <> '' and (instr(fold(name), :text) > 0 or is_code) limit 2
        """,
        text=text,
        **names.parameters,
    )
    if len(found) == 1:
        return Read(found[0]["name"], read.typed)
    if found:
        # Several names have it, in one spelling: as it stands in the first.
        start, end = find_hits(found[0]["name"], typed)[0]
        return Read(found[0]["name"][start:end], read.typed)
    near = await _near(store, names, typed)
    hint = f"是不是指：{'、'.join(near)}？" if near else f"可填名称中的任意字，如“{one.example}”。"
    raise WrongValueError(f"本目录的{one.title}中没有名称含{quoted(typed)}的。{hint}")


async def _near(store: Store, names: _Names, typed: str) -> list[str]:
    """Names that have the characters of an abbreviation in this order: 工信部 as in
    工业和信息化部."""
    characters = [character for character in typed if character.isalnum()]
    if not 2 <= len(characters) <= _LONGEST_ABBREVIATION:
        return []
    rows = await store.rows(
        f"select name from ({names.ordered}) where name like :pattern limit {_NEAR}",
        pattern=f"%{'%'.join(characters)}%",
        **names.parameters,
    )
    return [row["name"] for row in rows]


async def options(datasette: Datasette, one: QueryInput) -> tuple[str, ...]:
    """What to offer for an input: choices, years, names by their number of projects. Asked of the
    catalogue once, which does not change while it is served."""
    if one.type is InputType.CHOICE:
        return one.choices
    if one.type not in (InputType.YEAR, InputType.BODY, InputType.NAME):
        return ()
    known = _OPTIONS.get(datasette)
    if known is None:
        known = _OPTIONS.keep(datasette, {})
    if one not in known:
        known[one] = await _asked(Store(datasette), one)
    return known[one]


async def _asked(store: Store, one: QueryInput) -> tuple[str, ...]:
    if one.type is InputType.YEAR:
        table, column = one.column
        rows = await store.rows(
            f"select distinct {column} as name from {table} where {column} is not null order by 1"
        )
    else:
        names = _names(one)
        rows = await store.rows(f"{names.ordered} limit {SUGGESTED}", **names.parameters)
    return tuple(str(row["name"]) for row in rows)
