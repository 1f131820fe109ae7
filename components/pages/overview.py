"""Overview: what this is, the key counts as doors, one compact figure a topic."""

from typing import Any

from dash import html

from components.elements.cards import figure_card
from components.elements.import_origin import cautions, notes_in_words, origin_in_words
from components.elements.lacking import drawn
from components.elements.links import dataset_query, link
from components.elements.notes import note_lines
from components.elements.page import Page
from components.elements.parts import Panel, filter_sentence, page_head, placed
from components.elements.protocol_origin import OF_EVERY_PROTOCOL, protocol_origin_in_words
from components.elements.request import PageRequest
from components.elements.source_lines import of_these, source_foot, sourced, without_references
from components.elements.tables import card, rows_table
from components.pages.deck import standard_deck_link
from data.link.options import BUILT_IN, SHIPPED
from data.link.query_string import write_query
from data.link.state import DATASET_KEY
from data.model.amounts import amount
from data.model.import_origin import ImportOrigin
from data.model.protocol_origin import ProtocolOrigin
from data.model.vocabulary import NOT_STATED
from data.queries import provenance, then_and_since
from data.queries.notes import heavy
from data.queries.provenance import Sources
from data.queries.totals import Totals, totals
from data.queries.trials import chosen
from data.store import TrialStore

TOPICS = {
    "at-a-glance": ("/protocols", "Open the protocols"),
    "trial-map": ("/map", "Open the map"),
    "phase-by-condition": ("/design", "Open phase and design"),
    "allocation-by-masking": ("/design", "Open phase and design"),
}
"""View -> its page, and the words that lead there."""

Door = tuple[int, str, str, str]
"""A count, what it counts, and the page and query where its rows stand."""


def key_counts(store: TrialStore, request: PageRequest) -> html.Ul:
    """Counts that lead to the rows behind them."""
    n = totals(store, request.state.filters)
    query = request.state.to_query()
    doors: list[Door] = []
    if store.has("trials"):
        doors.append((n.trials, f"of {n.all_trials:,} trials", "/trials", query))
        doors += _of_trials(store, request, n)
    doors += [*_of_records(store, request), *_of_protocols(store, request, n)]
    return html.Ul(
        [
            html.Li(link([html.Strong(f"{count:,}"), html.Span(words)], path, to))
            for count, words, path, to in doors
        ],
        className="key-counts",
    )


def _of_trials(store: TrialStore, request: PageRequest, n: Totals) -> list[Door]:
    """The counts of the places and phases of trials."""
    query = request.state.to_query()
    doors: list[Door] = []
    if "country" in store.facets:
        doors += [(n.countries, "countries", "/map", query), *_places(store, n, query)]
    if "phase" in store.facets:
        words = "without a stated phase"
        doors.append((n.not_stated_phase, words, "/trials", _phase_not_stated(request)))
    return doors


def _places(store: TrialStore, n: Totals, query: str) -> list[Door]:
    """The count of organisations; none where the files name countries alone."""
    if store.not_in_file("trial_organisations", "city"):
        return []
    return [(n.organisations, _organisations(store), "/map", query)]


def _organisations(store: TrialStore) -> str:
    """The words for those counted; in registry records the facilities, a name in a city."""
    return "organisations and sites" if store.places_beside_sites else "sites, each once"


def _of_records(store: TrialStore, request: PageRequest) -> list[Door]:
    """The counts of registry records: conditions as registered, what could not be read."""
    doors: list[Door] = []
    query = request.state.to_query()
    is_grouped = store.states("trial_conditions", "condition_group")
    if store.origin and "condition" in store.facets and not is_grouped:
        conditions = store.facets["condition"].counts(chosen(store, request.state.filters))
        number = sum(code != NOT_STATED for code in conditions)
        doors.append((number, "conditions as registered", "/design", query))
    if store.origin and store.origin.imported:
        skipped = store.origin.skipped
        doors.append((skipped, "studies that could not be read", "/sources", query))
    return doors


