"""The rows of all pages → text, one paragraph a line: page furniture out, footnotes by rule and size, words mended.

Running heads and feet are told by their place and by coming again; footnotes stand under a rule or in small print at
the foot, and are handed on after the paragraph that calls them. What is a paragraph is told by gaps, indents, short
lines and labels.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from unreader.sources.mending import hyphenates, join_lines, mend_split_words, words_of
from unreader.sources.pdf_rows import RAISED_LETTER, SUPERSCRIPTS, Row
from unreader.symbols import SYMBOL

_RULE = re.compile(r"[_‗—–-]{5,}")
_SYMBOL = re.compile(rf"(?<![A-Za-z0-9/]){SYMBOL}")
_NUMBERS = re.compile(r"\d+")
#: What the UN prints at the foot of a first page: job number, bar code, recycling; and page numbers anywhere.
_FOOT = re.compile(
    r"(?:\d{1,4}/\d{1,4} )?(?:[A-Z]{1,3}\.)?\d{2}-\d{5}\b.*"
    r"|\*\d{7,8}\*|\W*|Please recycle\W*|请回收\W*|[-–]? ?\d{1,4}(?:/\d{1,4})? ?[-–]?"
)
_LABEL = re.compile(
    r"(?:\d{1,3}[.．]|[A-Z]?S?-?\d+/\d+[.．]|[(（](?:[a-z]{1,4}|\d{1,2}|[一二三四五六七八九十]{1,3})[)）]|[㈠-㈩]"
    r"|[一二三四五六七八九十]{1,3}[、.．]|[IVXLC]+\.|[A-Z]\.)\s*\S"
)
_NOTE = re.compile(r"(?P<label>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|\*{1,3}|\ue000[a-z]|\d{1,3}(?=\s))\s*(?=\S)")
_LETTER = re.compile(f"{RAISED_LETTER}([a-z])")
_LETTERED = re.compile(f"^{RAISED_LETTER}([a-z]) ")
_SUPERSCRIPT = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
#: What must stay together at the beginning of a line: a Latin word, or a character with the marks that close after it.
_FIRST = re.compile(r"[\x21-\x7e]+|[^\x21-\x7e][，、。；：！？）》〉”’」』%]*")
#: The end of a sentence, or of a part of one; closing quotes and footnote marks may follow.
_AFTER_END = r"[”’\"')）\]⁰¹²³⁴⁵⁶⁷⁸⁹* ]*$"
_END = re.compile(r"[.。;；:：,，?？!！]" + _AFTER_END)
_STOP = re.compile(r"[.。;；:：?？!！]" + _AFTER_END)
#: Shares of a page's height in which running heads and feet stand, and of the size of the text
#: that notes and their marks have.
_HEAD, _FOOT_ZONE, _NOTE_SIZE, _MARK_SIZE = 0.82, 0.12, 0.95, 0.75
#: A gap this much above the usual one parts paragraphs; sizes this far apart do, too.
_MORE_GAP, _OTHER_SIZE = 1.3, 1.08
#: A left edge has at least this share of the rows that the commonest one has: few rows stand out to the left.
_EDGE = 0.3
#: The distance of lines where a document has too few to tell, as a share of the size.
_LEADING, _FEW = 1.3, 4
#: Blanks that set columns apart for the parser.
COLUMNS = " " * 6


class Page(Struct):
    """What a page holds: its height, rows in reading order, and the thin rules (left, right, height) drawn on it."""

    height: float
    rows: list[Row]
    rules: list[tuple[float, float, float]] = field(default_factory=list)


class _Paragraph(Struct):
    """Rows that are one paragraph, and the pages on which it begins and ends."""

    rows: list[Row]
    first: int
    page: int


class _Measure(Struct, frozen=True):
    """What is usual in the document: size of the text, distance of its lines, its left and right edge."""

    size: float
    leading: float
    left: float
    right: float


def lines_of(pages: Sequence[Page]) -> list[str]:
    """The text of a PDF for the parser: paragraphs and footnotes, one a line."""
    heads = _take_furniture(pages)
    usual = _measure(pages)
    notes = [_take_notes(page, usual) for page in pages]
    if pages:
        pages[0].rows[:] = _masthead(pages[0], usual)
    lines = _mended([*_interleaved(_paragraphs(pages, usual), notes)])
    if heads and not any(_SYMBOL.search(line) for line in lines[:8]):
        lines.insert(0, heads.most_common(1)[0][0])
    return lines


# -- page furniture ------------------------------------------------------------------------------------------------


def _take_furniture(pages: Sequence[Page]) -> Counter[str]:
    """Take running heads and feet out of the pages; the symbols that stood in them."""
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        for row in page.rows:
            if not _FOOT_ZONE * page.height < row.baseline < _HEAD * page.height:
                seen[_key(row)] += 1
    heads: Counter[str] = Counter()
    for number, page in enumerate(pages):
        by_height = sorted(page.rows, key=lambda row: row.baseline)
        out: list[Row] = []
        for rows, zone in ((by_height, "foot"), (by_height[::-1], "head")):
            for row in rows:
                if not _is_furniture(row, page, zone, seen, first=number == 0):
                    break
                out.append(row)
        taken = {id(row) for row in out}
        heads.update(match[0] for row in out for match in _SYMBOL.finditer(row.text))
        page.rows = [row for row in page.rows if id(row) not in taken]
    return heads


def _key(row: Row) -> tuple[str, int]:
    """What makes two rows of two pages the same furniture: the words, figures aside, and about the same height."""
    return _NUMBERS.sub("#", row.text.strip()), round(row.baseline / 6)


def _is_furniture(row: Row, page: Page, zone: str, seen: Counter[tuple[str, int]], *, first: bool) -> bool:
    share = row.baseline / page.height
    if (share > _FOOT_ZONE) if zone == "foot" else (share < _HEAD):
        return False
    text, height = _key(row)
    again = sum(seen[text, height + off] for off in (-1, 0, 1)) > 1
    if first:
        return zone == "foot" and (again or _is_foot(row.text))
    if zone == "foot":
        return again or _is_foot(row.text)
    symbol = _SYMBOL.search(row.text) is not None and len(row.text) < 120 and not row.text.endswith((",", ";"))
    return again or _is_foot(row.text) or (symbol and share > 0.9)


def _is_foot(text: str) -> bool:
    """Whether every cell of a row is a page number, a job number or the like."""
    return all(_FOOT.fullmatch(cell) for cell in text.split("\t"))


def _masthead(page: Page, usual: _Measure) -> list[Row]:
    """The first page's rows, with what stands side by side in its head as rows of their own."""
    rows: list[Row] = []
    for row in page.rows:
        if "\t" in row.text and row.baseline > 0.75 * page.height:
            rows += [Row(part, row.left, row.left, row.baseline, row.size) for part in row.text.split("\t")]
        else:
            rows.append(row)
    return rows


