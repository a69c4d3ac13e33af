"""What a topic is, in a form: its id, names, letter, sign and colour, definition, when to use it and when not."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, Static

from unreader.model import UnreaderError
from unreader.tui.frame.dialog import Dialog
from unreader.wording import N_, _

if TYPE_CHECKING:
    from unreader.annotating.codebook import Topic

#: Between the examples in their field.
_BETWEEN = " | "
_FIELDS = {
    "path": (N_("Id"), N_("small letters, digits, hyphens; a / puts it under another: trafficking/waste")),
    "names_zh": (N_("中文"), N_("its name in Chinese")),
    "names_en": (N_("English"), N_("its name in English")),
    "letter": (N_("Letter"), N_("a to z: the key that tags with it")),
    "sign": (N_("Sign"), N_("one character, one cell wide")),
    "colour": (N_("Colour"), "#D55E00"),
    "definitions_zh": (N_("Definition 中文"), ""),
    "definitions_en": (N_("Definition"), ""),
    "use_zh": (N_("When 中文"), ""),
    "use_en": (N_("When to use"), ""),
    "avoid_zh": (N_("Not when 中文"), ""),
    "avoid_en": (N_("Not when"), ""),
    "examples": (N_("Examples"), N_("with | between them")),
}
_BY_LANGUAGE = ("names", "definitions", "use", "avoid")

#: Takes the id and the facts that were written; raises an UnreaderError with what is wrong with them.
Save = Callable[[str, dict[str, Any]], object]


class TopicForm(Dialog[bool]):
    """The fields of a topic that is new (`topic` None) or is edited. `save` gets what was written in them."""

    DEFAULT_CSS = """
    TopicForm {
        & > #box { width: 100; }
        & #fields { height: auto; max-height: 100%; }
        & Horizontal { height: 1; }
        & Horizontal > Static { width: 17; color: $text-muted; padding: 0 1 0 0; text-align: right; }
        & Input, & Input:focus { margin: 0; width: 1fr; }
        & Input:focus { background: $boost; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def __init__(self, title: str, topic: Topic | None, path: str, save: Save) -> None:
        super().__init__(title, _("Enter: save · Tab ↓ ↑: fields · Esc: leave it"))
        self._topic = topic
        self._save = save
        self._before = _shown(topic, path)

    def inside(self) -> ComposeResult:
        """A row for each fact."""
        with VerticalScroll(id="fields", can_focus=False):
            for name, (words, hint) in _FIELDS.items():
                with Horizontal():
                    yield Static(_(words))
                    field = Input(self._before[name], placeholder=_(hint), id=name, select_on_focus=False)
                    field.disabled = name == "path" and self._topic is not None
                    yield field

    def on_mount(self) -> None:
        """The keyboard into the first field."""
        self.set_focus(self.query_one("#names_zh" if self._topic is not None else "#path", Input))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        now = {name: self.query_one(f"#{name}", Input).value.strip() for name in _FIELDS}
        facts = _facts(self._topic, self._before, now)
        if self._topic is not None and not facts:
            self.dismiss(False)
            return
        try:
            self._save(now["path"], facts)
        except UnreaderError as error:
            self.say(str(error))
            return
        self.dismiss(True)


def _shown(topic: Topic | None, path: str) -> dict[str, str]:
    """What stands in the fields at first."""
    found = dict.fromkeys(_FIELDS, "") | {"path": path}
    if topic is None:
        return found
    for name in _BY_LANGUAGE:
        for language in ("zh", "en"):
            found[f"{name}_{language}"] = " ".join(getattr(topic, name).get(language, "").split("\n")).strip()
    return found | {
        "letter": topic.letter,
        "sign": topic.sign,
        "colour": topic.colour,
        "examples": _BETWEEN.join(topic.examples),
    }


def _facts(topic: Topic | None, before: dict[str, str], now: dict[str, str]) -> dict[str, Any]:
    """The facts that are other ones now, as the codebook takes them."""
    changed = {name for name in _FIELDS if now[name] != before[name].strip()}
    facts: dict[str, Any] = {name: now[name] for name in ("letter", "sign", "colour") if name in changed}
    for name in _BY_LANGUAGE:
        mine = {language: now[f"{name}_{language}"] for language in ("zh", "en") if f"{name}_{language}" in changed}
        if mine:
            texts = {**(getattr(topic, name) if topic else {}), **mine}
            facts[name] = {language: text for language, text in texts.items() if text}
    if "examples" in changed:
        facts["examples"] = tuple(part.strip() for part in now["examples"].split("|") if part.strip())
    return facts
