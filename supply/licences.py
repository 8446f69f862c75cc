"""Under which licence each locked package is used, and whether that may be.

``licences.csv`` has a row for every package of the lock files: the licence as an SPDX expression,
what the package declares, and a note where the two say different things. What installed packages
declare is compared with it, so that a changed licence is noticed.
"""

import csv
import functools
import importlib.metadata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from license_expression import ExpressionError, Licensing, get_spdx_licensing

from supply.errors import SupplyError
from supply.lock import LockedPackage

LICENCES = Path(__file__).with_name("licences.csv")
COLUMNS = ("package", "licence", "declared", "note")

# The rule: a package is used if it may be passed on with the product without putting the product
# under its terms. These licences allow that; MPL-2.0 asks for the source of its own files only.
# Of licences joined by OR one is enough, of those joined by AND each must be among them. AGPL,
# GPL, LGPL, SSPL, "non-commercial" and licences that nobody has judged are not.
ACCEPTED = frozenset(
    (
        "0BSD",
        "Apache-2.0",
        "Artistic-1.0-Perl",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC0-1.0",
        "ISC",
        "MIT",
        "MIT-0",
        "MIT-CMU",
        "MPL-2.0",
        "PSF-2.0",
        "Zlib",
    )
)
# A longer text in the field "License" is a whole licence, with the names of its holders.
_LONGEST = 60


@dataclass(frozen=True)
class Licence:
    """A row of ``licences.csv``. ``expression`` is an SPDX expression; ``declared`` is what the
    package's metadata says, empty if it says nothing or only some systems install the package."""

    package: str
    expression: str
    declared: str
    note: str

    @property
    def is_as_declared(self) -> bool:
        """Whether the package itself states this very expression."""
        return self.expression == self.declared


def read_licences(path: Path = LICENCES) -> dict[str, Licence]:
    """The rows of ``licences.csv`` by package. Raises ``SupplyError`` if it has another form."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise SupplyError([f"{path.name}: the columns must be {', '.join(COLUMNS)}."])
        licences: dict[str, Licence] = {}
        for row in reader:
            if None in row or None in row.values():
                raise SupplyError([f"{path.name} line {reader.line_num}: not four cells."])
            if row["package"] in licences:
                raise SupplyError(
                    [f"{path.name} line {reader.line_num}: {row['package']} stands there twice."]
                )
            licences[row["package"]] = Licence(*(row[column] for column in COLUMNS))
    return licences


def declared_licence(metadata: Any) -> str:
    """What a package's metadata says of its licence, by the field that says it best: the SPDX
    expression, then a short text, then the classifiers."""
    if expression := metadata.get("License-Expression"):
        return str(expression)
    text = str(metadata.get("License") or "").strip()
    if text and text != "UNKNOWN" and "\n" not in text and len(text) <= _LONGEST:
        return text
    classifiers = metadata.get_all("Classifier") or []
    return "; ".join(text for text in classifiers if text.startswith("License ::"))


def is_accepted(expression: str) -> bool:
    """Whether an SPDX expression meets the rule. Raises ``ValueError`` if it is none."""
    return _meets_rule(parse_expression(expression))


def parse_expression(expression: str) -> Any:
    """An SPDX expression as license_expression's tree. Raises ``ValueError`` if it is none."""
    try:
        parsed = _licensing().parse(expression, validate=True, strict=True)
    except ExpressionError as error:
        raise ValueError(str(error)) from None
    if parsed is None:
        raise ValueError("it is empty")
    return parsed


@functools.cache
def _licensing() -> Licensing:
    """Every SPDX licence; reading them takes a moment."""
    return get_spdx_licensing()


def _meets_rule(parsed: Any) -> bool:
    if isinstance(parsed, _licensing().OR):
        return any(_meets_rule(part) for part in parsed.args)
    if isinstance(parsed, _licensing().AND):
        return all(_meets_rule(part) for part in parsed.args)
    return str(parsed) in ACCEPTED


def check_licences(
    packages: Iterable[LockedPackage], licences: Mapping[str, Licence], declared: Mapping[str, str]
) -> list[str]:
    """A sentence for each locked package without a row, each row without a package, each licence
    that is not accepted, and each that is not what the installed package declares.

    ``declared`` maps the names of installed packages of the locked version to what they declare.
    """
    locked = {package.name for package in packages}
    sentences = [
        f"{name} has no row in licences.csv; it declares {declared.get(name, '')!r}. Add one."
        for name in sorted(locked - licences.keys())
    ]
    sentences += [
        f"licences.csv names {name}, which no lock file has. Remove the row."
        for name in sorted(licences.keys() - locked)
    ]
    for name in sorted(locked & licences.keys()):
        licence = licences[name]
        try:
            if not is_accepted(licence.expression):
                sentences.append(
                    f"{name} is under {licence.expression}, which is not accepted. Use another "
                    "package, or say in supply/licences.py why the licence may be accepted."
                )
        except ValueError as error:
            sentences.append(
                f"{name}: {licence.expression!r} is not an SPDX expression ({error}). Correct it."
            )
        if not licence.is_as_declared and not licence.note:
            sentences.append(
                f"{name}: {licence.expression!r} is not what it declares ({licence.declared!r}). "
                "Say in the note what shows it."
            )
        if name in declared and declared[name] != licence.declared:
            sentences.append(
                f"{name} declares {declared[name]!r}, and licences.csv says "
                f"{licence.declared!r}. Judge the licence again and correct the row."
            )
    return sentences


def installed_declarations(packages: Mapping[str, LockedPackage]) -> dict[str, str]:
    """What the installed packages declare, of those installed in the locked version."""
    answer = {}
    for name, package in packages.items():
        try:
            distribution = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # of another system
        if distribution.version == package.version:
            answer[name] = declared_licence(distribution.metadata)
    return answer
