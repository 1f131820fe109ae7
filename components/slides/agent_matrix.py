"""The agents in each cohort, as a native table.

Each cell says for whom in a word as well as in its ground, so that it survives black and white.
"""

from typing import Any

import pandas as pd

from components.figures.empty import NO_AGENT
from components.slides.drawing import Box, Fill, Hatched, Solid, Stroke, TextStyle
from components.slides.empty import empty_slide
from components.slides.sheet import Sheet
from components.slides.tables import Cell, add_table
from components.theme import Palette, ink_on, tint
from data.queries.agent_matrix import ALL, INFERRED, NOT_STATED, NOT_USED, SOME, STATES

WORDS = {ALL: "all", SOME: "some", NOT_STATED: "not stated ?", INFERRED: "inferred", NOT_USED: "·"}
"""State -> what its cells say."""
HEAD, KEY, KEY_SIZE = 44.0, 26.0, 9
PADDING, BESIDE, APART = 6.0, 5.0, 12.0
"""Around the word of a sign, from it to its meaning, and from there to the next sign."""
CLASS, AGENT = 158.0, 128.0
TALLEST, LOWEST = 26.0, 15.0
"""Height of a row in points: of a short table, and the least that 9 pt type needs."""
LARGEST, SMALLEST_TYPE = 12.0, 9.0
PALE, LIGHT_LINES = 0.3, 0.55


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
    rows_of: dict[str, list[Any]] = {}
    for cell in frame.itertuples():
        rows_of.setdefault(str(cell.agent), []).append(cell)
    by_agent = list(rows_of.values())
    height = min(TALLEST, (body.height - HEAD - KEY) / len(by_agent))
    size = max(SMALLEST_TYPE, min(LARGEST, height - 6))
    head = TextStyle(size, palette.text, bold=True, align="centre")
    rows = [
        [
            Cell("Class", TextStyle(size, palette.muted)),
            Cell("Agent", TextStyle(size, palette.muted)),
            *(
                Cell(f"{label.replace(' ', chr(10), 1)}\nn = {n}", head)
                for label, n in zip(cohorts["cohort_label"], cohorts["n_words"], strict=True)
            ),
        ]
    ]
    classes = [str(own[0].agent_class) for own in by_agent]
    for number, own in enumerate(by_agent):
        first = own[0]
        colour = palette.agent_class[str(first.agent_class)]
        is_first = not number or classes[number - 1] != classes[number]
        is_last = classes[number + 1 : number + 2] != [classes[number]]
        rule = Stroke(palette.border, 0.75)
        above, below = rule if is_first else None, rule if is_last else None
        rows.append(
            [
                Cell(
                    str(first.class_label) if is_first else "",
                    TextStyle(size, palette.text),
                    above=above,
                    below=below,
                ),
                Cell(
                    str(first.agent_code),
                    TextStyle(size, ink_on(colour), bold=True),
                    Solid(colour),
                    above=above,
                    below=below,
                ),
                *(
                    Cell(
                        _cell_words(cell),
                        _words(str(cell.state), colour, size, palette),
                        _fill(str(cell.state), colour, palette),
                        above=above,
                        below=below,
                    )
                    for cell in own
                ),
            ]
        )
    width = (body.width - CLASS - AGENT) / len(cohorts)
    add_table(
        sheet,
        "Agents by cohort",
        (body.left, body.top),
        [CLASS, AGENT] + [width] * len(cohorts),
        [HEAD] + [height] * len(by_agent),
        rows,
    )


def _cell_words(cell: Any) -> str:
    """For whom, and the patients by text and by Table 4 where these differ."""
    return " ".join(text for text in (WORDS[cell.state], str(cell.two_numbers)) if text)


def _fill(state: str, colour: str, palette: Palette) -> Fill:
    if state == ALL:
        return Solid(colour)
    if state == SOME:
        return Solid(tint(colour, palette.background, PALE))
    if state == INFERRED:
        return Hatched(tint(colour, palette.background, LIGHT_LINES), palette.background)
    if state == NOT_STATED:
        return Hatched(palette.border, palette.not_stated)
    return None


def _words(state: str, colour: str, size: float, palette: Palette) -> TextStyle:
    ink = {ALL: ink_on(colour), NOT_USED: palette.muted}.get(state, palette.text)
    size = size + 1 if state == NOT_USED else size
    return TextStyle(size, ink, bold=True, align="centre")


def _key(frame: pd.DataFrame, sheet: Sheet) -> None:
    """Draws the key to each word and ground."""
    body, palette = sheet.body, sheet.palette
    key = sheet.drawing("Key")
    held = [state for state in STATES if (frame["state"] == state).any()]
    left, top = body.left, body.bottom - KEY + 8
    plain = TextStyle(KEY_SIZE, palette.text)
    for state in held:
        look = _words(state, palette.muted, KEY_SIZE, palette)
        box = Box(left, top, look.width_of(WORDS[state]) + PADDING, KEY - 10)
        ground = _fill(state, palette.muted, palette)
        key.shape(f"Sign {WORDS[state]}", box, ground, text=WORDS[state], words=look)
        words = Box(box.right + BESIDE, top, plain.width_of(STATES[state]), KEY - 10)
        key.text(f"Meaning {WORDS[state]}", STATES[state], words, plain)
        left = words.right + APART
    if (frame["two_numbers"] != "").any():
        text = "2/1: patients by the text / by Table 4"
        box = Box(left, top, plain.width_of(text), KEY - 10)
        key.text("Meaning 2/1", text, box, plain)
    sheet.add(key)
