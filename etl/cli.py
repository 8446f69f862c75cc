"""The ``catalogue`` command. Exit codes: 0 fine; 1 the data or a file is at fault; 2 usage."""

import json
import sys
import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from etl.cli_outcomes import outcomes
from etl.cli_policy import policy
from etl.problems import CatalogueError, Problem

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
PLACE = click.Path(exists=True, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


class CatalogueCommand(click.Group):
    """Reports what is wrong with the data in plain sentences; a traceback only with --debug."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except CatalogueError as error:
            report(error.problems)
            if ctx.params["debug"]:
                traceback.print_exc()
            ctx.exit(1)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            if ctx.params["debug"]:
                raise
            click.echo(
                f"error: the program failed ({type(error).__name__}: {error}). This is a defect "
                "of the program, not of your file; run again with --debug and report it.",
                err=True,
            )
            ctx.exit(1)


@click.group(cls=CatalogueCommand)
@click.version_option(package_name="national-standards-projects-catalogue")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def main(debug: bool) -> None:
    """国家标准项目目录: from notices as issued to a catalogue that can be trusted."""


@main.command()
@click.argument("files", nargs=-1, required=True, type=PLACE, metavar="FILE…")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object for each document.")
@click.option("--curation", type=FOLDER, help="Folder of curated data instead of curation/.")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Read several documents at once.",
)
@click.option("--dask", metavar="ADDRESS", help="Read them on a Dask cluster: tcp://HOST:8786")
def extract(
    files: tuple[Path, ...], as_json: bool, curation: Path | None, workers: int, dask: str | None
) -> None:
    """Read documents and show what would be loaded, and every problem. Changes nothing.

    A folder stands for all documents in it.
    """
    from etl.extract import Extraction
    from etl.inputs.curation import load_curation
    from etl.many import extract_many, extract_on_cluster, find_documents
    from etl.paths import CURATION, shown
    from etl.progress import page_bar
    from etl.report import extraction_report

    known = load_curation(curation or CURATION)
    documents = find_documents(files)
    if not documents:
        found = ", ".join(map(shown, files))
        problem = Problem("no_documents", "", "no document in it", file=found)
        if not as_json:
            raise CatalogueError([problem])
        empty = Extraction(found, "", problems=[problem])
        click.echo(json.dumps(empty.as_json(), ensure_ascii=False))
        sys.exit(1)
    extractions = (
        extract_on_cluster(documents, known, dask)
        if dask
        else extract_many(documents, known, workers, page_bar())
    )
    failed = 0
    for number, extraction in enumerate(extractions):
        failed += bool(extraction.errors)
        if as_json:
            click.echo(json.dumps(extraction.as_json(), ensure_ascii=False))
        else:
            click.echo(("\n" if number else "") + extraction_report(extraction))
    if len(documents) > 1 and not as_json:
        click.echo(f"\n{len(documents)} documents, {failed} with errors")
    if failed:
        sys.exit(1)


@main.command()
@click.argument("file", type=FILE)
@click.option("--slug", help="Name of the new folder; made from the file's name if not given.")
@click.option("--sources", type=FOLDER, help="Folder of notices instead of sources/.")
def add(file: Path, slug: str | None, sources: Path | None) -> None:
    """Put a notice into sources/ with a notice.yml to review. Never overwrites."""
    from etl.add import add_notice, slug_from
    from etl.inputs.curation import load_curation
    from etl.paths import SOURCES, shown
    from etl.progress import page_bar
    from etl.report import extraction_report

    folder = sources or SOURCES
    added = add_notice(file, slug or slug_from(file), folder, load_curation(), page_bar())
    click.echo(extraction_report(added.extraction))
    click.echo(f"\n{shown(added.folder)} was made. In its notice.yml, confirm:")
    for item in added.to_confirm:
        click.echo(f"  {item}")
    click.echo("Then run: catalogue build")


@main.command()
@click.option("--sources", type=FOLDER, help="Folder of notices instead of sources/.")
@click.option("--curation", type=FOLDER, help="Folder of curated data instead of curation/.")
@click.option(
    "--database",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to make instead of catalogue.db.",
)
@click.option("--if-changed", is_flag=True, help="Do nothing if the inputs are the same.")
def build(
    sources: Path | None, curation: Path | None, database: Path | None, if_changed: bool
) -> None:
    """Make the catalogue from sources and curation, whole or not at all.

    With the catalogue in its own place, the files derived beside it are brought up to date, too.
    """
    from etl import paths
    from etl.build import build as build_catalogue
    from etl.build import is_current
    from etl.generate import generated_files, write_generated
    from etl.inputs.notices import load_notices
    from etl.serve import write_inspect_data

    inputs = (sources or paths.SOURCES, curation or paths.CURATION, database or paths.DATABASE)
    target = inputs[2]
    if if_changed and is_current(*inputs):
        return
    result = build_catalogue(*inputs, progress=_progress)
    if target.resolve() == paths.DATABASE:
        write_inspect_data(target)
        write_generated(generated_files(load_notices(inputs[0])))
    report(result.warnings)
    click.echo(
        f"{paths.shown(result.database)}: {result.projects} projects, {result.findings} findings"
        + ("" if result.changed else "; unchanged")
    )


@main.command()
@click.option("--database", type=FILE, help="File to check instead of catalogue.db.")
def check(database: Path | None) -> None:
    """Run every data check on a finished catalogue."""
    from etl.checks import check_database, rules
    from etl.paths import DATABASE, shown

    target = database or DATABASE
    problems = check_database(target)
    if problems:
        raise CatalogueError(problems)
    click.echo(f"{shown(target)}: all {len(rules()) + 3} checks passed")


@main.command()
@click.argument("old", type=FILE)
@click.argument("new", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def diff(old: Path, new: Path, as_json: bool) -> None:
    """Show projects added, removed and changed between two catalogues."""
    from etl.database.diff import compare
    from etl.report import difference_report

    difference = compare(old, new)
    if as_json:
        click.echo(json.dumps(difference.as_json(), ensure_ascii=False))
    else:
        click.echo(difference_report(difference))


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--database", type=FILE, help="Catalogue to export instead of catalogue.db.")
def export(folder: Path, database: Path | None) -> None:
    """Write every download form of the catalogue, with checksums, into FOLDER."""
    from etl.export.files import export as export_catalogue
    from etl.paths import DATABASE, shown

    for file in export_catalogue(database or DATABASE, folder):
        click.echo(f"{file.sha256}  {file.size:>9}  {shown(folder / file.name)}")


@main.command()
@click.option("--check", "only_check", is_flag=True, help="Say what is stale; write nothing.")
def generate(only_check: bool) -> None:
    """Write the files derived from declarations: metadata.yml and the data dictionary."""
    from etl.generate import generated_files, write_generated
    from etl.inputs.notices import load_notices
    from etl.paths import shown
    from etl.stale import stale_files

    files = generated_files(load_notices())
    if only_check:
        stale = stale_files(files)
        for message in stale:
            click.echo(message, err=True)
        if stale:
            sys.exit(1)
        return
    for path in write_generated(files):
        click.echo(shown(path))


@main.command()
@click.option("--port", default=8001, show_default=True, type=click.IntRange(0, 65535))
@click.option("--host", default="127.0.0.1", show_default=True)
def serve(port: int, host: str) -> None:
    """Build the catalogue if its inputs changed, and serve the site."""
    from etl.serve import serve as start

    click.get_current_context().invoke(build, if_changed=True)
    start(port, host)


main.add_command(outcomes)
main.add_command(policy)


def report(problems: Iterable[Problem]) -> None:
    """Print problems, one a line, to standard error."""
    for problem in problems:
        click.echo(str(problem), err=True)


def _progress(stage: str) -> None:
    """Say what a build is doing, where a person watches."""
    if sys.stderr.isatty():
        click.echo(f"{stage} …", err=True)
