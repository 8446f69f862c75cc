"""The home page: which plan this is, how far it is, and its pictures; read in five seconds."""

from dataclasses import dataclass

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from schema.counts import TOTAL
from schema.kinds.fields import fields, fields_of
from schema.vocabulary import CountSubject, Mandate, ProjectType
from web.counts import by_value, counted_rows, total
from web.evidence import distribution
from web.heat_map import heat_map
from web.policy.policy_plan import plans, short_plan
from web.rendering import render_page, site_of
from web.site import Site
from web.stated_published import StatedPublished, stated_published
from web.store import Row, Store, projects_url
from web.timeline import timeline

TOP = 10
# So many notices, domains and issuers are named; of more, their number is said.
_NAMED = 6
_ISSUERS = 3
# What is asked most, by the name of the ready-made query.
QUESTIONS = (
    "mandatory_by_committee",
    "outcomes_of_projects",
    "outcome_in_force",
    "outcome_unverified",
    "without_committee",
    "policy_task_standards",
    "policy_uncovered",
)


async def home(store: Store, site: Site) -> dict[str, object]:
    """What the home page shows."""
    stated = await stated_published(store)
    progress, plan = await _progress(store, stated), await short_plan(store)
    said = "称全部发布" if progress and stated.projects == progress.projects else "称已发布"
    announced = [(one.stated_on, one.stated_by + said) for one in stated.statements[-1:]]
    return {
        "about": await _about(store),
        "questions": [
            {"title": site.queries[name]["title"], "url": f"/catalogue/{name}"}
            for name in QUESTIONS
            if (progress or not name.startswith("outcome"))
            and (plan or not name.startswith("policy"))
        ],
        "progress": progress,
        "figures": await key_figures(store),
        "plan": plan,
        "timeline": await timeline(store, announced) if progress else None,
        "heat": await heat_map(store),
        "bodies": await top_bodies(store),
        "notices": await store.rows(
            "select id, title, document_number, issued_on from notices "
            "order by issued_on desc, id limit :named",
            named=_NAMED,
        ),
    }


@dataclass(frozen=True)
class Progress:
    """How far the plan is, in numbers of projects: all, those that authorities say are published,
    and those whose number is known."""

    projects: int
    stated: StatedPublished
    numbered: int
    numbered_url: str
    ranks: tuple["RankShare", ...]


@dataclass(frozen=True)
class RankShare:
    """The projects whose number was seen on pages of a rank at best, or of which no number is
    known: a part of a bar, in hundredths of its width."""

    label: str
    projects: int
    url: str
    start: float
    width: float
    style: str


async def _progress(store: Store, stated: StatedPublished) -> Progress | None:
    """None for a catalogue that knows of no outcome."""
    years = await by_value(store, CountSubject.CATALOGUE, "published_year")
    projects, numbered = sum(years.values()), sum(years.values()) - years.get(None, 0)
    if not numbered and not stated.projects:
        return None
    url = projects_url(published_year__notnull=1)
    return Progress(projects, stated, numbered, url, await _ranks(store, projects))


async def _ranks(store: Store, projects: int) -> tuple[RankShare, ...]:
    """How well the numbers are evidenced, the best first, and the projects without one last."""
    start, shares = 0.0, []
    for place, count in enumerate(await distribution(store), start=1):
        if count.projects:
            width = count.projects * 100 / projects
            label, style = (count.rank, f"s{place}") if count.rank else ("标准号未查到", "track")
            left, wide = round(start, 2), round(width, 2)
            shares.append(RankShare(label, count.projects, count.url, left, wide, style))
            start += width
    return tuple(shares)


async def _about(store: Store) -> dict[str, object]:
    """Which plan this is: the newest policy document that projects carry out, else what notices
    there are; and how projects are divided."""
    found = await plans(store)
    document = found[0] if found else None
    if document is not None:
        document["issuer"] = _issuers(document["issuers"])
        statuses = await by_value(store, CountSubject.DOCUMENT, "status", document["id"])
        document["projects"] = sum(statuses.values())
    count = await store.row(
        """
        select (select count(*) from notices) as notices, (select count(*) from lists) as lists,
               (select min(issued_on) from notices) as first,
               (select max(issued_on) from notices) as last
        """
    )
    assert count is not None
    count["projects"] = await total(store, CountSubject.CATALOGUE)
    counted = await by_value(store, CountSubject.CATALOGUE, "domain")
    domains = [
        {"domain": domain, "projects": projects, "url": projects_url(domain=domain)}
        for domain, projects in counted.items()
        if domain is not None
    ]
    return {
        "document": document,
        "count": count,
        "domains": domains if len(domains) <= _NAMED else [],
        "domain_title": fields()["domain"].title,
    }


def _issuers(issuers: list[str]) -> str:
    """市场监管总局等 7 部门: the first of many issuers, all of few."""
    if len(issuers) > _ISSUERS:
        return f"{issuers[0]}等 {len(issuers)} 部门"
    return "、".join(issuers)


async def key_figures(store: Store) -> list[Row]:
    """The numbers at the head of the home page, each leading to what it counts; none is nothing."""
    by_mandate: dict[str | None, int] = {}
    for row in await counted_rows(store, CountSubject.CATALOGUE, TOTAL):
        by_mandate[row["mandate"]] = row["projects"]
    types = await by_value(store, CountSubject.CATALOGUE, "project_type")
    bodies = await store.value(
        "select count(distinct subject_id) from counts "
        "where subject = :bodies and part = '' and dimension = ''",
        bodies=CountSubject.BODY.value,
    )
    figures = [("标准项目", sum(by_mandate.values()), projects_url())]
    for label, mandate in (("强制性", Mandate.MANDATORY), ("推荐性", Mandate.RECOMMENDED)):
        figures.append((label, by_mandate.get(mandate, 0), projects_url(mandate=mandate.value)))
    for kind in (ProjectType.DEVELOP, ProjectType.REVISE):
        url = projects_url(project_type=kind.value)
        figures.append((kind.value, types.get(kind, 0), url))
    figures.append(("机构", bodies, "/organizations"))
    figures.append(("清单", await store.value("select count(*) from lists"), "/lists"))
    return [
        {"label": label, "value": number, "url": url} for label, number, url in figures if number
    ]


async def top_bodies(store: Store) -> dict[str, object] | None:
    """The bodies in charge with the most projects; of another role where lists name none; None
    where they name nobody."""
    roles = sorted(
        (field for field in fields_of("projects") if field.role),
        key=lambda field: field.name != "committees",
    )
    for field in roles:
        rows = await store.rows(
            """
            select id, name, projects, bodies from (
              select subject_id, sum(counted) as projects, count(*) over () as bodies
              from counts where subject = :bodies and part = :role and dimension = ''
              group by subject_id order by projects desc, subject_id limit :top
            ) join organizations on id = subject_id order by projects desc, id
            """,
            bodies=CountSubject.BODY.value,
            role=field.role,
            top=TOP,
        )
        if rows:
            return {"role": field.role, "bodies": rows, "count": rows[0]["bodies"]}
    return None


async def home_view(datasette: Datasette, request: Request) -> Response:
    context = await home(Store(datasette), site_of(datasette))
    return await render_page(datasette, request, "home.html", "", [], context, canonical="/")
