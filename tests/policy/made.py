"""A small policy layer made for tests: two documents as texts, and the facts on them as rows."""

import csv
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from etl.inputs.curation import Organization
from etl.policy import material, measures, policy_documents, policy_links, targets
from etl.policy.policy_files import POLICY, CuratedPolicy, load_policy
from etl.policy.policy_rules import KnownProject, policy_problems
from etl.problems import Problem
from schema.vocabulary import OrganizationKind

PLAN = """以标准促更新行动方案

测试发〔2030〕第1号
工业部
2030年1月2日
一、总体要求
到 2031 年，完成标准 3 项，一致性达到 90% 以上。
二、更新设备
（一）提升锅炉标准。修订锅炉、水泵等标准，2031 年完成。（工业部、能源局等按职责分工负责）
（二）提升电机标准。修订电机标准。（工业部按职责分工负责）
三、保障措施
（三）加强组织领导。工业部要加强统筹。
附件：标准项目清单
2031年标准项目清单
序号\t标准项目名称\t性质
1\t锅炉能效\t强制
2\t工业水泵安全\t推荐
3\t电机效率\t强制
示范项目清单
序号\t项目名称\t方向\t建设内容\t地区\t实施主体
1\t锅炉示范\t源头减碳\t工业示范项目。每年可减少碳排放约 2 万吨。\t山东\t甲公司、乙公司等
"""
CITY = """测试市工作方案
测市发〔2030〕2号
为落实《以标准促更新行动方案》（测试发〔2030〕第1号），制定本方案。
一、任务
1.落实锅炉标准。推动锅炉更新，2031年更新锅炉20台，每台补助5万元。（市工信局牵头，市能源局配合。以下均需各县政府落实，不再一一列出）
2.落实电机标准。推动电机更新。（市工信局负责）
"""
TEXTS = {"plan.txt": PLAN, "city.txt": CITY}
PROJECTS = {
    "2031-001": KnownProject(("锅炉能效",), "设备更新"),
    "2031-002": KnownProject(("工业水泵安全",), "设备更新"),
    "2031-003": KnownProject(("电机效率",), "循环利用"),
}
DOMAINS = ("设备更新", "循环利用")
_FILES = {
    policy_documents.DOCUMENTS: policy_documents.COLUMNS,
    measures.MEASURES: measures.MEASURE_COLUMNS,
    measures.MEASURE_ORGANIZATIONS: measures.ORGANIZATION_COLUMNS,
    targets.TARGETS: targets.COLUMNS,
    policy_links.MEASURE_PROJECTS: policy_links.PROJECT_COLUMNS,
    policy_links.UNLINKED_PROJECTS: policy_links.UNLINKED_COLUMNS,
    policy_links.MEASURE_ALIGNMENTS: policy_links.ALIGNMENT_COLUMNS,
    material.REFERENCES: material.REFERENCE_COLUMNS,
    material.DEMONSTRATIONS: material.DEMONSTRATION_COLUMNS,
    material.TABLES: material.TABLE_COLUMNS,
    material.FIGURES: material.FIGURE_COLUMNS,
}
Rows = dict[str, list[dict[str, str]]]


