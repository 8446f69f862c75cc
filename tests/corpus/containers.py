"""Archives, OLE2 containers and PDF files put together by hand, for what no library writes."""

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence

PDF_CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"


def zip_of(members: Mapping[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), content)
    return out.getvalue()


def unzip(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def change(data: bytes, part: str, edit: Callable[[bytes], bytes]) -> bytes:
    """An archive with one member edited."""
    members = unzip(data)
    members[part] = edit(members[part])
    return zip_of(members)


def lying(data: bytes, name: str, size: int) -> bytes:
    """An archive whose list of contents states a wrong size for a member."""
    changed = bytearray(data)
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        if data[at + 46 :].startswith(name.encode()):
            changed[at + 24 : at + 28] = size.to_bytes(4, "little")
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


def pdf_of(objects: Sequence[bytes]) -> bytes:
    """A PDF file with the given objects, the first of them its root."""
    out = io.BytesIO()
    out.write(b"%PDF-1.5\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    index = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n" % (len(objects) + 1))
    out.write(b"%d\n%%%%EOF\n" % index)
    return out.getvalue()


def pdf_page_of(content: bytes) -> bytes:
    """A PDF file with one page drawn by packed ``content``."""
    packed = zlib.compress(content, 9)
    return pdf_of(
        [
            PDF_CATALOG,
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>",
            b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
        ]
    )


def ole_of(streams: Mapping[str, bytes]) -> bytes:
    """An OLE2 container, as old Office files are, with small streams of 4096 bytes or more."""
    sector = 512
    names = list(streams)
    contents = [streams[name].ljust(4096, b"\x00") for name in names]
    chains: list[int] = []
    starts: list[int] = []
    directory_sectors = (len(names) + 1 + 3) // 4
    next_sector = 1 + directory_sectors
    end_of_chain = 0xFFFFFFFE
    fat = [0xFFFFFFFD]
    fat += [i + 2 for i in range(directory_sectors - 1)] + [end_of_chain]
    for content in contents:
        count = -(-len(content) // sector)
        starts.append(next_sector)
        chains += [next_sector + i + 1 for i in range(count - 1)] + [end_of_chain]
        next_sector += count
    fat += chains
    header = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(76, b"\x00"))
    for at, width, value in (
        (24, 2, 0x3E), (26, 2, 3), (28, 2, 0xFFFE), (30, 2, 9), (32, 2, 6), (44, 4, 1),
        (48, 4, 1), (56, 4, 4096), (60, 4, end_of_chain), (68, 4, end_of_chain),
    ):  # fmt: skip
        header[at : at + width] = value.to_bytes(width, "little")
    header += (0).to_bytes(4, "little") + b"\xff" * (sector - 80)
    entries = [_ole_entry("Root Entry", 5, child=1 if names else -1, start=end_of_chain, size=0)]
    for i, name in enumerate(names):
        right = i + 2 if i + 1 < len(names) else -1
        entries.append(_ole_entry(name, 2, -1, starts[i], len(contents[i]), right))
    table = b"".join(value.to_bytes(4, "little") for value in fat).ljust(sector, b"\xff")
    directory = b"".join(entries).ljust(directory_sectors * sector, b"\x00")
    body = b"".join(
        content.ljust(-(-len(content) // sector) * sector, b"\x00") for content in contents
    )
    return bytes(header) + table + directory + body


def _ole_entry(name: str, kind: int, child: int, start: int, size: int, right: int = -1) -> bytes:
    encoded = name.encode("utf-16-le") + b"\x00\x00"
    entry = encoded.ljust(64, b"\x00") + len(encoded).to_bytes(2, "little") + bytes([kind, 1])
    for value in (-1, right, child):
        entry += (value & 0xFFFFFFFF).to_bytes(4, "little")
    return entry + b"\x00" * 36 + start.to_bytes(4, "little") + size.to_bytes(8, "little")
