import json

import pytest
from dash import Dash

from callbacks.page.address import _begun_anew, control_values
from components.elements.request import PageRequest
from components.elements.result_controls import OPTIONS_OF, trial_options
from components.pages import outcomes, posted_results
from components.pages.trial_results import results_card
from components.theme import LIGHT
from components.views import VIEWS
from data.queries.results_shown import results_walk
from tests.components.pages.trees import of_type, panels, text
from tests.posted_studies import POSTED


@pytest.fixture(autouse=True)
def app() -> Dash:
    """Links need an app that knows its prefix."""
    return Dash("tests")


@pytest.fixture(scope="module")
def own(posted):
    return posted.named(POSTED)


def ask(own, query: str = "") -> PageRequest:
    return PageRequest.of("/outcomes", f"?dataset={POSTED}{query}", own.known, LIGHT)


@pytest.mark.parametrize(
    "query",
    ["", "&results-of=NCT00314574", "&results-of=NCT99999999", "&q=nosuchword", "&across-part=3"],
)
def test_the_page_lays_out(own, query):
    page = outcomes.layout(own, ask(own, query))
    assert {*panels(page)} <= {*posted_results.PANELS}
    assert "Results: posted, due, late" in text(page)
    json.dumps(page.to_plotly_json(), default=lambda part: part.to_plotly_json())


def test_the_order_is_across_trials_first(own):
    words = text(outcomes.layout(own, ask(own)))
    titles = ["Results: posted, due, late", "Primary outcomes as posted", "One trial"]
    places = [words.index(title) for title in titles]
    assert places == sorted(places)


def test_trials_are_found_by_words(own):
    state = ask(own, "&results-of=NCT00314574").state
    values = [each["value"] for each in trial_options(own, state, "nct00554515")]
    assert values == ["NCT00314574", "NCT00554515"]
    assert [each["value"] for each in trial_options(own, state, "nosuchword")] == ["NCT00314574"]
    assert len(trial_options(own, state)) == len(own.trials)


def test_the_walk_goes_through_every_trial_with_results(own):
    state, seen = ask(own).state, []
    for _ in range(len(own.trials)):
        here = results_walk(own, state)
        seen.append(here.position)
        state = posted_results.of_trial(state, here.following)
    assert seen == list(range(1, len(own.trials) + 1))
    assert not here.following


def test_another_trial_begins_anew(own):
    state = ask(own, "&outcome=3&group-b=4&event-words=rash&events=serious").state
    after = posted_results.of_trial(state, "NCT00554515")
    assert after.to_values() == {
        "dataset": POSTED,
        "results-of": "NCT00554515",
        "events": "serious",
    }
    assert {"outcome", "group-a", "events-part"} <= {*_begun_anew({"results-of": "x"})}
    assert _begun_anew({"events-by": "organ"}) == {"events-part": ""}
    assert {"across-part", "stopped-part"} <= {*_begun_anew({"phase": "phase2"})}
    assert "across-part" not in _begun_anew({"outcome": "2"})


def test_the_control_names_the_trial_that_is_shown(own):
    first = own.trials["nct_id"].iloc[0]
    assert control_values(own, ask(own).state, ["results-of"]) == [first]
    for key, options in OPTIONS_OF.items():
        assert all({"label", "value"} <= {*each} for each in options(own, ask(own).state)), key


def test_the_parts_have_links_to_one_another(own):
    shown = posted_results.figure_parts("primary-outcomes", own, ask(own, "&across-part=2"))
    assert "part 2 of" in text(shown)
    links = [link.href for link in of_type(shown, "Link")]
    assert any("results-of=" in href for href in links)
    assert any("across-part=3" in href for href in links)


def test_the_card_of_a_trial_has_its_results_in_short(own, store):
    card = results_card(own, "NCT00314574")
    assert "0.88 (0.6139 to 0.9212)" in text(card)
    hrefs = [link.href for link in of_type(card, "Link")]
    assert f"/outcomes?dataset={POSTED}&results-of=NCT00314574#planned-and-actual" in hrefs
    assert results_card(store, store.trials["nct_id"].iloc[0]) is None


@pytest.mark.parametrize("slug", ["results-status", *posted_results.OF_ONE, "stopped-trials"])
def test_every_view_draws_every_study(own, slug):
    if slug not in VIEWS:
        pytest.skip("not here yet")
    for nct_id in own.trials["nct_id"]:
        state = ask(own, f"&results-of={nct_id}").state
        drawn = VIEWS[slug].render(own, state, LIGHT)
        assert "<img" not in json.dumps(drawn.figure)
