"""The program's folders are those of platformdirs."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from unreader.folders import Kind, user_folder


@pytest.mark.parametrize("kind", ["cache", "config", "data", "state"])
@pytest.mark.parametrize("named", ["", "/somewhere/else", "a relative one"])
def test_a_folder_is_that_of_the_platform(monkeypatch: pytest.MonkeyPatch, kind: Kind, named: str) -> None:
    monkeypatch.setenv(f"XDG_{kind.upper()}_HOME", named)
    known = getattr(platformdirs, f"user_{kind}_dir")("unreader", appauthor=False)
    assert user_folder(kind) == Path(known)
