"""The map in the browser: shapes whose paths are kept (assets/bundles/geo.js)."""

import pytest

pytestmark = pytest.mark.browser

PATHS = "[...document.querySelectorAll('.geo path')].map(each => each.getAttribute('d')).join()"
LONGEST_EDGE = """() => Math.max(
  ...[...document.querySelectorAll('.geo path')].flatMap((path) =>
    (path.getAttribute('d') || '').split('M').flatMap((line) => {
      const spots = line.replace('Z', '').split('L').map((spot) => spot.split(',').map(Number));
      if (line.includes('Z') && spots.length > 2) spots.push(spots[0]);
      return spots.slice(1).map(([x, y], at) => [x - spots[at][0], y - spots[at][1]])
        .filter(([across, down]) => across && down) // not along the edge of the picture
        .map(([across, down]) => Math.hypot(across, down));
    }))) / document.querySelector('.geo').getBoundingClientRect().width"""
"""Of the map's width: an edge from one end of the map to the other is a shape that was not cut."""
CHOOSE = """region => window.dash_clientside.set_props(
  {"type": "option", "key": "region"}, {value: region})"""


def test_shapes_are_drawn_anew_where_the_map_moves(visit):
    drawn = {}
    for region in ("europe", "world"):
        visit.open(f"/map?region={region}")
        drawn[region] = visit.page.evaluate(PATHS)
    assert len(set(drawn.values())) == 2
    for region in ("europe", "world"):  # now in one page, which has kept them
        visit.page.evaluate(CHOOSE, region)
        visit.until(PATHS, drawn[region])


def test_shapes_are_drawn_anew_in_another_size(visit):
    visit.open("/map")
    wide = visit.page.evaluate(PATHS)
    size = visit.page.viewport_size
    visit.page.set_viewport_size({"width": 900, "height": size["height"]})
    visit.until(f"{PATHS}.length !== {len(wide)}")
    visit.page.set_viewport_size(size)
    visit.until(PATHS, wide)


@pytest.mark.parametrize("region", ["world", "americas", "asia"])
def test_no_shape_is_drawn_across_the_map(visit, region):
    visit.open(f"/map?region={region}")
    edge = visit.page.evaluate(LONGEST_EDGE)
    assert 0 < edge < 0.3
