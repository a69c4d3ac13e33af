"""The text of `topics.toml`: reading and checking it, and changing it section by section so that comments stay.

A topic is a table named by its path; see annotations/topics.toml for an example with everything in it. Errors are
CodebookError and say which file, which topic and what to do.
"""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from unreader.model import UnreaderError

_PATH = re.compile(r"[\w-]+(?:/[\w-]+)*")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_HEADER = re.compile(r'^\[\s*(?:"(?P<quoted>[^"\n]*)"|(?P<bare>[\w-]+))(?P<rest>[^\]\n]*)\]', re.MULTILINE)
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_LANGUAGES = ("zh", "en")
_BY_LANGUAGE = ("name", "definition", "use", "avoid")
_KEYS = frozenset({*_BY_LANGUAGE, "letter", "sign", "colour", "examples"})

Topics = dict[str, "Topic"]


class CodebookError(UnreaderError):
    """A topic that is not there, cannot be made, or a topics.toml that cannot be read or written."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic. `path` is its id; the texts are by language (zh, en) and may be missing."""

    path: str
    names: Mapping[str, str] = field(default_factory=dict)
    definitions: Mapping[str, str] = field(default_factory=dict)
    use: Mapping[str, str] = field(default_factory=dict)
    avoid: Mapping[str, str] = field(default_factory=dict)
    examples: tuple[str, ...] = ()
    letter: str = ""
    sign: str = ""
    colour: str = ""

    @property
    def parent(self) -> str:
        """The id of the topic above; empty at the top."""
        return self.path.rpartition("/")[0]

    def name(self, language: str) -> str:
        """The name in a language, else in another, else the last part of the id."""
        return self.names.get(language) or next(iter(self.names.values()), "") or self.path.rpartition("/")[2]


def read_topics(path: Path, text: str) -> Topics:
    """The topics that the text of a file defines, by id, in tree order. `path` is for messages."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CodebookError(f"{path} is not good TOML: {error}. Mend it there and try again.") from error
    topics: Topics = {}
    for name, entry in data.items():
        if isinstance(entry, dict):
            topics[checked_id(name, path)] = _topic(path, name, entry)
        else:
            raise CodebookError(f"{path}: {name} stands outside any topic.")
    for topic in topics.values():
        if topic.parent and topic.parent not in topics:
            raise CodebookError(
                f"{path}: {topic.path} lies under {topic.parent}, which is not there. Add [{topic.parent}]."
            )
    _check_distinct(path, topics.values())
    return _in_tree_order(topics)


def _topic(path: Path, name: str, entry: Mapping[str, Any]) -> Topic:
    if unknown := sorted(set(entry) - _KEYS):
        raise CodebookError(f"{path}: [{name}] has {unknown[0]}, which is not one of: {', '.join(sorted(_KEYS))}.")
    texts = {key: _by_language(path, name, key, entry.get(key, {})) for key in _BY_LANGUAGE}
    marks = {key: entry.get(key, "") for key in ("letter", "sign", "colour")}
    examples = entry.get("examples", [])
    if not isinstance(examples, list) or not all(isinstance(example, str) for example in examples):
        raise CodebookError(f"{path}: the examples of [{name}] must be a list of texts.")
    _check_marks(path, name, marks)
    return Topic(
        name, texts["name"], texts["definition"], texts["use"], texts["avoid"], tuple(examples),
        marks["letter"], marks["sign"], marks["colour"],
    )  # fmt: skip


def _by_language(path: Path, topic: str, key: str, value: Any) -> dict[str, str]:
    """A text by language; a plain string counts for every language."""
    if isinstance(value, str):
        return dict.fromkeys(_LANGUAGES, value)
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise CodebookError(f'{path}: {key} of [{topic}] must be a text for each language, as in {key}.en = "...".')
    return dict(value)


def _check_marks(path: Path, topic: str, marks: Mapping[str, Any]) -> None:
    letter, sign, colour = marks["letter"], marks["sign"], marks["colour"]
    if letter != "" and not (isinstance(letter, str) and len(letter) == 1 and letter.isascii() and letter.islower()):
        raise CodebookError(f"{path}: the letter of [{topic}] must be one of a to z.")
    if sign != "" and not (isinstance(sign, str) and _is_narrow(sign)):
        raise CodebookError(
            f"{path}: the sign of [{topic}] must be one character that is one cell wide in every terminal, as ✦ or #."
        )
    if colour != "" and not (isinstance(colour, str) and _COLOUR.fullmatch(colour)):
        raise CodebookError(f'{path}: the colour of [{topic}] must be as in "#D55E00".')


def _is_narrow(sign: str) -> bool:
    """Whether a sign is one printable character that is one cell wide, also where ambiguous widths are two."""
    return (
        len(sign) == 1
        and sign.isprintable()
        and not sign.isspace()
        and unicodedata.east_asian_width(sign) in ("N", "Na", "H")
        and not unicodedata.combining(sign)
    )


def _check_distinct(path: Path, topics: Iterable[Topic]) -> None:
    letters: dict[tuple[str, str], str] = {}
    signs: dict[str, str] = {}
    for topic in topics:
        if topic.letter and (other := letters.setdefault((topic.parent, topic.letter), topic.path)) != topic.path:
            raise CodebookError(f"{path}: {other} and {topic.path} have the same letter, {topic.letter}.")
        if topic.sign and (other := signs.setdefault(topic.sign, topic.path)) != topic.path:
            raise CodebookError(f"{path}: {other} and {topic.path} have the same sign, {topic.sign}.")


def checked_id(name: str, file: Path | None = None) -> str:
    """A topic's id as it is stored. Raises CodebookError for what cannot be one."""
    name = name.strip().strip("/")
    if not _PATH.fullmatch(name) or name != name.casefold():
        where = f"{file}: " if file else ""
        raise CodebookError(
            f"{where}{name or 'an empty name'} cannot be a topic's id: use small letters, digits and hyphens, "
            "and a / for a topic under another."
        )
    return name


