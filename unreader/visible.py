"""Text that is safe to show: control characters and terminal escapes are made visible, one character for each.

Text from documents and notes is data. What a terminal would obey is replaced by a sign of the same length in code
points, so that offsets stay true.
"""

from __future__ import annotations

#: C0 controls have pictures of their own (U+2400 ff.); C1 controls and bidirectional overrides get one sign.
_PICTURES = {code: 0x2400 + code for code in range(0x20)}
_PICTURES[0x7F] = 0x2421
_PICTURES |= dict.fromkeys(range(128, 160), 9254)
_PICTURES |= dict.fromkeys((*range(8234, 8239), *range(8294, 8298), 8232, 8233), 9254)
_KEEPING_LINES = {code: picture for code, picture in _PICTURES.items() if code not in (0x09, 0x0A)}


def visible(text: str) -> str:
    """One line of text with every control character shown as a sign; as many code points as before."""
    return text.translate(_PICTURES)


def visible_lines(text: str) -> str:
    """The same for text of several lines: line ends and tabs stay."""
    return text.translate(_KEEPING_LINES)
