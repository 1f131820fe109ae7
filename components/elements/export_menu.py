"""The menu with which a reader takes a figure along: picture, slide, data, link, citation.

The files are plain links to the addresses of ``/export``. As filters change without a new
layout, assets/export.js points them at the open address when the menu opens.
"""

from typing import Any

from dash import html

from components.elements.links import address
from components.views import VIEWS
from data.link.state import PageState

PICTURES = (("copy-picture", "Copy picture"), ("png", "PNG"), ("svg", "SVG"))
"""Made in the reader's browser."""
SLIDES = (("pptx", "", "Slide (.pptx)"),)
TABLES = (
    ("csv", "", "CSV"),
    ("csv", "rows=all", "CSV, all rows behind it"),
    ("zip", "", "CSV with readme (.zip)"),
    ("xlsx", "", "Excel (.xlsx)"),
)
"""Made on the server: ending, what the query holds besides the view's own, label."""
WORDS = (("copy-link", "Copy link"), ("cite", "Cite"), ("add", "Add to deck"))


def export_address(slug: str, ending: str, query: str = "", extra: str = "") -> str:
    """The address of a view as a file: ``/export/allocation.csv?phase=phase2&rows=all``."""
    joined = "&".join(part for part in (query.removeprefix("?"), extra) if part)
    return address(f"/export/{slug}.{ending}", f"?{joined}" if joined else "")


def export_menu(
    slug: str, state: PageState, *, anchor: str = "", own: bool = False
) -> html.Details:
    """The menu of one figure.

    anchor: the DOM id of its card, where that is not the view's slug.
    own: the figure belongs to one trial or protocol: its state stays, whatever the address
        says, and its link is the page's own.
    """
    view, query = VIEWS[slug], state.to_query()
    data = {
        "data-view": slug,
        "data-title": view.title,
        "data-anchor": anchor or slug,
        **({"data-query": query} if own else {"data-path": address(view.scope.path)}),
    }
    return html.Details(
        [
            html.Summary("Export", **{"aria-label": f"Export: {view.title}"}),
            html.Div(
                [
                    _group("Picture", [_button(*item) for item in PICTURES]),
                    _group("Slide", [_file(slug, query, *item) for item in SLIDES]),
                    _group("Data", [_file(slug, query, *item) for item in TABLES]),
                    _group("Take along", [_button(*item) for item in WORDS]),
                ],
                className="export-items",
            ),
        ],
        className="export-menu",
        **data,
    )


def _group(label: str, items: list[Any]) -> html.Div:
    return html.Div(
        [html.Span(label, className="export-group", **{"aria-hidden": "true"}), *items],
        role="group",
        **{"aria-label": label},
    )


def _button(action: str, label: str) -> html.Button:
    return html.Button(label, type="button", **{"data-action": action})


def _file(slug: str, query: str, ending: str, extra: str, label: str) -> html.A:
    return html.A(
        label,
        href=export_address(slug, ending, query, extra),
        download="",
        **{"data-ending": ending, "data-extra": extra},
    )
