"""The figures of protocols fit: a card on a laptop, type that is read from the back of a room.

Lengths are CSS pixels as the browser has drawn them, for every ready-made choice and theme.
"""

import pytest
from playwright.sync_api import expect

from tests.browser.test_present import presenting
from tests.regimen_sets import COMPARED

pytestmark = pytest.mark.browser

LAPTOP, WALL, PHONE = (
    {"width": 1440, "height": 900},
    {"width": 1920, "height": 1080},
    {"width": 390, "height": 844},
)
BACK_OF_THE_ROOM = 18
COHORTS = (
    "?regimen=miami-1994-96-iak~miami-1994-96-sik~miami-1994-97-sil~miami-1996-98-sik"
    "~miami-1998-99-ita~miami-2000-02-ita~miami-2005-07-ita"
)
FIGURES = [
    ("/protocols", "at-a-glance"),
    ("/protocols", "protocol-timeline"),
    (f"/protocols{COHORTS}", "at-a-glance"),
    (f"/protocols{COHORTS}", "protocol-timeline"),
    (f"/protocols{COHORTS}&part=2", "protocol-timeline"),
    (f"/protocols{COHORTS}&role=induction", "protocol-timeline"),
    ("/protocols?regimen=miami-2005-07-ita", "protocol-timeline"),
    ("/protocols", "agent-matrix"),
    ("/outcomes", "graft-function"),
    *(
        (f"/compare?compare={'~'.join(chosen)}", view)
        for _, chosen in COMPARED
        for view in ("comparison", "comparison-timeline")
    ),
]
EACH = pytest.mark.parametrize(
    ("path", "view"), FIGURES, ids=[f"{view}-{n}" for n, (_, view) in enumerate(FIGURES)]
)
THEMES = pytest.mark.parametrize("theme", ["light", "dark"])

CARD = """view => {
  const card = document.querySelector(`.picture-${view}`).closest('.figure-card');
  const {width, height} = card.getBoundingClientRect();
  const has = (part) => Boolean(card.querySelector(part));
  return {width, height, source: has('.attribution'), title: has('h2')};
}"""
SMALLEST_ON_STAGE = """() => {
  const texts = [...document.querySelectorAll('.present-canvas svg text')];
  const own = texts.filter((text) => text.textContent.trim() && text.getClientRects().length);
  const sizes = own.map((text) => [
    parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a, text.textContent]);
  return sizes.sort((one, other) => one[0] - other[0])[0];
}"""
SIDEWAYS = """() => {
  const cards = [...document.querySelectorAll('.figure-card:has(.upright)')];
  const wide = cards.flatMap((card) => [card, ...card.querySelectorAll('*')])
    .filter((part) => part.getClientRects().length && getComputedStyle(part).overflowX !== 'visible'
      && part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0
      && ['auto', 'scroll'].includes(getComputedStyle(part).overflowX))
    .map((part) => part.className);
  return {page: document.scrollingElement.scrollWidth, wide};
}"""


def seen_in(visit, theme):
    visit.page.emulate_media(color_scheme=theme)


@EACH
@THEMES
def test_the_whole_card_is_on_one_screen(visit, path, view, theme):
    seen_in(visit, theme)
    visit.page.set_viewport_size(LAPTOP)
    visit.open(path)
    card = visit.page.evaluate(CARD, view)
    assert card["height"] <= LAPTOP["height"], card
    assert card["source"] and card["title"]


@EACH
@THEMES
def test_presented_no_text_is_too_small_for_the_back_of_the_room(visit, path, view, theme):
    seen_in(visit, theme)
    visit.page.set_viewport_size(WALL)
    visit.open(path + ("&" if "?" in path else "?") + f"present={view}")
    presenting(visit, view)
    size, text = visit.page.evaluate(SMALLEST_ON_STAGE)
    assert size >= BACK_OF_THE_ROOM - 0.5, text


@pytest.mark.parametrize("path", ["/protocols", f"/protocols{COHORTS}", "/compare", "/outcomes"])
@THEMES
def test_on_a_phone_no_figure_of_protocols_scrolls_sideways(visit, path, theme):
    seen_in(visit, theme)
    visit.page.set_viewport_size(PHONE)
    visit.open(path)
    expect(visit.page.locator(".upright").first).to_be_visible()
    found = visit.page.evaluate(SIDEWAYS)
    assert found["page"] <= PHONE["width"]
    assert found["wide"] == []
