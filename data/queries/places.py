"""Where the trials are: countries and cities, and which organisations count."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data import vocabulary as v
from data.countries import LABEL_POINTS, NAMES
from data.filters import TrialFilters
from data.options import MapOptions
from data.queries.trials import matching
from data.store import TrialStore

COLUMNS = (
    "level",
    "country",
    "country_name",
    "city",
    "lat",
    "lon",
    "counted",
    "places",
    "value",
    "value_words",
    "trials",
    "organisations",
    "enrollment",
    "enrollment_stated",
    "names",
)
CITY_KEYS = ("country", "city", "lat", "lon")


@dataclass(frozen=True)
class PlaceTotals:
    """What the map's numbers add up to, each trial, organisation and city once.

    Attributes:
        trials: trials that match the filters, placed or not.
        placed: those of them with a counted organisation in a stated country.
        in_several: those of them in more than one country.
        organisations: organisations in a stated country.
        enrollment: the sum over the placed trials that state one; none where none does.
        enrollment_stated: matching trials that state one, placed or not.
        enrollment_estimated: those of them whose number is an estimate.
        roles: role code -> counted entries of the Location column, zero left out.
        inferred_roles: entries whose role is not stated but inferred.
    """

    trials: int
    placed: int
    in_several: int
    countries: int
    cities: int
    organisations: int
    enrollment: int | None
    enrollment_stated: int
    enrollment_estimated: int
    roles: dict[str, int]
    inferred_roles: int

    def value(self, count: str) -> int | None:
        """The total of what the map counts."""
        return {
            "trials": self.placed,
            "organisations": self.organisations,
            "enrollment": self.enrollment,
        }[count]


def organisations(store: TrialStore, filters: TrialFilters, options: MapOptions) -> pd.DataFrame:
    """The organisations of the matching trials, all as printed or the sites alone."""
    ids = store.trials.loc[matching(store, filters), "nct_id"]
    rows = store.trial_organisations
    rows = rows[rows["nct_id"].isin(ids)]
    if options.places == "sites":
        rows = rows[rows["role"] == "SITE"]
    return rows.reset_index(drop=True)


def _value_words(count: str, value: int | None, stated: int, trials: int) -> str:
    """The number of a place as a reader says it; an unstated one is never a zero."""
    if count == "organisations":
        return amount(value or 0, "organisation")
    if count == "trials":
        return amount(value or 0, "trial")
    if value is None:
        return "enrolment not stated"
    return f"enrolment {value:,}, stated for {stated:,} of {amount(trials, 'trial')}"


def amount(number: int, thing: str) -> str:
    """``1 trial``, ``2 trials``."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def _per_place(
    rows: pd.DataFrame, keys: tuple[str, ...], enrollment: Mapping[str, int], options: MapOptions
) -> list[dict[str, Any]]:
    """One record a place of ``keys`` with its numbers; a trial counts once in each place.

    Plain dicts: for the few rows of a filtered map they take a fraction of pandas' time.
    """
    trials: dict[tuple[Any, ...], dict[str, None]] = defaultdict(dict)
    names: dict[tuple[Any, ...], dict[str, None]] = defaultdict(dict)
    columns = [rows[column].tolist() for column in (*keys, "nct_id", "organisation")]
    for *parts, nct_id, organisation in zip(*columns, strict=True):
        trials[tuple(parts)][nct_id] = None
        names[tuple(parts)][organisation] = None
    records = []
    for place, ids in trials.items():
        stated = [enrollment[nct_id] for nct_id in ids if nct_id in enrollment]
        numbers = {
            "trials": len(ids),
            "organisations": len(names[place]),
            "enrollment": sum(stated) if stated else None,
        }
        value = numbers[options.count]
        records.append(
            dict(zip(keys, place, strict=True))
            | numbers
            | {
                "value": value,
                "value_words": _value_words(options.count, value, len(stated), len(ids)),
                "enrollment_stated": len(stated),
                "names": "; ".join(names[place]),
            }
        )
    return records


def _stated_enrollment(store: TrialStore) -> dict[str, int]:
    """nct_id -> enrolment, for the trials that state one."""
    stated = store.trials[store.trials["enrollment"].notna()]
    return dict(zip(stated["nct_id"].tolist(), stated["enrollment"].tolist(), strict=True))


def _largest_first(record: Mapping[str, Any]) -> tuple[Any, ...]:
    """Sort key: countries, then cities; the largest on top, *not stated* last, then by name."""
    value = record["value"]
    return (
        record["level"] == "city",
        value is None,
        -(value or 0),
        record["country_name"],
        record["city"],
    )


