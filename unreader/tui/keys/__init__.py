"""The keys: the table, what a person changed in it, from strokes to actions."""
