"""Slides in another theme: every text can be read, and every mark stands out from its ground."""

import io

import pytest
from pptx import Presentation

from components.slides.theme_colours import SLIDE, ThemeColour, is_lost_in_the_dark, is_pale
from components.theme import LIGHT, channels, contrast
from tests.components.slides import decks
from tests.components.slides.every_view import EveryView, states_of
from tests.components.slides.painted import (
    SWAPPED,
    Painted,
    Seen,
    Words,
    chart_spaces,
    painted,
    with_theme,
)
from tests.data.readers.usdm.samples import in_4
from tests.posted_studies import POSTED, STUDIES
from tests.studies import study_store

HELD = ("built-in", "study protocol", "posted results")


@pytest.fixture(scope="module", params=HELD)
def drawn(request, store, posted, tmp_path_factory) -> EveryView:
    match request.param:
        case "built-in":
            return EveryView(store, states_of(store))
        case "study protocol":
            study = study_store(tmp_path_factory.mktemp("study"), in_4())
            return EveryView(study, states_of(study))
    found = posted.named(POSTED)
    return EveryView(found, states_of(found, list(STUDIES)[:6]))


@pytest.mark.parametrize("theme", SWAPPED)
def test_every_text_and_mark_of_every_view_is_seen(drawn, theme):
    blob = with_theme(drawn.blob, theme)
    seen = Seen(decks.scheme_of(Presentation(io.BytesIO(blob))))
    found = {
        slug: list(
            dict.fromkeys(fault for slide in slides for fault in seen.faults(painted(slide)))
        )
        for slug, slides in drawn.slides(blob).items()
    }
    assert len(found) > 2
    assert {slug: faults for slug, faults in found.items() if faults} == {}


@pytest.mark.parametrize("theme", SWAPPED)
def test_every_chart_is_seen(drawn, theme):
    blob = with_theme(drawn.blob, theme)
    seen = Seen(decks.scheme_of(Presentation(io.BytesIO(blob))))
    found = {
        slug: {
            fault
            for slide in slides
            for chart in chart_spaces(slide)
            for fault in seen.chart_faults(chart)
        }
        for slug, slides in drawn.slides(blob).items()
    }
    assert {slug: faults for slug, faults in found.items() if faults} == {}


def test_the_swapped_theme_is_that_of_the_file(drawn):
    schemes = {
        name: decks.scheme_of(Presentation(io.BytesIO(with_theme(drawn.blob, name))))
        for name in SWAPPED
    }
    assert schemes["dark"]["bg1"] == schemes["dark"]["dk1"] == "#101820"
    assert schemes["warm cream"]["bg1"] == "#fff8ec"
    assert decks.house_scheme()["bg1"] == LIGHT.background


def test_a_fault_is_seen():
    """Grey on grey, and a mark of the ground's own colour."""
    grey, nearly = (ThemeColour("#777777", "tx1", share) for share in (1.0, 0.9))
    elements = [decks.written(colour) for colour in (grey, nearly)]
    box = decks.Box(0, 0, 100, 20)
    ground = Painted("Ground", box, "solid", [(0.0, elements[0])])
    words = Painted("Text", box, words=[Words("Hidden", elements[1], 12, False)], ink=(50, 10))
    mark = Painted("Mark", decks.Box(10, 5, 5, 5), "solid", [(0.0, elements[0])])
    faults = list(Seen(decks.house_scheme()).faults([ground, words, mark]))
    assert [fault.split(" ")[0] for fault in faults] == ["words", "mark"]


def test_greys_of_slides_are_those_of_the_house_to_a_shade():
    text, ground = channels(LIGHT.text), channels(LIGHT.background)
    greys = {
        name: colour for name, colour in vars(SLIDE).items() if isinstance(colour, ThemeColour)
    }
    assert set(greys) >= {"muted", "grid", "not_stated", "not_stated_hatch", "land", "border"}
    for colour in greys.values():
        if colour.place == "tx1":
            mixed = [
                round(part * colour.alpha + base * (1 - colour.alpha))
                for part, base in zip(text, ground, strict=True)
            ]
            assert mixed == pytest.approx(channels(colour), abs=9)
    assert contrast(decks.seen(SLIDE.muted), LIGHT.background) >= 4.5


@pytest.mark.parametrize(
    ("colour", "lost", "pale"),
    [
        ("#000e40", True, False),
        ("#222222", True, False),
        ("#b98c00", False, False),
        ("#cfe2f7", False, True),
        (SLIDE.text, False, False),
        (SLIDE.land, False, False),
    ],
)
def test_colours_that_a_theme_could_hide(colour, lost, pale):
    assert (is_lost_in_the_dark(colour), is_pale(colour)) == (lost, pale)
