"""A small curation of its own: five bodies, one alias, the vocabulary of the catalogue."""

import shutil
from pathlib import Path

import pytest

from etl.inputs.csv_file import columns_of
from etl.inputs.curation import Organization
from etl.paths import CURATION

BODIES = f"""{",".join(columns_of(Organization))}
3,工业和信息化部,政府部门,主管部门,,,,,,,某公告,
7,国家标准化管理委员会,政府部门,主管部门,,,,,,,某公告,
8,全国家用电器标准化技术委员会,技术委员会,归口单位,SAC/TC46,某网页,,,,,某公告,
9,全国音频、视频及多媒体系统与设备标准化技术委员会,技术委员会,归口单位,,,,,,,某公告,
12,中国钢铁工业协会,行业组织,主管部门,,,,,,,"某公告, 附件",
"""
ALIASES = """alias,name,reason,source
工信部门,工业和信息化部,规范简称,某公告
"""


@pytest.fixture
def curated(tmp_path: Path) -> Path:
    """The folder of that curation."""
    folder = tmp_path / "curation"
    folder.mkdir()
    for path in CURATION.iterdir():
        if path.suffix in (".yml", ".csv"):
            shutil.copyfile(path, folder / path.name)
    (folder / "corrections.yml").write_text("corrections: []\n", encoding="utf-8")
    (folder / "organizations.csv").write_text(BODIES, encoding="utf-8")
    (folder / "aliases.csv").write_text(ALIASES, encoding="utf-8")
    return folder


HEADER = "序号\t标准项目名称\t制定/修订\t强制/推荐\t主管部门\t归口技术委员会\t所属领域"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan of four rows that asks one decision or more of each group."""
    rows = (
        "1\t一种设备\t制定\t推荐\t工业和信息化部\t全国家电玩具标准化技术委员会\t设备更新",
        "2\t二种设备\t制定\t推荐\t国家标准委\t全国家用电器标委会\t设备更新",
        "3\t三种设备\t修订（整合）\t推荐\t国家标准委\t中国钢铁工业协会\t智能制造",
        "4\t四种设备\t制定\t推荐\t工信部门\t全国家电玩具标准化技术委员会\t智能制造",
    )
    path = tmp_path / "plan.txt"
    path.write_text(
        "\n".join(("2031年国家标准制修订项目清单", "", HEADER, *rows)) + "\n", encoding="utf-8"
    )
    return path
