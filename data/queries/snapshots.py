"""Two readings of the registry side by side: which trials they share, and what changed.

A reading holds each field as integer codes of its distinct texts. Two of them are compared by
their codes, so that half a million trials on each side cost a fraction of a second.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from functools import cached_property, lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.index.index_arrays import NONE, encoded, rows_of_trials
from data.model import vocabulary as v
from data.model.schema import SEPARATOR
from data.queries.compared_parts import PART_OF, PARTS, fingerprints, is_held
from data.queries.record_reading import Stated, stated_in_records
from data.queries.trial_words import Positions
from data.store import TrialStore

NOT_SEEN = "NOT_SEEN"
"""In a reading: nobody looked or the page was cut off, which is not the same as not stated."""
TEXT_ABSENT = ""
DAY = re.compile(r"\d{4}(-\d{2}){0,2}")
COMPARISONS_KEPT = 4
STORES_KEPT = 8
WordArray = NDArray[np.object_]
Kinds = NDArray[np.int8]
"""Places in the codes of CHANGE."""
UNCHANGED, CHANGED, NEWLY_STATED, BEFORE, UNDATED, UNSEEN, UNHELD = range(len(v.CHANGE.codes))
LATER = -1
"""Beside the kinds that hold a value apart: it is of a later version, which may be compared."""
NOT_IN_FILE = "NOT_IN_FILE"
APART = ("BEFORE_SNAPSHOT", "VERSION_NOT_STATED")
"""Kinds of values that are not later for certain, and so are no change."""


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
    ComparedField("results_first_posted"),
    ComparedField("sex", v.SEX),
    ComparedField("minimum_age"),
    ComparedField("maximum_age"),
)
"""The fields of one value, which are compared by its code."""
FIELD_OF: Mapping[str, ComparedField] = {field.name: field for field in FIELDS}
OF_PAGES = tuple(field.name for field in FIELDS[:14])
"""The fields that registry pages were read for."""
FACT_NAMES = {"sponsor": "lead_sponsor"}
"""Column -> what the fact is called in ``registry_facts``, where it differs."""
FACT_COLUMNS = (
    *("remark", "url", "version", "version_date", "from_free_text", "page_named"),
    *("source", "then_locator", "locator"),
)


def reading(trials: pd.DataFrame) -> pd.DataFrame:
    """One row a trial: nct_id, title and every compared field as a category of texts.

    An empty text is not stated. The index is the place of the row among ``trials``.
    """
    columns = {"nct_id": trials["nct_id"], "title": trials["title"]}
    silent = pd.Series(TEXT_ABSENT, index=trials.index, dtype="category")
    columns |= {
        field.name: _as_category(trials[field.name]) if field.name in trials else silent
        for field in FIELDS
    }
    found = pd.DataFrame(columns).set_axis(pd.RangeIndex(len(trials)), axis="index")
    twice = found["nct_id"].duplicated()
    return found[~twice] if twice.any() else found


def _as_category(column: pd.Series) -> pd.Series:
    """The column as distinct texts; a gap and NOT_STATED are the empty text."""
    codes, texts = encoded(column)
    texts = [TEXT_ABSENT if text == v.NOT_STATED else text for text in texts]
    places = {text: place for place, text in enumerate(dict.fromkeys((*texts, TEXT_ABSENT)))}
    # a gap is the code -1, so it takes the last
    place_of = np.array([*(places[text] for text in texts), places[TEXT_ABSENT]], dtype=np.int32)
    values = pd.Categorical.from_codes(place_of[codes], categories=list(places))
    return pd.Series(values, index=column.index)


def added_by_records(store: TrialStore) -> dict[tuple[str, str], Stated]:
    """(trial, field) -> what a record states where the snapshot states nothing."""
    printed = reading(store.trials).set_index("nct_id")
    return {
        (nct_id, name): stated
        for (nct_id, name), stated in stated_in_records(store).items()
        if printed.at[nct_id, name] == TEXT_ABSENT
    }


def snapshot(store: TrialStore) -> pd.DataFrame:
    """``reading`` of the trials, with what their records add."""
    added = added_by_records(store)
    found = reading(store.trials).astype({field.name: "object" for field in FIELDS})
    for (nct_id, name), stated in added.items():
        found.loc[found["nct_id"] == nct_id, name] = stated.value
    return found.assign(**{field.name: _as_category(found[field.name]) for field in FIELDS})


def facts_seen(store: TrialStore) -> pd.DataFrame:
    """The registry facts as a reading; what was not seen holds ``NOT_SEEN``."""
    facts = store.registry_facts
    cells = {
        (nct_id, field): NOT_SEEN if state == NOT_SEEN else value
        for nct_id, field, state, value in zip(
            facts["nct_id"], facts["field"], facts["state"], facts["value"], strict=True
        )
    }
    rows = store.trials[["nct_id", "title"]].drop_duplicates("nct_id")
    columns = {
        field.name: pd.Categorical(
            [
                cells.get((nct_id, FACT_NAMES.get(field.name, field.name)), NOT_SEEN)
                for nct_id in rows["nct_id"]
            ]
        )
        for field in FIELDS
    }
    return rows.assign(**columns).reset_index(drop=True)


def held_apart(store: TrialStore) -> Mapping[str, Kinds]:
    """Field -> BEFORE, UNDATED or LATER of each trial's fact, in the order of ``facts_seen``."""
    facts = store.registry_facts
    ages = {
        (nct_id, field): age_of(date, store.date)
        for nct_id, field, date in zip(
            facts["nct_id"], facts["field"], facts["version_date"], strict=True
        )
    }
    ids = store.trials["nct_id"].drop_duplicates()
    return {
        field.name: np.array(
            [ages.get((each, FACT_NAMES.get(field.name, field.name)), UNDATED) for each in ids],
            dtype=np.int8,
        )
        for field in FIELDS
    }


