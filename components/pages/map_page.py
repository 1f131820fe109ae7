"""Map: where the trials are, what is counted there, and what has no place on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from dash import html

from components.elements.cards import figure_card
from components.elements.controls import switch
from components.elements.links import address
from components.elements.markup import LINK, OWN_DIRECTION, Piece, card, piece
from components.elements.notes import trial_notes
from components.elements.page import Page
from components.elements.parts import Panel, filter_sentence, page_head, placed
from components.elements.request import PageRequest
from components.elements.source_lines import of_scope, sourced, without_references
from components.figures.maps import COUNTED, NO_CITY
from components.scope import MAP
from components.view import TRIALS_NEEDED
from data.link.filters import CITY_KEY, TrialFilters, city_in_link
from data.link.options import COUNT, PLACES, REGION
from data.link.query_string import Queries
from data.link.trial_fields import NOT_IN_FILE
from data.model import vocabulary as v
from data.model.amounts import amount
from data.model.countries import NAMES
from data.queries import places
from data.queries.places import Place, PlacedTrial, Places, PlaceTotals
from data.queries.trials import count_matching, option_counts
from data.queries.unplaced import Unplaced, WithoutCity, no_place_in_record, unplaced
from data.store import TrialStore

MOST_CITIES = 12
"""Cities named below a country; the table of the map has them all."""
FEW_CITIES = 5
"""Cities named below each of more than ``MANY_COUNTRIES``, in a list read at a glance."""
MANY_COUNTRIES = 12
MOST_NAMES = 4
"""Organisations without a city named below a country."""
MOST_TRIALS = 50
"""Trials listed; the page of trials has them all."""

AS_ROLE = {
    "SITE": "as site",
    "SPONSOR": "as sponsor",
    "COLLABORATOR": "as collaborator",
    "COUNTRY": "as country",
    v.NOT_STATED: "with no role stated",
}


@dataclass(frozen=True)
class PlaceLinks:
    """Names of places that do what a click on the map does; a chosen one takes itself off."""

    path: str
    filters: TrialFilters
    by_country: Queries
    by_city: Queries

    @classmethod
    def of(cls, request: PageRequest) -> Self:
        values = request.state.to_values()
        return cls(
            address(request.path),
            request.state.filters,
            Queries.of(values, "country"),
            Queries.of(values, CITY_KEY),
        )

    def country(self, code: str) -> Piece:
        chosen, field = self.filters.codes("country"), self.filters.field_of("country")
        others = [other for other in chosen if other != code]
        codes = others if code in chosen else [*chosen, code]
        query = self.by_country.with_value(field.serialise(codes))
        return self._link(NAMES[code], query, code in chosen)

    def city(self, name: str, country: str) -> Piece:
        city = city_in_link(name, country)
        chosen = self.filters.city == city
        return self._link(name, self.by_city.with_value("" if chosen else city), chosen)

    def _link(self, text: str, query: str, chosen: bool) -> Piece:
        action = f"Take the filter {text} off" if chosen else f"Filter by {text}"
        return piece(
            LINK,
            text,
            piece("span", " ×", **{"aria-hidden": "true"}) if chosen else None,
            href=f"{self.path}{query}",
            title=action,
            className="place-link" + (" chosen" * chosen),
        )


def _number(value: int | None) -> str:
    return "not stated" if value is None else f"{value:,}"


def _city_line(
    links: PlaceLinks, cities: Sequence[Place], every: int, without_city: WithoutCity | None
) -> list[Piece]:
    """The cities of one country with their numbers, and the organisations without a city.

    cities: those to name; every: how many cities the country has.
    """
    items = [
        piece(
            "li",
            links.city(row.city, row.country) if row.city else NO_CITY,
            "" if row.value is None else f" {row.value:,}",
            piece("span", f" ({row.remark})", className="muted") if row.remark else None,
        )
        for row in cities
    ]
    if every > len(items):
        others = f"and {every - len(items):,} more" if items else f"{every:,} smaller cities"
        items.append(piece("li", others, className="muted"))
    for words, names, number in without_city.parts if without_city else ():
        more = number - len(names)
        rest = f"; and {more:,} more" if more > 0 else ""
        items.append(piece("li", f"{words}: {'; '.join(names)}{rest}", className="muted"))
    return items


def _place_rows(
    request: PageRequest, found: Places, without_city: Mapping[str, WithoutCity]
) -> list[Piece]:
    """A country with its number, and its cities below it."""
    cities: dict[str, list[Place]] = {}
    for city in found.cities:
        cities.setdefault(city.country, []).append(city)
    bodies, links = [], PlaceLinks.of(request)
    named = FEW_CITIES if len(found.countries) > MANY_COUNTRIES else MOST_CITIES
    for row in found.countries:
        line = _city_line(
            links,
            cities.get(row.country, [])[:named],
            row.cities,
            without_city.get(row.country),
        )
        bodies.append(
            piece(
                "tbody",
                piece(
                    "tr",
                    piece("th", links.country(row.country), scope="row"),
                    piece("td", _number(row.value), className="number"),
                ),
                piece("tr", piece("td", piece("ul", *line, className="cities"), colSpan=2))
                if line
                else None,
            )
        )
    return bodies


def total_sentence(totals: PlaceTotals, count: str) -> str:
    """Says why the countries may add up to more, or to less, than the trials that match."""
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
    """Tells how many of the matching trials state their enrolment, and of which kind."""
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
    """Tells how many trials are left out of those that state an enrolment."""
    if not number:
        return ""
    trials = "1 withdrawn trial is" if number == 1 else f"{number:,} withdrawn trials are"
    return f"{trials} left out: nobody was enrolled."


def role_sentence(totals: PlaceTotals, which: str, *, registered: bool = False) -> str:
    """Names the roles that the map counts, and tells how many of the roles are inferred.

    which: a code of ``PLACES``; registered: the sites are those of registry records.
    """
    entries = sum(totals.roles.values())
    if registered:
        countries = totals.roles.get("COUNTRY", 0)
        if countries and countries == entries:
            return (
                "No site is named: trials are counted in their countries. Sponsors have no place."
            )
        sites = amount(entries - countries, "site")
        said = f"Sites only: the records name {sites} in all. Sponsors have no place there."
        alone = "Trials that name no site are counted in their countries."
        return f"{said} {alone}" if countries else said
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


def _other_countries(store: TrialStore, request: PageRequest) -> Piece | None:
    """The countries that the country filter leaves out, as links that add them."""
    filters = request.state.filters
    if not filters.codes("country"):
        return None
    counts = option_counts(store, filters, "country")
    others = [
        (country, number)
        for country, number in sorted(counts.items(), key=lambda item: -item[1])
        if country not in filters.codes("country") and country in NAMES
    ]
    if not others:
        return None
    parts: list[Any] = ["Add a country: "]
    links = PlaceLinks.of(request)
    for country, number in others[:MOST_CITIES]:
        parts += [links.country(country), f" {amount(number, 'trial')}; "]
    parts[-1] = parts[-1].removesuffix("; ") + "."
    return piece("p", *parts, className="small")


def places_in_words(totals: PlaceTotals) -> str:
    """``8 countries, 19 cities``."""
    countries = amount(totals.countries, "country", "countries")
    return f"{countries}, {amount(totals.cities, 'city', 'cities')}"


def _place_table(store: TrialStore, request: PageRequest, totals: PlaceTotals) -> Piece:
    """Countries and cities with the numbers of the map, and the total."""
    filters, options = request.state.filters, request.state.map
    found = places.trial_places(store, filters, options)
    without_city = unplaced(store, filters, options).without_city(MOST_NAMES)
    total = piece(
        "tr",
        piece(
            "th",
            "Total ",
            piece("span", places_in_words(totals), className="small muted"),
            scope="row",
        ),
        piece("td", _number(totals.value(options.count)), className="number"),
    )
    heading = piece(
        "tr",
        piece("th", "Country, cities", scope="col"),
        piece("th", COUNTED[options.count], scope="col", className="number"),
    )
    return piece(
        "table",
        piece("thead", heading),
        *_place_rows(request, found, without_city),
        piece("tfoot", total),
        className="table place-table",
    )


SITES_AND_FILTER = (
    "The filters by country and city take every organisation printed, so that a trial may match "
    "without a site there."
)


def places_panel(store: TrialStore, request: PageRequest) -> Piece | None:
    """The panel of the map's numbers: what it counts, the places as links, and the total."""
    filters, options = request.state.filters, request.state.map
    totals = places.totals(store, filters, options)
    if not totals.trials or store.not_in_file("trial_organisations", "country"):
        return None
    roles = role_sentence(totals, options.places, registered=not store.places_beside_sites)
    if options.places == "sites" and filters.codes("country") and store.places_beside_sites:
        roles = f"{roles} {SITES_AND_FILTER}"
    asked = "" if options.count == "enrollment" else " muted"
    return card(
        f"place-list region-{options.region}",
        piece("h2", "Countries and cities"),
        piece("p", roles, className="small muted"),
        piece("p", enrollment_sentence(totals), className="small" + asked),
        _place_table(store, request, totals),
        piece("p", total_sentence(totals, options.count), className="small muted"),
        _other_countries(store, request),
    )


