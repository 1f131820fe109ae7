from itertools import combinations

import pandas as pd
import pytest
from pptx.oxml.ns import qn

from components.figures.empty import NO_EVENT
from components.slides.at_a_glance import PILL, SIZE, at_a_glance
from components.slides.drawing import TextStyle
from components.slides.sheet import BODY
from components.theme import LIGHT
from tests.components.figures.test_at_a_glance import all_twelve, frame
from tests.components.figures.timeline.samples import frame_of, on
from tests.components.slides import decks


def own_shapes(slide):
    """The figure's shapes, without title, caption and source."""
    groups = [shape for shape in slide.shapes if shape.name.startswith("A title")]
    return list(decks.shapes_in(groups))


def sizes(slide):
    return {
        int(run.get("sz")) / 100
        for shape in own_shapes(slide)
        for run in shape._element.iter(qn("a:rPr"))
    }


def check(slide):
    """Type as large as it must be, all inside the body, and no two texts in one place."""
    assert sizes(slide) == {SIZE}
    texts = []
    for shape in own_shapes(slide):
        box = decks.box_of(shape)
        assert box.left >= BODY.left - 0.1 and box.right <= BODY.right + 0.1, shape.name
        assert box.top >= BODY.top - 0.1 and box.bottom <= BODY.bottom + 0.1, shape.name
        if shape.has_text_frame and shape.text_frame.text:
            bold = bool(shape.text_frame.paragraphs[0].runs[0].font.bold)
            words = TextStyle(SIZE, bold=bold).width_of(shape.text_frame.text)
            assert words <= box.width + 0.1, shape.text_frame.text
            texts.append(box)
    for one, other in combinations(texts, 2):
        apart_x = one.right <= other.left + 0.1 or other.right <= one.left + 0.1
        apart_y = one.bottom <= other.top + 0.1 or other.bottom <= one.top + 0.1
        assert apart_x or apart_y, (one, other)


def test_seven_cohorts_are_one_slide(store):
    (slide,) = decks.slides_of(at_a_glance, frame(store))
    check(slide)
    words = decks.all_text(slide.shapes)
    assert "none" in words.split("\n")
    assert all(years in words for years in ("1994–96", "1994–97", "1996–98", "2005–07"))


def test_twelve_protocols_are_one_slide_and_keep_their_type(store):
    (slide,) = decks.slides_of(at_a_glance, all_twelve(store))
    check(slide)
    words = decks.all_text(slide.shapes)
    assert all(code in words for code in ("C1H", "UCMSC", "HOT", "1998–99 ITA", "T1D HSCT"))
    assert "…" not in words


def test_more_protocols_than_a_slide_holds_go_on_with_the_next(store):
    twelve = all_twelve(store)
    again = twelve.assign(regimen="again-" + twelve["regimen"])
    slides = decks.slides_of(at_a_glance, pd.concat([twelve, again]))
    assert len(slides) == 2
    for slide in slides:
        check(slide)


def test_chips_are_round_and_segments_are_not(store):
    (slide,) = decks.slides_of(at_a_glance, frame(store, "?regimen=miami-1994-96-iak"))
    shapes = own_shapes(slide)
    by_name = {shape.name: shape for shape in shapes if shape.name.startswith("Induction")}
    (chip,) = by_name.values()
    preset = chip._element.spPr.find(qn("a:prstGeom")).get("prst")
    assert preset == PILL
    assert decks.fill_of(chip) == ("solidFill", LIGHT.agent_class["T_CELL_DEPLETING"])
    hollow = next(s for s in shapes if "Azathioprine" in s.name)
    assert decks.fill_of(hollow) == ("none",)


def test_some_patients_are_a_filled_part(store):
    (slide,) = decks.slides_of(at_a_glance, frame(store, "?regimen=miami-1994-96-sik"))
    parts = [shape for shape in own_shapes(slide) if shape.name.endswith(", part")]
    assert len(parts) == 5 + 1  # the key has one, too


def test_nothing_to_show_is_said(store):
    (slide,) = decks.slides_of(at_a_glance, frame(store).iloc[:0])
    assert NO_EVENT in decks.all_text(slide.shapes)


@pytest.mark.parametrize("name", ["<b> & \x00" * 40, "膵島" * 80, ""])
def test_hostile_names_stay_on_the_slide(name):
    row = {**on(0), "regimen_label": name, "agent_code": name or "x", "role_label": name}
    (slide,) = decks.slides_of(at_a_glance, frame_of(row, {**row, "role": "INDUCTION"}))
    assert sizes(slide) == {SIZE}
