"""The words around a figure."""

from dataclasses import replace

import pytest

from app import create_app
from callbacks.http.settings import Settings
from components.elements.cards import GRAPH, data_table, figure_card, frame_words
from components.elements.figure_cache import rendered
from components.elements.markup import with_markup
from components.elements.request import PageRequest
from components.theme import DARK, LIGHT
from components.view import Swatch
from components.views import VIEWS
from tests.components.pages.trees import text


@pytest.fixture(scope="module", autouse=True)
def app(datasets):
    """Links need the prefix of an app."""
    return create_app(datasets, Settings())


def asked(store, query="", palette=LIGHT):
    return PageRequest.of("/design", query, store.known, palette)


def test_colours_summary_and_caption_stand_around_the_graph(store):
    drawn = rendered(store, asked(store), "phase-by-condition")
    legend, picture, caption, attribution = frame_words(drawn, asked(store))
    swatch, label = legend[2][2:]
    assert swatch[1]["style"] == {"backgroundColor": drawn.legend[0].colour}
    assert label == drawn.legend[0].label
    assert picture[1]["aria-label"] == drawn.summary
    assert picture[1]["className"] == "picture picture-phase-by-condition"
    assert picture[1]["style"] == {"--drawn": f"{drawn.figure['layout']['height']:g}px"}
    assert picture[2:] == [GRAPH]
    assert caption == ["p", {"className": "caption"}, drawn.caption]
    assert attribution == ["p", {"className": "attribution"}, drawn.attribution]
    assert drawn.attribution.startswith("19 of 19 trials. Source: Fotino, Ricordi")


def test_a_figure_without_colours_keeps_the_place_of_its_legend(store):
    drawn = replace(rendered(store, asked(store), "allocation"), legend=())
    assert frame_words(drawn, asked(store))[0] == ["div", {"className": "legend"}]


@pytest.mark.parametrize(
    ("pattern", "classes"), [("", "swatch"), ("/", "swatch hatched"), (".", "swatch dotted")]
)
def test_a_pattern_is_a_second_channel_of_a_colour(store, pattern, classes):
    swatch = Swatch("<b>Phase</b>", "#000", pattern)
    drawn = replace(rendered(store, asked(store), "allocation"), legend=(swatch,))
    (item,) = frame_words(drawn, asked(store))[0][2:]
    assert item[2][1]["className"] == classes
    assert text(item) == "<b>Phase</b>"


def test_another_theme_colours_the_legend(store):
    light, dark = (
        frame_words(rendered(store, request, "phase-by-condition"), request)
        for request in (asked(store, palette=palette) for palette in (LIGHT, DARK))
    )
    assert light[0] != dark[0]
    assert light[1:] == dark[1:]


def test_a_card_holds_the_graph_in_its_frame(store):
    card = with_markup(figure_card(store, asked(store), "allocation"))
    assert card.markup[0][:2] == ["div", {"id": "allocation", "className": "card figure-card"}]
    frame, *others = card.children
    assert frame.id == {"type": "framed", "view": "allocation"}
    assert [part.id for part in frame.children] == [{"type": "graph", "view": "allocation"}]
    assert [part.id["type"] for part in others] == ["table-button", "table"]


def test_an_upright_version_stands_beside_the_picture_not_in_it(store):
    request = asked(store)
    _, picture, on_phones, _, _ = frame_words(
        rendered(store, request, "protocol-timeline"), request
    )
    assert picture[1]["className"].split() == [
        "picture",
        "picture-protocol-timeline",
        "has-upright",
    ]
    assert picture[2:] == [GRAPH]
    assert on_phones[1] == {"className": "upright"}


def test_a_hint_stands_behind_the_caption_in_an_element_of_its_own(store):
    drawn = rendered(store, asked(store), "graft-function")
    *_, caption, _ = frame_words(drawn, asked(store))
    assert drawn.hint not in drawn.caption
    assert caption[2:] == [drawn.caption, ["span", {"className": "hint"}, f" {drawn.hint}"]]


# the list of trials is a table itself
@pytest.mark.parametrize("slug", [slug for slug in VIEWS if slug != "trial-list"])
def test_every_figure_has_its_table(store, slug):
    """A table is made when a reader opens it: a figure may draw and its table fail."""
    view = rendered(store, asked(store), slug)
    headings = list(view.view.columns.values())
    said = text(data_table(view, asked(store)))
    assert all(heading in said for heading in headings)
