"""A person's answers to proposed links, asked one by one and written at once."""

from collections.abc import Sequence

import click

from etl.catalogue import Catalogue
from etl.commands.link_report import proposal_lines, standard_lines
from etl.commands.speaking import report, say
from etl.linking.link_decisions import LinkFiles, as_link, with_links
from etl.linking.link_proposals import Proposal, Proposals
from etl.problems import CatalogueError

HELP = "y yes · n no, never ask again · l later · q leave"


def ask(found: Sequence[Proposals], catalogue: Catalogue, files: LinkFiles) -> tuple[int, int]:
    """Ask for each standard which of its projects it is the outcome of. Returns how many pairs
    were accepted and refused; a person may leave at any question."""
    accepted = refused = 0
    say(HELP)
    try:
        for number, each in enumerate(found, start=1):
            say(f"\n{number}/{len(found)} " + "\n".join(standard_lines(each.standard)))
            for proposal in each.ranked:
                say("\n".join(proposal_lines(proposal)))
                answer = click.prompt("?", type=click.Choice(["y", "n", "l", "q"]), default="l")
                if answer == "q":
                    return accepted, refused
                if answer == "n":
                    files.refuse([as_link(proposal)])
                    refused += 1
                    continue
                if answer == "y":
                    linked = _linked(catalogue, proposal, files)
                    accepted += linked is not catalogue
                    catalogue = linked
                break
    except click.Abort:
        click.echo("")
    return accepted, refused


def _linked(catalogue: Catalogue, proposal: Proposal, files: LinkFiles) -> Catalogue:
    """The catalogue with the link, which is written; or as it was, if a build would refuse it."""
    link = as_link(proposal)
    try:
        linked = with_links(catalogue, [link])
    except CatalogueError as error:
        report(error.problems)
        say("not written: a build would refuse it")
        return catalogue
    files.accept([link])
    return linked
