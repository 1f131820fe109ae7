import pandas as pd
import pytest

from components.figures.empty import NO_AGENT
from components.slides.agent_matrix import LOWEST, WORDS, matrix
from components.theme import LIGHT
from data.queries.agent_matrix import STATES, agent_matrix
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
