"""Limits of resources that a process gives itself and cannot raise again."""

from collections.abc import Mapping

# Soft and hard limit are set to the same number: without privileges there is no way back.
Limits = Mapping[str, int]


def limit(values: Limits) -> list[str]:
    """Set limits by their names in the module ``resource``; returns those that do not hold.

    A hard limit that is lower already stays.
    """
    import resource

    failed = []
    for name, value in values.items():
        try:
            number = getattr(resource, name)
            hard = resource.getrlimit(number)[1]
            least = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(number, (least, least))
        except (AttributeError, OSError, ValueError):
            failed.append(name)
    return failed
