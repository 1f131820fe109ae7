"""Sources: where the data comes from, how it is counted, what is uncertain, and the files."""

from collections.abc import Iterable
from typing import Any

import dash_bootstrap_components as dbc
import pandas as pd
from dash import html

from components.elements import ids
from components.elements.import_origin import cautions, notes_in_words, origin_in_words
from components.elements.links import address, dataset_query, link
from components.elements.notes import place_on_sources, where_found
from components.elements.page import Page
from components.elements.parts import page_head
from components.elements.protocol_origin import OF_EVERY_PROTOCOL, protocol_origin_in_words
from components.elements.request import PageRequest
from components.elements.source_lines import of_these, source_foot
from components.elements.tables import card, rows_table
from components.views import PROTOCOLS_NEEDED
from data.model import vocabulary as v
from data.model.amounts import amount
from data.model.import_origin import ImportOrigin
from data.model.protocol_origin import ProtocolOrigin
from data.queries import reference
from data.queries.notes import CHANGES_READING, notes_by_weight, rows_concerned
from data.queries.provenance import Sources, sources_in
from data.store import TrialStore

NOT_COVERED = (
    "Figures 1 to 3 of the review are pictures; graft survival and metabolic control in "
    "Figures 2 and 3 are not digitised.",
    "Animal and laboratory studies, and the review’s general remarks.",
    "The registry as it is today: the registry facts come from stored pages of several dates.",
    "The review’s list of references, which the text at hand does not hold.",
)
PLACES_IN_THE_TEXT = (
    "Places in the running text are given by section, paragraph and sentence. Paragraphs are "
    "counted within their section and sentences within their paragraph; a passage that stands "
    "twice in the extraction counts once, a paragraph that a table or a picture interrupts counts "
    "as one, and tables, legends, headings and page heads are not counted. The name of a trial "
    "(such as 1998 trial) is a help to the eye, not part of the count."
)
ROW_PAGES = {"trials": "/trials/{}", "regimens": "/protocols?regimen={}"}
"""Frame -> the page of one of its rows."""


def _source_card(row: Any) -> html.Article:
    return html.Article(
        [
            html.H3(row.title, id=ids.Anchor(f"source-{row.source_id}")),
            html.P(row.citation) if row.citation != row.title else None,
            html.P(
                [
                    f"{v.SOURCE_KIND.labels[str(row.kind)]}. "
                    f"Date of the data: {row.date_of_data or 'not known'}.",
                    *_source_links(row),
                    f" Named in the data as {row.source_id}.",
                ],
                className="muted small",
            ),
        ],
        className="data-note",
    )


def _source_links(row: Any) -> list[Any]:
    addresses = [row.url] if row.url else []
    addresses += [f"https://doi.org/{row.doi}"] if row.doi else []
    return [
        part
        for target in addresses
        for part in (" ", html.A(target, href=target, rel="noopener noreferrer"), ".")
    ]


def _sources_card(store: TrialStore) -> dbc.Card:
    return card(
        "Where the data comes from",
        html.Div([_source_card(row) for row in store.sources.itertuples()], className="data-notes"),
        classes="full",
    )


def covered(store: TrialStore) -> list[str]:
    """The parts of the review, of the records and of registry pages in the data, counted."""
    records = store.record_fields["nct_id"].unique()
    return [
        f"Tables 1 to 3 of the review: {amount(len(store.trials), 'trial')} with all printed "
        "fields.",
        f"Table 4 and the running text: {amount(len(store.cohorts), 'cohort')} and "
        f"{amount(len(store.regimens) - len(store.cohorts), 'further protocol')}, with agents, "
        "days, doses, routes, troughs and outcomes.",
        *(f"The registry record of {nct_id}, field by field." for nct_id in records),
        facts_used(store),
    ]


def facts_used(store: TrialStore) -> str:
    """Names the uses of registry facts: the comparison, roles and places, trial numbers."""
    used = reference.uses_of_later_facts(store)
    return (
        f"Registry pages of other dates: {amount(used.values, 'fact')} on "
        f"{amount(used.trials, 'trial')}, on Then and now. They are also a source of the role or "
        f"place of {used.organisations:,} of {amount(used.of_organisations, 'organisation')} "
        f"(map, list and pages of trials; the role of {used.of_these_inferred:,} of these is "
        f"inferred), of the second reading of {amount(used.numbers, 'trial number')}, and of the "
        "years of start in “Then and since”. All other figures keep to the snapshot, the record "
        "and the text."
    )


