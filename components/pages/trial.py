"""Trial: everything the data holds about one trial, as printed and normalised."""

from typing import Any
from urllib.parse import unquote

from dash import html

from components.elements.links import dataset_query, link
from components.elements.markup import OWN_DIRECTION
from components.elements.notes import notes_to_read
from components.elements.page import Page
from components.elements.parts import Panel, nothing_here, placed
from components.elements.request import PageRequest
from components.elements.source_lines import of_these
from components.elements.tables import bounded, card, value
from components.pages.record_part import contents, part_card
from components.pages.register_links import further_records, record_link
from components.pages.trial_arm_days import ANCHOR as ARMS_ANCHOR
from components.pages.trial_arm_days import TITLE as ARMS_TITLE
from components.pages.trial_arm_days import arm_days
from components.pages.trial_arms import SLUG as ARM_MATRIX
from components.pages.trial_arms import arm_cards
from components.pages.trial_figures import map_card, protocol_cards
from components.pages.trial_parts import (
    FIELDS,
    conditions_card,
    definition_card,
    interventions_card,
    organisations_card,
    record_card,
)
from components.pages.trial_record import AFTER_FIELDS, BEFORE_FIELDS, BESIDE_FIELDS, GAPS
from components.pages.trial_results import ANCHOR as RESULTS_ANCHOR
from components.pages.trial_results import TITLE as RESULTS_TITLE
from components.pages.trial_results import results_card
from components.pages.trial_treatments import TREATMENTS
from components.view import TRIALS_NEEDED
from components.views import VIEWS
from data.link.query_string import shorten
from data.link.trial_fields import NOT_STATED
from data.queries import provenance
from data.queries.notes import notes_on
from data.queries.one_record import TrialRecord, has_record
from data.queries.one_trial import Walk, find_trial, trial, walk
from data.queries.source_line import source_line
from data.queries.trials import DERIVED, count_matching, near_matches
from data.store import TrialStore

BADGES = ("phase", "condition", "product", "donor", "allocation", "masking")
"""Filter fields whose values stand as badges under the title."""


def wanted_id(request: PageRequest) -> str:
    """The trial that the link asks for, as typed: the path after /trials/."""
    return unquote(request.path.removeprefix("/trials/").strip("/"))


def _walk_links(store: TrialStore, nct_id: str, request: PageRequest) -> html.Nav:
    """Back to the table, and the trials before and after this one under the filters."""
    query = request.state.to_query()
    here = walk(store, request.state.filters, nct_id)
    total = f"{here.total:,} of {len(store.trials):,} trials"
    return html.Nav(
        [
            link(f"← Back to the table, {total}", "/trials", query, className="button-link"),
            html.Span(_standing(here), className="muted"),
            html.Span(
                [
                    _step("Previous", here.previous, query),
                    _step("Next", here.following, query),
                ],
                className="steps",
            ),
        ],
        className="walk",
        **{"aria-label": "Trials under the filters"},
    )


def _standing(here: Walk) -> str:
    if here.position:
        return f"Trial {here.position:,} of {here.total:,} under the filters"
    return "The filters leave this trial out"


def _step(word: str, nct_id: str, query: str) -> Any:
    if not nct_id:
        return html.Span(word, className="button-link off")
    return link(f"{word}: {nct_id}", f"/trials/{nct_id}", query, className="button-link")


def _walk_panel(store: TrialStore, request: PageRequest) -> Any:
    """The walk of the trial in the address; empty while the reader leaves for another page."""
    nct_id = find_trial(store, wanted_id(request))
    return _walk_links(store, nct_id, request) if nct_id else []


def _arms_panel(store: TrialStore, request: PageRequest) -> Any:
    """The arms of the trial in the address; their ticks follow what is chosen."""
    nct_id = find_trial(store, wanted_id(request))
    return arm_days(store, nct_id, request) if nct_id else []


ARMS = "trial-arms"
PANELS: dict[str, Panel] = {"trial-walk": _walk_panel, ARMS: _arms_panel}


def _derived(store: TrialStore, key: str) -> str:
    """Marks a field that rules derive from an import's records."""
    return ", derived" if store.origin and key in DERIVED else ""


def _badges(store: TrialStore, nct_id: str) -> html.Ul:
    """The trial's values of the main filter fields, each a link to the trials that share it."""
    filters = store.no_filters()
    place = int(store.place_of(nct_id)[0])
    items = []
    for key in (key for key in BADGES if filters.has(key)):
        field = filters.field_of(key)
        for code in store.facets[key].codes_of(place):
            label = bounded(field.labels[code])
            unknown = label == NOT_STATED
            items.append(
                html.Li(
                    link(
                        [
                            html.Span(
                                f"{field.label}{_derived(store, key)}:\u00a0",
                                className="badge-field",
                            ),
                            value(label) if unknown else html.Span(label, dir=OWN_DIRECTION),
                        ],
                        "/trials",
                        dataset_query(store, **filters.with_codes(key, (code,)).to_values()),
                        className="trial-badge",
                        title=f"All trials with {field.label.lower()}: {label}",
                    )
                )
            )
    return html.Ul(items, className="trial-badges")


