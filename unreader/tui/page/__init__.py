"""Paragraphs on the screen: broken into lines, laid out, drawn, selected, in colours that can be read."""
