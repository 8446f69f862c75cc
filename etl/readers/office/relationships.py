"""Which parts of an OOXML package refer to which others."""

import posixpath
from urllib.parse import unquote

from etl.readers.office.archive import Archive
from etl.readers.office.xml import parse_xml


def relationships(archive: Archive, part: str) -> list[tuple[str, str]]:
    """Type and name of the parts that ``part`` refers to within the package."""
    return [(kind, target) for _, kind, target in identified_relationships(archive, part)]


def identified_relationships(archive: Archive, part: str) -> list[tuple[str, str, str]]:
    """Id, type and name of the parts that ``part`` refers to within the package."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in archive:
        return []
    found = []
    for relation in parse_xml(archive.read(path), path).iter("{*}Relationship"):
        target = unquote(relation.get("Target", ""))
        if relation.get("TargetMode") != "External" and target:
            full = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found.append((relation.get("Id", ""), relation.get("Type", ""), full))
    return found
