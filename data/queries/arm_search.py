"""Arms of the trials that match, a page at a time: those of trials with a day come first.

Only the arms of a page are read from the records, so that a search costs the same in 500,000
trials as in a hundred.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.index.index_arrays import Counts, Mask, Whole
from data.link.filters import SCHEDULE_KEY, TrialFilters
from data.link.text_search import TextSearch
from data.link.trial_fields import NOT_STATED
from data.model import vocabulary as v
from data.model.schema import SEPARATOR
from data.queries.arm_codes import arm_code
from data.queries.one_record import Cells, cells_of, said
from data.queries.text_search import having_words
from data.queries.trial_words import texts_at
from data.queries.trials import matching
from data.store import TrialStore

ARMS_A_PAGE = 25
ARMS, LINKS, INTERVENTIONS = "trial_arms", "arm_interventions", "trial_interventions"
TITLE = ("nct_id", "title")
COLUMNS = (
    *("regimen", "nct_id", "position", "arm", "arm_type", "interventions", "title", "has_day"),
)
ArmCells = tuple[str, str, int, str, str, str, str, bool]
"""The cells of ``COLUMNS``."""
ArmKey = tuple[str, int]
"""A trial and the place of one of its arms."""


@dataclass(frozen=True, eq=False)
class ArmsFound:
    """A page of arms, and how many there are in all.

    Attributes:
        rows: an arm a row. Columns: regimen (its code in a link), nct_id, position (its place in
            the record's list, from 1), arm (its label), arm_type (in words, or ``NOT_STATED``),
            interventions (what the record ties to it, "Drug: Sirolimus", joined by "; "), title
            (of the trial), has_day (whether a rule read a day of its treatment).
        page, pages: from 1; one page where there are no arms.
        arms: of all trials that match.
        trials: that match; ``with_arms`` and ``with_day`` are those of them.
    """

    rows: pd.DataFrame
    page: int
    pages: int
    arms: int
    trials: int
    with_arms: int
    with_day: int


def arms_found(
    store: TrialStore, filters: TrialFilters, words: str = "", page: int = 1
) -> ArmsFound:
    """The arms of the trials that match filters and words; a page beyond the last is the last.

    words: a text search in the trials, beside that of the filters; empty for none.
    """
    mask = matching(store, filters)
    if words.strip():
        mask = mask & having_words(store, TextSearch.of(words))
    numbers = _arms_of_each(store)
    places = _days_first(np.flatnonzero(mask & (numbers > 0)), _with_day(store))
    ends = np.cumsum(numbers[places])
    total = int(ends[-1]) if len(ends) else 0
    pages = max(-(-total // ARMS_A_PAGE), 1)
    shown = min(max(page, 1), pages)
    rows = pd.DataFrame(_rows(store, places, ends, shown), columns=[*COLUMNS])
    return ArmsFound(
        rows,
        shown,
        pages,
        total,
        trials=int(np.count_nonzero(mask)),
        with_arms=len(places),
        with_day=int(np.count_nonzero(_with_day(store)[places])),
    )


def _arms_of_each(store: TrialStore) -> Whole:
    """The number of arms of each trial."""
    return np.diff(store.rows_of(ARMS).starts)


def _with_day(store: TrialStore) -> Mask:
    """The trials with a day, as the index of the import says."""
    if SCHEDULE_KEY not in store.facets:
        return np.zeros(len(store.trials), dtype=bool)
    return store.facets[SCHEDULE_KEY].mask(("DAY",))


def _days_first(places: Counts, with_day: Mask) -> Counts:
    dated = with_day[places]
    return np.concatenate((places[dated], places[~dated]))


def _rows(store: TrialStore, places: Counts, ends: Whole, page: int) -> Iterator[ArmCells]:
    """The arms of a page, from the records of their trials alone."""
    first, after = (page - 1) * ARMS_A_PAGE, page * ARMS_A_PAGE
    begin, end = np.searchsorted(ends, (first, after - 1), side="right")
    shown = places[begin : end + 1]
    before = int(ends[begin - 1]) if begin else 0
    arms = _cells(store, ARMS, shown)[first - before : after - before]
    given = _given(store, shown)
    titles = dict(zip(*(texts_at(store.trials[name], shown) for name in TITLE), strict=True))
    dated = _arms_with_day(store, shown)
    for arm in arms:
        nct_id, position = str(arm["nct_id"]), int(arm["position"])
        yield (
            arm_code(nct_id, position),
            nct_id,
            position,
            arm["arm"],
            said(arm["arm_type"], arm["arm_type_printed"], v.ARM_TYPE) or NOT_STATED,
            "; ".join(given.get((nct_id, position), ())),
            titles[nct_id] or NOT_STATED,
            (nct_id, position) in dated,
        )


def _cells(store: TrialStore, frame: str, places: Counts) -> list[Cells]:
    """The rows of these trials in a frame that is read on demand, read at once."""
    return cells_of(store.records.rows(frame, store.rows_of(frame).at(places)))


def _given(store: TrialStore, places: Counts) -> dict[ArmKey, list[str]]:
    """Trial and arm -> what it is given, "Drug: Sirolimus", in the record's order."""
    at = store.rows_of(INTERVENTIONS).at(places)
    names = {
        (row["nct_id"], row["position"]): _intervention(row)
        for row in cells_of(store.trial_interventions.iloc[at])
    }
    given: dict[ArmKey, list[str]] = {}
    for link in _cells(store, LINKS, places):
        if link["arm_position"] is not None:
            named = (link["nct_id"], link["intervention_position"])
            words = names.get(named) or str(link["printed"])
            given.setdefault((link["nct_id"], link["arm_position"]), []).append(words)
    return given


def _intervention(row: Cells) -> str:
    kind = said(row["intervention_type"], row["intervention_type_printed"], v.INTERVENTION_TYPE)
    name = str(row["intervention"])
    return f"{kind}: {name}" if kind else name


def _arms_with_day(store: TrialStore, places: Counts) -> set[ArmKey]:
    """Those of these trials' arms of which a rule reads a day."""
    at = store.rows_of("trial_schedules").at(places)
    rows = store.trial_schedules.iloc[at]
    return {
        (str(nct_id), int(position))
        for nct_id, cell in zip(rows["nct_id"], rows["arms_with_day"], strict=True)
        for position in filter(None, str(cell).split(SEPARATOR))
    }
