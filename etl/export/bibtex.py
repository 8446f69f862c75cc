"""The catalogue as a BibTeX file, for citation tools: an entry for each project and standard.

Entries are of the types ``@standard`` (biblatex, and the styles for GB/T 7714) and ``@misc``; the
mapping is in docs/outcomes.md. A title that was not seen is not made up: the number stands in its
place, and the note says so.
"""

import json
import re
import sqlite3
from collections.abc import Iterator
from itertools import chain
from typing import Any

Row = dict[str, Any]
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "&%$#_"},
}
_UNSAFE_IN_ADDRESS = re.compile(r"[{}\\\s]")

_STANDARDS = """
select standards.normalized_number as number, standards.title, standards.published_on,
       standards.implemented_on, standards.number_year as year, standards.mandate, standards.role,
       (select json_group_array(normalized_number)
        from (select distinct old.normalized_number, old.id
              from standard_relations as relation join standards as old on old.id = replaced_id
              where relation.standard_id = standards.id order by old.id)) as replaced,
       (select json_group_array(code)
        from (select distinct projects.code
              from project_outcomes as link join projects on projects.id = link.project_id
              where link.standard_id = standards.id and relation = '结果'
              order by projects.id)) as projects,
       (select max(confidence = 'high') from project_outcomes as link
        where link.standard_id = standards.id and relation = '结果') as verified,
       coalesce(
         (select address from evidence_pages as page join sites on sites.host = page.host
          where page.standard_id = standards.id and is_linked = 1
          order by is_counted desc, sites.kind <> '官方', sites.kind <> '标准出版与销售',
                   project_id, position),
         (select address
          from standard_relations as relation
          join evidence_pages as page on page.standard_id = relation.standard_id
          join sites on sites.host = page.host
          where relation.replaced_id = standards.id and is_linked = 1
          order by page.standard_id, project_id, position)) as address,
       standards.withdrawn_on, standards.evidence_rank as rank
from standards
"""
_PROJECTS = """
select projects.code, projects.title, projects.year, projects.seq, projects.project_type,
       projects.mandate, projects.domain, projects.industry, projects.plan_number,
       projects.status, projects.standard_numbers,
       lists.annex, notices.document_number
from projects
join lists on lists.id = projects.list_id
join notices on notices.id = lists.notice_id
"""
# The rows that ``standard_entry`` and ``project_entry`` take: of all, and of the one with ``:id``.
STANDARDS = f"{_STANDARDS} order by standards.id"
PROJECTS = f"{_PROJECTS} order by projects.id"
ONE_STANDARD = f"{_STANDARDS} where standards.id = :id"
ONE_PROJECT = f"{_PROJECTS} where projects.id = :id"


def bibliography(connection: sqlite3.Connection) -> Iterator[str]:
    """The whole BibTeX file of a catalogue, an entry at a time: standards, then projects."""
    standards = map(standard_entry, _rows(connection, STANDARDS))
    projects = map(project_entry, _rows(connection, PROJECTS))
    for number, entry in enumerate(chain(standards, projects)):
        yield f"\n{entry}" if number else entry


def citation_key(number: str) -> str:
    """The key of a standard: its number without blank and slash, GBT32151.42-2024."""
    return number.replace(" ", "").replace("/", "")


def escaped(text: str) -> str:
    """Text with the characters that TeX takes for commands written out."""
    return "".join(_SPECIAL.get(character, character) for character in text)


def standard_entry(row: Row, **more: str) -> str:
    """The entry of a standard; ``more`` are fields to go with those of the catalogue."""
    notes = [] if row["title"] else ["中文名称未见，以标准号代替"]
    if row["verified"] is not None:
        notes.append("标准号已核实" if row["verified"] else "标准号待核实")
        notes.append(row["rank"])
    else:
        notes.append(row["role"])
    if row["implemented_on"]:
        notes.append(f"实施日期 {row['implemented_on']}")
    if row["withdrawn_on"]:
        notes.append(f"废止日期 {row['withdrawn_on']}")
    if replaced := json.loads(row["replaced"]):
        notes.append(f"代替 {'、'.join(replaced)}")
    projects = json.loads(row["projects"])
    return _entry(
        "standard",
        citation_key(row["number"]),
        title=escaped(row["title"] or row["number"]),
        number=escaped(row["number"]),
        year=str(row["year"] or ""),
        date=row["published_on"] or "",
        keywords=escaped(row["mandate"] or ""),
        note=escaped("；".join(notes)),
        related=",".join(f"project-{code}" for code in projects),
        url=_UNSAFE_IN_ADDRESS.sub(lambda m: f"%{ord(m[0]):02X}", row["address"] or ""),
        language="chinese",
        **more,
    )


def project_entry(row: Row, **more: str) -> str:
    """The entry of a project, as ``standard_entry``."""
    numbers = json.loads(row["standard_numbers"])
    stated = (row["plan_number"], row["project_type"], row["mandate"], row["status"])
    notes = [*filter(None, stated), *numbers]
    place = " ".join(filter(None, (row["document_number"], row["annex"], f"序号 {row['seq']}")))
    return _entry(
        "misc",
        f"project-{row['code']}",
        title=escaped(row["title"]),
        year=str(row["year"]),
        howpublished=escaped(place),
        keywords=escaped(row["domain"] or row["industry"] or ""),
        note=escaped("；".join(notes)),
        related=",".join(map(citation_key, numbers)),
        language="chinese",
        **more,
    )


def _entry(kind: str, key: str, **fields: str) -> str:
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join((f"@{kind}{{{key},", *lines, "}", ""))


def _rows(connection: sqlite3.Connection, sql: str) -> Iterator[Row]:
    cursor = connection.execute(sql)
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield dict(zip(names, row, strict=True))
