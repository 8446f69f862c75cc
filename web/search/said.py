"""What is said of a search: how it was understood beside the words as typed, with ways back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from schema.search import MAX_WORD_LENGTH, MAX_WORDS, quoted
from web.search.meaning import Interpretation, Kind, Meaning

# Words that one sentence names; the others are counted.
_NAMED = 12
# Arguments that belong to a place in the results, not to what is searched for.
_PLACES = frozenset(("_next", "_labels"))
Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Part:
    """A piece of a sentence; with an address it is a link. An action is no part of what is said."""

    text: str
    url: str = ""
    is_action: bool = False


@dataclass(frozen=True)
class Addresses:
    """The addresses of the page with another search. ``key`` is the argument that holds it."""

    path: str
    query_string: str
    key: str

    def of(self, text: str, *filters: tuple[str, str]) -> str:
        """The page that searches for ``text`` under the same conditions and ``filters``."""
        pairs = parse_qsl(self.query_string, keep_blank_values=True)
        replaced = {self.key, *(name for name, _ in filters)}
        kept = [pair for pair in pairs if pair[0] not in replaced | _PLACES]
        new = [(self.key, text)] if text else []
        return f"{self.path}?{urlencode([*new, *kept, *filters])}"

    def alone(self, text: str) -> str:
        """The page that searches for ``text`` and has no other condition."""
        return f"{self.path}?{urlencode([(self.key, text)])}"


@dataclass(frozen=True)
class Said:
    """Sentences on a search, each in parts."""

    sentences: tuple[tuple[Part, ...], ...] = ()

    @property
    def plain(self) -> tuple[str, ...]:
        """The sentences as text."""
        return tuple(
            "".join(part.text for part in sentence if not part.is_action)
            for sentence in self.sentences
        )


def say(found: Interpretation, urls: Addresses, title: Callable[[str], str]) -> Said:
    """What is said of an interpretation. ``title`` gives the Chinese name of a column."""
    sentences: list[tuple[Part, ...]] = []
    if found.is_found:
        facets = [meaning for meaning in found.meanings if meaning.kind is Kind.FACET]
        if facets:
            sentences.append(_as_facets(facets, found, urls, title))
        sentences += [
            _understood(meaning, found, urls)
            for meaning in found.meanings
            if meaning.kind is not Kind.FACET
        ]
        if sentences:
            exact = urls.of(quoted(found.typed))
            sentences[-1] = (*sentences[-1], Part("只按原文检索", exact, is_action=True))
        sentences += [_offer(meaning, found, urls, title) for meaning in found.offers]
    if found.words_left_out:
        sentences.append(
            (Part(f"检索词过多：只用了前 {MAX_WORDS} 个，其余 {found.words_left_out} 个没有用。"),)
        )
    if found.words_cut:
        sentences.append(
            (Part(f"有 {found.words_cut} 个检索词过长：只用了它的前 {MAX_WORD_LENGTH} 个字。"),)
        )
    if found.is_exact:
        without = urls.of(found.typed.strip()[1:-1])
        sentences.append(
            (
                Part("引号中的词只按原文检索，不补充简称、拼音等。"),
                Part("去掉引号", without, is_action=True),
            )
        )
    return Said(tuple(sentences))


def replaced(found: Interpretation, typed: str, by: str) -> str:
    """The text of a search with one of its words replaced."""
    texts = [by if unit.typed == typed else unit.typed for unit in found.units]
    if all(unit.typed != typed for unit in found.units):
        # Syllables typed apart that were read together.
        texts = [found.typed.replace(typed, by, 1)]
    return " ".join(text for text in texts if text)


def _as_facets(
    facets: Sequence[Meaning],
    found: Interpretation,
    urls: Addresses,
    title: Callable[[str], str],
) -> tuple[Part, ...]:
    """That words were taken as values of facets, with the same as conditions of the page."""
    taken = "、".join(
        f"“{meaning.typed}”按{title(_column(meaning))}＝{'或'.join(meaning.means)}"
        for meaning in facets
    )
    typed = {meaning.typed for meaning in facets}
    rest = " ".join(unit.typed for unit in found.units if unit.typed not in typed)
    link = urls.of(rest, *(pair for meaning in facets for pair in meaning.filters))
    return (
        Part(f"没有项目的文字含有全部检索词，{taken}理解。"),
        Part("改用筛选条件", link, is_action=True),
    )


def _understood(meaning: Meaning, found: Interpretation, urls: Addresses) -> tuple[Part, ...]:
    typed = f"“{meaning.typed}”"
    words = _words(meaning.means, meaning, found, urls, meaning.is_cut)
    if meaning.kind is Kind.ALIAS:
        return (Part(f"另按机构简称{typed}＝"), *words, Part("找到。"))
    if meaning.kind is Kind.COMMITTEE:
        return (Part(f"另按技术委员会编号{typed}＝"), *words, Part("找到。"))
    if meaning.kind is Kind.PROJECT:
        return (Part(f"{typed}另按项目编号"), *words, Part("找到。"))
    if meaning.kind is Kind.PARENT:
        return (Part(f"没有{typed}，显示其所属委员会"), *words, Part("的项目。"))
    if meaning.kind is Kind.SHORT:
        several = "中的任何一个" if len(meaning.means) > 1 else ""
        return (Part(f"未找到{typed}，按委员会简称理解为"), *words, Part(f"{several}。"))
    if meaning.kind in (Kind.PINYIN, Kind.INITIALS):
        return (Part(f"未找到{typed}，按{meaning.kind.value}显示："), *words, Part("。"))
    near = "编号相近的" if meaning.kind is Kind.NUMBER else "相近的"
    return (
        Part(f"未找到{typed}，显示{near}"),
        *words,
        *_possible(meaning, found, urls),
        Part("。"),
    )


def _offer(
    meaning: Meaning, found: Interpretation, urls: Addresses, title: Callable[[str], str]
) -> tuple[Part, ...]:
    """What a search could have meant, too: values of facets."""
    values = "或".join(meaning.means)
    link = urls.of(replaced(found, meaning.typed, ""), *meaning.filters)
    name = title(_column(meaning))
    return (
        Part(f"“{meaning.typed}”也是{name}的一个值。"),
        Part(f"改为筛选{name}＝{values}的项目", link, is_action=True),
    )


def _column(meaning: Meaning) -> str:
    return meaning.filters[0][0].partition("__")[0]


def _possible(meaning: Meaning, found: Interpretation, urls: Addresses) -> Sequence[Part]:
    if not meaning.others:
        return ()
    return (Part("；也可能是"), *_words(meaning.others, meaning, found, urls))


def _words(
    words: Sequence[str],
    meaning: Meaning,
    found: Interpretation,
    urls: Addresses,
    is_cut: bool = False,
) -> list[Part]:
    """Words in quotation marks, each a link to its search in place of what was typed."""
    parts: list[Part] = []
    for word in words[:_NAMED]:
        parts += [Part("、")] if parts else []
        parts.append(Part(f"“{word}”", urls.of(replaced(found, meaning.typed, word))))
    if len(words) > _NAMED:
        parts.append(Part(f"等 {len(words)} 个词"))
    if is_cut:
        parts.append(Part("（更少见的没有列入）"))
    return parts
