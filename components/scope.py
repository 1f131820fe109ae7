"""A view's counts, the choices it obeys in words, and the rows that stand behind it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain

import numpy as np
import pandas as pd

from data.link.options import WINDOW
from data.link.state import PageState
from data.model import vocabulary as v
from data.queries import (
    activity_schedule,
    arm_matrix,
    comparison,
    one_trial,
    places,
    posted_results,
    provenance,
    regimen_owners,
    regimens,
    study_designs,
    study_plan,
    then_and_now,
    then_and_since,
)
from data.queries.agent_matrix import columns_shown
from data.queries.provenance import Sources
from data.queries.snapshots import NOT_IN_FILE, in_time
from data.queries.trial_table import MOST_LISTED, listed, listed_chunks
from data.queries.trial_words import Positions, joined_at
from data.queries.trials import count_matching, matching
from data.store import TrialStore

WordsOf = Callable[[TrialStore, PageState], str]
RowsBehind = Callable[[TrialStore, PageState], pd.DataFrame]
Stores = Callable[[TrialStore, PageState], tuple[TrialStore, ...]]
SourcesOf = Callable[[TrialStore, PageState], Sources]
ROWS_A_PART = 5_000


@dataclass(frozen=True)
class RowParts:
    """Many rows, some thousand at a time: how many in all, and at least one frame of them."""

    total: int
    frames: Iterable[pd.DataFrame]


PartsOf = Callable[[TrialStore, PageState], RowParts]


def _own_store(store: TrialStore, state: PageState) -> tuple[TrialStore, ...]:
    return (store,)


@dataclass(frozen=True)
class Scope:
    """The rules by which a family of views reads the state of a page.

    Attributes:
        path: the page on which the view stands.
        page_of: the page for a state, where that is one of many, such as that of a trial.
        chosen: the filters and options that apply, in English, without a full stop.
        shown: how many are drawn of how many there are: ``7 of 19 trials``.
        behind: the rows of data behind the figure, with all columns.
        sources: what the ``source`` column of the rows drawn names.
        parts: every such row, some thousand at a time, where there may be very many; none
            where ``behind`` has them all.
        stores: the datasets that the figure draws, the earlier one first.
        is_of_trials: whether it counts trials, which a dataset of protocols does not have.
    """

    path: str
    chosen: WordsOf
    shown: WordsOf
    behind: RowsBehind
    sources: SourcesOf
    parts: PartsOf | None = None
    stores: Stores = _own_store
    page_of: WordsOf | None = None
    is_of_trials: bool = False

    def page(self, store: TrialStore, state: PageState) -> str:
        """The path of the page that shows the view for a state."""
        return self.page_of(store, state) if self.page_of else self.path

    def in_parts(self, store: TrialStore, state: PageState) -> RowParts:
        """The rows behind the figure, part by part."""
        if self.parts is not None:
            return self.parts(store, state)
        frame = self.behind(store, state)
        return RowParts(len(frame), (frame,))


def trials_shown(store: TrialStore, state: PageState) -> str:
    return f"{count_matching(store, state.filters):,} of {len(store.trials):,} trials"


def trials_behind(store: TrialStore, state: PageState) -> pd.DataFrame:
    """The matching trials with every column, and their conditions and places in one cell each."""
    return _trials_at(store, np.flatnonzero(matching(store, state.filters)))


def trials_in_parts(store: TrialStore, state: PageState) -> RowParts:
    """``trials_behind``, some thousand rows at a time."""
    return _in_parts(store, np.flatnonzero(matching(store, state.filters)))


def _in_parts(store: TrialStore, positions: Positions) -> RowParts:
    starts = range(0, max(len(positions), 1), ROWS_A_PART)
    return RowParts(
        len(positions),
        (_trials_at(store, positions[start : start + ROWS_A_PART]) for start in starts),
    )


def _trials_at(store: TrialStore, positions: Positions) -> pd.DataFrame:
    is_grouped = store.states("trial_conditions", "condition_group")
    condition = "condition_group" if is_grouped else "condition"

    def joined(frame: str, column: str) -> pd.Series:
        return pd.Series(joined_at(store, frame, column, positions, empty=""), dtype="str")

    absent = [*store.absent.get("trials", ())]
    if store.not_in_file("trial_organisations", "country"):
        absent.append("countries")
    rows = (
        store.trials.iloc[positions]
        .reset_index(drop=True)
        .assign(
            conditions=joined("trial_conditions", condition),
            interventions=joined("trial_interventions", "intervention"),
            countries=joined("trial_organisations", "country"),
        )
    )
    return rows.assign(**{name: _not_in_file(rows[name]) for name in absent if name in rows})


def _not_in_file(column: pd.Series) -> pd.Series:
    """A column that the imported files have no room for: its gaps are theirs, not the record's."""
    codes = isinstance(column.dtype, pd.CategoricalDtype | pd.StringDtype)
    return column.astype("str").replace(v.NOT_STATED, NOT_IN_FILE) if codes else column


