"""Protocols: which regimens and events a page asks for, in the order in which they are drawn."""

import pandas as pd

from data.state import PageState
from data.store import TrialStore

DEFAULT_REGIMENS = ("miami-1998-99-ita", "miami-2000-02-ita", "miami-2005-07-ita")
"""Shown when a link names none: the three cohorts of islets alone with CD34+ cells."""


def candidates(store: TrialStore, state: PageState) -> pd.DataFrame:
    """The regimens that pass the transplant and year filters, in the order of the data.

    Of the trial filters only the condition applies: protocols have no registry fields.
    A year filter keeps a regimen whose years overlap it; a regimen without stated years
    passes only where no year filter is set.
    """
    options = state.protocols
    rows = store.regimens
    if state.filters.condition:
        rows = rows[rows["condition_group"].isin(state.filters.condition)]
    if options.transplant:
        rows = rows[rows["transplant_type"].isin(options.transplant)]
    if options.year_from:
        rows = rows[rows["last_year"].fillna(0) >= int(options.year_from)]
    if options.year_to:
        rows = rows[rows["first_year"].fillna(9999) <= int(options.year_to)]
    return rows.reset_index(drop=True)


def selected(store: TrialStore, state: PageState) -> pd.DataFrame:
    """The regimens to draw: the chosen ones, or the default ones, among the candidates.

    Where a transplant, year or condition filter is set, all that pass it show.
    """
    options = state.protocols
    rows = candidates(store, state)
    if options.regimen:
        return rows[rows["regimen"].isin(options.regimen)].reset_index(drop=True)
    if options.transplant or options.year_from or options.year_to or state.filters.condition:
        return rows
    default = rows[rows["regimen"].isin(DEFAULT_REGIMENS)]
    return (default if len(default) else rows).reset_index(drop=True)


def events(store: TrialStore, state: PageState) -> pd.DataFrame:
    """The events of the selected regimens, one row an event, in drawing order.

    Columns of ``regimen_events`` and, of the regimen and agent: regimen_label,
    short_label, regimen_position, agent_code, agent_name, agent_class, target.
    Order: regimen, role, agent, start (unknown last).
    """
    options = state.protocols
    regimens = selected(store, state).reset_index(names="regimen_position")
    rows = store.regimen_events.merge(
        regimens[["regimen", "regimen_position", "label", "short_label"]].rename(
            columns={"label": "regimen_label"}
        ),
        on="regimen",
    )
    rows = rows.merge(
        store.agents[["agent", "code", "name", "agent_class", "target"]].rename(
            columns={"code": "agent_code", "name": "agent_name"}
        ),
        on="agent",
    )
    if options.role:
        rows = rows[rows["role"].isin(options.role)]
    if options.agent_class:
        rows = rows[rows["agent_class"].isin(options.agent_class)]
    if options.agent:
        rows = rows[rows["agent"].isin(options.agent)]
    return rows.sort_values(
        ["regimen_position", "role", "agent_class", "agent", "start_day"],
        kind="stable",
        ignore_index=True,
    )


def induction_maintenance(store: TrialStore, state: PageState) -> pd.DataFrame:
    """Table 4 for the selected cohorts, as printed.

    Columns: cohort, years_printed, n, indication_printed, transplant_printed,
    induction_printed, maintenance_printed, maintenance_read_as, source, locator.
    """
    rows = store.cohorts[store.cohorts["cohort"].isin(selected(store, state)["regimen"])]
    return rows.sort_values("position", ignore_index=True)
