"""Made bodies: about forty departments and 1,100 committees, a few named often, most seldom."""

from dataclasses import dataclass
from itertools import accumulate
from random import Random

from benchmarks.synthetic.words import Words
from schema.vocabulary import OrganizationKind, Role

DEPARTMENTS, COMMITTEES = 40, 1_100
_REAL_DEPARTMENTS = (
    "国家标准化管理委员会",
    "工业和信息化部",
    "生态环境部",
    "农业农村部",
    "住房和城乡建设部",
    "交通运输部",
    "国家能源局",
    "商务部",
    "应急管理部",
    "国家卫生健康委员会",
    "自然资源部",
    "公安部",
)
# Zipf's law, a little flatter than the law itself.
_STEEPNESS = 0.9


@dataclass(frozen=True)
class Body:
    name: str
    kind: OrganizationKind
    role: Role


class Bodies:
    """The bodies of a made catalogue; each draw gives the names of one cell."""

    def __init__(self, words: Words, seed: int) -> None:
        chance = Random(f"{seed} bodies")
        self.departments = [*_REAL_DEPARTMENTS]
        self.committees: list[str] = []
        taken = set(self.departments)
        while len(self.departments) < DEPARTMENTS:
            name = f"中国{words.subjects.draw(chance)}{words.subjects.draw(chance)}工业联合会"
            if name not in taken:
                taken.add(name)
                self.departments.append(name)
        while len(self.committees) < COMMITTEES:
            subject = words.subjects.draw(chance) + words.subjects.draw(chance)
            name = f"全国{subject}标准化技术委员会"
            if name not in taken and len(subject) > 3:
                taken.add(name)
                self.committees.append(name)
        self._department_sums = _sums(DEPARTMENTS)
        self._committee_sums = _sums(COMMITTEES)

    def all(self) -> list[Body]:
        """Every body in the order of its permanent id."""
        return [
            *(
                Body(
                    name,
                    OrganizationKind.ASSOCIATION
                    if name.startswith("中国")
                    else OrganizationKind.DEPARTMENT,
                    Role.COMPETENT,
                )
                for name in self.departments
            ),
            *(Body(name, OrganizationKind.COMMITTEE, Role.IN_CHARGE) for name in self.committees),
        ]

    def departments_of(self, chance: Random) -> str:
        """1.2 departments on average."""
        return _draw(self.departments, self._department_sums, 1 + (chance.random() < 0.2), chance)

    def committees_of(self, chance: Random) -> str:
        """1.4 committees on average; — for one project in thirty."""
        if chance.random() < 1 / 30:
            return "—"
        count = 1 + (chance.random() < 0.3) + (chance.random() < 0.14)
        return _draw(self.committees, self._committee_sums, count, chance)


def _sums(count: int) -> list[float]:
    return list(accumulate((rank + 1) ** -_STEEPNESS for rank in range(count)))


def _draw(names: list[str], sums: list[float], count: int, chance: Random) -> str:
    return "、".join(dict.fromkeys(chance.choices(names, cum_weights=sums, k=count)))
