import json

import pytest

from app import create_app
from callbacks.http.settings import Settings
from callbacks.page.address import (
    after_click,
    clicked_tokens,
    joined,
    page_after_click,
    state_after_click,
)
from data.datasets.catalogue import Datasets
from data.link.filters import TrialFilters
from data.link.state import PageState
from tests.callbacks.bodies import body_of


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
