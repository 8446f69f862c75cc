"""From the text of a search to what is searched for.

What is typed comes first: as long as it is found, it is what is searched for, and only codes and
known names of bodies add to it. Where nothing has all words, values of facets are taken as such,
then words that stand nowhere are read as pinyin, as codes written another way, or as a word that
differs by one character. Each such step is part of the answer, so that it can be said.
"""

from dataclasses import replace
from itertools import groupby

from schema.search import NOTHING, left_out, match_query, phrase, unquoted
from web.search import known
from web.search.index_questions import Questions
from web.search.meaning import ALWAYS, Interpretation, Meaning, Unit
from web.search.near import near_word
from web.search.pinyin import is_pinyin, letters_of, read_pinyin
from web.search.units import units_of


def understand(query: str, asked: Questions) -> Interpretation:
    """The interpretation of a query; a pure function of its text and the catalogue."""
    text, is_exact = unquoted(query)
    more, cut = left_out(text)
    plain = Interpretation(query, match_query(query), is_exact, words_left_out=more, words_cut=cut)
    units = units_of(text)
    if is_exact or not units:
        return replace(plain, is_found=asked.is_found(plain.match), units=units)
    certain = [known.known(unit, asked) for unit in units]
    parts = [_either(unit, meaning) for unit, meaning in zip(units, certain, strict=True)]
    meanings = tuple(meaning for meaning in certain if meaning)
    first = replace(plain, match=_all(parts) if meanings else plain.match, units=units)
    facets = [known.facets(unit, asked) for unit in units]
    if asked.is_found(first.match):
        return replace(
            first,
            meanings=tuple(m for m in meanings if asked.is_found(m.expression)),
            offers=tuple(facet for facet in facets if facet),
        )
    if any(facets):
        match = _all(
            [f"({f.expression})" if f else part for f, part in zip(facets, parts, strict=True)]
        )
        if asked.is_found(match):
            both = (f or m for f, m in zip(facets, certain, strict=True))
            chosen = tuple(meaning for meaning in both if meaning)
            return replace(first, match=match, meanings=chosen)
    return _helped(first, units, facets, certain, asked)


def _helped(
    first: Interpretation,
    units: tuple[Unit, ...],
    facets: list[Meaning | None],
    certain: list[Meaning | None],
    asked: Questions,
) -> Interpretation:
    """The interpretation in which words that stand nowhere are taken for others."""
    parts: list[str] = []
    meanings: list[Meaning] = []
    offers: list[Meaning] = []
    rows = zip(units, facets, certain, strict=True)
    for unit, facet, meaning in _joined_pinyin(list(rows), asked):
        if facet:
            found: Meaning | None = facet
        elif asked.is_found(part := _either(unit, meaning)):
            parts.append(part)
            meanings.extend([meaning] if meaning else [])
            continue
        else:
            found = _another(unit, asked)
        if found is None:
            parts.append(NOTHING)
        elif found.means:
            parts.append(f"({found.expression})")
            meanings.append(found)
        else:
            parts.append(NOTHING)
            offers.append(found)
    match = _all(parts)
    if NOTHING not in parts and asked.is_found(match):
        return replace(first, match=match, meanings=tuple(meanings), offers=tuple(offers))
    near = tuple(m for m in meanings if m.kind not in ALWAYS and not m.filters)
    return replace(first, is_found=False, offers=(*near, *offers))


_Row = tuple[Unit, Meaning | None, Meaning | None]


def _joined_pinyin(rows: list[_Row], asked: Questions) -> list[_Row]:
    """Syllables typed apart, ``guo lu``, are one word in pinyin, if none stands in a text."""

    def is_syllables(row: _Row) -> bool:
        unit, facet, meaning = row
        letters = letters_of(unit.joined) if unit.kind is None else None
        return bool(
            not facet
            and not meaning
            and letters
            and is_pinyin(letters)
            and not asked.is_found(phrase(unit.joined))
        )

    joined: list[_Row] = []
    for together, group in groupby(rows, is_syllables):
        listed = list(group)
        if together and len(listed) > 1:
            typed = " ".join(unit.typed for unit, _, _ in listed)
            word = "".join(unit.joined for unit, _, _ in listed)
            joined.append((Unit(typed, (word,)), None, None))
        else:
            joined.extend(listed)
    return joined


def _another(unit: Unit, asked: Questions) -> Meaning | None:
    """What a word that stands nowhere may mean."""
    found = known.otherwise(unit, asked)
    if found is None and unit.kind is None:
        letters = letters_of(unit.joined)
        if letters:
            found = read_pinyin(unit.typed, letters, asked)
        else:
            found = near_word(unit.typed, unit.joined, asked)
    return found


def _either(unit: Unit, meaning: Meaning | None) -> str:
    """FTS5: the words of a unit, or what it certainly means."""
    typed = " AND ".join(map(phrase, unit.words))
    return f"(({typed}) OR {meaning.expression})" if meaning else f"({typed})"


def _all(parts: list[str]) -> str:
    return " AND ".join(parts)
