from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.tui.reader import REPOSITORY, plant_library


@pytest.fixture(scope="session")
def shared_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return plant_library(tmp_path_factory.mktemp("shared") / "library")


@pytest.fixture(scope="session")
def shared_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def library_root(shared_library: Path, shared_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The four documents, parsed once for all tests; annotations and state of this test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(shared_cache))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("UNREADER_AUTHOR", "Reader")
    monkeypatch.setenv("COLORTERM", "truecolor")
    shutil.rmtree(shared_library / "annotations")
    (shared_library / "annotations").mkdir()
    shutil.copyfile(REPOSITORY / "annotations" / "topics.toml", shared_library / "annotations" / "topics.toml")
    return shared_library
