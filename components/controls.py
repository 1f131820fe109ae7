"""Controls that hold one key of the query; their values are the slugs of a link."""

from collections.abc import Mapping, Sequence

from dash import dcc, html

from components import ids
from data.filters import TrialFilters
from data.query_string import Field
from data.store import TrialStore

Option = dict[str, str]


def options(
    field: Field, counts: Mapping[str, int], chosen: Sequence[str], held: Sequence[str]
) -> list[Option]:
    """Every code that the data holds or the link names, with its count: ``Phase 2 (5)``."""
    return [
        {
            "label": f"{field.labels[code]} ({counts.get(code, 0):,})",
            "value": field.slugs[code],
            "search": field.labels[code],
        }
        for code in field.codes
        if code in held or code in chosen
    ]


def _labelled(label: str, control: object) -> html.Div:
    return html.Div([html.Span(label, className="control-label"), control], className="control")


def filter_dropdown(
    field: Field, chosen: Sequence[str], counts: Mapping[str, int], held: Sequence[str]
) -> html.Div:
    """A multi-select of one filter field; its options show what each would leave."""
    return _labelled(
        field.label,
        dcc.Dropdown(
            id=ids.filter_control(field.key),
            options=options(field, counts, chosen, held),
            value=[field.slugs[code] for code in chosen],
            multi=True,
            placeholder=f"Any {field.label.lower()}",
        ),
    )


def multi_select(field: Field, chosen: Sequence[str], placeholder: str = "") -> html.Div:
    """A multi-select of one page option with all values of its field."""
    return _labelled(
        field.label,
        dcc.Dropdown(
            id=ids.option_control(field.key),
            options=_all_options(field),
            value=[field.slugs[code] for code in chosen],
            multi=True,
            placeholder=placeholder or f"Any {field.label.lower()}",
        ),
    )


def single_select(field: Field, chosen: str) -> html.Div:
    """A dropdown with one value or none."""
    return _labelled(
        field.label,
        dcc.Dropdown(
            id=ids.option_control(field.key),
            options=_all_options(field),
            value=field.slugs[chosen] if chosen else None,
            clearable=True,
            placeholder="Any",
        ),
    )


def switch(field: Field, chosen: str) -> html.Div:
    """A row of radio buttons for a single choice with a default."""
    return html.Div(
        [
            html.Span(field.label, className="control-label", id=f"label-{field.key}"),
            dcc.RadioItems(
                id=ids.option_control(field.key),
                options=_all_options(field),
                value=field.slugs[chosen],
                inline=True,
                className="switch",
            ),
        ],
        className="control switch-row",
        role="group",
        **{"aria-labelledby": f"label-{field.key}"},
    )


def _all_options(field: Field) -> list[Option]:
    return [{"label": field.labels[code], "value": field.slugs[code]} for code in field.codes]


def search_box(text: str) -> html.Div:
    return html.Div(
        [
            html.Label(
                "Search titles, ids, places", htmlFor=ids.FILTER_TEXT, className="control-label"
            ),
            dcc.Input(
                id=ids.FILTER_TEXT,
                value=text,
                type="search",
                debounce=True,
                placeholder="for example: islet",
                maxLength=200,
                autoComplete="off",
            ),
        ],
        className="control",
    )


def filter_controls(
    store: TrialStore, filters: TrialFilters, counts: Mapping[str, Mapping[str, int]]
) -> list[html.Div]:
    """The filter bar's controls for one state of the filters."""
    return [
        search_box(filters.text),
        *(
            filter_dropdown(field, filters.codes(field.key), counts[field.key], held(store, field))
            for field in store.known.filters
        ),
    ]


def held(store: TrialStore, field: Field) -> tuple[str, ...]:
    """The codes of a field that some trial of the dataset holds."""
    present = set(store.facets[field.key].code.tolist())
    return tuple(code for number, code in enumerate(field.codes) if number in present)
