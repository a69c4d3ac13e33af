from __future__ import annotations

from pathlib import Path

import pytest

from unreader.settings import OPTIONS, parse_settings, read_settings, settings_file


def test_what_is_written_is_chosen() -> None:
    settings = parse_settings('author = "Ana"\n[reading]\ntheme = "nord"\n[citations]\nstyle = "apa"\n')
    assert (settings.words("author"), settings.words("reading.theme")) == ("Ana", "nord")
    assert settings.words("citations.style") == "apa"
    assert settings.trouble == ()


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.name)
def test_every_option_takes_its_example_and_no_table(option: object) -> None:
    assert option.refuses(option.example) == ""  # type: ignore[attr-defined]
    assert option.refuses({}) != ""  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("author = ", "config.toml is not TOML: Invalid value (at end of document)"),
        ("\n\nauthor = 3", "config.toml, line 3: author is a text in quotation marks, not 3"),
        ('authr = "A"', "config.toml, line 1: there is no 'authr'; did you mean author?"),
        ('[reading]\n# one\ntheem = "x"', "line 3: there is no 'reading.theem'; did you mean reading.theme?"),
        ('reading.theem = "x"', "line 1: there is no 'reading.theem'"),
        ('[ reading ] # a\n"theme" = 1', "line 2: reading.theme is a text in quotation marks, not 1"),
        ("[redaing]\nx = 1", "line 1: there is no 'redaing'"),
        ("reading = 5", "line 1: there is no 'reading'"),
        ("a = [[[" * 2000, "is not TOML"),
    ],
)
def test_what_cannot_be_is_told_and_the_rest_counts(text: str, told: str) -> None:
    settings = parse_settings(text)
    assert told in settings.trouble[0]
    assert settings.chosen == {}


@pytest.mark.parametrize("data", [b"\xff\xfe", b"\x00", b"[", b"x" * 1_000_001])
def test_a_damaged_file_leaves_the_defaults(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(data)
    settings = read_settings(file)
    assert len(settings.trouble) == 1
    assert not settings.chosen


def test_no_file_is_no_trouble_and_a_folder_is_told(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "config.toml").trouble == ()
    assert "cannot be read" in read_settings(tmp_path).trouble[0]


def test_where_the_file_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert settings_file() == tmp_path / "unreader" / "config.toml"
    assert settings_file({"UNREADER_CONFIG": "/elsewhere.toml"}) == Path("/elsewhere.toml")