def _no_place(store: TrialStore, request: PageRequest) -> str:
    if not store.places_beside_sites:
        return no_place_in_record(store).capitalize()
    return "No site named" if request.state.map.places == "sites" else "No place stated"


@dataclass(frozen=True)
class TrialLinks:
    """Links to the pages of trials, which keep the state."""

    path: str
    query: str

    @classmethod
    def of(cls, request: PageRequest) -> Self:
        return cls(address("/trials"), request.state.to_query())

    def of_trial(self, nct_id: str, **properties: str) -> Piece:
        return piece(LINK, nct_id, href=f"{self.path}/{nct_id}{self.query}", **properties)

    def of_all(self, text: str) -> Piece:
        return piece(LINK, text, href=f"{self.path}{self.query}")


def _trial_item(
    links: TrialLinks, row: PlacedTrial, phases: Mapping[str, str], no_place: str
) -> Piece:
    return piece(
        "li",
        links.of_trial(row.nct_id, className="trial-id"),
        piece("span", row.title, className="trial-title", dir=OWN_DIRECTION),
        piece("span", phases[row.phase], className="trial-phase"),
        piece("span", row.places or no_place, className="trial-places muted"),
    )


def trials_panel(store: TrialStore, request: PageRequest) -> Piece | None:
    """The trials behind the map, the first of them."""
    filters = request.state.filters
    trials = places.placed_trials(store, filters, request.state.map, MOST_TRIALS)
    if not trials:
        return None
    every, links = count_matching(store, filters), TrialLinks.of(request)
    more, no_place = every - len(trials), _no_place(store, request)
    phases = v.PHASE.labels
    if store.not_in_file("trials", "phase"):
        phases = {**phases, v.NOT_STATED: f"Phase: {NOT_IN_FILE.lower()}"}
    rest = piece("p", links.of_all(f"{more:,} more in the table of trials")) if more > 0 else None
    return card(
        "trials-of-map",
        piece("h2", f"The {amount(every, 'matching trial')}"),
        piece(
            "ul",
            *(_trial_item(links, row, phases, no_place) for row in trials),
            className="trial-list",
        ),
        rest,
    )


