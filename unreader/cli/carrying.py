"""The command that carries annotations from one stage of a text to another."""

from __future__ import annotations

import click

from unreader.cli.comparing import two_places
from unreader.cli.data_words import shown, word
from unreader.cli.printing import format_option, print_json, print_rows, tell
from unreader.cli.session import Session
from unreader.model import Address
from unreader.wording import _
from unreader.working.carrying import Carry, CarryingError, Plan


@click.command()
@click.argument("addresses", nargs=-1, required=True, metavar="FROM TO")
@click.option("--kept", is_flag=True, help="Carry what stands word for word in the other text.")
@click.option(
    "--confirm",
    "confirmed",
    multiple=True,
    metavar="FROM[=TO]",
    help="Carry the annotations on this paragraph, to the one proposed or to another of the candidates.",
)
@format_option("text", "json")
@click.pass_obj
def carry(session: Session, addresses: tuple[str, ...], kept: bool, confirmed: tuple[str, ...], form: str) -> None:
    """Carry annotations from one stage of a text to another: tell what is proposed, and do what is asked.

    \b
        unreader carry 'E/2024/30#I.A/draft3' 'A/79/459#draft3'
        unreader carry 'E/2024/30#I.A/draft3' 'A/79/459#draft3' --kept --confirm op4
    """
    from unreader.working.carrying import carry as carry_on
    from unreader.working.carrying import plan_carrying

    a, b = two_places(session, addresses)
    plan = plan_carrying(session.library, session.annotations, a, b)
    choices = dict(plan.safe) if kept else {}
    for words in confirmed:
        choices |= _confirmed(plan, words)
    if choices:
        carry_on(session.library, session.annotations, plan, choices)
    if form == "json":
        print_json([_json(one, choices) for one in plan.carries])
        return
    print_rows(
        ("from", "is", "to", "topics and note", "carried"),
        [_row(one, choices) for one in plan.carries],
    )
    counts = ", ".join(_("{n} {state}").format(n=count, state=word(state)) for state, count in plan.counts.items())
    told = _("{place}: {counts}; {n} carried to {other}") if choices else _("{place}: {counts}")
    counts = counts or _("no annotations")
    tell(told.format(place=plan.a.plain, counts=counts, n=len(choices), other=plan.b.plain))


def _confirmed(plan: Plan, words: str) -> dict[str, Address]:
    """The choices that `FROM=TO` or `FROM` stand for; both are addresses, or paths below the places of the plan."""
    source, _equals, target = words.partition("=")
    here = [one for one in plan.carries if _is_named(one.annotation.address, plan.a, source)]
    if not here:
        raise CarryingError(
            _("there is no annotation on {words!r} in {place}").format(words=source, place=plan.a.plain)
        )
    choices = {}
    for one in here:
        named = [place for place in one.candidates if _is_named(place, plan.b, target)] if target else []
        place = named[0] if named else None if target else one.target
        if place is None:
            among = ", ".join(str(candidate.plain) for candidate in one.candidates) or _("nowhere")
            asking = _("say where {place} goes: {words}=… (it may go to {candidates})")
            raise CarryingError(asking.format(place=one.annotation.address.plain, words=source, candidates=among))
        choices[one.annotation.id] = place
    return choices


def _is_named(place: Address, root: Address, words: str) -> bool:
    below = f"{root.path}/{words}" if root.path else words
    return str(place.plain) == words or place.path in (words, below)


def _row(one: Carry, choices: dict[str, Address]) -> tuple[str, ...]:
    places = (one.target,) if one.target else one.candidates
    said = " ".join(filter(None, (" ".join(one.annotation.topics), one.annotation.note)))
    done = choices.get(one.annotation.id)
    return (
        str(one.annotation.address.plain),
        shown(one.state),
        " or ".join(str(place.plain) for place in places),
        said,
        str(done.plain) if done else "",
    )


def _json(one: Carry, choices: dict[str, Address]) -> dict[str, object]:
    done = choices.get(one.annotation.id)
    return {
        "id": one.annotation.id,
        "address": str(one.annotation.address.plain),
        "state": one.state,
        "target": str(one.target.plain) if one.target else None,
        "candidates": [str(place.plain) for place in one.candidates],
        "carried": str(done.plain) if done else None,
    }
