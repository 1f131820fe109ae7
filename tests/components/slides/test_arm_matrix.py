import pytest

from components.figures.empty import NO_LINK
from components.slides.arm_matrix import LISTED, NAMED, SIZE, SWATCH, arm_matrix
from components.slides.drawing import WIDER, TextStyle
from components.slides.sheet import BODY
from components.slides.tables import SIDE_MARGIN
from components.theme import LIGHT
from tests.arm_samples import frame_of, link
from tests.components.figures.test_arm_grid import full
from tests.components.figures.test_arm_matrix import three
from tests.components.slides import decks
from tests.components.slides.decks import (
    SUMMARY,
    alt_text,
    cells_of,
    graphics,
    ids_of,
    slides_of,
    table_of,
    texts_of,
)
from tests.components.slides.test_agent_matrix import edges_of, fill_of, hexed


def slides(frame):
    return slides_of(arm_matrix, frame)


def test_the_table_is_the_frame():
    (slide,) = slides(three())
    head, *rows = cells_of(slide)
    assert [cell.split("\x0b") for cell in head] == [
        [""],
        *(["A", "Experimental"], ["B", "Experimental"], ["C", "Experimental"]),
    ]
    assert rows == [
        [f"{SWATCH}Class corticosteroid", "", "", ""],
        ["X", LISTED, "", ""],
        [f"{SWATCH}Class drug", "", "", ""],
        ["Y", LISTED, LISTED, ""],
        ["Named for an arm", "", "", ""],
        ["Drug: Z", "", "", NAMED],
    ]
    (graphic,) = graphics(slide)
    assert (graphic.name, alt_text(graphic)) == ("Arms and interventions", SUMMARY)
    assert len(ids_of(slide)) == len(set(ids_of(slide)))


def test_each_cell_has_the_colour_of_its_class():
    (slide,) = slides(three())
    rows = [list(row.cells) for row in table_of(slide).rows]
    steroid, drug = (LIGHT.agent_class[code] for code in ("CORTICOSTEROID", "DRUG"))
    assert fill_of(rows[2][1]) == ("solidFill", hexed(steroid))
    assert fill_of(rows[4][1]) == fill_of(rows[4][2]) == ("solidFill", hexed(drug))
    assert fill_of(rows[6][3]) == ("noFill", [])
    assert edges_of(rows[6][3]) == hexed(LIGHT.muted) * 4
    swatch = decks.colours_in(rows[1][0]._tc.find(".//{*}rPr"))
    assert swatch == [steroid]


def test_the_name_of_a_class_spans_its_row():
    (slide,) = slides(three())
    band = table_of(slide).rows[1].cells
    assert (band[0].is_merge_origin, band[0].span_width) == (True, 4)
    assert [cell.is_spanned for cell in band] == [False, True, True, True]


def test_trials_span_the_columns_of_their_arms():
    frame = frame_of(*full(2, 2), *full(1, 2, nct_id="NCT00000002", first=2))
    (slide,) = slides(frame)
    heads = table_of(slide).rows[0].cells
    assert [cell.span_width for cell in heads if cell.is_merge_origin] == [2]
    assert [cell.text.replace("\x0b", " ")[:11] for cell in heads] == [
        *("", "NCT00000001", "", "NCT00000002")
    ]


def test_arms_are_rows_where_they_are_many():
    (slide,) = slides(frame_of(*full(10, 1)))
    groups, head, *rows = cells_of(slide)
    assert (groups[1:], head[1:]) == (["Class drug"], ["Drug 1"])
    assert rows[0] == ["A\x0bExperimental", LISTED]
    line = table_of(slide).rows[0].cells[1]._tc.tcPr.find("{*}lnB")
    assert decks.colours_in(line) == [LIGHT.agent_class["DRUG"]]


LONG = "{} Arm of a dose-escalation or expansion cohort with a name of a hundred letters"


@pytest.mark.parametrize(
    "rows",
    [full(3, 4), full(7, 9, label=LONG, name=LONG), full(20, 25), full(16, 7, label=LONG)],
)
def test_every_text_has_room_and_every_part_its_slide(rows):
    made = slides(frame_of(*rows))
    said = sum(row.count(LISTED) for slide in made for row in cells_of(slide))
    assert said == len(rows)
    for slide in made:
        table = table_of(slide)
        assert sum(row.height.pt for row in table.rows) <= BODY.height + 0.01
        assert sum(column.width.pt for column in table.columns) <= BODY.width + 0.01
        widths = [column.width.pt - 2 * SIDE_MARGIN for column in table.columns]
        for row in table.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                lines = cell.text.split("\x0b")
                assert len(lines) * 1.15 * SIZE <= row.height.pt + 0.01 or cell.is_spanned
                bold = any(node.get("b") == "1" for node in cell._tc.iter("{*}rPr"))
                for line in lines if not cell.is_merge_origin else ():
                    room = TextStyle(SIZE, bold=bold).width_of(line) * 1.08 / WIDER
                    assert room <= width, line


def test_parts_go_on_from_slide_to_slide():
    made = slides(frame_of(*full(2, 24)))
    assert [cells_of(slide)[0][0] for slide in made] == [
        f"Part {n} of {len(made)}" for n in range(1, len(made) + 1)
    ]
    assert "(continued)" in made[1].shapes.title.text_frame.text


def test_no_link_is_a_sentence():
    (slide,) = slides(frame_of(link("A", "", None, link="NO_INTERVENTION")))
    assert graphics(slide) == []
    assert NO_LINK in texts_of(slide)


def test_a_hostile_name_is_text():
    (slide,) = slides(frame_of(link("A", '<b>&"\x07', 1, arm_name="<a:t>")))
    head, _, row = cells_of(slide)
    assert (head[1], row[0]) == ("<a:t>\x0bExperimental", '<b>&"')
