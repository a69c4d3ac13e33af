"""HTML: the text of a page without the site around it, one paragraph a line, headings marked, lists numbered.

Read by the standard library's parser, which forgives everything and expands nothing. What is navigation is told by the
elements that say so, by roles, by names that sites give them, and by being nothing but links.
"""

from __future__ import annotations

import codecs
import re
from html.parser import HTMLParser

from msgspec import Struct, field

from unreader.sources.decoding import decode
from unreader.sources.docx_numbering import printed_number
from unreader.sources.source_text import SourceError, text_of_lines

_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def _words(names: str) -> frozenset[str]:
    return frozenset(names.split())


_VOID = _words("area base br col embed hr img input link meta source track wbr")
_DROPPED = _words(
    "script style template noscript svg math nav aside footer form button select option textarea iframe object "
    "dialog menu head audio video canvas"
)
_BLOCKS = _words(
    "address article blockquote body caption center dd details div dl dt fieldset figcaption figure header hgroup hr "
    "html li main ol p pre section summary table tbody tfoot thead tr ul h1 h2 h3 h4 h5 h6"
)
_ROLES = _words("navigation banner contentinfo search complementary menu menubar toolbar dialog alert")
_SITE_PARTS = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation)?|menu|breadcrumbs?|side-?bar|site-?(?:header|footer)|page-?footer|foot(?:er)?"
    r"|cookies?|share|social|skip(?:-?link|-to-.*)?|search|pager|pagination|toolbar|languages?-?(?:switcher|selector)|visually-hidden|"
    r"sr-only|noprint|mw-editsection|toc)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"(?:^|[\s_-])(?:foot|end)?(?:fn|ftn|edn|note|footnote|endnote|cite_note)s?[\s_-]*\d*(?:$|[\s_-])", re.I
)
_COLUMNS = " " * 6
#: A list or a division in which more than this share of the text is links is the site's.
_LINKS = 0.7
#: No page is deeper or has more elements than this.
_MAX_DEPTH, _MAX_ELEMENTS = 300, 300_000


class _Node(Struct):
    """An element that is open or kept: its children are strings and nodes."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[_Node | str] = field(default_factory=list)


def read_html(data: bytes, name: str) -> str:
    """The text of a web page, one paragraph a line. Raises SourceError where it has none or cannot be decoded."""
    tree = _Tree(name)
    tree.feed(_decoded(data, name))
    tree.close()
    writer = _Writer()
    writer.write(_content(tree.root))
    lines = writer.finished()
    if not lines:
        raise SourceError(f"{name}: this page has no text of its own; save the page that shows the document")
    return text_of_lines(lines, name)


def language_of(data: bytes) -> str:
    """The language that the page's own lang attribute names, in lower case (zh-hant); empty where it names none."""
    match = re.search(rb"""<html\b[^>]{0,300}?\blang\s*=\s*["']?([A-Za-z-]{2,20})""", data[:4096], re.IGNORECASE)
    return match[1].decode("ascii").lower() if match else ""


def _decoded(data: bytes, name: str) -> str:
    match = _DECLARED.search(data[:4096])
    declared = match[1].decode("ascii", "replace") if match else "utf-8"
    try:
        known = codecs.lookup(declared).name
    except LookupError:
        known = "utf-8"
    if known in ("utf-8", "utf-16", "gb2312", "gbk", "gb18030"):
        return decode(data, name)
    try:
        return data.decode("cp1252" if known == "iso8859-1" else known)
    except (UnicodeDecodeError, LookupError):
        return decode(data, name)


