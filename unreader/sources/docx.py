"""DOCX: the paragraphs of a Word file with their automatic numbers, real footnotes and tables, one a line.

Word files are ZIP archives of XML. Both are read with the standard library alone: the parts that matter, each with a
limit on its size before it is unpacked, and without document types, so that no entity is ever expanded.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from msgspec import Struct, field

from unreader.sources.docx_numbering import Numbering, read_numbering
from unreader.sources.docx_xml import W, first, read_xml, value
from unreader.sources.source_text import SourceError, text_of_lines
from unreader.symbols import SYMBOL

#: A part larger than this when unpacked is refused: the text of a thousand pages is a tenth of it.
MAX_PART = 40_000_000
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LABEL = re.compile(r"\s*(?:\d{1,3}[.．)]|[(（][a-z\d]{1,4}[)）]|[IVXLC]+\.|[A-Z]\.)(?=\s|$)")
_SYMBOL = re.compile(rf"(?<![A-Za-z0-9/]){SYMBOL}")
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
#: Blanks that set columns apart for the parser.
_COLUMNS = " " * 6
#: What is not text of the document as it stands: deletions, what was moved away, field codes, other renderings.
_NOT_TEXT = frozenset(
    {W + name for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "tblPr", "sectPr")}
)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BOX = W + "txbxContent"


class _Paragraph(Struct):
    """The text of a paragraph, the ids of the footnotes it calls, and text boxes that hang on it."""

    text: str = ""
    notes: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)


class _Style(Struct):
    """What a paragraph style tells: its numbering (list, level), its level as a heading (0: none), if it is bold."""

    numbering: tuple[str, int] | None = None
    level: int = 0
    bold: bool = False


def read_docx(data: bytes, name: str) -> str:
    """The text of a Word file, one paragraph a line. Raises SourceError: damaged, no Word text, over the limits."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = _Parts(archive, name)
            document = parts.xml("word/document.xml")
            if document is None:
                raise SourceError(f"{name}: this archive has no Word text in it; save the document anew as .docx")
            reader = _Reader(parts)
            lines = [*reader.lines(first(document, "body"))]
            head = _symbol_of_heads(parts, lines)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, RuntimeError):
        raise SourceError(f"{name}: this Word file is damaged or protected; save it anew as .docx") from None
    if not any(line.strip() for line in lines):
        raise SourceError(f"{name}: this Word file has no text in it (pictures only?); run OCR on it first")
    return text_of_lines([*head, *lines], name)


