"""A new field and a new kind of list, each in its declaration: a copy of the checkout grows both,
by the files that CONTRIBUTING.md names and no other, and loads lists that use them."""

import csv
import io
import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from etl.paths import ROOT
from tests.made.notices import Bodies, MadeList, MadeNotice, cells, write_sources

_COPIED = ("etl", "schema", "migrations", "web", "plugins", "templates", "static")
_BODIES: Bodies = {"全国示例标准化技术委员会": ("技术委员会", "归口单位")}
FIELD = """
funding:
  title: 经费来源
  description: 清单所载的经费来源
  english_title: Source of funding
  english: where the money comes from, as the list prints it
  type: text
  words: [经费来源, 资金来源]
  tables: [entries, projects]
  sortable: true
"""
MIGRATION = '''"""Add where the money of a project comes from."""

from alembic import op

revision = "{revision}"
down_revision = "{before}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("entries", "projects"):
        op.execute(f"ALTER TABLE {{table}} ADD COLUMN funding TEXT")


def downgrade() -> None:
    for table in ("entries", "projects"):
        op.execute(f"ALTER TABLE {{table}} DROP COLUMN funding")
'''
KIND = """- kind: 复审
  title: 复审结论
  english: conclusions of a review of standards
  heading: [复审结论]
  fields: [conclusion]
  needs: [title, number]
  entries: standard
"""
PLAN = MadeList(
    "plan-2030",
    "2030年国家标准制修订计划",
    cells("序号 | 计划号 | 项目名称 | 制修订 | 归口单位 | 资金来源"),
    (
        cells("1 | 20300001-T-469 | 示例术语 | 制定 | 全国示例标准化技术委员会 | 自筹"),
        cells("2 | 20300002-T-469 | 示例方法 | 修订 | 全国示例标准化技术委员会 | 财政"),
    ),
)
REVIEW = MadeList(
    "review-2030",
    "2030年推荐性国家标准复审结论",
    cells("序号 | 标准编号 | 标准名称 | 复审结论"),
    (cells("1 | GB/T 90001-2020 | 示例符号 | 继续有效"),),
)


def checkout(folder: Path, *lists: MadeList) -> Path:
    """A copy of the program in ``folder``, with a notice of these lists."""
    for name in _COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("settings.json", "alembic.ini"):
        shutil.copy(ROOT / name, folder)
    notice = MadeNotice("made-2030", "示例〔2030〕1号", date(2030, 1, 1), lists)
    write_sources(folder, [notice], _BODIES)
    return folder


def edit(folder: Path, edits: Mapping[str, str]) -> None:
    """Write files of the copy: the hand-edited ones."""
    for name, content in edits.items():
        (folder / name).write_text(content, encoding="utf-8")


def run(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def page(folder: Path, path: str) -> str:
    """What the site of the copy answers."""
    return run(folder, "datasette", ".", "--get", path)


@pytest.fixture(scope="module")
def grown_by_a_field(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = checkout(tmp_path_factory.mktemp("field"), PLAN)
    before = max(path.name[:4] for path in (folder / "migrations/versions").glob("[0-9]*.py"))
    revision = f"{int(before) + 1:04}"
    declared = (folder / "schema/kinds/fields.yml").read_text(encoding="utf-8")
    edit(
        folder,
        {
            "schema/kinds/fields.yml": declared + FIELD,
            f"migrations/versions/{revision}_add_funding.py": MIGRATION.format(
                revision=revision, before=before
            ),
        },
    )
    run(folder, "etl", "build")
    return folder


def test_a_field_is_its_declaration_and_a_migration(grown_by_a_field: Path) -> None:
    html = page(grown_by_a_field, "/catalogue/projects")

    assert "经费来源" in html
    assert "自筹" in html
    assert "财政" in html


def test_a_new_field_is_on_the_page_of_its_project(grown_by_a_field: Path) -> None:
    assert "<dt>经费来源</dt><dd>自筹</dd>" in page(grown_by_a_field, "/projects/plan-2030-001")


def test_a_new_field_is_in_the_csv(grown_by_a_field: Path) -> None:
    text = page(grown_by_a_field, "/catalogue/projects.csv?_excel=on")

    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
    assert [row["经费来源"] for row in rows] == ["自筹", "财政"]


def test_a_new_field_is_in_the_documentation(grown_by_a_field: Path) -> None:
    for name in ("docs/data-dictionary.md", "docs/lists.md"):
        assert "经费来源" in (grown_by_a_field / name).read_text(encoding="utf-8")


def test_a_kind_of_list_is_its_declaration(tmp_path: Path) -> None:
    folder = checkout(tmp_path, REVIEW)
    declared = (folder / "schema/kinds/kinds.yml").read_text(encoding="utf-8")
    first = declared.index("- kind:")
    edit(folder, {"schema/kinds/kinds.yml": declared[:first] + KIND + declared[first:]})

    run(folder, "etl", "build")

    html = page(folder, "/lists/review-2030")
    assert "<dt>种类</dt><dd>复审结论</dd>" in html
    assert "GB/T 90001-2020" in html
    assert "复审结论：继续有效" in html
    assert "review-2030" in page(folder, "/catalogue/lists.csv?kind=复审")
