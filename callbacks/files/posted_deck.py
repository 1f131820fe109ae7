"""A deck that is sent as a form, as it may be longer than an address: figures, notes, template."""

import re
from collections.abc import Container, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Self

from flask import Request
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from callbacks.http import limits
from callbacks.http.same_site import is_of_this_site
from components.figures.text import clean
from components.share.deck import MOST_FIGURES, MOST_NOTE_LENGTH
from data.link.query_string import CONTROL, shorten
from data.link.state import DATASET_KEY

FIELDS = ("figure", "note", "title", DATASET_KEY)
TEMPLATE = "template"
FORM = "multipart/form-data"
NOT_DECODED = "\ufffd"
"""The sign that stands for bytes that are no UTF-8."""
LINES = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c]")


class PostedDeckError(ValueError):
    """A form that is no deck: a sentence for the reader, and the HTTP status."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True)
class PostedDeck:
    """The fields of the form as they were sent, bounded and of text.

    Attributes:
        figures: their relative addresses, in the order of the deck.
        notes: for each figure what is said of it, perhaps nothing.
        template: the presentation whose look is wanted, None without one; kept nowhere.
    """

    figures: tuple[str, ...]
    notes: tuple[str, ...] = ()
    title: str = ""
    dataset: str = ""
    template: bytes | None = field(default=None, repr=False)

    @classmethod
    def read(cls, request: Request, *, takes_notes: bool) -> Self:
        """The deck in the body of a request.

        takes_notes: false for a file that has no slides, to which notes and a template belong.

        Raises:
            PostedDeckError: another site sends it, it is too large, no form, or holds what no
                deck has.
        """
        if not is_of_this_site(request):
            raise PostedDeckError(
                "This deck was sent by another site. Open the deck page here and download it.", 403
            )
        fields, files = _fields(request)
        own = FIELDS if takes_notes else tuple(each for each in FIELDS if each != "note")
        _check_names([*fields, *files], (*own, TEMPLATE) if takes_notes else own, files)
        if not fields.get("figure") and DATASET_KEY not in fields:
            raise PostedDeckError(
                "The form names no figure. The standard deck is asked for with “dataset”."
            )
        figures = tuple(fields.get("figure", ()))
        if len(figures) > MOST_FIGURES:
            raise PostedDeckError(
                f"A deck holds at most {MOST_FIGURES} figures; {len(figures)} were asked for."
            )
        return cls(
            figures,
            _read_notes(fields.get("note", ()), len(figures)),
            _single(fields, "title"),
            _single(fields, DATASET_KEY),
            _read_template(files.get(TEMPLATE, ())),
        )


def read_note(text: str, number: int) -> str:
    """A note without signs that slides cannot hold, its lines as they were typed.

    Raises:
        PostedDeckError: it is too long.
    """
    lines = [clean(line).rstrip() for line in LINES.sub("\n", text).split("\n")]
    note = "\n".join(lines).strip()
    if len(note) > MOST_NOTE_LENGTH:
        raise PostedDeckError(
            f"The note of figure {number} has {len(note):,} characters; at most "
            f"{MOST_NOTE_LENGTH:,} are taken."
        )
    return note


def _fields(request: Request) -> tuple[dict[str, list[str]], dict[str, list[FileStorage]]]:
    if request.mimetype != FORM:
        raise PostedDeckError(f"A deck is sent as a form ({FORM}).", 415)
    if request.content_length is None:  # in chunks, as no browser sends a form
        raise PostedDeckError("A deck is sent with the length of its form.", 411)
    request.max_content_length = limits.LARGEST_DECK
    request.max_form_memory_size = limits.LARGEST_BODY
    request.max_form_parts = limits.MOST_FORM_PARTS
    try:
        fields, files = request.form.to_dict(flat=False), request.files.to_dict(flat=False)
    except RequestEntityTooLarge:
        raise PostedDeckError(
            f"This deck is too large: its figures and notes may take {_in_mb(limits.LARGEST_BODY)},"
            f" a template {_in_mb(limits.LARGEST_TEMPLATE)}.",
            413,
        ) from None
    except HTTPException:
        raise
    except Exception:  # the server's own kinds: chunks that are none, a connection that ends
        raise PostedDeckError("The form does not arrive whole.") from None
    for name, values in fields.items():
        # notes are cleaned, lines and all
        is_foreign = any(NOT_DECODED in each for each in (name, *values))
        if is_foreign or (name != "note" and any(map(CONTROL.search, values))):
            raise PostedDeckError("The form is not text in UTF-8, or holds control characters.")
    return fields, files


def _in_mb(count: int) -> str:
    return f"{count / 1_000_000:g} MB"


def _check_names(names: Sequence[str], allowed: Sequence[str], files: Container[str]) -> None:
    for name in names:
        if name not in allowed or (name == TEMPLATE) is not (name in files):
            raise PostedDeckError(
                f"“{shorten(clean(name))}” is not known in the form of this file. "
                f"Allowed: {', '.join(allowed)}."
            )


def _single(fields: dict[str, list[str]], name: str) -> str:
    values = fields.get(name, [""])
    if len(values) > 1:
        raise PostedDeckError(f"“{name}” stands twice in the form.")
    return values[0]


def _read_notes(notes: Sequence[str], count: int) -> tuple[str, ...]:
    """One for each figure; a form without notes has empty ones."""
    if notes and len(notes) != count:
        raise PostedDeckError(
            f"The form holds {len(notes)} notes for {count} figures; each figure has one, "
            "perhaps empty."
        )
    pairs = zip_longest(range(1, count + 1), notes, fillvalue="")
    return tuple(read_note(text, int(number)) for number, text in pairs)


def _read_template(files: Sequence[FileStorage]) -> bytes | None:
    if len(files) > 1:
        raise PostedDeckError("A deck takes one template.")
    if not files or not (files[0].filename or ""):
        return None  # what a form sends of an empty field
    with closing(files[0]) as file:  # a large one is on the disk until then
        content = file.read(limits.LARGEST_TEMPLATE + 1)
    if len(content) > limits.LARGEST_TEMPLATE:
        most = _in_mb(limits.LARGEST_TEMPLATE)
        raise PostedDeckError(f"The template is larger than {most}.", 413)
    return content
