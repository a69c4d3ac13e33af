"""Citations: find, resolve, open, write. A Document goes in, Citations come out; no library is known here."""

from unreader.citing.resolving import find_citations

__all__ = ["find_citations"]
