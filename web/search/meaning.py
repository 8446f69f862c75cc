"""What a search means: the words as typed, and what was understood beside them."""

from dataclasses import dataclass
from enum import StrEnum

from schema.search import NOTHING


class Kind(StrEnum):
    """By what a typed word was understood."""

    ALIAS = "机构简称"
    COMMITTEE = "技术委员会编号"
    PARENT = "上级技术委员会"
    SHORT = "委员会简称"
    PROJECT = "项目编号"
    FACET = "分类"
    PINYIN = "拼音"
    INITIALS = "拼音首字母"
    NUMBER = "标准号"
    NEAR = "相近的词"


# What is understood even where the word itself stands in a text.
ALWAYS = frozenset((Kind.ALIAS, Kind.COMMITTEE, Kind.PROJECT))


@dataclass(frozen=True)
class Unit:
    """Words of a search that belong together, in most cases one. ``typed`` is how they stand in
    the search, ``words`` are folded; ``kind`` says that the form of the text is that of a code."""

    typed: str
    words: tuple[str, ...]
    kind: Kind | None = None

    @property
    def joined(self) -> str:
        """The folded words without what separates them."""
        return "".join(self.words)


@dataclass(frozen=True)
class Meaning:
    """How a typed word was understood.

    ``means`` is what it stands for, each as a reader would type it; ``expression`` finds the
    projects (FTS5); ``others`` are further possibilities, not searched for. ``filters`` are the
    arguments of an address that say the same; ``is_cut`` tells that more was possible than
    ``means`` has.
    """

    kind: Kind
    typed: str
    means: tuple[str, ...]
    expression: str
    others: tuple[str, ...] = ()
    filters: tuple[tuple[str, str], ...] = ()
    is_cut: bool = False


@dataclass(frozen=True)
class Interpretation:
    """A search as it is carried out.

    ``match`` is the FTS5 query that every page, file and query uses. ``meanings`` is what it has
    beside the words as typed, ``offers`` what it could have had. ``is_found`` says whether any
    project of the catalogue has it.
    """

    typed: str
    match: str = NOTHING
    is_exact: bool = False
    is_found: bool = True
    units: tuple[Unit, ...] = ()
    meanings: tuple[Meaning, ...] = ()
    offers: tuple[Meaning, ...] = ()
    words_left_out: int = 0
    words_cut: int = 0

    @property
    def marked(self) -> str:
        """What is to be marked in results: the words as typed, and what they stand for."""
        meant = (text for meaning in self.meanings if not meaning.filters for text in meaning.means)
        return " ".join((self.typed, *(text.replace(" ", "") for text in meant)))
