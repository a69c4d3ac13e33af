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
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from unreader.model import UnreaderError

_PATH = re.compile(r"[\w-]+(?:/[\w-]+)*")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_HEADER = re.compile(r'^\[\s*(?:"(?P<quoted>[^"\n]*)"|(?P<bare>[\w-]+))(?P<rest>[^\]\n]*)\]', re.MULTILINE)
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_LANGUAGES = ("zh", "en")
_BY_LANGUAGE = ("name", "definition", "use", "avoid")
_MARKS = ("letter", "sign", "colour")
_KEYS = frozenset({*_BY_LANGUAGE, *_MARKS, "examples"})

Topics = dict[str, "Topic"]


class CodebookError(UnreaderError):
    """A topic that is not there, cannot be made, or a topics.toml that cannot be read or written."""


class Topic(Struct, frozen=True):
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
    """The topics that the text of a file defines, by id, in tree order. `path` is for messages, which name the line."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CodebookError(f"{path} is not good TOML: {error}. Mend it there and try again.") from error
    lines = _Lines(path, text)
    topics: Topics = {}
    for name, entry in data.items():
        if not isinstance(entry, dict):
            raise CodebookError(f"{lines.at('', name)}: {name} stands outside any topic.")
        topics[checked_id(name, lines.at(name))] = _topic(lines, name, entry)
    for topic in topics.values():
        if topic.parent and topic.parent not in topics:
            raise CodebookError(
                f"{lines.at(topic.path)}: {topic.path} lies under {topic.parent}, which is not there. "
                f"Add [{topic.parent}]."
            )
    _check_distinct(lines, topics.values())
    return _in_tree_order(topics)


class _Lines:
    """Where something stands in the file, as a message begins: `topics.toml, line 12`."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._text = text

    def at(self, topic: str, key: str = "") -> str:
        """The line of a key of a topic ("": before any), else that of the topic, else the file alone."""
        sections = [(start, end) for name, start, end in _sections(self._text) if name == topic]
        if not topic:
            sections = [(0, next((start for _, start, _ in _sections(self._text)), len(self._text)))]
        for start, end in sections:
            header = _HEADER.search(self._text, start, end)
            place = header.start() if header else start
            found = re.compile(rf"^[ \t]*[\"']?{re.escape(key)}\b", re.MULTILINE).search(self._text, place, end)
            if key and found:
                place = found.start()
            elif not header:
                continue
            return f"{self._path}, line {self._text.count(chr(10), 0, place) + 1}"
        return str(self._path)


def _topic(lines: _Lines, name: str, entry: Mapping[str, Any]) -> Topic:
    if unknown := sorted(set(entry) - _KEYS):
        where = lines.at(name, unknown[0])
        raise CodebookError(f"{where}: [{name}] has {unknown[0]}, which is not one of: {', '.join(sorted(_KEYS))}.")
    texts = {key: _by_language(lines, name, key, entry.get(key, {})) for key in _BY_LANGUAGE}
    marks = {key: entry.get(key, "") for key in _MARKS}
    examples = entry.get("examples", [])
    if not isinstance(examples, list) or not all(isinstance(example, str) for example in examples):
        raise CodebookError(f"{lines.at(name, 'examples')}: the examples of [{name}] must be a list of texts.")
    _check_marks(lines, name, marks)
    return Topic(
        name, texts["name"], texts["definition"], texts["use"], texts["avoid"], tuple(examples),
        marks["letter"], marks["sign"], marks["colour"],
    )  # fmt: skip


def _by_language(lines: _Lines, topic: str, key: str, value: Any) -> dict[str, str]:
    """A text by language; a plain string counts for every language."""
    if isinstance(value, str):
        return dict.fromkeys(_LANGUAGES, value)
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        where = lines.at(topic, key)
        raise CodebookError(f'{where}: {key} of [{topic}] must be a text for each language, as in {key}.en = "...".')
    return dict(value)


def _check_marks(lines: _Lines, topic: str, marks: Mapping[str, Any]) -> None:
    letter, sign, colour = marks["letter"], marks["sign"], marks["colour"]
    if letter != "" and not (isinstance(letter, str) and len(letter) == 1 and letter.isascii() and letter.islower()):
        raise CodebookError(f"{lines.at(topic, 'letter')}: the letter of [{topic}] must be one of a to z.")
    if sign != "" and not (isinstance(sign, str) and _is_narrow(sign)):
        raise CodebookError(
            f"{lines.at(topic, 'sign')}: the sign of [{topic}] must be one character that is one cell wide in every "
            "terminal, as ✦ or #."
        )
    if colour != "" and not (isinstance(colour, str) and _COLOUR.fullmatch(colour)):
        raise CodebookError(f'{lines.at(topic, "colour")}: the colour of [{topic}] must be as in "#D55E00".')


def _is_narrow(sign: str) -> bool:
    """Whether a sign is one printable character that is one cell wide, also where ambiguous widths are two."""
    return (
        len(sign) == 1
        and sign.isprintable()
        and not sign.isspace()
        and unicodedata.east_asian_width(sign) in ("N", "Na", "H")
        and not unicodedata.combining(sign)
    )


