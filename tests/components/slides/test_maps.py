from math import pi

import numpy as np
import pytest
from pptx.oxml.ns import qn
from pptx.shapes.base import BaseShape
from pptx.slide import Slide

from components.figures.maps import step_colours
from components.slides.drawing import TextStyle, emu
from components.slides.maps import MOST_CIRCLES, trial_map
from components.slides.sheet import SMALLEST
from components.slides.slide_places import BODY
from components.theme import LIGHT
from data.link.filters import TrialFilters
from data.link.options import COUNT, PLACES, MapOptions
from data.model.regions import REGIONS
from data.queries.places import Place, Places, trial_places
from data.store import TrialStore
from tests.components.slides import decks
from tests.components.slides.decks import SUMMARY, new_sheet, saved, texts_of

HOSTILE = '</a:t><script>"&\x00\x0b=HYPERLINK()'


def place(level="country", country="ITA", name="Italy", value=1, **changes):
    row = {
        "level": level,
        "country": country,
        "country_name": name,
        "city": "Padua" if level == "city" else "",
        "lat": 45.4 if level == "city" else 43.5,
        "lon": 11.9 if level == "city" else 12.2,
        "counted": "trials",
        "places": "printed",
        "value": value,
        "value_words": "",
        "trials": 1,
        "organisations": 1,
        "enrollment": None,
        "enrollment_stated": 0,
        "names": "",
    }
    return row | changes


def places_of(*rows):
    every = [Place(**({"cities": 1, "in_view": 1} | row)) for row in rows]
    countries, cities = (
        tuple(each for each in every if each.level == level) for level in ("country", "city")
    )
    return Places(countries, cities)


def drawn(found: Places, **options: str) -> Slide:
    sheet = new_sheet()
    trial_map(found, sheet, MapOptions(**options))
    (slide,) = saved(sheet)
    return slide


def group(slide: Slide, name: str) -> list[BaseShape]:
    """The shapes of the map's inner group."""
    (outer,) = [shape for shape in slide.shapes if shape.name == "Map"]
    return [shape for inner in outer.shapes if inner.name == name for shape in inner.shapes]


def named(slide: Slide, name: str) -> dict[str, BaseShape]:
    return {shape.name: shape for shape in group(slide, name)}


def colour(shape: BaseShape) -> str:
    fill = shape._element.spPr.find(qn("a:solidFill"))
    (found,) = decks.colours_in(fill)
    return found


def is_hatched(shape: BaseShape) -> bool:
    return shape._element.spPr.find(qn("a:pattFill")) is not None


def area(shape: BaseShape) -> float:
    return pi * shape.width * shape.height / 4


@pytest.mark.parametrize("count", COUNT.codes)
@pytest.mark.parametrize("places", PLACES.codes)
@pytest.mark.parametrize("region", REGIONS)
def test_countries_cities_and_numbers_are_those_found(store: TrialStore, count, places, region):
    options = MapOptions(count, places, region)
    found = trial_places(store, TrialFilters(), options)
    slide = drawn(found, count=count, places=places, region=region)
    countries = named(slide, "Countries")
    plain = {name for name, shape in countries.items() if not is_hatched(shape)}
    plain = {name for name in plain if colour(countries[name]) == LIGHT.land}
    expected = {f"Country: {row.country_name}" for row in found.countries}
    assert set(countries) - plain == expected & set(countries)
    if region == "world":
        assert expected <= set(countries)
        assert len(group(slide, "Sites")) == len(found.cities)


def test_a_country_has_the_colour_of_its_step():
    found = places_of(
        place(value=5),
        place(country="ESP", name="Spain", value=2),
        place(country="DEU", name="Germany", value=None),
    )
    countries = named(drawn(found), "Countries")
    low, high = step_colours(LIGHT, 2)
    assert colour(countries["Country: Spain"]) == low
    assert colour(countries["Country: Italy"]) == high
    assert is_hatched(countries["Country: Germany"])
    assert colour(countries["Country: France"]) == LIGHT.land


def test_the_area_of_a_circle_is_its_number():
    found = places_of(
        place(value=6),
        place("city", value=4),
        place("city", city="Rome", lat=41.9, lon=12.5, value=2),
        place("city", city="", lat=40.8, lon=14.3, value=None),
    )
    sites = named(drawn(found, region="europe"), "Sites")
    assert set(sites) == {
        "Padua, Italy: 4 trials",
        "Rome, Italy: 2 trials",
        "City not named, Italy: not stated",
    }
    padua, rome = sites["Padua, Italy: 4 trials"], sites["Rome, Italy: 2 trials"]
    assert area(padua) / area(rome) == pytest.approx(2, rel=0.03)
    assert colour(padua) == LIGHT.bubble
    assert colour(sites["City not named, Italy: not stated"]) == LIGHT.background


def test_the_legend_says_colours_and_sizes():
    found = places_of(place(value=5), place("city", value=5), place("city", value=None))
    texts = texts_of(drawn(found))
    assert "Trials per country" in texts
    assert "Trials per city" in texts
    assert "5" in texts
    assert "Not stated" in texts


