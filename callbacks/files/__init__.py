"""Addresses of files: exports, frames and the words of a deck."""
