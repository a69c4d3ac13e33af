"""When something was, in words that are short and need no reckoning: today 14:05, yesterday 09:30, 2026-11-20."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from unreader.wording import _


def when_words(then: float, now: float, zone: tzinfo | None = None) -> str:
    """A moment as seen from `now`, both in seconds since 1970; `zone` is the reader's, by default the system's."""
    moment, present = (datetime.fromtimestamp(at, zone).astimezone(zone) for at in (then, now))
    clock = f"{moment:%H:%M}"
    if moment.date() == present.date():
        return _("today {time}").format(time=clock)
    if moment.date() == present.date() - timedelta(days=1):
        return _("yesterday {time}").format(time=clock)
    return f"{moment:%Y-%m-%d}"
