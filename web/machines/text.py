"""Text for machines: JSON within HTML, and XML."""

import json
import re
from xml.etree import ElementTree as ET

from markupsafe import Markup

_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UNSAFE = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028"})


def json_in_html(value: object) -> Markup:
    """JSON that may stand in a ``script`` element: nothing in it can end the element."""
    text = json.dumps(value, ensure_ascii=False).translate(_UNSAFE)
    return Markup(text.replace("\u2029", "\\u2029"))


def xml_text(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return _NOT_XML.sub("", text)


def xml_bytes(root: ET.Element) -> bytes:
    """A document with its declaration."""
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content
