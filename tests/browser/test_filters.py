"""Filters, links and the way back, in the review and in an imported search."""

import re

import pytest
from playwright.sync_api import expect

from components.elements.ids import OPTIONS_ASKED

pytestmark = pytest.mark.browser


def expect_trials(reader, words):
    expect(reader.page.locator("#match-count")).to_have_text(words)


def control(reader, label):
    return reader.page.locator(".filter-panel .control", has_text=re.compile(f"^{label}"))


def choose(reader, label, option):
    """Open the dropdown of a filter, take an option, close it."""
    control(reader, label).locator(".dash-dropdown").click()
    reader.page.locator(".dash-dropdown-content").get_by_text(option).first.click()
    reader.page.keyboard.press("Escape")


def test_a_filter_set_by_hand_changes_address_and_figures(reader, facts):
    reader.open(facts.link("/design"))
    expect_trials(reader, facts.count(facts.trials))
    asked = []

    def note(request):
        # the mouse may come to rest on another filter, which asks for its own options
        if request.method == "POST" and request.post_data_json["inputs"][0]["id"] != OPTIONS_ASKED:
            asked.append(request.post_data_json["output"])

    reader.page.on("request", note)
    choose(reader, "Phase", facts.phase.option)
    expect_trials(reader, facts.count(facts.phase.trials))
    reader.is_at(facts.link("/design", phase=facts.phase.slug))
    reader.wait_for_total("allocation", facts.phase.trials)
    reader.settle()
    reader.page.remove_listener("request", note)
    assert len(asked) == 1, "one request brings address, controls and figures"


def test_a_deep_link_restores_filters_controls_and_figures(reader, facts):
    conditions = "~".join(sorted((facts.condition.slug, facts.other.slug)))
    link = facts.link("/design", condition=conditions, measure="share", phase=facts.phase.slug)
    reader.open(link)
    for _ in range(2):
        expect_trials(reader, facts.count(facts.of_both))
        expect(reader.page.locator("#filter-chips .chip")).to_have_count(4)
        reader.wait_for_total("allocation", facts.of_both)
        reader.wait_for("phase-by-condition", "(data, layout) => layout.xaxis.range[1] === 1")
        expect(reader.page.get_by_label("Share of trials")).to_be_checked()
        expect(control(reader, "Condition")).to_contain_text(facts.condition.label)
        reader.is_at(link)
        reader.reload()


def test_back_and_forward_and_other_pages_keep_the_state(reader, facts):
    reader.open(facts.link("/design"))
    choose(reader, "Condition", facts.other.option)
    expect_trials(reader, facts.count(facts.other.trials))
    reader.page.locator(".main-nav").get_by_text("Trials", exact=True).click()
    reader.is_at(facts.link("/trials", condition=facts.other.slug))
    expect_trials(reader, facts.count(facts.other.trials))
    reader.page.go_back()
    reader.is_at(facts.link("/design", condition=facts.other.slug))
    reader.wait_for_total("allocation", facts.other.trials)
    reader.page.go_back()
    reader.is_at(facts.link("/design"))
    expect_trials(reader, facts.count(facts.trials))
    reader.wait_for_total("allocation", facts.trials)
    reader.page.go_forward()
    expect_trials(reader, facts.count(facts.other.trials))


def test_chips_and_reset_take_filters_off(reader, facts):
    chosen = {"condition": facts.condition.slug, "phase": facts.phase.slug}
    reader.open(facts.link("/registry", **chosen))
    expect_trials(reader, facts.count(facts.of_condition))
    name = f"Remove the filter Condition: {facts.condition.label}"
    reader.page.get_by_title(name).click()
    expect_trials(reader, facts.count(facts.phase.trials))
    reader.is_at(facts.link("/registry", phase=facts.phase.slug))
    reader.page.locator(".chip.reset").click()
    expect_trials(reader, facts.count(facts.trials))
    reader.is_at(facts.link("/registry"))


def test_an_unknown_value_is_named_and_ignored(reader, facts):
    unknown = {"phase": f"{facts.phase.slug}~phase77", "bogus": "<script>alert(1)</script>"}
    reader.open(facts.link("/registry", **unknown))
    notice = reader.page.locator("#notice")
    expect(notice).to_contain_text("Phase: “phase77” is not known here and was ignored.")
    expect(notice).to_contain_text("“bogus” is not a filter or option here")
    expect_trials(reader, facts.count(facts.phase.trials))


