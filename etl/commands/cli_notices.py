"""``catalogue extract`` and ``catalogue add``: documents read, and notices taken in."""

import json
import sys
from contextlib import closing
from pathlib import Path

import click

from etl.commands.arguments import FILE, FOLDER, PLACE
from etl.commands.speaking import say
from etl.problems import CatalogueError, Problem


@click.command()
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
@click.option(
    "--verbose", is_flag=True, help="Say by what this system is protected from a document."
)
def extract(
    files: tuple[Path, ...],
    as_json: bool,
    curation: Path | None,
    workers: int,
    dask: str | None,
    verbose: bool,
) -> None:
    """Read documents and show what would be loaded, and every problem. Changes nothing.

    A folder stands for all documents in it.
    """
    from etl.commands.cluster import extract_on_cluster
    from etl.commands.many import extract_many, find_documents
    from etl.commands.progress import page_bar
    from etl.commands.report import extraction_report
    from etl.extract import Extraction
    from etl.inputs.curation import load_curation
    from etl.paths import CURATION, shown
    from etl.readers.sandbox import layers_that_hold

    if verbose:
        for layer in layers_that_hold():
            say(f"protection from documents: {layer}", err=True)
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
    with closing(extractions):
        for number, extraction in enumerate(extractions):
            failed += bool(extraction.errors)
            if as_json:
                click.echo(json.dumps(extraction.as_json(), ensure_ascii=False))
            else:
                say(("\n" if number else "") + extraction_report(extraction))
    if len(documents) > 1 and not as_json:
        say(f"\n{len(documents)} documents, {failed} with errors")
    if failed:
        sys.exit(1)


@click.command()
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE…")
@click.option("--slug", help="Name of the new folder; made from the first file's name.")
@click.option("--sources", type=FOLDER, help="Folder of notices instead of sources/.")
def add(files: tuple[Path, ...], slug: str | None, sources: Path | None) -> None:
    """Put a notice into sources/ with a notice.yml to review. Never overwrites.

    Several files are one notice: a letter and its annexes.
    """
    from etl.commands.add import add_notice, slug_from
    from etl.commands.progress import page_bar
    from etl.commands.report import extraction_report
    from etl.inputs.curation import load_curation
    from etl.paths import SOURCES, shown

    folder = sources or SOURCES
    name = slug or slug_from(files[0])
    added = add_notice(files, name, folder, load_curation(), page_bar())
    for extraction in added.extractions:
        say(extraction_report(extraction) + "\n")
    say(f"{shown(added.folder)} was made. In its notice.yml, confirm:")
    for item in added.to_confirm:
        click.echo(f"  {item}")
    if any(problem.value for found in added.extractions for problem in found.problems):
        say(f"Decide on what is new with: catalogue review {shown(added.folder)}")
    say("Then run: catalogue build. Until all is confirmed, it leaves the notice out.")
