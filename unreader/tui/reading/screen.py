"""The reading screen: the document at the left, what belongs to the paragraph in focus at the right."""

from __future__ import annotations

from typing import ClassVar

from unreader.tui.annotating.undoing import UndoingScreen
from unreader.tui.reading.comparing import Comparing
from unreader.tui.reading.finding import Finding
from unreader.tui.reading.jumping import Jumping
from unreader.tui.reading.keeping import Keeping
from unreader.tui.reading.listing import Listing
from unreader.tui.reading.outline import Outlining
from unreader.tui.reading.page import PageSetting
from unreader.tui.reading.searching import Searching
from unreader.tui.reading.spans import SpannedReading
from unreader.tui.reading.stops import Stops


class ReadingScreen(
    Searching,
    Jumping,
    Outlining,
    PageSetting,
    Finding,
    Comparing,
    Stops,
    SpannedReading,
    Listing,
    Keeping,
    UndoingScreen,
):
    """Document and side pane, and everything that the keys do here."""

    AUTO_FOCUS: ClassVar[str | None] = "#text"
    DEFAULT_CSS = """
    ReadingScreen {
        & #panes { width: 1fr; height: 1fr; layout: horizontal; }
        & #side { width: 45%; height: 1fr; }
        &.-stacked {
            & #panes { layout: vertical; }
            & #side { width: 1fr; height: 42%; }
            & Divider { display: none; }
        }
        &.-without-side, &.-only-document { & #side, & Divider { display: none; } }
        &.-only-document OutlinePane, &.-only-side OutlinePane { display: none; }
        &.-only-side { & #document, & Divider { display: none; } & #side { width: 1fr; height: 1fr; } }
    }
    """
