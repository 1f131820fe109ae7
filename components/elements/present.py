"""The button that shows a figure on the full screen; assets/present.js answers it."""

from dash import html

from components.views import VIEWS
from data.link.state import PageState


def present_button(slug: str, own: PageState | None = None) -> html.Button:
    """Starts the presentation with this view; the buttons of a page are its figures in order.

    own: the state of a figure that does not follow the address.
    """
    return html.Button(
        "Present",
        type="button",
        className="present-button",
        title="Show on the full screen (p)",
        **{
            "data-present": slug,
            **({"data-present-query": own.to_query()} if own else {}),
            "aria-label": f"Present: {VIEWS[slug].title}",
            "aria-keyshortcuts": "p",
        },
    )


def figure_actions(slug: str, menu: html.Details, own: PageState | None = None) -> html.Div:
    """The buttons beside the title of a figure: present, and the export menu."""
    return html.Div([present_button(slug, own), menu], className="card-actions")
