"""Links to the records of one trial: the one that is shown, and those of other registers."""

from typing import Any

from dash import html

from data.model.registers import record_address, shown_by
from data.queries.one_trial import further_numbers
from data.store import TrialStore


def record_link(trial_id: str) -> html.A:
    """A link to a trial's record as its register has it today."""
    return html.A(
        f"{trial_id} on {shown_by(trial_id)} (as it is today)",
        href=record_address(trial_id),
        rel="noopener noreferrer",
    )


def further_records(store: TrialStore, nct_id: str) -> list[html.P]:
    """The trial's records in other registers, which were joined to this one and not counted."""
    numbers = further_numbers(store, nct_id)
    if not numbers:
        return []
    links: list[Any] = []
    for number in numbers:
        links += [", " if links else "", record_link(number)]
    return [html.P(["Also registered as ", *links, "; counted once."], className="trial-ids")]
