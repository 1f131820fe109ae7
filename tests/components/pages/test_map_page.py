from dataclasses import replace

import pytest
from dash._utils import to_json

from app import create_app
from components.elements.markup import LINK
from components.elements.request import PageRequest
from components.figures.maps import COUNTED
from components.pages import map_page, page_at
from components.theme import LIGHT
from data.datasets.catalogue import Datasets, load_dataset
from data.link.options import COUNT, MapOptions
from data.queries.places import PlaceTotals, trial_places
from tests.components.pages.trees import elements, panels, text
from tests.data.readers.samples import imported, write


@pytest.fixture(scope="module", autouse=True)
def app(store):
    """Links need to know under which path the app is hosted."""
    return create_app(Datasets((store,)))


def request_for(store, query):
    return PageRequest.of("/map", query, store.known, LIGHT)


def links(markup) -> dict[str, str]:
    """Text -> address of every link."""
    return {text(link): link[1]["href"] for link in elements(markup, LINK)}


def counts(**changes) -> PlaceTotals:
    values = {
        "trials": 5,
        "placed": 5,
        "in_several": 0,
        "countries": 1,
        "cities": 1,
        "organisations": 1,
        "enrollment": None,
        "enrollment_stated": 0,
        "enrollment_estimated": 0,
        "roles": {"SITE": 1},
        "inferred_roles": 0,
    }
    return PlaceTotals(**(values | changes))


def test_every_panel_is_placed(store):
    page = map_page.layout(store, request_for(store, ""))
    assert set(panels(page)) == set(map_page.PANELS)


def test_places_are_links_that_toggle_what_a_click_toggles(store):
    shown = links(map_page.places_panel(store, request_for(store, "?region=europe")))
    assert shown["China"] == "/map?country=CHN&region=europe"
    assert shown["Padua"] == "/map?city=Padua%2C%20ITA&region=europe"
    assert shown["Ribeirão Preto"] == "/map?city=Ribeir%C3%A3o%20Preto%2C%20BRA&region=europe"
    chosen = links(
        map_page.places_panel(store, request_for(store, "?country=CHN~ESP&city=Seville, ESP"))
    )
    assert chosen["Spain ×"] == "/map?city=Seville%2C%20ESP&country=CHN"
    assert chosen["Seville ×"] == "/map?country=CHN~ESP"


def test_a_country_filter_offers_the_other_countries(store):
    panel = map_page.places_panel(store, request_for(store, "?country=CHN"))
    assert links(panel)["Germany"] == "/map?country=CHN~DEU"
    assert "Add a country: United States 4 trials; Germany 3 trials" in text(panel)


def test_the_page_says_what_is_counted_and_the_total(store):
    said = text(map_page.places_panel(store, request_for(store, "")))
    assert "21 as site, 7 as sponsor, 4 as collaborator" in said
    assert "inferred, not stated, for 12 of 32" in said
    assert "Enrolment is stated for 1 of 19 trials" in said
    assert "Total 8 countries, 19 cities19" in said
    assert "2 trials stand in more than one country and in the total once." in said
    sites = text(map_page.places_panel(store, request_for(store, "?places=sites&country=USA")))
    assert "Sites only" in sites
    assert map_page.SITES_AND_FILTER in sites


def test_enrolment_is_never_a_zero_where_it_is_not_stated(store):
    said = text(map_page.places_panel(store, request_for(store, "?count=enrollment")))
    assert "Germanynot stated" in said
    assert "Total 8 countries, 19 cities24" in said
    none = text(map_page.places_panel(store, request_for(store, "?count=enrollment&country=ITA")))
    assert "Total 1 country, 1 citynot stated" in none
    assert "Enrolment is not stated." in none


def test_the_trials_are_listed_with_links_that_keep_the_state(store):
    panel = map_page.trials_panel(store, request_for(store, "?country=BRA"))
    assert links(panel) == {"NCT00315133": "/trials/NCT00315133?country=BRA"}
    assert "The 1 matching trial" in text(panel)
    assert "Phase 1/2" in text(panel)
    sites = text(map_page.trials_panel(store, request_for(store, "?country=ARG&places=sites")))
    assert "No site named" in sites


def test_what_is_not_placed_is_listed_with_its_reason(store):
    panel = map_page.unplaced_panel(store, request_for(store, ""))
    said = text(panel)
    assert "Genzyme Corporation (collaborator), NCT00315133: no country or city stated." in said
    assert "Shandong University (site), NCT00465478: city not stated; counted in China." in said
    none = text(map_page.unplaced_panel(store, request_for(store, "?country=ITA")))
    assert "Every counted organisation has its city on the map." in none


@pytest.mark.parametrize("panel", ["map-places", "map-trials", "map-unplaced"])
def test_no_match_leaves_only_the_empty_state(store, panel):
    assert map_page.PANELS[panel](store, request_for(store, "?q=zzzz")) is None