def _rows() -> Rows:
    return {
        policy_documents.DOCUMENTS: [
            {
                "id": "1",
                "slug": "plan",
                "title": "以标准促更新行动方案",
                "title_printed": "yes",
                "document_number": "测试发〔2030〕第1号",
                "issuers": "工业部",
                "issued_on": "2030-01-02",
                "level": "国家",
                "kind": "行动方案",
                "status": "印发",
                "source_file": "plan.txt",
                "first_line": "1",
                "last_line": "12",
            },
            {
                "id": "2",
                "slug": "annex",
                "contained_in": "plan",
                "title": "2031年标准项目清单",
                "title_printed": "yes",
                "level": "国家",
                "kind": "标准项目清单",
                "status": "印发",
                "source_file": "plan.txt",
                "first_line": "13",
                "last_line": "21",
            },
            {
                "id": "3",
                "slug": "city",
                "title": "测试市工作方案",
                "title_printed": "yes",
                "document_number": "测市发〔2030〕2号",
                "level": "市",
                "place": "测试市",
                "kind": "工作方案",
                "status": "印发",
                "source_file": "city.txt",
                "first_line": "1",
                "last_line": "6",
                "bases": "测试发〔2030〕第1号",
                "bases_line": "3",
            },
        ],
        measures.MEASURES: [
            _measure("plan", "task-1", "（一）", 1, "提升锅炉标准", 9, "二、更新设备", "设备更新")
            | {"open_list": "yes", "deadlines": "2031", "deadlines_printed": "2031年"},
            _measure("plan", "task-2", "（二）", 2, "提升电机标准", 10, "二、更新设备", "设备更新"),
            _measure("plan", "task-3", "（三）", 3, "加强组织领导", 12, "三、保障措施", "")
            | {"kind": "保障措施"},
            _measure("city", "task-1", "1.", 1, "落实锅炉标准", 5, "一、任务", ""),
            _measure("city", "task-2", "2.", 2, "落实电机标准", 6, "一、任务", "")
            | {"implied_body": "测试市各县政府", "implied_line": "5"},
        ],
        measures.MEASURE_ORGANIZATIONS: [
            _body("plan:task-1", 1, "工业部", "工业部", "负责", "按职责分工负责", 9),
            _body("plan:task-1", 2, "能源局", "能源局", "负责", "按职责分工负责", 9),
            _body("plan:task-2", 1, "工业部", "工业部", "负责", "按职责分工负责", 10),
            _body("plan:task-3", 1, "工业部", "工业部", "文中载明", "", 12),
            _body("city:task-1", 1, "测试市工信局", "市工信局", "牵头", "牵头", 5),
            _body("city:task-1", 2, "测试市能源局", "市能源局", "配合", "配合", 5),
            _body("city:task-2", 1, "测试市工信局", "市工信局", "负责", "负责", 6),
        ],
        targets.TARGETS: [
            _target("T001", "plan", "", "完成标准", "3", "项", "=", "3 项", "2031", 7),
            _target("T002", "plan", "", "一致性", "90", "%", ">=", "90% 以上", "2031", 7)
            | {"comparator_printed": "以上", "kind": "水平"},
            _target("T003", "city", "city:task-1", "锅炉", "20", "台", "=", "20台", "2031", 5),
        ],
        policy_links.MEASURE_PROJECTS: [
            _link("plan:task-1", "2031-001", "锅炉能效", "锅炉", "锅炉", 16, 9),
            _link("plan:task-1", "2031-002", "工业水泵安全", "水泵", "水泵", 17, 9)
            | {"confidence": "推断", "neighbours": "一侧同属", "project_before": "2031-001"},
        ],
        policy_links.UNLINKED_PROJECTS: [
            {
                "project": "2031-003",
                "project_title": "电机效率",
                "candidates": "plan:task-2",
                "reason": "领域不同",
                "project_line": "18",
            }
        ],
        policy_links.MEASURE_ALIGNMENTS: [
            {
                "local_measure": "city:task-1",
                "national_measure": "plan:task-1",
                "term_local": "锅炉",
                "term_national": "锅炉",
                "confidence": "明确",
                "local_line": "5",
                "national_line": "9",
            }
        ],
        material.REFERENCES: [
            {
                "id": "1",
                "document": "city",
                "line": "3",
                "relation": "落实",
                "target_kind": "行动或实施方案",
                "target_printed": "以标准促更新行动方案",
                "target_number": "测试发〔2030〕第1号",
                "target_documents": "plan",
            }
        ],
        material.DEMONSTRATIONS: [
            {
                "seq": "1",
                "document": "annex",
                "name": "锅炉示范",
                "direction": "源头减碳",
                "category": "工业示范项目",
                "region": "山东",
                "entities": "甲公司|乙公司",
                "open_list": "yes",
                "first_line": "21",
                "last_line": "21",
                "fragments": "1",
                "co2_cut": "20000",
                "comparator": "~",
                "facts_printed": "减少碳排放约2万吨",
                "content_length": "20",
                "content_sha256": "",
            }
        ],
        material.TABLES: [
            {
                "slug": "annex-table",
                "document": "annex",
                "title": "2031年标准项目清单",
                "title_line": "14",
                "form": "制表符表格",
                "columns": "序号|标准项目名称|性质",
                "row_count": "3",
                "first_line": "15",
                "last_line": "18",
                "header_lines": "15",
                "standards_list": "yes",
            },
            {
                "slug": "demo-table",
                "document": "annex",
                "title": "示范项目清单",
                "title_line": "19",
                "form": "制表符表格",
                "columns": "序号|项目名称|方向|建设内容|地区|实施主体",
                "row_count": "1",
                "first_line": "20",
                "last_line": "21",
                "header_lines": "20",
                "standards_list": "no",
            },
        ],
        material.FIGURES: [
            {"id": "1", "document": "city", "line": "5", "printed": "5万元", "reason": "补助标准"}
        ],
    }


