"""The schedule of activities of a study: who is to do what at which visit."""

from functools import lru_cache

import pandas as pd

from data.link.state import PageState
from data.model.amounts import amount
from data.queries.study_designs import STATES_KEPT, of_design, shown_design, visits
from data.store import TrialStore

DONE, CONDITION, NOTHING = "DONE", "CONDITION", "NOTHING"
MARKS = {
    DONE: "Done at this visit",
    CONDITION: "Done under a condition",
    NOTHING: "Nothing at this visit",
}
"""State of a row -> its words; ``NOTHING`` is a visit, or an activity, without the other."""
VISIT_COLUMNS = (
    "timeline_position",
    "timeline",
    "timeline_kind",
    "starts",
    "visit_position",
    "visit",
    "encounter",
    "contact",
    "epoch_position",
    "epoch",
    "day",
    "window_lower",
    "window_upper",
    "day_words",
    "window_words",
    "placement",
    "placement_label",
    "day_basis",
    "remark",
)
ACTIVITY_COLUMNS = ("activity_position", "activity", "runs")
COLUMNS = (
    "regimen",
    *ACTIVITY_COLUMNS,
    *VISIT_COLUMNS,
    "mark",
    "mark_label",
    "condition",
    "source",
    "locator",
)


def activity_schedule(store: TrialStore, state: PageState) -> pd.DataFrame:
    """One row an activity and visit at which it is done, of the study design that is shown.

    A visit at which nothing is done, and an activity that no visit has, has a row of its own, with
    the other side empty. Order: activity, timeline, visit; those without an activity at the end.

    Columns: ``COLUMNS``; runs is the sub-timeline that an activity runs, empty without one;
    timeline_position 1 is the main timeline; a position is missing where its side is empty.
    """
    return _schedule(store, shown_design(store, state))


@lru_cache(maxsize=STATES_KEPT)
def _schedule(store: TrialStore, regimen: str) -> pd.DataFrame:
    lines = of_design(store.study_timelines, regimen)
    names = dict(zip(lines["position"].tolist(), lines["timeline"].tolist(), strict=True))
    activities = of_design(store.study_activities, regimen).rename(
        columns={"position": "activity_position"}
    )
    runs = [names.get(at, "") if at is not pd.NA else "" for at in activities["timeline_position"]]
    activities = activities.assign(runs=pd.Series(runs, dtype="str"))
    own_visits = visits(store, regimen).rename(columns={"position": "visit_position"})
    done = of_design(store.activity_visits, regimen)
    rows = done.merge(activities[list(ACTIVITY_COLUMNS)], on="activity_position").merge(
        own_visits[list(VISIT_COLUMNS)], on=["timeline_position", "visit_position"]
    )
    rows["mark"] = (rows["condition"] != "").map({True: CONDITION, False: DONE})
    rows = rows.sort_values(
        ["activity_position", "timeline_position", "visit_position"], kind="stable"
    )
    places = done[["timeline_position", "visit_position"]].apply(tuple, axis=1)
    own_places = own_visits[["timeline_position", "visit_position"]].apply(tuple, axis=1)
    idle_visits = own_visits[~own_places.isin(set(places))] if len(own_visits) else own_visits
    idle = activities[~activities["activity_position"].isin(done["activity_position"])]
    made = pd.concat(
        [rows, idle.assign(mark=NOTHING), idle_visits.assign(mark=NOTHING)], ignore_index=True
    )
    made["mark_label"] = made["mark"].map(MARKS)
    made = made.reindex(columns=list(COLUMNS))
    texts = [name for name in COLUMNS if made[name].dtype in ("str", "object")]
    return made.assign(
        **{name: made[name].astype("str").where(made[name].notna(), "") for name in texts}
    )


def counted(frame: pd.DataFrame) -> str:
    """``36 activities at 24 visits``; the points of sub-timelines are visits, too."""
    visits_in = frame.loc[frame["visit"] != "", ["timeline_position", "visit_position"]]
    number = frame.loc[frame["activity"] != "", "activity_position"].nunique()
    held = amount(len(visits_in.drop_duplicates()), "visit")
    return f"{amount(number, 'activity', 'activities')} at {held}"


def in_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of the data table, with a word for a side that is empty."""
    return frame.assign(
        activity=frame["activity"].where(frame["activity"] != "", "no activity"),
        visit=frame["visit"].where(frame["visit"] != "", "at no visit"),
    )


def in_words(frame: pd.DataFrame) -> str:
    """Each visit with its day and its activities."""
    if frame.empty:
        return "No activity is scheduled."
    parts = []
    order = frame[frame["visit"] != ""].sort_values(
        ["timeline_position", "visit_position", "activity_position"], kind="stable"
    )
    for (line, _), own in order.groupby(["timeline_position", "visit_position"], sort=False):
        first = own.iloc[0]
        names = [
            f"{row.activity}{' (under a condition)' if row.mark == CONDITION else ''}"
            for row in own.itertuples()
            if row.activity
        ]
        where = "" if line == 1 else f"{first['timeline']}, "
        days = ", ".join(filter(None, (first["day_words"], first["window_words"])))
        parts.append(f"{where}{first['visit']}, {days}: {', '.join(names) or 'no activity'}.")
    idle = frame.loc[frame["visit"] == "", "activity"].tolist()
    if idle:
        parts.append(f"At no visit: {', '.join(idle)}.")
    return " ".join(parts)


def left_out(frame: pd.DataFrame) -> str:
    """The things that the matrix cannot place: activities at no visit, visits without a day."""
    said = []
    idle = frame.loc[frame["visit"] == "", "activity"].nunique()
    if idle:
        verb = "stands" if idle == 1 else "stand"
        said.append(f"{amount(idle, 'activity', 'activities')} of the file {verb} at no visit.")
    undated = frame[(frame["placement"] == "NOT_PLACED") & (frame["timeline_position"] == 1)]
    number = undated["visit_position"].nunique()
    if number:
        verb = "has" if number == 1 else "have"
        said.append(f"{amount(number, 'visit')} of the main timeline {verb} no day.")
    return " ".join(said)
