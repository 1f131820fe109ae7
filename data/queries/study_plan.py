"""The plan of a study: arms by epochs in the words of the elements, visits on days, cycles."""

from functools import lru_cache
from math import isnan

import pandas as pd

from data.link.state import PageState
from data.model import vocabulary as v
from data.model.amounts import amount
from data.queries.study_days import length_words
from data.queries.study_designs import MAIN, STATES_KEPT, of_design, shown_design, visits
from data.store import TrialStore

CELL, VISIT, DECISION = "CELL", "VISIT", "DECISION"
PARTS = {CELL: "Arm and epoch", VISIT: "Visit", DECISION: "Decision"}
"""Kind of a row -> its words."""
TEXTS = (
    "part",
    "part_label",
    "regimen",
    "arm",
    "arm_type",
    "epoch",
    "element",
    "words",
    "visit",
    "encounter",
    "day_words",
    "window_words",
    "placement",
    "placement_label",
    "day_basis",
    "day_zero",
    "decision_kind",
    "every_words",
    "remark",
    "source",
    "locator",
)
NUMBERS = (
    "arm_position",
    "epoch_position",
    "position",
    "day",
    "window_lower",
    "window_upper",
    "first_visit",
    "last_visit",
    "start_day",
    "end_day",
    "every_days",
)
COLUMNS = (*TEXTS, *NUMBERS)


def study_plan(store: TrialStore, state: PageState) -> pd.DataFrame:
    """The study design that is shown, in rows of three kinds (``part``).

    CELL: an element of an arm in an epoch; an arm or epoch without a cell has a row, too, whose
    other side is empty. VISIT: a visit of the main timeline. DECISION: a cycle, or a way that
    skips visits, of the main timeline; words is its condition. Columns: ``COLUMNS``.
    """
    return _plan(store, shown_design(store, state))


@lru_cache(maxsize=STATES_KEPT)
def _plan(store: TrialStore, regimen: str) -> pd.DataFrame:
    parts = [_cells(store, regimen), _visits(store, regimen), _decisions(store, regimen)]
    rows = pd.concat([part.reindex(columns=list(COLUMNS)).astype("object") for part in parts])
    rows = rows.reset_index(drop=True)
    rows["part_label"] = rows["part"].map(PARTS)
    made = {name: rows[name].where(rows[name].notna(), "").astype("str") for name in TEXTS}
    made |= {name: pd.to_numeric(rows[name]).astype("float64") for name in NUMBERS}
    return pd.DataFrame(made)


def _cells(store: TrialStore, regimen: str) -> pd.DataFrame:
    arms = of_design(store.study_arms, regimen).rename(columns={"position": "arm_position"})
    epochs = of_design(store.study_epochs, regimen).rename(columns={"position": "epoch_position"})
    cells = of_design(store.study_cells, regimen)
    rows = cells.merge(arms[["arm_position", "arm", "arm_type"]], on="arm_position").merge(
        epochs[["epoch_position", "epoch"]], on="epoch_position"
    )
    rows["words"] = rows["description"]
    rows["remark"] = [
        _rules(start, end) for start, end in zip(rows["starts"], rows["ends"], strict=True)
    ]
    bare_arms = arms[~arms["arm_position"].isin(cells["arm_position"])]
    bare_epochs = epochs[~epochs["epoch_position"].isin(cells["epoch_position"])]
    rows = rows.sort_values(["arm_position", "epoch_position", "position"])
    own = ["regimen", "source", "locator"]
    bare = [
        bare_arms[["arm_position", "arm", "arm_type", *own]],
        bare_epochs[["epoch_position", "epoch", *own]],
    ]
    return pd.concat([rows, *bare], ignore_index=True).assign(part=CELL)


def _rules(starts: str, ends: str) -> str:
    """``starts: informed consent; ends: last visit``."""
    said = (f"starts: {starts}" if starts else "", f"ends: {ends}" if ends else "")
    return "; ".join(filter(None, said))


