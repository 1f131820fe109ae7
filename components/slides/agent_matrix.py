"""The agents in each cohort, as a native table.

Each cell says for whom in a word as well as in its ground, so that it survives black and white;
what no source mentions is an empty cell.
"""

from dataclasses import replace
from typing import Any

import pandas as pd

from components.figures.agent_matrix import (
    EVIDENCE,
    head_lines,
    key_words,
    look_of,
    none_rows,
)
from components.figures.empty import NO_AGENT
from components.slides.drawing import Box, Fill, PartFilled, Solid, Stroke, TextStyle
from components.slides.empty import empty_slide
from components.slides.sheet import Sheet
from components.slides.tables import Cell, add_table
from components.theme import Palette, ink_on, signed
from data.queries.agent_matrix import ALL, INFERRED, NOT_MENTIONED, NOT_STATED, SOME

WORDS = {ALL: "all", SOME: "some", NOT_STATED: "?", INFERRED: "inferred", NOT_MENTIONED: ""}
"""State -> what its cells say."""
NONE_WORDS = "Induction:\nnone"
SIZE = 12.0
HEAD, KEY, SWATCH = 34.0, 36.0, 11.0
BESIDE, APART = 5.0, 14.0
"""From a sign of the key to its meaning, and from there to the next sign."""
CLASS, AGENT = 148.0, 143.0
TALLEST, LOWEST = 22.0, 14.4
"""Height of a row in points: of a short table, and the least that the type needs."""
PART = 0.3
"""Share of a cell for some patients that is filled; its word stands on the rest."""
OUTLINE = 1.25


