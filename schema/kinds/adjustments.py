"""What an adjustment says of a plan: that it is ended or suspended, or goes on changed."""

import re

from schema.vocabulary import ProjectStatus

# The fields of a list, without columns of their own, that say it.
ADJUSTING_FIELDS = ("adjustment", "status", "conclusion")
ADJUSTING_KINDS = ("调整",)
# The strongest first.
_ADJUSTMENTS = (
    (ProjectStatus.ENDED, re.compile("终止|撤销|取消|撤项")),
    (ProjectStatus.SUSPENDED, re.compile("暂缓|暂停|中止")),
)


def adjusted_to(text: str) -> ProjectStatus | None:
    """The status that the words of an adjustment give a plan; ``None`` where it goes on."""
    return next((status for status, pattern in _ADJUSTMENTS if pattern.search(text)), None)
