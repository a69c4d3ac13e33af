"""The signs of the screen, told apart without colour, and the words for them."""

from __future__ import annotations

from typing import Literal

from unreader.wording import N_

CONFLICT_SIGN = "!"
CardState = Literal["opens", "stage", "known", "unknown", "ambiguous", "rejected"]
#: A sign and a word for each state: told apart without colour.
STATES: dict[CardState, tuple[str, str]] = {
    "opens": ("▸", N_("opens")),
    "stage": ("≃", N_("another stage of it")),
    "known": ("◦", N_("not in the library")),
    "unknown": ("?", N_("unknown")),
    "ambiguous": ("⁇", N_("ambiguous")),
    "rejected": ("⊘", N_("rejected")),
}
CONFLICT = (CONFLICT_SIGN, N_("conflict"))
#: A target that a person gave.
CORRECTED = ("✓", N_("corrected"))
NOTE_SIGN, WARNING_SIGN, REVIEW_SIGN, SUGGESTED_SIGN = "✎", "▵", "≟", "?"
