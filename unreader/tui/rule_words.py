"""The rules of citing, and how sure a citation is, in words: what the side pane says of a citation when asked for more.

A citation goes in; lines come out. A rule that has no words here is told by its name.
"""

from __future__ import annotations

from unreader.model import GIVEN, REJECTED, Citation, Decision
from unreader.tui.signs import CONFLICT_SIGN
from unreader.wording import N_, _

#: What each rule reads, by its name up to the first part that has words here.
RULES: dict[str, str] = {
    "symbol": N_("a symbol, spelled out"),
    "symbol:elided": N_("a symbol of which only the last part is printed"),
    "symbol:joint": N_("one document with several symbols"),
    "symbol:range": N_("a range of documents, printed as one symbol"),
    "title:symbol": N_("a symbol after a title"),
    "treaty-series": N_("volume and number of the Treaty Series"),
    "sales-number": N_("a sales number"),
    "record": N_("the Official Records, by session and supplement"),
    "name": N_("an instrument by its name"),
    "name:numbered-here": N_("a name that this text gives to a numbered resolution"),
    "name:defined-here": N_("a short name that this text defines"),
    "name:nearest-of-its-kind": N_("a short name: the nearest instrument of its kind before it"),
    "provision": N_("a place in the instrument named with it"),
    "provision:in-sentence": N_("a place in the instrument that its sentence names"),
    "provision:that": N_("a place in that instrument, the one named last"),
    "provision:plain": N_("a place in the instrument in question"),
    "provision:same-article": N_("a place in the article named before it"),
    "internal": N_("another place in this document"),
    "number": N_("a number; the text around it says whose"),
    "number:body": N_("a number, and the body named over it in its sentence"),
    "number:own": N_("“its”: the body that acts in this text"),
    "number:list": N_("a member of a list: the body named for the list"),
    "number:frame": N_("a number, and the body that the title over it names"),
    "number:short-name": N_("a number, and the short name of a body: the last one with that name"),
    "number:nearest-body": N_("a number, and the nearest body before it"),
    "number:subject": N_("a number that its subject tells apart"),
    "number:printed-in": N_("a number, and the document in which it is printed"),
    "number:footnote": N_("a number, and the document in its footnote"),
    "number:document": N_("a number, and the body whose document this is"),
    "number:named-before": N_("a number that was named before with its body"),
    "number:shape": N_("a number of a shape that only one body uses"),
    "number:general-assembly": N_("a number such as only the General Assembly has"),
    "number:unknown-body": N_("a number of a body that is not known"),
    "number:unknown": N_("a number, and no body to whom it could belong"),
    "number:ambiguous": N_("a number that several of the bodies named may have given"),
    "ibid": N_("“ibid.”: as in the note before"),
    "ibid:volume": N_("“ibid.”: as in the note before, in this volume"),
    "ibid:issue": N_("“ibid.”: as in the note before, in this supplement"),
    "ibid:pinpoint": N_("“ibid.”: as in the note before, at this place"),
    "ibid:whole": N_("“ibid.”: the same as in the note before"),
    REJECTED: N_("a person said that these words cite nothing"),
    GIVEN: N_("a person gave the target"),
}


def rule_words(rule: str) -> str:
    """What a rule reads: number:body → “a number, and the body named over it …”."""
    known = rule
    while known and known not in RULES:
        known = known.rpartition(":")[0]
    return _(RULES[known]) if known else rule


def decided_words(decision: Decision) -> str:
    """Who decided, and when: Ada, 2026-01-02."""
    return ", ".join(part for part in (decision.author, decision.at[:10]) if part)


def found_words(decision: Decision) -> str:
    """What the rules had found before a person decided."""
    if not decision.target:
        return _("the rules had found no target")
    place = decision.target + (f", {decision.pinpoint}" if decision.pinpoint else "")
    return _("the rules had found {target}").format(target=place)


def conflict_words(citation: Citation) -> str:
    """What conflicts with the target: both targets, which was taken, and why; "" where nothing does."""
    conflict = citation.conflict
    if conflict is None:
        return ""
    if conflict.where.startswith(("http:", "https:")):
        said = _("{sign} conflict: the printed link {where} names {target}; taken: {taken}, as the sentence says")
    elif citation.rule == "number:footnote":
        said = _("{sign} conflict: the sentence names {target}; taken: {taken}, as the document in the footnote says")
    else:
        said = _("{sign} conflict: {where} names {target}; taken: {taken}")
    return said.format(
        sign=CONFLICT_SIGN, where=conflict.where, target=conflict.target, taken=citation.target or _("none")
    )
