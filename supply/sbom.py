"""The bill of materials of a release (CycloneDX 1.6): every package of ``requirements.lock``.

It is a function of the lock files, ``licences.csv`` and ``pyproject.toml``: no clock, no random
number, nothing of the system on which it is made. The serial number is derived from the content.
"""

import hashlib
import json
import tomllib
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import (
    DisjunctiveLicense,
    LicenseAcknowledgement,
    LicenseExpression,
)
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from etl.paths import ROOT
from supply.licences import Licence, parse_expression
from supply.lock import LockedPackage

MARKER = "python:environment-marker"


def bill_of_materials(
    packages: Sequence[LockedPackage], licences: Mapping[str, Licence], project: Mapping[str, Any]
) -> str:
    """The bill of materials as JSON text.

    A component has the name, version, package URL and licence of a package, and the SHA-256 of
    each file of it that may be installed (one for each system and version of Python). Its property
    ``python:environment-marker`` says where the package is installed if that is not everywhere.
    ``project`` is the table of that name in ``pyproject.toml``.
    """
    bom = Bom(version=1)
    bom.metadata.component = Component(
        name=project["name"],
        version=project["version"],
        type=ComponentType.APPLICATION,
        bom_ref=project["name"],
        description=project["description"],
        licenses=[_licence(project["license"], LicenseAcknowledgement.DECLARED)],
    )
    components = {package.name: _component(package, licences) for package in packages}
    components[project["name"]] = bom.metadata.component
    needs: dict[str, list[Component]] = {name: [] for name in components}
    for package in packages:
        bom.components.add(components[package.name])
        for requirer in package.needed_by:
            needs[requirer].append(components[package.name])
    for name, component in components.items():
        bom.register_dependency(component, needs[name])
    content = json.loads(JsonV1Dot6(bom).output_as_string())
    # The library gives both by the clock and by chance.
    del content["serialNumber"], content["metadata"]["timestamp"]
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).digest()
    serial = {"serialNumber": uuid.UUID(bytes=digest[:16], version=4).urn}
    return json.dumps({**content, **serial}, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def project_table() -> dict[str, Any]:
    """What ``pyproject.toml`` says of this project."""
    table: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return table


def _component(package: LockedPackage, licences: Mapping[str, Licence]) -> Component:
    licence = licences[package.name]
    acknowledgement = (
        LicenseAcknowledgement.DECLARED
        if licence.is_as_declared
        else LicenseAcknowledgement.CONCLUDED
    )
    purl = PackageURL("pypi", name=package.name, version=package.version)
    return Component(
        name=package.name,
        version=package.version,
        type=ComponentType.LIBRARY,
        bom_ref=purl.to_string(),
        purl=purl,
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest) for digest in package.hashes],
        licenses=[_licence(licence.expression, acknowledgement)],
        properties=[Property(name=MARKER, value=package.marker)] if package.marker else [],
    )


def _licence(
    expression: str, acknowledgement: LicenseAcknowledgement
) -> DisjunctiveLicense | LicenseExpression:
    if parse_expression(expression).isliteral:
        return DisjunctiveLicense(id=expression, acknowledgement=acknowledgement)
    return LicenseExpression(expression, acknowledgement=acknowledgement)
