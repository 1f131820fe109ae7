from itertools import pairwise

import pandas as pd
import pytest

from components.figures.agent_matrix import IN_KEY, look_of
from components.figures.empty import NO_AGENT
from components.slides.agent_matrix import AGENT, CLASS, LOWEST, SIZE, WORDS, matrix
from components.slides.drawing import WIDER, TextStyle
from components.slides.tables import SIDE_MARGIN
from components.theme import LIGHT, signed
from data.queries.agent_matrix import NONE, STATES, agent_matrix
from tests.components.slides import decks
from tests.components.slides.decks import (
    SUMMARY,
    alt_text,
    cells_of,
    graphics,
    ids_of,
    new_sheet,
    saved,
    table_of,
    texts_of,
)


def drawn(frame):
    sheet = new_sheet()
    matrix(frame, sheet)
    return saved(sheet)


def one_agent(states, agent="a", code="TAC"):
    """One agent, one cohort a state."""
    return pd.DataFrame(
        [
            {
                "cohort": f"c{number}",
                "cohort_label": f"199{number} SIK",
                "n_words": str(number),
                "two_numbers": "",
                "agent": agent,
                "agent_code": code,
                "agent_class": "CALCINEURIN_INHIBITOR",
                "class_label": "Calcineurin inhibitor",
                "state": state,
            }
            for number, state in enumerate(states)
        ]
    )


def test_the_table_is_the_frame(store):
    frame = agent_matrix(store)
    (slide,) = drawn(frame)
    header, *rows = cells_of(slide)
    labels = frame.drop_duplicates("cohort")
    assert [cell.replace("\x0b", " ") for cell in header[2:]] == [
        f"{label}, n = {n}"
        for label, n in zip(labels["cohort_label"], labels["n_words"], strict=True)
    ]
    agents = frame.drop_duplicates("agent")
    assert [row[1] for row in rows] == [
        signed(agent.agent_class, agent.agent_code) for agent in agents.itertuples()
    ]
    cells = zip(frame["state"], frame["two_numbers"], strict=True)
    said = [f"{WORDS.get(state, '')} {numbers}".strip() for state, numbers in cells]
    said[2] = "Induction:\x0bnone"
    assert [cell for row in rows for cell in row[2:]] == said
    named = [row[0] for row in rows if row[0]]
    assert named == frame["class_label"].drop_duplicates().tolist()
    (graphic,) = graphics(slide)
    assert (graphic.name, alt_text(graphic)) == ("Agents by cohort", SUMMARY)
    assert len(ids_of(slide)) == len(set(ids_of(slide)))


USED = [state for state in STATES if state in IN_KEY]
EDGES = ("lnL", "lnR", "lnT", "lnB")


def fill_of(cell):
    """The kind of a cell's ground and its colours, without those of its edges."""
    ground = cell._tc.tcPr[-1]
    return ground.tag.partition("}")[2], hexed(*decks.colours_in(ground))


def edges_of(cell):
    return hexed(*(decks.colours_in(cell._tc.tcPr.find(f"{{*}}{edge}"))[0] for edge in EDGES))


def hexed(*colours):
    return [colour.removeprefix("#").upper() for colour in colours]


def test_each_state_is_drawn_as_its_evidence_is():
    (slide,) = drawn(one_agent(USED))
    row = list(table_of(slide).rows[1].cells)
    assert [cell.text for cell in row[2:]] == [WORDS[state] for state in USED]
    blue, ground = LIGHT.agent_class["CALCINEURIN_INHIBITOR"], LIGHT.background
    light = look_of("INFERRED", blue, LIGHT).fill
    assert [fill_of(cell) for cell in row[2:]] == [
        ("solidFill", hexed(blue)),
        ("gradFill", hexed(blue, blue, ground, ground)),
        ("noFill", []),
        ("solidFill", hexed(light)),
        ("noFill", []),
    ]
    assert fill_of(row[1]) == ("solidFill", hexed(blue))
    # what is part filled, hollow or lighter has an outline, of a colour that a dark theme shows;
    # what is empty has none of its own
    line = hexed(LIGHT.muted)
    assert edges_of(row[3]) == edges_of(row[4]) == edges_of(row[5]) == line * 4
    assert edges_of(row[6])[1] == hexed(ground)[0]
    assert {IN_KEY[state] for state in USED} <= set(texts_of(slide))


def test_cells_that_share_an_edge_name_its_line_alike(store):
    rows = [list(row.cells) for row in table_of(drawn(agent_matrix(store))[0]).rows]
    for row in rows:
        for left, right in pairwise(row):
            assert edges_of(left)[1] == edges_of(right)[0]
    for upper, lower in pairwise(rows):
        for above, below in zip(upper[2:], lower[2:], strict=True):
            assert edges_of(above)[3] == edges_of(below)[2]


