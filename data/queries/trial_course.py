"""The course of one trial: its dates and enrolment, actual or estimated, and as read earlier.

A record alone holds the dates that stand in it today. An earlier plan is seen where another
dataset holds an earlier reading of the same trial.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from data.link.state import PageState
from data.model import vocabulary as v
from data.model.amounts import amount
from data.queries.one_trial import trial
from data.queries.participant_flow import NO_NUMBER, numbers_shown
from data.queries.posted_results import kept, shown_trial
from data.queries.results_status import day_of
from data.queries.snapshots import in_time
from data.queries.stopped_trials import dated, enrolled
from data.store import TrialStore

EVENTS: Mapping[str, str] = {
    "first_posted": "First posted",
    "start_date": "Start",
    "primary_completion_date": "Primary completion",
    "completion_date": "Completion",
    "results_first_posted": "Results posted",
}
"""Column of a date -> its words, in the order of the figure."""
BY_REGISTRY = ("first_posted", "results_first_posted")
"""Dates on which the registry posted the record, or its results."""
OF_REGISTRY = "REGISTRY"
"""In place of a kind: of a date of the registry's own, which no sponsor plans."""
ENROLMENT, STARTED, REASON = "enrollment", "started", "why_stopped"
STARTED_LABEL = "Started, as posted"
NOW, THEN = "now", "then"
MOST_GROUPS = 8
TODAY = (
    "The dates are those in the record now: the file has no earlier versions of it. To see what "
    "was planned, import an older download of the registry."
)
COLUMNS = (
    *("event", "event_label", "value_words", "kind", "reading", "reading_label"),
    *("first_day", "last_day", "group", "source", "locator"),
)
"""reading: now, or then for an earlier one; kind: a code of DATE_TYPE, or ``OF_REGISTRY``;
first_day and last_day: ends of what a date may be, empty where there is no date."""
CourseRow = dict[str, str]


@kept
def trial_course(store: TrialStore, state: PageState) -> pd.DataFrame:
    """The dates, enrolment and reason of the shown trial: ``COLUMNS``."""
    nct_id = shown_trial(store, state)
    rows = [*_reading(store, nct_id, NOW)]
    rows += _started(store, nct_id)
    for earlier in earlier_readings(store, nct_id):
        rows += _reading(earlier, nct_id, THEN)
    full = [{**dict.fromkeys(COLUMNS, ""), **row} for row in rows]
    return pd.DataFrame(full, columns=[*COLUMNS], dtype="str")


def earlier_readings(store: TrialStore, nct_id: str) -> list[TrialStore]:
    """The other datasets that hold an earlier reading of a trial, the earliest first."""
    own = store.alone
    found = [
        each
        for each in store.others.values()
        if each is not own
        and each is not store
        and in_time(store, each)[0] is each
        and len(each.place_of(nct_id))
    ]
    return sorted(found, key=lambda each: each.date)


def _reading(store: TrialStore, nct_id: str, reading: str) -> Iterator[CourseRow]:
    row = trial(store, nct_id)
    label = f"{store.title}, data of {store.date_in_words}"
    shared = {
        "reading": reading,
        "reading_label": label,
        "source": str(row["source"]),
        "locator": str(row["locator"]),
    }
    for column, words in EVENTS.items():
        text = str(row.get(column, "") or "")
        if not text:
            continue
        stated = str(row.get(f"{column}_type", v.NOT_STATED))
        kind = OF_REGISTRY if column in BY_REGISTRY else stated
        first, last = day_of(text, first=True), day_of(text)
        yield {
            **shared,
            "event": column,
            "event_label": words,
            "value_words": text if column in BY_REGISTRY else dated(text, kind),
            "kind": kind,
            "first_day": first.isoformat() if first else "",
            "last_day": last.isoformat() if last else "",
        }
    if not pd.isna(row["enrollment"]):
        kind = str(row["enrollment_type"])
        yield {
            **shared,
            "event": ENROLMENT,
            "event_label": "Enrolment",
            "value_words": enrolled(row["enrollment"], kind),
            "kind": kind,
        }
    if str(row.get(REASON, "")):
        status = v.OVERALL_STATUS.labels[str(row["overall_status"])]
        yield {
            **shared,
            "event": REASON,
            "event_label": "Why it stopped",
            "value_words": f"{row[REASON]} ({status.lower()})",
        }


def _started(store: TrialStore, nct_id: str) -> Iterator[CourseRow]:
    """The number started in the first period of the posted flow, group by group, never added."""
    flow = store.record("results_flow", nct_id)
    if flow.empty:
        return
    groups = store.record("results_groups", nct_id)
    about = store.record("results_about", nct_id)
    units_name = str(about["flow_units"].iloc[0]) if len(about) else ""
    own = groups[groups["results_part"].astype("str") == "FLOW"]
    titles = dict(zip(own["group_id"], own["title"], strict=True))
    first = flow["period_position"].min()
    started = flow[(flow["period_position"] == first) & (flow["milestone"] == "STARTED")]
    for row in started.to_dict("records"):
        yield _started_row(row, titles, units_name)


def _started_row(row: Mapping[Any, Any], titles: Mapping[str, str], units_name: str) -> CourseRow:
    return {
        "event": STARTED,
        "event_label": STARTED_LABEL,
        "value_words": numbers_shown(row["participants"], row["units"], units_name) or NO_NUMBER,
        "kind": "ACTUAL",
        "reading": NOW,
        "reading_label": str(row["period"]),
        "group": str(titles.get(row["group_id"], row["group_id"])),
        "source": str(row["source"]),
        "locator": str(row["locator"]),
    }


def lacks(store: TrialStore, state: PageState) -> str:
    """Says why there is no course to show; empty where there is."""
    if not store.has_results:
        return "No trial of this dataset has posted results."
    if not shown_trial(store, state):
        wanted = state.results.trial
        if wanted:
            return f"{wanted} is not in this dataset."
        return "No trial with posted results fits the filters."
    return ""


def said_of_plans(frame: pd.DataFrame) -> str:
    """Names the earlier readings, or says that there is none beside the record itself."""
    then = frame.loc[frame["reading"] == THEN, "reading_label"]
    return f"Rings: as planned in {'; '.join(dict.fromkeys(then))}." if len(then) else TODAY


def counted(frame: pd.DataFrame) -> str:
    """``5 dates in the record now, 4 in an earlier one``; frame: of ``trial_course``."""
    dates = frame[frame["first_day"] != ""]
    now = int((dates["reading"] == NOW).sum())
    then = dates[dates["reading"] == THEN]
    said = f"{amount(now, 'date')} in the record now"
    if then.empty:
        return said
    earlier = then["reading_label"].nunique()
    where = "an earlier download" if earlier == 1 else f"{earlier} earlier downloads"
    return f"{said}, {len(then)} in {where}"


def in_words(frame: pd.DataFrame) -> str:
    """Each date and number in a sentence."""
    said = []
    for row in frame.to_dict("records"):
        group = f", {row['group']}" if row["group"] else ""
        earlier = f", as it stood in {row['reading_label']}" if row["reading"] == THEN else ""
        said.append(f"{row['event_label']}{group}{earlier}: {row['value_words']}.")
    return " ".join(said)