def test_no_match_says_which_filter_to_relax(reader, facts):
    reader.open(facts.link("/design", condition=facts.rare.slug, phase=facts.rarest.slug))
    empty = reader.page.locator(".empty-state")
    expect(empty).to_contain_text("No trial matches these filters")
    for key, left in (("Phase", facts.rare), ("Condition", facts.rarest)):
        words = f"Remove “{key}” to see {facts.count(left.trials)}"
        expect(empty.get_by_text(words, exact=True)).to_be_visible()
    empty.get_by_text("Remove “Phase”").click()
    expect_trials(reader, facts.count(facts.rare.trials))
    expect(reader.page.locator(".empty-state")).to_have_count(0)
    reader.wait_for_total("allocation", facts.rare.trials)


def test_the_search_text_filters(reader, facts):
    reader.open(facts.link("/trials"))
    box = reader.page.get_by_label("Search the trials")
    box.fill(facts.word)
    box.press("Enter")
    expect_trials(reader, facts.count(1))
    reader.is_at(facts.link("/trials", q=facts.word))


def test_a_click_on_a_bar_filters_and_a_second_takes_it_off(reader, facts):
    reader.open(facts.link("/design"))
    reader.click_mark(".picture-allocation .barlayer .point path")
    expect_trials(reader, facts.count(facts.bar.trials))
    reader.is_at(facts.link("/design", allocation=facts.bar.slug))
    reader.settle()
    reader.click_mark(".picture-allocation .barlayer .point path")
    expect_trials(reader, facts.count(facts.trials))


COUNTRY = """code => {
  const shapes = document.querySelectorAll('.picture-trial-map .choroplethlayer path');
  const country = [...shapes].find((shape) => shape.__data__ && shape.__data__.loc === code);
  const box = country && country.getBoundingClientRect();
  if (!box || !box.width) return false;
  const place = [box.x + box.width / 2, box.y + box.height * 0.6];
  const rests = String(place) === window.placeBefore;
  window.placeBefore = String(place);
  return rests && place;
}"""
"""The middle of a country once its outline is loaded and stands where it stood at the last look."""


def test_a_click_on_a_country_filters(reader, facts):
    reader.open(facts.link("/map"))
    slug = facts.country.slug
    place = reader.page.wait_for_function(COUNTRY, arg=slug, polling=100).json_value()
    reader.page.mouse.move(*place)
    reader.page.mouse.click(*place)
    expect_trials(reader, facts.count(facts.country.trials))
    reader.is_at(facts.link("/map", country=slug))


def test_options_show_their_counts_under_the_other_filters(reader, facts):
    reader.open(facts.link("/registry", condition=facts.condition.slug))
    control(reader, "Phase").locator(".dash-dropdown").click()
    options = reader.page.locator(".dash-dropdown-content")
    expect(options.get_by_text(f"{facts.phase.label} ({facts.of_condition})")).to_be_visible()
    expect(options.get_by_text(f"{facts.rarest.label} (0)")).to_be_visible()


def test_options_are_asked_for_when_the_reader_comes_to_them(reader, facts):
    """And not with each change of another filter; whoever comes by keyboard gets them, too."""
    reader.open(facts.link("/registry"))
    choose(reader, "Condition", facts.condition.label)
    expect_trials(reader, facts.count(facts.condition.trials))
    # a key pressed while the page still changes may be lost to it
    reader.settle()
    wanted = f"{facts.phase.label} ({facts.of_condition})"
    control(reader, "Phase").locator("button.dash-dropdown").focus()
    reader.page.keyboard.press("Enter")
    options = reader.page.locator(".dash-dropdown-content")
    expect(options.get_by_text(wanted)).to_be_visible()
    reader.page.keyboard.press("Escape")
    reader.page.get_by_role("link", name="Reset").click()
    expect_trials(reader, facts.count(facts.trials))
    reader.settle()
    control(reader, "Phase").locator("button.dash-dropdown").focus()
    reader.page.keyboard.press("Enter")
    expect(options.get_by_text(f"{facts.phase.label} ({facts.phase.trials})")).to_be_visible()


def test_a_data_table_stands_beside_each_figure_and_its_labels_filter(reader, facts):
    first, later = facts.masking
    reader.open(facts.link("/design"))
    card = reader.page.locator(".figure-card", has=reader.page.locator(".picture-masking"))
    card.get_by_role("button", name="Show as table").press("Enter")
    row = card.locator("table tbody tr").first
    share = f"{first.trials / facts.trials:.0%}"
    expect(row).to_have_text(f"{first.label}{first.trials}{share}")
    card.locator("table").get_by_role("link", name=later.label).press("Enter")
    expect_trials(reader, facts.count(later.trials))
    expect(row).to_have_text(f"{first.label}00%")
