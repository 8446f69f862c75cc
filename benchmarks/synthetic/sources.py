"""Made sources and curation in a folder: notice after notice, outcomes beside them."""

import csv
import hashlib
import io
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random

import yaml

from benchmarks.synthetic.bodies import Bodies
from benchmarks.synthetic.documents import FORMS
from benchmarks.synthetic.lists import LAST_YEAR, MadeRow, Shape, rows_of, shapes
from benchmarks.synthetic.policy import LINK_FILES, Policy
from benchmarks.synthetic.words import Words, real_words
from etl.inputs.code_tables import REGION_CODES, STANDARD_CODES
from etl.inputs.csv_file import columns_of
from etl.inputs.curation import CORRECTIONS, ORGANIZATIONS, VOCABULARY, Organization
from etl.inputs.notices import NOTICE_FILE
from etl.outcomes.events import EVENTS, REMARKS
from etl.outcomes.loading import OUTCOMES, Outcome
from etl.outcomes.sites import SITES, Site
from etl.paths import CURATION
from etl.policy.policy_files import POLICY
from etl.projects.listed import LIST_SIZE, project_code
from schema.vocabulary import SiteKind

SEED = 1
MADE = "人工生成的测试数据"
_SHARE_WITH_OUTCOME = 0.2
_KINDS = {"强制": "GB", "推荐": "GB/T", "指导": "GB/Z"}
_MOST_LISTS = 3
_SITE = "standards.example"

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Folders:
    """Where the sources and the curation of a made catalogue lie."""

    sources: Path
    curation: Path


def write_catalogue(
    folder: Path, projects: int, seed: int = SEED, progress: Progress = lambda done, total: None
) -> Folders:
    """Write sources and curation for ``projects`` projects below ``folder``. Equal arguments give
    equal files; memory is that of the longest list."""
    found = Folders(folder / "sources", folder / "curation")
    found.sources.mkdir(parents=True)
    found.curation.mkdir()
    words = real_words()
    bodies = Bodies(words, seed)
    policy = Policy(seed)
    _write_curation(found.curation, bodies, policy)
    standards = _Standards(seed)
    done = 0
    next_list = 1
    with ExitStack() as stack:
        outcomes = _rows_into(stack, found.curation / OUTCOMES, columns_of(Outcome))
        links = {
            name: _rows_into(stack, found.curation / POLICY / name, columns)
            for name, columns in LINK_FILES.items()
        }
        for number, group in enumerate(_notices(shapes(projects, seed), seed), start=1):
            for shape in _write_notice(
                found.sources, number, group, next_list, seed, words, bodies
            ):
                rows = list(rows_of(shape, words, bodies, seed))
                outcomes.writerows(standards.outcomes_of(shape, rows))
                for name, link in policy.links_of(shape, rows):
                    links[name].writerow(link)
                next_list += _ids(shape)
                done += shape.rows
            progress(done, projects)
    return found


def _notices(found: list[Shape], seed: int) -> Iterator[list[Shape]]:
    """The lists of each notice: one, two or three of one year."""
    chance = Random(f"{seed} notices")
    group: list[Shape] = []
    wanted = 1
    for shape in found:
        if group and (len(group) == wanted or shape.year != group[0].year):
            yield group
            group, wanted = [], chance.choices((1, 2, _MOST_LISTS), (70, 22, 8))[0]
        group.append(shape)
    yield group


def _ids(shape: Shape) -> int:
    return 1 + shape.rows // LIST_SIZE


