"""Files that are named by URLs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from unreader.sources import SourceError
from unreader.sources.file_urls import path_of

pytestmark = pytest.mark.skipif(os.name != "posix", reason="paths are written otherwise")


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("text.pdf", "text.pdf"),
        ("files/a%20b.txt", "files/a%20b.txt"),
        ("file:///home/me/text.pdf", "/home/me/text.pdf"),
        ("file:/home/me/text.pdf", "/home/me/text.pdf"),
        ("file://localhost/home/me/%E5%86%B3%E8%AE%AE%20%231%25.txt", "/home/me/决议 #1%.txt"),
        ("FILE:///a+b?c.txt", "/a+b?c.txt"),
        (f"file://{os.uname().nodename}/a.txt", "/a.txt"),
        ("file:///%FF.txt", os.fsdecode(b"/\xff.txt")),
    ],
)
def test_a_name_is_a_path_or_a_url(name: str, path: str) -> None:
    assert path_of(name) == Path(path)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("file://fileserver/share/a.txt", "on another computer (fileserver)"),
        ("file:a.txt", "names no file"),
        ("file://", "names no file"),
        ("file:///a%00b", "names no file"),
    ],
)
def test_a_url_of_no_file_here_is_refused(name: str, said: str) -> None:
    with pytest.raises(SourceError) as error:
        path_of(name)
    assert said in str(error.value)
    assert "\n" not in str(error.value)
