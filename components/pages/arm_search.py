"""The search of arms in the records of an import, with ticks that show and compare them."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from dash import dcc, html

from components.elements import ids
from components.elements.compare_links import PATH as COMPARE_PATH
from components.elements.compare_links import compare_link, show_link
from components.elements.controls import LONGEST_PASTED
from components.elements.links import address_after, link
from components.elements.markup import OWN_DIRECTION
from components.elements.parts import placed
from components.elements.request import PageRequest
from components.elements.source_lines import source_foot
from components.elements.tables import bounded, value
from data.link.options import MOST_COMPARED, ArmOptions
from data.link.query_string import shorten
from data.model.amounts import amount
from data.queries import comparison, provenance
from data.queries.arm_search import ARMS_A_PAGE, ArmsFound, arms_found
from data.store import TrialStore

NAME = "protocols-arms"
"""The panel of the arms found."""
HEADINGS = ("Figures", "Compare", "Arm", "Type", "Given, as the record ties it", "Trial", "Days")
DAY_READ = "read by rule"
NO_DAY = "none read"
PATH = "/protocols"


def search_section(store: TrialStore, request: PageRequest) -> html.Section:
    """The box for words, and below it the arms that are found.

    Folded on a page that is opened with arms already chosen, so that their figures come first.
    """
    return html.Section(
        html.Details(
            [
                html.Summary(html.H2("Search the arms of the trials under the filters")),
                html.Div([_box(request.state.arms.find)], className="arm-search"),
                placed(PANELS, NAME, store, request),
            ],
            open=not request.state.protocols.regimen,
        ),
        className="card arms-section",
    )


def _box(text: str) -> html.Label:
    # around the box, as the id of an option is no text that a label could name
    return html.Label(
        [
            html.Span("Words in the trial", className="control-label"),
            dcc.Input(
                id=ids.option_control(ArmOptions.FIND),
                type="search",
                value=text,
                debounce=True,
                placeholder="for example: CAR-T",
                maxLength=LONGEST_PASTED,
                autoComplete="off",
            ),
        ],
        className="control",
    )


def arms(store: TrialStore, request: PageRequest) -> list[Any]:
    """The counts in words, a page of arms with their ticks, and the ways to other pages."""
    if not store.has_arms:
        return [html.P(why_no_arms(store))]
    asked = request.state.arms
    found = arms_found(store, request.state.filters, asked.find, asked.page)
    parts: list[Any] = [html.P(counted(found, asked.find), className="arms-counted", role="status")]
    if found.arms:
        parts += [_table(store, request, found), _pages(request, found)]
    parts += [_compared(store, request), source_foot(provenance.sources_in(store)[:1])]
    return parts


def why_no_arms(store: TrialStore) -> str:
    """Says why a dataset has no arms: its files have no room for them, or no record lists any."""
    if store.not_in_file("trial_arms", "arm"):
        return "Not in this file: arms."
    return "No record of this dataset lists arms."


def counted(found: ArmsFound, words: str) -> str:
    """``35 of 37 trials list arms, 78 in all; of 9 trials a rule reads a day of treatment.``"""
    among = f" with “{shorten(words)}”" if words.strip() else ""
    trials = amount(found.trials, "trial")
    if not found.with_arms:
        return f"None of {trials}{among} lists an arm." if found.trials else f"No trial{among}."
    verb = "lists" if found.with_arms == 1 else "list"
    days = f"of {amount(found.with_day, 'trial')} a rule reads a day of treatment"
    return (
        f"{found.with_arms:,} of {trials}{among} {verb} arms, {found.arms:,} in all; "
        f"{days if found.with_day else 'of none a rule reads a day of treatment'} from the "
        "record’s words."
    )


def _table(store: TrialStore, request: PageRequest, found: ArmsFound) -> html.Div:
    heads = [html.Th(text, scope="col") for text in HEADINGS]
    rows = [_row(store, request, row) for row in found.rows.itertuples()]
    caption = "Arms found"
    return html.Div(
        html.Table(
            [
                html.Caption(caption, className="visually-hidden"),
                html.Thead(html.Tr(heads)),
                html.Tbody(rows),
            ],
            className="table data-table arms-found",
        ),
        className="table-scroll",
        tabIndex=0,
        role="region",
        **{"aria-label": caption},
    )


def _row(store: TrialStore, request: PageRequest, row: Any) -> html.Tr:
    query = request.state.to_query()
    name = bounded(row.arm) or f"Arm {row.position}"
    trial = link(row.nct_id, f"/trials/{row.nct_id}", query)
    title = html.Span(bounded(row.title), dir=OWN_DIRECTION)
    return html.Tr(
        [
            html.Td(show_link(request, row.regimen)),
            html.Td(compare_link(store, request, row.regimen, path=PATH)),
            html.Th(link(html.Span(name, dir=OWN_DIRECTION), f"{PATH}/{row.regimen}", query)),
            html.Td(value(row.arm_type)),
            html.Td(value(row.interventions), dir=OWN_DIRECTION),
            html.Td([trial, " ", title]),
            html.Td(DAY_READ if row.has_day else html.Span(NO_DAY, className="muted")),
        ]
    )


def _pages(request: PageRequest, found: ArmsFound) -> html.Nav | None:
    """``Arms 26 to 50 of 78``, and the pages before and after; none where all stand here."""
    if found.pages < 2:
        return None
    first = (found.page - 1) * ARMS_A_PAGE + 1
    last = min(found.page * ARMS_A_PAGE, found.arms)
    return html.Nav(
        [
            html.Span(f"Arms {first:,} to {last:,} of {found.arms:,}", className="muted"),
            html.Span(
                [
                    _step(request, "Previous", found.page - 1, is_there=found.page > 1),
                    _step(request, "Next", found.page + 1, is_there=found.page < found.pages),
                ],
                className="steps",
            ),
        ],
        className="walk",
        **{"aria-label": "Pages of arms"},
    )


def _step(request: PageRequest, word: str, page: int, *, is_there: bool) -> Any:
    if not is_there:
        return html.Span(word, className="button-link off")
    wanted = replace(request.state, arms=replace(request.state.arms, page=page))
    href = address_after(request.path, request.state, wanted)
    return dcc.Link(word, href=href, className="button-link")


def _compared(store: TrialStore, request: PageRequest) -> html.P | None:
    """The arms and protocols ticked to be compared, and the way to their comparison."""
    chosen = comparison.compared(store, request.state)
    if not chosen:
        return None
    names: Iterable[str] = comparison.short_labels(store, chosen).values()
    return html.P(
        [
            f"To compare, {len(chosen)} of at most {MOST_COMPARED}: {'; '.join(names)}. ",
            link("Open the comparison", COMPARE_PATH, request.state.to_query()),
        ],
        className="to-compare",
    )


PANELS = {NAME: arms}