def test_labels_stand_on_the_map_and_in_the_list():
    found = places_of(place(value=5), place("city", value=4))
    slide = drawn(found, region="europe")
    assert {"Label: Italy 5", "Label: Padua 4"} == set(named(slide, "Labels"))
    assert {"Place: Italy 5", "Place: Padua 4"} == set(named(slide, "List of places"))


def test_a_name_with_room_stands_right_of_its_circle():
    """It kept the very distance asked of it, and rounding said whether circle and name met."""
    cities = [
        place("city", city=f"C{10 * lon + lat}", lon=lon, lat=lat)
        for lon in range(-8, 31, 6)
        for lat in range(38, 59, 3)
    ]
    slide = drawn(places_of(*cities), region="europe")
    sites, labels = named(slide, "Sites"), named(slide, "Labels")
    for row in cities:
        site, label = (
            sites[f"{row['city']}, Italy: 1 trial"],
            labels[f"Label: {row['city']} 1"],
        )
        assert label.left >= site.left + site.width
        assert label.top + label.height / 2 == pytest.approx(site.top + site.height / 2, abs=2)


def test_the_map_has_its_alt_text():
    slide = drawn(places_of(place()))
    (outer,) = [shape for shape in slide.shapes if shape.name == "Map"]
    assert outer._element.nvGrpSpPr.cNvPr.get("descr") == SUMMARY


@pytest.mark.parametrize(
    ("found", "region", "sentence"),
    [
        (places_of(), "world", "No place to show: no trial matches, or none has a stated place."),
        (places_of(), "asia", "No place to show: no trial matches, or none has a stated place."),
        (places_of(place()), "asia", "All places of these trials lie outside this view."),
    ],
)
def test_a_map_without_marks_says_why(found, region, sentence):
    slide = drawn(found, region=region)
    assert sentence in texts_of(slide)
    assert group(slide, "Sites") == []
    assert {colour(shape) for shape in group(slide, "Countries")} == {LIGHT.land}


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (("CHN",), "1 country lies outside this view."),
        (("CHN", "IND"), "2 countries lie outside this view."),
    ],
)
def test_what_lies_outside_the_view_is_said(rows, sentence):
    away = [place(country=code, name=code, lat=30.0, lon=100.0) for code in rows]
    assert sentence in texts_of(drawn(places_of(place(), *away), region="europe"))


def test_a_country_too_small_for_the_geometry_is_a_dot():
    found = places_of(place(country="SGP", name="Singapore", lat=1.35, lon=103.8, value=3))
    dot = named(drawn(found), "Countries")["Country: Singapore"]
    assert dot.width == dot.height
    assert colour(dot) == step_colours(LIGHT, 1)[0]


def test_a_long_list_draws_the_largest_and_says_so():
    number = MOST_CIRCLES + 50
    cities = [
        place("city", city=f"City {n}", lat=40 + n % 20, lon=n % 30, value=number - n)
        for n in range(number)
    ]
    slide = drawn(places_of(place(value=9), *cities), region="europe")
    assert len(group(slide, "Sites")) == MOST_CIRCLES
    assert f"The {MOST_CIRCLES} largest of {number} cities are drawn." in texts_of(slide)
    assert any("more lines in the table on screen" in text for text in texts_of(slide))
    inside = [
        shape for name in ("Sites", "Labels", "List of places") for shape in group(slide, name)
    ]
    assert all(shape.left + shape.width <= emu(BODY.right) + 1 for shape in inside)


def test_no_name_of_a_place_breaks_the_slide():
    city = place("city", city=HOSTILE, names=HOSTILE, value=2)
    slide = drawn(places_of(place(name=HOSTILE), city), region="europe")
    assert any(shape.name.startswith("</a:t><script>") for shape in group(slide, "Sites"))
    # the outline keeps the name of the country's code
    assert "Country: Italy" in named(slide, "Countries")


def test_no_type_is_smaller_than_can_be_read(store: TrialStore):
    found = trial_places(store, TrialFilters(), MapOptions())
    for region in REGIONS:
        slide = drawn(found, region=region)
        sizes = [
            int(run.get("sz")) / 100 for run in slide._element.iter(qn("a:rPr")) if run.get("sz")
        ]
        assert min(sizes) >= SMALLEST


@pytest.mark.parametrize("region", REGIONS)
def test_a_legend_of_large_numbers_stays_on_the_slide(region):
    codes = ["ITA", "ESP", "DEU", "CHN", "USA", "BRA", "IND", "ARG", "FRA", "JPN", "RUS", "CAN"]
    rows = [place(country=code, name=code, value=7**n) for n, code in enumerate(codes, start=1)]
    slide = drawn(
        places_of(*rows, place("city", value=1), place("city", value=9**9)), region=region
    )
    legend = group(slide, "Legend")
    assert len([shape for shape in legend if "per country:" in shape.name]) == 12
    assert max(shape.left + shape.width for shape in legend) <= emu(BODY.right)
    boxes = [
        (shape.left, shape.top, shape.left + shape.width, shape.top + shape.height)
        for shape in legend
        if shape.name.endswith("words")
    ]
    for number, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[:number]:
            apart = left >= other[2] or other[0] >= right or top >= other[3] or other[1] >= bottom
            assert apart