def _measure(
    document: str,
    slug: str,
    number: str,
    position: int,
    heading: str,
    line: int,
    chapter: str,
    domain: str,
) -> dict[str, str]:
    return {
        "slug": f"{document}:{slug}",
        "document": document,
        "layer": "主体",
        "kind": "任务",
        "number": number,
        "number_line": str(line),
        "position": str(position),
        "chapter": chapter,
        "heading": heading,
        "domain": domain,
        "open_list": "no",
        "first_line": str(line),
        "last_line": str(line),
        "bodies_line": str(line),
    }


def _body(
    measure: str, position: int, body: str, printed: str, role: str, role_printed: str, line: int
) -> dict[str, str]:
    return {
        "measure": measure,
        "position": str(position),
        "body": body,
        "printed_name": printed,
        "role": role,
        "role_printed": role_printed,
        "line": str(line),
    }


def _target(
    code: str,
    document: str,
    measure: str,
    subject: str,
    value: str,
    unit: str,
    comparator: str,
    printed: str,
    due: str,
    line: int,
) -> dict[str, str]:
    return {
        "id": code,
        "document": document,
        "measure": measure,
        "topic": subject,
        "subject": subject,
        "value": value,
        "unit": unit,
        "comparator": comparator,
        "value_printed": printed,
        "due": due,
        "kind": "数量",
        "line": str(line),
    }


def _link(
    measure: str,
    project: str,
    title: str,
    term_in_measure: str,
    term_in_title: str,
    project_line: int,
    measure_line: int,
) -> dict[str, str]:
    return {
        "measure": measure,
        "project": project,
        "project_title": title,
        "confidence": "明确",
        "rank": "主要",
        "relation": "同名",
        "term_in_measure": term_in_measure,
        "term_in_title": term_in_title,
        "department_named": "是",
        "project_line": str(project_line),
        "measure_line": str(measure_line),
    }


def organizations() -> dict[str, Organization]:
    """The bodies of the two documents by their names."""
    bodies = {"工业部": "", "能源局": "", "丙市环保局": "丙市"} | dict.fromkeys(
        ("测试市工信局", "测试市能源局", "测试市各县政府"), "测试市"
    )
    return {
        name: Organization.model_validate(
            {
                "row": "line 1",
                "id": str(number),
                "name": name,
                "kind": OrganizationKind.DEPARTMENT,
                "roles": "",
                "sac_code": "",
                "sac_code_sources": "",
                "official_name": "",
                "level": "市" if place else "国家",
                "place": place,
                "part_of": "",
                "attested_in": "made",
                "note": "",
            }
        )
        for number, (name, place) in enumerate(bodies.items(), start=1)
    }


@dataclass(frozen=True)
class MadePolicy:
    """A folder with texts and curation."""

    folder: Path

    @property
    def curation(self) -> Path:
        return self.folder / "curation"

    @property
    def sources(self) -> Path:
        return self.folder / "sources"

    def load(self) -> CuratedPolicy:
        return load_policy(self.curation)

    def problems(self) -> list[Problem]:
        """What loading says of the files."""
        return policy_problems(self.load(), PROJECTS, organizations(), DOMAINS)


def make(folder: Path, content: Rows | None = None, texts: Mapping[str, str] = TEXTS) -> MadePolicy:
    """Write texts and rows into ``folder``."""
    made = MadePolicy(folder)
    made.sources.mkdir(parents=True, exist_ok=True)
    (made.curation / POLICY).mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (made.sources / name).write_text(text, encoding="utf-8")
    for name, lines in (content or good_rows()).items():
        path = made.curation / POLICY / name
        with path.open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, _FILES[name], restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(lines)
    return made


def good_rows() -> Rows:
    """The rows of every file: facts on the two texts that are all true."""
    content = _rows()
    bare = "".join(PLAN.splitlines()[20].split("\t")[3].split())
    (project,) = content[material.DEMONSTRATIONS]
    project["content_sha256"] = hashlib.sha256(bare.encode()).hexdigest()[:16]
    project["content_length"] = str(len(bare))
    return content
