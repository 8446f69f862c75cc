"""The command as a Chinese reader has it, and as everybody else does."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from etl.commands.cli import main
from etl.languages.locale import is_chinese
from etl.paths import ROOT

CHINESE = {"LANG": "zh_CN.UTF-8", "LC_ALL": "", "LC_MESSAGES": "", "LANGUAGE": ""}
ENGLISH = {**CHINESE, "LANG": "C"}
BROKEN = """# 2025年制修订重点国家标准项目清单
|序号|标准项目名称|制定/修订|标准性质|主管部门|
|-|-|-|-|-|
|1|锅炉安全|制定|强制|生态环境部|
|3|电池安全|修订|推荐|生态环境部|
"""


def run(language: dict[str, str], *arguments: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments], env=language)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "notice.md"
    path.write_text(BROKEN, encoding="utf-8")
    return path


def test_a_broken_file_is_reported_in_chinese(broken: Path) -> None:
    result = run(CHINESE, "extract", broken)

    assert result.exit_code == 1
    assert "第 5 行: 在第 4 行与第 5 行之间缺少序号 2。" in result.output
    assert "应为：从 1 起连续的序号。" in result.output
    assert "请与原文版面核对：有行丢失，或序号有误。" in result.output
    assert "seq_gap 清单缺少序号" in result.output
    assert "该文件不会被收录" in result.output


def test_the_same_file_is_reported_in_english_elsewhere(broken: Path) -> None:
    result = run(ENGLISH, "extract", broken)

    assert "line 5: number 2 is missing between line 4 and line 5." in result.output
    assert "Expected: numbers from 1 without a gap." in result.output
    assert "the document would not be loaded" in result.output


def test_json_is_the_same_in_every_language(broken: Path) -> None:
    chinese, english = (run(each, "extract", broken, "--json") for each in (CHINESE, ENGLISH))

    assert json.loads(chinese.stdout) == json.loads(english.stdout)
    assert "number 2 is missing" in chinese.stdout


def test_problems_that_stop_a_command_are_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "other.db").write_bytes(b"no database")

    result = run(CHINESE, "check", "--database", tmp_path / "other.db")

    assert result.exit_code == 1
    assert "错误：" in result.stderr
    assert "[not_a_catalogue]" in result.stderr


def test_a_summary_is_in_chinese(tmp_path: Path) -> None:
    result = run(CHINESE, "check")

    assert result.exit_code == 0
    assert "项检查全部通过" in result.output


@pytest.mark.parametrize("command", sorted(main.commands))
def test_help_is_in_chinese(command: str) -> None:
    result = run(CHINESE, command, "--help")

    assert result.exit_code == 0
    assert "用法：" in result.output
    assert "显示本说明后退出。" in result.output
    assert max(map(len, result.output.splitlines())) <= 80


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["buil"], "没有命令 'buil'"),
        (["build", "--nothing"], "没有选项 '--nothing'"),
        (["extract"], "缺少参数"),
        (["diff", "nowhere.db", "nowhere.db"], "文件 'nowhere.db' 不存在"),
        (["link", "--ask", "--json"], "--ask 不能与 --json、--accept 或 --refuse 同用"),
        (["review", "x.md", "--yes-to", "nothing"], "没有 'nothing' 这一组"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_wrong_command_line_is_explained_in_chinese(arguments: list[str], said: str) -> None:
    result = run(CHINESE, *arguments)

    assert result.exit_code == 2
    assert said in result.stderr


def test_english_is_back_after_a_chinese_command() -> None:
    run(CHINESE, "--help")

    result = run(ENGLISH, "--help")

    assert result.output.startswith("Usage:")
    assert "Show this message and exit." in result.output


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LANG": "zh_CN.UTF-8"}, True),
        ({"LANG": "zh_TW"}, True),
        ({"LANG": "en_GB.UTF-8"}, False),
        ({"LANG": "de_DE.UTF-8"}, False),
        ({}, False),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, False),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, True),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, True),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, False),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "de:zh_CN:en"}, True),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "en:zh"}, False),
        ({"LANG": "C", "LANGUAGE": "zh_CN"}, False),
    ],
    ids=str,
)
def test_the_environment_says_the_language(environment: dict[str, str], expected: bool) -> None:
    assert is_chinese(environment) is expected


def test_the_runner_lists_the_same_commands_in_both_languages() -> None:
    helps = [
        subprocess.run(
            [sys.executable, ROOT / "run.py", "help"],
            env={**os.environ, **language, "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout
        for language in (CHINESE, ENGLISH)
    ]

    chinese, english = (re.findall(r"^  ([a-z]+)", text, re.MULTILINE) for text in helps)
    assert chinese == english
    assert "开启网站" in helps[0]
    assert "开启网站" not in helps[1]