# -- what is usual -------------------------------------------------------------------------------------------------


def _measure(pages: Sequence[Page]) -> _Measure:
    sizes: Counter[float] = Counter()
    for page in pages:
        for row in page.rows:
            sizes[round(row.size)] += len(row.text)
    size = float(sizes.most_common(1)[0][0]) if sizes else 10.0
    body = [[row for row in page.rows if abs(row.size - size) <= 1] for page in pages]
    gaps = Counter(
        round((above.baseline - below.baseline) * 2) / 2
        for rows in body
        for above, below in itertools.pairwise(rows)
        if 0.5 * size < above.baseline - below.baseline < 3 * size
    )
    # The least of the common distances is that of the lines of one paragraph.
    common = [gap for gap, count in gaps.items() if count >= max(_FEW, max(gaps.values()) * 0.3)]
    lefts = Counter(round(row.left) for rows in body for row in rows)
    rights = sorted(row.right for rows in body for row in rows)
    return _Measure(
        size,
        min(common, default=_LEADING * size),
        float(min((left for left, count in lefts.items() if count >= _EDGE * max(lefts.values())), default=0)),
        rights[int(len(rights) * 0.9)] if rights else 0.0,
    )


# -- footnotes -----------------------------------------------------------------------------------------------------


def _take_notes(page: Page, usual: _Measure) -> list[list[Row]]:
    """Take the footnotes out of a page: their rows, one list a note; the first may go on from the page before."""
    start = _notes_start(page, usual)
    if start is None:
        return []
    rows = page.rows[start:]
    page.rows = page.rows[:start]
    notes: list[list[Row]] = []
    last = 0
    for row in rows:
        if _RULE.fullmatch(row.text):
            continue
        match = _NOTE.match(row.text)
        label = match["label"] if match else ""
        plain = label.isdigit() and not _SUPERSCRIPT.fullmatch(label)
        begins = bool(match) and (row.raised or label[0] == "*" or (plain and (not last or int(label) == last + 1)))
        if begins or not notes:
            notes.append([])
        if begins and plain:
            last = int(label)
        notes[-1].append(row)
    return notes


