"""Lines in, documents out: takes page furniture and footnotes apart, joins lines, finds the structure.

`parse` never raises on text: what it cannot place becomes a paragraph, what looks wrong becomes a warning.
"""

from __future__ import annotations

from unreader.parsing.parse import parse

__all__ = ["parse"]
