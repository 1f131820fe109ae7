"""A hundred readers at once, and a server that is hurt meanwhile: ``make load``."""
