import io
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest
from pptx import Presentation
from pptx.oxml.ns import qn

from components.figures.timeline.events import read_events
from components.slides.sheet import SMALLEST, Heading, Sheet, deck_bytes, new_deck
from components.slides.timeline import comparison_timeline, protocol_timeline
from data.link.state import PageState
from data.queries import comparison, regimens

HEADING = Heading("Protocols", "All.", ("Source",), "The protocols in words.", ("Note",))


def slides_of(draw: Any, frame: Any, *options: str) -> list[Any]:
    """The slides of the saved file, read again."""
    deck = new_deck()
    draw(frame, Sheet(deck, HEADING), *options)
    return list(Presentation(io.BytesIO(deck_bytes(deck))).slides)


def every(shapes: Any) -> Iterator[Any]:
    for shape in shapes:
        yield shape
        if shape.shape_type is not None and hasattr(shape, "shapes"):
            yield from every(shape.shapes)


def drawn(slides: list[Any]) -> list[Any]:
    """The figure's own shapes."""
    groups = [s for slide in slides for s in slide.shapes if s.name.startswith(HEADING.title)]
    return list(every(groups))


def state(store: Any, query: str) -> PageState:
    found, ignored = PageState.from_query(query, store.known)
    assert not ignored
    return found


def check_room(slides: list[Any]) -> None:
    """Inside the slide, and no type below the smallest."""
    for shape in drawn(slides):
        assert min(shape.left, shape.top) >= 0
        assert shape.left + shape.width <= 960 * 12_700
        assert shape.top + shape.height <= 496 * 12_700
        for run in shape._element.iter(qn("a:rPr")):
            assert int(run.get("sz")) >= SMALLEST * 100


@pytest.mark.parametrize("window", ["both", "transplant", "followup"])
@pytest.mark.parametrize("query", ["", "all"])
def test_protocols_hold_their_events(store: Any, window: str, query: str) -> None:
    chosen = "regimen=" + "~".join(store.regimens["regimen"]) if query else ""
    frame = regimens.events(store, state(store, chosen))
    slides = slides_of(protocol_timeline, frame, window)
    check_room(slides)
    names = [shape.name for shape in drawn(slides)]
    for event in read_events(frame):
        assert f"{event.role_label} · {event.agent_code}" in names
        if window == "both":
            assert any(name.startswith(event.name) for name in names)
    assert set(frame["regimen_label"]) <= set(names)


def test_marks_keep_their_meaning(store: Any) -> None:
    frame = regimens.events(store, state(store, "regimen=miami-2005-07-ita~miami-1998-99-ita"))
    shapes = drawn(slides_of(protocol_timeline, frame, "both"))
    for event in read_events(frame):
        own = [s for s in shapes if s.name.startswith(event.name)]
        xml = [s._element for s in own]
        spans = event.start is not None and event.end is not None and not event.is_point
        if event.undated or (event.inferred and spans):
            assert any(len(e.findall(f".//{qn('a:pattFill')}")) for e in xml), event.name
        if event.end_kind == "ONGOING" and event.start is not None:
            assert any(s.name.endswith("open end") for s in own)
        if event.end_kind == "WEANED":
            assert any(s.name.endswith("fade") for s in own)


def test_compared_protocols_have_the_same_lanes(store: Any) -> None:
    compared = "~".join(list(store.regimens["regimen"])[:4])
    frame = comparison.compared_events(store, state(store, f"regimen={compared}"))
    slides = slides_of(comparison_timeline, frame, "both")
    check_room(slides)
    labels = set(frame["regimen_label"])
    blocks = [s for s in drawn(slides) if s.name in labels]
    lanes = [sum(hasattr(lane, "shapes") for lane in block.shapes) for block in blocks]
    assert len(blocks) == len(labels)
    assert len(set(lanes)) == 1


def test_a_protocol_too_tall_is_continued(store: Any) -> None:
    frame = regimens.events(store, state(store, "regimen=miami-2005-07-ita"))
    many = [
        frame.iloc[[0]].assign(agent=f"a{i}", agent_code=f"A{i}", agent_name="<b>&\x07")
        for i in range(40)
    ]
    slides = slides_of(protocol_timeline, pd.concat(many), "both")
    check_room(slides)
    names = [shape.name for shape in drawn(slides)]
    assert len(slides) > 1
    assert any(name.endswith("(continued)") for name in names)
    assert sum("· A" in name for name in names) == 40
    assert any("<b>&:" in name for name in names)


def test_alt_text_and_the_empty_frame(store: Any) -> None:
    frame = regimens.events(store, state(store, "regimen=miami-2005-07-ita"))
    for rows, name in ((frame, HEADING.title), (frame.iloc[:0], "Nothing to show")):
        slides = slides_of(protocol_timeline, rows, "both")
        graphic = next(s for s in slides[0].shapes if s.name == name)
        assert graphic._element.nvGrpSpPr.cNvPr.get("descr") == HEADING.summary
    assert "No event matches" in "".join(s.text_frame.text for s in graphic.shapes)
