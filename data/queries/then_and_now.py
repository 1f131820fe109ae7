"""What changed in the registry between two readings of the same trials."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data import vocabulary as v
from data.options import ThenAndNowOptions
from data.queries.trials import matching
from data.schema import SEPARATOR
from data.state import PageState
from data.store import TrialStore

NOT_SEEN = "NOT_SEEN"
"""In a reading: nobody looked or the page was cut off, which is not the same as not stated."""
NONE_STATED_WORDS = "None stated"
TEXT_ABSENT = ""
NO_SECOND = (
    "This dataset is one reading of the registry; there is no second one to compare it with. "
    "The built-in review was looked up again later."
)
ARROW = " → "
MOST_TRIALS = 200
"""Trials that are listed one by one; counts are of all."""


@dataclass(frozen=True)
class ComparedField:
    """A column that both readings have; ``vocabulary`` where its values are codes."""

    name: str
    vocabulary: v.Vocabulary | None = None

    @property
    def label(self) -> str:
        return v.COMPARED_FIELD.labels[self.name]

    def words(self, value: str) -> str:
        """The value in a reader's words."""
        if value in (TEXT_ABSENT, v.NOT_STATED):
            return "Not stated"
        if value == NOT_SEEN:
            return "Not seen"
        if self.vocabulary is None:
            return value
        labels = self.vocabulary.labels
        return "; ".join(labels.get(code, code) for code in value.split(SEPARATOR))


FIELDS = (
    ComparedField("overall_status", v.OVERALL_STATUS),
    ComparedField("phase", v.PHASE),
    ComparedField("enrollment"),
    ComparedField("enrollment_type", v.ENROLLMENT_TYPE),
    ComparedField("study_type", v.STUDY_TYPE),
    ComparedField("allocation", v.ALLOCATION),
    ComparedField("intervention_model", v.INTERVENTION_MODEL),
    ComparedField("masking", v.MASKING),
    ComparedField("primary_purpose", v.PRIMARY_PURPOSE),
    ComparedField("start_date"),
    ComparedField("primary_completion_date"),
    ComparedField("completion_date"),
    ComparedField("sponsor"),
    ComparedField("has_results", v.YES_NO),
)
FACT_NAMES = {"sponsor": "lead_sponsor"}
"""Column -> what the fact is called in ``registry_facts``, where it differs."""
FACT_COLUMNS = ("remark", "url", "version", "from_free_text", "page_named", "source", "locator")
RECORD = "https://clinicaltrials.gov/study/{}"
DRAWN = ("phase", "overall_status", "enrollment")
"""The fields of the figure."""


def reading(trials: pd.DataFrame) -> pd.DataFrame:
    """One row a trial: nct_id, title and every compared field as text; empty is not stated."""
    columns = {"nct_id": trials["nct_id"], "title": trials["title"]}
    for field in FIELDS:
        if field.name in trials:
            text = trials[field.name].astype("str").where(trials[field.name].notna(), "")
            columns[field.name] = text.replace(v.NOT_STATED, "")
        else:
            columns[field.name] = pd.Series("", index=trials.index, dtype="str")
    return pd.DataFrame(columns).drop_duplicates("nct_id").reset_index(drop=True)


def later_facts(store: TrialStore) -> pd.DataFrame:
    """The later registry facts as a reading; what was not seen holds ``NOT_SEEN``."""
    facts = store.registry_facts
    cells = {
        (nct_id, field): NOT_SEEN if state == NOT_SEEN else value
        for nct_id, field, state, value in zip(
            facts["nct_id"], facts["field"], facts["state"], facts["value"], strict=True
        )
    }
    rows = store.trials[["nct_id", "title"]].drop_duplicates("nct_id")
    columns = {
        field.name: [
            cells.get((nct_id, FACT_NAMES.get(field.name, field.name)), NOT_SEEN)
            for nct_id in rows["nct_id"]
        ]
        for field in FIELDS
    }
    return rows.assign(**columns).reset_index(drop=True)


@dataclass(frozen=True)
class Readings:
    """Two readings of trials, what each is called, and where the facts of the later one stand.

    facts: nct_id, field and ``FACT_COLUMNS``; without rows each fact stands in its record.
    """

    then: pd.DataFrame
    now: pd.DataFrame
    then_label: str
    now_label: str
    facts: pd.DataFrame


def readings_of(store: TrialStore) -> Readings | None:
    """The dataset against what was read of the same trials later; none where nothing was."""
    facts = store.registry_facts
    if facts.empty:
        return None
    columns = {name: column for column, name in FACT_NAMES.items()}
    found = facts.assign(field=facts["field"].replace(columns))[["nct_id", "field", *FACT_COLUMNS]]
    return Readings(
        reading(store.trials), later_facts(store), store.title, "Later registry pages", found
    )


