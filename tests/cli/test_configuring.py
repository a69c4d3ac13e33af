from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run


def test_config_says_where_and_what(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "config" / "unreader" / "config.toml"
    done = run("config")
    assert done.stdout == f"file\t{file}\n"
    assert "unreader config --init" in done.stderr
    assert f"written: {file}" in run("config", "--init").stderr
    assert "is there already" in run("config", "--init", code=1).stderr
    assert json.loads(run("config", "--format", "json").stdout) == {
        "file": str(file), "exists": True, "chosen": {}, "keys": {}, "trouble": []
    }  # fmt: skip
    file.write_text('author = "Ana"\n[citations]\nstyle = "apa"\n[keys.reading]\ntag = ["n", "] z"]\nnote = []\n')
    rows = run("config").stdout.splitlines()[1:]
    assert rows == ["author\tAna", "citations.style\tapa", "keys.reading.tag\tn, ] z", "keys.reading.note\tno key"]
    assert "undocs.org/zh/" in run("cite", "78/229 op 3").stdout
    file.write_text('language = "en"\n' + file.read_text())
    assert "undocs.org/en/" in run("cite", "78/229 op 3").stdout
    run("tag", "78/229#op3", "cybercrime")
    assert json.loads(run("annotations", "--format", "json").stdout)[0]["author"] == "Ana"


def test_config_tells_what_cannot_be(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "config" / "unreader" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text('authr = "A"\n[citations]\nstyle = "mla"\n[keys.reading]\ntag = "n"\n')
    told = run("config", code=1).stderr.splitlines()
    assert [line.partition(": ")[0] for line in told] == [f"config.toml, line {number}" for number in (1, 3, 5)]
    assert run("list").stdout
