"""Words that an extraction broke, mended by what the rest of the text says: "crim inal", "multi-" at a line's end.

Nothing but the text itself is the evidence: no word list, so that every language and every name is treated alike.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LINE_END = re.compile(r"([^\W\d_]+)[-‐]$")
_LINE_START = re.compile(r"[^\W\d_]+")
#: Where more than this share of the lines ends with a hyphen, the typesetter hyphenates and hyphens are taken out.
_HYPHENATES = 0.04


def words_of(lines: Sequence[str]) -> Counter[str]:
    """How often each word stands whole in the lines, in lower case; what a line's end or beginning may cut is left."""
    words: Counter[str] = Counter()
    for line in lines:
        found = _WORD.findall(line.lower())
        words.update(found[:-1] if line.endswith("-") else found)
    return words


def join_lines(lines: Sequence[str], words: Counter[str], *, hyphenates: bool = False) -> str:
    """One text from the lines of a paragraph: a blank between them, none after a hyphen, and hyphens judged."""
    text = ""
    for line in lines:
        if not text:
            text = line
            continue
        end, start = _LINE_END.search(text), _LINE_START.match(line)
        if end and start:
            text = _hyphen_kept(text, end[1], start[0], words, hyphenates) + line
        elif text.endswith(("-", "–", "—", "/")) or line[:1] in RAISED:
            text += line
        else:
            text += " " + line
    return text


def _hyphen_kept(text: str, before: str, after: str, words: Counter[str], hyphenates: bool) -> str:
    """The text with or without its last hyphen, as the two halves are written elsewhere."""
    with_hyphen, without = words[f"{before}-{after}".lower()], words[f"{before}{after}".lower()]
    if with_hyphen != without:
        keep = with_hyphen > without
    else:
        # Neither is written elsewhere: two words of their own are a compound, a hyphenated text breaks words.
        keep = not hyphenates or (words[before.lower()] > 0 and words[after.lower()] > 0) or after[0].isupper()
    return text if keep else text[:-1]


def hyphenates(lines: Sequence[str]) -> bool:
    """Whether these lines are so often broken by hyphens that their typesetter hyphenates."""
    ends = sum(_LINE_END.search(line) is not None for line in lines)
    return len(lines) >= 20 and ends > len(lines) * _HYPHENATES


def mend_split_words(texts: Sequence[str]) -> list[str]:
    """The texts with two neighbours joined that are one word elsewhere and, apart, are no words of this text.

    Both halves stand nowhere but in this pair, or one is a single letter that does: "in form" stays where there are
    forms and things in other places.
    """
    words = words_of(texts)
    pairs = Counter(pair for text in texts for pair in _pairs(text.lower()))
    broken = {
        (one, other)
        for (one, other), count in pairs.items()
        if words[one + other] >= 2
        and all(words[half] <= count for half in (one, other) if min(len(one), len(other)) > 1 or len(half) == 1)
    }
    if not broken:
        return list(texts)

    every = "|".join(f"{one} {other}" for one, other in sorted(broken))
    pattern = re.compile(rf"(?<![^\W\d_])(?:{every})(?![^\W\d_])", re.IGNORECASE)
    return [pattern.sub(lambda match: match[0].replace(" ", ""), text) for text in texts]


def _pairs(text: str) -> list[tuple[str, str]]:
    found, words = [], list(_WORD.finditer(text))
    for first, second in itertools.pairwise(words):
        if second.start() == first.end() + 1 and text[first.end()] == " ":
            found.append((first[0], second[0]))
    return found
