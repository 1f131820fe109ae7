"""The matrix of agents and cohorts, and the page of one protocol."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

CELL = """([cohort, agent]) => {
  const graph = document.querySelector('.picture-agent-matrix .js-plotly-plot');
  graph.scrollIntoView({block: 'center', behavior: 'instant'});
  const number = graph.data.findIndex((trace) => trace.name === 'cells');
  const own = graph.data[number].customdata.findIndex(
    (cell) => cell[0] === `regimen=${cohort}` && cell[1] === `agent=${agent}`);
  const bars = [...graph.querySelectorAll('.barlayer .trace')].find(
    (group) => group.__data__[0].trace.name === 'cells');
  const box = bars.querySelectorAll('.point path')[own].getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}"""


RESTING = f"""wanted => {{
  const place = ({CELL})(wanted);
  const rests = String(place) === window.placeBefore;
  window.placeBefore = String(place);
  return rests && place;
}}"""
"""The middle of a cell once it stands where it stood at the last look."""


def click_cell(visit, cohort, agent):
    visit.page.locator(".picture-agent-matrix .barlayer .point").first.wait_for()
    visit.settle()  # the page above the cell has been drawn anew
    visit.page.evaluate("() => { window.placeBefore = ''; }")
    place = visit.page.wait_for_function(RESTING, arg=[cohort, agent], polling=200)
    x, y = place.json_value()
    visit.page.mouse.move(x, y)
    visit.page.mouse.click(x, y)


def events_shown(visit):
    return visit.page.locator('[aria-label^="Events shown"] tbody tr')


def test_a_click_on_a_cell_shows_its_events_and_where_they_stand(visit):
    visit.open("/protocols?role=maintenance&condition=t1d")
    click_cell(visit, "miami-2000-02-ita", "dac")
    visit.page.wait_for_url("**/protocols?agent=dac&regimen=miami-2000-02-ita")
    expect(events_shown(visit)).to_have_count(1)
    expect(events_shown(visit)).to_contain_text("DAC")
    expect(events_shown(visit)).to_contain_text("Table 4, row 6")
    expect(visit.page.locator(".filter-sentence")).to_contain_text("1 of 12 protocols; 1 of 84")
    click_cell(visit, "miami-2005-07-ita", "c1h")
    visit.page.wait_for_url("**/protocols?agent=c1h&regimen=miami-2005-07-ita")
    expect(events_shown(visit)).to_have_count(2)
    expect(events_shown(visit).first).to_contain_text("2005-07 trial")


def test_the_card_of_the_matrix_fits_one_screen(visit):
    visit.page.set_viewport_size({"width": 1440, "height": 900})
    visit.open("/protocols")
    visit.page.locator(".picture-agent-matrix .barlayer .point").first.wait_for()
    card = visit.page.locator(".figure-card", has=visit.page.locator(".picture-agent-matrix"))
    header = visit.page.locator("header").first.bounding_box()["height"]
    assert card.bounding_box()["height"] + header <= 900
    expect(card.locator(".attribution")).to_contain_text("2010-08")


def test_a_cell_is_reached_by_keyboard_through_the_table(visit):
    visit.open("/protocols")
    card = visit.page.locator(".figure-card", has=visit.page.locator(".picture-agent-matrix"))
    card.get_by_role("button", name="Show as table").press("Enter")
    row = card.locator("tbody tr", has_text="INF").filter(has_text="2000–02 ITA")
    row.get_by_role("link", name="Not stated for whom").press("Enter")
    visit.page.wait_for_url("**/protocols?regimen=miami-2000-02-ita&agent=inf")
    expect(events_shown(visit)).to_have_count(1)
    expect(events_shown(visit)).to_contain_text("not stated (Table 4: ±)")


def test_the_page_of_2005_shows_both_readings_of_its_registry_number(visit):
    visit.open("/protocols/miami-2005-07-ita")
    visit.until("document.title.startsWith('2005–07 ITA')")
    card = visit.page.locator(".trial-card", has_text="Registry record").last
    text, registry = card.locator(".reading").all()
    expect(text).to_contain_text("As the review's text has it")
    expect(text.get_by_role("link")).to_have_text("NCT00021801")
    expect(registry).to_contain_text("As the registry records read")
    expect(registry.get_by_role("link")).to_have_text("NCT00315614")
    expect(card).to_contain_text("Two registry numbers seem to be swapped")
    expect(visit.page.locator(".protocol-outcomes")).to_contain_text("6,553 ± 1,272")
    registry.get_by_role("link").click()
    visit.page.wait_for_url("**/trials/NCT00315614")
    visit.page.get_by_role("link", name="This protocol’s own page").last.click()
    visit.page.wait_for_url("**/protocols/miami-2005-07-ita")


def test_the_protocols_are_walked_and_the_theme_redraws_the_timeline(visit):
    visit.open("/protocols/miami-1994-97-sil?window=transplant")
    expect(visit.page.get_by_text("Outcomes: none stated in the sources.")).to_be_visible()
    visit.page.get_by_role("link", name="Next: 1996–98 SIK").click()
    visit.page.wait_for_url("**/protocols/miami-1996-98-sik?window=transplant")
    expect(visit.page.locator("h1")).to_contain_text("1996–98")
    visit.settle()
    ink = "document.querySelector('.picture-timeline .js-plotly-plot').layout.font.color"
    before = visit.page.evaluate(f"() => {ink}")
    visit.page.locator(".theme-toggle").click()
    visit.page.wait_for_function(f"() => {ink} !== '{before}'")
    visit.page.get_by_role("link", name="← Back to the protocols").click()
    visit.page.wait_for_url("**/protocols?window=transplant")


def test_an_unknown_protocol_is_named_with_its_neighbours(visit):
    response = visit.page.goto(visit.address + "/protocols/miami-2005%3Cb%3E")
    assert response.status == 404
    visit.settle()
    expect(visit.page.locator("h1")).to_have_text("There is no such protocol here")
    expect(visit.page.locator(".wanted")).to_have_text("miami-2005<b>")
    visit.page.get_by_role("link", name="2005–07, islet transplantation alone").click()
    visit.page.wait_for_url("**/protocols/miami-2005-07-ita")
    visit.errors.clear()  # chromium logs the wanted 404 answer
