"""Bring the catalogues of the interface up to date with its strings, and compile them.

python docs/make_catalogues.py

New strings come into `unreader/locale/LANGUAGE/LC_MESSAGES/*.po` untranslated (`unreader`: the screen's own words,
`messages`: what the lower floors say); strings that have gone are left out, translations stay; `*.mo` are made from
them. What is not translated yet is listed: the status is 1 then.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.strings import interface_strings, message_templates  # noqa: E402
from unreader import __version__  # noqa: E402
from unreader.said import DOMAIN  # noqa: E402
from unreader.wording import CATALOGUES  # noqa: E402

LANGUAGES = ("zh",)
#: A catalogue is a function of the strings and the translations: made twice, it is the same.
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)


def bring_up_to_date(language: str, domain: str, strings: dict[str, list[str]]) -> list[str]:
    folder = CATALOGUES / language / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{domain}.po"
    known = {}
    if file.exists():
        with file.open("rb") as stream:
            known = {message.id: message.string for message in read_po(stream, locale=language) if message.id}
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
    for text, places in sorted(strings.items(), key=lambda item: (item[1][0], item[0])):
        catalog.add(text, known.get(text, ""), locations=[(place, 0) for place in places])
    with file.open("wb") as stream:
        write_po(stream, catalog, width=0, omit_header=False, include_lineno=False, sort_output=False)
    with (folder / f"{domain}.mo").open("wb") as stream:
        write_mo(stream, catalog)
    return [str(message.id) for message in catalog if message.id and not message.string]


def main() -> int:
    missing = 0
    for domain, strings in (("unreader", interface_strings()), (DOMAIN, message_templates())):
        for language in LANGUAGES:
            for text in bring_up_to_date(language, domain, strings):
                missing += 1
                print(f"{language}, {domain}: not translated: {text!r}")
    return int(missing > 0)


if __name__ == "__main__":
    sys.exit(main())