def _list_card(title: str, items: Iterable[str], sources: Sources = ()) -> dbc.Card:
    lines = html.Ul([html.Li(item) for item in items], className="plain")
    return card(title, lines, sources=sources)


def _row_link(frame: str, key: str, label: str) -> Any:
    """A link to the page of a row; a row without a page is named."""
    if frame not in ROW_PAGES:
        return label
    path, sign, query = ROW_PAGES[frame].format(key).partition("?")
    return link(label, path, sign + query)


def _concerned(rows: pd.DataFrame) -> list[Any]:
    """``Concerns A, B.`` with a link for each row that has a page."""
    parts: list[Any] = []
    for row in rows.itertuples():
        parts += [", " if parts else "Concerns ", _row_link(row.frame, row.row_key, row.label)]
    return [*parts, "."] if parts else []


def _note(note: Any, rows: pd.DataFrame) -> html.Article:
    return html.Article(
        [
            html.H3(note.title),
            html.P(note.text),
            html.P([f"{where_found(note)} ", *_concerned(rows)], className="muted small"),
        ],
        className="data-note",
        id=ids.note(note.note),
    )


def _notes_sections(store: TrialStore) -> list[dbc.Card]:
    """A card a weight of note: those that change how a number is read open, the others closed."""
    concerned = rows_concerned(store)
    by_note = dict(list(concerned.groupby("note")))
    none = concerned.iloc[:0]
    cards = []
    for weight, notes in notes_by_weight(store):
        articles = [_note(note, by_note.get(note.note, none)) for note in notes.itertuples()]
        title = v.NOTE_WEIGHT.labels[weight]
        cards.append(
            dbc.Card(
                html.Details(
                    [
                        html.Summary(html.H2(f"Data notes: {title.lower()} ({len(notes)})")),
                        html.Div(articles, className="data-notes"),
                        source_foot(of_these(store, notes)),
                    ],
                    open=weight == CHANGES_READING,
                ),
                className="full note-weight",
                id=ids.Anchor(place_on_sources(weight)),
            )
        )
    return cards


def _abbreviations_card(store: TrialStore) -> dbc.Card:
    rows = reference.abbreviations(store)
    return card(
        f"Abbreviations ({len(rows)})",
        rows_table(
            rows,
            {
                "abbreviation": "Abbreviation",
                "full_name": "Full name",
                "meaning": "Meaning",
                "agent_class": "Agent class",
                "target": "Target",
            },
            "Abbreviations",
            gap="",
        ),
        classes="full",
        sources=of_these(store, store.abbreviations),
    )


def _agents_card(store: TrialStore) -> dbc.Card:
    rows = reference.agents(store)
    return card(
        f"Agents ({len(rows)})",
        rows_table(
            rows,
            {
                "code": "Agent",
                "name": "Name",
                "agent_class": "Class",
                "target": "Target",
                "events": "Events in the protocols",
                "locator": "Where it stands",
            },
            "Agents",
        ),
        classes="full",
        sources=of_these(store, store.agents),
    )


def _downloads_card(store: TrialStore) -> dbc.Card:
    frames = reference.downloads(store)
    frames = frames[frames["rows"] > 0]
    query = dataset_query(store)
    rows = [
        html.Tr(
            [
                html.Th(_file_link(row.frame, query), scope="row"),
                html.Td(row.title),
                html.Td(f"{row.rows:,}"),
                html.Td(f"{row.columns:,}"),
            ]
        )
        for row in frames.itertuples()
    ]
    headings = ("File", "What it holds", "Rows", "Columns")
    return card(
        "Download the data",
        html.P(
            "Each table in full, whatever the filters, as CSV in UTF-8, "
            "named after the dataset and the date of its data."
        ),
        html.Div(
            dbc.Table(
                [
                    html.Thead(html.Tr([html.Th(name, scope="col") for name in headings])),
                    html.Tbody(rows),
                ],
                className="data-table row-heads files",
            ),
            className="table-scroll",
        ),
        classes="full",
        sources=sources_in(store),
    )


