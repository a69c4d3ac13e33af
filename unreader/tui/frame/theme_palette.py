"""The themes in the command palette: the reader's own and all of Textual's, by name."""

from __future__ import annotations

from collections.abc import Callable

from textual.command import Hit, Hits, Provider

from unreader.tui.page.themes import THEMES
from unreader.wording import _


class Themes(Provider):
    """What `theme`, or the name of one, finds."""

    async def search(self, query: str) -> Hits:
        """The themes whose names match, the reader's own first; none without colour."""
        if self.app.no_color:
            return
        matcher = self.matcher(query)
        own = [theme.name for theme in THEMES]
        for name in dict.fromkeys((*own, *sorted(self.app.available_themes))):
            words = _("Theme: {name}").format(name=name)
            score = matcher.match(words)
            if score > 0:
                help_text = _("in use") if name == self.app.theme else _("theme")
                yield Hit(score, matcher.highlight(words), self._taking(name), text=words, help=help_text)

    def _taking(self, name: str) -> Callable[[], None]:
        def take() -> None:
            self.app.theme = name

        return take
