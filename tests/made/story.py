"""Notices that tell what becomes of plans of an industry: two planned, one of them published and
then withdrawn, the other ended by an adjustment; and a national plan beside them."""

from datetime import date
from pathlib import Path

from tests.made.notices import Bodies, MadeList, MadeNotice, build_made, cells

COMMITTEE = "全国示例涂料标准化技术委员会"
DRAFTER = "示例涂料研究院有限公司"
SECOND_DRAFTER = "示例化工大学"
EXECUTOR = "示例化工标准化研究所"
DEPARTMENT = "示例工业部"
PLAN = "2024-0123T-HG"
ENDED_PLAN = "2024-0124T-HG"
STANDARD = "HG/T 90001-2025"
OLD_STANDARD = "HG/T 90001-2010"

BODIES: Bodies = {
    COMMITTEE: ("技术委员会", "归口单位"),
    DRAFTER: ("企业", "起草单位"),
    SECOND_DRAFTER: ("高等院校", "起草单位"),
    EXECUTOR: ("科研院所", "执行单位"),
    DEPARTMENT: ("政府部门", "主管部门"),
}
PLANNED = MadeList(
    "hg-2024",
    "2024年化工行业标准制修订计划",
    cells(
        "序号 | 计划号 | 项目名称 | 性质 | 制修订 | 代替标准 | 采标情况 | 项目周期(月) | "
        "技术归口单位 | 执行单位 | 主要起草单位 | 备注 | 经费来源"
    ),
    (
        cells(
            f"1 | {PLAN} | 示例涂料通用要求 | 推荐 | 修订 | {OLD_STANDARD} | ISO 90001:2020，MOD "
            f"| 24 | {COMMITTEE} | {EXECUTOR} | {DRAFTER} | 重点项目 | 自筹"
        ),
        cells(
            f"2 | {ENDED_PLAN} | 示例树脂试验方法 | 推荐 | 制定 | | | 18 | {COMMITTEE} | "
            f"| {DRAFTER}、{SECOND_DRAFTER} | |"
        ),
    ),
)
NATIONAL = MadeList(
    "gb-2024",
    "2024年强制性国家标准制修订计划",
    cells("序号 | 计划号 | 项目名称 | 制修订 | 主管部门 | 完成时限"),
    (cells(f"1 | 20240001-Q-339 | 示例灶具安全要求 | 制定 | {DEPARTMENT} | 2025年12月"),),
)
ADJUSTED = MadeList(
    "adjust-2025",
    "2025年行业标准计划调整表",
    cells("序号 | 计划号 | 项目名称 | 调整内容 | 调整原因"),
    (
        cells(f"1 | {ENDED_PLAN} | 示例树脂试验方法 | 终止 | 市场萎缩"),
        cells(f"2 | {PLAN} | 示例涂料技术要求 | 名称调整为示例涂料技术要求 | 范围变化"),
    ),
)
PUBLISHED = MadeList(
    "hg-published-2025",
    "2025年批准发布的化工行业标准目录",
    cells("序号 | 标准编号 | 标准名称 | 计划号 | 代替标准号 | 发布日期 | 实施日期"),
    (
        cells(
            f"1 | {STANDARD} | 示例涂料技术要求 | {PLAN} | {OLD_STANDARD} "
            "| 2025年9月1日 | 2026年3月1日"
        ),
    ),
)
WITHDRAWN = MadeList(
    "hg-withdrawn-2026",
    "2026年废止的化工行业标准目录",
    cells("序号 | 标准编号 | 标准名称 | 废止日期"),
    (cells(f"1 | {STANDARD} | 示例涂料技术要求 | 2026年4月1日"),),
)
NOTICES = (
    MadeNotice("plan-2024", "示例〔2024〕1号", date(2024, 3, 1), (PLANNED,)),
    MadeNotice("national-2024", "示例〔2024〕2号", date(2024, 5, 1), (NATIONAL,)),
    MadeNotice("adjust-2025", "示例〔2025〕3号", date(2025, 2, 1), (ADJUSTED,)),
    MadeNotice("published-2025", "示例公告2025年第4号", date(2025, 9, 1), (PUBLISHED,)),
    MadeNotice("withdrawn-2026", "示例公告2026年第5号", date(2026, 4, 1), (WITHDRAWN,)),
)


def build_story(folder: Path) -> Path:
    """The folder of a catalogue of these notices."""
    return build_made(folder, NOTICES, BODIES)
