"""Every id of the app; families are pattern ids. Imports nothing."""

from typing import Any

URL = "url"
PAGE_LOCATION = "_pages_location"
"""The location that dash's own page router listens to. dash documents neither this name nor the
next, only ``page_container``, which holds both and no page yet: the first would come with a
callback after the frame (tests/upgrade/test_dash.py)."""
PAGE_CONTENT = "_pages_content"
"""The element in which that router puts a page."""

THEME = "theme"
THEME_TOGGLE = "theme-toggle"
DATASET = "dataset"
"""The dropdown of datasets."""
DATASET_SHOWN = "dataset-shown"
"""The name of the dataset in the address; what depends on the dataset alone waits for it."""
LAID_OUT = "laid-out"
"""Address and theme of the page that came with the frame, until the first callbacks are done."""
FILTER_PANEL = "filter-panel"
FILTER_TOGGLE = "filter-toggle"
OPTIONS_ASKED = "options-asked"
"""The filter that a reader came to, by assets/filter_options.js."""
NAVIGATION = "navigation"
FILTER_CHIPS = "filter-chips"
MATCH_COUNT = "match-count"
REFUSAL = "refusal"
"""The line that tells of a choice that was not taken."""
NOTICE = "notice"
FAILURE = "failure"
"""The element in which a callback that failed says so."""
FILTER_TEXT = "filter-text"
CONTENT = "content"
HELP_BUTTON = "help-button"
HELP_DIALOG = "help-dialog"
KEYS_SWITCH = "keys-switch"
FOOTER = "footer"
PRINT_FILTERS = "print-filters"
PRINT_SOURCE = "print-source"
PRINT_DATA = "print-data"
PRINT_ADDRESS = "print-address"
TRIAL_GRID = "trial-grid"
TRIAL_GRID_BOX = "trial-grid-box"
TRIAL_GRID_SEARCH = "trial-grid-search"
TRIAL_GRID_COUNT = "trial-grid-count"
TRIAL_GRID_LOST = "trial-grid-lost"
TRIAL_GRID_RETRY = "trial-grid-retry"
CHANGE_GRID = "change-grid"
CHANGE_DETAIL = "change-detail"
DECK = "deck"
"""Filled by assets/deck.js."""

OF_THE_DOCUMENT = (
    CONTENT,
    HELP_BUTTON,
    HELP_DIALOG,
    KEYS_SWITCH,
    PRINT_FILTERS,
    PRINT_SOURCE,
    PRINT_ADDRESS,
)
LABEL, TITLE, NOTE = "label-", "title-", "note-"

Id = dict[str, Any]


def label(name: str) -> str:
    """The id of the text that names a control to screen readers."""
    return f"{LABEL}{name}"


def title(name: str) -> str:
    """The id of the text that names a figure or dialog to screen readers."""
    return f"{TITLE}{name}"


def note(name: str) -> str:
    """The id that a link to a data note leads to."""
    return f"{NOTE}{name}"


class Anchor(str):
    """An id that a link leads to and no callback names, such as the name of a view."""

    __slots__ = ()


def is_of_the_document(id_: object) -> bool:
    """Says whether links, scripts and screen readers use an id, and no callback."""
    named = (LABEL, TITLE, NOTE)
    is_known = isinstance(id_, str) and (id_ in OF_THE_DOCUMENT or id_.startswith(named))
    return is_known or isinstance(id_, Anchor)


def filter_control(key: str) -> Id:
    """A dropdown of the filter bar; its options change with the other filters."""
    return {"type": "filter", "key": key}


def option_control(key: str) -> Id:
    """A control of a page that holds one key of the query."""
    return {"type": "option", "key": key}


def graph(view: str) -> Id:
    return {"type": "graph", "view": view}


def framed(view: str) -> Id:
    """A graph with what is said around it: legend, text summary, caption."""
    return {"type": "framed", "view": view}


def table(view: str) -> Id:
    return {"type": "table", "view": view}


def table_button(view: str) -> Id:
    return {"type": "table-button", "view": view}


def panel(name: str) -> Id:
    """A part of a page that is drawn anew for each address."""
    return {"type": "panel", "name": name}


def grid_panel(name: str) -> Id:
    """A part of a page, drawn anew, around a table that scrolls and sorts."""
    return {"type": "grid-panel", "name": name}


def entity_figure(name: str) -> Id:
    """A chart that belongs to one trial or protocol: ``places``, or a regimen."""
    return {"type": "entity-figure", "name": name}


def entity_upright(regimen: str) -> Id:
    """The upright version of a protocol's own chart."""
    return {"type": "entity-upright", "name": regimen}
