import json

import plotly.graph_objects as go
import pytest
from dash import html
from plotly.utils import PlotlyJSONEncoder

from components.elements.markup import LINK, OWN_DIRECTION
from components.elements.request import PageRequest
from components.elements.tables import value
from components.pages.trial import PANELS, layout, wanted_id
from components.pages.trial_figures import region_of
from components.theme import DARK, LIGHT
from data.queries.places import COLUMNS, Place, Places
from tests.components.pages.trees import elements, text


def page(store, path: str, search: str = "", palette=LIGHT):
    return layout(store, PageRequest.of(path, search, store.known, palette))


def found(component, name: str) -> list:
    return [each for each in component._traverse() if type(each).__name__ == name]


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("/trials/NCT01143168", "NCT01143168"),
        ("/trials/nct01143168/", "nct01143168"),
        ("/trials/%3Cb%3E", "<b>"),
        ("/trials/a/b", "a/b"),
        ("/trials/", ""),
    ],
)
def test_wanted_id(path, wanted):
    assert wanted_id(PageRequest(path)) == wanted


def test_every_trial_has_its_page(store):
    for nct_id in store.trials["nct_id"]:
        whole = page(store, f"/trials/{nct_id.lower()}")
        json.dumps(whole, cls=PlotlyJSONEncoder)
        assert nct_id in text(whole)
        assert f"https://clinicaltrials.gov/study/{nct_id}" in [
            each.href for each in found(whole, "A")
        ]
        for graph in found(whole, "Graph"):
            go.Figure(graph.figure)


def test_external_links_give_nothing_away(store):
    for each in found(page(store, "/trials/NCT01143168"), "A"):
        if each.href.startswith("http"):
            assert each.href.startswith("https://clinicaltrials.gov/study/")
            assert each.rel == "noopener noreferrer"


def test_the_record_stands_whole_on_its_page(store):
    words = text(page(store, "/trials/NCT01143168"))
    for field in store.record_fields["value"]:
        assert field in words
    assert "The whole registry record" not in text(page(store, "/trials/NCT00021801"))


def test_both_readings_of_a_miami_number_are_shown(store):
    whole = page(store, "/trials/NCT00021801")
    hrefs = [each.href for each in found(whole, "Link")]
    assert "/protocols?regimen=miami-2005-07-ita" in hrefs
    assert "/protocols?regimen=miami-2000-02-ita" in hrefs
    words = text(whole)
    assert "As the review's text has it" in words
    assert "As the registry records read" in words


def test_neighbours_and_way_back_keep_the_query(store):
    whole = page(store, "/trials/NCT00021801", "?q=islet")
    hrefs = [link[1]["href"] for link in elements(whole, LINK)]
    assert "/trials?q=islet" in hrefs
    assert "/trials/NCT00315614?q=islet" in hrefs
    assert "The filters leave this trial out" in text(
        page(store, "/trials/NCT00021801", "?phase=phase4")
    )


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("/trials/NCT99999999", True),
        ("/trials/NCT01143186", True),
        ("/trials/01143168", True),
        ("/trials/%3Cscript%3Ealert(1)%3C%2Fscript%3E", False),
        ("/trials/", False),
        ("/trials/" + "x" * 5000, False),
    ],
)
def test_an_unknown_trial_offers_near_matches(store, path, near):
    whole = page(store, path)
    assert "no such trial" in text(whole)
    hrefs = [each.href for each in found(whole, "Link")]
    assert any(href.startswith("/trials/NCT") for href in hrefs) == near
    assert "/trials" in hrefs
    assert len(text(whole)) < 2000


def test_words_in_place_of_an_id_lead_to_the_search(store):
    hrefs = [each.href for each in found(page(store, "/trials/islet"), "Link")]
    assert "/trials?q=islet" in hrefs


@pytest.mark.parametrize("name", PANELS)
@pytest.mark.parametrize("path", ["/sources", "/trials", "/trials/NCT99999999"])
def test_panels_are_empty_while_the_reader_leaves(store, name, path):
    assert PANELS[name](store, PageRequest(path)) == []


def test_figures_follow_the_theme(store):
    for palette in (LIGHT, DARK):
        graphs = found(page(store, "/trials/NCT01143168", palette=palette), "Graph")
        assert {graph.figure["layout"]["font"]["color"] for graph in graphs} == {palette.text}


@pytest.mark.parametrize(
    ("points", "region"),
    [
        ([], "world"),
        ([(39.91, 116.4)], "asia"),
        ([(25.77, -80.19), (-21.18, -47.81)], "americas"),
        ([(41.39, 2.17)], "europe"),
        ([(41.39, 2.17), (25.77, -80.19)], "world"),
    ],
)
def test_region_of(points, region):
    cities = (Place(**dict.fromkeys(COLUMNS) | {"lat": lat, "lon": lon}) for lat, lon in points)
    assert region_of(Places(cities=tuple(cities))) == region


@pytest.mark.parametrize("text", ["Not stated", "not stated", "Not printed", "", None])
def test_what_is_not_stated_is_marked(text):
    assert value(text).className == "not-stated"


@pytest.mark.parametrize("text", ["not stated (Table 4: ±)", "Phase 1", "<b>"])
def test_other_text_stays_as_it_is(text):
    assert value(text) == text


def test_a_gap_of_a_reference_table_is_left_empty():
    assert value("", gap="") == ""


def test_texts_of_a_record_have_their_own_direction(store, imported):
    """Titles in Arabic and Hebrew had their brackets on the wrong side."""
    for data in (store, imported):
        nct_id = data.trials["nct_id"].iloc[0]
        page = layout(data, PageRequest.of(f"/trials/{nct_id}", "", data.known))
        texts = [
            each
            for each in page._traverse()
            if isinstance(each, html.H1 | html.Td | html.Dd)
            or (isinstance(each, html.Th) and each.scope == "row")
        ]
        assert len(texts) > 10
        assert [each for each in texts if getattr(each, "dir", "") != OWN_DIRECTION] == []
