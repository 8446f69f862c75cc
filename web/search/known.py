"""Codes and other names that the catalogue itself knows: aliases of bodies, codes of committees
and projects, numbers of standards written another way."""

import re

from schema.search import fold, phrase, whole_phrase
from schema.search_facets import facet_phrase
from web.search.index_questions import Questions
from web.search.meaning import Kind, Meaning, Unit
from web.search.units import COMMITTEE, NUMBER, PROJECT

_SHORT = re.compile(r"(?:全国)?(.{1,12}?)标委会?")
_COMMITTEE_BEGINS, _COMMITTEE_ENDS = "全国", "标准化技术委员会"
# More committees than an abbreviation may mean at once.
_MOST_COMMITTEES = 3
# A year and a number without a hyphen between.
_JOINED_CODE = re.compile(r"((?:19|20)[0-9]{2})([0-9]{1,3})")
_LETTERS = ("GB", "GB/T", "GB/Z")


def known(unit: Unit, asked: Questions) -> Meaning | None:
    """What a unit certainly means beside its words; None for an ordinary word."""
    if unit.kind is Kind.COMMITTEE:
        return _committee(unit, asked)
    if unit.kind is Kind.PROJECT:
        return _project(unit, asked)
    name = asked.alias(unit.joined)
    return _body(Kind.ALIAS, unit, name) if name else None


def facets(unit: Unit, asked: Questions) -> Meaning | None:
    """The unit as a value of a facet."""
    if unit.kind is not None or len(unit.words) != 1:
        return None
    found = asked.facet_words(unit.joined)
    if not found:
        return None
    word = found[0]
    key = word.column if len(word.values) == 1 else f"{word.column}__in"
    return Meaning(
        Kind.FACET,
        unit.typed,
        word.values,
        facet_phrase(word),
        filters=((key, ",".join(word.values)),),
    )


def otherwise(unit: Unit, asked: Questions) -> Meaning | None:
    """What a code or an abbreviation that stands nowhere most likely means."""
    if unit.kind is Kind.COMMITTEE:
        return _parent(unit, asked)
    if unit.kind is Kind.NUMBER:
        return _number(unit, asked)
    if unit.kind is None:
        return _joined_code(unit, asked) or _short(unit, asked)
    return None


def _body(kind: Kind, unit: Unit, *names: str) -> Meaning:
    expression = " OR ".join(phrase(fold(name)) for name in names)
    return Meaning(kind, unit.typed, names, expression)


def _committee(unit: Unit, asked: Questions) -> Meaning | None:
    match = COMMITTEE.fullmatch(unit.typed)
    assert match is not None
    name = asked.committee(_sac_code(match["tc"], match["sc"]))
    return _body(Kind.COMMITTEE, unit, name) if name else None


def _parent(unit: Unit, asked: Questions) -> Meaning | None:
    """The committee of a subcommittee that the catalogue does not know."""
    match = COMMITTEE.fullmatch(unit.typed)
    assert match is not None
    name = asked.committee(_sac_code(match["tc"], None)) if match["sc"] else None
    return _body(Kind.PARENT, unit, name) if name else None


def _sac_code(committee: str, subcommittee: str | None) -> str:
    code = f"SAC/TC{int(committee)}"
    return f"{code}/SC{int(subcommittee)}" if subcommittee else code


def _project(unit: Unit, asked: Questions) -> Meaning | None:
    """A project's code, its number written with or without zeros before it."""
    match = PROJECT.fullmatch(unit.typed)
    assert match is not None
    parts = re.split(r"[^A-Za-z0-9]", match["list"])
    return _code(unit, "-".join(parts), match["seq"], asked)


def _joined_code(unit: Unit, asked: Questions) -> Meaning | None:
    match = _JOINED_CODE.fullmatch(unit.joined)
    return _code(unit, match[1], match[2], asked) if match else None


def _code(unit: Unit, listed: str, number: str, asked: Questions) -> Meaning | None:
    code = asked.project_code([f"{listed}-{int(number):03d}"])
    # What is typed as the code stands is found as any word is.
    if code is None or fold(code) == unit.joined:
        return None
    return Meaning(Kind.PROJECT, unit.typed, (code,), f"code : {whole_phrase(fold(code))}")


def _number(unit: Unit, asked: Questions) -> Meaning | None:
    """The number of a standard with other letters, or without its year."""
    match = NUMBER.fullmatch(unit.typed)
    assert match is not None
    letter = f"GB/{match['letter'].upper()}" if match["letter"] else "GB"
    letters = [letter, *(other for other in _LETTERS if other != letter)]
    years = [f"-{match['year']}", ""] if match["year"] else [""]
    for year in years:
        for code in letters:
            number = f"{code} {match['serial']}{year}"
            expression = phrase(fold(number))
            if asked.is_found(expression):
                return Meaning(Kind.NUMBER, unit.typed, (number,), expression)
    return None


def _short(unit: Unit, asked: Questions) -> Meaning | None:
    """A committee by some of its characters in their order, the first of them first: 汽标委. Where
    several fit, it means any of them."""
    match = _SHORT.fullmatch(unit.joined)
    if match is None:
        return None
    core = match[1]
    whole = f"{_COMMITTEE_BEGINS}{core}{_COMMITTEE_ENDS}"
    names = [
        name
        for name in asked.committees_beginning(_COMMITTEE_BEGINS + core[0])
        if name.endswith(_COMMITTEE_ENDS) and _is_short_for(core, name)
    ]
    if whole in names:
        names = [whole]
    if not names:
        return None
    meaning = _body(Kind.SHORT, unit, *names[:_MOST_COMMITTEES])
    return Meaning(
        meaning.kind,
        meaning.typed,
        meaning.means,
        meaning.expression,
        others=tuple(names[_MOST_COMMITTEES : 2 * _MOST_COMMITTEES]),
        is_cut=len(names) > _MOST_COMMITTEES,
    )


def _is_short_for(core: str, name: str) -> bool:
    left = iter(name.removeprefix(_COMMITTEE_BEGINS).removesuffix(_COMMITTEE_ENDS))
    return all(character in left for character in core)
