from itertools import pairwise

import pandas as pd
import pytest

from components.figures.empty import NO_AGENT
from components.slides.agent_matrix import LOWEST, WORDS, matrix
from components.theme import LIGHT, tint
from data.queries.agent_matrix import STATES, agent_matrix
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
        f"{label} n = {n}"
        for label, n in zip(labels["cohort_label"], labels["n_words"], strict=True)
    ]
    assert [row[1] for row in rows] == frame["agent_code"].drop_duplicates().tolist()
    cells = zip(frame["state"], frame["two_numbers"], strict=True)
    assert [cell for row in rows for cell in row[2:]] == [
        f"{WORDS[state]} {numbers}".strip() for state, numbers in cells
    ]
    named = [row[0] for row in rows if row[0]]
    assert named == frame["class_label"].drop_duplicates().tolist()
    (graphic,) = graphics(slide)
    assert (graphic.name, alt_text(graphic)) == ("Agents by cohort", SUMMARY)
    assert len(ids_of(slide)) == len(set(ids_of(slide)))


def test_no_two_states_look_or_read_alike():
    (slide,) = drawn(one_agent(STATES))
    row = list(table_of(slide).rows[1].cells)
    assert [cell.text for cell in row[2:]] == [WORDS[state] for state in STATES]
    looks = []
    for cell in row[2:]:
        fill = cell._tc.tcPr[-1]
        colours = tuple(colour.get("val") for colour in fill.iter("{*}srgbClr"))
        looks.append((fill.tag.partition("}")[2], colours))
    assert len(set(looks)) == len(STATES)
    assert [kind for kind, _ in looks] == [
        "solidFill",
        "solidFill",
        "pattFill",
        "pattFill",
        "noFill",
    ]
    blue = LIGHT.agent_class["CALCINEURIN_INHIBITOR"].removeprefix("#").upper()
    assert looks[0][1] == (blue,)
    assert str(row[1].fill.fore_color.rgb) == blue
    assert set(STATES.values()) <= set(texts_of(slide))


def test_the_key_names_only_what_is_there():
    (slide,) = drawn(one_agent(["ALL"]))
    assert STATES["ALL"] in texts_of(slide)
    assert STATES["INFERRED"] not in texts_of(slide)


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
    """Of 900 points class and agent have 158 and 128; of 408 the head has 44, the key 26."""
    table = table_of(drawn(agent_matrix(store))[0])
    widths = [column.width.pt for column in table.columns]
    assert widths == pytest.approx([158, 128, *[614 / 7] * 7], abs=0.01)
    heights = [row.height.pt for row in table.rows]
    assert heights == pytest.approx(
        [44, *[338 / (len(heights) - 1)] * (len(heights) - 1)], abs=0.01
    )


def test_every_agent_has_the_colour_of_its_own_class(store):
    frame = agent_matrix(store)
    rows = list(table_of(drawn(frame)[0]).rows)[1:]
    classes = frame.drop_duplicates("agent")["agent_class"]
    expected = [LIGHT.agent_class[code].removeprefix("#").upper() for code in classes]
    assert [str(row.cells[1].fill.fore_color.rgb) for row in rows] == expected


def test_some_is_a_pale_ground_of_the_class():
    (slide,) = drawn(one_agent(["ALL", "SOME"]))
    all_of, some_of = list(table_of(slide).rows[1].cells)[2:]
    blue = LIGHT.agent_class["CALCINEURIN_INHIBITOR"]
    assert str(all_of.fill.fore_color.rgb) == blue.removeprefix("#").upper()
    pale = tint(blue, LIGHT.background, 0.3)
    assert str(some_of.fill.fore_color.rgb) == pale.removeprefix("#").upper()


def test_the_key_stands_in_one_line_each_sign_before_its_words():
    (slide,) = drawn(one_agent(STATES).assign(two_numbers="2/1"))
    boxes = [
        decks.box_of(shape)
        for shape in decks.shapes_in(slide.shapes)
        if shape.name.startswith(("Sign ", "Meaning "))
    ]
    assert len(boxes) == 2 * len(STATES) + 1
    assert {box.top for box in boxes} == {488 - 18}
    gaps = [later.left - box.right for box, later in pairwise(boxes)]
    assert gaps == pytest.approx([5, 12] * len(STATES), abs=0.02)
    assert boxes[-1].right <= 930


def test_a_rule_parts_the_classes_and_a_dot_is_larger_than_words():
    frame = pd.concat(
        [
            one_agent(["ALL", "NOT_USED"], agent="a"),
            one_agent(["ALL", "NOT_USED"], agent="b"),
            one_agent(["ALL", "ALL"], agent="c").assign(agent_class="CYTOKINE"),
        ]
    )
    rows = list(table_of(drawn(frame)[0]).rows)[1:]
    lines = [row.cells[0]._tc.tcPr.find("{*}lnB//{*}srgbClr").get("val") for row in rows]
    rule, gap = (c.removeprefix("#").upper() for c in (LIGHT.border, LIGHT.background))
    assert lines == [gap, rule, rule]
    word, dot = (float(next(cell._tc.iter("{*}rPr")).get("sz")) for cell in list(rows[0].cells)[2:])
    assert dot == word + 100
