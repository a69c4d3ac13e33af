"""What a document says of itself, in a form: symbol, other symbols, title, date, language, kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, get_args

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from unreader.model import DocumentKind
from unreader.wording import N_, _

if TYPE_CHECKING:
    from unreader.library import Entry
    from unreader.working import Told
    from unreader.working.facts import Facts

_FIELDS = {
    "symbol": (N_("Symbol"), "A/RES/78/229"),
    "symbols": (N_("Also"), N_("other symbols of it, with commas between")),
    "title": (N_("Title"), ""),
    "date": (N_("Date"), N_("year-month-day, such as 2023-12-19; empty for none")),
    "language": (N_("Language"), "zh, zh-hant, en, fr …"),
    "kind": (N_("Kind"), ", ".join(get_args(DocumentKind))),
}


class FactsForm(Vertical):
    """The six fields. `told` is what was written in them that is not as it was shown."""

    DEFAULT_CSS = """
    FactsForm {
        height: auto;
        & Horizontal { height: 1; }
        & Static { width: 10; color: $text-muted; padding: 0 1 0 0; text-align: right; }
        & Input, & Input:focus { margin: 0; width: 1fr; }
        & Input:focus { background: $boost; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """A row for each fact."""
        for name, (words, hint) in _FIELDS.items():
            with Horizontal():
                yield Static(_(words))
                suggester = SuggestFromList(get_args(DocumentKind)) if name == "kind" else None
                yield Input(placeholder=_(hint), id=name, suggester=suggester, select_on_focus=False)

    def show(self, facts: Facts | Entry) -> None:
        """Write facts into the fields."""
        others = [one for one in facts.symbols if one != facts.symbol]
        self._shown = {
            "symbol": facts.symbol,
            "symbols": ", ".join(others),
            "title": facts.title,
            "date": facts.date or "",
            "language": facts.language,
            "kind": facts.kind,
        }
        self._fill()

    def clear(self) -> None:
        """Nothing is known yet: every field is empty."""
        self._shown = dict.fromkeys(_FIELDS, "")
        self._fill()

    def _fill(self) -> None:
        for name, value in self._shown.items():
            field = self.query_one(f"#{name}", Input)
            field.value = value
            field.cursor_position = 0 if name == "title" else len(value)

    def begin(self) -> None:
        """The keyboard into the first field."""
        self.screen.set_focus(self.query_one("#symbol", Input))

    def told(self) -> Told:
        """What a person has changed. Raises FactsError for what cannot be."""
        from unreader.working import Told

        now = {name: self.query_one(f"#{name}", Input).value.strip() for name in _FIELDS}
        changed = {name for name in _FIELDS if now[name] != self._shown.get(name, "")}
        symbol = now["symbol"] if "symbol" in changed and now["symbol"] else None
        symbols = None
        if "symbols" in changed or (symbol and now["symbols"]):
            others = (part.strip() for part in now["symbols"].replace("，", ",").replace("、", ",").split(","))
            symbols = (now["symbol"] or self._shown.get("symbol", ""), *(part for part in others if part))
        return Told(
            symbol=symbol,
            symbols=symbols,
            title=now["title"] if "title" in changed else None,
            date=now["date"] if "date" in changed else None,
            language=now["language"] if "language" in changed and now["language"] else None,
            kind=now["kind"] if "kind" in changed and now["kind"] else None,
        ).checked()
