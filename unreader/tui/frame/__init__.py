"""What stands around and over the text, and is the same everywhere: bars, windows, lists, help, palette."""
