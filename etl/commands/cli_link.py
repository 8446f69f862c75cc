"""``catalogue link``: which project an announced standard is the outcome of."""

import json
from pathlib import Path

import click

from etl.commands.arguments import FOLDER
from etl.commands.speaking import say
from etl.languages.chinese import translated


class Pair(click.ParamType[tuple[str, str]]):
    """``ENTRY=PROJECT``: two codes, such as pub-2-001=2024-017."""

    name = "ENTRY=PROJECT"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        entry, sign, project = value.partition("=")
        if not (entry.strip() and sign and project.strip()):
            wrong = f"{value!r} is not ENTRY=PROJECT, such as pub-2-001=2024-017"
            self.fail(translated(wrong), param, ctx)
        return entry.strip(), project.strip()


@click.command()
@click.option("--sources", type=FOLDER, help="Folder of notices instead of sources/.")
@click.option("--curation", type=FOLDER, help="Folder of curated data instead of curation/.")
@click.option(
    "--accept", "accepted", type=Pair(), multiple=True, help="Write a link; may be repeated."
)
@click.option("--refuse", "refused", type=Pair(), multiple=True, help="Never propose a pair again.")
@click.option("--ask", "asks", is_flag=True, help="Ask for each proposal: yes, no or later.")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=20,
    show_default=True,
    help="Show so many standards; 0 shows all.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def link(
    sources: Path | None,
    curation: Path | None,
    accepted: tuple[tuple[str, str], ...],
    refused: tuple[tuple[str, str], ...],
    asks: bool,
    limit: int,
    as_json: bool,
) -> None:
    """Propose, for each announced standard without a project, the projects that it may be the
    outcome of, with a score and what speaks for and against each.

    Nothing is linked unless a person says so: accepted links are written to curation/links.csv,
    refused ones to curation/refused_links.csv.
    """
    from etl import paths
    from etl.build import read_catalogue
    from etl.commands.link_report import proposals_as_json, proposals_lines, summary
    from etl.commands.link_session import ask
    from etl.linking.link_decisions import LinkFiles, as_link, chosen_proposals, with_links
    from etl.linking.link_proposals import propose
    from etl.linking.sides import sides_of

    if asks and (as_json or accepted or refused):
        raise click.UsageError(translated("--ask goes with neither --json, --accept nor --refuse"))
    folder = curation or paths.CURATION
    files = LinkFiles(folder)
    catalogue, _ = read_catalogue(sources or paths.SOURCES, folder)
    sides = sides_of(catalogue)
    if accepted or refused:
        chosen = chosen_proposals((*accepted, *refused), sides, catalogue)
        links = [as_link(proposal) for proposal in chosen]
        with_links(catalogue, links[: len(accepted)])
        files.accept(links[: len(accepted)])
        files.refuse(links[len(accepted) :])
        _say_written(len(accepted), len(refused), folder)
        return
    found = propose(sides)
    shown = found[:limit] if limit else found
    if as_json:
        counted = {"standards": len(sides.standards), "proposed": len(found)}
        answer = {**counted, "proposals": proposals_as_json(shown)}
        click.echo(json.dumps(answer, ensure_ascii=False))
    elif asks:
        _say_written(*ask(shown, catalogue, files), folder)
    else:
        for each in shown:
            say("\n".join(proposals_lines(each)) + "\n")
        say(summary(found, len(shown), len(sides.standards)))


def _say_written(accepted: int, refused: int, folder: Path) -> None:
    say(f"{accepted} accepted, {refused} refused; written to {folder}.")
    if accepted:
        say("Make the catalogue with: catalogue build")
