"""Instruments by name, and provisions of them: 《京都宣言》, 该《宣言》第29段, 《公约》特别是其中第五章.

A name is known from the registry; from the text itself (《全称》(《简称》), a footnote that numbers it,
第…号决议通过的《…》); or, where it says only the kind (《公约》, 该《宣言》), as the nearest of its kind: in the
paragraph, in the heading of the text in which it stands, before it, in the document.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import takewhile

from msgspec import Struct
from msgspec.structs import replace

from unreader.citing import numerals, pinpoints
from unreader.citing.bodies import Bodies
from unreader.citing.found import Claims, Found
from unreader.citing.frames import Frames
from unreader.citing.grammar import Grammar
from unreader.citing.instruments import Registry, folded
from unreader.citing.instruments import registry as load
from unreader.citing.lines import Line
from unreader.citing.notes import Notes
from unreader.model import Span, Via

#: How far before a provision its instrument may be named.
#: Places that instruments share with every other text: without a name behind them they are nobody's.
_OF_ANY_TEXT = frozenset(["paragraph", "preamble", "section", "annex"])
_REACH = 600
#: How far before a name a number that adopted it may begin: a number with its pinpoint, and 16 signs behind it.
_ADOPTED_WITHIN = 80
#: A name of more signs than this says more than a kind.
_LONGEST_KIND = 8


class Mention(Struct):
    """A name in a line: where it stands, what is printed, and (once known) what it means and how that is known."""

    line: int
    start: int
    end: int
    printed: str
    target: str = ""
    via: Via = ""
    rule: str = ""
    antecedent: Span | None = None
    title: str = ""
    listed: bool = True

    @property
    def key(self) -> str:
        """The name as it is compared."""
        return folded(self.printed)


class Names:
    """The names of one document."""

    def __init__(
        self,
        lines: Sequence[Line],
        grammar: Grammar,
        registry: Registry,
        bodies: Bodies,
        frames: Frames,
        notes: Notes,
        symbols: frozenset[str] = frozenset(),
    ) -> None:
        self._lines = lines
        self._grammar = grammar
        self._registry = registry
        self._bodies = bodies
        self._frames = frames
        self._notes = notes
        self._defined: dict[str, str] = {}
        self._by_line: dict[int, list[Mention]] = {}
        self._headings: dict[str, list[Mention]] = {}
        self._known: dict[int, list[Mention]] = {}
        self._everywhere: list[Mention] = []
        self._looked: dict[tuple[int, str], tuple[int, Mention | None]] = {}
        self._first: dict[str, Mention] = {}
        self._common: list[str] = []
        self._here: list[Mention] = []
        self._papers_of = [
            Mention(0, 0, 0, item.title(grammar.language), item.id, title=item.title(grammar.language))
            for item in registry.instruments
            if item.papers and any(symbol.startswith(item.papers) for symbol in symbols)
        ]

    def find(self, claims: dict[int, Claims], found: dict[int, list[Found]]) -> None:
        """Find and resolve all names and provisions; add them to `found`."""
        for line in self._lines:
            taken = claims[line.index]
            mentions = [m for m in _mentions(line, self._grammar, self._registry) if not taken.covers(m.start)]
            if not self._grammar.title_marks:
                bodies_here = self._frames.mentions(line)
                mentions = [m for m in mentions if not any(b.start <= m.start < b.end for b in bodies_here)]
            if mentions:
                self._by_line[line.index] = mentions
        self._define(found)
        self._define_plain(found)
        self._take_stock()
        for line in self._lines:
            mentions = self._by_line.get(line.index, [])
            self._here = []
            for mention in mentions:
                if not mention.target:
                    self._by_kind(mention)
                if mention.target:
                    self._here.append(mention)
                    self._known.setdefault(id(self._frames.of(line)), []).append(mention)
                    self._everywhere.append(mention)
            items = self._provisions(line, claims[line.index], found.setdefault(line.index, []))
            items += [_named(mention) for mention in mentions if mention.target and mention.listed]
            if items:
                found.setdefault(line.index, []).extend(items)

    def _define(self, found: dict[int, list[Found]]) -> None:
        """Look every name up, and learn what the text itself says of the others."""
        language = self._grammar.language
        waiting: list[tuple[Mention, Mention]] = []
        for index, mentions in self._by_line.items():
            line = self._lines[index]
            for place, mention in enumerate(mentions):
                year = self._grammar.patterns["year_before"].search(line.text, max(0, mention.start - 8), mention.start)
                known = self._registry.named((year[0] if year else "") + mention.printed, language) if year else None
                known = known or self._registry.named(mention.printed, language)
                if known:
                    mention.target, mention.rule, mention.title = known.id, "name", known.title(language)
                numbered = self._numbered(line, mention, found)
                if numbered and (not known or numbered in known.also):
                    mention.target, mention.rule = numbered, "name:numbered-here"
                    self._defined.setdefault(mention.key, numbered)
                if place + 1 < len(mentions):
                    definition = self._grammar.patterns["definition"].match(line.text[mention.end :])
                    if definition and mentions[place + 1].end < mention.end + definition.end() + 1:
                        waiting.append((mention, mentions[place + 1]))
        for items in found.values():
            for item in items:
                # A text that a resolution is (题为“…宣言”的第9/1号决议) is called by its title elsewhere.
                if item.kind == "resolution" and item.subject and item.target:
                    self._defined.setdefault(folded(item.subject), item.target)
        for full, short in waiting:
            target = full.target or short.target
            if target:
                self._defined.setdefault(full.key, target)
                self._defined.setdefault(short.key, target)

    def _define_plain(self, found: dict[int, list[Found]]) -> None:
        """Instruments without title marks that the text numbers in brackets: 该研究所章程(…第1989/56号决议，附件)."""
        words = self._grammar.words.plain_instruments
        for line in self._lines:
            for item in found.get(line.index, ()):
                opening = max(line.text.rfind("(", 0, item.start), line.text.rfind("（", 0, item.start))
                closed = line.text[item.end : item.end + 1] in (")", "）")
                if closed and item.target and opening > 0 and line.text.endswith(words, 0, opening):
                    word = next(word for word in words if line.text.endswith(word, 0, opening))
                    target = item.target + (f"#{item.pinpoint}" if item.pinpoint else "")
                    self._defined[line.text[max(0, opening - len(word) - 4) : opening]] = target

    def _numbered(self, line: Line, mention: Mention, found: dict[int, list[Found]]) -> str:
        """The number that the document gives a name: in the note behind it, or as 第…号决议通过的《…》."""
        note = self._notes.at_end(line, mention.end)
        sources = [item for item in found.get(note, ()) if item.kind != "named"] if note is not None else []
        if len(sources) == 1 and sources[0].target and sources[0].kind in ("treaty", "resolution"):
            item = sources[0]
            if item.kind == "treaty" or item.pinpoint.startswith("annex"):
                return item.target + (f"#{item.pinpoint}" if item.pinpoint else "")
        here = found.get(line.index, [])
        if bracketed := self._bracketed(line, mention, here):
            return bracketed
        adopted = self._grammar.patterns["adopted_as"]
        # In a line the numbers stand in order, and only those just before the name can have adopted it.
        for place in range(bisect_right(here, mention.start, key=lambda item: item.start) - 1, -1, -1):
            item = here[place]
            if item.start < mention.start - _ADOPTED_WITHIN:
                break
            if item.kind == "resolution" and item.target and item.end <= mention.start <= item.end + 16:
                match = adopted.search(line.text, max(0, item.end - 4), mention.start + 1)
                if match and match.end() == mention.start:
                    return item.target
        return ""

    def _bracketed(self, line: Line, mention: Mention, others: list[Found]) -> str:
        """The number in brackets behind a name: 《政治宣言》(大会第S-20/2号决议，附件)."""
        if line.text[mention.end : mention.end + 1] not in ("(", "（"):
            return ""
        close = min((at for sign in ")）" if (at := line.text.find(sign, mention.end)) > 0), default=0)
        inside = [item for item in others if mention.end < item.start and item.end <= close and item.target]
        if len(inside) != 1 or inside[0].end != close or inside[0].kind not in ("treaty", "resolution"):
            return ""
        return inside[0].target + (f"#{inside[0].pinpoint}" if inside[0].pinpoint else "")

    def _take_stock(self) -> None:
        """Give names defined in the text their meaning; remember headings, and how often each instrument is named."""
        counts = Counter[str]()
        for index, mentions in self._by_line.items():
            line = self._lines[index]
            for mention in mentions:
                if not mention.target and mention.key in self._defined:
                    mention.target, mention.rule = self._defined[mention.key], "name:defined-here"
                if not mention.target:
                    continue
                counts[mention.target] += 1
                self._first.setdefault(mention.target, mention)
                mention.title = mention.title or mention.printed
                if line.block.kind in ("heading", "title"):
                    self._headings.setdefault(line.block.path.rpartition("/")[0], []).append(mention)
        self._common = [target for target, _ in counts.most_common()]

    def _by_kind(self, mention: Mention) -> None:
        """《公约》: the nearest instrument before it whose title ends so."""
        line = self._lines[mention.line]
        year = self._grammar.patterns["year_before"].search(line.text, max(0, mention.start - 8), mention.start)
        if year or (self._grammar.title_marks and len(mention.key) > _LONGEST_KIND):
            return
        model = self.nearest(line, mention.start, mention.key)
        if model:
            mention.target, mention.via, mention.rule = model.target, "context", "name:nearest-of-its-kind"
            mention.title = model.title
            if model in self._papers_of:
                mention.rule = "name:of-these-papers"
                return
            mention.antecedent = Span(
                self._lines[model.line].block.path, *self._lines[model.line].span(model.start, model.end)
            )

    def nearest(self, line: Line, at: int, kind: str) -> Mention | None:
        """The instrument of a kind that is meant at text[at]."""
        named = next((m for m in reversed(self._here) if m.end <= at and self._is_kind(m, kind)), None)
        held = next((m for m in self._conventions(line, at) if self._is_kind(m, kind)), None)
        if named or held:
            return max(filter(None, (named, held)), key=lambda m: m.end)
        container = line.block.path.rpartition("/")[0]
        while True:
            titled = [m for m in self._headings.get(container, ()) if self._is_kind(m, kind)]
            if len({m.target for m in titled}) == 1:
                return titled[-1]
            if not container:
                break
            container = container.rpartition("/")[0] if "/" in container else container.rpartition(".")[0]
        if of_papers := next((m for m in self._papers_of if self._is_kind(m, kind)), None):
            return of_papers
        return (
            self._last(self._known.setdefault(id(self._frames.of(line)), []), kind)
            or self._last(self._everywhere, kind)
            or self._anywhere(kind)
        )

    def _anywhere(self, kind: str) -> Mention | None:
        """The commonest instrument of a kind, if the text is not one of that kind itself (关于青年的政治宣言)."""
        titles = (line for line in self._lines if line.block.kind == "title")
        if self._grammar.title_marks and any(folded(line.text).endswith(kind) for line in titles):
            return None
        return next((m for target in self._common if self._is_kind(m := self._first[target], kind)), None)

    def _last(self, names: list[Mention], kind: str) -> Mention | None:
        """The last name of a kind in a growing list; what was looked through before is not looked through again."""
        seen, last = self._looked.get((id(names), kind), (0, None))
        for mention in names[seen:]:
            if self._is_kind(mention, kind):
                last = mention
        self._looked[id(names), kind] = (len(names), last)
        return last

    def _conventions(self, line: Line, at: int) -> Iterator[Mention]:
        """The conventions in the names of conferences before text[at] (联合国反腐败公约缔约国会议)."""
        for mention in self._frames.mentions_before(line, at):
            body = self._bodies.by_series[mention.series]
            if body.convention:
                title = self._registry.by_id[body.convention].title(self._grammar.language)
                yield Mention(line.index, mention.start, mention.end, title, body.convention, title=title)

    def _is_kind(self, mention: Mention, kind: str) -> bool:
        if not mention.target:
            return False
        if not self._grammar.title_marks:
            return _head(mention.title, self._grammar) == kind
        return any(name != kind and name.endswith(kind) for name in (mention.key, folded(mention.title)))

    def _provisions(self, line: Line, claims: Claims, others: list[Found]) -> list[Found]:
        items: list[Found] = []
        mentions = self._by_line.get(line.index, [])
        gap = self._grammar.patterns["provision_gap"]
        for mention in mentions:
            between = gap.match(line.text, mention.end)
            at = between.end() if between else mention.end
            pins = pinpoints.read(line.text, at, self._grammar, pinpoints.IN_INSTRUMENT)
            if not pins or claims.covers(at) or pins[0].start != at:
                continue
            mention.listed = False
            claims.add(mention.start, pins[-1].end)
            model = mention if mention.target else None
            items += _provision(line, pins, model, mention.start, "provision", mention.via)
        for match in self._grammar.patterns["provision_start"].finditer(line.text):
            if not claims.covers(match.start()):
                items += self._apart(line, match.start(), claims, mentions, items, others)
        return items

    def _apart(
        self, line: Line, at: int, claims: Claims, mentions: list[Mention], items: list[Found], others: list[Found]
    ) -> list[Found]:
        """A provision without the name right before it: 该议定书第6条, 特别是第五章的规定, 第一款."""
        pins = pinpoints.read(line.text, at, self._grammar, pinpoints.IN_INSTRUMENT)
        if not pins or pins[0].start != at:
            return []
        text = line.text
        behind = self._behind(line, pins, mentions)
        if behind is not None:
            return self._named_behind(line, pins, behind, claims)
        if self._of_number(line, pins, others):
            claims.add(at, pins[-1].end)
            return []
        if not self._grammar.title_marks and pins[0].parts[0].level in _OF_ANY_TEXT:
            return []
        that = self._grammar.patterns["that_instrument"].search(text, max(0, at - 8), at)
        start, model, rule = at, None, "provision:in-sentence"
        plain = self._plain(line, at, others)
        if that:
            start, rule = that.start(), "provision:that"
            model = self.nearest(line, that.start(), that["genus"])
        elif plain is not None:
            rule = "provision:plain"
            model = Mention(line.index, at, at, "", plain) if plain else None
        else:
            low = max(0, at - _REACH)
            sentence = max((m.end() for m in self._grammar.sentence.finditer(text, low, at)), default=low)
            earlier = [item for item in items if sentence <= item.start < at and item.pinpoint]
            if pins[0].parts[0].level == "clause":
                return self._clause(line, pins, earlier, claims)
            behind_all = bisect_right(mentions, at, key=lambda m: m.end) - 1
            before = (mentions[place] for place in range(behind_all, -1, -1))
            model = next((m for m in takewhile(lambda m: m.start >= sentence, before) if m.target), None)
            if model is None:
                return []
        claims.add(start, pins[-1].end)
        return _provision(line, pins, model, start, rule, "context")

    def _behind(self, line: Line, pins: list[pinpoints.Pin], mentions: list[Mention]) -> Mention | None:
        """The instrument named behind a provision: article 57, paragraph 5, of the Convention; chapter II thereof."""
        of = self._grammar.patterns["provision_of"].match(line.text, pins[-1].end)
        if of:
            return next((m for m in mentions if m.start == of.end()), None)
        if self._grammar.patterns["thereof"].match(line.text, pins[-1].end):
            return next((m for m in reversed(mentions) if m.end <= pins[0].start and m.target), None)
        return None

    def _named_behind(self, line: Line, pins: list[pinpoints.Pin], model: Mention, claims: Claims) -> list[Found]:
        items = _provision(line, pins, model if model.target else None, pins[0].start, "provision:of", model.via)
        if model.start >= pins[-1].end:
            items[-1].end = model.end
            model.listed = False
        claims.add(pins[0].start, items[-1].end)
        return items

    def _of_number(self, line: Line, pins: list[pinpoints.Pin], others: list[Found]) -> bool:
        """paragraph 3 (a) of resolution 76/181: the place belongs to the resolution that is named behind it."""
        of, end = self._grammar.patterns["provision_of_number"], pins[-1].end
        item = next((o for o in others if o.number and o.start >= end and of.fullmatch(line.text, end, o.start)), None)
        if item is None or item.pinpoint:
            return False
        annex = _annex_between(of, line.text, end, item.start)
        item.pinpoint, item.start = annex + pinpoints.written(pins[-1].parts), pins[-1].start
        for pin in pins[:-1]:
            more = replace(item, start=pin.start, end=pin.end, pinpoint=annex + pinpoints.written(pin.parts))
            others.append(more)
        return True

    def _clause(self, line: Line, pins: list[pinpoints.Pin], earlier: list[Found], claims: Claims) -> list[Found]:
        """A bare 第一款 is of the article named last in the sentence."""
        if not earlier or not earlier[-1].pinpoint.startswith("art"):
            return []
        last = max(earlier, key=lambda item: item.end)
        article = re.match(r"art\d+", last.pinpoint)
        claims.add(pins[0].start, pins[-1].end)
        return [
            Found(
                line.index,
                pin.start,
                pin.end,
                "provision",
                "provision:same-article",
                target=last.target,
                pinpoint=(article[0] if article else "") + pinpoints.written(pin.parts),
                via="context",
                antecedent=Span(line.block.path, *line.span(last.start, last.end)),
                state=last.state,
            )
            for pin in pins
        ]

    def _plain(self, line: Line, at: int, others: list[Found]) -> str | None:
        """The target of an instrument named without title marks before text[at]; "" if unknown, None for none."""
        text, end = line.text, at
        target = ""
        if end and text[end - 1] in ")）":
            opening = max(text.rfind("(", 0, end), text.rfind("（", 0, end))
            inside = [item for item in others if opening < item.start and item.end < end and item.target]
            if len(inside) == 1:
                pin = inside[0].pinpoint
                target = inside[0].target + (f"#{pin}" if pin else "")
            end = opening
        word = next((w for w in self._grammar.words.plain_instruments if text.endswith(w, 0, end)), "")
        if not word:
            return None
        for name, known in self._registry.plain[self._grammar.language].items():
            if text.endswith(name, 0, end):
                return known
        return target or self._defined.get(text[max(0, end - len(word) - 4) : end], "")


def _annex_between(of: re.Pattern[str], text: str, start: int, end: int) -> str:
    """The annex in which a place stands: paragraph 12 of the annex to decision 18/CMA.1 → annex/."""
    match = of.fullmatch(text, start, end)
    printed = match.groupdict().get("annex") if match else None
    if not printed:
        return ""
    number = printed.removeprefix("annex").strip()
    return f"annex{numerals.number(number) if number else ''}/"


def _head(title: str, grammar: Grammar) -> str:
    """The kind of an English title, folded: its first naming word (Convention against ..., Protocol to ...)."""
    words, _ = _index_of(grammar.words.name_words, grammar.language)
    match = words.search(title)
    return folded(match[0]) if match else ""


def _named(mention: Mention) -> Found:
    return Found(
        mention.line,
        mention.start,
        mention.end,
        "named",
        mention.rule,
        target=mention.target,
        via=mention.via,
        antecedent=mention.antecedent,
    )


def _provision(
    line: Line, pins: list[pinpoints.Pin], model: Mention | None, start: int, rule: str, via: Via
) -> list[Found]:
    items = []
    for place, pin in enumerate(pins):
        items.append(
            Found(
                line.index,
                start if place == 0 else pin.start,
                pin.end,
                "provision",
                rule,
                target=model.target if model else "",
                pinpoint=pinpoints.written(pin.parts, treaty=True),
                via=via if model else "",
                antecedent=model.antecedent if model else None,
                state="known" if model and model.target else "unknown",
            )
        )
    return items


def _mentions(line: Line, grammar: Grammar, registry: Registry) -> Iterator[Mention]:
    """The names in a line: whatever stands in title marks; without such marks, the registry's and their kinds."""
    if grammar.title_marks:
        if "《" in line.text:
            for match in grammar.patterns["title"].finditer(line.text):
                yield Mention(line.index, match.start(), match.end(), match[0][1:-1])
        return
    text, end = line.text, 0
    folded_text = text.lower()
    words, names = _index(grammar, registry)
    for match in words.finditer(text):
        if match.start() < end:
            continue
        for offset, name in names.get(match[0], ()):
            start = match.start() - offset
            stop = start + len(name)
            if (
                folded_text.startswith(name, start)
                and (text[start].isupper() or text[start].isdigit())
                and not text[stop : stop + 1].isalnum()
                and not text[start - 1 : start].isalnum()
            ):
                end = stop
                if _is_part_of_another(text, start):
                    break
                yield Mention(line.index, start, stop, text[start:stop])
                break
        else:
            if match[0] in grammar.words.kind_words and _means_its_kind(text, match, grammar):
                yield Mention(line.index, match.start(), match.end(), match[0])


