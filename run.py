"""Run the catalogue from its checkout; what it needs is installed into ``.venv`` first.

Usage: python3 run.py COMMAND [ARGUMENTS]

  serve [--port N]  publish the catalogue with Datasette
  build             make catalogue.db from the sources
  test [...]        run the tests; arguments go to pytest
  check             check format, lint, types, licences and generated files
  bench             run the benchmarks
  screenshots       take the pictures of the documentation; needs a Chromium
  sbom              write the bill of materials and the page of licences
  audit             ask for known vulnerabilities of the locked packages
  forward           run the tests of pages on the next Datasette; reports, never fails
  venv              only make the environment
  lock [--upgrade]  resolve the lock files again, keeping versions unless --upgrade is given

Needs Python 3.11, 3.12 or 3.13 on Linux or macOS, and no package beforehand.
"""

# Older Pythons must be able to read this file as far as the line that refuses them: no syntax
# after 3.6, and annotations that they cannot evaluate are quoted.
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NoReturn

CHINESE_HELP = """在代码目录中运行本目录的程序；所需的组件先装入 ``.venv``。

用法：python3 run.py 命令 [参数]

  serve [--port N]  用 Datasette 开启网站
  build             由来源生成 catalogue.db
  test [...]        运行测试；参数交给 pytest
  check             检查格式、代码规则、类型、许可证和派生文件
  bench             运行性能测量
  screenshots       为文档截图；需要 Chromium
  sbom              写出物料清单与许可证页
  audit             查询锁定的组件有无已知漏洞
  forward           在下一版 Datasette 上运行页面的测试；只报告，不算失败
  venv              只建立环境
  lock [--upgrade]  重新求解锁定文件；不给 --upgrade 时保留现有版本

需要 Linux 或 macOS 上的 Python 3.11、3.12 或 3.13，此外无须预先安装任何组件。
"""

SUPPORTED = ((3, 13), (3, 12), (3, 11))
PYTHON = sys.version_info[:2]
UV = "uv==0.13.8"

ROOT = Path(__file__).resolve().parent
PROJECT = ROOT / "pyproject.toml"
RUNTIME = "requirements.lock"
DEVELOPMENT = "requirements-dev.lock"
VENV = ROOT / ".venv"
STAMP = VENV / "installed"


def main(arguments: "list[str]") -> int:
    """Do what the command line asks and return the exit status."""
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(words(__doc__, CHINESE_HELP).strip())
        return 0
    command = COMMANDS.get(arguments[0])
    if command is None:
        stop(
            words(
                f"there is no command {arguments[0]!r}; 'python3 run.py help' lists them.",
                f"没有命令 {arguments[0]!r}；运行 'python3 run.py help' 查看全部命令。",
            )
        )
    if os.name != "posix":
        stop(
            words(
                "this runs on Linux and macOS; on Windows, use WSL.",
                "本程序在 Linux 和 macOS 上运行；在 Windows 上请用 WSL。",
            )
        )
    if PYTHON not in SUPPORTED:
        restart_with_supported_python(arguments)
    os.chdir(ROOT)
    try:
        return command(arguments[1:])
    except KeyboardInterrupt:
        return 130


def serve(arguments: "list[str]") -> int:
    """Publish the catalogue with Datasette."""
    prepare(RUNTIME)
    become("catalogue", "serve", *arguments)


def build(arguments: "list[str]") -> int:
    """Make ``catalogue.db`` from the sources."""
    prepare(RUNTIME)
    become("catalogue", "build", *arguments)


def test(arguments: "list[str]") -> int:
    """Run the tests."""
    prepare(DEVELOPMENT)
    become("python", "-m", "pytest", *arguments)


def bench(arguments: "list[str]") -> int:
    """Run the benchmarks."""
    prepare(DEVELOPMENT)
    become("python", "-m", "benchmarks", *arguments)


def screenshots(_arguments: "list[str]") -> int:
    """Take the pictures of the documentation."""
    prepare(DEVELOPMENT)
    become("python", "-m", "tests.browser.screenshots")


