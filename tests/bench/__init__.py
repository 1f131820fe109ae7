"""Measurements, run with ``make bench``; no test depends on them."""
