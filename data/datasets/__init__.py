"""Datasets: the built-in one and imports, found, made, loaded and listed."""
