import json

import pytest
from dash import no_update

from app import create_app
from callbacks.http.settings import Settings
from callbacks.page.address import (
    _next_state,
    after_click,
    clicked_tokens,
    joined,
    options_with_arms,
    page_after_click,
    state_after_click,
)
from components.elements.request import PageRequest
from data.datasets.catalogue import Datasets
from data.link.filters import TrialFilters
from data.link.state import PageState
from tests.callbacks.bodies import body_of
from tests.imports import ARMS


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), ([], ""), (["a", "b"], "a~b"), ("x", "x"), (3, "3"), ([None], "None")],
)
def test_joined(value, text):
    assert joined(value) == text


def click(*data):
    return {"points": [{"customdata": list(data)}]}


@pytest.mark.parametrize(
    ("clicks", "tokens"),
    [
        ([], ()),
        ([None, None], ()),
        ([None, click("phase=PHASE2", "2 trials")], (("phase", "PHASE2"),)),
        (
            [click("condition=T1D", "phase=PHASE2")],
            (("condition", "T1D"), ("phase", "PHASE2")),
        ),
        ([click("q=Ribeirão Preto")], (("q", "Ribeirão Preto"),)),
        (
            [click("regimen=a", "agent=b", "page=/protocols", "all")],
            (("regimen", "a"), ("agent", "b"), ("page", "/protocols")),
        ),
        ([click("nonsense=1", 7, None, "no sign")], ()),
        ([{"points": []}], ()),
        ([{"points": "x"}], ()),
        (["text"], ()),
        ([{"points": [{"customdata": "phase=PHASE2"}]}], ()),
    ],
)
def test_clicked_tokens(clicks, tokens):
    assert clicked_tokens(clicks) == tokens


@pytest.mark.parametrize(
    ("before", "tokens", "after"),
    [
        (TrialFilters(), [("phase", "PHASE2")], TrialFilters.of({"phase": ("PHASE2",)})),
        (TrialFilters.of({"phase": ("PHASE2",)}), [("phase", "PHASE2")], TrialFilters()),
        (
            TrialFilters.of({"phase": ("PHASE2",)}),
            [("condition", "T1D"), ("phase", "PHASE2")],
            TrialFilters.of({"condition": ("T1D",), "phase": ("PHASE2",)}),
        ),
        (
            TrialFilters.of({"condition": ("T1D",), "phase": ("PHASE2",)}),
            [("condition", "T1D"), ("phase", "PHASE2")],
            TrialFilters(),
        ),
        (TrialFilters(), [("q", "Padua")], TrialFilters(text="Padua")),
        (TrialFilters(text="Padua"), [("q", "Padua")], TrialFilters()),
        (TrialFilters(), [("phase", "PHASE77")], TrialFilters()),
    ],
)
def test_after_click(before, tokens, after):
    assert after_click(before, tokens) == after


def year(first, last=None):
    return [("started-from", first), ("started-to", last or first), ("phase", "PHASE2")]


@pytest.mark.parametrize(
    ("before", "tokens", "after"),
    [
        ("", year("2013"), "phase=phase2&started-from=2013&started-to=2013"),
        ("phase=phase2&started-from=2013&started-to=2013", year("2013"), ""),
        (
            "phase=phase2&started-from=2013&started-to=2013",
            year("2015"),
            "phase=phase2&started-from=2015&started-to=2015",
        ),
        (
            "phase=phase1&started-from=2013",
            year("2015"),
            "phase=phase1~phase2&started-from=2015&started-to=2015",
        ),
        ("started-from=2013", year("1850"), "phase=phase2&started-from=2013"),
        # a mark without a year stands for its phase alone
        ("started-from=2013", [("phase", "PHASE2")], "phase=phase2&started-from=2013"),
    ],
)
def test_a_click_on_a_year_replaces_the_years(imported, before, tokens, after):
    """A second year made a range of both."""
    filters, _ = TrialFilters.from_query(f"?{before}", imported.known.filters)
    clicked = after_click(filters, tokens)
    assert clicked == TrialFilters.from_query(f"?{after}", imported.known.filters)[0]


CELL = [("regimen", "miami-2000-02-ita"), ("agent", "dac"), ("page", "/protocols")]


@pytest.mark.parametrize(
    ("before", "tokens", "after"),
    [
        ("", CELL, "?agent=dac&regimen=miami-2000-02-ita"),
        ("?agent=dac&regimen=miami-2000-02-ita", CELL, "?agent=dac&regimen=miami-2000-02-ita"),
        (
            "?condition=t2d&phase=phase2&role=graft&from=2005&window=transplant",
            CELL,
            "?agent=dac&phase=phase2&regimen=miami-2000-02-ita&window=transplant",
        ),
        ("?role=graft", [("regimen", "no-such"), ("agent", "dac")], "?agent=dac"),
        ("?role=graft", [("phase", "PHASE2")], "?phase=phase2&role=graft"),
    ],
)
def test_a_mark_with_options_sets_them(store, before, tokens, after):
    state, _ = PageState.from_query(before, store.known)
    assert state_after_click(state, tokens, store).to_query() == after


