"""The ready-made queries over partitioned Parquet by Dask, whose data frames take no SQL: each
query is a function. What is large is filtered, joined and counted on the cluster; what comes back
is the answer.
"""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd
from pyarrow.parquet import ParquetFile

from benchmarks._outgrow.questions import Answer

# Dask is typed in parts only.
dd: Any = import_module("dask.dataframe")
Frame = Any
Flags = Mapping[str, tuple[str, str]]
_NATURE: Flags = {"强制": ("mandate", "强制"), "推荐": ("mandate", "推荐")}
_TYPE: Flags = {"制定": ("project_type", "制定"), "修订": ("project_type", "修订")}
_STATUS: Flags = {
    name: ("status", name)
    for name in (
        "已发布（标准号已核实）",
        "已发布（标准号待核实）",
        "官方称已发布（标准号未查明）",
        "发布情况说法不一",
        "计划已终止",
        "计划已暂缓",
        "未查明",
    )
}


class OnDask:
    """The files below ``folder``, which every worker of the cluster of the current client reads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def ask(self, name: str, given: Mapping[str, str]) -> Answer:
        """The answer to a ready-made query."""
        return list(_QUESTIONS[name](self, given).itertuples(index=False, name=None))

    def table(self, name: str, *columns: str, **filters: str) -> Frame:
        """Columns of a table; of the rows, those in which a column has the value."""
        wanted = [*dict.fromkeys((*columns, *filters))]
        frame = dd.read_parquet(self._folder / name, columns=wanted)
        for year in {"year", "number_year"} & set(wanted):
            # The name of the folder, which Dask takes for a category.
            frame[year] = frame[year].astype("Int64")
        for column, value in filters.items():
            frame = frame[frame[column].eq(int(value) if column == "year" else value)]
        return frame

    def of_role(self, role: str, *columns: str, year: str = "", **filters: str) -> Frame:
        """Projects with each of their bodies in a role. Both tables have the same folders, so each
        folder is joined by itself, and those of other years are left alone."""
        below = self._folder / "project_organizations"
        parts = [
            path.parent.relative_to(below).as_posix() for path in sorted(below.rglob("*.parquet"))
        ]
        if year:
            parts = [part for part in parts if part.startswith(f"year={year}/")]
        return dd.from_map(
            _joined, parts, folder=self._folder, role=role, wanted=columns, filters=filters
        )

    def bodies(self) -> pd.DataFrame:
        """The names of bodies: a short table."""
        frame = _read(self._folder / "organizations", ["id", "name", "sac_code"])
        return frame.rename(columns={"id": "organization_id"})

    def lists(self) -> pd.DataFrame:
        """The titles of lists: a short table."""
        return _read(self._folder / "lists", ["id", "title"])

    def results(self, *columns: str) -> Frame:
        """Results of projects with the project's code, title and year, and columns of the
        standard."""
        links = self.table(
            "project_outcomes", "project_id", "standard_id", "confidence", relation="结果"
        )
        standards = self.table("standards", "id", *columns)
        projects = self.table("projects", "id", "code", "title", "year")
        found = links.merge(standards, left_on="standard_id", right_on="id").drop(columns="id")
        return found.merge(
            projects, left_on="project_id", right_on="id", suffixes=("_of_standard", "")
        )


def _joined(
    part: str, folder: Path, role: str, wanted: Sequence[str], filters: Mapping[str, str]
) -> pd.DataFrame:
    """The projects of one folder with their bodies in a role."""
    stored = [name for name in wanted if name != "year"]
    projects = _read(folder / "projects" / part, ["id", *dict.fromkeys((*stored, *filters))])
    for column, value in filters.items():
        projects = projects[projects[column].eq(value)]
    if "year" in wanted:
        projects["year"] = int(part.partition("/")[0].removeprefix("year="))
    links = _read(
        folder / "project_organizations" / part,
        ["project_id", "organization_id", "position", "role"],
    )
    links = links[links["role"].eq(role)]
    return projects.merge(links, left_on="id", right_on="project_id")


def _read(home: Path, columns: list[str]) -> pd.DataFrame:
    """Columns of the files of one folder; nothing of its name is added."""
    files = sorted(home.glob("*.parquet"))
    found: pd.DataFrame = pd.concat(ParquetFile(path).read(columns).to_pandas() for path in files)
    return found


def _counted(frame: Frame, by: list[str], flags: Flags) -> pd.DataFrame:
    """For each group the number of rows, the first id, and how many rows have the value that a flag
    names: none at all where no row has any value, as SQL has it."""
    ones = frame.assign(
        count=1,
        **{
            flag: frame[column].eq(value).astype("Float64").where(frame[column].notnull())
            for flag, (column, value) in flags.items()
        },
    )[[*by, "count", *flags]]
    # Answers are short: they are put together in one place.
    sums = ones.groupby(by, dropna=False).sum(min_count=1, split_out=1)
    first = frame[[*by, "id"]].groupby(by, dropna=False)["id"].min(split_out=1)
    counted, firsts = dd.compute(sums, first)
    assert isinstance(counted, pd.DataFrame)
    return counted.assign(first=firsts).reset_index()


def _overview(on: OnDask, _: Mapping[str, str]) -> pd.DataFrame:
    projects = on.table("projects", "id", "year", "domain", "mandate", "project_type")
    found = _counted(projects, ["year", "domain"], {**_NATURE, **_TYPE})
    return found.sort_values(["year", "first"])[["year", "domain", "count", *_NATURE, *_TYPE]]


def _committees(on: OnDask, _: Mapping[str, str]) -> pd.DataFrame:
    flags = {"强制": _NATURE["强制"], "修订": _TYPE["修订"]}
    linked = on.of_role("归口单位", "mandate", "project_type")
    found = _counted(linked, ["organization_id"], flags).merge(on.bodies())
    found = found.sort_values(["count", "organization_id"], ascending=[False, True])
    return found[["name", "sac_code", "count", *flags]]


def _departments(on: OnDask, _: Mapping[str, str]) -> pd.DataFrame:
    linked = on.of_role("主管部门", "year", "mandate")
    found = _counted(linked, ["organization_id", "year"], _NATURE).merge(on.bodies())
    found["rows"] = found.groupby("organization_id")["count"].transform("size")
    found = found.sort_values(["rows", "organization_id", "year"], ascending=[False, True, True])
    return found[["name", "year", "count", *_NATURE]]


def _of_body(on: OnDask, role: str, part: str, columns: list[str], **filters: str) -> pd.DataFrame:
    bodies = on.bodies()
    bodies = bodies[bodies["name"].str.contains(part, regex=False)]
    linked = on.of_role(role, *columns, **{name: text for name, text in filters.items() if text})
    linked = linked[linked["organization_id"].isin(list(bodies["organization_id"]))].compute()
    found = linked.merge(bodies, on="organization_id").sort_values(["id", "position"])
    answer: pd.DataFrame = found[[*columns, "name"]]
    return answer


def _of_department(on: OnDask, given: Mapping[str, str]) -> pd.DataFrame:
    columns = ["code", "year", "title", "project_type", "mandate", "domain"]
    return _of_body(on, "主管部门", given["department"], columns, year=given["year"])


def _mandatory(on: OnDask, given: Mapping[str, str]) -> pd.DataFrame:
    columns = ["code", "year", "title", "project_type"]
    filters = {"year": given["year"], "mandate": "强制"}
    return _of_body(on, "归口单位", given["committee"], columns, **filters)


def _revisions(on: OnDask, given: Mapping[str, str]) -> pd.DataFrame:
    columns = ["code", "year", "title", "mandate", "domain"]
    filters = {"project_type": "修订"} | ({"mandate": given["mandate"]} if given["mandate"] else {})
    projects = on.table("projects", "id", *columns, **filters)
    found: Frame = projects.compute().sort_values("id")
    assert isinstance(found, pd.DataFrame)
    return found[columns]


def _progress(on: OnDask, _: Mapping[str, str]) -> pd.DataFrame:
    projects = on.table("projects", "id", "list_id", "domain", "mandate", "status")
    found = _counted(projects, ["list_id", "domain", "mandate"], _STATUS)
    lists = on.lists().rename(columns={"id": "list_id"})
    found = found.merge(lists, on="list_id").sort_values(["list_id", "first"])
    return found[["title", "domain", "mandate", "count", *_STATUS]]


def _months(on: OnDask, _: Mapping[str, str]) -> pd.DataFrame:
    standards = on.table("standards", "id", "published_on", "mandate", role="项目成果")
    standards = standards[standards["published_on"].str.len() >= 7]
    standards = standards.assign(month=standards["published_on"].str.slice(0, 7))
    found = _counted(standards, ["month"], {"强制": _NATURE["强制"]}).sort_values("month")
    found["total"] = found["count"].cumsum()
    return found[["month", "count", "强制", "total"]]


def _in_force(on: OnDask, given: Mapping[str, str]) -> pd.DataFrame:
    results = on.results("number", "title", "implemented_on")
    found = results[results["implemented_on"].notnull()].compute()
    assert isinstance(found, pd.DataFrame)
    if date := given["date"]:
        on_day = found["implemented_on"]
        # A month or a year is over before what the date says of month or year.
        as_far = on_day.str.len().map(lambda length: date[: int(length)]).astype("string")
        found = found[on_day.eq(date) | (on_day.astype("string") < as_far)]
    found = found.sort_values(["implemented_on", "standard_id"], ascending=[False, True])
    return found[["number", "title_of_standard", "implemented_on", "code", "title"]]


def _years(on: OnDask, _: Mapping[str, str]) -> pd.DataFrame:
    results = on.results("number", "number_year", "published_on")
    differ = results["number_year"].ne(results["year"]) & results["number_year"].notnull()
    found = results[differ].compute().sort_values("project_id")
    assert isinstance(found, pd.DataFrame)
    found = found.assign(difference=found["number_year"] - found["year"])
    columns = ["code", "title", "year", "number_year", "difference", "number", "published_on"]
    return found[[*columns, "confidence"]]


_QUESTIONS: Mapping[str, Callable[[OnDask, Mapping[str, str]], pd.DataFrame]] = {
    "overview": _overview,
    "committees_by_projects": _committees,
    "department_year_counts": _departments,
    "projects_by_department": _of_department,
    "mandatory_by_committee": _mandatory,
    "revisions": _revisions,
    "outcome_progress": _progress,
    "outcome_months": _months,
    "outcome_in_force": _in_force,
    "outcome_years_differ": _years,
}
