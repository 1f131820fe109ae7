"""Outcomes: what the sources say came of each cohort and trial, as printed.

Nothing is computed across cohorts. Days and months are only used to place a stated value on
an axis; the words of the source stand beside them in every frame.
"""

from functools import lru_cache

import pandas as pd

from data.link.state import PageState
from data.model import vocabulary as v
from data.model.amounts import amount
from data.queries import regimens as protocols
from data.queries.notes import named
from data.queries.patients import either
from data.queries.regimens import arm_labels
from data.store import TrialStore

MONTHS_OF = {"DAYS": 12 / 365.25, "MONTHS": 1.0, "YEARS": 12.0}
CHIMERISM = "CHIMERISM"
COHORT_MASS = "mean of the cohort only"
OWN_MASS = "stated for the patient"
GROUP_MASS = "stated for the group"
NO_MASS = "not stated"

WITHOUT_DURATION = "without_duration"
"""Attribute of a frame: the lanes that it leaves out."""
STATES_KEPT = 16
"""Pages whose outcomes are remembered: figures, counts and sources of one page ask for the same."""

LANE_LABELS = (
    ("end_label", "end_kind", v.GRAFT_END),
    ("qualifier_label", "qualifier", v.QUALIFIER),
    ("day_zero_label", "day_zero", v.DAY_ZERO),
    ("level_label", "level", v.OUTCOME_LEVEL),
)
OUTCOME_LABELS = (
    ("measure_label", "measure", v.OUTCOME_MEASURE),
    ("qualifier_label", "qualifier", v.QUALIFIER),
    ("level_label", "level", v.OUTCOME_LEVEL),
)


def selected(store: TrialStore, state: PageState) -> pd.DataFrame:
    """The regimens of the page, in the data's order: the chosen ones, or the dataset's own."""
    rows = protocols.offered(store, state)
    if state.protocols.regimen:
        rows = rows[rows["regimen"].isin(state.protocols.regimen)]
    return rows.reset_index(drop=True)


def _rows_of(rows: pd.DataFrame, store: TrialStore, state: PageState) -> pd.DataFrame:
    """The rows of the selected regimens, those printed for two regimens together once."""
    shown = selected(store, state)["regimen"]
    return rows[rows["regimen"].isin(shown) | rows["pooled_with"].isin(shown)]


def _named(rows: pd.DataFrame, store: TrialStore) -> pd.DataFrame:
    """With the regimen's words and place: cohort, regimen_position, arm_label, series.

    cohort: years and type, both types where the row is printed for two regimens together.
    series: number of the regimen among those with graft function, and behind them those with
    chimerism alone, -1 for others; the same whatever is selected, so that a cohort keeps its
    marks.
    """
    regimens = store.regimens["regimen"].tolist()
    short = dict(zip(regimens, store.regimens["short_label"], strict=True))
    kinds = dict(zip(regimens, store.regimens["transplant_type"].astype("str"), strict=True))
    functioning = set(store.graft_function["regimen"])
    mixed = set(store.outcomes.loc[store.outcomes["measure"] == CHIMERISM, "regimen"])
    series = [regimen for regimen in regimens if regimen in functioning]
    series += [regimen for regimen in regimens if regimen in mixed - functioning]
    return rows.assign(
        cohort=[
            short[regimen] + (f" and {kinds[pooled]}" if pooled else "")
            for regimen, pooled in zip(rows["regimen"], rows["pooled_with"], strict=True)
        ],
        regimen_position=rows["regimen"].map(regimens.index),
        arm_label=arm_labels(rows),
        series=[series.index(regimen) if regimen in series else -1 for regimen in rows["regimen"]],
    )


def _labelled(
    rows: pd.DataFrame, labels: tuple[tuple[str, str, v.Vocabulary], ...]
) -> pd.DataFrame:
    return rows.assign(
        **{name: rows[code].astype("str").map(words.labels) for name, code, words in labels}
    )


def _number(value: float) -> str:
    return f"{value:,.0f}"


def _mass_words(mass: float, spread: float) -> str:
    """``14,800 ± 7,152 IEQ/kg``."""
    spread_words = "" if pd.isna(spread) else f" ± {_number(spread)}"
    return f"{_number(mass)}{spread_words} IEQ/kg"


def _mean_masses(store: TrialStore) -> pd.DataFrame:
    """The outcomes that the source calls a mean islet mass."""
    rows = store.outcomes
    return rows[(rows["measure"] == "ISLET_MASS") & (rows["qualifier"] == "MEAN")]


def _patients_words(n: object, follows: str) -> str:
    """``4 patients``; a row that goes on from another one does not repeat their number."""
    if n is None or pd.isna(n):
        return "number not repeated" if follows else "number not stated"
    return "1 patient" if n == 1 else f"{n} patients"


@lru_cache(maxsize=STATES_KEPT)
def graft_function(store: TrialStore, state: PageState) -> pd.DataFrame:
    """One row a lane of graft function, in the order of the cohorts' years.

    Columns of ``graft_function`` and cohort, regimen_position, series; end_label,
    qualifier_label, day_zero_label, level_label; patients (words), independence (words, empty
    where nothing is stated), and of the islet mass mass, mass_spread, mass_words and mass_of
    (whose mass it is: OWN_MASS, GROUP_MASS, COHORT_MASS, NO_MASS). The mean of a cohort stands
    in only where it is that of all its patients and no other mass is stated.
    """
    rows = _labelled(_named(_rows_of(store.graft_function, store, state), store), LANE_LABELS)
    masses = _lane_masses(rows, store)
    rows = rows.assign(
        patients=[
            _patients_words(n, follows)
            for n, follows in zip(rows["n"], rows["follows"], strict=True)
        ],
        independence=[
            f"{words}, start not stated" if words else ""
            for words in rows["insulin_independent_printed"]
        ],
        **{name: masses[name].to_numpy() for name in masses},
    )
    return rows.sort_values("regimen_position", kind="stable", ignore_index=True)


