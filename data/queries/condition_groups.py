"""Phase by condition: grouped by the MeSH terms of the records, where a dataset has them.

A trial counts under every term that its record states or that stands above one it states. The
groups shown are terms that some of the trials shown state, so that "Neoplasms" above all of them
does not fill the figure. A group that is chosen opens to the names printed by its trials.
"""

from dataclasses import replace

import numpy as np

from data.index.breakdowns import Charted, CrossBreakdown
from data.link.condition_groups import GROUP_KEY
from data.link.filters import TrialFilters
from data.model import vocabulary as v
from data.queries.trials import MOST_CODES, PHASE, by_phase, chosen, cross_breakdown, how_filled
from data.store import TrialStore

CONDITION = "condition"
GROUPED = (
    "Conditions stand under the MeSH terms of their records: a trial counts under each term that "
    "its record states and under each above it. The bars are terms that a trial shown states "
    "itself. Choose a group to see the names printed in it."
)
OPENED = "Conditions as printed by the trials of the group chosen; they may print others, too."
CHOSEN = "Conditions as printed by the trials chosen."
WITHOUT_TERMS = (
    "Conditions as printed, as no record of this dataset has a MeSH term of its conditions: names "
    "that differ in case, spaces or punctuation alone are one."
)
NOT_HELD = (
    "Conditions as printed, as the imported file does not hold MeSH terms: names that differ in "
    "case, spaces or punctuation alone are one."
)


def phase_by_condition(store: TrialStore, filters: TrialFilters) -> CrossBreakdown:
    """Trials per condition and phase; conditions in groups, or as printed within a group."""
    if GROUP_KEY in store.facets and not (filters.codes(GROUP_KEY) or filters.codes(CONDITION)):
        return _by_group(store, filters)
    printed = cross_breakdown(store, filters, CONDITION, PHASE)
    return replace(printed, remark=_of_printed(store, filters))


def _of_printed(store: TrialStore, filters: TrialFilters) -> str:
    """Says how the names printed came to be shown; nothing of a review's own groups."""
    if store.states("trial_conditions", "condition_group"):
        return how_filled(store, CONDITION)
    if GROUP_KEY in store.facets:
        return OPENED if filters.codes(GROUP_KEY) else CHOSEN
    return NOT_HELD if store.not_in_file("trial_mesh", "term") else WITHOUT_TERMS


def _by_group(store: TrialStore, filters: TrialFilters) -> CrossBreakdown:
    trials = chosen(store, filters)
    groups = store.facets[GROUP_KEY]
    without = groups.place_of[v.NOT_STATED]
    stated = np.flatnonzero(store.stated_groups.numbers(trials))
    stated = stated[stated != without]
    number = groups.numbers(trials)[stated]
    # the groups are in the order of their trials in the dataset, which decides between equals
    most = stated[np.argsort(-number, kind="stable")][: MOST_CODES[GROUP_KEY]]
    down = tuple(most.tolist()) + ((without,) if groups.totals[without] else ())
    words = store.no_filters().field_of(GROUP_KEY).words_at(np.array(down, dtype=np.int64))
    shown = Charted(
        GROUP_KEY,
        tuple(groups.codes[place] for place in down),
        tuple(label for label, _ in words),
        len(stated),
    )
    return replace(by_phase(store, filters, down, shown), remark=GROUPED)
