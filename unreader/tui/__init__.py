"""The full-screen reader.

    run(library, address=..., language=...) -> exit status

Textual is imported when it starts, not before: the commands do without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unreader.library import Library
    from unreader.model import Address

__all__ = ["run"]


def run(
    library: Library, *, address: Address | None = None, language: str | None = None, words: Sequence[str] = ()
) -> int:
    """Open the reader at an address, else where one left off, else in the library. Returns the exit status.

    `language` is that of the interface and of citations that are copied and exported; None is English for the
    interface and each document's own for citations. `words` are those of the command line that say what to open.
    """
    import gc
    import os

    # Textual draws at the next tick of this clock: a page is there so much sooner, and no key makes more than one.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    gc.disable()  # what is loaded now stays; the first screen switches it on again
    from unreader.wording import use_language

    use_language(language or "en")
    from unreader.tui.app import ReaderApp
    from unreader.tui.first_look import Start

    app = ReaderApp(library, address=address, language=language, start=Start.with_words(words))
    status = app.run()
    if app.failure is not None:
        raise app.failure
    return status if status is not None else app.return_code or 0
