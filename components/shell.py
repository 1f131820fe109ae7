"""The frame around every page: header, navigation, filter bar, notices, footer."""

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from dash import dcc, html, page_container

from components.elements import ids
from components.elements.controls import dataset_dropdown, filter_controls
from components.elements.help import help_button, help_dialog
from components.elements.links import address, dataset_query, link, state_address
from components.elements.markup import LINK, Markup, filled, markup_of, piece
from components.elements.request import PageRequest
from components.pages import NOT_FOUND, PAGES
from components.share.attribution import DASHBOARD, VERSION
from components.share.deck import MOST_FIGURES
from components.views import VIEWS
from data.datasets.catalogue import Datasets
from data.link.filters import CITY_KEY, TEXT_KEY, TrialFilters
from data.link.query_string import Queries
from data.link.text_search import said_of
from data.queries.trials import count_matching
from data.store import TrialStore

INDEX = """<!DOCTYPE html>
<html lang="en">
  <head>
    {%metas%}
    <title>{%title%}</title>
    {%favicon%}
    {%css%}
  </head>
  <body>
    {%app_entry%}
    {%config%}
    {%scripts%}
    {%renderer%}
  </body>
</html>
"""
"""The document around the app: dash's own names no language and has a second footer."""

NAVIGATION = tuple(
    (page.path, page.title) for page in PAGES if not page.is_of_many and page is not NOT_FOUND
)


def _header(datasets: Datasets, store: TrialStore, links: list[Markup]) -> html.Header:
    return html.Header(
        [
            html.A("Skip to the content", href=f"#{ids.CONTENT}", className="skip-link"),
            link([html.Strong(DASHBOARD), html.Span("Clinical trials")], "/", className="brand"),
            filled(
                ids.NAVIGATION,
                "nav",
                links,
                **{"className": "main-nav", "aria-label": "Pages"},
            ),
            dataset_dropdown(datasets, store),
            help_button(),
            html.Button(
                id=ids.THEME_TOGGLE,
                className="theme-toggle",
                n_clicks=0,
                **{"aria-label": "Switch between light and dark"},
            ),
        ],
        className="site-header",
    )


def navigation(here: str = "", query: str = "") -> list[Markup]:
    """The links to the pages, which keep the query; that of the open one, ``here``, says so."""
    return [_nav_link(here, address(path, query), path, label) for path, label in NAVIGATION]


def _nav_link(here: str, href: str, path: str, label: str) -> Markup:
    """The entry of the deck says how many figures it holds; assets/tray.js fills that in."""
    active = here == path if path == "/" else here == path or here.startswith(f"{path}/")
    named = {"className": "nav-item active", "aria-current": "page"} if active else {}
    count = piece("span", **{"className": "deck-count", "data-most": str(MOST_FIGURES)})
    own = {"href": href, "className": "nav-item", **named}
    return piece(LINK, label, count if path == "/deck" else None, **own)


def _filter_bar(
    store: TrialStore, filters: TrialFilters, frame: dict[str, list[Markup]]
) -> html.Aside:
    """The bar, for the opened address where it is known; callbacks keep it in step with the next,
    and lay its controls out anew for another dataset."""
    count = {"className": "match-count", "role": "status"}
    return html.Aside(
        [
            html.Div(
                [
                    filled(ids.MATCH_COUNT, "p", frame.get("count"), **count),
                    html.Button(
                        "Filters",
                        id=ids.FILTER_TOGGLE,
                        className="filter-toggle",
                        n_clicks=0,
                        **{"aria-expanded": "false", "aria-controls": ids.FILTER_PANEL},
                    ),
                ],
                className="filter-head",
            ),
            filled(
                ids.REFUSAL, "div", frame.get("refusal"), role="alert", className="notice refusal"
            ),
            filled(ids.FILTER_CHIPS, "div", frame.get("chips"), className="chips"),
            html.Div(
                filter_controls(store, filters),
                id=ids.FILTER_PANEL,
                className="filter-panel",
            ),
        ],
        className="filter-bar",
        **{"aria-label": "Filters"},
    )


MOST_CHIPS = 12
"""Values of one filter that have a chip each; more have one together."""


def chips(request: PageRequest) -> list[Markup]:
    """One removable chip a chosen value, and a reset; each is a link to the state after it."""
    filters, values = request.state.filters, request.state.to_values()
    items: list[Markup] = []
    for key in filters.active():
        queries = Queries.of(values, key)
        if key == TEXT_KEY:
            said = "; ".join(said_of(filters.text))
            words = f"{said[:1].upper()}{said[1:]}"
            items.append(_chip(request, words, queries.with_value("")))
            continue
        if key == CITY_KEY:
            words = f"City: {filters.city_in_words}"
            items.append(_chip(request, words, queries.with_value("")))
            continue
        field, codes = filters.field_of(key), filters.codes(key)
        if len(codes) > MOST_CHIPS:
            words = f"{field.label}: {len(codes):,} chosen"
            items.append(_chip(request, words, queries.with_value("")))
            continue
        items += [
            _chip(
                request,
                f"{field.label}: {field.labels[code]}",
                queries.with_value(field.serialise(other for other in codes if other != code)),
            )
            for code in codes
        ]
    if items:
        cleared = request.state.with_filters(TrialFilters(fields=filters.fields))
        href = state_address(request.path, cleared)
        items.append(piece(LINK, "Reset", href=href, className="chip reset"))
    return items