def _visits(store: TrialStore, regimen: str) -> pd.DataFrame:
    rows = visits(store, regimen)
    zero = of_design(store.study_designs, regimen)["day_zero"]
    words = str(zero.iloc[0]) if len(zero) else ""
    return rows[rows["timeline_position"] == MAIN].assign(part=VISIT, day_zero=words)


def _decisions(store: TrialStore, regimen: str) -> pd.DataFrame:
    rows = of_design(store.study_decisions, regimen)
    rows = rows[rows["timeline_position"] == MAIN]
    words = [decision_words(row) for row in rows.to_dict("records")]
    every = [_every(row) for row in rows.to_dict("records")]
    return rows.assign(
        part=DECISION,
        visit=rows["decision"],
        decision_kind=rows["kind"].astype("str"),
        words=pd.Series(words, index=rows.index, dtype="str"),
        every_words=pd.Series(every, index=rows.index, dtype="str"),
        day_basis=rows["kind"].astype("str").map(v.DECISION_KIND.labels),
    )


def _every(row: dict[str, object]) -> str:
    """``every 21 days``; empty where the file states no length of a round."""
    days = row["every_days"]
    if not isinstance(days, float) or isnan(days):
        return ""
    return f"every {length_words(days)}"


def decision_words(row: dict[str, object]) -> str:
    """A decision in a sentence; no number of rounds is made up.

    ``repeats every 21 days: “no progression”``; ``“if opted out”: goes on with Follow-up``.
    """
    condition, leads_to = str(row["condition"]), str(row["leads_to"])
    kind = str(row["kind"])
    if kind == "REPEATS":
        every = _every(row) or "how often is not stated"
        joint = " " if every.startswith("every") else ", "
        until = condition if condition.startswith("until ") else f"as long as “{condition}”"
        how_long = until if condition else "until when is not stated"
        return f"repeats{joint}{every}, {how_long}"
    then = f"goes on with “{leads_to}”" if kind == "SKIPS" else "ends here"
    return f"“{condition}”: {then}" if condition else then


def counted(frame: pd.DataFrame) -> str:
    """``3 arms, 5 epochs, 16 visits``."""
    cells = frame[frame["part"] == CELL]
    arms, epochs = (cells[name].nunique() for name in ("arm_position", "epoch_position"))
    held = int((frame["part"] == VISIT).sum())
    return f"{amount(arms, 'arm')}, {amount(epochs, 'epoch')}, {amount(held, 'visit')}"


def in_words(frame: pd.DataFrame) -> str:
    """Arms with their elements, then the visits with their days, then the decisions."""
    if frame.empty:
        return "No arm and no visit is stated."
    parts = []
    cells = frame[frame["part"] == CELL]
    for _, own in cells[cells["arm"] != ""].groupby("arm_position", sort=False):
        said = [
            f"{row.epoch}: {', '.join(filter(None, (row.element, row.words))) or 'not stated'}"
            for row in own.itertuples()
            if row.epoch
        ]
        arm = own["arm"].iloc[0]
        parts.append(f"Arm {arm}: {'; '.join(said) or 'no epoch stated'}.")
    visits_said = [
        ", ".join(filter(None, (row.visit, row.day_words, row.window_words)))
        for row in frame[frame["part"] == VISIT].itertuples()
    ]
    if visits_said:
        parts.append(f"Visits: {'; '.join(visits_said)}.")
    parts += [
        f"Decision {row.visit}: {row.words}."
        for row in frame[frame["part"] == DECISION].itertuples()
    ]
    return " ".join(parts)


def left_out(frame: pd.DataFrame) -> str:
    """The visits that are not on the day axis, with the reasons."""
    rows = frame[(frame["part"] == VISIT) & (frame["placement"] == v.NOT_PLACED)]
    if rows.empty:
        return ""
    said = [f"“{row.visit}” ({row.day_basis})" for row in rows.head(6).itertuples()]
    more = f" and {len(rows) - 6} more" if len(rows) > 6 else ""
    return f"Without a day: {', '.join(said)}{more}."