class _Tree(HTMLParser):
    """The page as a tree, without what is dropped. An end tag closes back to its own beginning, or nothing."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self._name = name
        self._elements = 0
        self.root = _Node("html")
        self._open = [self.root]
        self._dropped = ""
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; a paragraph or item that is still open ends where the next begins."""
        self._elements += 1
        if self._elements > _MAX_ELEMENTS:
            raise SourceError(f"{self._name}: this page has more than {_MAX_ELEMENTS} elements; save it in parts")
        if self._dropped:
            self._depth += tag == self._dropped
            return
        attributes = {key: text or "" for key, text in attrs}
        if tag in _VOID:
            self._open[-1].children.append(_Node(tag, attributes))
            return
        if _is_dropped(tag, attributes):
            self._dropped, self._depth = tag, 1
            return
        for closed in _CLOSES.get(tag, ()):
            self._close(closed, _STOPS.get(closed, frozenset()))
        if tag in _BLOCKS:
            self._close("p", frozenset())
        if len(self._open) >= _MAX_DEPTH:
            return
        node = _Node(tag, attributes)
        self._open[-1].children.append(node)
        self._open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element that closes itself."""
        if not self._dropped:
            self._open[-1].children.append(_Node(tag, {key: text or "" for key, text in attrs}))

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if self._dropped:
            self._depth -= tag == self._dropped
            if self._depth <= 0:
                self._dropped = ""
            return
        self._close(tag, frozenset())

    def handle_data(self, data: str) -> None:
        """Text."""
        if not self._dropped:
            self._open[-1].children.append(data)

    def _close(self, tag: str, stops: frozenset[str]) -> None:
        for place in range(len(self._open) - 1, 0, -1):
            if self._open[place].tag == tag:
                del self._open[place:]
                return
            if self._open[place].tag in stops or (tag == "p" and self._open[place].tag in _BLOCKS):
                return


#: Elements that the beginning of another one closes, and those that keep it from reaching out.
_CLOSES = {"li": ("li",), "tr": ("tr",), "td": ("td", "th"), "th": ("td", "th"), "dd": ("dd", "dt"), "dt": ("dd", "dt")}
_STOPS = {
    "li": frozenset({"ul", "ol"}),
    "tr": frozenset({"table"}),
    "td": frozenset({"tr", "table"}),
    "th": frozenset({"tr", "table"}),
    "dd": frozenset({"dl"}),
    "dt": frozenset({"dl"}),
}


def _is_dropped(tag: str, attributes: dict[str, str]) -> bool:
    if tag in _DROPPED or attributes.get("role", "").lower() in _ROLES or "hidden" in attributes:
        return True
    if (
        attributes.get("aria-hidden") == "true"
        or "display:none" in attributes.get("style", "").replace(" ", "").lower()
    ):
        return True
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    return tag in _BLOCKS and tag not in ("html", "body", "main", "article") and _SITE_PARTS.search(names) is not None


def _content(root: _Node) -> _Node:
    """The part of the page that is the document: main or the one article, where it holds most of the text."""
    total = _length(root)
    for wanted in ("main", "article"):
        found = [node for node in _all(root) if node.tag == wanted or node.attributes.get("role") == wanted]
        if len(found) == 1 and _length(found[0]) > total * 0.5:
            return found[0]
    return root


def _all(root: _Node) -> list[_Node]:
    found, stack = [], [root]
    while stack:
        node = stack.pop()
        found.append(node)
        stack.extend(child for child in node.children if isinstance(child, _Node))
    return found


def _length(root: _Node, tag: str = "") -> int:
    """How many characters stand under a node; with a tag only those inside such elements."""
    total, stack = 0, [(root, not tag)]
    while stack:
        node, counts = stack.pop()
        counts = counts or node.tag == tag
        for child in node.children:
            if isinstance(child, _Node):
                stack.append((child, counts))
            elif counts:
                total += len(child.strip())
    return total


class _Writer:
    """Writes the lines of a tree. Depth is limited when the tree is made."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._parts: list[str] = []
        self._prefix = ""

    def finished(self) -> list[str]:
        """The lines, each a paragraph."""
        self._end()
        return self._lines

    def write(self, root: _Node) -> None:
        """Write what stands under a node, in order; what waits is kept on a stack of our own."""
        stack: list[_Node | str | tuple[str, str]] = [root]
        while stack:
            one = stack.pop()
            if isinstance(one, str):
                self._parts.append(one)
            elif isinstance(one, tuple):
                self._act(*one)
            else:
                stack.extend(reversed(self._steps(one)))

    def _act(self, action: str, text: str) -> None:
        if action == "end":
            self._end()
        elif action == "begin":
            self._end()
            self._prefix = text

    def _end(self) -> None:
        text = "".join(self._parts)
        self._parts.clear()
        for line in text.split("\v"):
            columns = [" ".join(cell.split()) for cell in line.split("\x1f")]
            ink = _COLUMNS.join(cell for cell in columns if cell)
            if ink:
                self._lines.append(self._prefix + ink)
                self._prefix = ""
        self._prefix = ""

    def _steps(self, node: _Node) -> list[_Node | str | tuple[str, str]]:
        """What is to be written for a node, in order."""
        tag, inside = node.tag, list(node.children)
        if tag == "br":
            return ["\v"]
        if tag == "sup":
            return [_raised(node)]
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            return [("begin", "#" * int(tag[1]) + " "), *inside, ("end", "")]
        if tag in ("ol", "ul"):
            return [] if _is_links(node) else [("end", ""), *_items(node), ("end", "")]
        if tag == "li":
            return [("begin", node.attributes.get("label", "")), *inside, ("end", "")]
        if tag in ("td", "th"):
            return [*inside, "\x1f"]
        if tag in _BLOCKS:
            return [("end", ""), *inside, ("end", "")]
        return list(inside)


def _raised(node: _Node) -> str:
    text = "".join(_texts(node)).strip().strip("[]")
    return text.translate(_SUPERSCRIPTS) if text.isdigit() else text


def _texts(node: _Node) -> list[str]:
    found: list[str] = []
    stack: list[_Node | str] = [node]
    while stack:
        one = stack.pop()
        if isinstance(one, str):
            found.append(one)
        else:
            stack.extend(reversed(one.children))
    return found


def _is_links(node: _Node) -> bool:
    """Whether a list is nothing but links to elsewhere."""
    items = [child for child in node.children if isinstance(child, _Node) and child.tag == "li"]
    return len(items) >= 3 and _length(node, "a") > _LINKS * max(1, _length(node))


_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def _items(node: _Node) -> list[_Node | str | tuple[str, str]]:
    """The items of a list with their labels: 1. or (a) as the list counts; a note's as a raised figure."""
    start = node.attributes.get("start", "1")
    number = int(start) if start.lstrip("-").isdigit() and len(start) < 6 else 1
    form = _TYPES.get(node.attributes.get("type", ""), "decimal")
    notes = _NOTE.search(f"{node.attributes.get('class', '')} {node.attributes.get('id', '')}") is not None
    for child in node.children:
        if not isinstance(child, _Node) or child.tag != "li":
            continue
        own = child.attributes.get("value", "")
        number = int(own) if own.isdigit() and len(own) < 6 else number
        if notes or _NOTE.search(child.attributes.get("id", "")):
            child.attributes["label"] = str(number).translate(_SUPERSCRIPTS) + " "
        elif node.tag == "ol":
            label = printed_number(number, form)
            child.attributes["label"] = f"({label}) " if form.startswith("lower") else f"{label}. "
        number += 1
    return list(node.children)
