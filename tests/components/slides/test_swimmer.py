from typing import Any

from pptx.oxml.ns import qn

from components.figures import swimmer as figure
from components.slides.swimmer import swimmer_plot
from data.link.state import PageState
from data.queries import outcomes
from tests.components.slides.test_timeline import HEADING, check_room, drawn, slides_of


def test_every_lane_with_its_signs(store: Any) -> None:
    frame = outcomes.graft_function(store, PageState())
    slides = slides_of(swimmer_plot, frame)
    check_room(slides)
    assert len(slides) == 1
    shapes = drawn(slides)
    for row in figure.functions_of(frame):
        name = f"{row.cohort} · {figure.lane_name(row)}: {row.printed}"
        lane = next(s for s in shapes if s.name == name)
        patterns = list(lane._element.iter(qn("a:pattFill")))
        assert len(patterns) == (row.qualifier == "BY")
        fades = [s for s in lane.shapes if s.name.endswith("fade")]
        assert len(fades) == (row.qualifier == "UP_TO")
        names = [s.name for s in lane.shapes]
        assert (figure.SIGN_WORDS[figure.ON] in names) == (row.qualifier == "AT_LEAST")
        assert ("± as printed" in names) == (row.spread is not None)


def test_hostile_words_and_the_empty_frame(store: Any) -> None:
    frame = outcomes.graft_function(store, PageState())
    hostile = frame.iloc[[1]].assign(duration_printed="<b>&\x00", cohort="<i>")
    assert any("<i>" in s.name for s in drawn(slides_of(swimmer_plot, hostile)))
    slides = slides_of(swimmer_plot, frame.iloc[:0])
    graphic = next(s for s in slides[0].shapes if s.name == "Nothing to show")
    assert "no graft function" in "".join(s.text_frame.text for s in graphic.shapes)
    assert graphic._element.nvGrpSpPr.cNvPr.get("descr") == HEADING.summary