def _in_tree_order(topics: Topics) -> Topics:
    def walk(parent: str) -> Iterator[Topic]:
        for topic in topics.values():
            if topic.parent == parent:
                yield topic
                yield from walk(topic.path)

    return {topic.path: topic for topic in walk("")}


def _sections(text: str) -> list[tuple[str, int, int]]:
    """The stretches of the text that belong to topics: id, start, end. Comments right above a header go with it."""
    starts: list[tuple[str, int]] = []
    for match in _HEADER.finditer(text):
        name = match["quoted"] if match["quoted"] is not None else match["bare"]
        starts.append((name, _with_comments_above(text, match.start())))
    ends = [*(start for _, start in starts), len(text)][1:]
    return [(name, start, end) for (name, start), end in zip(starts, ends, strict=True)]


def _with_comments_above(text: str, start: int) -> int:
    header = start
    while start:
        line_start = text.rfind("\n", 0, start - 1) + 1
        if not text[line_start:start].startswith("#"):
            return start
        start = line_start
    # Comments at the very beginning are about the file.
    return header


def without(text: str, names: set[str]) -> str:
    """The text without the sections of these topics."""
    for name, start, end in reversed(_sections(text)):
        if name in names:
            text = text[:start] + text[end:]
    return text


def moved(text: str, topics: Topics, old: str, new: str) -> tuple[str, Topics]:
    """Text and topics with one topic, and those below it, under another id."""

    def renamed(name: str) -> str:
        return new + name[len(old) :] if name == old or name.startswith(f"{old}/") else name

    def header(match: re.Match[str]) -> str:
        name = match["quoted"] if match["quoted"] is not None else match["bare"]
        return match[0] if renamed(name) == name else f"[{_key(renamed(name))}{match['rest']}]"

    return _HEADER.sub(header, text), {
        renamed(name): replace(topic, path=renamed(name)) for name, topic in topics.items()
    }


def with_topic(text: str, topic: Topic) -> str:
    """The text with a section for a topic at its end."""
    gap = "" if not text.strip() else "\n" if text.endswith("\n") else "\n\n"
    return f"{text}{gap}{_section(topic)}"


def _section(topic: Topic) -> str:
    lines = [f"[{_key(topic.path)}]"]
    for key, texts in zip(_BY_LANGUAGE, (topic.names, topic.definitions, topic.use, topic.avoid), strict=True):
        lines += [f"{key}.{_key(language)} = {_string(text)}" for language, text in texts.items()]
    lines += [f"{key} = {_string(getattr(topic, key))}" for key in ("letter", "sign", "colour") if getattr(topic, key)]
    if topic.examples:
        lines += ["examples = [", *(f"    {_string(example)}," for example in topic.examples), "]"]
    return "\n".join(lines) + "\n"


def _key(name: str) -> str:
    return name if _BARE_KEY.fullmatch(name) else _string(name)


def _string(text: str) -> str:
    """A TOML basic string; JSON's escapes are TOML's, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
