"""Ticks beside a protocol or an arm: links that put it into the comparison or among those shown."""

from dataclasses import replace

from dash import dcc, html

from components.elements.links import address_after
from components.elements.request import PageRequest
from data.link.options import MOST_COMPARED, CompareOptions
from data.link.state import PageState
from data.store import TrialStore

PATH = "/compare"
SHOWN_PATH = "/protocols"
MOST_SHOWN = 20
"""Arms and protocols of elsewhere that are shown together; four more may be compared."""
FULL = "Four protocols fill one screen and one slide; take one out first."
"""The reason why a fifth protocol cannot be added."""
FULL_OF_SHOWN = f"{MOST_SHOWN} are shown already; take one out first."


def compare_address(request: PageRequest, regimens: tuple[str, ...], path: str = PATH) -> str:
    """The comparison of these regimens; the rest of the state goes along."""
    wanted = replace(request.state, compare=CompareOptions(regimens))
    return address_after(path, request.state, wanted)


def compare_link(
    store: TrialStore, request: PageRequest, regimen: str, label: str = "", path: str = PATH
) -> dcc.Link | html.Span:
    """A tick beside a regimen: follow it to the comparison with the regimen added or taken out.

    label: the regimen in words, for where it does not stand beside the link; path: where it
    leads, for a page on which several are ticked.
    """
    chosen = request.state.compare.compared(store.known)
    name = f"Compare {label}".strip()
    if regimen not in chosen and len(chosen) >= MOST_COMPARED:
        return _full(name, FULL)
    after = request.state.compare.toggled(regimen, store.known).regimens
    ticked = regimen in chosen
    title = "Take out of the comparison" if ticked else "Add to the comparison"
    return _tick(name, title, compare_address(request, after, path), ticked=ticked)


def shown_after(state: PageState, regimens: tuple[str, ...]) -> PageState:
    """The state in which the page of protocols shows these regimens, from their first part on."""
    return replace(state, protocols=replace(state.protocols, regimen=regimens, part=1))


def show_link(request: PageRequest, regimen: str, label: str = "") -> dcc.Link | html.Span:
    """A tick beside an arm: follow it to Protocols with the arm shown or taken out."""
    chosen = request.state.protocols.regimen
    name = f"Show {label}".strip()
    if regimen not in chosen and len(chosen) >= MOST_SHOWN:
        return _full(name, FULL_OF_SHOWN)
    ticked = regimen in chosen
    after = tuple(each for each in chosen if each != regimen)
    wanted = shown_after(request.state, after if ticked else (*chosen, regimen))
    title = "Take out of the figures" if ticked else "Show in the figures"
    href = address_after(SHOWN_PATH, request.state, wanted)
    return _tick(name, title, href, ticked=ticked)


def _full(name: str, why: str) -> html.Span:
    return html.Span(["☐ ", name], className="compare-tick muted", title=why)


def _tick(name: str, title: str, href: str, *, ticked: bool) -> dcc.Link:
    sign = html.Span("☑ " if ticked else "☐ ", **{"aria-hidden": "true"})
    said = html.Span(" (chosen)", className="visually-hidden") if ticked else None
    return dcc.Link(
        [sign, name, said],
        href=href,
        className="compare-tick" + (" ticked" if ticked else ""),
        title=title,
    )
