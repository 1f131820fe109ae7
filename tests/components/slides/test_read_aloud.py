"""Slides for a screen reader: the order of reading, alt text, decoration, links."""

import re

import pytest
from pptx.oxml.ns import qn

from tests.components.slides import decks
from tests.components.slides.every_view import EveryView, states_of
from tests.components.slides.painted import is_meant
from tests.posted_studies import POSTED, STUDIES


@pytest.fixture(scope="module", params=["built-in", "posted results"])
def drawn(request, store, posted) -> EveryView:
    if request.param == "built-in":
        return EveryView(store, states_of(store))
    found = posted.named(POSTED)
    return EveryView(found, states_of(found, list(STUDIES)[:3]))


@pytest.fixture(scope="module")
def slides(drawn):
    return [slide for own in drawn.slides().values() for slide in own]


def head_of(shape):
    return next(shape._element.iter(qn("p:cNvPr")))


def is_read(shape) -> bool:
    """Says whether all of a shape is words."""
    if hasattr(shape, "shapes"):
        return all(is_read(inner) for inner in shape.shapes)
    return shape.has_text_frame and bool(shape.text_frame.text)


def test_title_filters_figure_source_are_read_in_this_order(slides):
    for slide in slides:
        names = [shape.name for shape in slide.shapes]
        assert names[:2] == ["Title", "Filters"]
        assert names[-2:] == ["Source", "Slide number"]
        assert len(names) > 4


def test_what_is_drawn_has_alt_text_or_is_passed_over(slides):
    for slide in slides:
        for shape in slide.shapes:
            if not shape.is_placeholder:
                head = head_of(shape)
                said = head.get("descr") or decks.is_decorative(head) or is_read(shape)
                assert said, (slide.shapes.title.text, shape.name)


def test_only_grounds_and_rules_are_passed_over(slides):
    passed = 0
    for slide in slides:
        for shape in decks.figure_of(slide):
            head = head_of(shape)
            if decks.is_decorative(head):
                passed += 1
                assert not head.get("descr")
                colours = shape._element.spPr.iter(qn("a:srgbClr"), qn("a:schemeClr"))
                assert not any(is_meant(colour) for colour in colours)
    assert passed > 50


def test_addresses_can_be_clicked(slides):
    for slide in slides:
        (source,) = (shape for shape in slide.placeholders if shape.name == "Source")
        links = {
            run.text: run.hyperlink.address
            for paragraph in source.text_frame.paragraphs
            for run in paragraph.runs
            if run.hyperlink.address
        }
        assert links
        assert all(text == address for text, address in links.items())


def test_bars_are_told_as_name_and_number(store):
    drawn = EveryView(store, states_of(store)).slides()
    for slug in ("phase-by-condition", "allocation", "allocation-by-masking", "trial-map"):
        said = " ".join(
            head.get("descr", "") for head in drawn[slug][0]._element.iter(qn("p:cNvPr"))
        )
        assert re.search(r"[^:;]: \d+; [^:;]+: \d+", said), slug
    assert "Phase 1: 1; Phase 1/2: 2" in " ".join(
        head.get("descr", "")
        for head in drawn["phase-by-condition"][0]._element.iter(qn("p:cNvPr"))
    )
