"""The timelines: the events of a cohort on their days, and what a choice does to them."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

DRAWN = """view => {
  const graph = document.querySelector('.picture-protocol-timeline .js-plotly-plot');
  const rows = [];
  for (const trace of graph.data) {
    (trace.hovertext || []).forEach((text, n) => {
      const start = trace.base ? trace.base[n] : trace.x[n];
      const end = trace.base ? trace.base[n] + trace.x[n] : trace.x[n];
      rows.push([text.split('<br>')[0].replace(/<[^>]+>/g, ''), start, end]);
    });
  }
  return rows;
}"""


def drawn(visit):
    """(agent, first day, last day) of every mark that has a hover text."""
    visit.figure("protocol-timeline")
    return {(agent, start, end) for agent, start, end in visit.page.evaluate(DRAWN, None)}


def test_the_timeline_shows_the_events_of_2005_07_on_their_days(visit):
    visit.open("/protocols?regimen=miami-2005-07-ita")
    marks = drawn(visit)
    points = {(agent.split(" (")[0], start) for agent, start, end in marks if start == end}
    assert {
        ("Campath-1H", -1),
        ("Campath-1H", 0),
        ("Etanercept", 0),
        ("Allogeneic pancreatic islets", 0),
    } <= points
    assert {start for agent, start in points if "CD34+" in agent} == {5, 11}
    spans = {(agent.split(" (")[0], start, end) for agent, start, end in marks if start != end}
    assert ("Etanercept", 0, 14) in spans
    assert ("Tacrolimus", -1, 30) in spans
    assert ("Tacrolimus", 30, 91) in spans
    assert ("Sirolimus", 30, 122) in spans
    assert ("Mycophenolate mofetil", 91) in {(agent, start) for agent, start, _ in spans}


def test_tolerances_are_drawn_as_whiskers(visit):
    visit.open("/protocols?regimen=nct01143168&window=transplant")
    days = {start for _, start, end in drawn(visit) if start == end}
    assert days == {0, 7, 14}
    whiskers = visit.page.evaluate(
        """() => [...document.querySelector('.picture-protocol-timeline .js-plotly-plot').data]
             .flatMap((trace) => (trace.error_x && trace.error_x.array) || [])"""
    )
    assert {1, 2} <= set(whiskers)


def test_a_window_and_a_role_are_chosen_by_hand_and_kept_in_the_link(visit):
    visit.open("/protocols?regimen=miami-2005-07-ita")
    visit.page.get_by_label("Follow-up (months)").check()
    visit.page.wait_for_url("**/protocols?regimen=miami-2005-07-ita&window=followup")
    visit.reload()
    expect(visit.page.get_by_label("Follow-up (months)")).to_be_checked()


def test_table_4_stands_as_printed(visit):
    visit.open("/protocols?regimen=miami-1994-96-iak~miami-1994-96-sik~miami-1994-97-sil")
    table = visit.page.locator(".table-4")
    expect(table).to_contain_text("TAC, AZA or MMF, MP")
    expect(table).to_contain_text("OKT3")
    expect(table).to_contain_text("None")


def test_nothing_that_matches_says_what_to_relax(visit):
    visit.open("/protocols?from=2005&transplant=sil")
    expect(visit.page.locator(".empty-state")).to_be_visible()
    expect(visit.page.locator(".empty-state a").first).to_be_visible()


def test_at_a_glance_fits_a_screen_and_answers(visit):
    visit.page.set_viewport_size({"width": 1440, "height": 900})
    visit.open("/protocols")
    visit.figure("at-a-glance")
    card = visit.page.locator(".figure-card:has(.picture-at-a-glance)")
    box = card.bounding_box()
    assert box is not None and box["height"] < 900
    picture = visit.page.locator(".picture-at-a-glance")
    assert picture.evaluate("it => it.scrollWidth <= it.clientWidth")
    picture.locator(".annotation-text", has_text="ETC").hover()
    expect(picture.locator(".hoverlayer")).to_contain_text("Etanercept")
    expect(picture.locator(".annotation-text", has_text="none")).to_have_count(1)


def test_the_name_of_a_protocol_leads_to_its_page(visit):
    visit.open("/protocols")
    visit.figure("at-a-glance")
    picture = visit.page.locator(".picture-at-a-glance")
    picture.locator(".barlayer .point path").last.click(force=True)
    expect(visit.page).to_have_url(re.compile("/protocols/miami-2005-07-ita"))
