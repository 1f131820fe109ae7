"""Addresses inside the app: a path under the host's prefix and a canonical query."""

from dash import dcc, get_relative_path

from data.link.query_string import write_query
from data.link.state import DATASET_KEY, PageState
from data.store import TrialStore


def address(path: str, query: str = "") -> str:
    """The address of a page, with the prefix under which the app is hosted."""
    return f"{get_relative_path(path)}{query}"


def state_address(path: str, state: PageState) -> str:
    return address(path, state.to_query())


def address_after(path: str, before: PageState, wanted: PageState) -> str:
    """The address of the state after a choice; where it would be too long, it says so."""
    return address(path, before.query_after(wanted))


def dataset_query(store: TrialStore, **values: str) -> str:
    """The query of a page of this dataset, with nothing chosen but ``values``."""
    return write_query({DATASET_KEY: store.known.dataset, **values})


def link(children: object, path: str, query: str = "", **properties: object) -> dcc.Link:
    """A link that changes page or state without loading the page anew."""
    return dcc.Link(children, href=address(path, query), **properties)