def _filters(store: TrialStore, state: PageState) -> str:
    return state.filters.describe()


def _map_choices(store: TrialStore, state: PageState) -> str:
    return "; ".join([_filters(store, state), *state.map.describe(store.known)])


def _regimens_shown(store: TrialStore, rows: pd.DataFrame) -> str:
    """Tells how many protocols the rows are of, those that share a row with others too."""
    drawn = set(rows["regimen"])
    if "pooled_with" in rows:
        drawn |= set(rows["pooled_with"]) - {""}
    return regimen_owners.shown_of(store, drawn)


def _sources_of_events(behind: RowsBehind) -> SourcesOf:
    return lambda store, state: provenance.of_events(store, behind(store, state))


def _window(state: PageState) -> list[str]:
    window = state.protocols.window
    return [] if window == WINDOW.codes[0] else [WINDOW.labels[window].lower()]


def _protocol_choices(store: TrialStore, state: PageState) -> str:
    said = regimens.describe(store, state)
    if not said and not regimens.active_keys(store, state):
        said = regimens.first_title(store)
    return "; ".join([said, *_window(state)])


def _glance_choices(store: TrialStore, state: PageState) -> str:
    """The choices that apply; a window of days does not, as nothing is to scale."""
    said = regimens.describe(store, state)
    shown = regimens.at_a_glance(store, state)
    kind = "cohorts" if set(shown["kind"]) == {"COHORT"} else "protocols"
    return said or f"All {len(shown)} {kind}"


def _compared(store: TrialStore, state: PageState) -> str:
    labels = comparison.short_labels(store, comparison.compared(store, state)).values()
    return "; ".join([" against ".join(labels), *_window(state)])


def _outcome_choices(store: TrialStore, state: PageState) -> str:
    conditions = [v.CONDITION_GROUP.labels[code] for code in regimens.conditions_of(store, state)]
    chosen = set(state.protocols.regimen)
    labels = store.regimens.loc[store.regimens["regimen"].isin(chosen), "short_label"]
    said = [f"Condition: {' or '.join(conditions)}"] if conditions else []
    said += [f"Regimen: {' or '.join(labels)}"] if len(labels) else []
    return "; ".join(said) or "All cohorts and trials with outcomes in the text"


def _cohort_events(store: TrialStore, state: PageState) -> pd.DataFrame:
    events, shown = store.regimen_events, columns_shown(store, state.protocols.regimen)
    return events[events["regimen"].isin(shown["cohort"])].reset_index(drop=True)


def of_trials(path: str, *frames: str, cells: tuple[str, ...] = ()) -> Scope:
    """Views on the trials that match the filters, and on their rows in these frames.

    cells: as ``provenance.of_trials`` takes them.
    """
    return Scope(
        path,
        _filters,
        trials_shown,
        trials_behind,
        lambda store, state: provenance.of_trials(store, state.filters, frames, cells),
        trials_in_parts,
        is_of_trials=True,
    )


def _organisations(store: TrialStore, state: PageState) -> pd.DataFrame:
    return places.organisations(store, state.filters, state.map)


def _trials_placed(store: TrialStore, state: PageState) -> str:
    """Tells how many trials stand on the map, and how many match without standing there."""
    totals = places.totals(store, state.filters, state.map)
    without = totals.trials - totals.placed
    more = f", {without:,} more without a counted place" if without else ""
    return f"{totals.placed:,} of {len(store.trials):,} trials{more}"


def _sources_of_places(store: TrialStore, state: PageState) -> Sources:
    """The sources of organisations, their roles and points, and of enrolments where they count."""
    organisations = ("trial_organisations",)
    cells = ("trials", *organisations) if state.map.count == "enrollment" else organisations
    return provenance.of_trials(store, state.filters, organisations, cells)


MAP = Scope(
    "/map",
    _map_choices,
    _trials_placed,
    _organisations,
    _sources_of_places,
    is_of_trials=True,
)


def _of_events(path: str, chosen: WordsOf, drawn: RowsBehind) -> Scope:
    """Views on events of protocols; drawn: those that the figure shows."""
    return Scope(
        path,
        chosen,
        lambda store, state: _regimens_shown(store, drawn(store, state)),
        drawn,
        _sources_of_events(drawn),
    )