def check(_arguments: "list[str]") -> int:
    """Run every check, then name those that failed."""
    prepare(DEVELOPMENT)
    checks = (
        ("ruff", "format", "--check", "."),
        ("ruff", "check", "."),
        ("mypy",),
        ("catalogue", "generate", "--check"),
        ("python", "-m", "supply", "check"),
    )
    failed = []
    for program, *rest in checks:
        line = " ".join([program, *rest])
        say(line)
        if subprocess.call([tool(program), *rest]):
            failed.append(line)
    if failed:
        say(words("failed: ", "未通过：") + "; ".join(failed))
    else:
        say(words("all checks passed", "检查全部通过"))
    return 1 if failed else 0


def sbom(_arguments: "list[str]") -> int:
    """Write the bill of materials and the page of licences."""
    prepare(DEVELOPMENT)
    become("python", "-m", "supply", "write")


def audit(_arguments: "list[str]") -> int:
    """Ask for known vulnerabilities; 3 if no source of advisories can be asked."""
    prepare(DEVELOPMENT)
    become("python", "-m", "supply", "audit")


def forward(_arguments: "list[str]") -> int:
    """Run the tests of pages with the newest pre-release of Datasette and report."""
    prepare(DEVELOPMENT)
    become("python", "-m", "supply", "forward")


def venv(_arguments: "list[str]") -> int:
    """Make the environment for development."""
    prepare(DEVELOPMENT)
    return 0


def lock(arguments: "list[str]") -> int:
    """Resolve both lock files, the second within the versions of the first."""
    command = "pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest"
    options = "--generate-hashes --no-emit-index-url --annotation-style line"
    header = ["--custom-compile-command", "make lock"]
    with tempfile.TemporaryDirectory() as folder:
        make_venv(Path(folder))
        pip(Path(folder), UV)
        compile_lock = [str(Path(folder, "bin", "uv")), *command.split(), *options.split()]
        compile_lock += [*header, *arguments, PROJECT.name]
        for more in (["-o", RUNTIME], ["--extra", "dev", "-c", RUNTIME, "-o", DEVELOPMENT]):
            say(words("resolving ", "正在求解 ") + more[-1])
            if subprocess.call([*compile_lock, *more], stdout=subprocess.DEVNULL):
                stop(words("uv could not resolve ", "uv 未能求解 ") + more[-1])
    say(
        words(
            "now run 'make sbom': it judges the licences and writes the bill of materials",
            "现在请运行 'make sbom'：它核对许可证并写出物料清单",
        )
    )
    return 0


COMMANDS = {
    "serve": serve,
    "build": build,
    "test": test,
    "check": check,
    "bench": bench,
    "screenshots": screenshots,
    "sbom": sbom,
    "audit": audit,
    "forward": forward,
    "venv": venv,
    "lock": lock,
}


def prepare(lock_name: str) -> None:
    """Make ``.venv`` hold what a lock file pins, and this project; at once if it does already.

    ``.venv/installed`` says what was installed. It is removed before and written after every
    change, so an environment without it is incomplete and made anew.
    """
    with (ROOT / lock_name).open("rb") as held:
        _wait_for_others(held.fileno())
        project = _digest(PROJECT)
        sufficient = {_packages(lock_name), _packages(DEVELOPMENT)}
        packages, installed_project = _read_stamp()
        if packages in sufficient and installed_project == project:
            return
        STAMP.unlink(missing_ok=True)
        if packages not in sufficient:
            say(
                words(
                    "installing " + lock_name + " into .venv; this takes about a minute, once",
                    "正在将 " + lock_name + " 装入 .venv；约需一分钟，只此一次",
                )
            )
            if packages != _packages(RUNTIME):
                make_venv(VENV)
            pip(VENV, "--require-hashes", "--only-binary", ":all:", "-r", lock_name)
            packages = _packages(lock_name)
        pip(VENV, "--no-deps", "--no-build-isolation", "-e", ".")
        STAMP.write_text(packages + "\n" + project + "\n", encoding="ascii")


def _read_stamp() -> "tuple[str, str]":
    """Digests of the packages and of the project in ``.venv``; empty if it is not usable."""
    try:
        packages, project = STAMP.read_text(encoding="ascii").splitlines()
    except (OSError, ValueError):
        return "", ""
    # The link is broken when the Python that made the environment is gone.
    return (packages, project) if Path(tool("python")).exists() else ("", "")


