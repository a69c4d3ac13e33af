"""Bring the catalogues of the interface up to date with its strings, and compile them.

python docs/make_catalogues.py

New strings come into `unreader/locale/LANGUAGE/LC_MESSAGES/*.po` untranslated (`unreader`: the words of the screen and
of the commands, `messages`: what the floors below say, `click`: what click says of a command line); strings that have
gone are left out, translations stay; `*.mo` are made from them. What is not translated yet is listed: the status is 1
then. Of click's words none is left out: another version says it with those.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.strings import Text, click_strings, interface_strings, message_templates  # noqa: E402
from unreader import __version__  # noqa: E402
from unreader.cli.speaking import DOMAIN as CLICK  # noqa: E402
from unreader.said import DOMAIN  # noqa: E402
from unreader.wording import CATALOGUES  # noqa: E402

LANGUAGES = ("zh",)
#: A catalogue is a function of the strings and the translations: made twice, it is the same.
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)


def bring_up_to_date(language: str, domain: str, strings: dict[Text, list[str]]) -> list[Text]:
    folder = CATALOGUES / language / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{domain}.po"
    known: dict[Text, Any] = {}
    if file.exists():
        with file.open("rb") as stream:
            for message in read_po(stream, locale=language):
                known[message.id] = message.string
                if domain == CLICK and message.id:
                    strings.setdefault(message.id, [place for place, _line in message.locations])
    catalog = Catalog(
        locale=language,
        header_comment=f"# The interface of unreader in another language: {language}.",
        project="unreader",
        version=__version__,
        creation_date=UNDATED,
        revision_date=UNDATED,
        last_translator="unreader",
        language_team="unreader",
        msgid_bugs_address="unreader",
        fuzzy=False,
    )
    for text, places in sorted(strings.items(), key=lambda item: (item[1][0], str(item[0]))):
        catalog.add(text, known.get(text, ""), locations=[(place, 0) for place in places])
    with file.open("wb") as stream:
        write_po(stream, catalog, width=0, omit_header=False, include_lineno=False, sort_output=False)
    with (folder / f"{domain}.mo").open("wb") as stream:
        write_mo(stream, catalog)
    return [message.id for message in catalog if message.id and not any(message.string)]


def main() -> int:
    missing = 0
    every = {"unreader": interface_strings(), DOMAIN: message_templates(), CLICK: click_strings()}
    for domain, strings in every.items():
        for language in LANGUAGES:
            for text in bring_up_to_date(language, domain, dict(strings.items())):
                missing += 1
                print(f"{language}, {domain}: not translated: {text!r}")
    return int(missing > 0)


if __name__ == "__main__":
    sys.exit(main())