def _study_shown(store: TrialStore, state: PageState) -> str:
    return study_designs.label_of(store, study_designs.shown_design(store, state))


def _of_study(drawn: RowsBehind, counted: Callable[[pd.DataFrame], str]) -> Scope:
    """Views on one study design; drawn: its rows; counted: their number in words."""
    return Scope(
        "/protocols",
        _study_shown,
        lambda store, state: counted(drawn(store, state)),
        drawn,
        lambda store, state: provenance.of_rows(store, drawn(store, state), store.study_designs),
    )


SCHEDULE = _of_study(activity_schedule.activity_schedule, activity_schedule.counted)
STUDY_PLAN = _of_study(study_plan.study_plan, study_plan.counted)
PROTOCOLS = _of_events("/protocols", _protocol_choices, regimens.drawn)
AT_A_GLANCE = _of_events("/protocols", _glance_choices, regimens.glance_events)
COMPARISON = _of_events("/compare", _compared, comparison.compared_events)


def _change_choices(store: TrialStore, state: PageState) -> str:
    chosen = state.then_and_now.describe(store.known)
    return "; ".join([*_two_readings(store, state), _filters(store, state), *chosen])


def _two_readings(store: TrialStore, state: PageState) -> list[str]:
    """Names the dataset that is then and the one that is now, where two are compared."""
    compared = then_and_now.of_state(store, state)
    if compared is None or not compared.readings.are_datasets:
        return []
    return [f"Then: {compared.readings.then_label}", f"now: {compared.readings.now_label}"]


def _trials_compared(store: TrialStore, state: PageState) -> str:
    compared = then_and_now.of_state(store, state)
    if compared is None:
        return f"0 of {len(store.trials):,} trials"
    where = " in both datasets" if compared.readings.are_datasets else ""
    return f"{len(compared.fitting):,} of {compared.in_both:,} trials{where}"


def _changes_behind(store: TrialStore, state: PageState) -> pd.DataFrame:
    """Every field of the trials in the figure's frame; where each fact stands."""
    compared = then_and_now.of_state(store, state)
    if compared is None:
        return pd.DataFrame()
    return compared.rows(compared.foremost).drop(columns="chosen")


def _changes_in_parts(store: TrialStore, state: PageState) -> RowParts:
    """Every field of the trials that fit the choice."""
    compared = then_and_now.of_state(store, state)
    if compared is None:
        return RowParts(0, (_changes_behind(store, state),))
    alone = then_and_now.alone_in_file(compared)
    parts = (part.drop(columns="chosen") for part in compared.in_parts())
    return RowParts(
        len(compared.fitting) * len(compared.readings.fields) + len(alone),
        chain(parts, [alone] if len(alone) else []),
    )


def _sources_compared(store: TrialStore, state: PageState) -> Sources:
    """The sources of two datasets, or those of the trials and of what was read of them later."""
    compared = then_and_now.of_state(store, state)
    if compared is None:
        return ()
    if compared.readings.are_datasets:
        earlier, later = _stores_compared(store, state)
        return (*provenance.sources_in(earlier), *provenance.sources_in(later))
    rows = compared.rows(compared.foremost)
    trials = store.trials[store.trials["nct_id"].isin(rows["nct_id"])]
    if rows.empty:
        rows, trials = store.registry_facts, store.trials
    return provenance.named_in(store, {*trials["source"], *rows["source"]})


def _stores_compared(store: TrialStore, state: PageState) -> tuple[TrialStore, ...]:
    other = store.others.get(state.then_and_now.against)
    return in_time(store, other) if other else (store,)


THEN_AND_NOW = Scope(
    "/then-and-now",
    _change_choices,
    _trials_compared,
    _changes_behind,
    _sources_compared,
    _changes_in_parts,
    _stores_compared,
    is_of_trials=True,
)


def of_both(behind: RowsBehind, counted: WordsOf = then_and_since.counted) -> Scope:
    """Views on the review and the search of 2022 side by side, whatever the filters."""

    def stores(store: TrialStore, state: PageState) -> tuple[TrialStore, ...]:
        return then_and_since.both(store) or (store,)

    return Scope(
        "/",
        lambda store, state: "Both datasets whole, whatever the filters",
        counted,
        behind,
        then_and_since.sources,
        stores=stores,
        is_of_trials=True,
    )


