"""What codes mean by tables that callers give: the level of a code, the region of a local one.

The grammar knows the forms of numbers; that HG is an industry and 14 is Shanxi are facts with
sources, kept as data by those who build a catalogue.
"""

from collections.abc import Mapping

from schema.numbers.standard_number import StandardNumber
from schema.vocabulary import StandardLevel, StandardMandate


def level_of(number: StandardNumber, levels: Mapping[str, StandardLevel]) -> StandardLevel | None:
    """The level of a standard by its number.

    ``levels`` maps codes without /T or /Z (``HG``, ``CJJ``, ``NB/SH``) to their level. What the
    form of the number proves goes before the table. None for a code that neither knows: callers
    report it, with the number, instead of taking a level for granted.
    """
    if number.level is not None:
        return number.level
    code = number.code.removesuffix(f"/{number.suffix}") if number.suffix else number.code
    return levels.get(code)


def mandate_of(
    number: StandardNumber, levels: Mapping[str, StandardLevel]
) -> StandardMandate | None:
    """标准性质 by the number: an industry standard without a letter after its code is mandatory."""
    if number.mandate is not None or number.suffix is not None:
        return number.mandate
    if level_of(number, levels) is StandardLevel.INDUSTRY and "/" not in number.code:
        return StandardMandate.MANDATORY
    return None


def region_of(number: StandardNumber, regions: Mapping[str, str]) -> str | None:
    """The region of a local standard, its name in ``regions`` by two or four digits of GB/T 2260.
    None for another level or a region that the table lacks."""
    return None if number.region is None else regions.get(number.region)
