"""``catalogue build``, ``check``, ``diff`` and ``export``: the catalogue as a file."""

import json
import sys
from contextlib import ExitStack
from pathlib import Path

import click

from etl.commands.arguments import FILE, FOLDER
from etl.commands.speaking import report, say
from etl.languages.chinese import translated
from etl.problems import CatalogueError


@click.command()
@click.option("--sources", type=FOLDER, help="Folder of notices instead of sources/.")
@click.option("--curation", type=FOLDER, help="Folder of curated data instead of curation/.")
@click.option(
    "--database",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to make instead of catalogue.db.",
)
@click.option("--if-changed", is_flag=True, help="Do nothing if code and inputs are the same.")
@click.option(
    "--keep",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to keep what the next build needs to add to this catalogue what was added since.",
)
@click.option("--dask", metavar="ADDRESS", help="Read on a Dask cluster: tcp://HOST:8786")
def build(
    sources: Path | None,
    curation: Path | None,
    database: Path | None,
    if_changed: bool,
    keep: Path | None,
    dask: str | None,
) -> None:
    """Make the catalogue from sources and curation, whole or not at all.

    With the catalogue in its own place, the files derived beside it are brought up to date, too.
    """
    from etl import freshness, paths

    inputs = (sources or paths.SOURCES, curation or paths.CURATION, database or paths.DATABASE)
    target = inputs[2]
    in_its_place = target.resolve() == paths.DATABASE
    derived = (paths.INSPECT_DATA, *paths.GENERATED) if in_its_place else ()
    basis = freshness.basis(*inputs[:2])
    if if_changed and freshness.is_current(target, basis, derived):
        return
    # Only now, so that a site whose catalogue is current starts without them.
    from etl.build import build as build_catalogue
    from etl.commands.generate import generated_files, write_generated
    from etl.commands.inspect_data import write_inspect_data
    from etl.inputs.notices import load_notices
    from etl.kept_reading import Reading, reading_here

    with ExitStack() as cluster:
        reading: Reading = reading_here
        if dask:
            from etl.commands.cluster import ClusterReading, connected

            reading = ClusterReading(cluster.enter_context(connected(dask)))
        result = build_catalogue(*inputs, progress=_progress, kept=keep, reading=reading)
    if in_its_place:
        write_inspect_data(target)
        write_generated(generated_files(load_notices(inputs[0])))
    freshness.remember(target, basis, derived)
    report(result.warnings)
    say(
        f"{paths.shown(result.database)}: {result.projects} projects, {result.findings} findings"
        + ("" if result.changed else "; unchanged")
    )
    if result.anew_because:
        say(f"all of it was made anew: {result.anew_because}")
    elif result.added is not None and result.changed:
        say(f"only what is new was made; notices added: {result.added}")


@click.command()
@click.option("--database", type=FILE, help="File to check instead of catalogue.db.")
def check(database: Path | None) -> None:
    """Run every data check on a finished catalogue."""
    from etl.checks import check_database, rules
    from etl.paths import DATABASE, shown

    target = database or DATABASE
    problems = check_database(target)
    if problems:
        raise CatalogueError(problems)
    say(f"{shown(target)}: all {len(rules()) + 3} checks passed")


@click.command()
@click.argument("old", type=FILE)
@click.argument("new", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def diff(old: Path, new: Path, as_json: bool) -> None:
    """Show projects added, removed and changed between two catalogues."""
    from etl.commands.report import difference_report
    from etl.database.diff import compare

    difference = compare(old, new)
    if as_json:
        click.echo(json.dumps(difference.as_json(), ensure_ascii=False))
    else:
        say(difference_report(difference))


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--database", type=FILE, help="Catalogue to export instead of catalogue.db.")
@click.option(
    "--partitioned",
    is_flag=True,
    help="Write Parquet by year and level, for DuckDB or Dask, into a new FOLDER instead.",
)
def export(folder: Path, database: Path | None, partitioned: bool) -> None:
    """Write every download form of the catalogue, with checksums, into FOLDER."""
    from etl.export.files import export as export_catalogue
    from etl.export.partitioned import export_partitioned
    from etl.paths import DATABASE, shown

    write = export_partitioned if partitioned else export_catalogue
    for file in write(database or DATABASE, folder):
        click.echo(f"{file.sha256}  {file.size:>9}  {shown(folder / file.name)}")


def _progress(stage: str) -> None:
    """Say what a build is doing, where a person watches."""
    if sys.stderr.isatty():
        say(f"{translated(stage)} …", err=True)
