"""Searching as one types: in the document, and in the whole library."""
