"""Failures while a page was made: a line in the log, and the mark that leads to it."""

import logging
import uuid

from flask import g

LOGGER = logging.getLogger("trials")


def reference() -> str:
    """The mark of the request under way: it stands in its log lines and in what a reader sees."""
    if "reference" not in g:
        g.reference = uuid.uuid4().hex[:12]
    return str(g.reference)


def failure(event: str, error: BaseException, **fields: object) -> str:
    """Logs an error with its trace; the reference that a reader may quote."""
    mark = reference()
    g.failed = True  # such an answer is not for keeping
    LOGGER.error(
        event,
        exc_info=(type(error), error, error.__traceback__),
        extra={"fields": {"reference": mark, **fields}},
    )
    return mark


def failed_in_words(what: str, mark: str) -> str:
    """what: the part that is missing, ``This figure``."""
    return f"{what} could not be made. Reload the page, or report the reference {mark}."