def between(then: TrialStore, now: TrialStore) -> Readings:
    """Two datasets that may share trials."""
    facts = pd.DataFrame(columns=["nct_id", "field", *FACT_COLUMNS], dtype="str")
    earlier, later = (f"{store.title} ({store.date})" for store in (then, now))
    return Readings(reading(then.trials), reading(now.trials), earlier, later, facts)


@dataclass(frozen=True)
class Compared:
    """What became of the trials of one reading in another.

    Attributes:
        rows: every field of the trials listed, at most ``MOST_TRIALS``: the columns of
            ``changes`` and of the facts, and ``chosen``: whether the options ask for the cell.
        counts: one row a field, one column a kind of change: all trials in both readings.
        statuses: the later status of all trials in both readings.
        listed, left_out: trials in ``rows``, and those that the cap leaves out.
        shared, only_then, only_now: trials in both readings and in one of them alone.
    """

    rows: pd.DataFrame
    counts: pd.DataFrame
    statuses: pd.Series
    listed: int
    left_out: int
    shared: int
    only_then: int
    only_now: int


def compare(readings: Readings, wanted: pd.Series, options: ThenAndNowOptions) -> Compared:
    """The trials with these numbers in both readings, those listed that hold a chosen cell."""
    then = readings.then[readings.then["nct_id"].isin(wanted)]
    both = _both(then, readings.now)
    codes = np.column_stack([_change(both, field) for field in FIELDS])
    names = [field.name for field in FIELDS]
    fields = list(options.field or names)
    kinds = list(options.change or v.CHANGE.codes)
    hit = both.loc[
        np.isin(codes[:, [names.index(each) for each in fields]], kinds).any(axis=1), "nct_id"
    ]
    listed = hit.head(MOST_TRIALS)
    rows = changes(then[then["nct_id"].isin(listed)], readings.now)
    chosen = rows["field"].isin(fields) & rows["change"].isin(kinds)
    return Compared(
        rows=_located(rows.assign(chosen=chosen), readings),
        counts=pd.DataFrame(
            {code: (codes == code).sum(axis=0) for code in v.CHANGE.codes}, index=names
        ),
        statuses=both["overall_status_now"],
        listed=len(listed),
        left_out=len(hit) - len(listed),
        shared=len(both),
        only_then=len(then) - len(both),
        only_now=int((~readings.now["nct_id"].isin(readings.then["nct_id"])).sum()),
    )


@lru_cache(maxsize=16)
def of_state(store: TrialStore, state: PageState) -> Compared | None:
    """What a page shows: the trials that match the filters; none where nothing is compared.

    A page asks several times for the same; nothing changes a store or what is made here.
    """
    readings = readings_of(store)
    if readings is None:
        return None
    wanted = store.trials.loc[matching(store, state.filters), "nct_id"]
    return compare(readings, wanted, state.then_and_now)


def _located(rows: pd.DataFrame, readings: Readings) -> pd.DataFrame:
    """The rows with where each fact stands; without facts, that is the trial's record."""
    if len(readings.facts):
        return rows.merge(readings.facts, on=["nct_id", "field"], how="left")
    return rows.assign(
        remark="",
        url=[RECORD.format(number) for number in rows["nct_id"]],
        version=readings.now_label,
        from_free_text="NO",
        page_named="",
        source=readings.now_label,
        locator=[
            f"{number}, {field}"
            for number, field in zip(rows["nct_id"], rows["field"], strict=True)
        ],
    )


