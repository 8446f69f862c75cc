"""The settings of the PDF reader: documented, used, and passed along."""

import ast
from dataclasses import fields, replace
from itertools import pairwise
from pathlib import Path

from etl.readers.pdf import settings as module
from etl.readers.pdf.geometry import Glyph, Rule
from etl.readers.pdf.glyph_text import cell_text
from etl.readers.pdf.ruled_tables import find_tables
from etl.readers.pdf.settings import DEFAULT, PdfSettings

NAMES = {field.name for field in fields(PdfSettings)}
FOLDER = Path(module.__file__).parent


def test_every_setting_says_what_it_means() -> None:
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    body = next(node.body for node in tree.body if isinstance(node, ast.ClassDef))

    documented = {
        before.target.id
        for before, node in pairwise(body)
        if isinstance(before, ast.AnnAssign)
        and isinstance(before.target, ast.Name)
        and isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
    }

    assert documented == NAMES


def test_every_setting_decides_something() -> None:
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.py"))

    used = {
        node.attr for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Attribute)
    }

    assert used >= NAMES


def test_rules_are_joined_as_far_apart_as_the_settings_say() -> None:
    across = [Rule(at, 0, 100) for at in (0, 20, 25)]
    down = [Rule(at, 0, 25) for at in (0, 50, 100)]

    (table,), _ = find_tables(across, down, "page 1")
    (wider,), _ = find_tables(across, down, "page 1", replace(DEFAULT, snap_tolerance=5.0))

    assert len(table.ys) == 3
    assert len(wider.ys) == 2


def test_blanks_are_as_wide_as_the_settings_say() -> None:
    glyphs = [Glyph(0, 10, 0, 10, "A"), Glyph(12, 22, 0, 10, "B")]

    narrow = cell_text(glyphs, replace(DEFAULT, latin_blank_width=0.1))

    assert cell_text(glyphs) == "AB"
    assert narrow == "A B"
