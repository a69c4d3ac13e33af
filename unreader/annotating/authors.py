"""The name that is written into annotations: git's, else the system's. Reads files, starts no program."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

_SECTION = re.compile(r"\s*\[\s*([A-Za-z0-9.-]+)\s*(\"[^\"]*\")?\s*\]")
_NAME = re.compile(r"\s*name\s*=\s*(.*?)\s*", re.IGNORECASE)


def system_author(environment: Mapping[str, str] = os.environ, chosen: str = "") -> str:
    """UNREADER_AUTHOR, else the name that was `chosen`, else git's, else the login's full name or the login.

    Git's user name is that of the environment, then of the user's configuration files.
    """
    for name in (environment.get("UNREADER_AUTHOR", ""), chosen, environment.get("GIT_AUTHOR_NAME", "")):
        if name.strip():
            return name.strip()
    for path in _git_files(environment):
        try:
            found = git_user_name(path.read_text("utf-8", "replace"))
        except OSError:
            continue
        if found:
            return found
    return _login_name() or environment.get("USER") or environment.get("USERNAME") or ""


def git_user_name(configuration: str) -> str:
    """The value of user.name in a git configuration file; empty if there is none. The last one counts, as in git."""
    section, name = "", ""
    for line in configuration.splitlines():
        if opened := _SECTION.match(line):
            section = "" if opened[2] else opened[1].lower()
            line = line[opened.end() :]
        if section == "user" and (found := _NAME.fullmatch(line)):
            name = _unquoted(found[1])
    return name


def _unquoted(value: str) -> str:
    if value.startswith('"'):
        return value[1:].partition('"')[0]
    return re.split(r"\s*[#;]", value)[0]


def _git_files(environment: Mapping[str, str]) -> Iterator[Path]:
    if explicit := environment.get("GIT_CONFIG_GLOBAL"):
        yield Path(explicit)
        return
    home = environment.get("HOME") or environment.get("USERPROFILE")
    if home:
        yield Path(home) / ".gitconfig"
    configuration = environment.get("XDG_CONFIG_HOME") or (f"{home}/.config" if home else "")
    if configuration:
        yield Path(configuration) / "git" / "config"


def _login_name() -> str:
    """The full name of the login, or the login; Windows gives it in the environment alone."""
    if sys.platform == "win32":
        return ""
    import pwd

    try:
        entry = pwd.getpwuid(os.getuid())
    except KeyError:
        return ""
    return entry.pw_gecos.split(",")[0].strip() or entry.pw_name
