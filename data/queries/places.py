"""Where the trials are: countries and cities, and which organisations count."""

import pandas as pd

from data import vocabulary as v
from data.countries import NAMES
from data.filters import TrialFilters
from data.options import MapOptions
from data.queries.trials import matching
from data.store import TrialStore


def organisations(store: TrialStore, filters: TrialFilters, options: MapOptions) -> pd.DataFrame:
    """The organisations of the matching trials, all as printed or the sites alone."""
    ids = store.trials.loc[matching(store, filters), "nct_id"]
    rows = store.trial_organisations
    rows = rows[rows["nct_id"].isin(ids)]
    if options.places == "sites":
        rows = rows[rows["role"] == "SITE"]
    return rows.reset_index(drop=True)


def _value(rows: pd.DataFrame, enrollment: pd.Series, count: str) -> int:
    """One place's number: distinct trials, distinct organisations, or stated enrolment.

    The enrolment of a trial is known for the whole trial and counts in each of its places.
    """
    if count == "organisations":
        return int(rows["organisation"].nunique())
    ids = rows["nct_id"].unique()
    if count == "enrollment":
        return int(enrollment.reindex(ids).fillna(0).sum())
    return len(ids)


def trial_places(store: TrialStore, filters: TrialFilters, options: MapOptions) -> pd.DataFrame:
    """Countries and cities of the matching trials with the number that the map shows.

    Columns: level (country, city), country (ISO-3), country_name, city, lat, lon, value,
    trials, organisations, enrollment_stated (trials whose enrolment is stated), names
    (organisations, joined). A trial in two countries counts once in each. Organisations
    without a stated country are in no row; ``unplaced`` lists them.
    """
    rows = organisations(store, filters, options)
    rows = rows[rows["country"] != v.NOT_STATED]
    enrollment = store.trials.set_index("nct_id")["enrollment"]
    records = []
    for level, keys in (("country", ["country"]), ("city", ["country", "city", "lat", "lon"])):
        for key, group in rows.groupby(keys, observed=True, sort=True):
            values = dict(zip(keys, key, strict=True))
            ids = group["nct_id"].unique()
            records.append(
                {
                    "level": level,
                    "country": values["country"],
                    "country_name": NAMES[values["country"]],
                    "city": values.get("city", ""),
                    "lat": values.get("lat"),
                    "lon": values.get("lon"),
                    "value": _value(group, enrollment, options.count),
                    "trials": len(ids),
                    "organisations": int(group["organisation"].nunique()),
                    "enrollment_stated": int(enrollment.reindex(ids).notna().sum()),
                    "names": "; ".join(group["organisation"].unique()),
                }
            )
    columns = ["level", "country", "country_name", "city", "lat", "lon", "value", "trials"]
    columns += ["organisations", "enrollment_stated", "names"]
    frame = pd.DataFrame(records, columns=columns)
    return frame.sort_values(
        ["level", "value", "country_name", "city"],
        ascending=[False, False, True, True],
        kind="stable",
        ignore_index=True,
    )


def unplaced(store: TrialStore, filters: TrialFilters, options: MapOptions) -> pd.DataFrame:
    """Organisations that the map cannot draw: no country, or a country without a city.

    Columns: nct_id, organisation, role, country, reason.
    """
    rows = organisations(store, filters, options)
    rows = rows[rows["lat"].isna()]
    reason = rows["country"].map(
        lambda country: "no place stated" if country == v.NOT_STATED else "city not stated"
    )
    return rows[["nct_id", "organisation", "role", "country"]].assign(
        reason=reason.astype("str")
    )
