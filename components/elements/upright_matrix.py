"""Agents by cohort on a phone: a table whose cells are squares, as wide as the screen.

The looks are those of the figure; each cell says its state in words to those who do not see it,
and leads to its events.
"""

from typing import Any

import pandas as pd

from components.elements.links import address
from components.elements.markup import LINK, Markup, Piece, piece
from components.figures.agent_matrix import (
    EVIDENCE,
    IN_KEY,
    TWO_NUMBERS,
    key_words,
    look_of,
    none_rows,
)
from components.figures.evidence import Look
from components.theme import Palette, signed
from data.link.query_string import write_query
from data.queries.agent_matrix import NONE, NOT_MENTIONED, NOT_STATED, STATES

HIDDEN = "visually-hidden"
CAPTION = "Agents by cohort"


def matrix_upright(frame: pd.DataFrame, palette: Palette) -> list[Markup]:
    """The table with its key; frame: ``queries.agent_matrix.agent_matrix``, with some rows."""
    parts: list[Markup | None] = [_key(frame, palette), _table(frame, palette), _numbers(frame)]
    return [part for part in parts if part is not None]


def _key(frame: pd.DataFrame, palette: Palette) -> Piece:
    items = []
    for sign, words in key_words(frame).items():
        if sign == TWO_NUMBERS:
            continue
        square = None
        if sign in EVIDENCE:
            square = _square(look_of(sign, palette.muted, palette), sign)
        items.append(piece("li", square, piece("span", words)))
    return piece("ul", *items, className="matrix-key")


def _square(look: Look, state: str, *words: Markup) -> Piece:
    """A square filled from its left as far as the evidence goes."""
    share = f"{round(100 * look.filled)}%"
    ground = f"linear-gradient(to right, {look.fill} {share}, transparent {share})"
    style = {"background": ground, "borderColor": look.line, "color": look.ink}
    sign = piece("span", "?", **{"aria-hidden": "true"}) if state == NOT_STATED else None
    return piece("span", sign, *words, className="matrix-square", style=style)


def _table(frame: pd.DataFrame, palette: Palette) -> Piece:
    cohorts = frame.drop_duplicates("cohort")
    columns = [own.reset_index(drop=True) for _, own in frame.groupby("cohort", sort=False)]
    nones = [none_rows(own) for own in columns]
    rows = []
    before = ""
    for number, agent in enumerate(columns[0].itertuples()):
        agent_class = str(agent.agent_class)
        cells = [
            _cell(next(own.iloc[[number]].itertuples()), number, none, palette)
            for own, none in zip(columns, nones, strict=True)
        ]
        starts = agent_class != before
        head = _agent(agent, starts)
        rows.append(piece("tr", head, *cells, className="class-start" if starts else ""))
        before = agent_class
    return piece(
        "table",
        piece("caption", CAPTION, className=HIDDEN),
        piece("thead", piece("tr", piece("th", "Agent", scope="col"), *map(_head, _rows(cohorts)))),
        piece("tbody", *rows),
        className="upright-matrix",
    )


def _rows(frame: pd.DataFrame) -> list[Any]:
    return list(frame.itertuples())


def _head(cohort: Any) -> Piece:
    """Years, kind and number of a cohort, turned to stand in a narrow column."""
    years, _, kind = str(cohort.cohort_label).partition(" ")
    number = f", n = {cohort.n_words}" if cohort.n_words else ""
    words = (piece("strong", years), f" {kind}{number}")
    return piece("th", piece("span", *words, className="turned"), scope="col")


def _agent(agent: Any, starts: bool) -> Piece:
    """The agent, under the name of its class where it is the first of it."""
    label = piece("small", str(agent.class_label)) if starts else None
    return piece("th", label, signed(str(agent.agent_class), str(agent.agent_code)), scope="row")


def _cell(cell: Any, number: int, none: tuple[int, int] | None, palette: Palette) -> Piece | None:
    """A cell; none where a printed none takes its place, which stands once over all its rows."""
    if none and none[0] <= number <= none[1]:
        if number > none[0]:
            return None
        words = piece("span", "Induction: ", piece("strong", "none"), className="turned")
        return piece("td", words, rowSpan=none[1] - none[0] + 1, className="printed-none")
    if cell.state not in EVIDENCE:
        said = STATES[NONE] if cell.state == NONE else STATES[NOT_MENTIONED]
        return piece("td", piece("span", said, className=HIDDEN))
    colour = palette.agent_class[str(cell.agent_class)]
    numbers = f", patients by text and Table 4: {cell.two_numbers}" if cell.two_numbers else ""
    words = piece("span", f"{IN_KEY[cell.state]}{numbers}", className=HIDDEN)
    square = _square(look_of(str(cell.state), colour, palette), str(cell.state), words)
    query = write_query({"regimen": str(cell.cohort), "agent": str(cell.agent)})
    return piece("td", piece(LINK, square, href=address("/protocols", query)))


def _numbers(frame: pd.DataFrame) -> Piece | None:
    """The cells in which text and Table 4 give different numbers, in words."""
    rows = frame[frame["two_numbers"] != ""]
    if rows.empty:
        return None
    said = "; ".join(
        f"{row.agent_code} {row.cohort_label} {row.two_numbers}" for row in rows.itertuples()
    )
    return piece("p", f"{IN_KEY[TWO_NUMBERS]}: {said}.", className="small muted")
