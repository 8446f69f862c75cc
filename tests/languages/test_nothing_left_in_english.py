"""Every command as a Chinese reader has it, over documents and catalogues that are right and ones
that are not: no word stays English that is no name, no code and no text of the input."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from etl.commands.cli import main
from etl.inputs.csv_file import columns_of
from etl.outcomes.leads import LEADS, Lead
from etl.paths import ROOT
from etl.problems import KINDS
from schema.value_words import VALUES
from tests.corpus.forms.documents import forms
from tests.corpus.forms.renderings import FORMATS
from tests.small_catalogue import SmallCatalogue, announced, planned

CHINESE = {"LANG": "zh_CN.UTF-8", "LC_ALL": "", "LC_MESSAGES": "", "LANGUAGE": ""}
PROJECT = planned("20300001-T-469", "茶叶通用要求")
# Names that are the same in every language: of formats, programs, ways of protection, algorithms.
NAMES = {
    *(
        "PDF",
        "Word",
        "Excel",
        "HTML",
        "CSV",
        "Markdown",
        "JSON",
        "XML",
        "YAML",
        "RTF",
        "PNG",
        "UTF",
    ),
    *("SHA", "GB", "Parquet", "DuckDB", "Dask", "Landlock", "seccomp", "catalogue"),
}
# What stands in quotes is data; a word with anything but letters in it is a code or a file.
_QUOTED = re.compile(r"'[^']*'|`[^`]*`")
_TOKEN = re.compile(r"[\w./=:@-]+", re.ASCII)
_ENGLISH = re.compile(r"[A-Za-z]{2,}")
BROKEN = {
    "empty.txt": b"",
    "binary.bin": bytes(range(256)) * 4,
    "rich.rtf": b"{\\rtf1 text}",
    "short.pdf": b"%PDF-1.7\n",
    "short.docx": b"PK\x03\x04",
    "picture.png": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "any.xml": b'<?xml version="1.0"?><a/>',
    "letter.txt": "关于年会的通知\n".encode(),
    "page.html": "<html><body><p>关于年会的通知</p></body></html>".encode(),
    "heading.csv": "序号,项目名称,制修订\n".encode(),
    "yearless.csv": "序号,项目名称,制修订\n1,锅炉,制定\n2,电池,修订\n".encode(),
    "rows.md": """# 2025年制修订重点国家标准项目清单
