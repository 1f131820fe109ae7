"""Long headings: title, filters, source and figure keep apart, and nothing leaves the slide."""

import pytest
from pptx.slide import Slide

from components.slides.drawing import Box
from components.slides.slide_places import HEIGHT, WIDTH
from tests.components.slides.every_view import EveryView, states_of
from tests.components.slides.painted import painted
from tests.data.readers.usdm.samples import in_4
from tests.posted_studies import POSTED, STUDIES
from tests.studies import study_store

TITLE = "Phase of the trials of islets, by condition, as they were found in the registry on a day "
LONG = {
    "title": (TITLE * 2)[:120],
    "choice": ("7 of 19 trials. Condition: type 1 diabetes or chronic kidney failure. " * 6)[:400],
    "footer": (
        "Source: a review of 2010, its tables and its text. " * 6,
        "https://x.example.org/a",
    ),
}
SHORT = {"title": "A title", "choice": "19 of 19 trials.", "footer": ("Source: a review.",)}
SLACK = 0.6
"""Points: the line around a shape."""


@pytest.fixture(scope="module", params=["built-in", "study protocol", "posted results"])
def dataset(request, store, posted, tmp_path_factory):
    match request.param:
        case "built-in":
            return store, states_of(store)
        case "study protocol":
            study = study_store(tmp_path_factory.mktemp("study"), in_4())
            return study, states_of(study)
    found = posted.named(POSTED)
    return found, states_of(found, list(STUDIES)[:6])


def overlap(one: Box, other: Box) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > SLACK and down > SLACK


def faults_of(slide: Slide) -> list[str]:
    things = painted(slide)
    heads = {each.name: each.box for each in things if each.name in ("Title", "Filters", "Source")}
    assert len(heads) == 3
    figure = [(each.name, each.box) for each in things if each.name not in heads]
    figure = [(name, box) for name, box in figure if name != "Slide number"]
    figure += [
        (shape.name, Box(*(side / 12_700 for side in sides)))
        for shape in slide.shapes
        if shape.has_chart
        for sides in [(shape.left, shape.top, shape.width, shape.height)]
    ]
    found = [
        f"“{name}” runs into {head}"
        for name, box in figure
        for head, place in heads.items()
        if overlap(box, place)
    ]
    for name, box in figure:
        if min(box.left, box.top) < 0 or box.right > WIDTH + SLACK or box.bottom > HEIGHT + SLACK:
            found.append(f"“{name}” leaves the slide")
    title, filters, source = heads["Title"], heads["Filters"], heads["Source"]
    if not title.bottom <= filters.top + SLACK <= filters.bottom < source.top:
        found.append("title, filters and source overlap")
    return found


@pytest.mark.parametrize("given", [SHORT, LONG], ids=["short", "long"])
def test_nothing_overlaps(dataset, given):
    drawn = EveryView(*dataset, **given)
    found = {
        slug: {fault for slide in slides for fault in faults_of(slide)}
        for slug, slides in drawn.slides().items()
    }
    assert {slug: faults for slug, faults in found.items() if faults} == {}
    assert all(drawn.held.values())
