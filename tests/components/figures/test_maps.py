import re
from pathlib import Path

import plotly.graph_objects as go
import pytest

from components.figures import maps
from components.figures.maps import (
    ALL_LABELS,
    LEGEND_HEIGHT,
    NARROW,
    WIDE,
    diameters,
    in_words,
    step_colours,
    steps,
    trial_map,
)
from components.figures.text import wrapped
from components.theme import DARK, LIGHT
from data.link.filters import TrialFilters
from data.link.options import MapOptions
from data.model.regions import REGIONS
from data.queries.places import Place, Places, trial_places

HOSTILE = "<b onmouseover=alert(1)>q=evil</b>"


def place_row(level="country", country="ITA", name="Italy", value=1, **changes):
    row = {
        "level": level,
        "country": country,
        "country_name": name,
        "city": "Padua" if level == "city" else "",
        "lat": 43.5,
        "lon": 12.2,
        "counted": "trials",
        "places": "printed",
        "value": value,
        "value_words": f"{value} trials",
        "trials": 1,
        "organisations": 1,
        "enrollment": None,
        "enrollment_stated": 0,
        "names": "University of Padova",
    }
    return row | changes


def places_of(*rows):
    every = [Place(**({"cities": 1, "in_view": 1} | row)) for row in rows]
    countries, cities = (
        tuple(each for each in every if each.level == level) for level in ("country", "city")
    )
    return Places(countries, cities)


def of_type(figure, kind):
    return [trace for trace in figure["data"] if trace["type"] == kind]


def cities(figure):
    return [trace for trace in of_type(figure, "scattergeo") if trace["showlegend"]]


def labels(figure):
    """Text of every country label, those of phones last."""
    return [
        text
        for trace in of_type(figure, "scattergeo")
        if not trace["showlegend"]
        for text in trace.get("text", ())
        if text
    ]


@pytest.mark.parametrize(
    ("values", "ranges"),
    [
        ([], []),
        ([3], [(3, 3)]),
        ([1, 1, 2, 6, 3, 3, 4], [(1, 1), (2, 2), (3, 3), (4, 4), (6, 6)]),
        ([0, 5], [(0, 0), (5, 5)]),
        (list(range(1, 13)), [(1, 2), (3, 4), (5, 6), (7, 8), (9, 10), (11, 12)]),
    ],
)
def test_steps_one_a_value_while_there_are_few(values, ranges):
    assert steps(values) == ranges


@pytest.mark.parametrize("values", [list(range(7)), [1, 10, 100, 1_000, 10_000, 7, 8, 9, 5, 3]])
def test_steps_hold_every_value_once(values):
    ranges = steps(values)
    assert all(sum(low <= value <= high for low, high in ranges) == 1 for value in values)


@pytest.mark.parametrize("number", range(1, 7))
@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_step_colours_are_distinct_and_in_order(palette, number):
    colours = step_colours(palette, number)
    positions = [palette.sequence.index(colour) for colour in colours]
    assert positions == sorted(set(positions))
    assert len(colours) == number


def test_bubbles_grow_by_area():
    small, large = diameters([1, 4], REGIONS["europe"])
    assert large == pytest.approx(2 * small)
    assert max(diameters([1, 100_000], REGIONS["europe"])) <= 3 * REGIONS["europe"].bubble
    assert min(diameters([1, 100_000], REGIONS["europe"])) >= 6
    assert diameters([None, 0], REGIONS["world"]) == [6, 6]


def test_countries_by_code_with_a_colour_a_value(store):
    found = trial_places(store, TrialFilters(), MapOptions())
    figure = trial_map(found, LIGHT, MapOptions())
    go.Figure(figure)
    countries = of_type(figure, "choropleth")
    assert {trace["name"]: trace["locations"] for trace in countries} == {
        "1": ["ARG", "BRA", "ITA"],
        "2": ["IND"],
        "3": ["DEU", "ESP"],
        "4": ["USA"],
        "6": ["CHN"],
    }
    fills = [trace["colorscale"][0][1] for trace in countries]
    assert len(set(fills)) == 5
    assert all(trace["colorscale"][0][1] == trace["colorscale"][1][1] for trace in countries)
    assert LIGHT.bubble not in fills


