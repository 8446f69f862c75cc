"""The messages of ``etl/``, and of the start of the site, found by walking the code: every text
with English words that is no docstring, no SQL and no text for programs."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from etl.checks import rules
from etl.paths import ROOT

# These write files, in Chinese and English at once, or texts for programs; or they are compared.
NOT_SHOWN = {
    "etl/commands/generate.py",
    "etl/commands/inspect_data.py",
    "etl/commands/lists_page.py",
    "etl/commands/notice_draft.py",
    "etl/confinement/program.py",
    "etl/checks/changed.py",
    "etl/checks/touched.py",
    "etl/database/build_info_rows.py",
    "etl/database/changes.py",
    "etl/database/count_changes.py",
    "etl/database/count_groups.py",
    "etl/database/counts.py",
    "etl/database/dump.py",
    "etl/database/empty_catalogue.py",
    "etl/database/filled.py",
    "etl/database/load.py",
    "etl/database/policy_rows.py",
    "etl/database/search_changes.py",
    "etl/export/bibtex.py",
    "etl/export/columns.py",
    "etl/export/content.py",
    "etl/export/datapackage.py",
    "etl/freshness.py",
    "etl/readers/pdf/settings.py",
    "etl/review/review_page.py",
    "etl/review/vocabulary_text.py",
}
# Methods whose first argument is a pattern or SQL, and calls for programmers.
_PATTERNS = {
    *("compile", "execute", "scalar", "sub", "search", "match", "finditer", "fullmatch"),
    "exec_driver_sql",
}
_FOR_PROGRAMMERS = {"cast", "TypeVar", "KeyError", "AssertionError", "text"}
_SQL = re.compile(
    r"\s*(select|insert|update|delete|create|pragma|with \w+ as|drop|alter|begin)\b", re.IGNORECASE
)
# Words beside words or holes; \0 stands for a hole.
_PROSE = re.compile(r"[A-Za-z,;:.')] ?[A-Za-z(]*\b [a-zA-Z\0(]|\0[ ,;:(][ a-z\0]|[a-z:] \0|; [a-z]")
_FOUR_CHINESE = re.compile(r"[一-鿿].*[一-鿿].*[一-鿿].*[一-鿿]")


def templates() -> dict[str, str]:
    """Each message with its holes numbered, and the first file that has it."""
    found: dict[str, str] = {}
    for path in (*sorted((ROOT / "etl").rglob("*.py")), ROOT / "web/serving/catalogue_file.py"):
        name = path.relative_to(ROOT).as_posix()
        if name not in NOT_SHOWN:
            for template in _of_module(ast.parse(path.read_text(encoding="utf-8"))):
                found.setdefault(template, name)
    for name, rule, _ in rules():
        found[rule] = f"etl/checks/{name}.sql"
    return found


def _of_module(tree: ast.Module) -> Iterator[str]:
    skipped = set(_skipped(tree))
    for node in ast.walk(tree):
        text = None if id(node) in skipped else _template(node)
        if text and _is_message(text):
            yield text.strip()


def _template(node: ast.AST) -> str | None:
    numbers = iter(range(100))
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.sub(r"\{\}", lambda _: f"{{{next(numbers)}}}", node.value)
    if isinstance(node, ast.JoinedStr):
        parts = (
            str(part.value) if isinstance(part, ast.Constant) else f"{{{next(numbers)}}}"
            for part in node.values
        )
        return "".join(parts)
    return None


def _is_message(text: str) -> bool:
    bare = re.sub(r"\{\d+\}", "\0", text)
    if _SQL.match(bare) or not re.search("[a-z]{2,}", bare):
        return False
    if _FOUR_CHINESE.search(bare) and not re.search("[a-z]{3,} [a-z]{2,}", bare):
        return False
    return bool(_PROSE.search(bare))


def _skipped(tree: ast.Module) -> Iterator[int]:
    """Docstrings, the parts of f-strings, annotations, patterns and SQL."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield id(node.value)
        elif isinstance(node, ast.JoinedStr):
            for part in node.values:
                if isinstance(part, ast.Constant):
                    yield id(part)
                elif isinstance(part, ast.FormattedValue) and part.format_spec:
                    yield from map(id, ast.walk(part.format_spec))
        elif isinstance(node, ast.AnnAssign | ast.arg) and node.annotation:
            yield from map(id, ast.walk(node.annotation))
        elif isinstance(node, ast.FunctionDef) and node.returns:
            yield from map(id, ast.walk(node.returns))
        elif isinstance(node, ast.Call):
            yield from _of_call(node)


def _of_call(call: ast.Call) -> Iterator[int]:
    if isinstance(call.func, ast.Attribute) and call.func.attr in _PATTERNS and call.args:
        yield from map(id, ast.walk(call.args[0]))
    elif isinstance(call.func, ast.Name) and call.func.id in _FOR_PROGRAMMERS:
        yield from map(id, ast.walk(call))


def package_of(name: str) -> str:
    """The file of Chinese words that belongs to a module: that of its package."""
    parts = Path(name).parts
    return parts[1] if len(parts) > 2 else parts[0]
