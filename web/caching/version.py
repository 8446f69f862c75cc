"""Which site this is: its catalogue and everything that makes pages of it, as one digest."""

from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from datasette.app import Datasette

from web.per_site import PerSite
from web.serving.published import published

_ROOT = Path(__file__).parent.parent.parent
_FOLDERS = ("web", "plugins", "templates", "static", "schema")
_FILES = ("metadata.yml", "settings.json")
_PACKAGES = ("datasette", "jinja2")
_VERSIONS: PerSite[bytes] = PerSite()


def site_version(datasette: Datasette) -> bytes:
    """The digest of a started site. Equal for every process that publishes the same catalogue with
    the same code, so that a tag given by one of several servers is known to all."""
    known = _VERSIONS.get(datasette)
    if known is None:
        digest = sha256(published(datasette).file.sha256.encode())
        for package in _PACKAGES:
            digest.update(version(package).encode())
        for path in _code(datasette.config_dir or _ROOT):
            digest.update(path.name.encode() + path.read_bytes())
        known = _VERSIONS.keep(datasette, digest.digest())
    return known


def _code(folder: Path) -> list[Path]:
    """Files by which two sites on one catalogue may differ, in a fixed order."""
    found = [path for name in _FILES if (path := folder / name).is_file()]
    for name in _FOLDERS:
        root = folder / name if (folder / name).is_dir() else _ROOT / name
        found += sorted(
            path for path in root.rglob("*") if path.is_file() and "__pycache__" not in path.parts
        )
    return found


def tag_of(site: bytes, *address: bytes) -> str:
    """The ETag of the answer at an address: weak, since it stands for every encoding of it."""
    digest = sha256(site)
    for part in address:
        digest.update(len(part).to_bytes(4) + part)
    return f'W/"{digest.hexdigest()[:24]}"'
