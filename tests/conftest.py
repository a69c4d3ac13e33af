"""What tests share: a copy of the repository's library, and the library opened on it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from unreader.library import Library
from unreader.library.home import index_file

ROOT = Path(__file__).parent.parent

# Commands and screens speak the language of the person: here English, whoever runs the tests.
for _name in ("LC_MESSAGES", "LANGUAGE"):
    os.environ.pop(_name, None)
os.environ["LC_ALL"] = "C.UTF-8"

# The same inputs on every run: a change breaks tests, chance does not. bench/fuzz.py looks at other ones.
settings.register_profile("same every time", derandomize=True, database=None)
settings.load_profile("same every time")


def pytest_xdist_auto_num_workers() -> int:
    """Two for each core: tests of the screen wait for it half of their time."""
    return 2 * (os.cpu_count() or 1)


@pytest.fixture(scope="session")
def library() -> Library:
    """The four documents, read only: what visits a file takes a library of its own. Nothing is written anywhere."""
    return Library(ROOT, cache=False)


@pytest.fixture(scope="session")
def prepared_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the four documents, made once: a fresh library that is given a copy parses nothing again."""
    file = tmp_path_factory.mktemp("prepared") / "index.sqlite"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("unreader.library.holdings.index_file", lambda root: file)
        prepared = Library(ROOT)
        for entry in prepared.entries():
            prepared.counts(entry.symbol, entry.language)
        prepared._holdings._index.close()
    return file


@pytest.fixture
def library_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, prepared_index: Path) -> Path:
    """A fresh copy of the library in a folder of its own, with every user folder beside it."""
    folder = tmp_path / "library"
    shutil.copytree(ROOT / "texts", folder / "texts")
    (folder / "annotations").mkdir()
    shutil.copy(ROOT / "annotations" / "topics.toml", folder / "annotations" / "topics.toml")
    for name in ("DATA", "STATE", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("UNREADER_LIBRARY", raising=False)
    own_index = index_file(folder)
    own_index.parent.mkdir(parents=True)
    shutil.copyfile(prepared_index, own_index)
    return folder


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder with whole sample documents, named by UNREADER_SAMPLES."""
    folder = os.environ.get("UNREADER_SAMPLES")
    if not folder or not Path(folder).is_dir():
        pytest.skip("UNREADER_SAMPLES names no folder with sample documents")
    return Path(folder)
