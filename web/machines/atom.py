"""Atom feeds (RFC 4287)."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from web.machines.text import xml_bytes, xml_text

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
_ATOM = "http://www.w3.org/2005/Atom"
# What an empty feed says of its last change: the format wants a moment.
_NEVER = "1970-01-01"
_TEMPLATE_OF_DAY = "2000-01-01"


@dataclass(frozen=True)
class FeedEntry:
    """An entry. ``updated`` is a date, known to the year, month or day; ``address`` is the page
    that it is about, ``id`` what it is known by for ever."""

    id: str
    title: str
    updated: str
    address: str
    summary: str
    content: str = ""


def atom(title: str, author: str, page: str, address: str, entries: Sequence[FeedEntry]) -> bytes:
    """A feed of entries, the newest first. ``page`` is what it is a feed of, ``address`` its own;
    both are absolute."""
    ET.register_namespace("", _ATOM)
    root = ET.Element(_name("feed"), {"{http://www.w3.org/XML/1998/namespace}lang": "zh-CN"})
    _add(root, "id", address)
    _add(root, "title", title)
    _add(root, "updated", _moment(max((entry.updated for entry in entries), default=_NEVER)))
    ET.SubElement(root, _name("link"), {"rel": "self", "href": xml_text(address)})
    ET.SubElement(root, _name("link"), {"rel": "alternate", "href": xml_text(page)})
    ET.SubElement(_add(root, "author"), _name("name")).text = xml_text(author)
    for one in entries:
        entry = _add(root, "entry")
        _add(entry, "id", one.id)
        _add(entry, "title", one.title)
        _add(entry, "updated", _moment(one.updated))
        ET.SubElement(entry, _name("link"), {"rel": "alternate", "href": xml_text(one.address)})
        _add(entry, "summary", one.summary)
        if one.content:
            _add(entry, "content", one.content).set("type", "text")
    return xml_bytes(root)


def _add(parent: ET.Element, name: str, text: str = "") -> ET.Element:
    element = ET.SubElement(parent, _name(name))
    element.text = xml_text(text) or None
    return element


def _name(name: str) -> str:
    return f"{{{_ATOM}}}{name}"


def _moment(day: str) -> str:
    """A date as a moment: of a year or a month, its first day."""
    return f"{day}{_TEMPLATE_OF_DAY[len(day) :]}T00:00:00+08:00"
