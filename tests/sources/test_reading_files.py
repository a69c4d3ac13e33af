"""Bytes of every kind: what is read, what is refused, and with which words."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from unreader.sources import SourceError, read_bytes, read_file

TEXT = "第七十八届会议\n\n大会，\n\n1. 重申第78/229号决议；\n"
OFFICE = b"PK\x03\x04\x14\x00\x06\x00word/document.xml" + b"\x00" * 40


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("UTF-8", TEXT.encode()),
        ("UTF-8 with mark", b"\xef\xbb\xbf" + TEXT.encode()),
        ("UTF-16 with mark", TEXT.encode("utf-16")),
        ("UTF-16, big, with mark", b"\xfe\xff" + TEXT.encode("utf-16-be")),
        ("UTF-16 without mark", TEXT.encode("utf-16-le")),
        ("UTF-16, big, without mark", TEXT.encode("utf-16-be")),
        ("GB18030", TEXT.encode("gb18030")),
        ("line ends of Windows", TEXT.replace("\n", "\r\n").encode()),
        ("line ends of old Macs", TEXT.replace("\n", "\r").encode()),
    ],
)
def test_every_encoding_gives_the_same_text(name: str, data: bytes) -> None:
    read = read_bytes(data, "a.txt")
    assert read.text == TEXT
    assert read.source.sha256 == hashlib.sha256(data).hexdigest()
    assert (read.source.file, read.source.format) == ("a.txt", "text")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"  \n\t ", "nothing but blanks"),
        (b"\x00\x01\x02\x03" * 100, "binary"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "binary"),
        (b"\xff\xff\xfe\x81\x20" * 50, "encoding"),
        ("Résumé «ici»: été, où, déjà".encode("latin-1"), "encoding"),
        (
            ("経済社会理事会は、犯罪防止刑事司法委員会の勧告に基づき、次の決議を採択した。" * 3).encode("shift_jis"),
            "encoding",
        ),
        (b"\xff\xfe" + b"\x00\xd8\x00\xd8", "damaged"),
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        (OFFICE, "a.txt"),
        (b"PK\x03\x04\x00\x00other", "archive"),
        (b"{\\rtf1 x}", "Old Word"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(data: bytes, words: str) -> None:
    with pytest.raises(SourceError) as refusal:
        read_bytes(data, "a.txt")
    message = str(refusal.value)
    assert words in message
    assert message.startswith("a.txt: ")
    assert "\n" not in message


def test_markdown_is_told_by_its_marks_or_its_name() -> None:
    assert read_bytes(b"# Head\n\n1. **Recalls** it\n", "a.txt").source.format == "markdown"
    assert read_bytes(b"plain", "a.md").source.format == "markdown"
    assert read_bytes(b"plain", "a").source.format == "text"


def test_paths_that_are_no_file(tmp_path: Path) -> None:
    for path, words in [
        (tmp_path, "this is a folder"),
        (tmp_path / "missing.txt", "there is no such file"),
        (Path("/dev/null"), "not a regular file"),
        (Path("a\0b"), "cannot be read"),
    ]:
        with pytest.raises(SourceError, match=words):
            read_file(path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    closed = tmp_path / "closed.txt"
    closed.write_text("x")
    closed.chmod(0)
    with pytest.raises(SourceError, match="no permission"):
        read_file(closed)


def test_a_name_with_escapes_is_shown_and_not_obeyed(tmp_path: Path) -> None:
    evil = tmp_path / "a\x1b[31m\nb.txt"
    with pytest.raises(SourceError) as refusal:
        read_file(evil)
    assert "\x1b" not in str(refusal.value)
    assert "\n" not in str(refusal.value)
    evil.write_text("大会，", encoding="utf-8")
    assert read_file(evil).text == "大会，"


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(300_000_000)
    with pytest.raises(SourceError, match="300 MB is too large"):
        read_file(large)
