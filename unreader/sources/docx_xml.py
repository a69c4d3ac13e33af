"""XML parts of a Word file → trees, by expat, without document types and not deeper than documents are."""

from __future__ import annotations

from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from unreader.sources.source_text import SourceError

#: The namespace of WordprocessingML, as ElementTree writes it before a tag.
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAX_DEPTH = 500
_MAX_ELEMENTS = 2_000_000


def read_xml(data: bytes, name: str) -> Element:
    """The root element. Raises SourceError for a document type (entities), depth or number beyond reason, damage."""
    parser = expat.ParserCreate(namespace_separator="}")
    builder = TreeBuilder()
    state = {"depth": 0, "elements": 0}

    def refuse(*_: object) -> int:
        raise SourceError(f"{name}: it declares entities, which Word never does; give a copy saved by Word")

    def start(tag: str, attributes: dict[str, str]) -> None:
        state["depth"] += 1
        state["elements"] += 1
        if state["depth"] > _MAX_DEPTH or state["elements"] > _MAX_ELEMENTS:
            raise SourceError(f"{name}: it is nested or cut up beyond what documents are; give a copy saved by Word")
        builder.start(_named(tag), {_named(key): text for key, text in attributes.items()})

    def end(tag: str) -> None:
        state["depth"] -= 1
        builder.end(_named(tag))

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.buffer_text = True
    try:
        parser.Parse(data, True)
        return builder.close()
    except (expat.ExpatError, AssertionError):
        raise SourceError(f"{name}: this part of the Word file is damaged; save the document anew") from None


def _named(tag: str) -> str:
    return "{" + tag if "}" in tag else tag


def first(element: Element, tag: str) -> Element | None:
    """The first child of an element with a WordprocessingML tag."""
    return element.find(W + tag)


def value(element: Element | None, tag: str) -> str:
    """The w:val of a child with this tag; empty where there is none."""
    child = element.find(W + tag) if element is not None else None
    return child.get(W + "val", "") if child is not None else ""
