"""Figures: a tidy frame in, a plain figure dict out; no dash, no store, no state."""
