"""Labelled paragraphs: numbered titles, headings, paragraphs, agenda entries and lettered items."""

from __future__ import annotations

import re

from msgspec.structs import replace

from unreader.model import BlockKind
from unreader.parsing.labels import Label, number_of, read_label, roman
from unreader.parsing.lines import is_terminal
from unreader.parsing.structure.openings import opens_article
from unreader.parsing.structure.state import COLONS, HEADING_LENGTH, Cue, Draft, Level, Owner, Place, State

#: How far a numbering may jump and still be the same.
_JUMP = 5
_STOPS = "。；：.;:؛"
_ADOPTED = re.compile(r"(\d{1,3})/(\d{1,3}[A-Z]?)")


def labelled(state: State, cue: Cue) -> bool:
    """Take a paragraph by its label."""
    if cue.label is None:
        return False
    if cue.label.kind == "letter":
        return _item(state, cue)
    if cue.label.kind == "bullet":
        return _bullet(state, cue)
    if cue.label.kind == "decimal":
        return _decimal(state, cue)
    if cue.label.kind == "number":
        return _numbered(state, cue)
    if cue.label.kind == "title":
        return _numbered_title(state, cue)
    if cue.label.kind == "chinese" and (_in_article(state, cue) or cue.ends("。；;؛" + COLONS)):
        return _numbered(state, cue)
    return _numbered_heading(state, cue)


def _in_article(state: State, cue: Cue) -> bool:
    """Whether 一、 numbers a paragraph of the open article; the line above another article is a heading over it."""
    return state.article is not None and (cue.ends() or not opens_article(state, state.following))


def _decimal(state: State, cue: Cue) -> bool:
    """1.1 and 1.a under a goal or a rule: an entry under the paragraph before, under its own number."""
    if state.root.stage == "head" and not state.text:
        return False
    owner, step = state.owner or Owner("", state.here), f"item{cue.label.value if cue.label else ''}"
    path = f"{owner.path}/{step}" if owner.path else owner.place.under(step)
    state.add(path, "item", cue, cue.label)
    return True


def _numbered_title(state: State, cue: Cue) -> bool:
    if cue.ends("。；"):
        return False
    in_collection = state.chapter or state.collects_titles
    if in_collection and (not state.text or state.text.form in ("resolution", "decision")):
        return _adopted_title(state, cue)
    if state.root.stage != "head" or state.text:
        return False
    state.add(state.root.next("h"), "title", cue, cue.label)
    return True


def _adopted_title(state: State, cue: Cue) -> bool:
    """60/1. Title in a chapter or a volume: a text that the body adopted, a decision where the chapter holds those."""
    match = _ADOPTED.fullmatch(cue.label.value) if cue.label else None
    if match is None:
        return False
    base = state.section or state.chapter or state.root
    form = _adopted_form(state, base)
    state.close()
    place = Place(base.under(f"{form[:3]}{match[1]}_{match[2]}"), form, start=cue.paragraph.start)
    state.open_text(place)
    state.collects = True
    state.add(place.next("h"), "title", cue, cue.label)
    return True


def _adopted_form(state: State, base: Place) -> str:
    """Whether an adopted text is a resolution or a decision: as the headings say, or the line under its title."""
    words, following = state.language.words, state.following
    kinds = ("heading",) if base.path else ("heading", "meta")
    seen, decided, resolved = state.headed.get(base.path, (0, False, False))
    for draft in state.drafts[seen:]:
        if draft.kind in kinds and draft.path.startswith(base.under("h")):
            text = draft.text.lower()
            decided = decided or any(word in text for word in words["decision_words"])
            resolved = resolved or any(word in text for word in words["resolution_words"])
    state.headed[base.path] = len(state.drafts), decided, resolved
    if decided != resolved:
        return "decision" if decided else "resolution"
    sentence = following is not None and following.ends("。.") and not base.path
    return "decision" if sentence else "resolution"


def _numbered_heading(state: State, cue: Cue) -> bool:
    """一. 导言; A. …: a section where there are chapters, else a heading that counts on."""
    label = cue.label
    if label is None or cue.ends("。；;，,؛،") or len(cue.text) > HEADING_LENGTH * 2:
        return False
    state.subheading = 0
    if label.kind == "capital" and state.chapter:
        state.close()
        state.section = Place(f"{state.chapter.path}.{label.value}", "section", "text")
        state.add(state.section.next("h"), "heading", cue, label)
        return True
    if label.kind == "capital" and state.within and state.within[0].start in state.inner_restarts:
        text, section = state.within
        step = section.path.rpartition("/")[2].partition(".")[0]
        place = Place(text.under(f"{step}.{label.value}"), text.form, "text")
        state.within, state.owner, state.article = (text, place), None, None
        state.add(place.next("h"), "heading", cue, label)
        return True
    if state.text and (
        state.text.form == "summary"
        or (state.report and state.text.form != "annex")
        or (state.collects_titles and state.text.form == "decision")
    ):
        state.close()
    if state.article and (state.article.form == "rule" or opens_article(state, state.following)):
        state.article = None
    state.owner = None
    if state.root.stage == "head" and not state.text:
        state.root.stage = "text"
    state.add(state.here.next("h"), "heading", cue, label)
    return True


