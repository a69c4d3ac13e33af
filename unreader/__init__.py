"""unreader: read, follow and annotate United Nations documents in a terminal."""

__version__ = "0.1.0"
