"""Hosting: the worker that gunicorn runs."""