def _write_notice(
    sources: Path,
    number: int,
    group: list[Shape],
    next_list: int,
    seed: int,
    words: Words,
    bodies: Bodies,
) -> Iterator[Shape]:
    """Write a notice; gives back each of its lists once its document is written."""
    chance = Random(f"{seed} notice {number}")
    year = group[0].year
    slug = f"made-{year}-{number}"
    folder = sources / slug
    folder.mkdir()
    files, lists = [], []
    for shape in group:
        endings = [ending for ending, (_, most) in FORMS.items() if shape.rows <= most]
        ending = chance.choice(endings)
        rows = (row.cells for row in rows_of(shape, words, bodies, seed))
        data = FORMS[ending][0](shape.title, shape.header, rows)
        name = f"{shape.slug}.{ending}"
        (folder / name).write_bytes(data)
        files.append({"file": name, "sha256": hashlib.sha256(data).hexdigest()})
        declared = {
            "id": next_list,
            "slug": shape.slug,
            "file": name,
            "title": shape.title,
            "year": year,
            "stated_count": shape.rows,
            "stated_in": MADE,
        }
        lists.append(declared | ({"ids": _ids(shape)} if _ids(shape) > 1 else {}))
        next_list += _ids(shape)
        yield shape
    content = {
        "id": number,
        "slug": slug,
        "title": f"关于下达{year}年第{number}批标准制修订计划的通知",
        "document_number": f"造标〔{year}〕{number}号",
        "issued_on": "ISSUED",
        "issuers": ["国家标准化管理委员会"],
        "obtained_from": MADE,
        "files": files,
        "lists": lists,
    }
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
    issued = f"{year}-{1 + number % 12:02}-{1 + number % 28:02}"
    (folder / NOTICE_FILE).write_text(text.replace("ISSUED", issued), encoding="utf-8")


def _rows_into(stack: ExitStack, path: Path, columns: Sequence[str]) -> "csv.DictWriter[str]":
    """A new CSV file with its header, open until ``stack`` closes."""
    file = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
    writer = csv.DictWriter(file, columns, lineterminator="\n")
    writer.writeheader()
    return writer


def _write_curation(folder: Path, bodies: Bodies, policy: Policy) -> None:
    for name in (VOCABULARY, STANDARD_CODES, REGION_CODES):
        shutil.copy(CURATION / name, folder)
    (folder / CORRECTIONS).write_text("corrections: []\n", encoding="utf-8")
    (folder / EVENTS).write_text("events: []\n", encoding="utf-8")
    (folder / REMARKS).write_text("remarks: []\n", encoding="utf-8")
    sites = [",".join(columns_of(Site)), f"{_SITE},,{SiteKind.OTHER},{MADE},no", ""]
    (folder / SITES).write_text("\n".join(sites), encoding="utf-8")
    columns = columns_of(Organization)
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    made = [
        {"name": body.name, "kind": body.kind, "roles": body.role, "attested_in": MADE}
        for body in bodies.all()
    ]
    all_bodies = [*made, *policy.bodies(row["name"] for row in made)]
    for number, row in enumerate(all_bodies, start=1):
        writer.writerow(row | {"id": str(number)})
    policy.write(folder, {row["name"] for row in all_bodies})
    (folder / ORGANIZATIONS).write_text(out.getvalue(), encoding="utf-8")


class _Standards:
    """Numbers of standards, each once: a serial number of its own, the year of publication."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.serial = 10_000

    def outcomes_of(self, shape: Shape, rows: list[MadeRow]) -> Iterator[dict[str, str]]:
        """The outcomes of a fifth of a list's projects, as rows of ``outcomes.csv``."""
        chance = Random(f"{self.seed} outcomes {shape.order}")
        for row in rows:
            if chance.random() >= _SHARE_WITH_OUTCOME:
                continue
            self.serial += 1
            kind = _KINDS[row.mandate]
            year = min(shape.year + chance.randint(1, 3), LAST_YEAR)
            sure = chance.random() < 0.7
            month, day = chance.randint(1, 12), chance.randint(1, 28)
            revised = row.project_type == "修订"
            older = f"{kind} {self.serial}-{year - chance.randint(5, 15)}" if revised else ""
            number = f"{kind} {self.serial}-{year}"
            dates = (
                (f"{year}-{month:02}-{day:02}", f"{year + 1}-{month:02}-01") if sure else ("", "")
            )
            cells = (
                project_code(shape.slug, row.seq),
                number,
                row.title if sure else "",
                *dates,
                older,
                "high" if sure else "medium",
                f"https://{_SITE}/{self.serial}",
                "",
            )
            yield dict(zip(columns_of(Outcome), cells, strict=True))
