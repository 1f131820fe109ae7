"""Arms of an import's records: found, shown, compared, opened, put on a slide."""

import io

import pytest
from playwright.sync_api import expect
from pptx import Presentation

from tests.browser.conftest import Visit
from tests.imports import ARMS, CELLS, CYCLES, HOSTILE, ISLETS

pytestmark = pytest.mark.browser

CELLS_ARM, CYCLES_ARM, MIAMI = (
    f"{CELLS.lower()}.arm-1",
    f"{CYCLES.lower()}.arm-1",
    "miami-2005-07-ita",
)
DRAWN = """view => {
  const graph = document.querySelector(`.picture-${view} .js-plotly-plot`);
  const rows = [];
  for (const trace of graph.data) {
    (trace.hovertext || []).forEach((text, n) => {
      if (!trace.base || trace.xaxis === "x3") return;
      const agent = text.split('<br>')[0].replace(/<[^>]+>/g, '');
      rows.push([agent, trace.base[n], trace.base[n] + trace.x[n]]);
    });
  }
  return rows;
}"""


@pytest.fixture
def visit(importer):
    """This file's readers visit the app that has imports."""
    return importer


def bars(visit: Visit, view: str) -> set[tuple[str, float, float]]:
    """(agent, first day, last day) of every bar on a scale."""
    visit.figure(view)
    return {tuple(row) for row in visit.page.evaluate(DRAWN, view)}


def arm_row(visit: Visit, name: str):
    return visit.page.locator(".arms-found tbody tr").filter(has_text=name)


def test_arms_are_found_by_words_and_shown_by_a_tick(visit):
    visit.open(f"/protocols?dataset={ARMS}")
    expect(visit.page.locator(".arms-counted")).to_contain_text("4 of 4 trials list arms, 5 in all")
    expect(visit.page.locator(".protocol-parts")).to_be_hidden()
    visit.page.locator(".arm-search input").fill(CELLS)
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url(f"**/protocols?arm-words={CELLS}&dataset={ARMS}")
    expect(visit.page.locator(".arms-found tbody tr")).to_have_count(1)
    arm_row(visit, "CAR-T cells").get_by_text("Show").click()
    visit.page.wait_for_url(f"**regimen={CELLS_ARM}")
    visit.settle()
    expect(visit.page.locator(".filter-sentence").first).to_contain_text("1 arm of a record; ")
    assert ("Fludarabine", -5, -3) in bars(visit, "protocol-timeline")
    # the picker learns of an arm that it was not made with, and does not drop it
    picker = visit.page.locator(".protocol-controls.of-arms .control").first
    expect(picker).to_contain_text(f"{CELLS}, CAR-T cells")
    visit.is_at(f"/protocols?arm-words={CELLS}&dataset={ARMS}&regimen={CELLS_ARM}")
    arm_row(visit, "CAR-T cells").get_by_text("Show").click()
    visit.page.wait_for_url(f"**/protocols?arm-words={CELLS}&dataset={ARMS}")
    expect(visit.page.locator(".nothing-chosen")).to_be_visible()


def test_the_filters_of_the_bar_choose_the_trials(visit):
    visit.open(f"/protocols?dataset={ARMS}&q={CYCLES}")
    expect(visit.page.locator(".arms-counted")).to_contain_text("1 of 1 trial lists arms, 2 in all")
    expect(arm_row(visit, "Waiting")).to_contain_text("none read")
    expect(arm_row(visit, "Azacitidine")).to_contain_text("read by rule")


def test_an_arm_and_a_cohort_of_miami_stand_on_one_axis(visit):
    visit.open(f"/protocols?dataset={ARMS}")
    arm_row(visit, "CAR-T cells").get_by_text("Compare").click()
    visit.page.wait_for_url(f"**/protocols?compare={CELLS_ARM}&dataset={ARMS}")
    visit.page.get_by_role("link", name="Open the comparison").click()
    visit.page.wait_for_url(f"**/compare?compare={CELLS_ARM}&dataset={ARMS}")
    visit.page.get_by_role("link", name="2005–07, islet transplantation alone").click()
    visit.settle()
    drawn = bars(visit, "comparison-timeline")
    assert ("Fludarabine", -5, -3) in drawn
    assert any(agent.startswith("Etanercept") and end == 14 for agent, _, end in drawn)
    caption = visit.page.locator(".figure-card, .card").filter(has_text="one under the other")
    expect(caption.first).to_contain_text(
        f"2005–07 ITA: curated from the review. {CELLS}: days read by rule from the record’s words."
    )
    expect(caption.first).to_contain_text("1 arm of a record and 1 protocol of Review 2010")
    expect(caption.first).to_contain_text("Arms, our search")