WIDTH = 408 / REGIONS["europe"].aspect
"""Points of the picture of Europe, which is as high as the body of the slide, from (30, 76)."""


def on_slide(lon: float, lat: float, region: str = "europe", left=30.0, width=WIDTH):
    x, y = REGIONS[region].points(np.array([lon]), np.array([lat]), width).T.tolist()[0]
    return pytest.approx((left + x, 76 + y), abs=0.02)


@pytest.mark.parametrize(("lon", "lat"), [(11.9, 45.4), (-3.7, 40.4), (25.0, 60.2)])
def test_a_circle_stands_at_its_place(lon, lat):
    slide = drawn(places_of(place("city", lon=lon, lat=lat)), region="europe")
    assert decks.centre_of(decks.the(slide, "Padua, Italy: 1 trial")) == on_slide(lon, lat)


def test_the_world_fills_the_width_above_its_legend():
    """The picture is 352 points high: the body's 408 without the legend's 56."""
    width = 352 / REGIONS["world"].aspect
    slide = drawn(places_of(place(), place("city", lon=0.0, lat=0.0)))
    circle = decks.the(slide, "Padua, Italy: 1 trial")
    left = 30 + (900 - width) / 2
    assert decks.centre_of(circle) == on_slide(0, 0, "world", left, width)
    legend = [decks.box_of(shape) for shape in group(slide, "Legend")]
    assert min(box.top for box in legend) == 76 + 352 + 6


def test_a_circle_is_as_large_as_its_value_in_the_picture():
    """One trial alone is 15 pixels of a map 720 wide."""
    slide = drawn(places_of(place("city", value=1)), region="europe")
    (site,) = group(slide, "Sites")
    assert decks.box_of(site).width == pytest.approx(15 * WIDTH / 720, abs=0.02)
    assert decks.box_of(site).height == pytest.approx(15 * WIDTH / 720, abs=0.02)


def test_an_outline_stands_around_the_places_of_its_country():
    slide = drawn(places_of(place(), place("city")), region="europe")
    italy = decks.box_of(named(slide, "Countries")["Country: Italy"])
    x, y = decks.centre_of(decks.the(slide, "Padua, Italy: 1 trial"))
    assert italy.left < x < italy.right
    assert italy.top < y < italy.bottom


def test_a_label_is_as_wide_as_its_words():
    slide = drawn(places_of(place(value=5), place("city", value=4)), region="europe")
    for name, look in (("Italy 5", TextStyle(12, bold=True)), ("Padua 4", TextStyle(10))):
        label = decks.the(slide, f"Label: {name}")
        assert decks.box_of(label).width == pytest.approx(look.width_of(name), abs=0.02)


def test_the_list_goes_down_line_by_line_below_the_legend():
    rows = places_of(place(value=5), place("city", value=4), place("city", city="Rome", value=1))
    slide = drawn(rows, region="europe")
    lines = [decks.box_of(shape) for shape in group(slide, "List of places")]
    legend = max(decks.box_of(shape).bottom for shape in group(slide, "Legend"))
    first, left = lines[0].top, 30 + WIDTH + 14
    assert legend <= first <= legend + 15
    assert [line.top - first for line in lines] == pytest.approx([0, 15, 30], abs=0.02)
    assert [line.left - left for line in lines] == pytest.approx([0, 10, 10], abs=0.02)


def test_a_legend_wraps_before_the_edge_and_shows_its_colours():
    codes = ["ITA", "ESP", "DEU", "FRA", "POL", "SWE"]
    rows = [place(country=code, name=code, value=10**n) for n, code in enumerate(codes, start=3)]
    slide = drawn(places_of(*rows), region="europe")
    words = [s for s in group(slide, "Legend") if s.name.endswith("words")]
    assert len(words) == 6
    assert max(decks.box_of(shape).right for shape in words) <= BODY.right
    assert len({decks.box_of(shape).top for shape in words}) > 1
    swatches = [s for s in group(slide, "Legend") if s.name.startswith("Trials per country: ")]
    found = [decks.fill_of(shape)[1] for shape in swatches if not shape.name.endswith("words")]
    assert found == step_colours(LIGHT, 6)
    for swatch, text in zip([s for s in swatches if s not in words], words, strict=True):
        box = decks.box_of(text)
        assert box.left - decks.box_of(swatch).right == pytest.approx(4, abs=0.02)
        assert decks.centre_of(swatch)[1] == pytest.approx(box.top + box.height / 2, abs=0.02)


def test_below_a_map_the_sizes_stand_behind_the_colours():
    legend = group(drawn(places_of(place(value=5), place("city", value=5))), "Legend")
    boxes = [(shape.name, decks.box_of(shape)) for shape in legend]
    colours = max(box.right for name, box in boxes if "per country" in name)
    sizes = min(box.left for name, box in boxes if "per city" in name)
    assert sizes - colours == pytest.approx(3 * 14, abs=0.02)
