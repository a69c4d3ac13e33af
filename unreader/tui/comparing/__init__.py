"""Texts beside each other: what differs, the stages of a text, annotations carried on."""
