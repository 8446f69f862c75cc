"""Bodies whose names differ by an insertion, and may be one body."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping

from etl.quality.finding import BODY_FIELDS
from etl.quality.near_texts import pairs_with_insertion
from etl.quality.surveyed import Body

_COMMON_TO_COMMITTEES = re.compile(r"^全国|(标准化)?技术委员会$")


def similar_bodies(bodies: Collection[Body]) -> Mapping[Body, list[str]]:
    """The names that differ from that of a body by an insertion, among those of its field."""
    found: dict[Body, list[str]] = defaultdict(list)
    for field in BODY_FIELDS:
        names = sorted((name for of, name in bodies if of is field), key=len)
        cores = [_COMMON_TO_COMMITTEES.sub("", name) for name in names]
        for pair in pairs_with_insertion(cores):
            short, long = (names[i] for i in pair)
            if len(short) <= len(long):
                found[field, short].append(long)
                found[field, long].append(short)
    return found
