"""Every card that shows data holds its sources and their dates, so that a screenshot does."""

import re

import dash_bootstrap_components as dbc
import pytest
from dash import html
from dash.development.base_component import Component

from app import create_app
from components.elements.markup import MarkupBlock, Piece
from components.elements.request import PageRequest
from components.elements.source_lines import of_these, sourced
from components.pages import PAGES
from components.theme import LIGHT
from data.datasets.catalogue import Datasets
from tests.components.pages.trees import elements, parts, text

DATED = re.compile(r"Sources?: .*\b\d{4}\b")
WITHOUT_DATA = {
    "Where the data comes from",  # the sources themselves, each with its date
    "Add a figure",  # of the deck: how to use it
    "What is not",  # of the sources: rules, not rows
    "How a place in the text is given",
    "Rules of counting",
}
"""Headings of the cards that show no data."""
ENTITIES = {
    "review": {"<regimen>": "miami-2005-07-ita", "<nct_id>": "NCT01143168"},
    "import": {"<regimen>": "miami-2005-07-ita", "<nct_id>": "NCT00000012"},
}


@pytest.fixture(scope="module")
def kinds(store, imported):
    create_app(Datasets((store, imported)))  # links need the prefix of an app
    return {"review": store, "import": imported}


def cards_of(tree):
    """The cards of a page: components and markup of the class."""
    for part in parts(tree):
        classes = (getattr(part, "className", None) or "").split()
        if isinstance(part, dbc.Card) or "card" in classes:
            yield part
    for tag in ("div", "section"):
        yield from (found for found in elements(tree, tag) if "card" in class_of(found))


def class_of(element):
    return str(element[1].get("className", "")).split()


def title_of(card):
    for part in parts(card) if isinstance(card, Component) else ():
        if isinstance(part, html.H2):
            return text(part)
    headings = [text(found) for found in elements(card, "h2")]
    return headings[0] if headings else ""


def is_lacking(card):
    own = class_of(card) if isinstance(card, list) else str(card.className).split()
    return "lacking" in own


def page_of(kinds, kind, page, query=""):
    path = page.path
    for variable, value in ENTITIES[kind].items():
        path = path.replace(variable, value)
    dataset = kinds[kind]
    search = "?" + "&".join(
        part
        for part in (f"dataset={dataset.known.dataset}" if kind == "import" else "", query)
        if part
    )
    return page.layout(dataset, PageRequest.of(path, search, dataset.known, LIGHT))


def without_source(tree):
    return [
        title_of(card)
        for card in cards_of(tree)
        if not is_lacking(card)
        and title_of(card) not in WITHOUT_DATA
        and not DATED.search(text(card))
    ]


@pytest.mark.parametrize("kind", ENTITIES)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_card_with_data_has_its_sources_and_their_dates(kinds, kind, page):
    assert without_source(page_of(kinds, kind, page)) == []


NARROWED = [
    ("protocols", "regimen=miami-1994-97-sil"),
    ("protocols", "regimen=miami-2000-02-ita&agent=dac"),
    ("map", "condition=t2d"),
    ("outcomes", "regimen=miami-1998-99-ita"),
    ("compare", "compare=miami-1994-97-sil~miami-2005-07-ita"),
]


@pytest.mark.parametrize(("name", "query"), NARROWED)
def test_a_choice_leaves_every_card_its_sources(kinds, name, query):
    page = next(page for page in PAGES if page.name == name)
    assert without_source(page_of(kinds, "review", page, query)) == []


@pytest.mark.parametrize("path", ["overview", "protocols", "outcomes", "trial"])
def test_the_walk_finds_cards(kinds, path):
    page = next(page for page in PAGES if page.name == path)
    assert len(list(cards_of(page_of(kinds, "review", page)))) >= 5


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (None, None),
        (["a", "b"], "ab"),
        ("a", "a"),
        (Piece(["div", {"className": "card"}, "a"]), "a"),
    ],
)
def test_a_panel_says_its_sources_below_what_it_shows(store, body, said):
    drawn = sourced(
        lambda store, request: body, lambda store, request: of_these(store, store.cohorts)
    )
    made = drawn(store, PageRequest("/"))
    if said is None:
        assert made is None
    else:
        assert text(made).startswith(said + "Source: Fotino")
        assert isinstance(made, Piece) == isinstance(body, Piece)


def test_a_panel_without_sources_is_as_it_was(store):
    drawn = sourced(lambda store, request: ["a"], lambda store, request: ())
    assert text(drawn(store, PageRequest("/"))) == "a"


def test_a_card_of_markup_counts_as_a_card():
    block = MarkupBlock([Piece(["div", {"className": "card x"}, ["h2", {}, "Title"]])])
    assert without_source(block) == ["Title"]
