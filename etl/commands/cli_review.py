"""``catalogue review``: what a person has to decide before a new notice can be built."""

import json
from pathlib import Path

import click

from etl.commands.arguments import FOLDER
from etl.commands.speaking import say
from etl.languages.chinese import translated

_ALL = "all"


@click.command()
@click.argument("notice", metavar="NOTICE_OR_FILE")
@click.option("--yes-to", metavar="GROUPS", help="Yes to everything proposed in these groups.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object; ask nothing.")
@click.option(
    "--html",
    "page",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a page to look at; ask nothing.",
)
@click.option("--source", default="", help="What curation/ names as source; else the notice.")
@click.option("--sources", type=FOLDER, help="Folder of notices instead of sources/.")
@click.option("--curation", type=FOLDER, help="Folder of curated data instead of curation/.")
def review(
    notice: str,
    yes_to: str | None,
    as_json: bool,
    page: Path | None,
    source: str,
    sources: Path | None,
    curation: Path | None,
) -> None:
    """Decide what a notice has that nobody has decided on: new bodies, likely aliases, bodies in
    a new role, unknown terms. Each once, beside its rows as printed.

    NOTICE_OR_FILE is the slug or folder of a notice, or a document. Every answer is written into
    curation/ at once; leave at any moment, and run it again to go on. --yes-to takes groups
    separated by commas (bodies, aliases, roles, terms) or "all".
    """
    from etl import paths
    from etl.commands.progress import page_bar
    from etl.commands.review_report import review_as_json, review_report
    from etl.commands.review_session import ask_all, decide_for_scripts
    from etl.review.decisions import Group, to_decide
    from etl.review.review_page import review_page
    from etl.review.reviewing import Review, documents_of
    from etl.writing import write_whole

    if page and not page.parent.is_dir():
        raise click.BadParameter(translated(f"{page.parent} is no folder"), param_hint="--html")
    groups = _groups(yes_to) if yes_to is not None else []
    documents = documents_of(notice, sources or paths.SOURCES)
    reviewed = Review(documents, curation or paths.CURATION, source, page_bar())
    if yes_to is not None:
        written, left = decide_for_scripts(reviewed, [Group(group) for group in groups])
    elif as_json or page:
        written, left = 0, reviewed.read()
    else:
        written, left = ask_all(reviewed)
    files = [paths.shown(document.path) for document in documents]
    if page:
        write_whole(page, review_page(left, reviewed.source, files).encode())
    if as_json:
        shown = review_as_json(left, reviewed.source, files, reviewed.other_errors)
        click.echo(json.dumps(shown, ensure_ascii=False))
        return
    if page:
        say(f"{paths.shown(page)}: {len(to_decide(left))} decisions to take")
    elif yes_to is not None:
        say(review_report(left))
    else:
        say(f"{len(to_decide(left))} decisions left")
    if reviewed.other_errors:
        say(
            f"{reviewed.other_errors} other errors stand against the documents: catalogue extract "
            + " ".join(files)
        )
    if written:
        say(f"{written} written into {paths.shown(reviewed.writer.folder)}")


def _groups(text: str) -> list[str]:
    from etl.review.decisions import Group

    known = [group.value for group in Group if group is not Group.COLUMNS]
    named = [part.strip() for part in text.split(",") if part.strip()]
    if named == [_ALL]:
        return known
    for name in named:
        if name not in known:
            raise click.BadParameter(
                translated(f"{name!r} is no group; they are {', '.join(known)}, or {_ALL}"),
                param_hint="--yes-to",
            )
    return named