def _check_distinct(lines: _Lines, topics: Iterable[Topic]) -> None:
    letters: dict[tuple[str, str], str] = {}
    signs: dict[str, str] = {}
    for topic in topics:
        one = topic.path
        if topic.letter and (other := letters.setdefault((topic.parent, topic.letter), one)) != one:
            where = lines.at(one, "letter")
            raise CodebookError(f"{where}: {other} and {one} have the same letter, {topic.letter}.")
        if topic.sign and (other := signs.setdefault(topic.sign, one)) != one:
            raise CodebookError(f"{lines.at(one, 'sign')}: {other} and {one} have the same sign, {topic.sign}.")


def checked_id(name: str, where: str = "") -> str:
    """A topic's id as it is stored. Raises CodebookError, with `where` it stands, for what cannot be one."""
    name = name.strip().strip("/")
    if not _PATH.fullmatch(name) or name != name.casefold():
        begins = f"{where}: " if where else ""
        raise CodebookError(
            f"{begins}{name or chr(34) * 2} cannot be a topic's id: use small letters, digits and hyphens, "
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


def with_changed(text: str, old: Topic, new: Topic) -> str:
    """The text with other facts of a topic (not another id): its statements are changed one by one, comments stay."""
    for name, start, end in _sections(text):
        if name == old.path:
            return text[:start] + _section_changed(text[start:end], old, new) + text[end:]
    return text


def _section_changed(section: str, old: Topic, new: Topic) -> str:
    """A section, header and all, with the statements of the facts that are other ones replaced."""
    before, after = _statements(old), _statements(new)
    changed = [key for key in (*_BY_LANGUAGE, *_MARKS, "examples") if before.get(key) != after.get(key)]
    head, body = _head_and_body(section)
    pieces = _pieces(body)
    for key in changed:
        fresh = after.get(key, "")
        mine = [number for number, (found, _) in enumerate(pieces) if found == key]
        if mine:
            comment = _comment_behind(pieces[mine[0]][1])
            pieces[mine[0]] = (
                key,
                f"{fresh[:-1]}{comment}\n" if fresh and comment and "\n" not in fresh[:-1] else fresh,
            )
            pieces = [piece for number, piece in enumerate(pieces) if number not in mine[1:]]
        elif fresh:
            last = max((number for number, (found, _) in enumerate(pieces) if found), default=-1)
            pieces.insert(last + 1, (key, fresh))
    return head + "".join(piece for _, piece in pieces)


def _head_and_body(section: str) -> tuple[str, str]:
    header = _HEADER.search(section)
    end = section.find("\n", header.start()) + 1 if header else 0
    return (section[:end], section[end:]) if end else (section + "\n", "")


def _pieces(body: str) -> list[tuple[str, str]]:
    """A section's lines as statements with the key that they are about, and what stands between them ("")."""
    pieces: list[tuple[str, str]] = []
    lines = body.splitlines(keepends=True)
    while lines:
        count = 1
        if lines[0].strip() and not lines[0].lstrip().startswith("#"):
            while count < len(lines) and not _parses("".join(lines[:count])):
                count += 1
        piece = "".join(lines[:count])
        pieces.append((next(iter(tomllib.loads(piece) if _parses(piece) else ()), ""), piece))
        del lines[:count]
    if pieces and not pieces[-1][1].endswith("\n"):
        pieces[-1] = (pieces[-1][0], pieces[-1][1] + "\n")
    return pieces


def _parses(text: str) -> bool:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True


def _comment_behind(statement: str) -> str:
    """The comment behind a statement of one line, with the blanks before it; empty if there is none."""
    line = statement.rstrip("\n")
    for at, character in enumerate(line):
        if character == "#" and _parses(line[:at]):
            return line[len(line[:at].rstrip()) :]
    return ""


def with_topic(text: str, topic: Topic) -> str:
    """The text with a section for a topic at its end."""
    gap = "" if not text.strip() else "\n" if text.endswith("\n") else "\n\n"
    return f"{text}{gap}{_section(topic)}"


def _section(topic: Topic) -> str:
    return "\n".join([f"[{_key(topic.path)}]", ""]) + "".join(_statements(topic).values())


def _statements(topic: Topic) -> dict[str, str]:
    """The lines that say each fact of a topic, by key; facts that it has not are left out."""
    found = {}
    for key, texts in zip(_BY_LANGUAGE, (topic.names, topic.definitions, topic.use, topic.avoid), strict=True):
        found[key] = "".join(f"{key}.{_key(language)} = {_string(text)}\n" for language, text in texts.items())
    for key in _MARKS:
        found[key] = f"{key} = {_string(getattr(topic, key))}\n" if getattr(topic, key) else ""
    examples = "".join(f"    {_string(example)},\n" for example in topic.examples)
    found["examples"] = f"examples = [\n{examples}]\n" if examples else ""
    return {key: lines for key, lines in found.items() if lines}


def _key(name: str) -> str:
    return name if _BARE_KEY.fullmatch(name) else _string(name)


def _string(text: str) -> str:
    """A TOML basic string; JSON's escapes are TOML's, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