def _packages(lock_name: str) -> str:
    """Digest of all that decides which packages an environment holds and where it works."""
    return _digest(ROOT / lock_name, f"Python {PYTHON} at {ROOT}")


def _digest(file: Path, more: str = "") -> str:
    return hashlib.sha256(file.read_bytes() + more.encode()).hexdigest()


def _wait_for_others(descriptor: int) -> None:
    """Let one process at a time install; the lock is gone when the file is closed."""
    import fcntl

    fcntl.flock(descriptor, fcntl.LOCK_EX)


def make_venv(folder: Path) -> None:
    """Make an empty environment, in place of one that is there."""
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    version = "python{}.{}".format(*PYTHON)
    advice = words(
        "On Debian and Ubuntu, 'apt install " + version + "-venv' adds what is missing; "
        "or name another Python: 'make PYTHON=python3.12 ...'.",
        "在 Debian 和 Ubuntu 上，可用 'apt install " + version + "-venv' 补上；"
        "或另选一个 Python：'make PYTHON=python3.12 ...'。",
    )
    if missing:
        named = " and ".join(missing)
        stop(
            words(
                sys.executable + " lacks the module " + named + ".",
                sys.executable + " 缺少模块 " + named + "。",
            )
            + "\n"
            + advice
        )
    _quietly([sys.executable, "-m", "venv", "--clear", str(folder)], advice)


def pip(folder: Path, *arguments: str) -> None:
    """Install with the pip of an environment."""
    _quietly(
        [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", *arguments],
        words(
            "Check the connection to the package registry, or pip's settings, and run this again.",
            "请检查与软件包仓库的连接，或 pip 的设置，然后再运行一次。",
        ),
    )


def _quietly(command: "list[str]", advice: str) -> None:
    """Run a command without a word, or stop with its last words and advice."""
    settings = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "PIP_USER": "0"}
    done = subprocess.run(
        command,
        env={**os.environ, **settings},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        last = "\n".join("  " + line for line in done.stdout.splitlines()[-12:])
        failed = words("this failed: ", "这一步失败：") + " ".join(command)
        stop(failed + "\n" + last + "\n" + advice)


def tool(name: str) -> str:
    """Path of a program in the environment."""
    return str(VENV / "bin" / name)


def become(name: str, *arguments: str) -> NoReturn:
    """Replace this process by a program of the environment, which then gets the signals."""
    sys.stdout.flush()
    # By its whole path: Python finds its environment by the name that it is started with.
    os.execv(tool(name), [tool(name), *arguments])


def restart_with_supported_python(arguments: "list[str]") -> NoReturn:
    """Start again with a supported Python from PATH."""
    for version in SUPPORTED:
        name = "python{}.{}".format(*version)
        path = shutil.which(name)
        # A version manager may offer a name that does not start.
        if path and not subprocess.call([path, "-c", ""], stderr=subprocess.DEVNULL):
            say(
                words("this is Python {}.{}; going on with ", "这是 Python {}.{}；改用 ").format(
                    *PYTHON
                )
                + name
            )
            os.execv(path, [path, str(Path(__file__).resolve()), *arguments])
    stop(
        words(
            "this is Python {}.{}; the catalogue needs Python 3.11, 3.12 or 3.13, and none is on "
            "PATH. Install one, or name it: 'make PYTHON=/path/to/python3.12 ...'.",
            "这是 Python {}.{}；本目录需要 Python 3.11、3.12 或 3.13，而 PATH 中没有。"
            "请安装其中之一，或指明路径：'make PYTHON=/path/to/python3.12 ...'。",
        ).format(*PYTHON)
    )


def words(english: str, chinese: str) -> str:
    """What fits the reader: Chinese if the environment says so, as for ``catalogue``."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((os.environ[name] for name in names if os.environ.get(name)), "")
    if locale.split(".")[0] in ("", "C", "POSIX"):
        return english
    for language in [*os.environ.get("LANGUAGE", "").split(":"), locale]:
        if language[:2].lower() in ("zh", "en"):
            return chinese if language[:2].lower() == "zh" else english
    return english


def say(line: str) -> None:
    """Tell what is being done, apart from the output of the programs that do it."""
    print("run.py: " + line, file=sys.stderr, flush=True)


def stop(message: str) -> NoReturn:
    """End with a message."""
    raise SystemExit("run.py: " + message)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
