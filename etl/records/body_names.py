"""The bodies named in a cell: splitting at 、 and resolving each name.

``、`` separates bodies and also occurs inside names (全国音频、视频及多媒体系统与设备标准化技术
委员会). A cell is therefore split into the names that the curated list of bodies knows; where it
knows none, a split is made only after what ends as a body's name does. What no known name covers
stays as printed, for a person to decide what it is.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

SEPARATORS = "、；;，,"
# Where a line is full or a blank stands, one name may end or simply go on.
SOFT_SEPARATORS = "\n "
_ANY = SEPARATORS + SOFT_SEPARATORS
_PIECES = re.compile(f"[^{_ANY}]+|[{_ANY}]")
# A separator with nothing on one side: a name may have been lost there.
_DANGLING = re.compile(
    f"^[{_ANY}]*[{SEPARATORS}]|[{SEPARATORS}][{SOFT_SEPARATORS}]*(?:[{SEPARATORS}]|$)"
)
_NAME_ENDINGS = (
    "委员会",
    "标委会",
    "工作组",
    "联合会",
    "协会",
    "学会",
    "商会",
    "总社",
    "总会",
    "公司",
    "集团",
    "中心",
    "研究院",
    "设计院",
    "研究所",
    "大学",
    "学院",
    "医院",
    "总院",
    "总站",
    "总队",
    "部",
    "局",
    "署",
    "委",
    "厅",
    "院",
    "所",
    "站",
    "厂",
    "馆",
    "办公室",
    "银行",
    "等",
    "）",
)
# What a line or a word that goes on with the name before it begins with: 研究院 + 有限公司.
_CONTINUES = re.compile(
    "有限|股份|责任|集团|公司|员会|委员会|标委会|技术|分|中心|研究|设计|学会|协会|院|所|司|厂|局|）"
)
# Names that go on over a separator begin so: 全国音频、视频…委员会.
_JOINED_BEGINNING = "全国"


@dataclass(frozen=True)
class Bodies:
    """The bodies of a cell in printed order, and those among them that no known name covers,
    as printed."""

    names: tuple[str, ...]
    unknown: tuple[str, ...] = ()


def split_bodies(
    cell: str, known: Mapping[str, str], many: bool = False, longest: int | None = None
) -> Bodies:
    """Split a clean cell, its line breaks kept, into bodies.

    ``known`` maps every known spelling of a name to the name of the body. A cell is split so
    that every piece is known, with as few pieces as possible; otherwise the unknown pieces are
    those that the endings of body names suggest. A cell with a separator too many is unknown as
    a whole: a name may be missing. ``many`` says that the column names bodies of every kind, as
    those of drafters do: there each separator parts two names, but for names of committees.
    ``longest`` is the length of the longest known name, for who asks often.
    """
    if _DANGLING.search(cell):
        whole = cell.replace("\n", "")
        return Bodies((whole,), (whole,))
    pieces = _PIECES.findall(cell)
    if longest is None:
        longest = max(map(len, known), default=0)
    found = _known_split(pieces, known, longest)
    if found is not None:
        return Bodies(tuple(known[name] for name in found))
    guesses = _split_at_endings(pieces, known, many)
    return Bodies(
        tuple(known.get(name, name) for name in guesses),
        tuple(name for name in guesses if name not in known),
    )


def _name_of(pieces: list[str], known: Mapping[str, str]) -> str:
    """The pieces as one name: line breaks vanish, blanks too unless a known name has them."""
    name = "".join(pieces).replace("\n", "").strip()
    return name if name in known else name.replace(" ", "")


def _known_split(pieces: list[str], known: Mapping[str, str], longest: int) -> list[str] | None:
    """The split of ``pieces`` into known names with the fewest names, or ``None``."""
    # For each position: how many names cover what is before it, where the last begins, and it.
    best: list[tuple[int, int, str] | None] = [(0, 0, "")] + [None] * len(pieces)
    for end in range(1, len(pieces) + 1):
        length = 0
        for start in range(end - 1, -1, -1):
            length += len(pieces[start].strip())
            if length > longest:
                break
            before, here = best[start], best[end]
            if before is None or (start > 0 and pieces[start - 1] not in _ANY):
                continue
            if here is not None and here[0] <= before[0] + 1:
                continue
            name = _name_of(pieces[start:end], known)
            if name in known:
                best[end] = (before[0] + 1, start, name)
        before = best[end - 1]
        if best[end] is None and pieces[end - 1] in _ANY and before is not None and before[0]:
            best[end] = (before[0], end - 1, "")
    names: list[str] = []
    at = len(pieces)
    while at:
        last = best[at]
        if last is None:
            return None
        if last[2]:
            names.append(last[2])
        at = last[1]
    return names[::-1] or None


def _split_at_endings(pieces: list[str], known: Mapping[str, str], many: bool) -> list[str]:
    names: list[str] = []
    taken: list[str] = []
    ahead = [*pieces[1:], "、", ""]
    for piece, after in zip([*pieces, "、"], ahead, strict=False):
        name = _name_of(taken, known)
        ends = name.endswith(_NAME_ENDINGS) or name in known
        if piece in SOFT_SEPARATORS and name not in known and _CONTINUES.match(after):
            ends = False
        parts = many and piece in SEPARATORS and not name.startswith(_JOINED_BEGINNING)
        if piece in _ANY and name and (ends or parts) and _is_closed(name):
            names.append(name)
            taken = []
        else:
            taken.append(piece)
    rest = _name_of(taken[:-1], known).strip(SEPARATORS)
    return [*names, rest] if rest else names


def _is_closed(name: str) -> bool:
    """Whether the brackets of a name are closed: （北京、上海）有限公司 is one name."""
    return name.count("（") <= name.count("）")
