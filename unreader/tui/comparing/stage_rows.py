"""The stages of a text as rows: what each is and how that is known, and what changed since the one before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from unreader.library import Library
from unreader.model import Address, UnreaderError
from unreader.symbols import web_address
from unreader.tui.beside.card_paragraphs import OpenPage, OpenPlace
from unreader.tui.comparing.stage_words import relation_words, source_words
from unreader.tui.document.comparison_words import change_name, count_words
from unreader.tui.document.difference import marked_text
from unreader.tui.keys.keymap import keyed
from unreader.tui.page.layout import Mark, Paragraph
from unreader.tui.place_words import meaning
from unreader.wording import _

if TYPE_CHECKING:
    from unreader.comparing.stages import History, StepTaken

#: The sign of a stage that the library has, of one that it has not, and of a probable one.
HERE, ELSEWHERE, PROBABLE, REFUSED = "▸", "◦", "?", "⊘"


class StageKey(Struct, frozen=True):
    """The key of a stage's head: of which text that the document contains (None: of the text itself), which one."""

    text: Address | None
    number: int


class Refused(Struct, frozen=True):
    """The key of a text of which a person said that it is no stage."""

    text: Address


def step_at(history: History, key: object) -> StepTaken | None:
    """The stage with this key."""
    if not isinstance(key, StageKey):
        return None
    steps = history.stages if key.text is None else history.texts.get(key.text, ())
    return steps[key.number] if key.number < len(steps) else None


def stage_rows(
    library: Library, history: History, refused: Sequence[Address], language: str, here: Address
) -> list[Paragraph]:
    """A head for each stage, the earliest first, with its facts under it; then the texts that were refused.

    `here` is the text from which one came, `language` that of the web addresses.
    """
    rows: list[Paragraph] = []
    for number, step in enumerate(history.stages):
        rows += _stage(library, StageKey(None, number), step, language, here)
    for text, steps in history.texts.items():
        said = f"{meaning(text.symbol, text.path)}  {title_at(library, text)}"
        rows.append(Paragraph((text, "head"), said, "heading", space_before=1, focusable=False))
        for number, step in enumerate(steps):
            rows += _stage(library, StageKey(text, number), step, language, here)
    for text in refused:
        said = _("{place}: no stage of this text, as a person said. {refuse_stage} takes that back.")
        words = keyed(said, place=meaning(text.symbol, text.path))
        rows.append(Paragraph(Refused(text), words, "card-meta", label=REFUSED, space_before=1))
    return rows


def here_key(history: History, here: Address) -> StageKey | None:
    """The key of the stage that is the text from which one came."""
    for number, step in enumerate(history.stages):
        if step.address is not None and step.address.plain == here.plain:
            return StageKey(None, number)
    return None


def page_of(step: StepTaken, language: str) -> str:
    """The web address of a stage's document, "" where it has none."""
    return web_address(step.stage.text.symbol, language) or ""


def _stage(library: Library, key: StageKey, step: StepTaken, language: str, origin: Address) -> Iterator[Paragraph]:
    text = step.address or step.stage.text
    here = step.address is not None
    sign = PROBABLE if step.probable else HERE if here else ELSEWHERE
    yield Paragraph(key, meaning(text.symbol, text.path), "card-head", label=sign, space_before=1)
    said = relation_words(step)
    if not here:
        held = library.has(step.stage.text)
        said += " · " + (_("the paragraph has no counterpart there") if held else _("not in the library"))
    elif text.plain == origin.plain:
        said += " · " + _("this text")
    marks = (Mark(0, len(said), "label"),)
    yield Paragraph((key, "relation"), said, "card-meta", marks=marks, focusable=False)
    yield _source(library, key, step)
    yield from _changes(key, step)
    url = page_of(step, language) if not here else ""
    if url:
        mark = Mark(0, len(url), "link", OpenPage(url))
        yield Paragraph((key, "url"), url, "card-meta", marks=(mark,), focusable=False)


def _source(library: Library, key: StageKey, step: StepTaken) -> Paragraph:
    """How it is known; a paragraph that tells it can be opened."""
    said = source_words(step)
    place = Address.parse(step.stage.source)
    marks: tuple[Mark, ...] = ()
    if step.shared is None and said.endswith(step.stage.source) and library.has(place) and place.path:
        marks = (Mark(len(said) - len(step.stage.source), len(said), "link", OpenPlace(place)),)
    return Paragraph((key, "source"), said, "card-meta", marks=marks, focusable=False)


def _changes(key: StageKey, step: StepTaken) -> Iterator[Paragraph]:
    """What changed since the stage before it that the library has."""
    if step.before is None:
        return
    since = meaning(step.before.symbol, step.before.path)
    if step.comparison is not None:
        counts = " · ".join(count.words for count in count_words(step.comparison))
        if step.probable:
            a, b = (meaning(place.symbol, place.path) for place in (step.comparison.a, step.comparison.b))
            said = _("from {a} to {b}: {counts}").format(a=a, b=b, counts=counts)
        else:
            said = _("since {place}: {counts}").format(place=since, counts=counts)
        mark = Mark(len(said) - len(counts), len(said), "quote")
        yield Paragraph((key, "changes"), said, "card-meta", marks=(mark,), focusable=False)
    for number, pair in enumerate(step.pairs):
        said = _("since {place}: {counts}").format(place=since, counts=change_name(pair.change))
        text, marks = marked_text(pair)
        yield Paragraph((key, "changes", number), said, "card-meta", focusable=False)
        yield Paragraph((key, "text", number), text, "card-text", marks=marks, focusable=False)


def title_at(library: Library, place: Address) -> str:
    """The title of a text, else how it begins; "" where its file cannot be read."""
    try:
        blocks = library.blocks_at(place)
    except UnreaderError:
        return ""
    return next((block.text for block in blocks if block.kind == "title"), blocks[0].text if blocks else "")