|序号|标准项目名称|制定/修订|标准性质|主管部门|归口|经费|
|-|-|-|-|-|-|-|
|1|锅炉安全|制定|强制|生态环境部|某某委员会|5|
|3|电池安全|改造|推荐|某某部门|全国消防标准化技术委员会|5|
|3||修订|推荐|生态环境部、工业和信息化部||5|
|某|电池安全|修订|推荐性的|生态环境部||5|
|5|电池安全|修订|推荐|生态环境部|
|6|电池安全|修订|推荐|生态环境部||7|8|
""".encode(),
}


def run(*arguments: object) -> str:
    """What a command prints, to both outputs."""
    given = [str(each) for each in arguments]
    result = CliRunner().invoke(main, given, prog_name="catalogue", env=CHINESE)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.output
    return result.output


def english(text: str) -> list[str]:
    """The lines of ``text`` that have English words."""
    known = NAMES | set(main.commands) | set(KINDS)
    return [
        line
        for line in text.splitlines()
        if any(
            _ENGLISH.fullmatch(token.rstrip(".:")) and token.rstrip(".:") not in known
            for token in _TOKEN.findall(_QUOTED.sub("", line))
        )
    ]


def every_command() -> Iterator[list[str]]:
    def below(command: click.Command, path: list[str]) -> Iterator[list[str]]:
        yield path
        for name, each in command.commands.items() if isinstance(command, click.Group) else ():
            yield from below(each, [*path, name])

    yield from below(main, [])


@pytest.mark.parametrize("path", list(every_command()), ids=" ".join)
def test_help(path: list[str]) -> None:
    # Names of groups of decisions and a column are codes, as is the bound of a number.
    text = re.sub(
        r"（bodies、\s*aliases、roles、terms）|“all”|[0-9]<=x<=\d+|x>=0", "", run(*path, "--help")
    )

    assert english(text) == []


def test_the_version() -> None:
    assert english(run("--version")) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract"],
        ["extract", "nowhere.pdf"],
        ["extract", "--workers", "many", "."],
        ["extract", "--workers", "100", "."],
        ["serve", "--port", "high"],
        ["diff"],
        ["export"],
        ["policy", "check"],
        ["link", "--accept", "nothing"],
        ["review", "x.md", "--yes-to", "nothing"],
    ],
    ids=" ".join,
)
def test_wrong_command_lines(arguments: list[str]) -> None:
    # Of the groups of decisions, the codes are what a person has to write.
    text = run(*arguments).replace("bodies, aliases, roles, terms，或 all", "")

    assert english(text) == []


@pytest.mark.parametrize("name", BROKEN)
def test_broken_documents(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(BROKEN[name])

    assert english(run("extract", tmp_path / name)) == []


@pytest.mark.parametrize("name", FORMATS)
def test_good_documents_in_every_format(name: str, tmp_path: Path) -> None:
    form = next(form for form in forms() if not form.pairs)
    (tmp_path / f"form.{name}").write_bytes(FORMATS[name](form))

    assert english(run("extract", "--verbose", tmp_path / f"form.{name}")) == []


def test_a_workbook_of_old() -> None:
    assert english(run("extract", ROOT / "tests/corpus/files/annexes.xls")) == []


def test_several_documents_one_of_which_is_broken(tmp_path: Path) -> None:
    for name in ("yearless.csv", "empty.txt"):
        (tmp_path / name).write_bytes(BROKEN[name])

    assert english(run("extract", tmp_path)) == []
    assert english(run("extract", tmp_path.parent / tmp_path.name, "--curation", tmp_path)) == []


@pytest.fixture
def small(tmp_path: Path) -> SmallCatalogue:
    made = SmallCatalogue(tmp_path)
    made.plan(1, "2030-01-02", PROJECT, planned("20300002-T-469", "咖啡通用要求"))
    made.announcement(2, "2031-05-06", announced("GB/T 90001-2031", "茶叶通用要求"))
    return made


def folders(small: SmallCatalogue) -> tuple[object, ...]:
    return ("--sources", small.sources, "--curation", small.curation)


def test_a_build_its_check_and_what_differs(small: SmallCatalogue, tmp_path: Path) -> None:
    first = run("build", *folders(small), "--database", small.database)
    again = run("build", *folders(small), "--database", small.database)
    other = tmp_path / "other.db"
    other.write_bytes(small.database.read_bytes())
    with closing(sqlite3.connect(other)) as connection, connection:
        connection.execute("update projects set title = '咖啡', domain = '饮料' where id = 10001")
        connection.execute("update projects set code = 'plan-1-009' where id = 10002")
        connection.execute("update lists set kind = '某类'")

    outputs = [
        first,
        again,
        run("check", "--database", small.database),
        run("check", "--database", other),
        run("diff", small.database, other),
        run("diff", small.database, small.database),
        run("export", tmp_path / "files", "--database", small.database),
        run("export", tmp_path / "files", "--database", small.database, "--partitioned"),
    ]

    # Checksums, and rows that break a rule, which is about a column.
    data = r"\b[0-9a-f]{64}\b|行不符合：.*?。|\bid\b"
    assert english(re.sub(data, "", "\n".join(outputs))) == []
    assert "名称: 茶叶通用要求 → 咖啡" in outputs[4]
    assert "所属领域: （空） → 饮料" in outputs[4]


def test_files_that_are_no_catalogue(small: SmallCatalogue, tmp_path: Path) -> None:
    (tmp_path / "other.db").write_bytes(b"no database")

    for command in (["check", "--database"], ["diff", tmp_path / "other.db"], ["export", tmp_path]):
        named = ["--database"] if command[0] == "export" else []
        assert english(run(*command, *named, tmp_path / "other.db")) == []


def test_links_and_outcomes(small: SmallCatalogue, tmp_path: Path) -> None:
    lead = "plan-1-002,GB/T 90002-2031,咖啡要求,2031-08,,https://example.org/lead,只见编号"
    small.write(LEADS, ",".join(columns_of(Lead)), lead)

    outputs = [
        run("link", *folders(small)),
        run("link", *folders(small), "--accept", "pub-2-001=plan-1-009"),
        run("outcomes", "check", *folders(small)),
    ]

    assert "线索：" in outputs[2]
    assert english("\n".join(outputs)) == []


def test_a_notice_taken_in_and_reviewed(small: SmallCatalogue, tmp_path: Path) -> None:
    (tmp_path / "rows.md").write_bytes(BROKEN["rows.md"])
    sources = ("--sources", small.sources)

    outputs = [
        run("add", tmp_path / "rows.md", "--slug", "neu", *sources),
        run("add", tmp_path / "rows.md", "--slug", "neu", *sources),
        run("add", tmp_path / "rows.md", "--slug", "N N", *sources),
        run("review", "neu", *folders(small), "--yes-to", "bodies"),
        run("review", "neu", *folders(small)),
        run("build", *folders(small), "--database", small.database),
    ]

    # What is to be confirmed are keys of notice.yml.
    keys = r"\b(title|document_number|issued_on|issuers|obtained_from|lists neu)\b"
    answers = r"\([nycaxq, ]+\) \[n\]|[yncaxqlYN] (是|否|修改|本组|退出)"
    assert english(re.sub(f"{keys}|{answers}", "", "\n".join(outputs))) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("organizations.csv", b"a,b\n"),
        ("organizations.csv", b"\xff\xff"),
        ("outcomes.csv", b"x,y\n"),
        ("corrections.yml", b"corrections: ["),
        ("corrections.yml", b"more: 1"),
        ("aliases.csv", None),
    ],
)
def test_broken_curation(small: SmallCatalogue, name: str, content: bytes | None) -> None:
    (small.curation / name).unlink()
    if content is not None:
        (small.curation / name).write_bytes(content)

    text = run("build", *folders(small), "--database", small.database)

    # Headers, keys, and what the library that reads YAML says.
    codes = r"应为：[\w,]+。|表头 [\w,]+。|\b(corrections|more)：|（读取程序的原话：.*）"
    assert english(re.sub(codes, "", text)) == []


def test_policy_texts_that_are_not_there(tmp_path: Path) -> None:
    assert english(run("policy", "check", "--sources", tmp_path)) == []


def test_every_stored_code_has_a_word() -> None:
    for words in VALUES.values():
        assert all(re.search("[一-鿿]|^[A-Z]", word) for word in words.values())
