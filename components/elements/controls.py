"""Controls that hold one key of the query; their values are the slugs of a link."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
from dash import dcc, html

from components.elements import ids
from components.elements.choice import Choice
from data.datasets.catalogue import Datasets
from data.index.facets import numbers_at
from data.index.index_arrays import Counts, Whole
from data.link.filters import BOUNDS, REACH, Reach, TrialFilters
from data.link.folding import words_in
from data.link.options import BUILT_IN
from data.link.query_string import Field
from data.link.text_search import MAX_TEXT_LENGTH, MOST_NUMBERS, TextSearch
from data.queries.text_search import what_is_searched
from data.queries.trials import option_counts
from data.store import TrialStore

Option = dict[str, str]

NOTHING_TO_FILTER = "Filters choose trials; this is a dataset of protocols."

OPEN_HEIGHT = 520
"""Pixels of the options of a long open list where there is room (assets/dropdown.css)."""

MOST_OPTIONS = 300
"""A field with more values than these is searched on the server."""
MOST_FOUND = 100
"""Values that a search on the server offers."""
LONGEST_PASTED = 4 * MAX_TEXT_LENGTH
"""Characters that a search box takes: more than are searched, so that the page says what is cut."""
MOST_UNSEARCHED = 10
"""Datasets up to which the dropdown has no search box."""


def is_searched(field: Field) -> bool:
    """Says whether a field has too many values to send them all to the browser.

    Of years only those in which a trial started are sent, however far they lie apart.
    """
    return len(field.codes) > MOST_OPTIONS and field.key not in BOUNDS


def options(
    field: Field, counts: Mapping[str, int], chosen: Sequence[str], held: Whole
) -> list[Option]:
    """Every code that the data holds or the link names, with its count: ``Phase 2 (5)``.

    Of a field that is searched on the server, the most frequent ones.

    held: the places of the codes that the data holds.
    """
    if is_searched(field):
        return found_options(field, counts, chosen, "")
    places = [field.place_of[code] for code in chosen]
    return _options(field, counts, np.union1d(held, np.array(places, dtype=np.int32)))


def offered(store: TrialStore, filters: TrialFilters, field: Field) -> list[Option]:
    """The options of a filter's control for one state of the filters."""
    counts = option_counts(store, filters, field.key)
    return options(field, counts, filters.codes(field.key), store.facets[field.key].held)


def found_options(
    field: Field, counts: Mapping[str, int], chosen: Sequence[str], text: str
) -> list[Option]:
    """The chosen codes, then the most frequent ones whose label holds every word of a text."""
    own = np.array([field.place_of[code] for code in chosen], dtype=np.int64)
    search = TextSearch.of(text)
    places = field.holding(search)[: None if search or not text.strip() else 0]
    places = places[~np.isin(places, own)]
    found = places[_largest(numbers_at(counts, field.codes, places))]
    return _options(field, counts, np.concatenate((own, found)), text)


def _largest(numbers: Counts) -> Counts:
    """The positions of the largest numbers, of equal ones the first; ``MOST_FOUND`` at most."""
    # no two ranks are equal, so that few of them need to be sorted
    ranks = np.arange(len(numbers)) - numbers * len(numbers)
    if len(ranks) > MOST_FOUND:
        largest = np.argpartition(ranks, MOST_FOUND)[:MOST_FOUND]
        return largest[np.argsort(ranks[largest])]
    return np.argsort(ranks)


def _options(
    field: Field, counts: Mapping[str, int], places: Whole, asked: str = ""
) -> list[Option]:
    """asked: what the reader typed, for which these were found."""
    numbers = numbers_at(counts, field.codes, places).tolist()
    return [
        {"label": f"{label} ({number:,})", "value": slug, "search": _found_by(label, asked)}
        for (label, slug), number in zip(field.words_at(places), numbers, strict=True)
    ]


def _found_by(label: str, asked: str) -> str:
    """The text that the browser finds an option by: its words with and without accents.

    What the server found by other letters, the browser would hide: so it finds what was asked.
    """
    words = " ".join(words_in(label))
    plain = "" if words == label.lower() else words
    return " ".join(filter(None, (label, plain, asked)))


def control_value(filters: TrialFilters, key: str) -> list[str] | str | None:
    """The value of a filter's control: slugs, or one slug or nothing for a bound."""
    field = filters.field_of(key)
    slugs = [field.slugs[code] for code in filters.codes(key)]
    if key not in BOUNDS:
        return slugs
    # the bound that counts where a link names several
    return (slugs[0] if REACH[key] is Reach.ONWARDS else slugs[-1]) if slugs else None


def dataset_dropdown(datasets: Datasets, shown: TrialStore) -> html.Div:
    """The datasets with title, date and size; hidden where there is no choice."""
    label = html.Label(
        "Dataset", htmlFor=ids.DATASET, className="control-label", id=ids.label(ids.DATASET)
    )
    control = dcc.Dropdown(
        id=ids.DATASET,
        options=[
            {
                "label": f"{each.title} · {each.date_in_short} · {each.size_in_words}",
                "value": each.known.dataset or BUILT_IN,
            }
            for each in datasets.stores
        ],
        value=shown.known.dataset or BUILT_IN,
        clearable=False,
        searchable=datasets.total > MOST_UNSEARCHED,
        maxHeight=OPEN_HEIGHT,
    )
    return html.Div([label, control], className="dataset-choice", hidden=datasets.total < 2)