def _head(store: TrialStore, nct_id: str) -> html.Div:
    row = trial(store, nct_id)
    return html.Div(
        [
            html.H1(bounded(row["title"]) or nct_id, dir=OWN_DIRECTION),
            html.P(
                [
                    html.Strong(nct_id),
                    f" · registry as of {row['snapshot']} · ",
                    record_link(nct_id),
                ],
                className="trial-ids",
            ),
            *further_records(store, nct_id),
            _badges(store, nct_id),
        ],
        className="page-head",
    )


def _notes(store: TrialStore, nct_id: str) -> list[Any]:
    notes = notes_on(store, "trials", nct_id)
    if notes.empty:
        return []
    title, sources = f"Data notes ({len(notes)})", of_these(store, notes)
    return [card(title, *notes_to_read(notes), classes="full", sources=sources)]


def _foot(store: TrialStore, nct_id: str) -> html.P:
    row = trial(store, nct_id)
    sources = provenance.named_in(store, [row["source"]])
    return html.P(
        f"{source_line(sources)} Where: {row['locator']}.",
        className="muted small trial-foot",
    )


def layout(store: TrialStore, request: PageRequest) -> html.Div:
    nct_id = find_trial(store, wanted_id(request))
    if not nct_id:
        return _unknown(store, request)
    record = TrialRecord(store, nct_id) if has_record(store) else None
    cards = _record_cards(record, request) if record else _cards(store, nct_id, request)
    return html.Div(
        [
            placed(PANELS, "trial-walk", store, request),
            _head(store, nct_id),
            *cards,
            _foot(store, nct_id),
        ],
        className="page trial-page",
    )


def _cards(store: TrialStore, nct_id: str, request: PageRequest) -> list[Any]:
    """The cards of a trial of which the data hold the fields of a table."""
    side = [map_card(store, nct_id, request), conditions_card(store, nct_id)]
    return [
        html.Div(
            [
                definition_card(store, nct_id),
                html.Div(side, className="trial-side"),
                interventions_card(store, nct_id),
                organisations_card(store, nct_id),
                *protocol_cards(store, nct_id, request),
                *_notes(store, nct_id),
                *record_card(store, nct_id),
            ],
            className="trial-grid-cards",
        )
    ]


def _record_cards(record: TrialRecord, request: PageRequest) -> list[Any]:
    """The cards of a trial whose registry record the data hold, and links to them."""
    store, nct_id = record.store, record.nct_id
    before, beside, after = (
        [part for part_of in parts if (part := part_of(record)) is not None]
        for parts in (BEFORE_FIELDS, BESIDE_FIELDS, AFTER_FIELDS)
    )
    fields = (FIELDS, "Fields")
    places = [
        (part.anchor, part.title) for part in (*before, *beside, *after) if part.anchor != GAPS
    ]
    places.insert(len(before), fields)
    above = next((at for at, part in enumerate(before) if part.anchor == TREATMENTS), len(before))
    matrix: list[Any] = [*arm_cards(store, nct_id, request)]
    if len(record.rows("trial_arms")):
        panel = placed(PANELS, ARMS, store, request)
        places.insert(above, (ARMS_ANCHOR, ARMS_TITLE))
        days = card(ARMS_TITLE, panel, classes="full", anchor=ARMS_ANCHOR)
    else:
        days = None
    if matrix:
        places.insert(above, (ARM_MATRIX, VIEWS[ARM_MATRIX].title))
    results = results_card(store, nct_id)
    if results is not None:
        places.insert(1, (RESULTS_ANCHOR, RESULTS_TITLE))
    return [
        contents(places),
        html.Div(
            [
                *(part_card(record, part) for part in before[:1]),
                results,
                *(part_card(record, part) for part in before[1:above]),
                *matrix,
                days,
                *(part_card(record, part) for part in before[above:]),
                definition_card(store, nct_id),
                html.Div(
                    [
                        map_card(store, nct_id, request),
                        *(part_card(record, part) for part in beside),
                    ],
                    className="trial-side",
                ),
                *(part_card(record, part) for part in after),
                *protocol_cards(store, nct_id, request),
                *_notes(store, nct_id),
            ],
            className="trial-grid-cards",
        ),
    ]


def _unknown(store: TrialStore, request: PageRequest) -> html.Div:
    wanted = wanted_id(request)
    query = request.state.to_query()
    titles = store.trials.set_index("nct_id")["title"]
    near = [
        html.Li(
            [
                link(nct_id, f"/trials/{nct_id}", query),
                ": ",
                html.Span(titles[nct_id], dir=OWN_DIRECTION),
            ]
        )
        for nct_id in near_matches(store, wanted)
    ]
    elsewhere = [html.Li(link("All trials", "/trials", query))]
    found = count_matching(store, store.no_filters().with_text(wanted)) if wanted else 0
    if found:
        words = f"Trials with “{shorten(wanted)}” in their text ({found:,})"
        text = dataset_query(store, q=wanted)
        elsewhere.insert(0, html.Li(link(words, "/trials", text)))
    return nothing_here("trial", wanted, len(store.trials), near, elsewhere, "trial-page")


PAGE = Page(
    "trial",
    "Trial",
    "/trials/<nct_id>",
    layout,
    panels=PANELS,
    needs=TRIALS_NEEDED,
    elsewhere="This trial in the review",
)
