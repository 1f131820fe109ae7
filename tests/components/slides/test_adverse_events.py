"""Slides of adverse events: native shapes in their places, type that a room can read."""

import io

import pytest
from pptx import Presentation
from pptx.util import Pt

from components.share.deck import slide_bytes
from components.share.drawn_view import DrawnView
from components.views import VIEWS
from data.link.options import ResultOptions
from data.link.state import PageState
from tests.posted_studies import POSTED, STUDIES

BASE = "https://x.example.org"
OMALIZUMAB, HOSTILE = "NCT00314574", "NCT00000766"


def deck(posted, nct_id, **chosen):
    own = posted.named(POSTED)
    results = ResultOptions(trial=nct_id, **chosen)
    state = PageState(own.no_filters(), results=results, dataset=POSTED)
    drawn = DrawnView.of(own, state, VIEWS["adverse-events"], BASE)
    return Presentation(io.BytesIO(slide_bytes(drawn)))


def inside(shapes):
    for shape in shapes:
        yield shape
        if hasattr(shape, "shapes"):
            yield from inside(shape.shapes)


def every(deck):
    return [shape for slide in deck.slides for shape in inside(slide.shapes)]


@pytest.mark.parametrize("nct_id", STUDIES)
def test_every_shape_is_native_and_within_its_slide(posted, nct_id):
    made = deck(posted, nct_id)
    for shape in every(made):
        assert not hasattr(shape, "image")
        assert shape.left >= 0 and shape.top >= 0
        assert shape.left + shape.width <= made.slide_width + 1
        assert shape.top + shape.height <= made.slide_height + 1


def test_dots_are_named_by_their_counts_and_stand_in_order(posted):
    names = [shape.name for shape in every(deck(posted, OMALIZUMAB))]
    assert "Placebo: 44 of 420 (10.5 %)" in names
    assert "Xolair: 40 of 428 (9.3 %)" in names
    made = every(deck(posted, OMALIZUMAB))
    place = {shape.name: shape.left + shape.width / 2 for shape in made}
    assert place["Xolair: 40 of 428 (9.3 %)"] < place["Placebo: 44 of 420 (10.5 %)"]
    words = [shape.text_frame.text for shape in made if shape.has_text_frame]
    assert "−1.1 (−5.2 to +2.9)" in words
    assert any(text.startswith("Other events below 5 %") for text in words)


@pytest.mark.parametrize("nct_id", [OMALIZUMAB, HOSTILE])
def test_texts_of_the_drawing_have_twelve_points(posted, nct_id):
    for slide in deck(posted, nct_id).slides:
        groups = [shape for shape in slide.shapes if hasattr(shape, "shapes")]
        assert groups
        for shape in inside(groups):
            if shape.name != "Source" and getattr(shape, "has_text_frame", False):
                for paragraph in shape.text_frame.paragraphs:
                    assert all(run.font.size >= Pt(12) for run in paragraph.runs)


def test_hostile_texts_are_texts(posted):
    made = deck(posted, HOSTILE)
    words = [shape.text_frame.text for shape in every(made) if shape.has_text_frame]
    assert any("Pain <img src=x" in text for text in words)
    assert any('=cmd|"/C calc"' in text for text in words)