def _unplaced_item(links: TrialLinks, row: Unplaced) -> Piece:
    """One organisation that the map cannot draw, its roles, its trials and the reason."""
    parts: list[Any] = []
    if row.organisation:
        roles = ", ".join(v.ORGANISATION_ROLE.labels[role].lower() for role in row.roles)
        parts = [piece("strong", row.organisation), f" ({roles}), "]
    for nct_id in row.nct_ids:
        parts += [links.of_trial(nct_id), ", "]
    more = row.entries - len(row.nct_ids)
    rest = [f" and {more:,} more"] if more else []
    return piece("li", *parts[:-1], *rest, ": ", piece("em", row.reason), ".")


def unplaced_panel(store: TrialStore, request: PageRequest) -> Piece | None:
    """The panel of the rows that the map cannot draw, which says why."""
    filters = request.state.filters
    if not count_matching(store, filters) or store.not_in_file("trial_organisations", "country"):
        return None
    found = unplaced(store, filters, request.state.map)
    links = TrialLinks.of(request)
    items = [_unplaced_item(links, row) for row in found.first(MOST_TRIALS)]
    if not items:
        said = [piece("p", "Every counted organisation has its city on the map.")]
    else:
        said = [
            piece("p", "No point is guessed for them.", className="small muted"),
            piece("ul", *items, className="unplaced"),
        ]
    more = found.number - MOST_TRIALS
    rest = piece("p", f"And {more:,} more.") if more > 0 else None
    return card("unplaced-of-map", piece("h2", "Not drawn as a city"), *said, rest)


_in_words = without_references(of_scope(MAP))

PANELS: dict[str, Panel] = {
    "map-filters": filter_sentence,
    "map-places": sourced(places_panel, _in_words),
    "map-unplaced": sourced(unplaced_panel, _in_words),
    "map-trials": sourced(trials_panel, _in_words),
    "map-notes": trial_notes,
}


def layout(store: TrialStore, request: PageRequest) -> html.Div:
    options = request.state.map
    return html.Div(
        [
            page_head(
                "Map",
                "Where the trials are, by country and city. Click a country or a city to "
                "filter by it; the list beside the map does the same from the keyboard.",
            ),
            placed(PANELS, "map-filters", store, request),
            html.Div(
                [
                    switch(COUNT, options.count),
                    # where only sites have places there is nothing to choose
                    *([switch(PLACES, options.places)] if store.places_beside_sites else []),
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
            placed(PANELS, "map-notes", store, request),
        ],
        className="page map-page",
    )


PAGE = Page(
    "map",
    "Map",
    "/map",
    layout,
    panels=PANELS,
    needs=TRIALS_NEEDED,
    elsewhere="The map of the review’s trials",
    has_map=True,
)
