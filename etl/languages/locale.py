"""Which language the reader of the command has, by the environment."""

import os
from collections.abc import Mapping

# In the order of POSIX: the first that is set and not empty decides.
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
# The locales without a language of their own; GNU gettext then leaves LANGUAGE aside, too.
_NEUTRAL = ("", "C", "POSIX")


def is_chinese(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether messages are to be in Chinese rather than English.

    ``LANGUAGE``, a list of languages separated by colons, goes before the locale, as in GNU
    gettext; of its languages the first that is Chinese or English counts.
    """
    locale = next((environment[name] for name in _VARIABLES if environment.get(name)), "")
    if locale.partition(".")[0] in _NEUTRAL:
        return False
    for language in [*environment.get("LANGUAGE", "").split(":"), locale]:
        code = language.lower().partition("_")[0].partition(".")[0].partition("-")[0]
        if code in ("zh", "en"):
            return code == "zh"
    return False