def matrix(frame: pd.DataFrame, sheet: Sheet) -> None:
    """frame: ``queries.agent_matrix.agent_matrix``."""
    if frame.empty:
        empty_slide(sheet, NO_AGENT)
        return
    agents = frame.drop_duplicates("agent")
    most = int((sheet.body.height - HEAD - KEY) // LOWEST)
    for start in range(0, len(agents), most):
        page = sheet if not start else sheet.another()
        own = frame[frame["agent"].isin(agents["agent"].iloc[start : start + most])]
        _table(own, page)
        _key(frame, page)


def _table(frame: pd.DataFrame, sheet: Sheet) -> None:
    palette, body = sheet.palette, sheet.body
    cohorts = frame.drop_duplicates("cohort")
    columns = [_column(own, palette) for _, own in frame.groupby("cohort", sort=False)]
    agents = list(frame.drop_duplicates("agent").itertuples())
    classes = [str(agent.agent_class) for agent in agents]
    rule = Stroke(palette.border, 0.75)
    width = (body.width - CLASS - AGENT) / len(cohorts)
    heads = _head(cohorts, width - BESIDE, palette)
    rows = [[replace(cell, below=rule) for cell in heads]]
    for number, agent in enumerate(agents):
        is_first = not number or classes[number - 1] != classes[number]
        is_last = classes[number + 1 : number + 2] != [classes[number]]
        above, below = rule if is_first else None, rule if is_last else None
        cells = [*_names(agent, is_first, palette), *(own[number] for own in columns)]
        rows.append([replace(cell, above=above, below=below) for cell in cells])
    height = min(TALLEST, (body.height - HEAD - KEY) / len(agents))
    add_table(
        sheet,
        "Agents by cohort",
        (body.left, body.top),
        [CLASS, AGENT] + [width] * len(cohorts),
        [HEAD] + [height] * len(agents),
        rows,
    )


def _head(cohorts: pd.DataFrame, width: float, palette: Palette) -> list[Cell]:
    """The years above kind and number of patients: ``1998–99`` and ``ITA, n = 5``."""
    names = TextStyle(SIZE, palette.muted)
    # in bold, five or six patients would need more than their column
    head = TextStyle(SIZE, palette.text, align="centre")
    return [
        Cell("Class", names),
        Cell("Agent", names),
        *(
            Cell("\n".join(head_lines(label, n, ", ", SIZE, width)), head)
            for label, n in zip(cohorts["cohort_label"], cohorts["n_words"], strict=True)
        ),
    ]


def _names(agent: Any, is_first: bool, palette: Palette) -> list[Cell]:
    """The class, once, and the agent on its colour."""
    colour = palette.agent_class[str(agent.agent_class)]
    label = str(agent.class_label) if is_first else ""
    code = signed(str(agent.agent_class), str(agent.agent_code))
    return [
        Cell(label, TextStyle(SIZE, palette.text)),
        Cell(code, TextStyle(SIZE, ink_on(colour)), Solid(colour)),
    ]


def _column(own: pd.DataFrame, palette: Palette) -> list[Cell]:
    """The cells of one cohort from the first agent to the last."""
    none = none_rows(own)
    cells = []
    for number, cell in enumerate(own.itertuples()):
        if none and none[0] <= number <= none[1]:
            cells.append(_none(number - none[0], none[1] - none[0] + 1, palette))
        elif cell.state in EVIDENCE:
            cells.append(_used(cell, palette))
        else:
            cells.append(Cell("", TextStyle(SIZE, palette.muted)))
    return cells


def _none(number: int, rows: int, palette: Palette) -> Cell:
    """A cell of the rows that a printed none takes; the first has the words."""
    style = TextStyle(SIZE, palette.text, bold=True, align="centre")
    words = NONE_WORDS if rows > 1 else NONE_WORDS.replace("\n", " ")
    edge = Stroke(palette.muted, OUTLINE)
    if number:
        return Cell("", style, around=edge, covered=True)
    return Cell(words, style, around=edge, rows=rows)


def _used(cell: Any, palette: Palette) -> Cell:
    colour = palette.agent_class[str(cell.agent_class)]
    look = look_of(str(cell.state), colour, palette)
    align = "right" if cell.state == SOME else "centre"
    words = TextStyle(SIZE, look.ink, align=align)
    fill = _fill(str(cell.state), colour, palette)
    outline = None if cell.state == ALL else Stroke(look.line, OUTLINE)
    return Cell(_cell_words(cell), words, fill, around=outline)


def _cell_words(cell: Any) -> str:
    """For whom, and the patients by text and by Table 4 where these differ."""
    return " ".join(text for text in (WORDS[cell.state], str(cell.two_numbers)) if text)


def _fill(state: str, colour: str, palette: Palette) -> Fill:
    look = look_of(state, colour, palette)
    if look.filled == 1:
        return Solid(look.fill)
    return PartFilled(look.fill, PART, palette.background) if look.filled else None


def _key(frame: pd.DataFrame, sheet: Sheet) -> None:
    """Draws the key to each ground and sign, in as many lines as it takes."""
    body, palette = sheet.body, sheet.palette
    key = sheet.drawing("Key")
    plain = TextStyle(SIZE, palette.text)
    height = KEY / 2 - 2
    left, top = body.left, body.bottom - KEY + 4
    for sign, meaning in key_words(frame).items():
        is_drawn = sign in EVIDENCE
        text = meaning if is_drawn or sign == NOT_MENTIONED else f"{sign}: {meaning.lower()}"
        room = (SWATCH + BESIDE if is_drawn else 0) + plain.width_of(text)
        if left > body.left and left + room > body.right:
            left, top = body.left, top + height
        if is_drawn:
            box = Box(left, top + (height - SWATCH) / 2, SWATCH, SWATCH)
            look = look_of(sign, palette.muted, palette)
            ground = _fill(sign, palette.muted, palette)
            key.shape(f"Sign {sign}", box, ground, Stroke(look.line, OUTLINE))
            left = box.right + BESIDE
        words = Box(left, top, plain.width_of(text), height)
        key.text(f"Meaning {sign}", text, words, plain)
        left = words.right + APART
    sheet.add(key)
