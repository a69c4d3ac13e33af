"""The command suggest: topics that paragraphs seem to belong to, with the words that speak for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from unreader.annotating.decisions import Decisions
from unreader.annotating.evaluating import Agreement, agreement
from unreader.annotating.filters import Filter
from unreader.annotating.lexicon import lexicon
from unreader.annotating.suggesting import Suggestion, may_be_tagged
from unreader.annotating.suggesting import suggest as suggested_in
from unreader.cli.filtering import read_filter
from unreader.cli.printing import format_option, print_json, print_rows, tell
from unreader.cli.reading import tell_stage
from unreader.cli.session import Session
from unreader.exporting.subjects import ParagraphSubject, Places
from unreader.model import Address, UnreaderError
from unreader.wording import _

_SHOWN = 6


class SuggestionError(UnreaderError):
    """A suggestion that is not made here."""


@click.command()
@click.argument("words", nargs=-1, metavar="[ADDRESS]")
@click.option("--topic", metavar="TOPIC", help="Only this topic and those below it.")
@click.option("--filter", "query", metavar="FILTER", help="Only paragraphs that it means: kind:operative is:untagged.")
@click.option("--evaluate", is_flag=True, help="Compare with the tags in the store: precision, recall, F1.")
@click.option("--accept", metavar="TOPIC", help="Tag the paragraph with what is suggested.")
@click.option("--reject", metavar="TOPIC", help="Do not suggest this here again.")
@click.option("--never", metavar="WORD", help="This word of the evidence says nothing of --topic, anywhere.")
@format_option("text", "json")
@click.pass_obj
def suggest(
    session: Session,
    words: tuple[str, ...],
    topic: str | None,
    query: str | None,
    evaluate: bool,
    accept: str | None,
    reject: str | None,
    never: str | None,
    form: str,
) -> None:
    """Suggest topics for the paragraphs of a place, or of all documents, with the words that speak for them."""
    place = None
    if words:
        found = session.find(words)
        tell_stage(found)
        place = found.address
    wanted = session.codebook.require(topic).path if topic else ""
    decisions = session.annotations.decisions
    if accept or reject:
        _decide(session, place, decisions, accept, reject)
    elif never:
        _never(session, place, decisions, wanted, never)
    elif evaluate:
        _evaluate(session, place, form)
    else:
        _list(session, place, decisions, wanted, form, read_filter(session, (query,) if query else ()))


def _list(
    session: Session, place: Address | None, decisions: Decisions, topic: str, form: str, meant: Filter | None
) -> None:
    places = Places(session.library)
    shown = [
        one
        for one in _suggestions(session, place, decisions)
        if (meant is None or meant(_subject(session, places, one.address)))
        and (not topic or one.topic == topic or one.topic.startswith(f"{topic}/"))
        and not decisions.is_rejected(one.address, one.topic)
        and not _has(session, one)
    ]
    if form == "json":
        print_json([_json(one) for one in shown])
        return
    print_rows(
        ("address", "topic", "score", "evidence"),
        [(str(one.address.plain), one.topic, f"{one.score:.2f}", _evidence(one)) for one in shown],
    )


def _subject(session: Session, places: Places, address: Address) -> ParagraphSubject:
    text = " ".join(block.text for block in session.library.blocks_at(address))
    return ParagraphSubject(places, session.annotations, address, text)


def _decide(
    session: Session, place: Address | None, decisions: Decisions, accept: str | None, reject: str | None
) -> None:
    if place is None or not place.path:
        raise click.UsageError(_("name the paragraph whose suggestion you accept or reject"))
    topic = session.codebook.require(accept or reject or "").path
    here = [one for one in _suggestions(session, place, decisions) if one.address.path == place.path]
    one = next((one for one in here if one.topic == topic), None)
    if one is None:
        made = ", ".join(one.topic for one in here) or _("nothing")
        other = _("{topic} is not suggested for {place}; suggested is {topics}")
        raise SuggestionError(other.format(topic=topic, place=place.plain, topics=made))
    if reject:
        decisions.reject(one)
        tell(_("{place}: {topic} is not suggested again").format(place=place.plain, topic=topic))
        return
    from unreader.annotating import place_at

    document = session.library.document(place.symbol, place.language)
    address = Address(place.symbol, place.path, document.language)
    with session.annotations.step("tag", address, [topic]):
        session.annotations.tag(address, [topic], place_at(document, place.path))
        decisions.accept(one)
    tell(f"{place.plain}: {topic}")


def _never(session: Session, place: Address | None, decisions: Decisions, topic: str, word: str) -> None:
    if not topic:
        raise click.UsageError(_("--topic is missing: the topic of which the word says nothing"))
    names = {
        one.name
        for suggestion in _suggestions(session, place, decisions)
        for one in suggestion.evidence
        if suggestion.topic == topic and one.text.casefold() == word.casefold()
    }
    if not names:
        raise SuggestionError(_("{word!r} is in no evidence for {topic}").format(word=word, topic=topic))
    with session.annotations.step("never suggest", "", (topic, word)):
        for name in names:
            for below in [known for known in _topics() if known == topic or known.startswith(f"{topic}/")]:
                decisions.never(below, name)
    tell(_("{word!r} says nothing of {topic} from now on").format(word=word, topic=topic))


def _evaluate(session: Session, place: Address | None, form: str) -> None:
    tagged: dict[str, list[str]] = {}
    for annotation in session.annotations.all():
        if place is None or annotation.address.plain.within(place.plain):
            tagged.setdefault(str(annotation.address.plain), []).extend(annotation.topics)
    suggested: dict[str, list[str]] = {}
    symbols = {Address.parse(address).symbol for address in tagged}
    for one in _suggestions(session, place, None):
        if one.address.symbol in symbols:
            suggested.setdefault(str(one.address.plain), []).append(one.topic)
    taggable = _taggable(session, symbols)
    people = {address: topics for address, topics in tagged.items() if address in taggable}
    top = sorted({topic.partition("/")[0] for topic in _topics()})
    found = agreement(people, suggested, top)
    if form == "json":
        print_json([_agreement_json(one) for one in found])
        return
    if not symbols:
        tell(_("no tags to compare with: tag a document first"))
    print_rows(
        ("topic", "both", "missed", "extra", "precision", "recall", "F1"),
        [
            (one.topic, str(one.both), str(len(one.missed)), str(len(one.extra)), *map(_share, _shares(one)))
            for one in found
        ],
    )


def _suggestions(session: Session, place: Address | None, decisions: Decisions | None) -> Iterator[Suggestion]:
    """What is suggested at a place, or everywhere, in the order of the library and the text."""
    library = session.library
    learnt = decisions.tuning() if decisions is not None else None
    for entry in library.entries():
        if place is not None and entry.symbol != place.symbol:
            continue
        document = library.document(entry.symbol, entry.language)
        for one in suggested_in(document.blocks, entry.symbol, document.language, learnt):
            if place is None or one.address.plain.within(place.plain):
                yield one


def _taggable(session: Session, symbols: Iterable[str]) -> set[str]:
    found = set()
    for symbol in symbols:
        if session.library.find_entry(symbol) is not None:
            document = session.library.document(symbol)
            found |= {f"{symbol}#{block.path}" for block in document.blocks if may_be_tagged(block, document.language)}
    return found


def _topics() -> tuple[str, ...]:
    return lexicon("zh").topics


def _has(session: Session, one: Suggestion) -> bool:
    """Whether a person has tagged the paragraph so already, or with a topic below it."""
    topics = {topic for annotation in session.annotations.at(one.address.plain) for topic in annotation.topics}
    return any(topic == one.topic or topic.startswith(f"{one.topic}/") for topic in topics)


def _evidence(one: Suggestion) -> str:
    texts = list(dict.fromkeys(found.text for found in one.evidence))
    return ", ".join(texts[:_SHOWN]) + (" …" if len(texts) > _SHOWN else "")


def _json(one: Suggestion) -> dict[str, object]:
    evidence = [
        {"text": found.text, "start": found.start, "end": found.end, "weight": found.weight} for found in one.evidence
    ]
    return {"address": str(one.address.plain), "topic": one.topic, "score": one.score, "evidence": evidence}


def _agreement_json(one: Agreement) -> dict[str, object]:
    return {
        "topic": one.topic,
        "both": one.both,
        "missed": list(one.missed),
        "extra": list(one.extra),
        "precision": round(one.precision, 4),
        "recall": round(one.recall, 4),
        "f1": round(one.f1, 4),
    }


def _shares(one: Agreement) -> tuple[float, float, float]:
    return one.precision, one.recall, one.f1


def _share(value: float) -> str:
    return f"{value:.3f}"
