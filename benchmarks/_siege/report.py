"""What was measured, as lines and as a table."""

from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks._siege.clients import Outcome

# The aims, under every attack: seconds that an ordinary page waits, megabytes of all processes,
# seconds until pages come as before.
MOST_WAIT, MOST_MEMORY, MOST_AGAIN = 2.0, 800.0, 2.0


@dataclass(frozen=True)
class Measure:
    """One attack on one server. Seconds and megabytes; ``again`` is None where pages were not
    ordinary again before the siege went on. ``fate`` is empty if the server lived."""

    attack: str
    clients: int
    server: str
    outcome: Outcome
    wait: float
    failures: int
    peak: float
    again: float | None
    fate: str

    @property
    def faults(self) -> list[str]:
        """Which aims were missed."""
        found = [self.fate] if self.fate else []
        if self.wait >= MOST_WAIT:
            found.append(f"reader waited {self.wait:.1f} s")
        if self.failures:
            found.append(f"{self.failures} pages failed")
        if self.peak >= MOST_MEMORY:
            found.append(f"{self.peak:.0f} MB")
        if not self.fate and (self.again is None or self.again > MOST_AGAIN):
            found.append("not ordinary again" + (f" for {self.again:.1f} s" if self.again else ""))
        if any(end.startswith("5") for end in self.outcome.ends):
            found.append("answers of 5xx")
        return found

    @property
    def cells(self) -> tuple[str, ...]:
        """Answer, ends, wait, peak and again, for people."""
        ends = " ".join(
            end if count == 1 else f"{end}×{count}"
            for end, count in sorted(self.outcome.ends.items())
        )
        failed = f" ({self.failures} failed)" if self.failures else ""
        again = "no" if self.again is None else f"{self.again:.1f}"
        return (
            f"{self.outcome.longest:.1f}",
            f"{self.fate}; {ends}" if self.fate else ends,
            f"{self.wait:.1f}{failed}",
            f"{self.peak:.0f}",
            again,
        )


HEADINGS = ("answer s", "ends", "reader s", "peak MB", "again s")
_LINE = "{:32} {:>7} {:6} {:>8} {:28} {:>16} {:>8} {:>7}"


def line(measure: Measure | None = None) -> str:
    """A measure as a line, or the headings."""
    if measure is None:
        return _LINE.format("attack", "clients", "server", *HEADINGS)
    return _LINE.format(measure.attack, measure.clients, measure.server, *measure.cells)


def markdown(measures: Iterable[Measure]) -> str:
    """A table with the site and stock Datasette side by side."""
    found: dict[tuple[str, int], dict[str, Measure]] = {}
    for measure in measures:
        found.setdefault((measure.attack, measure.clients), {})[measure.server] = measure
    titles = [f"{server}: {heading}" for server in ("site", "stock") for heading in HEADINGS]
    lines = ["| " + " | ".join(["attack", "clients", *titles]) + " |"]
    lines.append("|" + "---|" * (2 + len(titles)))
    for (attack, clients), servers in found.items():
        cells = [attack, str(clients)]
        for server in ("site", "stock"):
            cells += servers[server].cells if server in servers else ["–"] * len(HEADINGS)
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def verdict(measures: Iterable[Measure]) -> str:
    """How many attacks the site withstood within the aims, and which it did not."""
    ours = [measure for measure in measures if measure.server == "site"]
    missed = [measure for measure in ours if measure.faults]
    lines = [
        f"{len(ours) - len(missed)} of {len(ours)} within the aims: alive, no answer of 5xx, a "
        f"page in under {MOST_WAIT:.0f} s, under {MOST_MEMORY:.0f} MB, ordinary within "
        f"{MOST_AGAIN:.0f} s."
    ]
    lines += [f"  {m.attack}, {m.clients} at once: {', '.join(m.faults)}" for m in missed]
    return "\n".join(lines)
