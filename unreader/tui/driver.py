"""Textual's terminal driver, left at once: its thread that waits for keys is woken, not waited for.

Textual's own ends within 0.1 to 0.2 seconds of being told. What the terminal is given back is the same.
"""

from __future__ import annotations

import os
import selectors
from codecs import getincrementaldecoder
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from unreader import first_picture

if TYPE_CHECKING:
    from textual.app import App

#: Seconds after which a key sequence that was begun is looked at again, as in Textual's own.
_TICK = 0.1
_READ = 4096
_ALTERNATE_SCREEN = "\x1b[?1049h"
#: From here on until told, terminals that can do it show nothing.
_TOGETHER, _SHOW = "\x1b[?2026h", "\x1b[?2026l"


class QuickDriver(LinuxDriver):
    """A driver of which the input thread ends when it is told to."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._wakers: set[int] = set()
        #: What is drawn while the picture of the first screen is up.
        self._held: list[str] | None = None
        #: Whether the alternate screen is to be entered: where the picture is, it has been, and would be cleared.
        self._entering = True

    def start_application_mode(self) -> None:
        """Take the terminal; where it holds a picture, hold back what is drawn."""
        start: Callable[[], None] = super().start_application_mode
        if not first_picture.is_up():
            start()
            return
        first_picture.hand_over()
        self._entering = False
        start()
        self._entering = True
        self._held = []

    def write(self, data: str) -> None:
        """Write to the terminal, or keep it for `release`."""
        if self._held is not None:
            self._held.append(data)
        elif self._entering or data != _ALTERNATE_SCREEN:
            super().write(data)

    def release(self) -> None:
        """Draw what was held back, all at once."""
        held, self._held = self._held, None
        if held:
            super().write("".join((_TOGETHER, *held, _SHOW)))

    def disable_input(self) -> None:
        """Read no more keys; hold nothing back."""
        self.release()
        for waker in tuple(self._wakers):
            os.write(waker, b"!")
        super().disable_input()

    def _sigcont_application(self, *_signal: object) -> None:
        # A terminal that goes away says go on, too; and who goes on without having stopped has two threads that read.
        if not self._auto_restart or not os.isatty(self.fileno):
            return
        if not self._must_signal_resume:
            self.suspend_application_mode()
        super()._sigcont_application()

    def run_input_thread(self) -> None:
        """Turn what the terminal sends into events until told to stop; what has come by then is not lost."""
        waking, waker = os.pipe()
        self._wakers.add(waker)
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")().decode
        selector = selectors.SelectSelector()
        selector.register(self.fileno, selectors.EVENT_READ)
        selector.register(waking, selectors.EVENT_READ)
        try:
            ended = False
            while not ended:
                ready = {key.fd for key, _ in selector.select(_TICK)}
                ended = waking in ready or self.exit_event.is_set()
                if self.fileno in ready:
                    typed = self._read()
                    if not typed:  # the terminal has gone
                        selector.unregister(self.fileno)
                    # Part of a character is no text yet, and to the parser no text is the end.
                    if text := decode(typed, final=ended):
                        for event in parser.feed(text):
                            self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)
        finally:
            self._wakers.discard(waker)
            os.close(waker)
            os.close(waking)
            selector.close()
            with suppress(EOFError, ParseError):
                for _event in parser.feed(""):
                    pass

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, _READ)
        except OSError:
            return b""
