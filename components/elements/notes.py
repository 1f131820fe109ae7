"""Data notes on a page: those that change how a number is read in one line each, folded."""

from typing import Any

import pandas as pd
from dash import html

from components.elements import ids
from components.elements.links import dataset_query, link
from components.elements.request import PageRequest
from components.elements.source_lines import of_these, source_foot
from data.model import vocabulary as v
from data.model.amounts import amount
from data.queries.notes import heavy, light, notes_on_trials
from data.store import TrialStore

PATH = "/sources"


def place_on_sources(weight: str) -> str:
    """The anchor of the notes of one weight on the page Sources."""
    return f"notes-{weight.lower().replace('_', '-')}"


def where_found(note: Any) -> str:
    """The kind of a note and the places in the sources that it is about."""
    return f"{v.NOTE_KIND.labels[str(note.kind)]}. Where: {note.locator}."


def note_list(notes: pd.DataFrame) -> html.Div:
    """Notes in full, with their kind and where they were found."""
    return html.Div(
        [
            html.Article(
                [
                    html.H3(note.title),
                    html.P(note.text),
                    html.P(where_found(note), className="muted small"),
                ],
                className="data-note",
                id=ids.note(note.note),
            )
            for note in notes.itertuples()
        ],
        className="data-notes",
    )


def note_lines(notes: pd.DataFrame) -> html.Div:
    """A line a note: its title, which opens to the text."""
    return html.Div(
        [
            html.Details(
                [
                    html.Summary(note.title),
                    html.P(note.text),
                    html.P(where_found(note), className="muted small"),
                ],
                className="note-line",
                id=ids.note(note.note),
                # without a key React keeps a line open when another note takes its place
                key=note.note,
            )
            for note in notes.itertuples()
        ],
        className="note-lines",
    )


def notes_of_page(store: TrialStore, notes: pd.DataFrame) -> list[Any]:
    """The heavy notes on what a page shows, a line each, how many others, and their sources."""
    lines, others = heavy(notes), light(notes)
    if notes.empty:
        return [html.P("No data note concerns what is shown.", className="muted")]
    first = str(others["weight"].iloc[0]) if len(others) else ""
    return [
        note_lines(lines) if len(lines) else None,
        html.P(
            [
                f"{amount(len(others), 'other note')} on what is shown: ",
                link("Sources", PATH, f"{dataset_query(store)}#{place_on_sources(first)}"),
                ".",
            ],
            className="muted small",
        )
        if len(others)
        else None,
        source_foot(of_these(store, notes)),
    ]


def notes_to_read(notes: pd.DataFrame) -> list[Any]:
    """All notes on one trial or protocol: a line each of the heavy ones, the others folded."""
    lines, others = heavy(notes), light(notes)
    return [
        note_lines(lines) if len(lines) else None,
        html.Details(
            [
                html.Summary(
                    amount(len(others), "other note" if len(lines) else "note")
                    + ", ambiguous or for the record"
                ),
                note_list(others),
            ],
            className="more-notes",
        )
        if len(others)
        else None,
    ]


def trial_notes(store: TrialStore, request: PageRequest) -> html.Section | None:
    """The notes on the trials that pass the filters, under the figures that count them."""
    notes = notes_on_trials(store, request.state.filters)
    if notes.empty:
        return None
    return html.Section(
        [html.H2("Before you quote a number"), *notes_of_page(store, notes)],
        className="card page-notes",
    )
