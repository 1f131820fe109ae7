import dash_bootstrap_components as dbc
import pytest
from dash import dcc, html

from components.elements import ids
from components.elements.markup import (
    LINK,
    MarkupBlock,
    card,
    filled,
    markup_of,
    piece,
    with_markup,
)

BUTTON = {"type": "table-button", "view": "map"}


@pytest.mark.parametrize(
    ("tree", "markup"),
    [
        (html.P("Trials"), ["p", {}, "Trials"]),
        (html.P(), ["p", {}]),
        (html.P(["n = ", 0, None, False, " trials"]), ["p", {}, "n = ", 0, " trials"]),
        (html.Ul([html.Li("a"), [html.Li("b")]]), ["ul", {}, ["li", {}, "a"], ["li", {}, "b"]]),
        (html.B("<script>", n_clicks=0, disable_n_clicks=True), ["b", {}, "<script>"]),
        (
            html.Td("x", colSpan=2, style={"color": "red"}, **{"aria-label": "y"}),
            ["td", {"colSpan": 2, "style": {"color": "red"}, "aria-label": "y"}, "x"],
        ),
        (dcc.Link("Map", href="/map"), ["Link", {"href": "/map"}, "Map"]),
        (html.A("Out", href="https://a.org"), ["a", {"href": "https://a.org"}, "Out"]),
        (dbc.Card("x", className="wide"), ["div", {"className": "card wide"}, "x"]),
        (dbc.Table(html.Tr()), ["table", {"className": "table"}, ["tr", {}]]),
    ],
)
def test_what_nobody_calls_by_name_is_one_component(tree: object, markup: list[object]) -> None:
    drawn = with_markup(tree)
    assert isinstance(drawn, MarkupBlock)
    assert drawn.to_plotly_json()["props"] == {"markup": [markup]}


@pytest.mark.parametrize(
    "alive",
    [
        html.Div("x", id="place"),
        html.Div("x", id=BUTTON),
        dcc.Dropdown(),
        dcc.Link("x", href="/", refresh=True),
        dbc.Card("x", color="primary"),
        dbc.Alert("x"),
    ],
)
def test_what_has_an_id_or_behaviour_stays_a_component(alive: object) -> None:
    drawn = with_markup(html.Section([html.H2("a"), alive, "c", html.I("d")]))
    assert drawn.markup == [["section", {}, ["h2", {}, "a"], [0], "c", ["i", {}, "d"]]]
    assert drawn.children == [alive]


def test_a_component_that_stays_joins_what_is_in_it() -> None:
    inner = html.Div([html.P("a"), html.Div(html.P("b"), id="inner")], id="outer")
    drawn = with_markup(inner)
    assert drawn is inner
    (within,) = drawn.children
    assert within.markup == [["p", {}, "a"], [0]]
    assert [each.markup for each in within.children[0].children] == [[["p", {}, "b"]]]


@pytest.mark.parametrize("plain", ["text", "", 0, [], ["a", 1], None])
def test_texts_need_no_component(plain: object) -> None:
    assert with_markup(plain) == (plain if plain is not None else [])


def test_a_list_stays_a_list_and_twice_is_once() -> None:
    once = with_markup([html.P("a")])
    assert [each.markup for each in once] == [[["p", {}, "a"]]]
    assert with_markup(once) == once


@pytest.mark.parametrize(
    ("tree", "markup"),
    [
        ([], []),
        (None, []),
        ("<b>", ["<b>"]),
        ([html.Strong("0"), " of ", 19, None], [["strong", {}, "0"], " of ", 19]),
        (dcc.Link("Reset", href="/"), [["Link", {"href": "/"}, "Reset"]]),
    ],
)
def test_a_tree_without_behaviour_is_markup(tree: object, markup: list[object]) -> None:
    assert markup_of(tree) == markup


@pytest.mark.parametrize("alive", [html.P("x", id="x"), dbc.Alert("x"), MarkupBlock(["x"])])
def test_markup_holds_no_component(alive: object) -> None:
    with pytest.raises(TypeError, match="has an id or behaviour"):
        markup_of(["a", alive])


def test_what_callbacks_fill_is_an_element_with_an_id() -> None:
    empty = filled("notice", "div", className="notice", role="status")
    assert empty.to_plotly_json()["props"] == {
        "id": "notice",
        "markup": [],
        "around": ["div", {"className": "notice", "role": "status"}],
    }
    (kept,) = with_markup(html.P(filled(BUTTON, "p", ["text"]))).children
    assert (kept.id, kept.markup) == (BUTTON, ["text"])


def test_a_piece_stands_as_it_is_among_components() -> None:
    row = piece("li", "<b>", None, piece(LINK, "x", href="/x"), className="row")
    assert row == ["li", {"className": "row"}, "<b>", [LINK, {"href": "/x"}, "x"]]
    assert with_markup(row).markup == [row]
    assert with_markup(html.Ul(row)).markup == [["ul", {}, row]]
    assert with_markup([row, html.P("a")])[0].markup == [row, ["p", {}, "a"]]
    drawn = with_markup(html.Div(row, id="place"))
    assert [each.markup for each in drawn.children] == [[row]]


def test_a_card_of_pieces_is_bootstraps() -> None:
    assert [card("wide", "x", None)] == with_markup(dbc.Card("x", className="wide")).markup


@pytest.mark.parametrize(
    ("id_", "named"),
    [
        (ids.label("phase"), True),
        (ids.title("trial-map"), True),
        (ids.HELP_DIALOG, True),
        (ids.MATCH_COUNT, False),
        (ids.DECK, False),
        ("", False),
        (BUTTON, False),
    ],
)
def test_an_id_that_no_callback_names_may_stand_in_markup(id_: object, named: bool) -> None:
    drawn = with_markup(html.H2("a", id=id_))
    assert isinstance(drawn, MarkupBlock) is named is ids.is_of_the_document(id_)
    if named:
        assert drawn.markup == [["h2", {"id": id_}, "a"]]


def test_components_stand_in_their_places_at_any_depth() -> None:
    text, phase, country = dcc.Input(), dcc.Dropdown(), dcc.Dropdown()
    drawn = with_markup(
        html.Section([text, html.Div([html.P("Phase"), phase, country]), html.P("b")])
    )
    assert drawn.markup == [
        ["section", {}, [0], ["div", {}, ["p", {}, "Phase"], [1], [2]], ["p", {}, "b"]]
    ]
    assert drawn.children == [text, phase, country]
    assert with_markup(drawn) is drawn
    assert drawn.children == [text, phase, country]


def test_components_beside_one_another_need_none_around_them() -> None:
    each = ["a", dcc.Store(id="a"), 1, dcc.Dropdown()]
    assert with_markup(each) == each
    assert with_markup(html.Div(each, id="place")).children == each
