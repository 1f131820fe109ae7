"""The trials of the review beside those of the registry search that ships with the app.

Both are whole, whatever the filters. Nothing is added up across the two but distinct trials.
"""

from functools import lru_cache

import pandas as pd

from data.link.options import BUILT_IN, SHIPPED, MapOptions
from data.link.state import PageState
from data.model import vocabulary as v
from data.model.amounts import amount
from data.queries import then_and_now
from data.queries.places import trial_places
from data.queries.provenance import Sources, named_in
from data.queries.snapshots import NOT_IN_FILE
from data.store import TrialStore

STATES_KEPT = 8
LEFT_OUT = "left_out"
REVIEW, SINCE = "REVIEW", "SINCE"
LABELS = {REVIEW: "Review 2010", SINCE: "Registry 2022"}
"""One of the two datasets -> its words."""
NOT_SEEN = "Start not seen"
TRIAL_COLUMNS = (
    *("dataset", "dataset_label", "nct_id", "title", "start", "year", "year_label"),
    *("phase", "phase_label", "source", "locator"),
)
CITY_COLUMNS = (
    *("dataset", "dataset_label", "city", "country", "country_name", "lat", "lon"),
    *("trials", "names"),
)
TOLD = (
    *("overall_status", "phase", "allocation", "masking", "enrollment"),
    *("start_date", "completion_date", "has_results"),
)
"""Fields that tell what became of a trial."""
NOT_IN_TABLES = "Not in its tables"
MISSING = (
    "This figure sets the review beside the registry search of 2022; it is shown for these two "
    "datasets."
)


def both(store: TrialStore) -> tuple[TrialStore, TrialStore] | None:
    """The review and the search of 2022; none for another dataset, or where one is not loaded."""
    found = store.others.get(BUILT_IN), store.others.get(SHIPPED)
    review, since = found
    if review is None or since is None or store.alone not in found:
        return None
    return review, since


def lacks(store: TrialStore, state: PageState) -> str:
    """The sentence for a dataset that is neither of the two; empty for these."""
    return "" if both(store) else MISSING


def trials_of_both(store: TrialStore, state: PageState) -> pd.DataFrame:
    """One row a trial and dataset; columns: ``TRIAL_COLUMNS``.

    start as stated; of the review's trials by registry pages of other dates, as its tables print
    none. year: ``2008``, or empty where no start was seen.
    """
    return _trials(store)


@lru_cache(maxsize=STATES_KEPT)
def _trials(store: TrialStore) -> pd.DataFrame:
    pair = both(store)
    if pair is None:
        return pd.DataFrame(columns=list(TRIAL_COLUMNS))
    review, since = pair
    rows = pd.concat([_with_facts(review), _own_starts(since)], ignore_index=True)
    rows["year"] = rows["start"].str[:4]
    rows["year_label"] = rows["year"].where(rows["year"] != "", NOT_SEEN)
    rows["dataset_label"] = rows["dataset"].map(LABELS)
    rows["phase_label"] = rows["phase"].map(v.PHASE.labels)
    return rows[list(TRIAL_COLUMNS)]


def _plain(store: TrialStore, dataset: str) -> pd.DataFrame:
    rows = store.trials[["nct_id", "title", "phase", "source", "locator"]].astype("str")
    return rows.assign(dataset=dataset)


def _own_starts(store: TrialStore) -> pd.DataFrame:
    return _plain(store, SINCE).assign(start=store.trials["start_date"].astype("str"))


def _with_facts(store: TrialStore) -> pd.DataFrame:
    """The review's trials with the start that a registry page states, and the place of it."""
    rows, facts = _plain(store, REVIEW), store.registry_facts
    seen = facts[(facts["field"] == "start_date") & (facts["state"] == "SEEN")].astype("str")
    found = rows.merge(
        seen[["nct_id", "value", "source", "locator"]],
        on="nct_id",
        how="left",
        suffixes=("", "_fact"),
    ).fillna("")
    is_seen = found["value"] != ""
    found["source"] = found["source"].where(~is_seen, found["source"] + "|" + found["source_fact"])
    found["locator"] = found["locator"].where(
        ~is_seen, found["locator"] + "; " + found["locator_fact"]
    )
    return found.rename(columns={"value": "start"}).drop(columns=["source_fact", "locator_fact"])


def starts(store: TrialStore, state: PageState) -> pd.DataFrame:
    """Trials by dataset, year of start and phase, every year from the first to the last.

    Columns: dataset, dataset_label, year (NOT_STATED where none was seen), year_label, phase,
    phase_label, trials, year_total (of the dataset), total (of the dataset).
    """
    return _starts(store)


@lru_cache(maxsize=STATES_KEPT)
def _starts(store: TrialStore) -> pd.DataFrame:
    rows = _trials(store)
    stated = [int(year) for year in rows["year"] if year]
    years = [str(year) for year in range(min(stated, default=1), max(stated, default=0) + 1)]
    phases = [code for code in v.PHASE.codes if (rows["phase"] == code).any()]
    made = []
    for dataset, own in rows.groupby("dataset", sort=False):
        for year in (*years, ""):
            in_year = own[own["year"] == year]
            made += [
                {
                    "dataset": dataset,
                    "dataset_label": LABELS[str(dataset)],
                    "year": year or v.NOT_STATED,
                    "year_label": year or NOT_SEEN,
                    "phase": phase,
                    "phase_label": v.PHASE.labels[phase],
                    "trials": int((in_year["phase"] == phase).sum()),
                    "year_total": len(in_year),
                    "total": len(own),
                }
                for phase in phases
            ]
    counts = pd.DataFrame(made)
    counts.attrs[LEFT_OUT] = said_of_both(store)
    return counts


