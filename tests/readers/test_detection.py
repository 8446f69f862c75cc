"""The format is told from the bytes, whatever the file is called."""

import pytest

from etl.readers import READERS
from etl.readers.detection import detect_format
from etl.readers.worker import ISOLATED


@pytest.mark.parametrize(
    ("data", "format_name"),
    [
        (b"\n%PDF-1.7\n", "pdf"),
        (b"PK\x03\x04", "package"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
        (b"<table><tr><td>1</table>", "html"),
        (b"\xef\xbb\xbf<!-- x -->\n<!DOCTYPE HTML>", "html"),
        (b'<?xml version="1.0"?><html xmlns="x"></html>', "html"),
        ("通知\n\n<table><tr><td>1</table>".encode(), "html"),
        (b"|a|b|\n|-|-|\n|1|2|", "markdown"),
        (b"a,b,c\n1,2,3\n", "csv"),
        (b'"a"\t"b"\t"c"\n"1"\t"2"\t"3"\n', "csv"),
        (b"a\tb\n1,2,3\t4\n", "text"),
        ("BMW 汽车标准".encode(), "text"),
        ("关于印发《通知》的通知，共 3 项。".encode("gb18030"), "text"),
    ],
)
def test_format_of_bytes(data: bytes, format_name: str) -> None:
    assert detect_format(data) == format_name
    assert format_name in {**READERS, **ISOLATED}