def _chip(request: PageRequest, text: str, query: str) -> Markup:
    return piece(
        LINK,
        text,
        piece("span", " ×", **{"aria-hidden": "true"}),
        href=address(request.path, query),
        className="chip",
        title=f"Remove the filter {text}",
    )


def match_count(store: TrialStore, request: PageRequest) -> list[object]:
    if not store.has("trials"):
        return [store.size_in_words]
    n = count_matching(store, request.state.filters)
    return [piece("strong", f"{n:,}"), f" of {len(store.trials):,} trials"]


def ignored_notice(request: PageRequest) -> list[html.P]:
    """Sentences on the parts of the link that were not understood."""
    return [html.P(text) for text in request.ignored]


def refusal_line(request: PageRequest) -> list[html.P]:
    """The choice that was not taken, beside the filters: what was chosen there stands again."""
    words = request.state.refusal()
    return [html.P(words)] if words else []


def footer_line(store: TrialStore) -> list[object]:
    """Names the data shown, and where to read more of it."""
    return [
        f"Data: {store.title}. ",
        link("Sources and rules of counting", "/sources", dataset_query(store)),
        f". This site informs about research; it is not medical advice. Version {VERSION}, "
        f"data of {store.date_in_words}.",
    ]


def dataset_line(store: TrialStore) -> str:
    """The dataset on a printed page, whose figures name the sources of their rows."""
    return f"Data: {store.title}. "


def _print_foot(store: TrialStore) -> html.Div:
    """The foot of a printed page; assets/print.js fills in filters and address."""
    return html.Div(
        [
            html.P(id=ids.PRINT_FILTERS),
            html.P(
                [
                    html.Span(dataset_line(store), id=ids.PRINT_DATA),
                    html.Span(id=ids.PRINT_ADDRESS),
                ],
                id=ids.PRINT_SOURCE,
            ),
        ],
        className="print-only print-foot",
    )


def frame_of(store: TrialStore, request: PageRequest) -> dict[str, list[Markup]]:
    """The parts of the frame around the page that depend on the address."""
    return {
        "count": markup_of(match_count(store, request)),
        "chips": chips(request),
        "refusal": markup_of(refusal_line(request)),
        "notice": markup_of(ignored_notice(request)),
        "navigation": navigation(request.path, request.state.to_query()),
    }


@dataclass(frozen=True)
class Opening:
    """The page that the browser opens, where it says which.

    Attributes:
        address: its path, query and theme (``callbacks.http.request_edge.what_is_opened``).
        page: what its layout made.
    """

    address: str
    request: PageRequest
    page: Any


def _pages(opening: Opening | None) -> html.Div:
    """Dash's container of the open page."""
    container = deepcopy(page_container)
    if opening:
        container[ids.PAGE_CONTENT].children = opening.page
    return container


def shell(datasets: Datasets, store: TrialStore, opening: Opening | None = None) -> html.Div:
    """The frame on one of the datasets, until the address names another."""
    filters = opening.request.state.filters if opening else store.no_filters()
    unknown: dict[str, list[Markup]] = {"navigation": navigation()}
    frame = frame_of(store, opening.request) if opening else unknown
    notice = {"className": "notice", "role": "status"}
    return html.Div(
        [
            dcc.Location(id=ids.URL, refresh=False),
            dcc.Store(id=ids.THEME),
            dcc.Store(id=ids.OPTIONS_ASKED),
            dcc.Store(id=ids.DATASET_SHOWN, data=store.known.dataset),
            dcc.Store(id=ids.LAID_OUT, data=opening.address if opening else ""),
            _header(datasets, store, frame["navigation"]),
            html.Div(
                [
                    _filter_bar(store, filters, frame),
                    html.Main(
                        [
                            filled(ids.FAILURE, "div", role="alert"),
                            filled(ids.NOTICE, "div", frame.get("notice"), **notice),
                            _pages(opening),
                        ],
                        id=ids.CONTENT,
                        tabIndex=-1,
                        # which views a link may present (assets/present.js)
                        **{"data-views": " ".join(VIEWS)},
                    ),
                ],
                className="body",
            ),
            html.Footer(html.P(footer_line(store), id=ids.FOOTER), className="site-footer"),
            _print_foot(store),
            help_dialog(),
        ],
        className="app",
    )
