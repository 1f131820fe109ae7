"""The map in the browser: shapes whose paths are kept (assets/bundles/geo.js)."""

import pytest

pytestmark = pytest.mark.browser

PATHS = "[...document.querySelectorAll('.geo path')].map(each => each.getAttribute('d')).join()"
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
