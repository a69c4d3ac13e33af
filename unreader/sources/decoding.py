"""Bytes → str: UTF-8 with or without byte order mark, UTF-16, GB18030; everything else is refused."""

from __future__ import annotations

import codecs

from unreader.sources.source_text import SourceError

#: How many of the first bytes are looked at to tell an encoding and binary data.
_SAMPLE = 65536
#: A text in which more than this share of characters are controls is not text.
_CONTROL_SHARE = 0.02
_TEXT_CONTROLS = frozenset("\t\n\r\f\v\x1b\x85")
#: Of a text that was guessed to be GB18030, this share must be characters that Chinese texts use.
_PLAUSIBLE_SHARE = 0.85

#: The characters that Chinese prose and UN texts use most, simplified and traditional: a quarter of any page.
_MOST_USED = frozenset(
    "的一是不了在人有中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后么心多天而能好都然没日于起还发成事只作当想看文无开手"
    "用主行方又如前所本见经头面公同三已老从动两长知其合各第号议决员条段国际联组织理法权利关约委"
    "來國個說們為時過學對裡後麼沒於還發當開見經頭動兩長號議決員條際聯組織權關約"
)
_MOST_USED_SHARE = 0.1
_FEW_CHARACTERS = 40

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes, name: str) -> str:
    """The text of `data`, without byte order mark; `name` is for the message of the SourceError."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, name)
    if encoding := _utf16_without_mark(data[:_SAMPLE]):
        return _strictly(data, encoding, name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _as_gb18030(data, name)
    if _is_binary(text[:_SAMPLE]):
        raise SourceError(f"{name}: this is binary data, not text; give a text, Markdown or other document file")
    return text


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        place = f"byte {error.start}"
        raise SourceError(f"{name}: damaged {encoding.upper()} text at {place}; save it again as UTF-8") from None
    if _is_binary(text[:_SAMPLE]):
        raise SourceError(f"{name}: this is binary data, not text; give a text, Markdown or other document file")
    return text


def _utf16_without_mark(sample: bytes) -> str:
    """UTF-16 without a mark shows in its line ends and blanks: every second byte of ASCII is zero."""
    little = sample.count(b"\n\x00") + sample.count(b" \x00")
    big = sample.count(b"\x00\n") + sample.count(b"\x00 ")
    if b"\x00" not in sample or len(sample) % 2:
        return ""
    for encoding, units in (("utf-16-le", little), ("utf-16-be", big)):
        if units and units >= max(little, big):
            try:
                text = sample.decode(encoding)
            except UnicodeDecodeError:
                continue
            if not _is_binary(text) and _plausible(text):
                return encoding
    return ""


def _as_gb18030(data: bytes, name: str) -> str:
    if b"\x00" not in data[:_SAMPLE]:
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError:
            pass
        else:
            if _plausible(text[:_SAMPLE]) and _reads_as_chinese(text[:_SAMPLE]):
                return text
        message = "its encoding is not known (UTF-8, UTF-16 and GB18030 are read); save it as UTF-8 and try again"
        raise SourceError(f"{name}: {message}")
    raise SourceError(f"{name}: this is binary data, not text; give a text, Markdown or other document file")


def _plausible(text: str) -> bool:
    """Whether nearly all characters are ASCII, general or Chinese punctuation, or common Chinese characters."""
    if not text:
        return True
    usual = sum(
        char < "\x80" or "\u2000" <= char <= "\u206f" or "\u3000" <= char <= "\u303f" or "\u4e00" <= char <= "\u9fff"
        or "\uff00" <= char <= "\uffef" or "\u00a0" <= char <= "\u00ff" or "\u2460" <= char <= "\u24ff"
        or "\u3220" <= char <= "\u3229"
        for char in text
    )  # fmt: skip
    return usual / len(text) >= _PLAUSIBLE_SHARE


def _reads_as_chinese(text: str) -> bool:
    """Whether the characters that Chinese uses most are there: other encodings come out as rare ones (mojibake)."""
    chinese = [char for char in text if "\u4e00" <= char <= "\u9fff"]
    usual = sum(char in _MOST_USED for char in chinese)
    return len(chinese) < _FEW_CHARACTERS or usual >= len(chinese) * _MOST_USED_SHARE


def _is_binary(text: str) -> bool:
    controls = sum(char < " " and char not in _TEXT_CONTROLS for char in text)
    return "\x00" in text or controls > len(text) * _CONTROL_SHARE