def _numbered(state: State, cue: Cue) -> bool:
    number = int(cue.label.value) if cue.label else 0
    if _inner_item(state, cue, number) or _agenda_entry(state, cue, number) or _subsection(state, cue, number):
        return True
    place = state.inner_text() or state.root
    if place.form == "rule":
        place = _rule_or_around(state, place, number)
    numbers = place.form in ("resolution", "annex", "declaration", "article", "rule") and place.stage != "done"
    if numbers and (place is state.root or state.within or state.report == 0 or _belongs(state, place, number)):
        path, kind = place.numbered(number)
        _own(state, place, path, kind, cue)
        place.number, place.stage = number, "text"
        return True
    if state.text and state.text.form in ("resolution", "annex"):
        state.close()
    state.article = None
    _own(state, state.root, f"para{number}", "paragraph", cue)
    state.report = number
    if state.root.stage != "done":
        state.root.stage = "text"
    return True


def _own(state: State, place: Place, path: str, kind: BlockKind, cue: Cue) -> None:
    """Add a numbered paragraph; its first item may stand on its line: 2. (a) …"""
    second = second_label(state, cue)
    draft = state.own(place, path, kind, cue)
    if second and state.owner:
        state.owner.levels = [_level(state.owner, replace(second, mark=second.mark.rpartition(" ")[2]))]
        _with_label(state, draft, second, _item_path(state.owner))


def _rule_or_around(state: State, rule: Place, number: int) -> Place:
    """Where a number under a rule counts: in it, or through the text in which the rules only are headings."""
    text = state.outer_text()
    return text if text.start in state.runs_on or number not in (1, rule.number + 1) else rule


def _belongs(state: State, place: Place, number: int) -> bool:
    """Whether a number goes on in this text rather than in the report around it."""
    if number == place.number + 1:
        return True
    return number != state.report + 1 and place.number < number <= place.number + _JUMP


def _inner_item(state: State, cue: Cue, number: int) -> bool:
    """1. under ㈠ in a Chinese treaty is what (i) under (a) is in the others."""
    owner = state.owner
    if not state.article or not owner or not owner.levels or owner.levels[0].style == "figure":
        return False
    last = next((level for level in owner.levels if level.style == "figure"), None)
    if number != (last.number if last else 0) + 1:
        return False
    if number == 1 and not state.drafts[-1].text.endswith(tuple(COLONS)):
        return False
    _add_item(state, cue, owner, Level("figure", roman(number).lower(), number))
    return True


def _agenda_entry(state: State, cue: Cue, number: int) -> bool:
    if state.agenda:
        if number == state.agenda.number + 1:
            state.agenda.number = number
            draft = state.add(state.agenda.under(f"item{number}"), "item", cue, cue.label)
            state.owner = Owner(draft.path, state.agenda)
            return True
        state.agenda = None
        return False
    owner = state.owner
    if not owner or not owner.lists or owner.place is not state.root or state.text or not state.report:
        return False
    if number != owner.numbered + 1 or number == state.report + 1:
        return False
    if number == 1 and _next_number(state) == state.report + 1:
        # The paragraph after it goes on in the report: it is a heading.
        return False
    owner.numbered = number
    draft = state.add(f"{owner.path}/item{number}", "item", cue, cue.label)
    owner.item, owner.levels = draft.path, []
    return True


def _next_number(state: State) -> int:
    """The number of the paragraph behind this one; 0 if it has none."""
    label = state.following.label if state.following else None
    return int(label.value) if label and label.kind == "number" else 0


def _subsection(state: State, cue: Cue, number: int) -> bool:
    """A numbered heading (1. …) where the paragraphs are numbered through the report, or texts are collected."""
    following = state.following.label if state.following else None
    if following and following.kind == "title" and state.collects_titles and not cue.ends(_STOPS):
        state.close()
        state.add(state.here.next("h"), "heading", cue, cue.label)
        return True
    if state.article or cue.ends(_STOPS) or number != state.subheading + 1 or len(cue.text) > HEADING_LENGTH:
        return False
    if state.text or not state.report:
        return _heading_in_text(state, cue, number)
    if number == state.report + 1:
        return False
    section = state.section
    state.close()
    state.subheading = number
    if section:
        base = section.path if section.form == "section" else section.path.rpartition(".")[0]
        state.section = Place(f"{base}.{number}", "subsection", "text")
    state.add(state.here.next("h"), "heading", cue, cue.label)
    return True


def _heading_in_text(state: State, cue: Cue, number: int) -> bool:
    """1. Education, in a text whose paragraph 18 follows 17 under it."""
    place = state.inner_text() or state.root
    if not place.number or number == place.number + 1 or _next_number(state) != place.number + 1:
        return False
    state.subheading, state.owner = number, None
    state.add(state.here.next("h"), "heading", cue, cue.label)
    return True


