"""Tables of a frame's rows, and the card around a part of a page."""

from collections.abc import Mapping
from typing import Any

import dash_bootstrap_components as dbc
import pandas as pd
from dash import html

from components.elements import ids
from components.elements.markup import OWN_DIRECTION
from components.elements.source_lines import source_foot
from data.link.trial_fields import NOT_IN_FILE, NOT_PRINTED, NOT_STATED
from data.queries.provenance import Sources

UNKNOWN_WORDS = (NOT_STATED.lower(), NOT_PRINTED.lower())


LONGEST_CELL = 2_000
"""Characters of a text that a page shows; the files have all of them."""


def bounded(text: str) -> str:
    """The text, or its start where it would fill the page: a record may hold a megabyte."""
    return text if len(text) <= LONGEST_CELL else text[:LONGEST_CELL] + "…"


def value(text: object, gap: str = NOT_STATED) -> Any:
    """A cell's text; what the source leaves open is grey and hatched, as in the figures.

    ``gap`` stands for an empty cell: in reference tables a gap means that there is no more to say.
    """
    words = gap if pd.isna(text) or text == "" else bounded(str(text))
    if words == NOT_IN_FILE:
        return html.Span(words, className="not-in-file")
    if words.lower() in UNKNOWN_WORDS:
        return html.Span(words.capitalize(), className="not-stated")
    return words


def card(
    title: Any,
    *children: Any,
    classes: str = "",
    menu: Any = None,
    anchor: str = "",
    sources: Sources = (),
) -> dbc.Card:
    """A titled card; ``menu`` stands beside the title, ``anchor`` is its place in links.

    sources: of the rows shown, named at the foot; none where the children name theirs.
    """
    place = {"id": ids.Anchor(anchor)} if anchor else {}
    head = html.Header([html.H2(title), menu], className="card-head")
    return dbc.Card(
        [head, *children, source_foot(sources)],
        className=f"trial-card {classes}",
        **place,
    )


CELL_CLASSES = {
    "remark": "cell-remark",
    "certainty": "cell-remark",
    "locator": "cell-place",
    "patients": "cell-patients",
}
"""Column -> the class of its cells, for those that need a width of their own."""


def cell(name: str, content: object, gap: str = NOT_STATED) -> html.Td:
    return html.Td(value(content, gap), className=CELL_CLASSES.get(name), dir=OWN_DIRECTION)


def without_empty(frame: pd.DataFrame, headings: Mapping[str, str], name: str) -> dict[str, str]:
    """The headings without that of a column in which no row says anything."""
    silent = (frame[name] == "").all()
    return {column: title for column, title in headings.items() if not (silent and column == name)}


def rows_table(
    frame: pd.DataFrame, headings: Mapping[str, str], caption: str, gap: str = NOT_STATED
) -> html.Div:
    """A frame's columns under their headings; the first column heads its row."""
    columns = list(headings)
    return html.Div(
        dbc.Table(
            [
                html.Caption(caption, className="visually-hidden"),
                html.Thead(html.Tr([html.Th(name, scope="col") for name in headings.values()])),
                html.Tbody(
                    [
                        html.Tr(
                            [
                                html.Th(value(row[0], gap), scope="row", dir=OWN_DIRECTION),
                                *(
                                    cell(name, content, gap)
                                    for name, content in zip(columns[1:], row[1:], strict=True)
                                ),
                            ]
                        )
                        for row in frame[columns].astype("object").itertuples(index=False)
                    ]
                ),
            ],
            className="data-table row-heads",
        ),
        className="table-scroll",
        tabIndex=0,
        role="region",
        **{"aria-label": caption},
    )