def _labelled(field: Field, control: object) -> html.Div:
    """A control under its label; assets/assist.js names a dropdown by the label's id."""
    label = html.Span(field.label, className="control-label", id=ids.label(field.key))
    return html.Div([label, control], className="control")


def filter_dropdown(store: TrialStore, filters: TrialFilters, field: Field) -> html.Div:
    """A dropdown of one filter field; its options show what each would leave.

    Where nothing is chosen they come when a reader comes to it: the browser makes an index of
    all options that it is given, a tenth of a second for those of one page.
    """
    several = field.key not in BOUNDS
    asks = f"Any; type to search {len(field.codes):,}" if is_searched(field) else ""
    return _labelled(
        field,
        dcc.Dropdown(
            id=ids.filter_control(field.key),
            options=offered(store, filters, field) if filters.codes(field.key) else [],
            value=control_value(filters, field.key),
            multi=several,
            placeholder=asks or (f"Any {field.label.lower()}" if several else "Any year"),
            maxHeight=OPEN_HEIGHT,
        ),
    )


def multi_select(
    field: Field,
    chosen: Sequence[str],
    placeholder: str = "",
    most: int = 0,
    full: str = "",
) -> html.Div:
    """A multi-select of one page option with all values of its field.

    most: how many may be chosen, where there is a bound; full: why no other can be.
    """
    value = [field.slugs[code] for code in chosen]
    every = field_options(field)
    return _labelled(
        field,
        dcc.Dropdown(
            id=ids.option_control(field.key),
            options=bounded(every, value, most, full) if most else every,
            value=value,
            multi=True,
            placeholder=placeholder or f"Any {field.label.lower()}",
            maxHeight=OPEN_HEIGHT,
        ),
    )


def single_select(field: Field, chosen: str, placeholder: str = "Any") -> html.Div:
    """A dropdown with one value or none."""
    return _labelled(
        field,
        dcc.Dropdown(
            id=ids.option_control(field.key),
            options=field_options(field),
            value=field.slugs[chosen] if chosen else None,
            clearable=True,
            placeholder=placeholder,
            maxHeight=OPEN_HEIGHT,
        ),
    )


def switch(field: Field, chosen: str) -> html.Div:
    """A row of radio buttons for a single choice with a default."""
    return html.Div(
        [
            html.Span(field.label, className="control-label", id=ids.label(field.key)),
            Choice(
                ids.option_control(field.key),
                f"choice-{field.key}",
                field_options(field),
                field.slugs[chosen],
            ),
        ],
        className="control switch-row",
        role="radiogroup",
        **{"aria-labelledby": ids.label(field.key)},
    )


def bounded(
    every: Sequence[Mapping[str, Any]], value: Collection[str], most: int, full: str
) -> list[dict[str, Any]]:
    """Options of which so many may be chosen: then the others are disabled, and say why."""
    is_full = len(value) >= most
    return [
        {"label": each["label"], "value": each["value"]}
        | ({"disabled": True, "title": full} if is_full and each["value"] not in value else {})
        for each in every
    ]


def field_options(field: Field) -> list[Option]:
    """Every value of a field as an option of a dropdown."""
    return [{"label": field.labels[code], "value": field.slugs[code]} for code in field.codes]


def search_box(store: TrialStore, text: str) -> html.Div:
    """The text search, and what it looks at in this dataset."""
    return html.Div(
        [
            html.Label("Search the trials", htmlFor=ids.FILTER_TEXT, className="control-label"),
            dcc.Input(
                id=ids.FILTER_TEXT,
                value=text,
                type="search",
                debounce=True,
                placeholder="for example: islet",
                maxLength=LONGEST_PASTED,
                autoComplete="off",
            ),
            html.Details(
                [
                    html.Summary("What is searched"),
                    *(html.P(sentence) for sentence in search_help(store)),
                ],
                className="search-help small muted",
            ),
        ],
        className="control",
    )


def search_help(store: TrialStore) -> tuple[str, ...]:
    """Says where the text search looks, and how it reads what is typed."""
    *kinds, last = what_is_searched(store)
    return (
        f"{', '.join(kinds).capitalize()} and {last} of every trial.",
        "Each word must begin a word there: stem finds stems, not system. Capitals, accents, "
        "hyphens and apostrophes make no difference.",
        "Words in quotes stand side by side: “stem cell”.",
        f"Of several trial numbers any one is enough; about {MOST_NUMBERS} have room.",
    )


def filter_controls(store: TrialStore, filters: TrialFilters) -> list[Any]:
    """The filter bar's controls for one state of the filters; a word where there is no trial."""
    if not store.has("trials"):
        # the callback that follows the address reads the search on every page
        unseen = dcc.Input(id=ids.FILTER_TEXT, type="hidden", value=filters.text)
        return [html.P(NOTHING_TO_FILTER, className="muted small"), unseen]
    return [
        search_box(store, filters.text),
        *(filter_dropdown(store, filters, field) for field in store.known.filters),
    ]
