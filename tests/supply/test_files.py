"""The files on the supply of packages are written when they differ, and said to be stale."""

from pathlib import Path

import pytest

from supply.errors import SupplyError
from supply.files import check, licences_page, write
from supply.licences import Licence
from supply.lock import LockedPackage

PACKAGES = {
    name: LockedPackage(name, "1.0", "", ("a" * 64,), ()) for name in ("for-site", "for-tests")
}
LICENCES = {
    "for-site": Licence("for-site", "MIT", "MIT", ""),
    "for-tests": Licence("for-tests", "ISC", "", "its | text"),
}


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    current, stale = tmp_path / "current", tmp_path / "stale"
    current.write_text("same", encoding="utf-8")

    written = write({current: "same", stale: "new"})

    assert written == [stale]
    assert stale.read_text(encoding="utf-8") == "new"


@pytest.mark.parametrize("content", [None, "old"])
def test_a_stale_file_is_named_with_what_to_run(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "some.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")

    with pytest.raises(SupplyError, match=r"some\.json is not up to date\. Run: make sbom"):
        check({path: "new"})


def test_the_page_tells_the_packages_of_the_site_from_those_of_development() -> None:
    page = licences_page(PACKAGES, {"for-site"}, LICENCES)

    site, development = page.split("## Development only")
    assert "| for-site | 1.0 | MIT |  |" in site
    assert "| for-tests | 1.0 | ISC | its \\| text |" in development