def age_of(version: str, snapshot_date: str) -> int:
    """LATER or BEFORE of the snapshot; UNDATED where dates do not tell, as within its month."""
    is_later = _is_later(version, snapshot_date)
    return UNDATED if is_later is None else LATER if is_later else BEFORE


@dataclass(frozen=True)
class Shared:
    """The places of the trials in both readings, in the order of the earlier one."""

    then: Positions
    now: Positions


@dataclass(frozen=True)
class FieldWords:
    """The text and the words of each code of a field, in either reading."""

    then_texts: WordArray
    then: WordArray
    now_texts: WordArray
    now: WordArray


@dataclass(frozen=True, eq=False)
class Readings:
    """Two readings of trials, what each is called, and where the facts of the later one stand.

    Attributes:
        then, now: as of ``reading``.
        facts: nct_id, field and ``FACT_COLUMNS``; without rows each fact stands in its record.
        filters_then: whether filters choose among the trials of the earlier reading.
        sources: the sources of the two, for a row of the file.
        undated: why the dates of data do not tell which is the earlier one; empty if they do.
        fields: the names of what is compared, in their order.
        unheld_then, unheld_now: those for which one of two datasets has no room.
        stores: the two datasets, the earlier one first; none where pages are compared.
        apart: field -> of each trial of the later reading BEFORE, UNDATED or LATER; a field
            without an entry is of later versions alone.
        records: what registry records add to the earlier reading.
        before: the date of the snapshot, where only one of the readings is a dataset.
    """

    then: pd.DataFrame
    now: pd.DataFrame
    then_label: str
    now_label: str
    facts: pd.DataFrame
    filters_then: bool = True
    sources: str = ""
    undated: str = ""
    fields: tuple[str, ...] = OF_PAGES
    unheld_then: frozenset[str] = frozenset()
    unheld_now: frozenset[str] = frozenset()
    stores: tuple[TrialStore, ...] = ()
    apart: Mapping[str, Kinds] = attribute(default_factory=dict)
    records: Mapping[tuple[str, str], Stated] = attribute(default_factory=dict)
    before: str = ""

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of change that may occur: of two datasets every value is dated and seen."""
        never = (*APART, NOT_SEEN) if self.are_datasets else (NOT_IN_FILE,)
        return tuple(code for code in v.CHANGE.codes if code not in never)

    @property
    def unheld(self) -> frozenset[str]:
        """The fields that are not compared, as one of the datasets has no room for them."""
        return self.unheld_then | self.unheld_now

    @property
    def are_datasets(self) -> bool:
        """Says whether both are datasets; else the later one is of facts that name pages."""
        return self.facts.empty

    @property
    def filtered(self) -> pd.DataFrame:
        """The reading among whose trials filters choose."""
        return self.then if self.filters_then else self.now

    @cached_property
    def shared(self) -> Shared:
        place = rows_of_trials(self.now["nct_id"], self.then["nct_id"])
        held = np.flatnonzero(place != NONE).astype(np.int32)
        return Shared(held, place[held])

    @cached_property
    def changes(self) -> Kinds:
        """Kind of change: one row a shared trial, one column a field."""
        columns = [self._kinds_of(name) for name in self.fields]
        return (
            np.column_stack(columns) if columns else np.zeros((len(self.shared.then), 0), np.int8)
        )

    def _kinds_of(self, name: str) -> Kinds:
        if name in self.unheld:
            return np.full(len(self.shared.then), UNHELD, dtype=np.int8)
        return self._changes_of_part(name) if name in PART_OF else self._changes_of(name)

    def places_in_stores(self, places: Positions) -> tuple[Positions, Positions]:
        """The rows that shared trials have among the trials of the two datasets."""
        then, now = self.shared.then[places], self.shared.now[places]
        return self.then.index.to_numpy()[then], self.now.index.to_numpy()[now]

    def _changes_of_part(self, name: str) -> Kinds:
        """The kinds of a part, by the fingerprints of its rows."""
        places = self.places_in_stores(np.arange(len(self.shared.then)))
        then, now = (
            fingerprints(store, PART_OF[name]).of_trial[own]
            for store, own in zip(self.stores, places, strict=True)
        )
        kinds = np.where(then == 0, NEWLY_STATED, CHANGED).astype(np.int8)
        kinds[then == now] = UNCHANGED
        return kinds

    def _changes_of(self, name: str) -> Kinds:
        before, after = self.then[name].array, self.now[name].array
        then, now = before.codes[self.shared.then], after.codes[self.shared.now]
        same = after.categories.get_indexer(before.categories)
        was_silent = before.categories == TEXT_ABSENT
        is_unseen = after.categories == NOT_SEEN
        kinds = np.where(was_silent[then], NEWLY_STATED, CHANGED).astype(np.int8)
        kinds[same[then] == now] = UNCHANGED
        if name in self.apart:
            own = self.apart[name][self.shared.now]
            kinds = np.where(own == LATER, kinds, own)
        kinds[is_unseen[now]] = UNSEEN
        return kinds

    @cached_property
    def words(self) -> Mapping[str, FieldWords]:
        """Field -> the texts and words of its codes."""
        return {
            name: FieldWords(
                *_in_words(FIELD_OF[name], self.then[name]),
                *_in_words(FIELD_OF[name], self.now[name]),
            )
            for name in self.fields
            if name in FIELD_OF
        }


def _in_words(field: ComparedField, column: pd.Series) -> tuple[WordArray, WordArray]:
    texts = np.array(column.array.categories.tolist(), dtype=object)
    return texts, np.array([field.words(text) for text in texts], dtype=object)


def of_the_review(store: TrialStore) -> Readings | None:
    """The dataset against registry pages of the same trials; none where none was read."""
    facts = store.registry_facts
    if facts.empty:
        return None
    return Readings(
        snapshot(store),
        facts_seen(store),
        store.title,
        "Registry pages",
        _with_origin(store),
        apart=held_apart(store),
        records=added_by_records(store),
        before=store.date,
    )


def _with_origin(store: TrialStore) -> pd.DataFrame:
    """The facts of the compared fields; ``source`` names those of the earlier value as well.

    The earlier value stands in the trial's row, or in the record that adds it.
    """
    columns = {name: column for column, name in FACT_NAMES.items()}
    facts = store.registry_facts
    facts = facts.assign(field=facts["field"].replace(columns))
    trials = store.trials.drop_duplicates("nct_id").set_index("nct_id")[["source", "locator"]]
    added = added_by_records(store)
    origins = [
        added.get((nct_id, name), trials.loc[nct_id])
        for nct_id, name in zip(facts["nct_id"], facts["field"], strict=True)
    ]
    joined = [
        SEPARATOR.join(dict.fromkeys((*origin.source.split(SEPARATOR), own)))
        for origin, own in zip(origins, facts["source"], strict=True)
    ]
    return facts.assign(
        source=pd.Series(joined, index=facts.index, dtype="str"),
        then_locator=[origin.locator for origin in origins],
    )[["nct_id", "field", *FACT_COLUMNS]]


def between(own: TrialStore, other: TrialStore) -> Readings:
    """Two datasets that may share trials; filters choose among those of the first.

    The dates of data say which is then and which is now. Where they do not, being equal or
    missing, the first is then, and ``undated`` says so.
    """
    earlier, later = in_time(own, other)
    then, now = _reading_of(earlier), _reading_of(later)
    unheld_then, unheld_now = _unheld(earlier), _unheld(later)
    unheld_now |= {field.name for field in FIELDS if _only_then(field.name, then, now)}
    names = v.COMPARED_FIELD.codes if _are_imports(own, other) else tuple(FIELD_OF)
    fields = tuple(name for name in names if name not in unheld_then & unheld_now)
    return Readings(
        then,
        now,
        dated(earlier),
        dated(later),
        facts=pd.DataFrame(columns=["nct_id", "field", *FACT_COLUMNS], dtype="str"),
        filters_then=earlier is own,
        sources="; ".join(source for each in (earlier, later) for source in _source_ids(each)),
        undated=_undated(own, other),
        fields=fields,
        unheld_then=frozenset(unheld_then.intersection(fields)),
        unheld_now=frozenset(unheld_now.intersection(fields)),
        stores=(earlier, later),
    )


def _are_imports(*stores: TrialStore) -> bool:
    """Says whether all have whole records; the review's tables print conditions in other words."""
    return all(store.origin for store in stores)


