"""Readers of registry files: each turns one format into the frames of the data model."""