def _of_protocols(store: TrialStore, request: PageRequest, n: Totals) -> list[Door]:
    """The counts of protocols, of their cohorts and of what is to be known of the sources."""
    doors: list[Door] = []
    if store.alone.has("regimen_events"):
        doors.append((n.regimens, "protocols day by day", "/protocols", _all_regimens(store)))
    if store.has("regimen_events") and not store.has("trials"):
        query = request.state.to_query()
        doors.append((n.events, "events of drugs, grafts and cells", "/protocols", query))
    if store.has("outcomes") and not store.has("trials"):
        query = request.state.to_query()
        doors.append((len(store.outcomes), "outcomes as printed", "/outcomes", query))
    if store.alone.has("cohorts"):
        words = f"patients, {n.cohorts} Miami cohorts"
        doors.append((n.cohort_patients, words, "/protocols", _cohorts(store)))
    if store.alone.has("data_notes"):
        query = request.state.to_query()
        doors.append((n.notes, "data notes on the sources", "/sources", query))
    return doors


def _phase_not_stated(request: PageRequest) -> str:
    filters = request.state.filters.with_codes("phase", ("NOT_STATED",))
    return request.state.query_after(request.state.with_filters(filters))


def _all_regimens(store: TrialStore) -> str:
    return dataset_query(store, regimen="~".join(store.alone.regimens["regimen"]))


def _cohorts(store: TrialStore) -> str:
    return dataset_query(store, regimen="~".join(store.alone.cohorts["cohort"]))


def _counted(store: TrialStore, request: PageRequest) -> Sources:
    """The sources of what the counts count: the matching trials, and all the rest there is."""
    trials = provenance.of_trials(store, request.state.filters, ("trial_organisations",))
    rest = of_these(store, store.alone.regimen_events, store.alone.data_notes)
    return tuple(each for each in provenance.sources_in(store) if each in (*trials, *rest))


def _standard_deck(store: TrialStore, request: PageRequest) -> html.P:
    """The link to the talk of the dataset, with the filters of the page."""
    return html.P(
        [
            standard_deck_link(request.state),
            " The story of this dataset in editable slides, with these filters. "
            "Your own choice: Export, then Add to deck, at any figure.",
        ],
        className="standard-deck",
    )


PANELS: dict[str, Panel] = {
    "overview-deck": _standard_deck,
    "overview-filters": filter_sentence,
    "overview-counts": sourced(key_counts, without_references(_counted)),
}


def layout(store: TrialStore, request: PageRequest) -> html.Div:
    return html.Div(
        [
            _head(store),
            placed(PANELS, "overview-counts", store, request),
            placed(PANELS, "overview-filters", store, request),
            placed(PANELS, "overview-deck", store, request),
            html.Div(
                [
                    *(
                        _topic(store, request, slug, *TOPICS[slug])
                        for slug in drawn(store, tuple(TOPICS))
                    ),
                    _origin_card(store),
                ],
                className=f"topics {_kind(store)}".rstrip(),
            ),
            *_then_and_since(store, request),
        ],
        className="page",
    )


def _then_and_since(store: TrialStore, request: PageRequest) -> list[Any]:
    """The review beside the search of 2022; nothing for other datasets."""
    if not then_and_since.both(store):
        return []
    rows = then_and_since.became(store)
    headings = {
        "nct_id": "Trial",
        "field_label": "Field",
        "then_words": then_and_since.LABELS[then_and_since.REVIEW],
        "now_words": then_and_since.LABELS[then_and_since.SINCE],
    }
    title = f"Trials in both ({rows['nct_id'].nunique()}): what became of them"
    return [
        html.Section(
            [
                figure_card(store, request, "then-and-since", wide=True),
                figure_card(store, request, "map-of-both", wide=True),
                card(
                    title,
                    rows_table(rows, headings, title),
                    html.P(
                        link(
                            "Both readings of these trials, field by field",
                            "/then-and-now",
                            write_query({DATASET_KEY: SHIPPED, "against": BUILT_IN}),
                        )
                    ),
                    sources=then_and_since.sources(store, request.state),
                ),
            ],
            className="then-and-since",
            **{"aria-label": "Then and since"},
        )
    ]