def test_the_whole_world_shows_and_the_base_map_is_drawn(store):
    figure = trial_map(trial_places(store, TrialFilters(), MapOptions()), DARK, MapOptions())
    geo = figure["layout"]["geo"]
    assert geo["fitbounds"] is False
    assert geo["projection"]["type"] == "natural earth"
    assert geo["lonaxis"]["range"] == [-180, 180]
    assert (geo["showland"], geo["showcountries"], geo["showcoastlines"]) == (True, True, True)
    assert (geo["landcolor"], geo["countrycolor"]) == (DARK.land, DARK.border)
    assert "height" not in figure["layout"]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("count", ["trials", "organisations", "enrollment"])
def test_every_choice_draws_every_country_label(store, palette, region, count):
    options = MapOptions(count=count, region=region)
    found = trial_places(store, TrialFilters(), options)
    figure = trial_map(found, palette, options)
    go.Figure(figure)
    inside = {
        "world": {"China", "United States", "Germany", "Spain", "India", "Argentina", "Brazil"}
        | {"Italy"},
        "europe": {"Germany", "Spain", "Italy"},
        "americas": {"United States", "Argentina", "Brazil"},
        "asia": {"China", "India"},
    }[region]
    assert {re.sub(r":? (not stated|[\d,]+)$", "", text) for text in labels(figure)} == inside


def test_cities_have_names_in_a_region_and_none_in_the_world(store):
    for region, expected in (("world", set()), ("asia", {"Beijing 2", "Chongqing 2", "Fuzhou 1"})):
        options = MapOptions(region=region)
        figure = trial_map(trial_places(store, TrialFilters(), options), LIGHT, options)
        shown = {text for trace in cities(figure) for text in trace["text"] if text}
        assert shown - {"Chandigarh 2"} == expected


def test_no_bubble_hides_another_in_its_region(store):
    options = MapOptions(region="europe")
    found = trial_places(store, TrialFilters(), options)
    trace = cities(trial_map(found, LIGHT, options))[0]
    region = REGIONS["europe"]
    circles = [
        (*region.at(lon, lat, WIDE), size / 2)
        for lon, lat, size in zip(trace["lon"], trace["lat"], trace["marker"]["size"], strict=True)
    ]
    for number, (x, y, radius) in enumerate(circles):
        for other_x, other_y, other_radius in circles[number + 1 :]:
            distance = ((x - other_x) ** 2 + (y - other_y) ** 2) ** 0.5
            assert distance > max(radius, other_radius)


def test_a_click_carries_the_filter_and_nothing_else():
    found = places_of(
        place_row(), place_row("city", city="Padua"), place_row("city", city="", names=HOSTILE)
    )
    figure = trial_map(found, LIGHT, MapOptions())
    assert of_type(figure, "choropleth")[0]["customdata"] == [["country=ITA"]]
    assert cities(figure)[0]["customdata"] == [["city=Padua, ITA"], []]


def test_hostile_names_are_shown_as_text():
    found = places_of(
        place_row(name=HOSTILE),
        place_row("city", name=HOSTILE, city=HOSTILE, names=HOSTILE * 20),
    )
    for region in ("world", "europe"):
        figure = trial_map(found, LIGHT, MapOptions(region=region))
        go.Figure(figure)
        for trace in figure["data"]:
            for text in [*trace.get("hovertext", ()), *trace.get("text", ())]:
                assert "<b onmouseover" not in (text or "")


