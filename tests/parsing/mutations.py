"""The same document as another print would have it: other widths, page turns, blanks, marks, punctuation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from tests.parsing.documents import document, source
from unreader.model import Document
from unreader.parsing.lines import columns, is_wide

FULL = str.maketrans(",;:()", "，；：（）")
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
#: What a line is broken between: words, and single Chinese characters with the marks that may not begin a line.
UNITS = re.compile(
    r"[《〈“‘（(]*(?:[!-~а-яёА-ЯЁ]+[⁰-⁹¹²³]*|\s+|.)[，、；：。？！》〉”’）)]*"
    r"(?:[⁰-⁹¹²³]+|(?<=[，、；》）。])(?:\d+|[a-z](?= ))|\d{1,2}(?= *[一-鿿，。)）])|\*+)?"
)
#: So many lines of a document are its head.
HEAD = 20
#: How a page ends and the next one begins, by the document whose pages look so.
TURNS = {
    "A_RES_78_229": "\n\n23-25932 3/19\n\nA/RES/78/229\n\n",
    "E_RES_2021_20": "\n\n21-10413 3/14\n\nE/RES/2021/20\n\n",
    "A_79_459": "\n\nA/79/459\n\n21/48 24-22518\n\n",
    "E_2024_30": "\nE/2024/30 \nE/CN.15/2024/16  \n12  \n",
}


def folded(text: str) -> str:
    """A text without blanks and with the widths of its characters folded."""
    return "".join(unicodedata.normalize("NFKC", text).split()).translate(FULL)


def told(read: Document) -> list[tuple[str, str, str, str, tuple[tuple[str, int], ...]]]:
    """What must stay the same: path, kind, label, squeezed text and marks of every block."""
    return [
        (
            block.path,
            block.kind,
            folded(block.label),
            folded(block.text),
            tuple((mark.label, len(folded(block.text[: mark.at]))) for mark in block.footnotes),
        )
        for block in read.blocks
    ]


def share(expected: Document, found: Document) -> float:
    """How much of the expected paragraphs came out the same."""
    blocks, other = told(expected), set(told(found))
    return sum(block in other for block in blocks) / len(blocks)


def wrapped(width: int) -> Callable[[str], str]:
    """Breaks lines that are wider than so many columns; what is narrower stays."""

    def wrap(line: str) -> str:
        ink = line.rstrip()
        lines, current = [], ""
        for word in UNITS.findall(ink):
            if columns(current) + columns(word) > width and current:
                lines.append(current.rstrip())
                current = ""
            current += word if current or not word.isspace() or not lines else ""
        # What a line ends with stays at the end of its last piece.
        return "\n".join([*lines, current]) + line[len(ink) :]

    return lambda text: "\n".join(wrap(line) for line in text.split("\n"))


def unwrapped(name: str) -> str:
    """A document's source with the line breaks inside its paragraphs taken out, and the column heads of its pages."""
    text = source(name).text
    heads = [entry for entry in document(name).furniture if entry.kind == "running-head"]
    heads = [entry for entry in heads if "/" not in text[entry.start : entry.end]]
    cuts = [(entry.start, text.index("\n", entry.end), "") for entry in heads]
    for start, end, _ in reversed(cuts):
        text = text[:start] + " " * (end - start) + text[end:]
    breaks = []
    for block in document(name).blocks:
        for one, other in zip(block.pieces, block.pieces[1:], strict=False):
            gap = text[one.end : other.start]
            # A mark may stand before the break.
            mark = gap.rstrip()
            if "\n" in gap and re.fullmatch(r"\d*|[⁰-⁹¹²³]*|\*+", mark.strip()):
                last, first = text[one.end + len(mark) - 1], text[other.start]
                joint = "" if not mark and (is_wide(last) or is_wide(first) or last in "/-") else " "
                breaks.append((one.end + len(mark), other.start, joint))
    # Where a page turned, no empty line parts two paragraphs.
    for block in document(name).blocks:
        line = text.rfind("\n", 0, block.pieces[0].start)
        before, led = text[text.rfind("\n", 0, line) + 1 : line], text[line : block.pieces[0].start]
        if line > 0 and before.strip() and led.strip(" \n#*") in ("", block.label):
            breaks.append((line, line, "\n"))
    for start, end, joint in sorted(breaks, reverse=True):
        text = text[:start] + joint + text[end:]
    return text