def _lane_masses(rows: pd.DataFrame, store: TrialStore) -> pd.DataFrame:
    """mass, mass_spread, mass_of and mass_words, one row a lane."""
    means = _mean_masses(store)
    printed_as_mean = set(zip(means["regimen"], means["value"], strict=True))
    of_all = means[(means["level"] == "COHORT") & (means["n"] == means["n_of"]).fillna(False)]
    by_regimen = {str(row.regimen): row for row in of_all.itertuples()}
    found = []
    for row in rows.itertuples():
        mean = by_regimen.get(str(row.regimen))
        if not pd.isna(row.islet_mass):
            is_mean = (row.regimen, row.islet_mass) in printed_as_mean
            words = _mass_words(row.islet_mass, row.islet_mass_spread)
            whose = OWN_MASS if row.level == "PATIENT" else GROUP_MASS
            suffix = " (mean)" if is_mean else ""
            found.append((row.islet_mass, row.islet_mass_spread, whose, words + suffix))
        elif mean is not None:
            words = f"{_mass_words(mean.value, mean.spread)} (mean of all {mean.n})"
            found.append((mean.value, mean.spread, COHORT_MASS, words))
        else:
            found.append((float("nan"), float("nan"), NO_MASS, NO_MASS))
    return pd.DataFrame(found, columns=["mass", "mass_spread", "mass_of", "mass_words"])


def chimerism(store: TrialStore, state: PageState) -> pd.DataFrame:
    """One row a statement on chimerism.

    Columns of ``outcomes`` and cohort, regimen_position, series, measure_label,
    qualifier_label, level_label, month (from the stated time; missing where the source gives
    no time) and placed (whether it has both a value and a time; others are words only).
    """
    rows = outcomes(store, state)
    rows = rows[rows["measure"] == CHIMERISM]
    months = rows["time_value"] * rows["time_unit"].astype("str").map(MONTHS_OF).astype("float64")
    rows = rows.assign(month=months, placed=months.notna() & rows["value"].notna())
    return rows.reset_index(drop=True)


def islet_mass_and_function(store: TrialStore, state: PageState) -> pd.DataFrame:
    """The lanes of :func:`graft_function` that are counted from the islets; same columns.

    Those whose duration is not stated have no place between the axes. The frame says how many
    they are.
    """
    rows = graft_function(store, state)
    rows = rows[rows["day_zero"] == "ISLET_INFUSION"]
    is_known = rows["function_days"].notna() | (rows["end_kind"] == "PRIMARY_NON_FUNCTION")
    known = rows[is_known].reset_index(drop=True)
    known.attrs[WITHOUT_DURATION] = len(rows) - len(known)
    return known


def without_duration(frame: pd.DataFrame) -> str:
    """Says how many lanes are not drawn as their duration is not stated; empty for none."""
    number = int(frame.attrs.get(WITHOUT_DURATION, 0))
    return f"Not drawn, as no duration is stated: {amount(number, 'row')}." if number else ""


def _of_how_many(n: object, n_of: object, table_4: object, planned: object) -> str:
    """``7 of 10``, ``4 of 5 or 6``, ``3 of 10 planned``, ``3``; empty where none is stated."""
    if n is None or pd.isna(n):
        return ""
    if not pd.isna(planned):
        return f"{n} of {planned} planned"
    whole = either(n_of, table_4)
    return f"{n} of {whole}" if whole else str(n)


@lru_cache(maxsize=STATES_KEPT)
def outcomes(store: TrialStore, state: PageState) -> pd.DataFrame:
    """Every stated outcome of the selected regimens, by regimen and measure.

    Columns of ``outcomes`` and cohort, regimen_position, series, measure_label,
    qualifier_label, level_label and patients (``7 of 10``; ``4 of 5 or 6`` by text and Table 4;
    ``3 of 10 planned``; empty where not stated).
    """
    rows = _labelled(_named(_rows_of(store.outcomes, store, state), store), OUTCOME_LABELS)
    counts = (rows[name] for name in ("n", "n_of", "n_of_table_4", "n_planned"))
    rows = rows.assign(patients=[_of_how_many(*each) for each in zip(*counts, strict=True)])
    return rows.sort_values(["regimen_position", "measure"], kind="stable", ignore_index=True)


def of_regimen(rows: pd.DataFrame, regimen: str) -> pd.DataFrame:
    """The outcomes of one regimen among ``outcomes``, those printed for two together too."""
    own = (rows["regimen"] == regimen) | (rows["pooled_with"] == regimen)
    return rows[own].sort_values("measure", kind="stable", ignore_index=True)


def notes(store: TrialStore, state: PageState) -> pd.DataFrame:
    """The data notes on the outcomes and the graft function shown, the heavy ones first."""
    links = store.data_note_links
    shown = {
        "outcomes": _rows_of(store.outcomes, store, state)["outcome"],
        "graft_function": _rows_of(store.graft_function, store, state)["graft"],
    }
    notes_shown = {
        note
        for frame, keys in shown.items()
        for note in links.loc[(links["frame"] == frame) & links["row_key"].isin(keys), "note"]
    }
    return named(store, notes_shown)