@pytest.mark.parametrize("word", ["a", "clinic", "St. Mary’s Hospital; ", "x" * 90, "&<b> "])
def test_long_names_are_wrapped_as_if_all_of_them_were(word):
    for times in range(0, 400, 7):
        text = word * times if word.endswith(" ") else " ".join([word] * times)
        lines = wrapped(text, maps.HOVER_WIDTH).split("<br>")
        if len(lines) <= maps.HOVER_LINES:
            assert maps._names(text) == "<br>".join(lines)
        else:
            assert maps._names(text) == "<br>".join(lines[: maps.FEW_LINES]) + "…"


def test_hover_says_place_numbers_names_and_what_a_click_does(store):
    options = MapOptions(count="enrollment")
    figure = trial_map(trial_places(store, TrialFilters(), options), LIGHT, options)
    country = of_type(figure, "choropleth")[0]
    assert country["hovertext"][0] == (
        "<b>China</b><br>6 trials, 4 organisations<br>Enrolment 24, stated for 1 of 6 trials"
    )
    assert country["hovertemplate"] == (
        "%{hovertext}<br><i>Click to filter by country</i><extra></extra>"
    )
    assert "<br><i>Click to filter by city</i>" in cities(figure)[0]["hovertemplate"]
    beijing = cities(figure)[0]["hovertext"][0]
    assert beijing.startswith("<b>Beijing, China</b><br>2 trials, 1 organisation<br>Enrolment 24")
    assert "Armed Police General Hospital" in beijing


def test_what_is_not_stated_is_grey_named_and_open():
    found = places_of(
        place_row(value=None, counted="enrollment", value_words="enrolment not stated"),
        place_row("city", value=None, counted="enrollment", value_words="enrolment not stated"),
    )
    figure = trial_map(found, LIGHT, MapOptions(count="enrollment"))
    go.Figure(figure)
    country = of_type(figure, "choropleth")[0]
    assert (country["name"], country["colorscale"][0][1]) == ("Not stated", LIGHT.not_stated)
    assert labels(figure) == ["Italy: not stated"]
    bubble = cities(figure)[0]
    assert bubble["marker"]["color"] == LIGHT.background
    assert bubble["marker"]["line"]["color"] == LIGHT.not_stated_hatch


def test_no_places_still_draws_the_land():
    figure = trial_map(places_of(), LIGHT, MapOptions())
    go.Figure(figure)
    assert of_type(figure, "choropleth") == []
    assert all(trace["lat"] == [None] for trace in of_type(figure, "scattergeo"))
    assert "annotations" not in figure["layout"]


def test_a_region_without_any_of_the_places_says_so():
    figure = trial_map(places_of(place_row()), LIGHT, MapOptions(region="asia"))
    assert "outside this view" in figure["layout"]["annotations"][0]["text"]
    inside = trial_map(places_of(place_row()), LIGHT, MapOptions(region="europe"))
    assert "annotations" not in inside["layout"]


def test_in_words(store):
    assert in_words(trial_places(store, TrialFilters(), MapOptions())) == (
        "Trials by country, counting all printed organisations. China: 6; United States: 4; "
        "Germany: 3; Spain: 3; India: 2; Argentina: 1; Brazil: 1; Italy: 1. 19 cities on the map."
    )
    one = places_of(
        place_row(value=None, counted="enrollment", places="sites"), place_row("city", value=None)
    )
    assert in_words(one) == (
        "Enrolment by country, counting sites only. Italy: not stated. 1 city on the map."
    )
    assert in_words(places_of()).startswith("No place to show")


def test_the_style_sheet_gives_each_region_its_shape():
    style = (Path(__file__).parents[3] / "assets" / "map.css").read_text(encoding="utf-8")
    shapes = dict(
        re.findall(r"region-(\w+)\) \.picture-trial-map \.graph { --shape: ([\d.]+);", style)
    )
    shapes["world"] = re.search(r"\.graph { --shape: ([\d.]+);", style).group(1)
    assert shapes.keys() == REGIONS.keys()
    for name, region in REGIONS.items():
        assert float(shapes[name]) == pytest.approx(region.aspect, abs=0.005), name
    assert f"+ {LEGEND_HEIGHT}px" in style