def test_the_page_of_an_arm_shows_its_days_and_its_words(visit):
    visit.open(f"/protocols/{CELLS_ARM}?dataset={ARMS}")
    expect(visit.page).to_have_title(f"{CELLS} CAR-T cells · Bone marrow stem cells for diabetes")
    expect(visit.page.locator("h1")).to_have_text("CAR-T cells")
    body = visit.page.locator("#content")
    expect(body).to_contain_text("“Lymphodepletion: fludarabine 30 mg/m2 IV on days -5 to -3.”")
    expect(body).to_contain_text(f"{CELLS}, armGroups[0].description")
    visit.page.get_by_role("link", name=CELLS, exact=True).click()
    visit.page.wait_for_url(f"**/trials/{CELLS}?dataset={ARMS}")
    expect(visit.page.locator("#arms-day-by-day")).to_contain_text("This arm day by day")


def test_from_the_trials_page_to_the_arm_and_to_the_comparison(visit):
    visit.open(f"/trials/{CYCLES}?dataset={ARMS}")
    arms = visit.page.locator("#arms-day-by-day li")
    expect(arms).to_have_count(2)
    arms.first.get_by_text("This arm day by day").click()
    visit.page.wait_for_url(f"**/protocols/{CYCLES_ARM}?dataset={ARMS}")
    expect(visit.page.locator("#content")).to_contain_text("repeated every 28 days")
    visit.page.go_back()
    visit.page.locator("#arms-day-by-day li").first.get_by_text("Compare this arm").click()
    visit.page.wait_for_url(f"**/compare?compare={CYCLES_ARM}&dataset={ARMS}")
    expect(visit.page.locator(".empty-state")).to_contain_text("Choose at least two")


def test_hostile_words_are_shown_as_they_are(visit):
    code = f"{HOSTILE.lower()}.arm-1"
    for path in (f"/protocols?dataset={ARMS}&regimen={code}", f"/protocols/{code}?dataset={ARMS}"):
        visit.open(path)
        assert visit.page.locator("#content script, #content .picture b > b").count() == 0
        expect(visit.page.locator("#content")).to_contain_text("<b>Arm</b>")


def test_a_slide_of_arms_and_a_cohort_says_both_sources(visit):
    chosen = f"compare={CELLS_ARM}~{MIAMI}&dataset={ARMS}"
    answer = visit.page.request.get(f"{visit.address}/export/comparison-timeline.pptx?{chosen}")
    assert answer.ok
    deck = Presentation(io.BytesIO(answer.body()))
    (slide,) = deck.slides
    texts = [node.text for node in slide._element.iter() if node.tag.endswith("}t") and node.text]
    said = " ".join(texts)
    assert "Arms, our search" in said
    assert "Rev Diabet Stud 2010" in said
    assert "Fludarabine" in said
    for shape in slide.shapes:
        assert shape.left + shape.width <= deck.slide_width + 2
        assert shape.top + shape.height <= deck.slide_height + 2


def test_a_dataset_without_arms_says_so(visit):
    visit.open(f"/protocols?dataset={ISLETS}")
    expect(visit.page.locator("#content")).to_contain_text("No record of this dataset lists arms.")
    visit.page.get_by_role("link", name="Show 3 protocols of Review 2010").click()
    visit.settle()
    expect(visit.page.locator(".filter-sentence").first).to_contain_text(
        "3 protocols of Review 2010; "
    )


def test_arms_fit_a_phone(visit):
    visit.page.set_viewport_size({"width": 390, "height": 844})
    for path in (
        f"/protocols?dataset={ARMS}",
        f"/protocols?dataset={ARMS}&regimen={CELLS_ARM}~{MIAMI}",
        f"/protocols/{CELLS_ARM}?dataset={ARMS}",
        f"/compare?compare={CELLS_ARM}~{MIAMI}&dataset={ARMS}",
    ):
        visit.open(path)
        width = visit.page.evaluate("document.documentElement.scrollWidth")
        assert width <= 390, path
