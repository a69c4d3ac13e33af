"""Kill -9 at random moments: is an acknowledged change ever lost, a store ever unreadable, a change half there?

    python bench/torture.py --trials 1000

A child process tags, untags, writes notes, imports annotations, adds and merges topics (the codebook's file and the
annotations as one), undoes, redoes, changes many at once and folds, and says after each change that it is done; it is
killed at a random moment, at times while it opens the store that the last kill left behind. The store must then hold
what was acknowledged, or that and the one change that was under way, whole, and the codebook's file with it. What it
should hold is worked out by a model of a few lines that shares no code with the store. Then: several processes at once,
of which some are killed; a full disk; files cut, garbled or removed after a kill.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from unreader.annotating import Anchor, Annotation, Annotations, Place, StoreError
from unreader.annotating.codebook import Codebook, CodebookError
from unreader.annotating.merging import merge, weigh
from unreader.annotating.topic_changes import add_topic, make, merge_topics
from unreader.model import Address

PATHS = [f"op{number}" for number in range(1, 60)]
TOPICS = ("trafficking", "cybercrime", "environment", "trafficking/persons")
#: Places that come by import alone, each always with the same id.
IMPORTED = [f"para{number}" for number in range(1, 10)]
MERGED = ("cybercrime>environment", "environment>cybercrime", "trafficking/persons>cybercrime")
CODEBOOK = "".join(f'["{topic}"]\n' for topic in TOPICS)
PLACE = Place("强调指出必须防止和打击一切形式的贩运人口活动；", "前一段", "后一段", "version", "zh")

#: What a paragraph has: topics in order, and the note.
Entry = tuple[tuple[str, ...], str]
#: (operation, path or paths, argument)
Change = tuple[str, tuple[str, ...], str]


#: What the store and the codebook hold: entries by path, and the ids of the topics.
State = tuple[dict[str, Entry], frozenset[str]]


@dataclass
class Model:
    """What there should be, and the way back and forth."""

    state: State = field(default_factory=lambda: ({}, frozenset(TOPICS)))
    past: list[State] = field(default_factory=list)
    future: list[State] = field(default_factory=list)

    def apply(self, change: Change) -> None:
        operation, paths, argument = change
        if operation == "undo":
            if self.past:
                self.future.append(self.state)
                self.state = self.past.pop()
            return
        if operation == "redo":
            if self.future:
                self.past.append(self.state)
                self.state = self.future.pop()
            return
        if operation == "fold":
            return
        entries, topics = self.state
        if operation == "merge":
            changed = merged(entries, topics, argument)
        elif operation == "add":
            changed = (entries, topics | {argument})
        elif operation == "import":
            changed = ({**{path: ((argument,), "") for path in paths if path not in entries}, **entries}, topics)
        else:
            changed = (edited(entries, change), topics)
        if changed != self.state:
            self.past.append(self.state)
            self.future.clear()
            self.state = changed

    def copy(self) -> Model:
        return Model(self.state, list(self.past), list(self.future))


def edited(entries: dict[str, Entry], change: Change) -> dict[str, Entry]:
    """The entries after a tag, a note, or what takes them away."""
    operation, paths, argument = change
    changed = dict(entries)
    for path in paths:
        topics, note = changed.get(path, ((), ""))
        if operation == "note":
            note = argument
        elif operation == "untag" or (operation == "toggle" and argument in topics):
            topics = tuple(topic for topic in topics if topic != argument)
        elif argument not in topics:
            topics = (*topics, argument)
        changed.pop(path, None)
        if topics or note:
            changed[path] = (topics, note)
    return changed


def merged(entries: dict[str, Entry], topics: frozenset[str], argument: str) -> State:
    """Entries and codebook after a topic was taken out in favour of another, where both are there."""
    source, target = argument.split(">")
    if not {source, target} <= topics:
        return entries, topics
    changed = {}
    for path, (had, note) in entries.items():
        has = tuple(dict.fromkeys(target if topic == source else topic for topic in had)) if source in had else had
        changed[path] = (has, note)
    return changed, topics - {source}


def seeded(seed: int) -> random.Random:
    """A source of chance that gives the same again."""
    return random.Random(seed)  # noqa: S311


def random_change(chance: random.Random) -> Change:
    operation = chance.choices(
        ("tag", "untag", "toggle", "note", "many", "undo", "redo", "fold", "import", "merge", "add"),
        (8, 4, 6, 4, 2, 4, 2, 1, 2, 2, 2),
    )[0]
    path, topic = chance.choice(PATHS), chance.choice(TOPICS)
    if operation == "note":
        return operation, (path,), chance.choice(("", "见第三十七段", "a note\nof two lines", "x" * 5000))
    if operation == "many":
        return operation, tuple(chance.sample(PATHS, 20)), topic
    if operation == "import":
        return operation, tuple(chance.sample(IMPORTED, 3)), topic
    if operation == "merge":
        return operation, (), chance.choice(MERGED)
    if operation == "add":
        return operation, (), chance.choice(TOPICS[1:])
    return operation, (path,), topic


def perform(annotations: Annotations, made: Change) -> None:
    operation, paths, argument = made
    addresses = [Address("A/RES/78/229", path) for path in paths]
    if operation == "tag":
        annotations.tag(addresses[0], argument, PLACE)
    elif operation == "untag":
        annotations.untag(addresses[0], argument)
    elif operation == "toggle":
        annotations.toggle(addresses[0], argument, PLACE)
    elif operation == "note":
        annotations.note(addresses[0], argument, PLACE)
    elif operation == "many":
        with annotations.step("many"):
            for address in addresses:
                annotations.tag(address, argument, PLACE)
    elif operation == "import":
        merge(annotations, weigh(annotations, [imported(path, argument) for path in paths]))
    elif operation in ("merge", "add"):
        codebook = Codebook.open(annotations.folder / "topics.toml")
        with suppress(CodebookError):  # there is no such topic now, or it is there already
            if operation == "merge":
                change = merge_topics(codebook, annotations, *argument.split(">"))
            else:
                change = add_topic(codebook, argument)
            make(change, codebook, annotations)
    elif operation == "undo":
        annotations.undo()
    elif operation == "redo":
        annotations.redo()
    else:
        annotations.fold()


def imported(path: str, topic: str) -> Annotation:
    """An annotation as another reader's file has it."""
    text, at = PLACE.text, "2024-01-01T00:00:00Z"
    address = Address("E/2024/30", path, "zh")
    return Annotation(f"imported-{path}", address, (topic,), "", text, 0, len(text), "other", at, at, Anchor())