def _item(state: State, cue: Cue) -> bool:
    owner = state.owner
    if cue.label and not (owner and owner.levels) and _is_chinese_heading(state, cue, cue.label):
        state.owner = None
        state.add(state.here.next("h"), "heading", cue, cue.label)
        return True
    if owner is None:
        owner = state.owner = Owner("", state.here)
    if cue.label:
        _add_item(state, cue, owner, _level(owner, cue.label))
    return True


def _is_chinese_heading(state: State, cue: Cue, label: Label) -> bool:
    """Whether （一）stands before a title: what follows is a paragraph of its own, without a label."""
    if (
        label.mark[0] not in "(（㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
        or label.mark.strip("()（） ").isascii()
        or cue.ends()
        or state.article
    ):
        return False
    last = next((draft for draft in reversed(state.drafts) if draft.kind != "footnote"), None)
    if last is None or is_terminal(last.text, COLONS):
        return False
    following = state.following
    return following is not None and following.label is None and following.ends("。：")


def _add_item(state: State, cue: Cue, owner: Owner, level: Level) -> None:
    """Add an item on this level, under the levels outside it."""
    styles = [open_level.style for open_level in owner.levels]
    depth = styles.index(level.style) if level.style in styles else len(styles)
    if depth == len(styles) and level.style == "letter" and level.value != "a":
        # Under an item the letters would begin with (a): its own (a) was lost, or stands without a label.
        depth = 0
    owner.levels = [*owner.levels[:depth], level]
    draft = state.add(_item_path(owner), "item", cue, cue.label)
    if second := second_label(state, cue):
        # (b) (i) on one line: the first item under (b) stands beside its label.
        owner.levels.append(_level(owner, replace(second, mark=second.mark.rpartition(" ")[2])))
        _with_label(state, draft, second, _item_path(owner))


def _item_path(owner: Owner) -> str:
    base = owner.item or owner.path
    steps = "".join(f"({level.value})" for level in owner.levels)
    return f"{base}{steps}" if base else owner.place.under(steps)


def second_label(state: State, cue: Cue) -> Label | None:
    """The label of a first item on the line of the label above it: 2. (a) …, (b) (i) …; only where a second follows."""
    following = state.following.label if state.following else None
    if cue.label is None or following is None or following.kind != "letter":
        return None
    label = read_label(cue.paragraph.text[cue.label.end :])
    if label is None or label.kind != "letter" or label.mark[0] not in "(（㈠":
        return None
    first, second = ("i", "ii") if label.value == "i" else ("a", "b")
    if label.value != first or following.value not in (second, "i" if first == "a" else second):
        return None
    return Label(label.kind, f"{cue.label.mark} {label.mark}", label.value, cue.label.end + label.end)


def _with_label(state: State, draft: Draft, label: Label, path: str) -> None:
    """Give a block a further label, and the path of the item that it names."""
    state.taken[draft.path] -= 1
    state.taken[path] += 1
    draft.path, draft.kind, draft.label = path, "item", label.mark
    draft.label_end = draft.paragraph.start + label.end


def _level(owner: Owner, label: Label) -> Level:
    """On which level an item stands. (i) after (h) is a letter, after (a) a roman figure; romans go on as they count.

    In Chinese ㈠ is a letter on the first level, a roman figure under one.
    """
    mark, value = label.mark.strip("(（ )）"), label.value
    if mark.endswith("."):
        return Level("dotted", value)
    if "⑴" <= mark[0] <= "⑽":
        return Level("bracketed", value)
    if (not mark[0].isascii() and mark[0] >= "㈠") or mark[0] in "一二三四五六七八九十":
        number = ord(value) - ord("a") + 1 if len(value) == 1 else 0
        inner = number and owner.levels and owner.levels[0].style != "chinese"
        return Level("chinese", roman(number).lower() if inner else value)
    letter = next((level.value for level in owner.levels if level.style == "letter"), "")
    romans = next((level for level in owner.levels if level.style == "roman"), None)
    number = number_of(value.upper()) if re.fullmatch(r"[ivxl]+", value) else 0
    if not number or (value == _after(letter) and (romans is None or number != romans.number + 1)):
        return Level("letter", value)
    if not letter and romans is None and len(value) == 1 and value != "i":
        return Level("letter", value)
    return Level("roman", value, number)


def _after(letter: str) -> str:
    """The letter after this one: a after nothing, aa after z."""
    if not letter:
        return "a"
    return "aa" if letter == "z" else letter[:-1] + chr(ord(letter[-1]) + 1)


def _bullet(state: State, cue: Cue) -> bool:
    """• under a paragraph or an item: an entry of a list without numbers."""
    if state.root.stage == "head" and not state.text:
        return False
    owner = state.owner
    base = _item_path(owner) if owner and (owner.path or owner.levels or owner.item) else state.here.path
    state.taken[f"{base}/bullets"] += 1
    step = f"i{state.taken[f'{base}/bullets']}"
    state.add(f"{base}/{step}" if base else step, "item", cue, cue.label)
    return True
