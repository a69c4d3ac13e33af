"""Text that is safe to show: control characters and terminal escapes are made visible, one character for each.

Text from documents and notes is data. What a terminal would obey is replaced by a sign of the same length in code
points, so that offsets stay true.
"""

from __future__ import annotations

#: Characters that a terminal would obey, and those that turn the direction of the text, with a visible sign each:
#: control pictures (U+2400 ff.) where there are some.
SIGNS: dict[int, str] = {
    **{code: chr(0x2400 + code) for code in range(0x20)},
    0x7F: "\u2421",
    **dict.fromkeys(range(0x80, 0xA0), "\ufffd"),
    **dict.fromkeys((0x2028, 0x2029), "\u2424"),
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\u2426"),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
    **dict.fromkeys((*range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0020)), "\ufffd"),
}
_KEEPING_LINES = {code: sign for code, sign in SIGNS.items() if code not in (0x09, 0x0A)}


def visible(text: str) -> str:
    """One line of text with every control character shown as a sign; as many code points as before."""
    return text if text.isprintable() else text.translate(SIGNS)


def visible_lines(text: str) -> str:
    """The same for text of several lines: line ends and tabs stay."""
    return text.translate(_KEEPING_LINES)
