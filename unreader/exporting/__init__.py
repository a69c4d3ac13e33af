"""Annotations and documents out: one module a format, found by name in `formats`. Also the clipboard."""
