"""A page where its data are, and where they are not."""

import pytest
from dash import html

from app import create_app
from components.elements.page import Page, where_its_data_are
from components.elements.request import PageRequest
from components.view import Needs
from data.datasets.catalogue import Datasets
from tests.components.pages.trees import of_type, text

SAID = "This dataset has no protocols."


@pytest.fixture(scope="module", autouse=True)
def app(store):
    """Links need the prefix of an app."""
    return create_app(Datasets((store,)))


def page_that_needs(frame: str) -> Page:
    return where_its_data_are(
        Page(
            "days",
            "Days",
            "/days",
            lambda store, request: html.P("the page"),
            panels={"days": lambda store, request: ["a panel"]},
            needs=Needs(frame, SAID) if frame else None,
            elsewhere="The days of the review",
        )
    )


@pytest.mark.parametrize(
    ("frame", "is_there"), [("", True), ("trials", True), ("regimen_events", False)]
)
def test_a_page_without_its_rows_says_so_and_leads_on(imported, frame, is_there):
    page, asked = page_that_needs(frame), PageRequest("/days")
    laid = page.layout(imported, asked)
    assert (text(laid) == "the page") == is_there
    assert page.panels["days"](imported, asked) == (["a panel"] if is_there else [])
    if not is_there:
        assert SAID in text(laid)
        assert next(each.href for each in of_type(laid, "Link")) == "/days"


@pytest.mark.parametrize(("path", "is_of_many"), [("/days", False), ("/days/<day>", True)])
def test_a_path_with_a_variable_is_of_many(path, is_of_many):
    page = Page("days", "Days", path, lambda store, request: None)
    assert page.is_of_many == is_of_many
