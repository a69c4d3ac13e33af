"""Make the table of the initials with which Chinese characters are typed.

pip install pypinyin && python docs/make_pinyin.py

The characters are those of GB 2312 and Big5; a character that is read in several ways stands under each of its letters.
The readings are pypinyin's (MIT licence), which has them from Unihan.
"""

from __future__ import annotations

from pathlib import Path

from pypinyin import Style, pinyin

TABLE = Path(__file__).parent.parent / "unreader" / "tui" / "pinyin.txt"
_HAN = range(0x4E00, 0xA000)


def _is_common(character: str) -> bool:
    for encoding in ("gb2312", "big5"):
        try:
            character.encode(encoding)
        except UnicodeEncodeError:
            continue
        return True
    return False


def main() -> None:
    lines: dict[str, str] = {}
    for character in filter(_is_common, map(chr, _HAN)):
        (readings,) = pinyin(character, style=Style.FIRST_LETTER, heteronym=True)
        for letter in sorted({reading for reading in readings if len(reading) == 1 and reading.isascii()}):
            lines[letter] = lines.get(letter, "") + character
    TABLE.write_text("".join(f"{letter} {lines[letter]}\n" for letter in sorted(lines)), encoding="utf-8")


if __name__ == "__main__":
    main()