def cities(store: TrialStore, state: PageState) -> pd.DataFrame:
    """The cities of sites of both, those of most trials first; columns: ``CITY_COLUMNS``."""
    return _cities(store)


@lru_cache(maxsize=STATES_KEPT)
def _cities(store: TrialStore) -> pd.DataFrame:
    pair = both(store)
    made = [
        {
            "dataset": dataset,
            "dataset_label": LABELS[dataset],
            "city": place.city,
            "country": place.country,
            "country_name": place.country_name,
            "lat": place.lat,
            "lon": place.lon,
            "trials": place.trials,
            "names": place.names,
        }
        for dataset, own in zip((REVIEW, SINCE), pair or (), strict=False)
        for place in trial_places(own, own.no_filters(), MapOptions(places="sites")).cities
        if place.city
    ]
    found = pd.DataFrame(made, columns=list(CITY_COLUMNS))
    found.attrs[LEFT_OUT] = said_of_both(store)
    return found


def sites_behind(store: TrialStore, state: PageState) -> pd.DataFrame:
    """The sites with a point of both datasets, with their rows' columns and ``dataset``."""
    pair = both(store)
    return _sites(*pair) if pair else pd.DataFrame()


@lru_cache(maxsize=STATES_KEPT)
def _sites(review: TrialStore, since: TrialStore) -> pd.DataFrame:
    made = []
    for dataset, own in ((REVIEW, review), (SINCE, since)):
        rows = own.trial_organisations
        rows = rows[(rows["role"] == "SITE") & rows["lat"].notna()]
        made.append(rows.astype({"country": "str", "role": "str"}).assign(dataset=dataset))
    return pd.concat(made, ignore_index=True)


def shared(store: TrialStore) -> tuple[str, ...]:
    """The trials that are in both."""
    pair = both(store)
    if pair is None:
        return ()
    review, since = pair
    return tuple(review.trials.loc[review.trials["nct_id"].isin(since.trials["nct_id"]), "nct_id"])


def counted(store: TrialStore, state: PageState) -> str:
    """``19 and 52 trials, 69 distinct ones``."""
    pair = both(store)
    if pair is None:
        return amount(0, "trial")
    first, second = (len(own.trials) for own in pair)
    distinct = first + second - len(shared(store))
    return f"{first} and {second} trials, {distinct} distinct ones"


def placed(store: TrialStore, state: PageState) -> str:
    """``17 of 19 and 49 of 52 trials have a city of a site``."""
    pair = both(store)
    if pair is None:
        return amount(0, "trial")
    rows = sites_behind(store, state)
    found = rows.groupby("dataset")["nct_id"].nunique()
    first, second = (
        f"{int(found.get(dataset, 0))} of {len(own.trials)}"
        for dataset, own in zip((REVIEW, SINCE), pair, strict=True)
    )
    return f"{first} and {second} trials have a city of a site"


def sources(store: TrialStore, state: PageState) -> Sources:
    """The sources of the trials of both."""
    pair = both(store)
    if pair is None:
        return ()
    rows = _trials(store)
    return tuple(
        source
        for dataset, own in zip((REVIEW, SINCE), pair, strict=True)
        for source in named_in(own, rows.loc[rows["dataset"] == dataset, "source"].unique())
    )


def left_out(frame: pd.DataFrame) -> str:
    """Says which trials both datasets have, and what the searches do not cover."""
    return str(frame.attrs.get(LEFT_OUT, ""))


def became(store: TrialStore) -> pd.DataFrame:
    """The fields of ``TOLD`` of the trials in both, as each dataset has them.

    Columns: nct_id, field_label, then_words, now_words, source, locator; what neither states is
    left out.
    """
    pair = both(store)
    return _became(pair[1]) if pair else pd.DataFrame()


@lru_cache(maxsize=STATES_KEPT)
def _became(since: TrialStore) -> pd.DataFrame:
    state = PageState(since.no_filters(), dataset=SHIPPED).with_values(
        {"against": BUILT_IN}, since.known
    )
    compared = then_and_now.of_state(since, state)
    if compared is None:
        return pd.DataFrame()
    rows = compared.rows(compared.foremost)
    rows = rows[rows["field"].isin(TOLD) & ~rows["now"].isin(("", NOT_IN_FILE))]
    then = rows["then_words"].where(rows["then"] != NOT_IN_FILE, NOT_IN_TABLES)
    rows = rows.assign(then_words=then)
    columns = ["nct_id", "field_label", "then_words", "now_words", "source", "locator"]
    return rows[columns].reset_index(drop=True)


def said_of_both(store: TrialStore) -> str:
    """The size of both, the trials in both, and the searches that the second one holds."""
    pair = both(store)
    if pair is None:
        return ""
    _, since = pair
    ids = shared(store)
    named = f" ({' and '.join(ids)})" if ids else ""
    coverage = since.origin.coverage if since.origin else ""
    are = "trial is" if len(ids) == 1 else "trials are"
    return f"{len(ids)} {are} in both{named}. {coverage}".rstrip()
