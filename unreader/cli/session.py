"""What the commands share: the library, its annotations and codebook, the language, addresses as words."""

from __future__ import annotations

import locale
import os
from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from unreader.library import AddressError, Library, LibraryError, find_library
from unreader.model import Address, UnreaderError
from unreader.said import said
from unreader.wording import _

if TYPE_CHECKING:
    from unreader.annotating import Annotations
    from unreader.annotating.codebook import Codebook
    from unreader.citing.correcting import Corrections
    from unreader.library import Found

#: The languages that --lang takes.
LANGUAGES = ("en", "zh")


def chosen_language(asked: str | None) -> str | None:
    """The language asked for, else that of the settings, else the locale's if it is one of ours, else None."""
    from unreader.settings import read_settings

    if chosen := asked or read_settings().words("language"):
        return chosen
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    if not spoken and os.name == "nt":
        spoken = locale.getlocale()[0] or ""
    return spoken[:2] if spoken[:2] in LANGUAGES else None


def names_file(word: str) -> bool:
    """Whether a word is the path of a file that is there, or a file:// URL; then it is no address."""
    return word.lower().startswith("file:") or Path(word).is_file()


class Session:
    """One run of the program. Everything is opened when it is first needed."""

    def __init__(self, named: Path | None, language: str | None) -> None:
        self._named = named
        self._language = language

    @cached_property
    def library(self) -> Library:
        """The library to use, its citations as people corrected them. Raises LibraryError or CatalogueError."""
        library = Library(find_library(self._named))
        library.correct_with(self._corrections)
        return library

    def _corrections(self) -> Corrections | None:
        """The corrections of the library; none, and it is told, where the store cannot be read."""
        from unreader.annotating.glance import CORRECTIONS, look

        folder = self.library.root / "annotations"
        tables = look(folder) if folder.is_dir() else {}
        if tables is not None and not tables.get(CORRECTIONS):
            return None
        try:
            return self.annotations.corrections
        except UnreaderError as error:
            from unreader.cli.printing import tell

            tell(_("corrections of citations are left out: {error}").format(error=said(error)))
            return None

    def close(self) -> None:
        """Close what was opened."""
        for opened in ("annotations", "library"):
            if opened in self.__dict__:
                self.__dict__[opened].close()

    @cached_property
    def annotations(self) -> Annotations:
        """The annotations of the library. Raises StoreError."""
        from unreader.annotating import Annotations
        from unreader.cli.printing import tell

        opened = Annotations(self.library.root / "annotations")
        for message in opened.recovered():
            tell(said(message))
        return opened

    def annotation_counts(self) -> Mapping[str, int]:
        """How many annotations each document has, by its symbol. Raises StoreError."""
        from unreader.annotating.glance import count_by_document, look

        tables = look(self.library.root / "annotations")
        if tables is not None:
            return count_by_document(tables)
        return Counter(one.address.symbol for one in self.annotations.all())

    @cached_property
    def codebook(self) -> Codebook:
        """The topics of the library. Raises CodebookError."""
        from unreader.annotating.codebook import Codebook
        from unreader.library.home import seed_codebook

        return Codebook.open(self.library.root / "annotations" / "topics.toml", fallback=seed_codebook())

    @property
    def language(self) -> str | None:
        """The language asked for, else that of the settings, else the locale's if it is one of ours, else None.

        None is each document's own.
        """
        return chosen_language(self._language)

    def find(self, words: tuple[str, ...]) -> Found:
        """The place that the words name. Raises AddressError."""
        if not words:
            from click import UsageError

            raise UsageError(_("an address is missing, such as 78/229#op12 or E/2024/30 para 23"))
        from unreader.library import find_address

        return find_address(self.library, " ".join(words))

    def split(self, words: tuple[str, ...]) -> tuple[Found, tuple[str, ...]]:
        """The longest run of first words that names a place, and the words after it. Raises AddressError."""
        trouble: AddressError | None = None
        for count in range(len(words), 0, -1):
            try:
                return self.find(words[:count]), words[count:]
            except AddressError as error:
                if trouble is None or count == 1:
                    trouble = error
        if trouble is None:
            from click import UsageError

            raise UsageError(_("an address is missing, such as 78/229#op12"))
        raise trouble

    def topic_known_or_used(self, name: str) -> str:
        """A topic of the codebook, or one that annotations carry though the codebook has lost it."""
        if name in self.annotations.topic_counts():
            return name
        return self.codebook.require(name).path

    def last_of_range(self, first: Address, typed: str) -> str:
        """The path of the last paragraph of a range that begins at `first`. Raises AddressError."""
        from unreader.library import find_address

        last = find_address(self.library, typed, here=first).address
        paths = self.library.paths(first.symbol, first.language)
        if last.symbol != first.symbol or not first.path or not last.path or paths[last.path] < paths[first.path]:
            backward = _("{last} does not come after {first}: a range goes forward within one document")
            raise AddressError(backward.format(last=last, first=first))
        return last.path if last.path != first.path else ""

    def place_or_file(self, words: tuple[str, ...]) -> Address:
        """The place to open: an address, or a file that is read without being stored."""
        if len(words) == 1 and (names_file(words[0]) or Path(words[0]).exists()):
            from unreader.sources.file_urls import path_of

            document = self.library.visit(path_of(words[0]))
            return Address(document.symbol, "", document.language)
        try:
            return self.find(words).address
        except LibraryError as error:
            if len(words) == 1 and (Path(words[0]).suffix or words[0].startswith((".", "~", os.sep))):
                missing = _("there is no file {file!r}, and {error}").format(file=words[0], error=said(error))
                raise AddressError(missing) from None
            raise
