"""The bodies named in a cell: splitting at 、 and resolving each name.

``、`` separates bodies and also occurs inside names (全国音频、视频及多媒体系统与设备标准化技术
委员会). A cell is therefore split into the names that the curated list of bodies knows; where it
knows none, a split is made only after what ends as a body's name does.
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
    "研究所",
    "部",
    "局",
    "署",
    "办公室",
    "银行",
)


@dataclass(frozen=True)
class Bodies:
    """The bodies of a cell in printed order, and the pieces that no known name covers."""

    names: tuple[str, ...]
    unknown: tuple[str, ...] = ()


def split_bodies(cell: str, known: Mapping[str, str]) -> Bodies:
    """Split a clean cell, its line breaks kept, into bodies.

    ``known`` maps every known spelling of a name to the name of the body. A cell is split so
    that every piece is known, with as few pieces as possible; otherwise the unknown pieces are
    those that the endings of body names suggest. A cell with a separator too many is unknown as
    a whole: a name may be missing.
    """
    if _DANGLING.search(cell):
        return Bodies((), (cell.replace("\n", ""),))
    pieces = _PIECES.findall(cell)
    found = _known_split(pieces, known)
    if found is not None:
        return Bodies(tuple(known[name] for name in found))
    guesses = _split_at_endings(pieces, known)
    return Bodies(
        tuple(known[name] for name in guesses if name in known),
        tuple(name for name in guesses if name not in known),
    )


def _name_of(pieces: list[str], known: Mapping[str, str]) -> str:
    """The pieces as one name: line breaks vanish, blanks too unless a known name has them."""
    name = "".join(pieces).replace("\n", "").strip()
    return name if name in known else name.replace(" ", "")


def _known_split(pieces: list[str], known: Mapping[str, str]) -> list[str] | None:
    """The split of ``pieces`` into known names with the fewest names, or ``None``."""
    longest = max(map(len, known), default=0)
    best: list[list[str] | None] = [[]] + [None] * len(pieces)
    for end in range(1, len(pieces) + 1):
        length = 0
        for start in range(end - 1, -1, -1):
            length += len(pieces[start].strip())
            if length > longest:
                break
            before = best[start]
            if before is None or (start > 0 and pieces[start - 1] not in _ANY):
                continue
            name = _name_of(pieces[start:end], known)
            if name in known and (best[end] is None or len(before) + 1 < len(best[end] or [])):
                best[end] = [*before, name]
        if best[end] is None and pieces[end - 1] in _ANY and best[end - 1]:
            best[end] = best[end - 1]
    return best[-1] or None


def _split_at_endings(pieces: list[str], known: Mapping[str, str]) -> list[str]:
    names: list[str] = []
    taken: list[str] = []
    for piece in [*pieces, "、"]:
        name = _name_of(taken, known)
        if piece in _ANY and (name.endswith(_NAME_ENDINGS) or name in known):
            names.append(name)
            taken = []
        else:
            taken.append(piece)
    rest = _name_of(taken[:-1], known).strip(SEPARATORS)
    return [*names, rest] if rest else names