def held(annotations: Annotations) -> State:
    """What there is: in the store, and in the codebook's file."""
    entries = {one.address.path: (one.topics, one.note) for one in annotations.all()}
    return entries, frozenset(topic.path for topic in Codebook.open(annotations.folder / "topics.toml").topics)


def new_folder(folder: Path) -> None:
    """An annotations folder with nothing but a codebook."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "topics.toml").write_text(CODEBOOK, "utf-8")


def fork(work: Callable[[], None]) -> int:
    """Run something in a child process; its id."""
    child = os.fork()
    if child == 0:
        status = 1
        with suppress(BaseException):
            work()
            status = 0
        os._exit(status)
    return child


def kill(child: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def run_until_killed(folder: Path, seed: int, delay: float) -> int:
    """Kill a child that makes the changes of this seed; how many it acknowledged."""
    reading, writing = os.pipe()

    def work() -> None:
        os.close(reading)
        chance = seeded(seed)
        annotations = Annotations(folder, author="torture")
        while True:
            perform(annotations, random_change(chance))
            os.write(writing, b".")

    child = fork(work)
    os.close(writing)
    time.sleep(delay)
    kill(child)
    acknowledged = 0
    while data := os.read(reading, 1 << 16):
        acknowledged += len(data)
    os.close(reading)
    return acknowledged


def pace(folder: Path) -> float:
    """Seconds in which this disk takes some fifty changes: kills fall within them."""
    new_folder(folder)
    changes, annotations = seeded(1), Annotations(folder, author="torture")
    begun = time.perf_counter()
    for _ in range(50):
        perform(annotations, random_change(changes))
    return min(2.0, max(0.04, time.perf_counter() - begun))


def trial(folder: Path, model: Model, seed: int, chance: random.Random, counts: Counter[str], longest: float) -> Model:
    """One kill, and what the store holds after it."""
    acknowledged = run_until_killed(folder, seed, chance.uniform(0, longest))
    counts["acknowledged"] += acknowledged
    changes = seeded(seed)
    for _ in range(acknowledged):
        model.apply(random_change(changes))
    one_more = model.copy()
    one_more.apply(random_change(changes))
    try:
        annotations = Annotations(folder, author="torture")
    except StoreError:
        counts["unreadable"] += 1
        raise
    counts["recovered"] += bool(annotations.problems())
    found = held(annotations)
    for state in (model, one_more):
        if found == state.state and same_way_back(annotations, state):
            return state
    counts["lost or half applied"] += 1
    return Model(found, [], [])


def same_way_back(annotations: Annotations, model: Model) -> bool:
    """Whether there is as much to undo as there should be."""
    return sum(not step.undone for step in annotations.history()) == len(model.past)


def kills(folder: Path, trials: int, chance: random.Random) -> Counter[str]:
    counts: Counter[str] = Counter({"unreadable": 0, "lost or half applied": 0})
    model = Model()
    longest = pace(folder)
    new_folder(folder)
    for number in range(trials):
        if number % 100 == 99:
            new_folder(folder)
            model = Model()
        model = trial(folder, model, chance.randrange(1 << 30), chance, counts, longest)
        counts["trials"] += 1
    return counts


def together(folder: Path, trials: int, chance: random.Random) -> Counter[str]:
    """Three processes, each with paragraphs of its own, killed one after the other."""
    counts: Counter[str] = Counter({"lost": 0})
    longest = pace(folder)
    for _ in range(trials):
        shutil.rmtree(folder, ignore_errors=True)
        pipes, children = [], []
        for name in "abc":
            reading, writing = os.pipe()

            def work(name: str = name, writing: int = writing) -> None:
                annotations = Annotations(folder, author=name)
                for number in range(10_000):
                    annotations.tag(Address(name.upper(), f"op{number}"), "trafficking", PLACE)
                    os.write(writing, b".")
                    if number % 17 == 0:
                        annotations.fold()

            children.append(fork(work))
            os.close(writing)
            pipes.append(reading)
        for child in children:
            time.sleep(chance.uniform(0.1, 1.2) * longest)
            kill(child)
        annotations = Annotations(folder)
        for name, reading in zip("ABC", pipes, strict=True):
            acknowledged = 0
            while data := os.read(reading, 1 << 16):
                acknowledged += len(data)
            os.close(reading)
            paths = {one.address.path for one in annotations.of_document(name)}
            counts["acknowledged"] += acknowledged
            counts["lost"] += len({f"op{number}" for number in range(acknowledged)} - paths)
        counts["trials"] += 1
    return counts


def full_disk(folder: Path, trials: int, chance: random.Random) -> Counter[str]:
    """A limit on the size of files that is reached in the middle of a change or a fold."""
    counts: Counter[str] = Counter({"wrong": 0})
    for _ in range(trials):
        new_folder(folder)
        limit, seed = chance.randrange(200, 20_000), chance.randrange(1 << 30)
        reading, writing = os.pipe()

        def work(limit: int = limit, seed: int = seed, writing: int = writing) -> None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            changes = seeded(seed)
            annotations = Annotations(folder, author="torture")
            while True:
                perform(annotations, random_change(changes))
                os.write(writing, b".")

        child = fork(work)
        os.close(writing)
        os.waitpid(child, 0)
        acknowledged = len(b"".join(iter(lambda: os.read(reading, 1 << 16), b"")))  # noqa: B023
        os.close(reading)
        model, changes = Model(), seeded(seed)
        for _ in range(acknowledged):
            model.apply(random_change(changes))
        counts["acknowledged"] += acknowledged
        counts["wrong"] += held(Annotations(folder)) != model.state
        counts["trials"] += 1
    return counts


def corruption(folder: Path, trials: int, chance: random.Random) -> Counter[str]:
    """One file cut, garbled, emptied or removed after a kill: the rest must give everything back."""
    counts: Counter[str] = Counter({"lost": 0, "unreadable": 0})
    longest = pace(folder)
    for _ in range(trials):
        new_folder(folder)
        seed = chance.randrange(1 << 30)
        run_until_killed(folder, seed, chance.uniform(longest / 2, 1.5 * longest))
        annotations = Annotations(folder)
        expected = held(annotations)
        path = folder / chance.choice(("annotations.json", "annotations.json.bak", "annotations.journal.old"))
        if not path.exists():
            continue
        data = bytearray(path.read_bytes())
        way = chance.randrange(4)
        if way == 0:
            path.unlink()
        elif way == 1:
            path.write_bytes(data[: chance.randrange(len(data) + 1)])
        elif way == 2:
            path.write_bytes(b"\0" * len(data))
        else:
            at = chance.randrange(len(data) + 1)
            data[at : at + 64] = chance.randbytes(64)
            path.write_bytes(data)
        try:
            found = held(Annotations(folder))
        except StoreError:
            counts["unreadable"] += 1
            continue
        counts["lost"] += found != expected
        counts["trials"] += 1
    return counts


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--trials", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 30))
    options = parser.parse_args()
    chance = seeded(options.seed)
    folder = Path(tempfile.mkdtemp(prefix="torture-")) / "annotations"
    bad = 0
    print(f"seed {options.seed}")
    try:
        for title, work, trials in (
            ("kill -9", kills, options.trials),
            ("kill -9, three at once", together, max(1, options.trials // 20)),
            ("disk full", full_disk, max(1, options.trials // 10)),
            ("one file damaged", corruption, max(1, options.trials // 10)),
        ):
            counts = work(folder, trials, chance)
            new_folder(folder)
            print(f"{title}: " + ", ".join(f"{count} {name}" for name, count in sorted(counts.items())))
            bad += sum(counts[name] for name in ("unreadable", "lost or half applied", "lost", "wrong"))
    finally:
        shutil.rmtree(folder.parent)
    print("nothing was lost" if not bad else f"{bad} FAILURES")
    return min(bad, 1)


if __name__ == "__main__":
    sys.exit(main())
