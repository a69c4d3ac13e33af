"""What a citation style may need to know beside the address: the text's title, date and body, the words quoted."""

from __future__ import annotations

import re

from msgspec import Struct

_YEAR_IN_SYMBOL = re.compile(r"(?:^|/)((?:19|20)\d\d)(?:/|$)|\(((?:19|20)\d\d)\)")


class Facts(Struct, frozen=True):
    """Facts about the cited place; each may be empty where it is not known.

    `kind` is the kind of the block at the address, `introduced` the number of the report's paragraph under which a
    draft is printed where the path does not say it, `until` the path of the last block of a range. `title`, `date`
    (ISO) and `body` (a series: A, E/CN.15, A/C.3) are the document's, `title_language` the language of its title.
    `quotation` are the words to quote with the citation, `accessed` the day (ISO) on which the text was read.
    """

    kind: str = ""
    introduced: str = ""
    until: str = ""
    title: str = ""
    title_language: str = ""
    date: str = ""
    body: str = ""
    quotation: str = ""
    accessed: str = ""

    def year(self, symbol: str) -> str:
        """The year of the document: that of its date, else the one in its symbol (E/2024/30), else empty."""
        if self.date:
            return self.date[:4]
        match = _YEAR_IN_SYMBOL.search(symbol)
        return (match[1] or match[2]) if match else ""
