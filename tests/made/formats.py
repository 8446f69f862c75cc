"""One notice with a list in each of several file formats, and one with a list of many rows."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from etl.build import build
from tests.corpus.forms.documents import Column, Form, Line, PrintedTable
from tests.corpus.forms.renderings import FORMATS
from tests.made.notices import Bodies, cells, write_curation

COMMITTEE = "全国示例涂料标准化技术委员会"
BODIES: Bodies = {COMMITTEE: ("技术委员会", "归口单位")}
SLUG = "formats-2026"
NUMBER = "示例〔2026〕7号"
HEADER = cells("序号 | 计划号 | 项目名称 | 标准性质 | 制修订 | 归口单位")
# Of each file: the list's slug, and what its name and titles must not do to a page.
ENDINGS = {"text": "txt", "csv": "csv", "pdf": "pdf", "xlsx": "xlsx", "html": "html"}
HOSTILE = "<b>示例</b>漆“试验”&方法"
LONG = 1_200


def file_name(form: str) -> str:
    """The name of the file in a format: with a blank, a number sign and Chinese characters."""
    return f"附件 #{list(ENDINGS).index(form) + 1}.{ENDINGS[form]}"


def titles(form: str) -> tuple[str, ...]:
    """The titles of a file's projects, in its order."""
    return (f"示例{form}涂料第甲类要求", f"示例{form}涂料第乙类要求", HOSTILE)


def build_formats(folder: Path, forms: Sequence[str] = tuple(ENDINGS)) -> Path:
    """The folder of the catalogue of a notice with a file in each of these formats."""
    files = {}
    for at, form in enumerate(forms, start=1):
        rows = [
            (str(n), f"2026{at:02}{n:02}-T-607", title, "推荐", "制定", COMMITTEE)
            for n, title in enumerate(titles(form), start=1)
        ]
        files[form] = (file_name(form), _document(form, at, rows))
    return _build(folder, SLUG, NUMBER, files)


def build_long(folder: Path) -> Path:
    """The folder of the catalogue of a notice whose list needs several pages."""
    rows = [
        (str(n), f"2026{n:04}-T-608", f"示例颜料第{n}号", "推荐", "制定", COMMITTEE)
        for n in range(1, LONG + 1)
    ]
    return _build(folder, "long-2026", NUMBER, {"text": ("long.txt", _document("text", 1, rows))})


def _document(form: str, at: int, rows: Sequence[Sequence[str]]) -> bytes:
    table = PrintedTable(
        (f"附件{at}",),
        f"2026年第{'一二三四五'[at - 1]}批推荐性国家标准制修订计划",
        tuple(Column(word) for word in HEADER),
        tuple(Line(tuple(row)) for row in rows),
        ("注：本表仅为测试而作。",),
    )
    return FORMATS[form](Form(form, (table,), ()))


def _build(folder: Path, slug: str, number: str, files: Mapping[str, tuple[str, bytes]]) -> Path:
    write_curation(folder / "curation", BODIES)
    home = folder / "sources" / slug
    home.mkdir(parents=True)
    declared: dict[str, Any] = {
        "id": 1,
        "slug": slug,
        "title": "关于下达2026年示例计划的通知",
        "document_number": number,
        "issued_on": date(2026, 3, 2),
        "issuers": ["示例部", "示例总局", "示例委", "示例会"],
        "obtained_from": "为测试而作",
        "published": {"where": "示例部网站", "address": "https://example.org/2026/7"},
        "files": [],
        "lists": [],
    }
    for at, (form, (name, data)) in enumerate(files.items(), start=1):
        (home / name).write_bytes(data)
        declared["files"].append({"file": name, "sha256": hashlib.sha256(data).hexdigest()})
        declared["lists"].append(
            {
                "id": at,
                "slug": f"{form}-2026",
                "file": name,
                "annex": f"附件{at}",
                "title": f"2026年第{'一二三四五'[at - 1]}批推荐性国家标准制修订计划",
                "year": 2026,
            }
        )
    text = yaml.safe_dump(declared, allow_unicode=True)
    (home / "notice.yml").write_text(text, encoding="utf-8")
    build(folder / "sources", folder / "curation", folder / "catalogue.db")
    return folder
