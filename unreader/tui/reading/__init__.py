"""The reading screen: its parts, its places and the way between them."""
