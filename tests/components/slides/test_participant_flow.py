"""Participant flow on slides: native boxes and connectors in one named group."""

import pytest

from components.figures.flow_grid import FlowScene, parts_of, read_flow
from components.figures.participant_flow import NO_FLOW, SIGN
from components.slides.activity_schedule import SLIDE
from components.slides.participant_flow import participant_flow
from components.slides.sheet import BODY
from tests.components.slides.decks import (
    all_text,
    box_of,
    shapes_in,
    shapes_named,
    slides_of,
    texts_of,
    the,
)
from tests.flow_samples import (
    TEXTS,
    crossover,
    flow_frame,
    flow_row,
    hostile_flow,
    many_groups,
    many_reasons,
    two_arms,
)


def test_boxes_stand_in_their_places():
    (slide,) = slides_of(participant_flow, two_arms())
    (part,) = parts_of(read_flow(two_arms()), SLIDE)
    for placed in FlowScene(part, SLIDE).boxes:
        box = box_of(the(slide, f"{placed.group.title}: {placed.box.head}"))
        assert box.left == pytest.approx(BODY.left + placed.left, abs=0.05)
        assert box.top == pytest.approx(BODY.top + placed.top, abs=0.05)
    assert len(shapes_named(slide, "Connector")) == 6
    said = all_text(slide.shapes)
    for words in ("421 started", "48 Lost to follow-up\n21 Adverse event", "352 completed"):
        assert words in said
    groups = [shape for shape in slide.shapes if hasattr(shape, "shapes")]
    assert [group.name for group in groups].count("A title") == 1


@pytest.mark.parametrize(
    ("frame", "least"),
    [(many_groups(), 4), (crossover(), 2), (many_reasons(), 1), (many_reasons(60), 2)],
)
def test_as_many_slides_as_parts_and_nothing_over_the_edge(frame, least):
    slides = slides_of(participant_flow, frame)
    assert len(slides) == len(parts_of(read_flow(frame), SLIDE)) >= least
    for slide in slides:
        for shape in shapes_in(slide.shapes):
            if ": " in shape.name:
                box = box_of(shape)
                assert box.left >= BODY.left - 0.05
                assert box.right <= BODY.right + 0.05
                assert box.bottom <= BODY.bottom + 0.05


def test_a_contradiction_has_its_sign():
    frame = flow_frame(flow_row("STARTED", "1"), flow_row("COMPLETED", "2"), titles=("All",))
    (slide,) = slides_of(participant_flow, frame)
    assert the(slide, "This number does not fit the others").text_frame.text == SIGN


@pytest.mark.parametrize("text", TEXTS)
def test_hostile_texts_are_text(text):
    for slide in slides_of(participant_flow, hostile_flow(text)):
        assert "\x07" not in "".join(texts_of(slide))


def test_no_rows():
    (slide,) = slides_of(participant_flow, flow_frame())
    assert NO_FLOW in texts_of(slide)