@pytest.mark.parametrize(
    ("totals", "sentence"),
    [
        (counts(), "Enrolment is stated for 0 of 5 trials."),
        (
            counts(enrollment_stated=1, enrollment_estimated=1),
            "Enrolment is stated for 1 of 5 trials, as an estimate.",
        ),
        (counts(enrollment_stated=2), "Enrolment is stated for 2 of 5 trials."),
        (
            counts(enrollment_stated=4, enrollment_estimated=3),
            "Enrolment is stated for 4 of 5 trials, for 3 of them as an estimate.",
        ),
        (counts(trials=1, enrollment_stated=1), "Enrolment is stated."),
        (counts(trials=1), "Enrolment is not stated."),
    ],
)
def test_enrollment_sentence(totals, sentence):
    assert map_page.enrollment_sentence(totals) == sentence


@pytest.mark.parametrize(
    ("totals", "count", "sentence"),
    [
        (counts(), "trials", ""),
        (counts(in_several=3), "organisations", ""),
        (counts(placed=4), "trials", "1 matching trial has no place on this map."),
        (
            counts(in_several=1, placed=3),
            "trials",
            "1 trial stands in more than one country and in the total once. "
            "2 matching trials have no place on this map.",
        ),
    ],
)
def test_total_sentence(totals, count, sentence):
    assert map_page.total_sentence(totals, count) == sentence


@pytest.mark.parametrize(
    ("totals", "which", "sentence"),
    [
        (counts(), "sites", "Sites only: 1 site of the printed Location column."),
        (
            counts(roles={"SITE": 2, "NOT_STATED": 1}, inferred_roles=1),
            "printed",
            "Every entry of the printed Location column, in any role: 2 as site, 1 with no role "
            "stated. The role is inferred, not stated, for 1 of 3.",
        ),
    ],
)
def test_role_sentence(totals, which, sentence):
    assert map_page.role_sentence(totals, which) == sentence


@pytest.mark.parametrize(
    ("roles", "sentence"),
    [
        ({"SITE": 2}, "Sites only: the records name 2 sites in all. Sponsors have no place there."),
        (
            {"SITE": 1, "COUNTRY": 3},
            "Sites only: the records name 1 site in all. Sponsors have no place there. Trials "
            "that name no site are counted in their countries.",
        ),
        (
            {"COUNTRY": 3},
            "No site is named: trials are counted in their countries. Sponsors have no place.",
        ),
    ],
)
def test_countries_of_records_are_no_sites(roles, sentence):
    assert map_page.role_sentence(counts(roles=roles), "sites", registered=True) == sentence


def test_every_count_has_its_heading():
    assert set(COUNTED) == set(COUNT.codes)


@pytest.mark.parametrize(("many", "named"), [(8, 5), (7, 2)])
def test_a_long_list_names_fewer_cities_of_each_country(store, monkeypatch, many, named):
    monkeypatch.setattr(map_page, "MANY_COUNTRIES", many)
    monkeypatch.setattr(map_page, "FEW_CITIES", 2)
    panel = map_page.places_panel(store, request_for(store, ""))
    lists = [each for each in elements(panel, "ul") if each[1]["className"] == "cities"]
    assert max(len(links(each)) for each in lists) == named
    assert ("and 3 more" in text(panel)) is (named == 2)


@pytest.fixture(scope="module")
def bare(store, tmp_path_factory):
    """An import of a file with numbers and titles alone."""
    root = tmp_path_factory.mktemp("bare")
    path = write(root / "f.csv", "NCT Number,Study Title\r\nNCT00000001,A title\r\n")
    imported(root, path, name="bare")
    found = load_dataset(root, "bare")
    create_app(Datasets((store, found)))
    return found


def test_what_the_file_has_no_column_for_is_not_called_not_stated(bare):
    """The map called phase and place of a CSV without these columns not stated."""
    request = request_for(bare, "?dataset=bare")
    assert map_page.places_panel(bare, request) is None
    said = text(map_page.trials_panel(bare, request)), text(map_page.unplaced_panel(bare, request))
    assert said[0].endswith("A titlePhase: not in this filePlaces are not in this file")
    assert said[1] == ""
    path = "/trials/NCT00000001"
    request = PageRequest.of(path, "?dataset=bare", bare.known, LIGHT)
    page = to_json(page_at(path).layout(bare, request))
    assert "are not in this file." in page
    assert "tated in the registry" not in "".join((*said, page))


def test_a_country_without_a_city_has_no_empty_row(store):
    found = replace(trial_places(store, store.no_filters(), MapOptions()), cities=())
    countries = tuple(place._replace(cities=0) for place in found.countries)
    bodies = map_page._place_rows(request_for(store, ""), replace(found, countries=countries), {})
    assert bodies
    assert all(len(list(elements(body, "tr"))) == 1 for body in bodies)