def bare(text: str) -> str:
    """Without indents and blanks at the ends of lines."""
    return "\n".join(line.strip() for line in text.split("\n"))


def figures(text: str) -> str:
    """Raised figures as plain ones."""
    return re.sub(r"[⁰-⁹¹²³]+", lambda match: unicodedata.normalize("NFKC", match[0]), text)


def raised(name: str) -> str:
    """A document whose marks in plain figures are raised."""
    text = source(name).text
    for entry in sorted(document(name).furniture, key=lambda entry: -entry.start):
        if entry.kind == "mark":
            text = text[: entry.start] + text[entry.start : entry.end].translate(RAISED) + text[entry.end :]
    return text


def halved(text: str) -> str:
    """Half-width punctuation for full."""
    return text.translate(str.maketrans("，；（）", ",;()"))


def spaced(name: str, every: int) -> str:
    """A document with a blank at every so many borders of Chinese and figures that are not a mark's."""
    text = source(name).text
    marks = {at for entry in document(name).furniture if entry.kind == "mark" for at in (entry.start, entry.end)}
    count = 0

    def space(match: re.Match[str]) -> str:
        nonlocal count
        count += match.start() not in marks
        return " " if count % every == 0 and match.start() not in marks else ""

    return re.sub(r"(?<=[一-鿿])(?=\d)|(?<=\d)(?=[一-鿿])", space, text)


def turned(text: str, turn: str, every: int) -> str:
    """A turn of the page after every so many lines, not in the head, before footnotes nor among them."""
    lines = text.split("\n")
    out: list[str] = []
    since, notes = -HEAD, False
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        out.append(line)
        since += 1
        ink, after = line.strip(), following.strip()
        notes = ink.startswith("__") or (notes and not (ink.startswith("http") or re.match(r"[A-Z]/", ink)))
        edge = re.match(r"[_\d⁰-⁹¹²³]|http|[A-Z]/", ink or "_") or re.match(r"[_⁰-⁹¹²³]|http|[A-Z]/", after)
        if since >= every and not notes and not edge:
            out.append(turn.strip("\n"))
            since = 0
    return "\n".join(out)


def printed(text: str, width: int = 70) -> str:
    """A text with one line a paragraph as a PDF's text layer gives it: wrapped, an empty line after every line,
    a blank at the end of every paragraph, headings and items indented."""
    out = []
    for line in filter(str.strip, text.split("\n")):
        first, *rest = wrapped(width)(line.strip()).split("\n")
        indent = " " if re.match(r"\(|[一二三四五六七八九十]+\.|[A-Z]\.|\d+ [^.]", first) else ""
        lines = [indent + first, *rest]
        out.append("\n\n".join(part.rstrip() for part in lines) + " ")
    return "\n\n".join(out) + "\n"


def paged(text: str, width: int = 72, height: int = 26) -> str:
    """A text with one line a paragraph as pages of plain text: lines of one width, an empty line between paragraphs,
    the footnotes of a page at its foot under a rule, the symbol over it, its number below."""
    notes: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in filter(str.strip, text.split("\n")):
        note = re.match(r"([⁰-⁹¹²³]+|\*{1,2})\s+", line)
        if note:
            notes.setdefault(note[1], []).append(line)
        else:
            lines += ["", *wrapped(width)(line.strip()).split("\n")]
    symbol = re.search(r"^[A-Z][A-Z.]*/\S+(?: \(\d{4}\))?$", text, re.MULTILINE)
    pages: list[str] = []
    while lines:
        page, lines = lines[:height], lines[height:]
        called = re.findall(r"[⁰-⁹¹²³]+|(?<=\S)\*{1,2}(?!\S)", "\n".join(page))
        foot = [notes[mark].pop(0) for mark in called if notes.get(mark)]
        under = ["", "__________________", "", *map(wrapped(width), foot)] if foot else []
        head = [symbol[0], ""] if symbol and pages else []
        pages.append("\n".join([*head, *page, *under, "", f"24-22518 {len(pages) + 1}/9", ""]))
    return "\n".join(pages)