def _unheld(store: TrialStore) -> set[str]:
    """The fields for which a dataset has no room: no column of its files or tables."""
    plain = {field.name for field in FIELDS if not store.states("trials", field.name)}
    return plain | {part.name for part in PARTS if not is_held(store, part)}


@lru_cache(maxsize=COMPARISONS_KEPT)
def readings_of(store: TrialStore, against: str) -> Readings | None:
    """The readings of a dataset and another: one beside it, or registry pages of its trials."""
    other = store.others.get(against)
    return between(store, other) if other else of_the_review(store)


@lru_cache(maxsize=STORES_KEPT)
def _reading_of(store: TrialStore) -> pd.DataFrame:
    return reading(store.trials)


def _only_then(name: str, then: pd.DataFrame, now: pd.DataFrame) -> bool:
    """Says whether a field is in the files of the earlier dataset alone, as far as one can see.

    A table without a column says nothing of its trials: that is no change to "none stated".
    """
    return _states(then[name]) and not _states(now[name]) and len(now) > 0


def _states(column: pd.Series) -> bool:
    return bool(np.any(column.array.codes != column.array.categories.get_loc(TEXT_ABSENT)))


def _source_ids(store: TrialStore) -> list[str]:
    return store.sources["source_id"].head(1).tolist()


def dated(store: TrialStore) -> str:
    """``Leukaemia, our search (data of 2023-11-07)``."""
    return f"{store.title} (data of {store.date})" if DAY.fullmatch(store.date) else store.title


def in_time(own: TrialStore, other: TrialStore) -> tuple[TrialStore, TrialStore]:
    """(then, now) by the dates of data; the first is then where these do not tell."""
    return (other, own) if _is_later(own.date, other.date) else (own, other)


def _is_later(own: str, other: str) -> bool | None:
    """Says whether the first date of data is the later one; none where that is not known.

    A month is neither before nor after one of its days.
    """
    if not DAY.fullmatch(own) or not DAY.fullmatch(other):
        return None
    common = min(len(own), len(other))
    return None if own[:common] == other[:common] else own > other


def _undated(own: TrialStore, other: TrialStore) -> str:
    """Says why the dates do not tell which is the earlier one; empty where they do."""
    if _is_later(own.date, other.date) is not None:
        return ""
    dates = (store.date if DAY.fullmatch(store.date) else "not known" for store in (own, other))
    return (
        f"The dates of data ({', '.join(dates)}) do not tell which is the earlier one: then is "
        f"“{own.title}”, the dataset of the page."
    )
