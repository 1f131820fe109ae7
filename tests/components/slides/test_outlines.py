import re

import pytest

from components.slides.drawing import EMU
from components.slides.outlines import (
    DISPUTED,
    TOPOJSON,
    clipped,
    geometry,
    outlines,
    unbroken,
)
from data.model import vocabulary as v
from data.model.countries import NAMES, WITHOUT_SHAPE
from data.model.regions import REGIONS
from data.store import TrialStore

WIDTHS = {"world": 830.0, "europe": 535.0, "americas": 328.0, "asia": 629.0}
POINT = re.compile(r'<a:pt x="(-?\d+)" y="(-?\d+)"/>')
ROUNDING = 2


def codes(region: str) -> set[str]:
    return {outline.code for outline in outlines(region, WIDTHS[region])}


def test_each_country_of_the_file_is_one_outline():
    drawn = [outline.code for outline in outlines("world", WIDTHS["world"])]
    assert len(drawn) == len(set(drawn))
    # the world's picture ends north of Antarctica
    assert set(geometry(TOPOJSON).countries) - set(drawn) == {"ATA"}


def test_every_country_of_the_data_has_an_outline(store: TrialStore):
    counted = set(store.trial_organisations["country"].astype("str")) - {v.NOT_STATED}
    assert counted
    assert counted <= codes("world")


@pytest.mark.parametrize(
    ("region", "inside", "outside"),
    [
        ("world", {"RUS", "FJI", "NZL", "GRL", "LSO"}, {"ATA"}),
        ("europe", {"ITA", "ESP", "DEU", "TUR"}, {"CHN", "USA", "BRA", "FJI"}),
        ("americas", {"USA", "ARG", "BRA", "CAN"}, {"ITA", "CHN", "FJI"}),
        ("asia", {"CHN", "IND", "JPN", "IDN", "RUS"}, {"USA", "BRA", "ITA"}),
    ],
)
def test_a_region_has_the_countries_of_its_picture(region, inside, outside):
    assert inside <= codes(region)
    assert not outside & codes(region)


@pytest.mark.parametrize("region", REGIONS)
def test_no_point_is_outside_the_picture(region):
    width = WIDTHS[region]
    frame = REGIONS[region].frame(width)
    for outline in outlines(region, width):
        box = outline.box
        assert box.left >= frame.left - 1e-6
        assert box.top >= frame.top - 1e-6
        assert box.right <= frame.right + 1e-6
        assert box.bottom <= frame.bottom + 1e-6
        for x, y in POINT.findall(outline.path):
            assert -ROUNDING <= int(x) <= box.width * EMU + ROUNDING
            assert -ROUNDING <= int(y) <= box.height * EMU + ROUNDING


@pytest.mark.parametrize("region", REGIONS)
def test_every_ring_begins_ends_and_has_an_area(region):
    for outline in outlines(region, WIDTHS[region]):
        rings = outline.path.split("<a:close/>")
        assert rings.pop() == ""
        assert all(ring.startswith("<a:moveTo>") for ring in rings)
        assert all(len(set(POINT.findall(ring))) > 1 for ring in rings)


def test_no_country_is_drawn_across_the_world():
    """Russia and Fiji lie on both sides of 180°: no line may lead from one side to the other."""
    for outline in outlines("world", WIDTHS["world"]):
        for ring in outline.path.split("<a:close/>"):
            xs = [int(x) / EMU for x, _ in POINT.findall(ring)]
            steps = [abs(a - b) for a, b in zip(xs, [*xs[1:], *xs[:1]], strict=True)]
            assert max(steps, default=0) < 120, outline.code


def test_names_are_those_of_the_data():
    named = {outline.code: outline.name for outline in outlines("world", WIDTHS["world"])}
    assert named["ITA"] == "Country: Italy"
    assert named["XJK"] == "Disputed area: Jammu and Kashmir"
    assert {code for code in named if code not in NAMES} == set(DISPUTED)


def test_the_same_picture_is_written_once():
    assert outlines("world", WIDTHS["world"]) is outlines("world", WIDTHS["world"])


SQUARE = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]


@pytest.mark.parametrize(
    ("rectangle", "corners"),
    [
        ((0, 0, 10, 10), {(0, 0), (10, 0), (10, 10), (0, 10)}),
        ((-5, -5, 20, 20), {(0, 0), (10, 0), (10, 10), (0, 10)}),
        ((5, 5, 20, 20), {(5, 5), (10, 5), (10, 10), (5, 10)}),
        ((2, 2, 8, 8), {(2, 2), (8, 2), (8, 8), (2, 8)}),
        ((20, 20, 30, 30), set()),
        ((10, 0, 20, 10), set()),
    ],
)
def test_a_ring_is_cut_at_a_rectangle(rectangle, corners):
    assert set(clipped(SQUARE, *rectangle)) == corners


def test_nothing_is_cut_from_nothing():
    assert clipped([], 0, 0, 1, 1) == []


@pytest.mark.parametrize(
    ("ring", "expected"),
    [
        ([(170, 0), (175, 1)], [(170, 0), (175, 1)]),
        ([(179, 0), (-179, 1), (179, 2)], [(179, 0), (181, 1), (179, 2)]),
        ([(-170, 0), (-175, 1)], [(-170, 0), (-175, 1)]),
    ],
)
def test_a_ring_does_not_jump_at_the_date_line(ring, expected):
    assert unbroken(ring) == expected


def test_the_countries_without_a_shape_are_those_that_the_geometry_lacks():
    assert set(WITHOUT_SHAPE) == set(NAMES) - set(geometry().countries)
