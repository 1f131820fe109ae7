"""What changed in the registry between two readings of the same trials."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from data import vocabulary as v
from data.schema import SEPARATOR
from data.store import TrialStore

NOT_SEEN = "NOT_SEEN"
"""In a reading: nobody looked or the page was cut off, which is not the same as not stated."""
NONE_STATED_WORDS = "None stated"
TEXT_ABSENT = ""


@dataclass(frozen=True)
class ComparedField:
    """A column that both readings have; ``vocabulary`` where its values are codes."""

    name: str
    label: str
    vocabulary: v.Vocabulary | None = None

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
    ComparedField("overall_status", "Status", v.OVERALL_STATUS),
    ComparedField("phase", "Phase", v.PHASE),
    ComparedField("enrollment", "Enrolment"),
    ComparedField("enrollment_type", "Enrolment type", v.ENROLLMENT_TYPE),
    ComparedField("study_type", "Study type", v.STUDY_TYPE),
    ComparedField("allocation", "Allocation", v.ALLOCATION),
    ComparedField("intervention_model", "Intervention model", v.INTERVENTION_MODEL),
    ComparedField("masking", "Masking", v.MASKING),
    ComparedField("primary_purpose", "Primary purpose", v.PRIMARY_PURPOSE),
    ComparedField("start_date", "Start"),
    ComparedField("primary_completion_date", "Primary completion"),
    ComparedField("completion_date", "Completion"),
    ComparedField("sponsor", "Lead sponsor"),
    ComparedField("has_results", "Results posted", v.YES_NO),
)
FACT_NAMES = {"sponsor": "lead_sponsor"}
"""Column -> what the fact is called in ``registry_facts``, where it differs."""
FACT_COLUMNS = ("remark", "url", "version", "from_free_text", "page_named", "locator")


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
    cells = facts["value"].where(facts["state"] != NOT_SEEN, NOT_SEEN)
    wide = facts.assign(cell=cells).pivot(index="nct_id", columns="field", values="cell")
    rows = store.trials[["nct_id", "title"]].drop_duplicates("nct_id")
    columns = {
        field.name: rows["nct_id"].map(wide[FACT_NAMES.get(field.name, field.name)])
        for field in FIELDS
    }
    return rows.assign(**columns).fillna(NOT_SEEN).reset_index(drop=True)


def changes(then: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """One row a trial in both readings and field.

    Columns: nct_id, title, field, field_label, then, then_words, now, now_words, change (codes
    of CHANGE, ordered), change_label. A value that the later page says is none counts as
    changed; nothing seen later is NOT_SEEN whatever was stated before.
    """
    both = then.merge(now.drop(columns="title"), on="nct_id", suffixes=("_then", "_now"))
    parts = [_field_changes(both, field) for field in FIELDS]
    rows = pd.concat(parts, ignore_index=True)
    place = {nct_id: number for number, nct_id in enumerate(both["nct_id"])}
    rows = rows.assign(place=rows["nct_id"].map(place))
    return rows.sort_values("place", kind="stable", ignore_index=True).drop(columns="place")


def _field_changes(both: pd.DataFrame, field: ComparedField) -> pd.DataFrame:
    then = both[f"{field.name}_then"].astype("object")
    now = both[f"{field.name}_now"].astype("object")
    change = pd.Series("CHANGED", index=both.index, dtype="object")
    change[then == ""] = "NEWLY_STATED"
    change[then == now] = "UNCHANGED"
    change[now == NOT_SEEN] = NOT_SEEN
    now_words = [
        NONE_STATED_WORDS if before and after == "" else field.words(after)
        for before, after in zip(then, now, strict=True)
    ]
    codes = list(v.CHANGE.codes)
    return pd.DataFrame(
        {
            "nct_id": both["nct_id"],
            "title": both["title"],
            "field": field.name,
            "field_label": field.label,
            "then": then,
            "then_words": [field.words(value) for value in then],
            "now": now,
            "now_words": now_words,
            "change": pd.Categorical(change, categories=codes, ordered=True),
            "change_label": change.map(v.CHANGE.labels),
        }
    )


def since_review(store: TrialStore) -> pd.DataFrame:
    """The review's snapshot against the later facts: ``changes`` and where each fact stands.

    Adds remark, url, version, from_free_text, page_named, locator.
    """
    rows = changes(reading(store.trials), later_facts(store))
    facts = store.registry_facts
    columns = {name: column for column, name in FACT_NAMES.items()}
    found = facts.assign(field=facts["field"].replace(columns))[["nct_id", "field", *FACT_COLUMNS]]
    return rows.merge(found, on=["nct_id", "field"], how="left")


def status_counts(rows: pd.DataFrame) -> dict[str, int]:
    """Status in the later reading -> trials, in the registry's order; not seen comes last."""
    status = rows.loc[rows["field"] == "overall_status", "now"]
    held = status.value_counts().to_dict()
    order = (*v.OVERALL_STATUS.codes, "", NOT_SEEN)
    return {code: int(held[code]) for code in order if code in held}


STATUS_IN_A_SENTENCE: Mapping[str, str] = {
    **{code: label.lower() for code, label in v.OVERALL_STATUS.labels.items()},
    "UNKNOWN": "unknown",
    "": "not stated",
    NOT_SEEN: "not found",
}


def in_words(rows: pd.DataFrame) -> str:
    """``12 completed, 4 unknown, 1 terminated, 1 withdrawn, 1 not found``: most first."""
    counts = sorted(status_counts(rows).items(), key=lambda item: (item[0] == NOT_SEEN, -item[1]))
    return ", ".join(f"{n:,} {STATUS_IN_A_SENTENCE[code]}" for code, n in counts)
