"""Patients: how many, and for whom, in the two readings of the sources.

The rule: where the running text and Table 4 give different numbers, the text comes first, being
the more detailed, and Table 4's number stands beside it. Where the text is silent, Table 4's is
the only one.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import pandas as pd

from data.model import vocabulary as v
from data.store import TrialStore

RULE = (
    "Where the running text and Table 4 give different numbers of patients, the text comes "
    "first, being the more detailed, and Table 4’s number stands beside it."
)
SIGNS = {"AT_LEAST": "≥", "UP_TO": "≤"}
NAMED_NOWHERE = "–"
OF_ALL_ARMS = ("ALL", "ONE", v.NOT_STATED)
"""Codes of arms that are not one arm among several."""


def _known(number: object) -> bool:
    return number is not None and not pd.isna(number)


def either(n: object, table_4: object) -> str:
    """``5 or 6`` by text and Table 4, ``5`` where one is known, nothing where none is."""
    known = [f"{number:,}" for number in (n, table_4) if _known(number)]
    return " or ".join(dict.fromkeys(known))


def both(n: object, table_4: object) -> str:
    """``5 in the text, 6 in Table 4``; ``5`` where they agree or one is silent."""
    if _known(n) and _known(table_4) and n != table_4:
        return f"{n:,} in the text, {table_4:,} in Table 4"
    return either(n, table_4)


def two_numbers(event: Mapping[str, Any]) -> str:
    """``2/1``: an event's patients by the text and by Table 4; empty where they do not differ.

    An event for all patients has the numbers of its protocol, which stand with that.
    """
    table_4, own = event["patients_table_4"], event["patients_n"]
    differs = _known(own) and _known(table_4) and event["coverage"] != "ALL"
    if not differs and not event["coverage_table_4"]:
        return ""
    sign = SIGNS.get(str(event["patients_qualifier"]), "")
    return f"{sign}{own}/{table_4 if _known(table_4) else NAMED_NOWHERE}"


def arms_of(store: TrialStore) -> dict[str, frozenset[str]]:
    """Regimen -> the arms that its events tell apart; none where there is one."""
    events = store.regimen_events
    found: dict[str, set[str]] = {}
    for regimen, arm in zip(events["regimen"], events["arm"], strict=True):
        found.setdefault(str(regimen), set()).update({str(arm)} - set(OF_ALL_ARMS))
    return {regimen: frozenset(arms) for regimen, arms in found.items()}


def coverage(events: Iterable[Mapping[str, Any]], arms: Collection[str]) -> str:
    """For whom the events of one agent are, together.

    What every arm had is for all patients, although none of its events is.
    """
    rows = list(events)
    codes = {str(row["coverage"]) for row in rows}
    in_arms = {str(row["arm"]) for row in rows if row["coverage"] == "SOME"}
    if "ALL" in codes or (len(arms) > 1 and in_arms >= set(arms)):
        return "ALL"
    return "SOME" if "SOME" in codes else v.NOT_STATED
