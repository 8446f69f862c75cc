"""``catalogue outcomes``: what a person does to keep outcomes current."""

import json
from pathlib import Path

import click

from etl.commands.arguments import FILE, FOLDER
from etl.commands.speaking import say


@click.group()
def outcomes() -> None:
    """Keep current what became of projects: see docs/outcomes.md."""


@outcomes.command()
@click.argument("additions", type=FILE, required=False)
@click.option("--curation", type=FOLDER, help="Folder of curated data instead of curation/.")
@click.option("--sources", type=FOLDER, help="Folder of notices instead of sources/.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def check(
    additions: Path | None, curation: Path | None, sources: Path | None, as_json: bool
) -> None:
    """Check the curated outcomes, and list the projects without a verified number, each with
    links that search for it, and with leads that were noted. Changes nothing and asks no web site.

    ADDITIONS is a CSV file with the columns of curation/outcomes.csv: its rows are checked as if
    they stood there, too.
    """
    from etl import paths
    from etl.build import read_catalogue
    from etl.commands.outcomes_report import (
        additions_report,
        checked_leads,
        unverified,
        unverified_report,
    )

    folder = curation or paths.CURATION
    catalogue, _ = read_catalogue(sources or paths.SOURCES, folder)
    leads = checked_leads(catalogue, folder)
    added = additions_report(catalogue, additions) if additions else None
    found = unverified(catalogue, added or (), leads)
    if as_json:
        click.echo(json.dumps([project.as_json() for project in found], ensure_ascii=False))
        return
    say(unverified_report(found))
    if added is not None:
        say(f"{len(added)} rows of {additions} can be added to curation/outcomes.csv.")