def _notes_start(page: Page, usual: _Measure) -> int | None:
    """The place among a page's rows at which its footnotes begin: at the rule, or at the small print with a mark."""
    limit = usual.size * _NOTE_SIZE
    tail = len(page.rows)
    while tail and (page.rows[tail - 1].size <= limit or _RULE.fullmatch(page.rows[tail - 1].text)):
        tail -= 1
    for place, row in enumerate(page.rows):
        if _RULE.fullmatch(row.text) and place + 1 < len(page.rows):
            after = page.rows[place + 1 :]
            if all(below.baseline < row.baseline for below in after) and _looks_like_note(after[0], limit):
                return place
    drawn = [height for left, _, height in page.rules if left < usual.left + 60]
    for place in range(tail, len(page.rows)):
        row = page.rows[place]
        ruled = any(row.baseline < height < row.baseline + 2.5 * usual.leading for height in drawn)
        if (row.raised and _NOTE.match(row.text)) or ruled:
            return place
    return None


def _looks_like_note(row: Row, limit: float) -> bool:
    return row.size <= limit or row.raised or _NOTE.match(row.text) is not None


# -- paragraphs ----------------------------------------------------------------------------------------------------


def _paragraphs(pages: Sequence[Page], usual: _Measure) -> list[_Paragraph]:
    paragraphs: list[_Paragraph] = []
    for number, page in enumerate(pages):
        top = True
        for row in page.rows:
            if _RULE.fullmatch(row.text):
                top = top and not paragraphs
                continue
            if _is_lone_mark(row, usual) and paragraphs:
                mark = replace(row, text=row.text.translate(SUPERSCRIPTS))
                paragraphs[-1].rows.append(mark)
                paragraphs[-1].page = number
                continue
            last = paragraphs[-1].rows if paragraphs else []
            if last and not _begins(last, row, usual, turned=top):
                paragraphs[-1].rows.append(row)
                paragraphs[-1].page = number
            else:
                paragraphs.append(_Paragraph([row], number, number))
            top = False
    return paragraphs


def _is_lone_mark(row: Row, usual: _Measure) -> bool:
    """Whether a row is nothing but footnote marks that found no room on the line before."""
    return row.size < _MARK_SIZE * usual.size and re.fullmatch(r"\d{1,3}(?: \d{1,3})*", row.text) is not None


def _begins(paragraph: list[Row], row: Row, usual: _Measure, *, turned: bool) -> bool:
    """Whether a row begins a paragraph; `turned` says that it is the first of its page."""
    last = paragraph[-1]
    other = max(last.size, row.size) > _OTHER_SIZE * min(last.size, row.size) or last.bold != row.bold
    if other or "\t" in row.text or "\t" in last.text:
        return True
    gap = last.baseline - row.baseline
    turned = turned or gap < 0
    if not turned and gap > _MORE_GAP * usual.leading * max(1.0, row.size / usual.size):
        return True
    labelled = _LABEL.match(row.text) is not None
    short = _is_short(last, row, usual)
    # Under a label the text may hang: then only what stands deeper than its second row is indented.
    edge = usual.left if not _LABEL.match(paragraph[0].text) else last.left if len(paragraph) > 1 else usual.right
    indented = row.left > edge + usual.size
    ended = _END.search(last.text) is not None
    if labelled and (ended or short):
        return True
    if turned:
        return (ended and (indented or short)) or (short and not row.text[:1].islower())
    aside = last.left > usual.left + 0.3 * (usual.right - usual.left)
    if short or aside:
        return ended or not row.text[:1].islower()
    first_of_wide = len(paragraph) > 1 or paragraph[0].left <= usual.left + usual.size
    deeper = row.left > last.left + usual.size and first_of_wide
    return deeper and ended and indented