def test_a_printed_none_spans_the_rows_of_induction(store):
    frame = agent_matrix(store)
    rows = list(table_of(drawn(frame)[0]).rows)[1:]
    spans = [row.cells[4].is_merge_origin for row in rows]
    assert spans == [True] + [False] * (len(rows) - 1)
    assert rows[0].cells[4].span_height == (frame["state"] == NONE).sum() == 7
    assert [row.cells[4].is_spanned for row in rows[1:8]] == [True] * 6 + [False]


def test_every_text_has_room_in_its_cell(store):
    table = table_of(drawn(agent_matrix(store))[0])
    widths = [column.width.pt - 2 * SIDE_MARGIN for column in table.columns]
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            sizes = {int(node.get("sz")) for node in cell._tc.iter("{*}rPr")}
            assert sizes <= {round(SIZE * 100)}
            bold = any(node.get("b") == "1" for node in cell._tc.iter("{*}rPr"))
            for line in cell.text.split("\x0b"):
                # Arial is 1.06 to 1.12 times as wide as the house type in such words
                assert TextStyle(SIZE, bold=bold).width_of(line) * 1.08 / WIDER <= width, line


def test_the_key_names_only_what_is_there():
    (slide,) = drawn(one_agent(["ALL"]))
    assert IN_KEY["ALL"] in texts_of(slide)
    assert IN_KEY["INFERRED"] not in texts_of(slide)


def test_no_agent_is_a_sentence():
    (slide,) = drawn(one_agent(["ALL"]).head(0))
    assert graphics(slide) == []
    assert NO_AGENT in texts_of(slide)


@pytest.mark.parametrize("code", ['<b>&"\x07', "=1+1"])
def test_a_hostile_code_is_text(code):
    (slide,) = drawn(one_agent(["SOME"], code=code))
    assert cells_of(slide)[1][1] == code.replace("\x07", "")


def test_more_agents_than_a_slide_holds_go_on():
    frame = pd.concat([one_agent(["ALL"], agent=f"a{n}", code=f"A{n}") for n in range(40)])
    slides = drawn(frame)
    shown = [cells_of(slide)[1:] for slide in slides]
    assert [row[1] for rows in shown for row in rows] == [f"A{n}" for n in range(40)]
    # the class is named again on the next slide
    assert [rows[0][0] for rows in shown] == ["Calcineurin inhibitor"] * len(slides)
    for slide in slides:
        assert min(row.height.pt for row in table_of(slide).rows) >= LOWEST


def test_an_empty_cell_has_the_size_of_the_others(store):
    (slide,) = drawn(agent_matrix(store))
    sizes = {
        tuple(sorted({node.get("sz") for node in cell._tc.iter("{*}rPr", "{*}endParaRPr")}))
        for row in list(table_of(slide).rows)[1:]
        for cell in list(row.cells)[:2]
    }
    assert len(sizes) == 1
    assert float(sizes.pop()[0]) >= 900


def test_columns_and_rows_share_the_body(store):
    table = table_of(drawn(agent_matrix(store))[0])
    widths = [column.width.pt for column in table.columns]
    assert widths == pytest.approx([CLASS, AGENT, *[(900 - CLASS - AGENT) / 7] * 7], abs=0.01)
    heights = [row.height.pt for row in table.rows]
    assert min(heights) >= LOWEST
    assert len(set(heights[1:])) == 1


def test_every_agent_has_the_colour_of_its_own_class(store):
    frame = agent_matrix(store)
    rows = list(table_of(drawn(frame)[0]).rows)[1:]
    classes = frame.drop_duplicates("agent")["agent_class"]
    expected = [LIGHT.agent_class[code].removeprefix("#").upper() for code in classes]
    assert [str(row.cells[1].fill.fore_color.rgb) for row in rows] == expected


def test_the_key_stands_below_the_table_each_sign_before_its_words(store):
    (slide,) = drawn(agent_matrix(store))
    boxes = {
        shape.name: decks.box_of(shape)
        for shape in decks.shapes_in(slide.shapes)
        if shape.name.startswith(("Sign ", "Meaning "))
    }
    (graphic,) = graphics(slide)
    for name, box in boxes.items():
        assert box.top >= decks.box_of(graphic).bottom
        assert box.right <= 930.1
        if name.startswith("Sign "):
            assert boxes[name.replace("Sign", "Meaning")].left == pytest.approx(box.right + 5, 0.01)
