"""The views that a dataset has the data for, and in words those that it has not."""

from dash import html

from components.views import NOT_HELD, VIEWS
from data.store import TrialStore


def drawn(store: TrialStore, slugs: tuple[str, ...]) -> list[str]:
    """The views that the dataset has the data for."""
    return [slug for slug in slugs if not VIEWS[slug].lacks(store)]


def left_out(store: TrialStore, slugs: tuple[str, ...]) -> html.P | None:
    """Names the figures that the page leaves out, and says why."""
    reasons = {VIEWS[slug].title: VIEWS[slug].lacks(store) for slug in slugs}
    items = [
        f"{title}: {reason}" for title, reason in reasons.items() if reason not in ("", NOT_HELD)
    ]
    not_held = [title for title, reason in reasons.items() if reason == NOT_HELD]
    if not_held:
        items.append(f"Not in this file: {', '.join(not_held)}.")
    if not items:
        return None
    return html.P(["Not shown for this dataset. ", " ".join(items)], className="muted left-out")
