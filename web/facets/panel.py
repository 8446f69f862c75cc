"""The panel of facets beside a table: one form in which several values are chosen and then applied.

A value is a link that chooses it at once, and a box that is ticked and applied together with
others. Everything else that the address says is kept by the form.
"""

from dataclasses import dataclass
from typing import NotRequired, TypedDict, cast

from datasette.utils.asgi import Request
from jinja2.runtime import Context
from markupsafe import Markup

from web.escaped import escaped
from web.facets.known import ALL_VALUES
from web.request.arguments import Pairs, encoded, without
from web.request.linked import linked_column
from web.request.table_request import TableRequest, choices_of, table_request
from web.table_page import ordered_facets

# Values that are in sight; the others unfold.
IN_SIGHT = 10


class FacetValue(TypedDict):
    """A value of a facet, as the classes of facets give it; None where rows have none."""

    value: object
    label: object
    count: int
    toggle_url: str
    selected: bool


class FacetResult(TypedDict):
    """A facet, as the classes of facets give it."""

    name: str
    title: NotRequired[str]
    type: str
    results: list[FacetValue]
    hideable: bool
    toggle_url: str
    truncated: bool


@dataclass(frozen=True)
class Choice:
    """A value of a facet: its text and number of rows, the address of the page that has it chosen,
    or not chosen any more, and what its box says; without ``name`` it has no box."""

    label: object
    count: int
    url: str
    is_chosen: bool
    name: str = ""
    value: str = ""


@dataclass(frozen=True)
class Group:
    """One facet: the values in sight, those that unfold, and the address that lists all values
    where some are left out."""

    name: str
    title: str
    shown: list[Choice]
    folded: list[Choice]
    is_open: bool
    all_url: str
    hide_url: str

    @property
    def shown_items(self) -> Markup:
        """The values in sight, as items of a list."""
        return _items(self.title, self.shown)

    @property
    def folded_items(self) -> Markup:
        """Those that unfold."""
        return _items(self.title, self.folded)


@dataclass(frozen=True)
class Panel:
    """All facets of a page, and the arguments that the form keeps."""

    groups: list[Group]
    kept: Pairs


def facet_panel(context: Context) -> Panel:
    """The panel of the table page that is being made; a function of its template."""
    request: Request = context["request"]
    asked = table_request(request, context["table"])
    groups = []
    boxed: set[str] = set()
    ordered = cast("list[FacetResult]", ordered_facets(context))
    for facet in ordered:
        name = _box_name(context["table"], facet)
        boxed |= {name} if name.startswith("_") or "__" in name else {*choices_of(name)}
        choices = [_choice(context, request, facet, name, value) for value in facet["results"]]
        # What was chosen stands first, in sight.
        choices.sort(key=lambda choice: not choice.is_chosen)
        folded = choices[IN_SIGHT:]
        groups.append(
            Group(
                facet["name"],
                facet.get("title") or context["site"].column(context["table"], facet["name"]),
                choices[:IN_SIGHT],
                folded,
                facet["name"] in _asked(request),
                _all_values(request, asked, facet["name"]) if facet["truncated"] else "",
                facet["toggle_url"] if facet["hideable"] else "",
            )
        )
    return Panel(groups, without(asked.arguments, boxed - {""}))


def _items(title: str, choices: list[Choice]) -> Markup:
    """Values as items of a list; by hand, since a page has hundreds of them."""
    of, pieces = escaped(title), []
    for one in choices:
        label, url = escaped(str(one.label)), escaped(one.url)
        # What is chosen has its box ticked, and is given up by its link.
        item, ticked, leads = ("", "", "")
        if one.is_chosen:
            item, ticked, leads = ' class="selected"', " checked", f' aria-label="取消：{label}"'
        box = ""
        if one.name:
            box = (
                f'<input type="checkbox" name="{escaped(one.name)}" value="{escaped(one.value)}" '
                f'aria-label="选{of}：{label}"{ticked}>'
            )
        pieces.append(
            f'<li{item}>{box}<a href="{url}"{leads}>{label}</a> '
            f'<span class="n">{one.count:,}</span></li>\n'
        )
    return Markup("".join(pieces))


def _choice(
    context: Context, request: Request, facet: FacetResult, name: str, value: FacetValue
) -> Choice:
    label = context["site"].value(facet["name"], value["label"])
    box, ticked = name, str(value["value"])
    if value["value"] is None:
        # Rows without a value exclude all others, so that they are chosen by their link alone.
        box, ticked = (f"{facet['name']}__isnull", "1") if value["selected"] else ("", "")
    return Choice(
        label if str(label) else "（空）",
        value["count"],
        _here(request, value["toggle_url"], facet["name"]),
        value["selected"],
        box,
        ticked,
    )


def _box_name(table: str, facet: FacetResult) -> str:
    """The argument by which a value of a facet is chosen."""
    name = facet["name"]
    if facet["type"] == "array":
        linked = linked_column(table, name)
        return linked.argument if linked else f"{name}__arraycontains"
    return name if facet["type"] == "column" else ""


def _all_values(request: Request, asked: TableRequest, name: str) -> str:
    return _here(request, f"?{encoded((*asked.arguments, (ALL_VALUES, name)))}", name)


def _asked(request: Request) -> list[str]:
    return request.args.getlist(ALL_VALUES)


def _here(request: Request, address: str, name: str) -> str:
    """An address of this table relative to its page, leading back to the facet."""
    _, mark, query = address.partition("?")
    return f"?{query}#facet-{name}" if mark else f"{request.path}#facet-{name}"
