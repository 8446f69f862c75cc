"""Which printed names are likely other spellings of a body: proposed, for a person to confirm.

Proposed are differences of blanks, marks and brackets, the usual abbreviations (标委会, 国家标准委)
and a single character that was lost, doubled or exchanged with its neighbour. A character in place
of another is not proposed: 山东 and 山西, 直流 and 交流 are different bodies. Such names are shown
as similar.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from schema.vocabulary import OrganizationKind

_COMMITTEE = "标准化技术委员会"
_ABBREVIATED = re.compile("(?:标准化)?(?:技术)?(?:标准化委员会|标委会|技委会|标技委|技术委员会)$")
_IGNORED = re.compile(r"[\s、，,.·—\-（）()《》“”\"']|(?<=.)[和与及](?=.)")
_NOTE = re.compile(r"^(?P<name>.{3,}?)[（(](?P<note>[^（）()]{1,12})[）)]$")
_CODE = re.compile(r"(?:SAC/?)?(TC\d+(?:/SC\d+)?)")
_OTHERS = "等"
# Names of few characters differ by one and are other bodies: 塑料, 塑料制品.
_SHORTEST_CORE = 6
_SHORTEST_ABBREVIATION = 3
_LONGEST = 60
# What the names of departments and associations leave out when they are shortened.
_LEAVES_OUT: Mapping[OrganizationKind, re.Pattern[str] | None] = {
    OrganizationKind.DEPARTMENT: None,
    OrganizationKind.ASSOCIATION: re.compile("中国|中华|全国|工业"),
}


@dataclass(frozen=True)
class Likeness:
    """The body that a printed name is likely another spelling of, and why, in Chinese."""

    name: str
    reason: str


class KnownNames:
    """The names that printed ones are compared with, indexed so that each comparison takes time
    with the length of the name only, but for abbreviations of departments and associations."""

    def __init__(self) -> None:
        self._plain: dict[str, set[str]] = {}
        self._shortened: dict[str, set[str]] = {}
        self._without_one: dict[str, set[str]] = {}
        self._by_code: dict[str, str] = {}
        # Departments and associations by the last character: the name to compare, and the body.
        self._long_forms: dict[str, dict[str, tuple[str, OrganizationKind]]] = {}

    def add(
        self, name: str, kind: OrganizationKind, sac_code: str = "", spelling: str = ""
    ) -> None:
        """Take in a body's name, or another ``spelling`` of it."""
        written = spelling or name
        self._plain.setdefault(_plain(written), set()).add(name)
        self._shortened.setdefault(_full(written), set()).add(name)
        if len(written) <= _LONGEST:
            for part in _without_one(_full(written)):
                self._without_one.setdefault(part, set()).add(name)
        code = _CODE.search(sac_code)
        if code:
            self._by_code[code[1]] = name
        if kind in _LEAVES_OUT:
            full = _without_council(_plain(name))
            self._long_forms.setdefault(full[-1:], {})[full] = (name, kind)

    def likely(self, printed: str) -> Likeness | None:
        """The one body that ``printed`` likely names. Several that fit are none."""
        for name, reason in self._ways(printed):
            if name != printed:
                return Likeness(name, reason)
        return None

    def similar(self, printed: str) -> tuple[str, ...]:
        """Names that differ by one character, whatever they stand for."""
        if len(printed) > _LONGEST:
            return ()
        found: set[str] = set()
        for part in _without_one(_full(printed)):
            found |= self._without_one.get(part, set())
        return tuple(sorted(found - {printed}))

    def _ways(self, printed: str) -> Iterator[tuple[str, str]]:
        yield from _only(self._plain.get(_plain(printed), ()), "仅空格、标点或连词不同")
        yield from _only(self._shortened.get(_full(printed), ()), "规范简称")
        code = _CODE.fullmatch(printed.strip())
        if code and code[1] in self._by_code:
            yield self._by_code[code[1]], f"标委会编号 SAC/{code[1]}"
        noted = _NOTE.match(printed)
        if noted:
            names = self._shortened.get(_full(noted["name"]), ())
            yield from _only(names, f"名称后注明“{noted['note']}”")
        if printed.endswith(_OTHERS):
            names = self._shortened.get(_full(printed.removesuffix(_OTHERS)), ())
            yield from _only(names, "名称后有“等”字")
        yield from _only(self._abbreviated(printed), "规范简称")
        yield from _only(self._one_character_off(printed), "多一字、少一字或两字颠倒，疑为笔误")

    def _abbreviated(self, printed: str) -> Iterator[str]:
        short = _without_council(_plain(printed))
        if len(short) < _SHORTEST_ABBREVIATION or len(short) > _LONGEST:
            return
        for full, (name, kind) in self._long_forms.get(short[-1:], {}).items():
            if full == short or len(full) < len(short):
                continue
            left_out = _LEAVES_OUT[kind]
            if left_out is not None:
                if left_out.sub("", full) == left_out.sub("", short):
                    yield name
            elif _is_subsequence(short, full):
                yield name

    def _one_character_off(self, printed: str) -> Iterator[str]:
        full, core = _full(printed), _core(printed)
        for name in self.similar(printed):
            other = _full(name)
            beginning = other.removesuffix(_COMMITTEE)
            misprinted = other.endswith(_COMMITTEE) and not full.endswith(_COMMITTEE)
            if misprinted and full.startswith(beginning):
                yield name  # 全国X标准化技术委员: the misprint is in what all of them have
            elif len(core) >= _SHORTEST_CORE and (
                len(other) != len(full) or sorted(other) == sorted(full)
            ):
                yield name


def without_others(printed: str) -> str:
    """The name before 等 (and others), where a name ends so; the name itself otherwise."""
    return printed.removesuffix(_OTHERS)


def _only(names: Iterable[str], reason: str) -> Iterator[tuple[str, str]]:
    distinct = set(names)
    if len(distinct) == 1:
        yield distinct.pop(), reason


def _plain(name: str) -> str:
    return _IGNORED.sub("", unicodedata.normalize("NFKC", name))


def _full(name: str) -> str:
    """A committee's name in its full form: X标委会 → 全国X标准化技术委员会."""
    full = _ABBREVIATED.sub(_COMMITTEE, _plain(name))
    national = full.startswith("全国") or not full.endswith(_COMMITTEE)
    return full if national else f"全国{full}"


def _core(name: str) -> str:
    """What tells a name from others of its kind: 全国汽车标准化技术委员会 → 汽车."""
    return _full(name).removeprefix("全国").removesuffix(_COMMITTEE)


def _without_council(name: str) -> str:
    return name[:-2] if name.endswith("委员会") else name


def _without_one(text: str) -> set[str]:
    """The text, and it without each one of its characters: two texts that differ by one
    character have one of these in common."""
    return {text, *(text[:i] + text[i + 1 :] for i in range(len(text)))}


def _is_subsequence(short: str, full: str) -> bool:
    rest = iter(full)
    return all(character in rest for character in short)
