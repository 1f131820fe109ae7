"""The map in the browser: shapes whose paths are kept (assets/bundles/geo.js)."""

import pytest

pytestmark = pytest.mark.browser

PATHS = "[...document.querySelectorAll('.geo path')].map(each => each.getAttribute('d')).join()"
LONGEST_EDGE = """() => {
  const drawn = [...document.querySelectorAll('.geo path')]
    .map((path) => path.getAttribute('d') || '').filter((text) => !text.includes('A')); // no bubble
  const lines = drawn.flatMap((text) =>
    text.split('M').filter(Boolean).map((line) => {
      const spots = line.replace('Z', '').split('L').map((spot) => spot.split(',').map(Number));
      return line.includes('Z') && spots.length > 2 ? [...spots, spots[0]] : spots;
    }));
  // d3 leads a shape that the picture cuts along the picture's edge
  const ends = [0, 1].map((axis) => lines.flat().map((spot) => spot[axis]))
    .map((found) => [Math.min(...found), Math.max(...found)]);
  const isOnEdge = (one, other) => [0, 1].some((axis) =>
    ends[axis].some((end) => [one, other].every((spot) => Math.abs(spot[axis] - end) < 0.01)));
  return Math.max(...lines.flatMap((spots) => spots.slice(1).map((spot, at) =>
    isOnEdge(spot, spots[at]) ? 0 : Math.hypot(spot[0] - spots[at][0], spot[1] - spots[at][1])
  ))) / document.querySelector('.geo').getBoundingClientRect().width;
}"""
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