def trial_places(store: TrialStore, filters: TrialFilters, options: MapOptions) -> pd.DataFrame:
    """Countries and cities of the matching trials with the number that the map shows.

    Columns: level (country, city), country (ISO-3), country_name, city (empty for a
    country), lat, lon (of a country: where its label stands), counted and places (codes of
    ``MapOptions``), value (missing where no enrolment is stated), value_words, trials,
    organisations, enrollment (of the trials that state one), enrollment_stated (how many
    trials do), names (organisations, joined). Countries first, the largest on top.

    A trial in two countries counts once in each, with its whole enrolment. Organisations
    without a stated country are in no row; ``unplaced`` lists them.
    """
    rows = organisations(store, filters, options)
    rows = rows[rows["country"] != v.NOT_STATED]
    enrollment = _stated_enrollment(store)
    records: list[dict[str, Any]] = []
    for record in _per_place(rows, ("country",), enrollment, options):
        lat, lon = LABEL_POINTS[record["country"]]
        records.append({"level": "country", "city": "", "lat": lat, "lon": lon} | record)
    cities = _per_place(rows[rows["lat"].notna()], CITY_KEYS, enrollment, options)
    records += [{"level": "city"} | record for record in cities]
    for record in records:
        record |= {
            "country_name": NAMES[record["country"]],
            "counted": options.count,
            "places": options.places,
        }
    records.sort(key=_largest_first)
    frame = pd.DataFrame(records, columns=list(COLUMNS))
    return frame.astype({"value": "Int64", "enrollment": "Int64"})


def totals(store: TrialStore, filters: TrialFilters, options: MapOptions) -> PlaceTotals:
    """What the map's numbers add up to under these filters and options."""
    rows = organisations(store, filters, options)
    on_map = rows[rows["country"] != v.NOT_STATED]
    countries = on_map.groupby("nct_id")["country"].nunique()
    matches = matching(store, filters)
    stated = store.trials[matches & store.trials["enrollment"].notna().to_numpy()]
    counted = stated[stated["nct_id"].isin(countries.index)]["enrollment"]
    roles = rows["role"].value_counts(sort=False)
    return PlaceTotals(
        trials=int(matches.sum()),
        placed=len(countries),
        in_several=int((countries > 1).sum()),
        countries=int(on_map["country"].nunique()),
        cities=len(on_map.loc[on_map["lat"].notna(), list(CITY_KEYS)].drop_duplicates()),
        organisations=int(on_map["organisation"].nunique()),
        enrollment=int(counted.sum()) if len(counted) else None,
        enrollment_stated=len(stated),
        enrollment_estimated=int((stated["enrollment_type"] == "ESTIMATED").sum()),
        roles={str(role): int(number) for role, number in roles.items() if number},
        inferred_roles=int((rows["role_certainty"] == "INFERRED").sum()),
    )


def unplaced(store: TrialStore, filters: TrialFilters, options: MapOptions) -> pd.DataFrame:
    """What the map cannot draw, one row an organisation of a trial, and why.

    Columns: nct_id, organisation (empty where the trial has none that counts), role, country,
    on_map (``country`` or ``nowhere``), reason.
    """
    rows = organisations(store, filters, options)
    without_city = rows[rows["lat"].isna()].astype({"country": "str", "role": "str"})
    nowhere = without_city["country"] == v.NOT_STATED
    drawn = without_city[["nct_id", "organisation", "role", "country"]].assign(
        on_map=nowhere.map({True: "nowhere", False: "country"}),
        reason=[
            "no country or city stated"
            if country == v.NOT_STATED
            else f"city not stated; counted in {NAMES[country]}"
            for country in without_city["country"]
        ],
    )
    ids = store.trials.loc[matching(store, filters), "nct_id"]
    missing = ids[~ids.isin(rows["nct_id"])]
    kind = "site" if options.places == "sites" else "organisation"
    left_out = pd.DataFrame(
        {
            "nct_id": missing,
            "organisation": "",
            "role": v.NOT_STATED,
            "country": v.NOT_STATED,
            "on_map": "nowhere",
            "reason": f"no {kind} printed",
        }
    )
    return pd.concat([drawn, left_out], ignore_index=True)


def _no_city(country: str) -> str:
    return f"{NAMES[country]} (city not stated)"


def placed_trials(store: TrialStore, filters: TrialFilters, options: MapOptions) -> pd.DataFrame:
    """The matching trials with their places, in the order of the data.

    Columns: nct_id, title, phase (code), places (``City, Country``, each once, joined; empty
    where none of the counted organisations has a stated country).
    """
    rows = organisations(store, filters, options)
    places: dict[str, dict[str, None]] = defaultdict(dict)
    columns = (rows["nct_id"].tolist(), rows["city"].tolist(), rows["country"].tolist())
    for nct_id, city, country in zip(*columns, strict=True):
        if country != v.NOT_STATED:
            places[nct_id][f"{city}, {NAMES[country]}" if city else _no_city(country)] = None
    trials = store.trials.loc[matching(store, filters), ["nct_id", "title", "phase"]]
    return trials.assign(
        places=["; ".join(places[nct_id]) for nct_id in trials["nct_id"]]
    ).reset_index(drop=True)
