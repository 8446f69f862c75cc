"""Numbers of standards and of plans: every spelling in print is one number, and nothing is guessed.

Reading is by the grammar of numbers alone, in time linear in the text. What a code means beyond
its form, such as the industry of ``HG``, stands in tables that callers give (:mod:`.code_levels`).
"""

from schema.numbers.adoption import Adoption, Adoptions, find_adoptions
from schema.numbers.code_levels import level_of, mandate_of, region_of
from schema.numbers.number_lists import NumberList, StatedNumber, find_standard_numbers
from schema.numbers.plan_number import PlanList, PlanNumber, find_plan_numbers, parse_plan_number
from schema.numbers.standard_id import standard_id
from schema.numbers.standard_number import StandardNumber
from schema.numbers.standard_reading import parse_standard_number
from schema.numbers.standard_slug import parse_slug, read_number, slug_of

__all__ = [
    "Adoption",
    "Adoptions",
    "NumberList",
    "PlanList",
    "PlanNumber",
    "StandardNumber",
    "StatedNumber",
    "find_adoptions",
    "find_plan_numbers",
    "find_standard_numbers",
    "level_of",
    "mandate_of",
    "parse_plan_number",
    "parse_slug",
    "parse_standard_number",
    "read_number",
    "region_of",
    "slug_of",
    "standard_id",
]
