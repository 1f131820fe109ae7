"""The compare tick: a link that puts a regimen into the comparison, or takes it out."""

from dataclasses import replace

from dash import dcc, html

from components.elements.links import address_after
from components.elements.request import PageRequest
from data.link.options import MOST_COMPARED, CompareOptions
from data.store import TrialStore

PATH = "/compare"
FULL = "Four protocols fill one screen and one slide; take one out first."
"""The reason why a fifth protocol cannot be added."""


def compare_address(request: PageRequest, regimens: tuple[str, ...]) -> str:
    """The comparison of these regimens; the rest of the state goes along."""
    wanted = replace(request.state, compare=CompareOptions(regimens))
    return address_after(PATH, request.state, wanted)


def compare_link(
    store: TrialStore, request: PageRequest, regimen: str, label: str = ""
) -> dcc.Link | html.Span:
    """A tick beside a regimen: follow it to the comparison with the regimen added or taken out.

    label: the regimen in words, for where it does not stand beside the link.
    """
    chosen = request.state.compare.compared(store.known)
    ticked = regimen in chosen
    name = f"Compare {label}".strip()
    if not ticked and len(chosen) >= MOST_COMPARED:
        return html.Span(["☐ ", name], className="compare-tick muted", title=FULL)
    after = request.state.compare.toggled(regimen, store.known).regimens
    sign = html.Span("☑ " if ticked else "☐ ", **{"aria-hidden": "true"})
    said = html.Span(" (chosen)", className="visually-hidden") if ticked else None
    return dcc.Link(
        [sign, name, said],
        href=compare_address(request, after),
        className="compare-tick" + (" ticked" if ticked else ""),
        title="Take out of the comparison" if ticked else "Add to the comparison",
    )
