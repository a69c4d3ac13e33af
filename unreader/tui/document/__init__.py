"""A document as the reader shows it: its paragraphs, footnotes, contents and places to stop at."""