@pytest.mark.parametrize(
    ("tokens", "page"),
    [
        (CELL, "/protocols"),
        ([("phase", "PHASE2")], "/compare"),
        ([("page", "//elsewhere.example")], "/compare"),
        ([("page", "https://elsewhere.example")], "/compare"),
    ],
)
def test_page_after_click(tokens, page):
    assert page_after_click("/compare", tokens) == page


@pytest.fixture(scope="module")
def app(store):
    return create_app(Datasets((store,)), Settings())


def changed_by(app, component, **values):
    """The answer of the address's callback when a property of the shell changed."""
    output = next(key for key in app.callback_map if key.startswith("..url.search..."))
    body = body_of(output, app.callback_map[output], **values)
    body["changedPropIds"] = [component]
    return app.server.test_client().post("/_dash-update-component", json=body).json["response"]


@pytest.mark.parametrize(
    ("component", "drawn"),
    [
        ("url.search", {"graph", "framed", "panel", "grid-panel"}),
        ("theme.data", {"graph", "framed"}),
        ("filter-text.value", set()),  # it came with the page: the address stays as it is
    ],
)
def test_another_theme_draws_what_has_colours_and_nothing_else(app, component, drawn):
    written = changed_by(app, component, search="")
    kinds = {json.loads(key)["type"] for key in written if key.startswith("{")}
    assert kinds - {"filter", "option"} == drawn


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("islet", ""),
        ("x" * 300, "The search was too long and ends after"),
        (" ".join(f"NCT{n:08}" for n in range(300)), "ends after “NCT00000215”"),
    ],
)
def test_a_pasted_text_that_is_cut_says_so(app, text, said):
    output = next(key for key in app.callback_map if key.startswith("..url.search..."))
    body = body_of(output, app.callback_map[output], search="")
    body["changedPropIds"] = ["filter-text.value"]
    for part in body["inputs"]:
        if isinstance(part, dict) and part["id"] == "filter-text":
            part["value"] = text
    answer = app.server.test_client().post("/_dash-update-component", json=body).json["response"]
    assert said in json.dumps(answer["notice"], ensure_ascii=False)
    assert "url" in answer
    assert ("ends after" in json.dumps(answer["notice"])) == bool(said)


CELLS, MIAMI = "nct00000041.arm-1", "miami-2005-07-ita"


def options(datasets, query, key, now):
    store = datasets.of_query(query)
    state, _ = PageState.from_query(query, store.known)
    return options_with_arms(store, state, key, now)


@pytest.mark.parametrize(
    ("key", "now", "has_arm"),
    [
        # an arm that a link put in is among the options from then on
        ("regimen", [], True),
        ("regimen", None, True),
        ("regimen", [MIAMI], True),
        ("compare", [MIAMI], True),
        # a list that a reader has open is left alone
        ("regimen", [CELLS, MIAMI], False),
        ("regimen", [CELLS], False),
        ("role", [], False),
        ("window", "both", False),
    ],
)
def test_a_picker_learns_of_an_arm_once_it_is_chosen(with_arms, key, now, has_arm):
    query = f"?dataset={ARMS}&regimen={CELLS}~{MIAMI}&compare={CELLS}~{MIAMI}"
    found = options(with_arms, query, key, now)
    assert (found is not no_update) == has_arm
    if has_arm:
        assert {CELLS, MIAMI} <= {option["value"] for option in found}


def test_protocols_alone_need_no_new_options(with_arms):
    assert options(with_arms, f"?dataset={ARMS}&regimen={MIAMI}", "regimen", []) is no_update


def test_options_of_a_full_comparison_are_bounded(with_arms):
    many = [f"nct0000004{n}.arm-1" for n in (1, 2, 3, 4)]
    query = f"?dataset={ARMS}&compare={'~'.join(many)}"
    found = options(with_arms, query, "compare", many[:3])
    assert {option["value"] for option in found if not option.get("disabled")} == set(many)


@pytest.mark.parametrize("key", ["arm-words", "q", "condition"])
def test_a_new_search_of_arms_begins_with_its_first_page(with_arms, key):
    query = f"?dataset={ARMS}&arm-page=3"
    store = with_arms.of_query(query)
    request = PageRequest.of("/protocols", query, store.known)
    state, _ = _next_state(request, [], {key: "leukemia"}, store)
    assert state.arms.page == 1
    state, _ = _next_state(request, [], {"window": "followup"}, store)
    assert state.arms.page == 3
