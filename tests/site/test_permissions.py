"""Tables that the metadata deny stay denied, and the metadata are not read for every page."""

from pathlib import Path
from typing import Any

import yaml

from tests.site.conftest import Site, make_site_folder


def test_a_denied_table_is_neither_shown_nor_named(site_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "catalogue.db").symlink_to(site_folder / "catalogue.db")
    make_site_folder(tmp_path)
    metadata = yaml.safe_load((site_folder / "metadata.yml").read_text(encoding="utf-8"))
    metadata["databases"]["catalogue"]["tables"]["findings"]["allow"] = False
    (tmp_path / "metadata.yml").write_text(yaml.safe_dump(metadata), encoding="utf-8")
    site = Site(tmp_path)

    for _ in range(2):
        tables = [table["name"] for table in site.get("/catalogue.json").json()["tables"]]
        assert "projects" in tables
        assert "findings" not in tables
        assert site.get("/catalogue/findings").status_code == 403
        assert site.get("/catalogue/projects").status_code == 200
    site.close()


def test_metadata_are_read_once_for_each_table(site: Any, monkeypatch: Any) -> None:
    site.get("/catalogue.json")
    read: list[Any] = []
    sources = site.datasette._metadata_sources

    def noted(*asked: Any) -> Any:
        read.append(asked)
        return sources(*asked)

    monkeypatch.setattr(site.datasette, "_metadata_sources", noted)

    site.get("/catalogue.json?_extra=1")

    assert [asked for asked in read if asked[0] == "tables"] == []