def _cohorts_shown(store: TrialStore, state: PageState) -> str:
    drawn, cohorts = _cohort_events(store, state)["regimen"], store.alone.cohorts
    if len(cohorts):
        return f"{drawn.nunique():,} of {len(cohorts):,} cohorts"
    return regimen_owners.shown_of(store, drawn)


def _cohort_choices(store: TrialStore, state: PageState) -> str:
    if len(store.alone.cohorts):
        return "The Miami cohorts of Table 4, whatever the filters"
    if regimen_owners.has_own(store):
        return f"Protocols of {store.title}, whatever the filters"
    return regimens.describe(store, state)


COHORTS = Scope(
    "/protocols",
    _cohort_choices,
    _cohorts_shown,
    _cohort_events,
    _sources_of_events(_cohort_events),
)


TrialsOf = Callable[[TrialStore, PageState], tuple[str, ...]]


def of_arms(path: str, trials_of: TrialsOf, *, own_page: bool = False) -> Scope:
    """Views on the arms of the few trials that a state names.

    own_page: of a single trial its own page shows the view.
    """

    def behind(store: TrialStore, state: PageState) -> pd.DataFrame:
        """Each link with the texts of its arm and of its intervention."""
        return arm_matrix.arm_matrix(store, trials_of(store, state)).drop(columns="row")

    def chosen(store: TrialStore, state: PageState) -> str:
        """``NCT04150913: its title``; several by number, as titles stand over their arms."""
        trials = trials_of(store, state)
        if len(trials) != 1:
            return " beside ".join(trials)
        return f"{trials[0]}: {one_trial.trial(store, trials[0])['title'].rstrip('.')}"

    def page_of(store: TrialStore, state: PageState) -> str:
        trials = trials_of(store, state)
        return f"{TRIAL_LIST.path}/{trials[0]}" if own_page and len(trials) == 1 else path

    return Scope(
        path,
        chosen,
        lambda store, state: f"{len(trials_of(store, state)):,} of {len(store.trials):,} trials",
        behind,
        lambda store, state: provenance.named_in(store, behind(store, state)["source"].unique()),
        page_of=page_of,
    )


def of_outcomes(frame: str, drawn: RowsBehind) -> Scope:
    """Views on ``outcomes`` or ``graft_function``; drawn: the rows of it that the figure shows."""

    def behind(store: TrialStore, state: PageState) -> pd.DataFrame:
        own: pd.DataFrame = getattr(store, frame)
        return drawn(store, state)[own.columns.tolist()]

    return Scope(
        "/outcomes",
        _outcome_choices,
        lambda store, state: _regimens_shown(store, drawn(store, state)),
        behind,
        lambda store, state: provenance.of_rows(store, drawn(store, state), getattr(store, frame)),
    )


def of_results(
    behind: RowsBehind,
    counted: Callable[[pd.DataFrame], str],
    chosen: Callable[[PageState], str] = lambda state: "",
) -> Scope:
    """Views on the posted results of the trial that a state names.

    behind: the rows of a frame of results that are drawn; counted: their number in words;
    chosen: what else applies, such as a search, without a full stop.
    """

    def choices(store: TrialStore, state: PageState) -> str:
        said = (posted_results.trial_in_words(store, state), chosen(state))
        return "; ".join(filter(None, said))

    return Scope(
        "/outcomes",
        choices,
        lambda store, state: counted(behind(store, state)),
        behind,
        lambda store, state: provenance.named_in(store, behind(store, state)["source"].unique()),
        is_of_trials=True,
    )


def _list_choices(store: TrialStore, state: PageState) -> str:
    chosen = [_filters(store, state)] if state.filters.active() else []
    said = "; ".join([*chosen, *state.table.describe(store.known)]) or _filters(store, state)
    return said[0].upper() + said[1:]


LISTED_FRAMES = ("trial_conditions", "trial_interventions", "trial_organisations")
"""Frames of which the list of trials tells beside each trial's own row."""
TRIAL_LIST = Scope(
    "/trials",
    _list_choices,
    lambda store, state: f"{len(listed(store, state)):,} of {len(store.trials):,} trials",
    lambda store, state: _trials_at(store, listed(store, state)[:MOST_LISTED]),
    lambda store, state: provenance.of_trials(
        store, state.filters, LISTED_FRAMES, ("trials", *LISTED_FRAMES)
    ),
    lambda store, state: _in_parts(store, listed(store, state)),
    is_of_trials=True,
)


def list_in_parts(store: TrialStore, state: PageState) -> RowParts:
    """The table of trials as the page shows it, all of its rows."""
    return RowParts(len(listed(store, state)), listed_chunks(store, state))
