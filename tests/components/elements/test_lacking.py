"""Every form of a view says what a dataset does not have, and what is left out."""

import re

import plotly.graph_objects as go
import pytest

from components.figures import maps
from components.share import exports, read_me
from components.share.attribution import attribution_of
from components.share.deck import slide_bytes
from components.share.drawn_view import DrawnView
from components.share.picture import picture
from components.theme import LIGHT
from components.views import VIEWS
from data.datasets.catalogue import load_dataset
from data.link.state import PageState
from data.queries.places import Places
from tests.bench.generate import generate

BASE = "https://x.example.org"
NAME = "made-up"


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    root = tmp_path_factory.mktemp("datasets")
    generate(root, NAME, 9_000)
    return load_dataset(root, NAME)


def state_of(store, query: str = "") -> PageState:
    state, ignored = PageState.from_query(f"dataset={NAME}&{query}", store.known)
    assert not ignored
    return state


@pytest.mark.parametrize("slug", VIEWS)
def test_every_view_has_every_form_for_an_import(imported, slug):
    view, state = VIEWS[slug], state_of(imported)
    rendered = view.render(imported, state, LIGHT)
    go.Figure(rendered.figure)
    words = attribution_of(imported, state, view, rendered.answer, BASE)
    table = exports.table_shown(view, rendered.answer)
    name = words.file_name
    text = read_me.of_view(words, exports.tables_of(view, imported, state, rendered.answer, name))
    drawn = DrawnView.of(imported, state, view, BASE)
    assert picture(drawn, LIGHT)
    assert slide_bytes(drawn).startswith(b"PK")
    lacking = view.lacks(imported)
    if lacking:
        assert rendered.caption == lacking
        assert lacking in rendered.summary
        assert lacking in text
        assert table.empty
        assert list(table.columns) == [*view.columns.values(), *view.file_columns.values()]
        assert view.scope.behind(imported, state).empty
        assert words.choice_line == f"Nothing to show. {lacking}"
    else:
        assert len(table) > 0
        assert len(view.scope.behind(imported, state_of(imported))) > 0
        if slug != "stopped-trials":  # that trial went on
            own = view.scope.behind(imported, state_of(imported, "q=nct00000001"))
            assert len(own) > 0


def test_what_only_the_review_has_is_lacking_in_an_import(imported):
    lacking = {slug for slug, view in VIEWS.items() if view.lacks(imported)}
    only_review = {"control", "cell-product", "donor", "agent-matrix", "comparison-timeline"}
    assert (
        only_review | {"at-a-glance", "protocol-timeline", "graft-function", "chimerism"} <= lacking
    )
    assert not {"trial-map", "phase-by-condition", "allocation", "masking"} & lacking


SHOWN = "of these trials shown, the most frequent"


@pytest.mark.parametrize(
    ("slug", "query", "said"),
    [
        ("phase-by-condition", "", rf"15 of \d,\d{{3}} conditions {SHOWN}\."),
        ("phase-by-country", "", rf"25 of 1\d\d countries {SHOWN}\."),
        # each of these trials holds the chosen one
        ("phase-by-country", "country={}", rf"25 of 1\d\d countries {SHOWN}\."),
        ("trial-map", "", r"300 of 3\d\d cities in view drawn, the largest\."),
        ("allocation", "", ""),
    ],
)
def test_what_is_left_out_is_said(imported, slug, query, said):
    country = imported.facets["country"]
    rarest = country.codes[country.most_frequent[-1]]
    state = state_of(imported, query.format(rarest))
    rendered = VIEWS[slug].render(imported, state, LIGHT)
    words = attribution_of(imported, state, VIEWS[slug], rendered.answer, BASE)
    for text in (rendered.caption, rendered.summary, words.caption):
        assert re.search(said, text)
    assert bool(said) == bool(VIEWS[slug].left_out(rendered.answer))


SAID_OF_ROWS = {"agent-matrix", "chimerism", "islet-mass-and-function"}
"""Views that say how their rows are to be read, and leave nothing out."""


def test_the_built_in_data_is_shown_whole(store):
    for slug, view in VIEWS.items():
        said = view.left_out(view.query(store, PageState()))
        assert bool(said) == (slug in SAID_OF_ROWS), slug
        assert "Not drawn" not in said


def test_an_empty_frame_leaves_nothing_out(store):
    nothing = PageState.from_query("q=nowhere", store.known)[0]
    found = VIEWS["trial-map"].query(store, nothing)
    assert (found, maps.left_out(found)) == (Places(), "")