_ANOTHER = re.compile(r"(?:^|[^.;:] )(?P<word>[A-Z][A-Za-z]*(?:-[A-Z]?[a-z]+)*) $")
_NO_NAME = frozenset(["The", "That", "Both", "Its", "And", "Of", "In", "Under", "See"])


def _is_part_of_another(text: str, start: int) -> bool:
    """Whether a capitalised word before a name makes it another's (Inter-American Convention against Corruption)."""
    match = _ANOTHER.search(text, max(0, start - 40), start)
    return match is not None and match["word"] not in _NO_NAME and match.start("word") > 0


def _means_its_kind(text: str, match: re.Match[str], grammar: Grammar) -> bool:
    """Whether a word such as Convention stands for the nearest of its kind: the Convention, that Convention."""
    before = grammar.kind_before.search(text, max(0, match.start() - 8), match.start())
    return bool(before) and bool(grammar.kind_after.match(text, match.end()))


@lru_cache(maxsize=4)
def _index_of(words: tuple[str, ...], language: str) -> tuple[re.Pattern[str], dict[str, list[tuple[int, str]]]]:
    """The registry's names by the first of the naming words in each, the longest first."""
    pattern = re.compile(rf"\b(?:{'|'.join(sorted(words, key=len, reverse=True))})\b")
    index: dict[str, list[tuple[int, str]]] = {}
    for item in load().instruments:
        for name in item.names(language):
            match = pattern.search(name)
            if match and name not in words:
                index.setdefault(match[0], []).append((match.start(), name.lower()))
    for names in index.values():
        names.sort(key=lambda entry: len(entry[1]), reverse=True)
    return pattern, index


def _index(grammar: Grammar, registry: Registry) -> tuple[re.Pattern[str], dict[str, list[tuple[int, str]]]]:
    return _index_of(grammar.words.name_words, grammar.language)
