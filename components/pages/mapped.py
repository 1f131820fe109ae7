"""Map: where the trials are, what is counted there, and what has no place on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import dash_bootstrap_components as dbc
import pandas as pd
from dash import dcc, html

from components.cards import figure_card
from components.controls import switch
from components.figures.maps import COUNTED
from components.links import address, link
from components.parts import Panel, filter_sentence, page_head, placed
from components.request import PageRequest
from data import vocabulary as v
from data.countries import NAMES
from data.filters import TEXT_KEY, TrialFilters
from data.options import COUNT, PLACES, REGION
from data.queries import places
from data.queries.places import Place, PlaceTotals, amount
from data.queries.trials import count_matching, option_counts
from data.query_string import Queries
from data.store import TrialStore

MOST_CITIES = 12
"""Cities named below a country; the table of the map has them all."""
FEW_CITIES = 5
"""The same where there are more than ``MANY_COUNTRIES``, for a list that is read at a glance."""
MANY_COUNTRIES = 12
MOST_NAMES = 4
"""Organisations without a city named below a country."""
MOST_TRIALS = 50
"""Trials listed; the page of trials has them all."""

AS_ROLE = {
    "SITE": "as site",
    "SPONSOR": "as sponsor",
    "COLLABORATOR": "as collaborator",
    v.NOT_STATED: "with no role stated",
}


@dataclass(frozen=True)
class PlaceLinks:
    """Names of places that do what a click on the map does; a chosen one takes itself off."""

    path: str
    filters: TrialFilters
    by_country: Queries
    by_text: Queries

    @classmethod
    def of(cls, request: PageRequest) -> Self:
        values = request.state.to_values()
        return cls(
            address(request.path),
            request.state.filters,
            Queries.of(values, "country"),
            Queries.of(values, TEXT_KEY),
        )

    def country(self, code: str) -> dcc.Link:
        chosen, field = self.filters.country, self.filters.field_of("country")
        others = [other for other in chosen if other != code]
        codes = others if code in chosen else [*chosen, code]
        query = self.by_country.with_value(field.serialise(codes))
        return self._link(NAMES[code], query, code in chosen)

    def city(self, name: str) -> dcc.Link:
        chosen = self.filters.text == name
        return self._link(name, self.by_text.with_value("" if chosen else name), chosen)

    def _link(self, text: str, query: str, chosen: bool) -> dcc.Link:
        action = f"Take the filter {text} off" if chosen else f"Filter by {text}"
        mark = [html.Span(" ×", **{"aria-hidden": "true"})] if chosen else []
        return dcc.Link(
            [text, *mark],
            href=f"{self.path}{query}",
            title=action,
            className="place-link" + (" chosen" * chosen),
        )


def _number(value: int | None) -> str:
    return "not stated" if value is None else f"{value:,}"


def _city_line(
    links: PlaceLinks, cities: Sequence[Place], every: int, without_city: Sequence[str]
) -> list[Any]:
    """The cities of one country with their numbers, and the organisations without a city.

    cities: those to name; every: how many cities the country has.
    """
    items: list[Any] = []
    for row in cities:
        name = links.city(row.city) if row.city else "City not named"
        number = "" if row.value is None else f" {row.value:,}"
        items.append(html.Li([name, number]))
    if every > len(items):
        others = f"and {every - len(items):,} more" if items else f"{every:,} smaller cities"
        items.append(html.Li(others, className="muted"))
    if without_city:
        names = "; ".join(without_city[:MOST_NAMES])
        more = len(without_city) - MOST_NAMES
        rest = f"; and {more:,} more" if more > 0 else ""
        items.append(html.Li(f"city not stated: {names}{rest}", className="muted"))
    return items


def _place_rows(
    request: PageRequest, frame: pd.DataFrame, unplaced: pd.DataFrame
) -> list[html.Tbody]:
    """A country with its number, and its cities below it."""
    cities: dict[str, list[Place]] = {}
    for city in places.places_in(frame, "city"):
        cities.setdefault(city.country, []).append(city)
    without_city: dict[str, dict[str, None]] = {}
    silent = unplaced.loc[unplaced["on_map"] == "country", ["country", "organisation"]]
    for row in silent.drop_duplicates().itertuples():
        without_city.setdefault(row.country, {})[row.organisation] = None
    bodies, links = [], PlaceLinks.of(request)
    countries = list(places.places_in(frame, "country"))
    named = FEW_CITIES if len(countries) > MANY_COUNTRIES else MOST_CITIES
    for row in countries:
        line = _city_line(
            links,
            cities.get(row.country, [])[:named],
            row.cities,
            tuple(without_city.get(row.country, ())),
        )
        bodies.append(
            html.Tbody(
                [
                    html.Tr(
                        [
                            html.Th(links.country(row.country), scope="row"),
                            html.Td(_number(row.value), className="number"),
                        ]
                    ),
                    html.Tr(html.Td(html.Ul(line, className="cities"), colSpan=2)),
                ]
            )
        )
    return bodies


def total_sentence(totals: PlaceTotals, count: str) -> str:
    """Why the countries may add up to more, or to less, than the trials that match."""
    parts = []
    if count != "organisations" and totals.in_several:
        stand = "trial stands" if totals.in_several == 1 else "trials stand"
        parts.append(
            f"{totals.in_several:,} {stand} in more than one country and in the total once."
        )
    nowhere = totals.trials - totals.placed
    if nowhere:
        have = "matching trial has" if nowhere == 1 else "matching trials have"
        parts.append(f"{nowhere:,} {have} no place on this map.")
    return " ".join(parts)


def enrollment_sentence(totals: PlaceTotals) -> str:
    """How many of the matching trials state their enrolment, and of which kind."""
    if totals.trials == 1:
        stated = f"Enrolment is {'' if totals.enrollment_stated else 'not '}stated"
    else:
        stated = f"Enrolment is stated for {totals.enrollment_stated:,} of {totals.trials:,} trials"
    left_out = withdrawn_words(totals.enrollment_withdrawn)
    if totals.enrollment_actual:
        return (
            f"{stated}: {totals.enrollment_actual:,} actual, {totals.enrollment_estimated:,} "
            f"estimated. {left_out}"
        ).rstrip()
    if not totals.enrollment_estimated:
        return f"{stated}. {left_out}".rstrip()
    if totals.enrollment_estimated == totals.enrollment_stated:
        return f"{stated}, as an estimate."
    return f"{stated}, for {totals.enrollment_estimated:,} of them as an estimate."


def withdrawn_words(number: int) -> str:
    """What is not among the trials that state an enrolment."""
    if not number:
        return ""
    trials = "1 withdrawn trial is" if number == 1 else f"{number:,} withdrawn trials are"
    return f"{trials} left out: nobody was enrolled."


def role_sentence(totals: PlaceTotals, which: str, *, registered: bool = False) -> str:
    """Which role the map counts, and how many of the roles are inferred.

    which: a code of ``PLACES``; registered: the sites are those of registry records.
    """
    entries = sum(totals.roles.values())
    if registered:
        return (
            f"Sites only: {amount(entries, 'site')} of the records. Sponsors have no place there."
        )
    if which == "sites":
        first = f"Sites only: {amount(entries, 'site')} of the printed Location column."
    else:
        roles = [f"{number:,} {AS_ROLE[role]}" for role, number in totals.roles.items()]
        first = f"Every entry of the printed Location column, in any role: {', '.join(roles)}."
    if not totals.inferred_roles:
        return first
    return (
        f"{first} The role is inferred, not stated, for {totals.inferred_roles:,} of {entries:,}."
    )


def _other_countries(store: TrialStore, request: PageRequest) -> html.P | None:
    """The countries that the country filter leaves out, as links that add them."""
    filters = request.state.filters
    if not filters.country:
        return None
    counts = option_counts(store, filters, "country")
    others = [
        (country, number)
        for country, number in sorted(counts.items(), key=lambda item: -item[1])
        if country not in filters.country and country in NAMES
    ]
    if not others:
        return None
    parts: list[Any] = ["Add a country: "]
    links = PlaceLinks.of(request)
    for country, number in others[:MOST_CITIES]:
        parts += [links.country(country), f" {amount(number, 'trial')}; "]
    parts[-1] = parts[-1].removesuffix("; ") + "."
    return html.P(parts, className="small")


def places_in_words(totals: PlaceTotals) -> str:
    """``8 countries, 19 cities``."""
    countries = "country" if totals.countries == 1 else "countries"
    cities = "city" if totals.cities == 1 else "cities"
    return f"{totals.countries:,} {countries}, {totals.cities:,} {cities}"


def _place_table(store: TrialStore, request: PageRequest, totals: PlaceTotals) -> html.Table:
    """Countries and cities with the numbers of the map, and the total."""
    filters, options = request.state.filters, request.state.map
    frame = places.trial_places(store, filters, options)
    unplaced = places.unplaced(store, filters, options)
    heading = [
        html.Th("Country, cities", scope="col"),
        html.Th(COUNTED[options.count], scope="col", className="number"),
    ]
    total = [
        html.Th(
            ["Total ", html.Span(places_in_words(totals), className="small muted")], scope="row"
        ),
        html.Td(_number(totals.value(options.count)), className="number"),
    ]
    return html.Table(
        [
            html.Thead(html.Tr(heading)),
            *_place_rows(request, frame, unplaced),
            html.Tfoot(html.Tr(total)),
        ],
        className="place-table",
    )


SITES_AND_FILTER = (
    "The country filter takes every organisation printed, so that a trial may match without "
    "a site there."
)


def places_panel(store: TrialStore, request: PageRequest) -> dbc.Card | None:
    """What the map counts, its numbers as links, and the total."""
    filters, options = request.state.filters, request.state.map
    totals = places.totals(store, filters, options)
    if not totals.trials:
        return None
    roles = role_sentence(totals, options.places, registered=store.is_import)
    if options.places == "sites" and filters.country and not store.is_import:
        roles = f"{roles} {SITES_AND_FILTER}"
    asked = "" if options.count == "enrollment" else " muted"
    return dbc.Card(
        [
            html.H2("Countries and cities"),
            html.P(roles, className="small muted"),
            html.P(enrollment_sentence(totals), className="small" + asked),
            _place_table(store, request, totals),
            html.P(total_sentence(totals, options.count), className="small muted"),
            _other_countries(store, request),
        ],
        className=f"place-list region-{options.region}",
    )


def _no_place(store: TrialStore, request: PageRequest) -> str:
    if store.is_import:
        return "No place stated in the registry"
    return "No site printed" if request.state.map.places == "sites" else "No place stated"


def _trial_item(query: str, row: Any, no_place: str) -> html.Li:
    return html.Li(
        [
            link(
                row.nct_id,
                f"/trials/{row.nct_id}",
                query,
                className="trial-id",
            ),
            html.Span(row.title, className="trial-title"),
            html.Span(v.PHASE.labels[str(row.phase)], className="trial-phase"),
            html.Span(row.places or no_place, className="trial-places muted"),
        ]
    )


def _trial_card(request: PageRequest, trials: pd.DataFrame, every: int, no_place: str) -> dbc.Card:
    """The first matching trials; ``every``: how many match."""
    more, query = every - len(trials), request.state.to_query()
    rest = (
        html.P(link(f"{more:,} more in the table of trials", "/trials", query))
        if more > 0
        else None
    )
    return dbc.Card(
        [
            html.H2(f"The {amount(every, 'matching trial')}"),
            html.Ul(
                [_trial_item(query, row, no_place) for row in trials.itertuples()],
                className="trial-list",
            ),
            rest,
        ],
        className="trials-of-map",
    )


def _unplaced_item(query: str, rows: pd.DataFrame) -> html.Li:
    """One organisation that the map cannot draw, its roles, its trials and the reason."""
    first = rows.iloc[0]
    roles = [v.ORGANISATION_ROLE.labels[role].lower() for role in rows["role"].unique()]
    ids = rows["nct_id"].tolist()
    links: list[Any] = []
    for nct_id in ids[:MOST_CITIES]:
        links += [link(nct_id, f"/trials/{nct_id}", query), ", "]
    links = links[:-1] + (
        [f" and {len(ids) - MOST_CITIES:,} more"] if len(ids) > MOST_CITIES else []
    )
    name = [html.Strong(first["organisation"]), f" ({', '.join(roles)}), "]
    return html.Li(
        [*(name if first["organisation"] else []), *links, ": ", html.Em(first["reason"]), "."]
    )


def _unplaced_card(request: PageRequest, unplaced: pd.DataFrame) -> dbc.Card:
    keys = ["on_map", "organisation", "reason"]
    group = unplaced.groupby(keys, sort=False).ngroup()
    number = int(group.max()) + 1 if len(group) else 0
    shown = unplaced[group < MOST_TRIALS]
    query = request.state.to_query()
    items = [_unplaced_item(query, rows) for _, rows in shown.groupby(keys, sort=False)]
    body: list[Any] = [html.H2("Not drawn as a city")]
    if items:
        body.append(html.P("No point is guessed for them.", className="small muted"))
        body.append(html.Ul(items, className="unplaced"))
        if number > MOST_TRIALS:
            body.append(html.P(f"And {number - MOST_TRIALS:,} more."))
    else:
        body.append(html.P("Every counted organisation has its city on the map."))
    return dbc.Card(body, className="unplaced-of-map")


def trials_panel(store: TrialStore, request: PageRequest) -> dbc.Card | None:
    """The trials behind the map."""
    filters = request.state.filters
    trials = places.placed_trials(store, filters, request.state.map, MOST_TRIALS)
    if trials.empty:
        return None
    every = count_matching(store, filters)
    return _trial_card(request, trials, every, _no_place(store, request))


def unplaced_panel(store: TrialStore, request: PageRequest) -> dbc.Card | None:
    """What the map cannot draw, and why."""
    filters = request.state.filters
    if not count_matching(store, filters):
        return None
    return _unplaced_card(request, places.unplaced(store, filters, request.state.map))


PANELS: dict[str, Panel] = {
    "map-filters": filter_sentence,
    "map-places": places_panel,
    "map-unplaced": unplaced_panel,
    "map-trials": trials_panel,
}


def layout(store: TrialStore, request: PageRequest) -> html.Div:
    options = request.state.map
    return html.Div(
        [
            page_head(
                "Map",
                "Where the trials are, by country and city. Click a country to filter by it, a "
                "city to search for it; the list beside the map does the same from the keyboard.",
            ),
            placed(PANELS, "map-filters", store, request),
            html.Div(
                [
                    switch(COUNT, options.count),
                    # registry records give places to sites alone
                    *([] if store.is_import else [switch(PLACES, options.places)]),
                    switch(REGION, options.region),
                ],
                className="page-controls",
            ),
            html.Div(
                [
                    figure_card(store, request, "trial-map"),
                    html.Div(
                        [
                            placed(PANELS, "map-places", store, request),
                            placed(PANELS, "map-unplaced", store, request),
                        ],
                        className="map-side",
                    ),
                    placed(PANELS, "map-trials", store, request),
                ],
                className="map-layout",
            ),
        ],
        className="page map-page",
    )
