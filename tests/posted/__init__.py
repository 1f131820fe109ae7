"""Posted results of any JSON file, read a second way and drawn: ``python -m tests.posted FILE``."""