def _is_short(last: Row, row: Row, usual: _Measure) -> bool:
    """Whether the row's first word would have found room on the last row: then the break was meant."""
    match = _FIRST.match(row.text)
    first = match[0] if match else row.text[:1]
    width = (row.right - row.left) / max(1, len(row.text)) * (len(first) + 1)
    return last.right + width < usual.right - 0.5 * usual.size


# -- text ----------------------------------------------------------------------------------------------------------


def _interleaved(paragraphs: list[_Paragraph], notes: list[list[list[Row]]]) -> Iterator[list[str]]:
    """The lines of each paragraph, and after it the notes that it calls.

    A note whose mark is not found stands after the last paragraph that begins on its page.
    """
    texts = [" ".join(row.text for row in paragraph.rows) for paragraph in paragraphs]
    after: dict[int, list[list[str]]] = defaultdict(list)
    last = -1
    for number, lines in _whole_notes(notes):
        label = match["label"] if (match := _NOTE.match(lines[0])) else ""
        here = [place for place, one in enumerate(paragraphs) if one.first <= number <= one.page and place >= last]
        calls = _call(label)
        begun = [place for place, one in enumerate(paragraphs) if one.first <= number]
        place = next((place for place in here if calls.search(texts[place])), max(begun[-1:], default=0))
        last = max(last, place)
        after[last].append(lines)
    for place, paragraph in enumerate(paragraphs):
        lines = [row.text.replace("\t", COLUMNS) for row in paragraph.rows]
        if all(row.bold for row in paragraph.rows):
            lines[0] = "# " + lines[0]
        yield lines
        yield from after[place]
    if not paragraphs:
        yield from after[0]


def _call(label: str) -> re.Pattern[str]:
    """How a note's label stands in the text that calls it."""
    if label.isdecimal() and label.isascii():
        label = label.translate(SUPERSCRIPTS)
    raised = "⁰¹²³⁴⁵⁶⁷⁸⁹*"
    return re.compile(rf"(?<![{raised}]){re.escape(label)}(?![{raised}])") if label else re.compile("(?!)")


def _whole_notes(notes: list[list[list[Row]]]) -> list[tuple[int, list[str]]]:
    """Each note with its page, the label apart from the text; what goes on from the page before is joined to it."""
    whole: list[tuple[int, list[str]]] = []
    for number, page in enumerate(notes):
        for rows in page:
            lines = [row.text.replace("\t", " ") for row in rows]
            match = _NOTE.match(lines[0])
            if match:
                lines[0] = f"{match['label']} {lines[0][match.end() :]}"
            if match or not whole:
                whole.append((number, lines))
            else:
                whole[-1][1].extend(lines)
    return whole


def _with_letters(line: str, labels: set[str]) -> str:
    """Raised letters as the marks of the footnotes that have them as labels, [^a] as Markdown writes them."""
    line = _LETTERED.sub(r"[^\1]: ", line)
    return _LETTER.sub(lambda match: f"[^{match[1]}]" if match[1] in labels else match[1], line)


def _mended(paragraphs: list[list[str]]) -> list[str]:
    """One text for each paragraph, hyphens judged by the words of all."""
    lines = [line for paragraph in paragraphs for line in paragraph]
    labels = {match[1] for paragraph in paragraphs if (match := _LETTERED.match(paragraph[0]))}
    paragraphs = [[_with_letters(line, labels) for line in paragraph] for paragraph in paragraphs]
    words, often = words_of(lines), hyphenates(lines)
    joined = [" ".join(join_lines(paragraph, words, hyphenates=often).split("\n")) for paragraph in paragraphs]
    return mend_split_words(joined)
