"""Callbacks of the pages: they follow the address, draw the figures, fill the tables."""
