import pytest
from dash import html

from components.elements.present import figure_actions, present_button
from components.views import VIEWS
from data.link.filters import TrialFilters
from data.link.state import PageState


@pytest.mark.parametrize("slug", VIEWS)
def test_every_view_can_be_presented_and_says_which_it_is(slug):
    properties = present_button(slug).to_plotly_json()["props"]
    assert properties["data-present"] == slug
    assert properties["aria-label"] == f"Present: {VIEWS[slug].title}"
    assert "data-present-query" not in properties


def test_a_figure_of_its_own_keeps_its_query():
    own = PageState(TrialFilters(text="<b> & “x”"))
    properties = present_button("trial-map", own).to_plotly_json()["props"]
    assert properties["data-present-query"] == own.to_query()
    assert "<" not in properties["data-present-query"]


def test_the_default_state_is_a_query_too():
    properties = present_button("trial-map", PageState()).to_plotly_json()["props"]
    assert properties["data-present-query"] == ""


def test_present_stands_beside_the_menu():
    menu = html.Details()
    actions = figure_actions("trial-map", menu)
    assert [type(each) for each in actions.children] == [html.Button, html.Details]