def _kind(store: TrialStore) -> str:
    """The class of the topics, which are laid out by what there is to show."""
    if not store.has("trials"):
        return "of-protocols"
    return "" if store.has("regimen_events") else "of-import"


def _origin_card(store: TrialStore) -> html.Section:
    """The origin and date of the data, and what to know before quoting a number."""
    if store.written:
        return _about_protocols(store, store.written)
    return _about_import(store, store.origin) if store.origin else _about(store)


def _head(store: TrialStore) -> html.Div:
    if store.written:
        return page_head(
            store.title,
            f"{store.size_in_words.capitalize()}, day by day, as their own sources have them. "
            "Every value leads back to its place; what the sources do not say is shown as not "
            "stated. The datasets beside this one can be compared with it.",
        )
    cohorts = amount(len(store.alone.cohorts), "islet transplant cohort")
    if store.origin:
        return page_head(
            store.title,
            f"{len(store.trials):,} trials of a search in {store.origin.publishers}, as the "
            f"registry stood on {store.date_in_words}. Every value is the registry’s, or marked as "
            "derived from its words. What a record does not say is shown as not stated, what the "
            f"file has no room for as not in this file. {store.origin.coverage}".rstrip(),
        )
    return page_head(
        "Clinical trials of bone-marrow-derived stem cells for diabetes",
        "The trials that a 2010 review found in ClinicalTrials.gov, and the immunosuppression "
        f"protocols of {cohorts} in Miami. Every value leads back to its table, paragraph or "
        "record; what a source does not say is shown as not stated.",
    )


def _topic(store: TrialStore, request: PageRequest, slug: str, path: str, words: str) -> html.Div:
    """A compact figure and the way to its page."""
    return html.Div(
        [
            figure_card(store, request, slug, compact=True),
            link(words, path, request.state.to_query(), className="more"),
        ],
        className=f"topic topic-{slug}",
    )


def _about(store: TrialStore) -> html.Section:
    """The origin of the data, and its date."""
    return html.Section(
        [
            html.H2("Data and date"),
            html.Ul(
                [
                    html.Li(f"{source.citation} (data of {source.date_of_data})")
                    for source in store.sources.itertuples()
                    if str(source.kind) in ("REVIEW", "REGISTRY_RECORD")
                ]
            ),
            html.H3("Before you quote a number"),
            note_lines(heavy(store.data_notes)),
            html.P(link("All sources, rules of counting and data notes", "/sources")),
            source_foot(of_these(store, heavy(store.data_notes))),
        ],
        className="card about",
    )


def _remarks(notes: tuple[str, ...]) -> html.Details | None:
    """Further remarks of the import, folded; Sources has them open."""
    if not notes:
        return None
    title = f"What the files do not hold, and other remarks ({len(notes)})"
    return html.Details([html.Summary(title), html.Ul([html.Li(text) for text in notes])])


def _about_import(store: TrialStore, origin: ImportOrigin) -> html.Section:
    """The origin and date of an import, and cautions that hold for every registry download."""
    return html.Section(
        [
            html.H2("Data and date"),
            html.Ul([html.Li(text) for text in origin_in_words(origin)]),
            _remarks(notes_in_words(origin)),
            html.H3("Before you quote a number"),
            html.Ul([html.Li(text) for text in cautions(store)]),
            html.P(
                link(
                    "Origin, rules of counting and files of this dataset",
                    "/sources",
                    dataset_query(store),
                )
            ),
            source_foot(provenance.sources_in(store)),
        ],
        className="card about",
    )


def _about_protocols(store: TrialStore, origin: ProtocolOrigin) -> html.Section:
    """The file of a dataset of protocols, its sources, and cautions that hold for each of them."""
    return html.Section(
        [
            html.H2("Data and date"),
            html.Ul([html.Li(text) for text in protocol_origin_in_words(origin)]),
            html.H3("Before you quote a number"),
            html.Ul([html.Li(text) for text in OF_EVERY_PROTOCOL]),
            html.P(link("Sources and files of this dataset", "/sources", dataset_query(store))),
            source_foot(of_these(store, store.regimens)),
        ],
        className="card about",
    )


PAGE = Page("overview", "Overview", "/", layout, panels=PANELS)