class _Parts:
    """The parts of the archive, unpacked one by one and never further than the limit."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive = archive
        self._name = name
        self.names = set(archive.namelist())

    def xml(self, part: str) -> Element | None:
        """The root of a part, or None where there is no such part. Raises SourceError."""
        if part not in self.names:
            return None
        with self._archive.open(part) as file:
            try:
                data = file.read(MAX_PART + 1)
            except (zipfile.zlib.error, OSError):  # type: ignore[attr-defined]
                raise zipfile.BadZipFile from None
        if len(data) > MAX_PART:
            limit = MAX_PART // 1_000_000
            raise SourceError(
                f"{self._name}: {part} unpacks to more than {limit} MB, which no document of text does; "
                "give another copy of it"
            )
        return read_xml(data, f"{self._name}, {part}")


class _Reader:
    """Walks the body: paragraphs, tables, and the footnotes after the paragraph that calls them."""

    def __init__(self, parts: _Parts) -> None:
        self._styles = _read_styles(parts.xml("word/styles.xml"))
        self._numbering: Numbering = read_numbering(parts.xml("word/numbering.xml"))
        self._notes = _read_notes(parts.xml("word/footnotes.xml"), "footnote")
        self._endnotes = _read_notes(parts.xml("word/endnotes.xml"), "endnote")
        self._called = 0

    def lines(self, container: Element | None) -> Iterator[str]:
        """The lines of a body, a cell or a text box."""
        for child in container if container is not None else ():
            if child.tag == W + "p":
                yield from self._paragraph_lines(child)
            elif child.tag == W + "tbl":
                yield from self._table(child)
            elif child.tag in (W + "sdt", W + "ins", W + "customXml", W + "sdtContent", W + "smartTag"):
                yield from self.lines(child)

    def _paragraph_lines(self, element: Element) -> Iterator[str]:
        paragraph = _Paragraph()
        parts: list[str] = []
        self._collect(element, parts, paragraph)
        text = "".join(parts).strip()
        style = self._style(element)
        if text:
            label = self._number(element, style, text)
            line = " ".join(f"{label} {text}".split(" ")) if label else text
            level = style.level or int(_is_bold(element, style.bold))
            mark = "#" * level + " " if level and not label else ""
            yield from (mark + part for part in _printed_lines(line))
        for box in paragraph.boxes:
            yield from self.lines(box)
        yield from paragraph.notes

    def _collect(self, element: Element, parts: list[str], paragraph: _Paragraph) -> None:
        """Add the text under an element to `parts`, in order; no recursion, for XML may be deep."""
        stack: list[tuple[Element, bool]] = [(child, False) for child in reversed(element)]
        while stack:
            one, raised = stack.pop()
            if one.tag in _NOT_TEXT or one.tag == _FALLBACK:
                continue
            if one.tag == _BOX:
                paragraph.boxes.append(one)
                continue
            if one.tag == W + "r":
                look = one.find(f"{W}rPr")
                if look is not None and look.find(f"{W}vanish") is not None:
                    continue
                raised = _is_raised(look)
            text = self._text_of(one, paragraph, raised)
            if text:
                parts.append(text)
            stack.extend((child, raised) for child in reversed(one))

    def _text_of(self, element: Element, paragraph: _Paragraph, raised: bool) -> str:
        tag = element.tag.removeprefix(W)
        if tag == "t":
            text = element.text or ""
            return text.translate(_SUPERSCRIPTS) if raised and text.strip().isdigit() else text
        if tag in ("footnoteReference", "endnoteReference"):
            return self._call(element, paragraph, tag)
        return {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}.get(tag, "")

    def _call(self, element: Element, paragraph: _Paragraph, tag: str) -> str:
        """The mark of a footnote, and its text among those of the paragraph. A mark of its own is in the text."""
        notes = self._notes if tag == "footnoteReference" else self._endnotes
        note = notes.get(element.get(W + "id", ""))
        if note is None:
            return ""
        inner = _Paragraph()
        parts: list[str] = []
        for one in note.iter(W + "p"):
            self._collect(one, parts, inner)
            parts.append(" ")
        text = " ".join("".join(parts).split())
        if element.get(W + "customMarkFollows") in ("1", "true", "on"):
            paragraph.notes.append(text)
            return ""
        self._called += 1
        mark = str(self._called).translate(_SUPERSCRIPTS)
        paragraph.notes.append(f"{mark} {text}")
        return mark

    def _table(self, table: Element) -> Iterator[str]:
        """A row of several cells as one line, the cells set apart; a row of one cell as its paragraphs."""
        for row in table.iter(W + "tr"):
            cells = [[*self.lines(cell)] for cell in row.findall(f"{W}tc")]
            filled = [cell for cell in cells if cell]
            if len(filled) == 1 or any(len(cell) > 3 for cell in filled):
                for cell in filled:
                    yield from cell
            elif filled:
                yield _COLUMNS.join(" ".join(line.lstrip("# ") for line in cell) for cell in filled)

    def _style(self, element: Element) -> _Style:
        look = element.find(f"{W}pPr")
        named = value(look, "pStyle")
        found = self._styles.get(named, _Style())
        outline = value(look, "outlineLvl")
        if outline.isdigit() and int(outline) < 6:
            return _Style(found.numbering, int(outline) + 1, found.bold)
        return found

    def _number(self, element: Element, style: _Style, text: str) -> str:
        """The automatic number of a paragraph, unless it has one typed."""
        look = element.find(f"{W}pPr")
        own = look.find(f"{W}numPr") if look is not None else None
        numbering = style.numbering
        if own is not None:
            level = value(own, "ilvl")
            inherited = numbering or ("", 0)
            number = value(own, "numId")
            numbering = (number or inherited[0], int(level) if level.isdigit() else inherited[1])
        if numbering is None or numbering[0] in ("", "0"):
            return ""
        label = self._numbering.next(*numbering)
        return "" if _LABEL.match(text) else label


def _printed_lines(text: str) -> list[str]:
    """The lines that a typist broke by hand; one that goes on in lower case was only broken for its look."""
    lines: list[str] = []
    for part in filter(None, (part.strip() for part in text.split("\n"))):
        if lines and part[0].islower() and lines[-1][-1] not in ".;:。；：":
            lines[-1] += " " + part
        else:
            lines.append(part)
    return lines


def _is_bold(paragraph: Element, by_style: bool) -> bool:
    """Whether all text of a paragraph is bold."""
    runs = [run for run in paragraph.iter(W + "r") if any((one.text or "").strip() for one in run.iter(W + "t"))]
    return bool(runs) and all(_switch(run.find(f"{W}rPr"), by_style) for run in runs)


def _switch(look: Element | None, otherwise: bool) -> bool:
    """Whether w:b is on in a run's or style's look."""
    bold = look.find(f"{W}b") if look is not None else None
    return otherwise if bold is None else bold.get(W + "val", "1") not in ("0", "false", "off")


def _is_raised(look: Element | None) -> bool:
    return look is not None and value(look, "vertAlign") == "superscript"


def _read_styles(root: Element | None) -> dict[str, _Style]:
    """The paragraph styles by id, with what they inherit."""
    raw: dict[str, tuple[Element, str]] = {}
    for style in root.iter(W + "style") if root is not None else ():
        raw[style.get(W + "styleId", "")] = (style, value(style, "basedOn"))
    return {name: _inherited(name, raw) for name in raw}


def _inherited(name: str, raw: dict[str, tuple[Element, str]]) -> _Style:
    found = _Style()
    number, level, bold = "", None, None
    seen: set[str] = set()
    while name in raw and name not in seen:
        seen.add(name)
        style, parent = raw[name]
        look = style.find(f"{W}pPr")
        own = look.find(f"{W}numPr") if look is not None else None
        if own is not None:
            number = number or value(own, "numId")
            level = int(value(own, "ilvl")) if level is None and value(own, "ilvl").isdigit() else level
        outline = value(look, "outlineLvl")
        title = _HEADING.fullmatch(value(style, "name"))
        if not found.level and (outline.isdigit() or title):
            found.level = min(6, int(outline) + 1 if outline.isdigit() else int(title[1]) if title else 0)
            found.level = 0 if outline == "9" else found.level
        run = style.find(f"{W}rPr")
        if bold is None and run is not None and run.find(f"{W}b") is not None:
            bold = _switch(run, False)
        name = parent
    found.bold = bool(bold)
    found.numbering = (number, level or 0) if number else None
    return found


def _read_notes(root: Element | None, kind: str) -> dict[str, Element]:
    return {
        note.get(W + "id", ""): note
        for note in (root.iter(W + kind) if root is not None else ())
        if note.get(W + "type", "normal") == "normal"
    }


def _symbol_of_heads(parts: _Parts, lines: list[str]) -> list[str]:
    """The symbol in the running heads, where the text itself does not begin with it."""
    if any(_SYMBOL.search(line) for line in lines[:12]):
        return []
    for part in sorted(parts.names):
        if re.fullmatch(r"word/header\d+\.xml", part):
            root = parts.xml(part)
            text = "".join(one.text or "" for one in root.iter(W + "t")) if root is not None else ""
            if match := _SYMBOL.search(text):
                return [match[0]]
    return []
