"""The map's counts, trial by trial: organisations, and each country and city once.

All rows of a trial pass a filter together, so that which of them are repetitions does not
depend on the filter: it is worked out once, and a request takes whole trials and only counts.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.index.index_arrays import NONE, Counts, Integers, RowsOf, Whole, narrowed, spans
from data.index.place_index import KINDS, Enrolment, Level, PlaceIndex

MOST_COUNTRIES = 2
"""Countries of a trial that are told apart: none, one, several."""
STATUSES = ("none", *KINDS, "withdrawn")
"""A trial's enrolment: none that is added up, of which kind, or of a withdrawn trial."""
WIDTH = 1 + len(KINDS)
"""Cells of a place: the trials that state no enrolment that is added up, and those of each kind."""
UNCOUNTED = 0
"""The cell of a row that counts in no place: it has none, or its trial has another row there."""


@dataclass(frozen=True, eq=False)
class CountedOrganisations:
    """The organisations that count, all or the sites alone, trial after trial.

    Attributes:
        starts: where those of each trial start; one more at the end.
        seat: of each, as ``PlaceIndex.seat`` has it.
        entry: of each, as ``PlaceIndex.entry`` has it.
        country, city: of each, ``UNCOUNTED``, or one more than what its trial states times the
            number of places, and its place.
        people: of each, what its trial adds to the sum of a place.
        seat_counts: how often each seat stands there.
        status: of each trial, how many countries it has, up to ``MOST_COUNTRIES``, times the
            number of ``STATUSES``, and the position of its own.
        placed_people: of each trial, what it adds to the sum of all that have a place.
    """

    starts: Integers
    seat: Integers
    entry: Whole
    country: Whole
    city: Whole
    people: Whole
    seat_counts: Integers
    status: Whole
    placed_people: Counts

    def numbers(self, trials: Whole) -> Integers:
        """Counts the organisations of each of these trials."""
        return self.starts.take(trials + 1) - self.starts.take(trials)

    def rows_of(self, trials: Whole) -> Counts:
        """The positions of these trials' organisations."""
        return spans(self.starts, trials)


def index_counted(
    index: PlaceIndex, enrolment: Enrolment, rows: RowsOf, *, sites_alone: bool
) -> CountedOrganisations:
    """rows: the organisations' rows of each trial."""
    row = rows.order[rows.starts[0] :]
    if sites_alone:
        row = row[index.is_site[row]]
    trial, trials = index.trial[row], len(rows.starts) - 1
    people = np.where(enrolment.kind == NONE, 0, enrolment.number)
    country = _cells(trial, index.country, row, enrolment)
    countries = np.bincount(trial[country != UNCOUNTED], minlength=trials)
    state = np.where(enrolment.withdrawn, STATUSES.index("withdrawn"), enrolment.kind + 1)
    status = np.minimum(countries, MOST_COUNTRIES) * len(STATUSES) + state
    return CountedOrganisations(
        np.searchsorted(trial, np.arange(trials + 1)).astype(np.int32),
        index.seat[row],
        index.entry[row],
        country,
        _cells(trial, index.city, row, enrolment),
        narrowed(people[trial]),
        np.bincount(index.seat[row], minlength=index.seats).astype(np.int32),
        status.astype(np.uint8),
        people * (countries > 0),
    )


def _cells(trial: Integers, level: Level, row: Integers, enrolment: Enrolment) -> Whole:
    """The cell of each row at its place, as ``CountedOrganisations`` has it."""
    place = level.place[row]
    visit = trial.astype(np.int64) * (level.places + 1) + place
    counts = (place != NONE) & ~pd.Series(visit).duplicated().to_numpy()
    cells = 1 + (1 + enrolment.kind[trial]) * level.places + place
    return narrowed(np.where(counts, cells, UNCOUNTED))