def _file_link(frame: str, query: str) -> html.A:
    name = f"{frame}.csv"
    return html.A(name, href=address(f"/data/{name}", query), download="")


def _skipped_card(store: TrialStore, origin: ImportOrigin) -> dbc.Card | None:
    """The first studies that could not be read, each with its reason."""
    if not origin.skipped:
        return None
    more = origin.skipped - len(origin.skipped_studies)
    rest = (
        [f"And {more:,} more; the report in the dataset's folder lists them."] if more > 0 else []
    )
    listed = [*origin.skipped_studies, *rest]
    return _list_card("Studies that could not be read", listed, sources_in(store))


def _lead(store: TrialStore) -> str:
    """Tells where the trials or protocols come from, in two sentences."""
    if store.written:
        return (
            f"The protocols come from {store.written.files[0]}, “{store.title}”, which names its "
            f"own sources; their newest is of {store.date_in_words}. Every value keeps the place "
            "where it stands."
        )
    if store.origin:
        return (
            f"The trials come from a download of {store.origin.publishers}, “{store.title}”, "
            f"with the registry as of {store.date_in_words}. Every value keeps the file and study "
            "where it stands."
        )
    return (
        f"The trials come from {store.sources.iloc[0]['citation']}, which printed the registry as "
        f"of {store.date}. Every value keeps the place where it stands."
    )


def _origin_cards(store: TrialStore, origin: ImportOrigin) -> list[dbc.Card]:
    return [
        _list_card(
            "Where this dataset comes from",
            (*origin_in_words(origin), *notes_in_words(origin)),
            sources_in(store),
        ),
        _list_card("Rules of counting", cautions(store)),
        _skipped_card(store, origin),
    ]


def _cards_of_protocols(store: TrialStore, origin: ProtocolOrigin) -> list[dbc.Card]:
    words, own = protocol_origin_in_words(origin), of_these(store, store.regimens)
    return [
        _list_card("Where this dataset comes from", words, own),
        _list_card("How to read it", OF_EVERY_PROTOCOL),
    ]


def _cards_of_tables(store: TrialStore) -> list[dbc.Card]:
    """The parts of the review that are here and those that are not, where its tables are."""
    if not (store.has("trials") and store.states("trials", "printed_tables")):
        return []
    return [
        _list_card("What is covered", covered(store), sources_in(store)),
        _list_card("What is not", NOT_COVERED),
        card("How a place in the text is given", html.P(PLACES_IN_THE_TEXT), classes="full"),
    ]


def _no_protocols(store: TrialStore) -> html.P:
    there = link("Sources and data notes of the review", "/sources")
    arms = link("Protocols", "/protocols", dataset_query(store))
    lacks: list[Any] = [PROTOCOLS_NEEDED.lacks]
    if store.has_arms:
        lacks = ["No protocols of its own: what a rule reads of the arms is on ", arms, "."]
    return html.P([*lacks, " ", there, "."], className="full muted")


def layout(store: TrialStore, request: PageRequest) -> html.Div:
    return _of_the_dataset(store.alone)


def _of_the_dataset(store: TrialStore) -> html.Div:
    return html.Div(
        [
            page_head("Sources", f"{_lead(store)} The filters do not change this page."),
            html.Div(
                [
                    _sources_card(store),
                    *(_origin_cards(store, store.origin) if store.origin else []),
                    *(_cards_of_protocols(store, store.written) if store.written else []),
                    *_cards_of_tables(store),
                    _downloads_card(store),
                    *([] if store.has("regimen_events") else [_no_protocols(store)]),
                    *(_notes_sections(store) if store.has("data_notes") else []),
                    *([_abbreviations_card(store)] if store.has("abbreviations") else []),
                    *([_agents_card(store)] if store.has("agents") else []),
                ],
                className="trial-grid-cards even sources-end",
            ),
        ],
        className="page sources-page",
    )


PAGE = Page("sources", "Sources", "/sources", layout, has_figures=False)