def _both(then: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """One row a trial in both readings, in the order of the first."""
    return then.merge(now.drop(columns="title"), on="nct_id", suffixes=("_then", "_now"))


def changes(then: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """One row a trial in both readings and field.

    Columns: nct_id, title, field, field_label, then, then_words, now, now_words, change (codes
    of CHANGE, ordered), change_label, words (the cell in a reader's words). A value that the
    later page says is none counts as changed; nothing seen later is NOT_SEEN whatever was
    stated before.
    """
    both = _both(then, now)
    cells = {field.name: _field_changes(both, field) for field in FIELDS}
    records = [
        (nct_id, title, field.name, field.label, *cells[field.name][number])
        for number, (nct_id, title) in enumerate(zip(both["nct_id"], both["title"], strict=True))
        for field in FIELDS
    ]
    rows = pd.DataFrame(records, columns=[*("nct_id", "title", "field", "field_label"), *CELL])
    codes = list(v.CHANGE.codes)
    return rows.assign(change=pd.Categorical(rows["change"], categories=codes, ordered=True))


CELL = ("then", "then_words", "now", "now_words", "change", "change_label", "words")


def _change(both: pd.DataFrame, field: ComparedField) -> NDArray[np.object_]:
    """Codes of CHANGE, one a trial."""
    then = both[f"{field.name}_then"].to_numpy(dtype=object)
    now = both[f"{field.name}_now"].to_numpy(dtype=object)
    stated = np.where(then == "", "NEWLY_STATED", "CHANGED")
    seen = np.where(then == now, "UNCHANGED", stated)
    return np.where(now == NOT_SEEN, NOT_SEEN, seen).astype(object)


def _field_changes(both: pd.DataFrame, field: ComparedField) -> list[tuple[str, ...]]:
    """The parts ``CELL`` of one field, a row a trial."""
    return [
        _cell(field, str(then), str(now), str(change))
        for then, now, change in zip(
            both[f"{field.name}_then"],
            both[f"{field.name}_now"],
            _change(both, field),
            strict=True,
        )
    ]


def _cell(field: ComparedField, then: str, now: str, change: str) -> tuple[str, ...]:
    before = field.words(then)
    after = NONE_STATED_WORDS if then and now == "" else field.words(now)
    words = f"{before}{ARROW}{after}" if change == "CHANGED" else after
    return then, before, now, after, change, v.CHANGE.labels[change], words


def since_review(store: TrialStore) -> pd.DataFrame:
    """The review's snapshot against the later facts: ``changes`` and where each fact stands."""
    compared = of_state(store, PageState())
    return pd.DataFrame() if compared is None else compared.rows


def by_trial(store: TrialStore, state: PageState) -> pd.DataFrame:
    """One row a listed trial for the figure.

    Columns: nct_id, title, and for each field of ``DRAWN`` field_then, field_now, field_change,
    field_then_words, field_now_words, field_words; enrollment_kind: what the later number
    counts, in a word; is_actual: whether it counts people who took part.
    """
    compared = of_state(store, state)
    columns = [
        *("nct_id", "title"),
        *(f"{field}_{part}" for field in DRAWN for part in PARTS),
        *("enrollment_kind", "is_actual", "trials_left_out"),
    ]
    if compared is None or compared.rows.empty:
        return pd.DataFrame(columns=columns)
    rows = compared.rows.astype({"change": "str"})
    table = rows.drop_duplicates("nct_id")[["nct_id", "title"]].set_index("nct_id")
    for field in (*DRAWN, "enrollment_type"):
        own = rows[rows["field"] == field].set_index("nct_id")
        for part in PARTS:
            table[f"{field}_{part}"] = own[part]
    table["enrollment_kind"] = [
        _kind(*cell)
        for cell in zip(table["overall_status_now"], table["enrollment_type_now"], strict=True)
    ]
    table["is_actual"] = table["enrollment_kind"] == ACTUAL
    table["trials_left_out"] = compared.left_out
    return table.reset_index()[columns]


PARTS = ("then", "now", "change", "then_words", "now_words", "words")
ACTUAL, ESTIMATED, PLANNED, UNKNOWN_KIND = "actual", "estimated", "withdrawn", "kind not seen"


def _kind(status: str, enrollment_type: str) -> str:
    """What an enrolment counts; that of a withdrawn trial was never more than a plan."""
    if status == "WITHDRAWN":
        return PLANNED
    return {"ACTUAL": ACTUAL, "ESTIMATED": ESTIMATED}.get(enrollment_type, UNKNOWN_KIND)


def status_counts(statuses: pd.Series) -> dict[str, int]:
    """Later status -> trials, in the registry's order; not seen comes last."""
    held = statuses.value_counts().to_dict()
    order = (*v.OVERALL_STATUS.codes, "", NOT_SEEN)
    return {code: int(held[code]) for code in order if code in held}


STATUS_IN_A_SENTENCE: Mapping[str, str] = {
    **{code: label.lower() for code, label in v.OVERALL_STATUS.labels.items()},
    "UNKNOWN": "unknown",
    "": "not stated",
    NOT_SEEN: "not found",
}


def in_words(statuses: pd.Series) -> str:
    """``12 completed, 4 unknown, 1 terminated, 1 withdrawn, 1 not found``: most first."""
    counts = sorted(
        status_counts(statuses).items(), key=lambda item: (item[0] == NOT_SEEN, -item[1])
    )
    return ", ".join(f"{n:,} {STATUS_IN_A_SENTENCE[code]}" for code, n in counts)
