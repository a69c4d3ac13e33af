"""A paragraph's sketch: a few numbers that paragraphs which say nearly the same have in common.

The smallest hashes of a text's shingles (bottom-k MinHash, Broder 1997). Two texts that share half of their shingles
share one of eight smallest with a probability of 99.6 %, a third 96 %; which of them are alike is then seen in the
text itself. Hashes are CRC-32, the same on every machine and in every run, which Python's own are not.
"""

from __future__ import annotations

import re
import unicodedata
from heapq import nsmallest
from zlib import crc32

#: Numbers in a sketch.
SIZE = 8
#: Characters of a Chinese shingle, words of another; shorter texts have no sketch.
_CHARACTERS, _WORDS = 4, 3
_SHORTEST = 10

_CJK = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_WORD = re.compile(r"[^\W_]+")
#: Spreads CRC-32, whose low bits follow the last characters, over all bits (Fibonacci hashing).
_SPREAD = 0x9E3779B1
_ALL_BITS = 0xFFFFFFFF


def sketch(text: str) -> list[int]:
    """The sketch of a text: up to SIZE numbers below 2**32, none for a text that is too short to tell."""
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    joined = "".join(words)
    if len(joined) < _SHORTEST:
        return []
    if len(_CJK.findall(joined)) * 2 > len(joined):
        data, step, size = joined.encode("utf-16-le", "replace"), 2, 2 * _CHARACTERS
        hashes = {crc32(data[at : at + size]) for at in range(0, len(data) - size + step, step)}
    else:
        count = max(1, len(words) - _WORDS + 1)
        hashes = {crc32(" ".join(words[at : at + _WORDS]).encode("utf-8", "replace")) for at in range(count)}
    return nsmallest(SIZE, [number * _SPREAD & _ALL_BITS for number in hashes])
