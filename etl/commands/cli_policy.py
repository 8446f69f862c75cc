"""``catalogue policy``: what a person does to keep the policy layer true."""

from pathlib import Path

import click

from etl.commands.arguments import FOLDER
from etl.commands.speaking import say


@click.group()
def policy() -> None:
    """Keep the policy layer true to its documents: see docs/policy.md."""


@policy.command()
@click.option(
    "--sources",
    type=FOLDER,
    required=True,
    help="Folder of the documents' texts, named as curation/policy/documents.csv names them.",
)
@click.option("--curation", type=FOLDER, help="Folder of curated data instead of curation/.")
def check(sources: Path, curation: Path | None) -> None:
    """Compare every row of curation/policy with the documents, and name each difference.

    Changes nothing. The texts are not part of the checkout; docs/policy.md says where the
    documents were published.
    """
    from etl.paths import CURATION
    from etl.policy.policy_check import check_policy
    from etl.policy.policy_files import load_policy
    from etl.problems import CatalogueError

    known = load_policy(curation or CURATION)
    result = check_policy(known, sources)
    if result.problems:
        raise CatalogueError(result.problems)
    say(
        f"{len(known.documents)} documents, {len(known.measures)} measures, "
        f"{len(known.targets)} targets: {result.compared} comparisons, no difference"
    )
