"""What a person decided about stages: `annotations/stages.toml` of a library, which a person can read and mend.

[[follows]]    earlier, later: the one text became the other
[[unrelated]]  texts: these two are no stages of one text, however like they are
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

from msgspec import Struct

from unreader.model import Address, UnreaderError

FILE = Path("annotations") / "stages.toml"
_HEAD = (
    "# Which texts are stages of one text, as a person decided. [[follows]]: earlier became later.\n"
    "# [[unrelated]]: the two texts are not stages of one text.\n"
)


class DecisionError(UnreaderError):
    """The decisions about stages cannot be read or written."""


class Decisions(Struct, frozen=True):
    """Pairs of addresses: (earlier, later) that a person confirmed, and those that are unrelated."""

    follows: tuple[tuple[Address, Address], ...] = ()
    unrelated: frozenset[frozenset[Address]] = frozenset()


def read_decisions(root: Path) -> Decisions:
    """The decisions of a library; none where there is no file. Raises DecisionError."""
    path = root / FILE
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        follows = [(Address.parse(one["earlier"]), Address.parse(one["later"])) for one in data.get("follows", [])]
        unrelated = [frozenset(map(Address.parse, one["texts"])) for one in data.get("unrelated", [])]
    except FileNotFoundError:
        return Decisions()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DecisionError(f"{path} cannot be read: {error}; mend it or delete it") from None
    except (KeyError, TypeError, AttributeError) as error:
        raise DecisionError(f"{path}: a table is not as its head says ({error!r}); mend it or delete it") from None
    return Decisions(tuple(follows), frozenset(unrelated))


def decide_follows(root: Path, earlier: Address, later: Address) -> None:
    """A person says that one text became another. Raises DecisionError."""
    had = read_decisions(root)
    kept = tuple(pair for pair in had.follows if set(pair) != {earlier, later})
    _write(root, Decisions((*kept, (earlier, later)), had.unrelated - {frozenset((earlier, later))}))


def decide_unrelated(root: Path, one: Address, other: Address) -> None:
    """A person says that two texts are no stages of one text. Raises DecisionError."""
    had = read_decisions(root)
    kept = tuple(pair for pair in had.follows if set(pair) != {one, other})
    _write(root, Decisions(kept, had.unrelated | {frozenset((one, other))}))


def forget(root: Path, one: Address, other: Address) -> bool:
    """Take back what a person said of two texts; whether there was anything. Raises DecisionError."""
    had, both = read_decisions(root), frozenset((one, other))
    kept = tuple(pair for pair in had.follows if frozenset(pair) != both)
    if kept == had.follows and both not in had.unrelated:
        return False
    _write(root, Decisions(kept, had.unrelated - {both}))
    return True


def _write(root: Path, decisions: Decisions) -> None:
    lines = [_HEAD]
    for earlier, later in decisions.follows:
        lines.append(f'[[follows]]\nearlier = "{_quoted(earlier)}"\nlater = "{_quoted(later)}"\n')
    for pair in sorted(sorted(map(str, pair)) for pair in decisions.unrelated):
        lines.append("[[unrelated]]\ntexts = [" + ", ".join(f'"{_escaped(one)}"' for one in pair) + "]\n")
    path = root / FILE
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("w", encoding="utf-8") as file:
            file.write("\n".join(lines))
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise DecisionError(f"{path} cannot be written: {error.strerror or error}") from None


def _quoted(address: Address) -> str:
    return _escaped(str(address.plain))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