def test_labels_are_laid_out_for_a_phone_and_for_the_least_width_that_shows_them_all():
    """On the Overview at 1440 pixels they were laid out for 720 and shown on 590."""
    style = (Path(__file__).parents[3] / "assets" / "map.css").read_text(encoding="utf-8")
    assert f"@container (max-width: {ALL_LABELS}px)" in style
    assert NARROW < 390 < ALL_LABELS


SINGAPORE = {"country": "SGP", "name": "Singapore", "lat": 1.35, "lon": 103.8}
CITY_OF_SINGAPORE = {"city": "Singapore", "lat": 1.29, "lon": 103.85}


def dots(figure):
    return next(
        (trace for trace in figure["data"] if trace.get("name") == "Country without a shape"), None
    )


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_a_country_without_a_shape_is_a_dot_in_the_colour_of_its_step(palette):
    found = places_of(
        place_row(value=5),
        place_row(**SINGAPORE | {"value": 5}),
        place_row("country", "MLT", "Malta", 2, lat=35.9, lon=14.4),
        place_row("country", "XKX", "Kosovo", None, lat=42.6, lon=20.9),
    )
    figure = trial_map(found, palette, MapOptions())
    go.Figure(figure)
    trace = dots(figure)
    colour = {trace["name"]: trace["colorscale"][0][1] for trace in of_type(figure, "choropleth")}
    at = list(zip(trace["lat"], trace["lon"], strict=True))
    assert at == [(1.35, 103.8), (35.9, 14.4), (42.6, 20.9)]
    assert trace["marker"]["color"] == [colour["5"], colour["2"], palette.not_stated]
    assert trace["customdata"] == [["country=SGP"], ["country=MLT"], ["country=XKX"]]
    assert trace["hovertext"][0].startswith("<b>Singapore</b><br>1 trial")
    assert "Click to filter by country" in trace["hovertemplate"]


def test_a_dot_is_no_part_of_another_region_and_none_of_countries_with_a_shape():
    found = places_of(place_row(), place_row(**SINGAPORE))
    assert dots(trial_map(found, LIGHT, MapOptions(region="europe"))) is None
    assert dots(trial_map(places_of(place_row()), LIGHT, MapOptions())) is None
    assert dots(trial_map(found, LIGHT, MapOptions(region="asia")))["lat"] == [1.35]


@pytest.mark.parametrize("value", [1, 100])
def test_the_bubble_of_its_city_leaves_a_rim_of_the_dot(value):
    found = places_of(
        place_row(**SINGAPORE | {"value": value}),
        place_row("city", "SGP", "Singapore", value, **CITY_OF_SINGAPORE),
    )
    figure = trial_map(found, LIGHT, MapOptions())
    bubble = cities(figure)[0]["marker"]["size"][0]
    assert dots(figure)["marker"]["size"][0] >= bubble + 2 * maps.RIM


def test_what_is_told_of_a_point_is_in_hover_caption_and_table():
    remark = "stands at 2 points in the records, up to 404 km apart"
    found = places_of(
        place_row("city", city="Milan", remark=remark),
        place_row("city", city="Padua", from_table="point from a table of cities"),
    )
    hovers = cities(trial_map(found, LIGHT, MapOptions()))[0]["hovertext"]
    assert [hover.rpartition("Padova<br>")[2].replace("<br>", " ") for hover in hovers] == [
        remark.capitalize(),
        "Point from a table of cities",
    ]
    assert maps.left_out(found) == (
        "1 city stands at a point from a table of cities (GeoNames, CC BY 4.0)."
    )
    assert found.frame["value_words"].tolist() == [
        f"1 trials ({remark})",
        "1 trials (point from a table of cities)",
    ]
