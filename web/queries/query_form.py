"""The form of a ready-made query, and what stands above its result."""

from dataclasses import dataclass

from datasette.app import Datasette
from datasette.utils.asgi import Request
from jinja2.runtime import Context

from schema.query_inputs import InputType, QueryInput
from web.queries.checked_address import Asked, asked_of
from web.queries.known_names import options
from web.queries.left_out import left_out
from web.site import Site

_SELECTS = (InputType.CHOICE, InputType.YEAR)


@dataclass(frozen=True)
class FormField:
    """An input as the form shows it: ``control`` is ``select``, ``date`` or ``text``; ``options``
    are what a select has, or what a text suggests."""

    input: QueryInput
    control: str
    value: str
    options: tuple[str, ...]
    problem: str


async def query_fields(context: Context) -> list[FormField]:
    """Template function: the fields of the query's form; none where it has no inputs."""
    asked = _asked(context)
    if asked is None:
        return []
    datasette = _datasette(context)
    return [await _field(datasette, asked, one) for one in asked.query.inputs]


async def _field(datasette: Datasette, asked: Asked, one: QueryInput) -> FormField:
    offered = await options(datasette, one)
    control = "select" if one.type in _SELECTS else "text"
    control = "date" if one.type is InputType.DATE else control
    value = asked.typed(one.name)
    problem = asked.problems.get(one.name, "")
    if control == "select" and value and value not in offered and not problem:
        offered = (*offered, value)
    return FormField(one, control, value, offered, problem)


def query_notes(context: Context) -> tuple[str, ...]:
    """Template function: what was read in another way than it was typed."""
    asked = _asked(context)
    return asked.notes if asked is not None else ()


async def query_leaves_out(context: Context) -> list[str]:
    """Template function: what the result does not count."""
    asked = _asked(context)
    return await left_out(_datasette(context), asked) if asked is not None else []


def _datasette(context: Context) -> Datasette:
    site: Site = context["site"]
    return site.datasette


def _asked(context: Context) -> Asked | None:
    request: Request | None = context.get("request")
    return asked_of(request)
