"""The rules of citing, and how sure a citation is, in words: what the side pane says of a citation when asked for more.

A citation goes in; lines come out. A rule that has no words here is told by its name.
"""

from __future__ import annotations

from unreader.model import GIVEN, REJECTED, Citation, Decision
from unreader.tui.wording import _

#: What each rule reads, by its name up to the first part that has words here.
RULES: dict[str, str] = {
    "symbol": _("a symbol, spelled out"),
    "symbol:elided": _("a symbol of which only the last part is printed"),
    "symbol:joint": _("one document with several symbols"),
    "symbol:range": _("a range of documents, printed as one symbol"),
    "title:symbol": _("a symbol after a title"),
    "treaty-series": _("volume and number of the Treaty Series"),
    "sales-number": _("a sales number"),
    "record": _("the Official Records, by session and supplement"),
    "name": _("an instrument by its name"),
    "name:numbered-here": _("a name that this text gives to a numbered resolution"),
    "name:defined-here": _("a short name that this text defines"),
    "name:nearest-of-its-kind": _("a short name: the nearest instrument of its kind before it"),
    "provision": _("a place in the instrument named with it"),
    "provision:in-sentence": _("a place in the instrument that its sentence names"),
    "provision:that": _("a place in that instrument, the one named last"),
    "provision:plain": _("a place in the instrument in question"),
    "provision:same-article": _("a place in the article named before it"),
    "internal": _("another place in this document"),
    "number": _("a number; the text around it says whose"),
    "number:body": _("a number, and the body named over it in its sentence"),
    "number:own": _("“its”: the body that acts in this text"),
    "number:list": _("a member of a list: the body named for the list"),
    "number:frame": _("a number, and the body that the title over it names"),
    "number:short-name": _("a number, and the short name of a body: the last one with that name"),
    "number:nearest-body": _("a number, and the nearest body before it"),
    "number:subject": _("a number that its subject tells apart"),
    "number:printed-in": _("a number, and the document in which it is printed"),
    "number:footnote": _("a number, and the document in its footnote"),
    "number:document": _("a number, and the body whose document this is"),
    "number:named-before": _("a number that was named before with its body"),
    "number:shape": _("a number of a shape that only one body uses"),
    "number:general-assembly": _("a number such as only the General Assembly has"),
    "number:unknown-body": _("a number of a body that is not known"),
    "number:unknown": _("a number, and no body to whom it could belong"),
    "number:ambiguous": _("a number that several of the bodies named may have given"),
    "ibid": _("“ibid.”: as in the note before"),
    "ibid:volume": _("“ibid.”: as in the note before, in this volume"),
    "ibid:issue": _("“ibid.”: as in the note before, in this supplement"),
    "ibid:pinpoint": _("“ibid.”: as in the note before, at this place"),
    "ibid:whole": _("“ibid.”: the same as in the note before"),
    REJECTED: _("a person said that these words cite nothing"),
    GIVEN: _("a person gave the target"),
}
CONFLICT_SIGN = "!"


def rule_words(rule: str) -> str:
    """What a rule reads: number:body → “a number, and the body named over it …”."""
    known = rule
    while known and known not in RULES:
        known = known.rpartition(":")[0]
    return RULES.get(known, rule)


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
