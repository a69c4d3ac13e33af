"""How the side pane shows cards: a card goes in, its paragraphs come out.

A head line with the words that cite, a line with what they mean and the sign and word of the state, then the text.
Only heads are in focus: j and k go from thing cited to thing cited. A card that was unfolded shows all the other
paragraphs that cite the same, each of which can be opened.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from msgspec import Struct

from unreader.model import Address
from unreader.tui.beside.cards import OTHER_CELLS, OTHERS_AT_FIRST, Card, Passage, Words, around
from unreader.tui.document.paragraphs import Marked
from unreader.tui.keys.keymap import keyed
from unreader.tui.page.layout import Mark, Paragraph
from unreader.tui.signs import CONFLICT, NOTE_SIGN, STATES
from unreader.wording import _, counted

MarkedAt = Callable[[Address], Marked]

#: How many of those who cite are shown at once; the last line offers the next ones.
PAGE = 100


class OpenPlace(Struct, frozen=True):
    """The payload of a click on a place."""

    place: Address


class OpenPage(Struct, frozen=True):
    """The payload of a click on a web address."""

    url: str


def cites_paragraphs(
    cards: Sequence[Card],
    marked_at: MarkedAt,
    unfolded: Mapping[str, int],
    warnings: Sequence[str] = (),
    citing: int = 0,
    detailed: Collection[str] = (),
) -> list[Paragraph]:
    """What a paragraph cites; `warnings` are what the parser has to say of it, `citing` how many cite it.

    `unfolded` says of the cards that were unfolded how many of the other paragraphs each shows.
    `detailed` are the keys of the cards that say by which rule, and by which words, their target was known.
    """
    shown = [
        Paragraph(("warning", number), _("Reading this paragraph: {what}").format(what=what), "hint", focusable=False)
        for number, what in enumerate(warnings)
    ]
    for card in cards:
        shown += _card(
            card, marked_at, first=not shown, unfolded=unfolded.get(card.key, 0), detailed=card.key in detailed
        )
    if not cards:
        nothing = _("This paragraph cites nothing.")
        if citing == 1:
            nothing = keyed(_("This paragraph cites nothing; one cites it: {next_tab}"))
        elif citing:
            nothing = keyed(_("This paragraph cites nothing; {n} cite it: {next_tab}"), n=str(citing))
        shown.append(Paragraph("nothing", nothing, "hint", space_before=1 if shown else 0, focusable=False))
    return shown


def cited_by_paragraphs(cards: Sequence[Card], marked_at: MarkedAt) -> list[Paragraph]:
    """Who cites a paragraph."""
    shown: list[Paragraph] = []
    for card in cards:
        sign = STATES[card.state][0]
        head = Paragraph(card.key, card.meaning, "card-head", label=sign, space_before=1 if shown else 0)
        said = " · ".join((*(_words(words) for words in card.words), *card.remarks))
        shown += [head, Paragraph((card.key, "meta"), said, "card-meta", focusable=False)]
        shown += [_passage(card, number, passage) for number, passage in enumerate(card.passages)]
        if card.place is not None:
            shown += _notes(card.key, marked_at(card.place))
    if not shown:
        shown.append(Paragraph("nothing", _("Nothing in the library cites this."), "hint", focusable=False))
    return shown


def _card(card: Card, marked_at: MarkedAt, *, first: bool, unfolded: int, detailed: bool) -> list[Paragraph]:
    sign, word = STATES[card.state][0], _(STATES[card.state][1])
    quote = card.words[0].text if card.words else ""
    rest = [_words(words) for words in card.words[1:]]
    if card.words and card.words[0].note:
        quote = _words(card.words[0])
    head = " · ".join([quote, *rest])
    marks = (Mark(len(quote), len(head), "card-meta"),) if rest else ()
    shown = [Paragraph(card.key, head, "card-head", label=sign, marks=marks, space_before=0 if first else 1)]
    shown += _meaning(card, word)
    if detailed:
        shown += _details(card)
    if card.title:
        shown.append(
            Paragraph(
                (card.key, "title"),
                card.title,
                "card-text",
                marks=(Mark(0, len(card.title), "emphasis"),),
                focusable=False,
            )
        )
    shown += [_passage(card, number, passage) for number, passage in enumerate(card.passages)]
    if card.place is not None and not card.whole:
        shown += _notes(card.key, marked_at(card.place))
    shown += _facts(card)
    return shown + _others(card, marked_at, unfolded=unfolded)


def _words(words: Words) -> str:
    return _("footnote {label}: {words}").format(label=words.note, words=words.text) if words.note else words.text


def _meaning(card: Card, word: str) -> list[Paragraph]:
    plain = [remark for remark in card.remarks if not remark.startswith(CONFLICT[0])]
    conflicts = [remark for remark in card.remarks if remark.startswith(CONFLICT[0])]
    if card.place is not None and plain:  # the first remark says where
        word, plain = _("{opens} {where}").format(opens=word, where=plain[0]), plain[1:]
    text = " · ".join(part for part in (card.meaning, word, *plain) if part)
    marks = (Mark(0, len(card.meaning), "label"),) if card.meaning else ()
    shown = []
    if card.state != "rejected":
        shown.append(Paragraph((card.key, "meaning"), text, "card-meta", marks=marks, focusable=False))
    if card.decided:
        mark = Mark(0, len(card.decided), "emphasis")
        shown.append(Paragraph((card.key, "decided"), card.decided, "card-meta", marks=(mark,), focusable=False))
    shown += [
        Paragraph((card.key, "conflict", number), conflict, "error", focusable=False)
        for number, conflict in enumerate(conflicts)
    ]
    return shown


def _details(card: Card) -> list[Paragraph]:
    """By which rule and by which words the target was known; a click on the words goes to them."""
    return [
        Paragraph(
            (card.key, "detail", number),
            detail.text,
            "card-meta",
            marks=(Mark(0, len(detail.text), "link", OpenPlace(detail.place)),) if detail.place is not None else (),
            indent=2,
            focusable=False,
        )
        for number, detail in enumerate(card.details)
    ]


def _passage(card: Card, number: int, passage: Passage) -> Paragraph:
    return Paragraph(
        (card.key, "text", number),
        passage.text,
        "card-text",
        label=passage.label,
        marks=tuple(Mark(start, end, "quote") for start, end in passage.marks),
        indent=2 * passage.depth,
        focusable=False,
    )


def _notes(key: str, marked: Marked) -> list[Paragraph]:
    """Tags and notes of a cited paragraph."""
    shown = []
    if marked.every_tag:
        text, marks = "", []
        for tag in marked.every_tag:
            start = len(text)
            text += f"{tag.sign} {tag.name}  "
            marks.append(Mark(start, len(text) - 2, tag.style))
        shown.append(Paragraph((key, "tags"), text.rstrip(), "card-meta", marks=tuple(marks), focusable=False))
    return shown + [
        Paragraph((key, "note", number), " ".join(note.split("\n")), "card-note", label=NOTE_SIGN, focusable=False)
        for number, note in enumerate(marked.notes)
    ]


def _facts(card: Card) -> list[Paragraph]:
    shown = [
        Paragraph((card.key, "fact", number), fact, "card-text", focusable=False)
        for number, fact in enumerate(card.facts)
    ]
    if card.url:
        mark = Mark(0, len(card.url), "link", OpenPage(card.url))
        shown.append(Paragraph((card.key, "url"), card.url, "card-meta", marks=(mark,), focusable=False))
    return shown


def _others(card: Card, marked_at: MarkedAt, *, unfolded: int) -> list[Paragraph]:
    """The other paragraphs that cite the same: the first few, or those of them that were unfolded to go through."""
    if card.seeking:
        seeking = _("Looking where else it is cited …")
        return [Paragraph((card.key, "others"), seeking, "hint", focusable=False)]
    if not card.others:
        return []
    count = len(card.others)
    said = counted(count, _("Also cited in {n} other paragraph:"), _("Also cited in {n} other paragraphs:"))
    shown = [Paragraph((card.key, "others"), said, "hint", focusable=False)]
    few = card.others[: unfolded or OTHERS_AT_FIRST]
    for number, other in enumerate(few):
        place = str(Address(other.at.symbol, other.at.path))
        shown.append(
            Paragraph(
                (card.key, "other", number),
                place,
                "card-meta",
                marks=(Mark(0, len(place), "link", OpenPlace(other.at)),),
                indent=2,
                focusable=unfolded > 0,
            )
        )
        cut = other if unfolded else around(other, OTHER_CELLS)
        shown.append(
            Paragraph(
                (card.key, "other-text", number),
                cut.text,
                "card-text",
                marks=tuple(Mark(start, end, "quote") for start, end in cut.marks),
                indent=2,
                focusable=False,
            )
        )
    if count > len(few):
        more = _("… {n} more: Enter shows the next ones").format(n=count - len(few))
        if not unfolded and count <= PAGE:
            all_of_them = _("… {n} more: Enter shows all, in full")
            more = counted(count - len(few), all_of_them, all_of_them)
        shown.append(Paragraph((card.key, "more"), more, "hint", indent=2, focusable=unfolded > 0))
    return shown
