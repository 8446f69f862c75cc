"""The documentation is complete and points to what exists."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from etl.commands.cli import main
from etl.paths import ROOT
from etl.problems import KINDS

PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "benchmarks").glob("*.md")]
)
FOLDERS = "benchmarks|deploy|docs|etl|migrations|plugins|schema|static|templates|tests|web"
# The page of the site puts the meaning of values below the text of this file.
BELOW_ON_THE_SITE = {"#values"}


def commands() -> list[str]:
    return sorted(main.commands)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    missing = []
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if link.startswith(("http://", "https://", "/")) or link in BELOW_ON_THE_SITE:
            continue
        name, _, anchor = link.partition("#")
        target = page.parent / name if name else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            missing.append(link)

    assert missing == []


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as they are made where the repository is read."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    bare = (re.sub(r"[^\w\- ]", "", heading.strip().lower()) for heading in headings)
    return {heading.replace(" ", "-") for heading in bare}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_that_pages_name_are_there(page: Path) -> None:
    named = re.findall(rf"`((?:{FOLDERS})/[\w./-]+)`", page.read_text(encoding="utf-8"))

    # In capitals stands what a reader puts there.
    certain = [name for name in named if not re.search("[A-Z]{4}", name)]
    missing = [name for name in certain if not (ROOT / name).exists()]

    assert missing == []


def test_every_kind_of_problem_is_documented_with_its_severity() -> None:
    text = (ROOT / "docs/adding-a-notice.md").read_text(encoding="utf-8")
    documented = dict(re.findall(r"^\| `(\w+)` \| (\w+) \|", text, re.MULTILINE))

    assert documented == {kind: severity.value for kind, (severity, _) in KINDS.items()}


@pytest.mark.parametrize("command", commands())
def test_every_command_is_documented(command: str) -> None:
    pages = "".join(page.read_text(encoding="utf-8") for page in PAGES)

    assert re.search(rf"catalogue {command}\b|`{command}`", pages)


@pytest.mark.parametrize("command", commands())
def test_every_command_explains_itself(command: str) -> None:
    result = CliRunner().invoke(main, [command, "--help"])

    assert result.exit_code == 0
    assert len(result.output.splitlines()) > 4


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_page_names_a_path_of_one_machine(page: Path) -> None:
    text = page.read_text(encoding="utf-8")

    assert not re.search(r"/(?:home|root|Users|work)/", text)


def test_every_hook_of_datasette_that_is_used_is_named() -> None:
    page = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    (listed,) = re.findall(r"The hooks used here \((.*?)\)", page, re.DOTALL)

    used = {
        name
        for path in (ROOT / "plugins").glob("*.py")
        for name in re.findall(r"^@hookimpl.*\ndef (\w+)", path.read_text("utf-8"), re.MULTILINE)
    }

    assert set(re.findall(r"`(\w+)`", listed)) == used


def test_a_release_says_nothing_twice_in_the_changelog() -> None:
    releases = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").split("\n## ")[1:]

    for release in releases:
        headings = re.findall(r"^### (.+)$", release, re.MULTILINE)
        items = re.findall(r"^- .*\n(?:  .*\n)*", release, re.MULTILINE)
        assert sorted(set(headings)) == sorted(headings), release.partition("\n")[0]
        assert sorted(set(items)) == sorted(items), release.partition("\n")[0]


def test_both_readmes_give_the_two_commands() -> None:
    for name in ("README.md", "README.zh.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "make serve" in text
        assert "make test" in text
        assert "python3 run.py serve" in text
