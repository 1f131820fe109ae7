"""The posted adverse events of one trial: each term by group, and two groups against each other."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import floor, isnan

import numpy as np
import pandas as pd
import pyarrow as pa

from data.link.options import EVENTS_OF
from data.link.state import PageState
from data.link.text_search import TextSearch, said_of
from data.model import vocabulary as v
from data.model.amounts import amount
from data.model.posted_numbers import posted_number
from data.queries.posted_results import (
    NOT_IN_FILE,
    NOT_POSTED,
    gap_words,
    lacks_part,
    result_rows,
    shown_trial,
)
from data.queries.risk_intervals import DIFFERENCE, METHODS, RATIO, risk_contrasts
from data.queries.text_search import having
from data.store import TrialStore

STATES_KEPT, TRIALS_KEPT = 64, 8
EVENT, EVENTS = "EVENT", "results_events"
TOTALS = ("DEATH", "ANY_SERIOUS", "ANY_OTHER")
KINDS = {
    "all": (*TOTALS, "SERIOUS", "OTHER"),
    "serious": ("DEATH", "ANY_SERIOUS", "SERIOUS"),
    "other": ("ANY_OTHER", "OTHER"),
}
"""Choice of a link -> the kinds of events that it shows."""
MOST_DRAWN = 6
"""Groups that are all drawn; of more the two chosen ones are."""
NO_INTERVAL = "no interval: "
NO_SYSTEM = "Organ system not stated"
NO_TERM = "Term not stated"
COLUMNS = (
    "row",
    "position",
    "event_kind",
    "event_kind_label",
    "organ_system",
    "term",
    "group_number",
    "group",
    "role",
    "is_drawn",
    "affected",
    "at_risk",
    "events",
    "percent",
    "frequency",
    "counts_words",
    "percent_words",
    "remark",
    "estimate",
    "lower",
    "upper",
    "contrast",
    "contrast_words",
    "threshold_words",
    "time_frame",
    "notes",
    "events_by",
    "source",
    "locator",
)


AS_OBJECTS = {
    name: "object"
    for name in COLUMNS
    if name
    not in (
        *("row", "position", "group_number", "is_drawn"),
        *("percent", "frequency", "estimate", "lower", "upper"),
    )
}
"""Columns of texts: Python's own, as each text of an Arrow column is made anew when it is read."""


def event_groups(store: TrialStore, state: PageState) -> list[tuple[int, str]]:
    """Number from 1 and title of each group as the adverse event section names them."""
    return [(number, title) for number, title in enumerate(_titles(store, state).values(), start=1)]


def _titles(store: TrialStore, state: PageState) -> dict[str, str]:
    """Group id -> title, in the record's order; ids that only events use stand last."""
    return _read(store, shown_trial(store, state))[1]


@lru_cache(maxsize=TRIALS_KEPT)
def _read(store: TrialStore, nct_id: str) -> tuple[pd.DataFrame, dict[str, str]]:
    """The posted rows of a trial with their texts as objects, and its groups; read, not changed."""
    # for the reason of ``AS_OBJECTS``
    rows = store.record(EVENTS, nct_id).reset_index(drop=True).astype("object")
    groups = store.record("results_groups", nct_id)
    own = groups[groups["results_part"] == EVENT]
    titles = {
        str(row.group_id): str(row.title).strip() or f"{row.group_id} (no title)"
        for row in own.itertuples()
    }
    for group_id in dict.fromkeys(str(each) for each in rows["group_id"]):
        titles.setdefault(group_id, f"{group_id or 'No group id'} (not among the groups)")
    return rows, titles


def chosen_groups(store: TrialStore, state: PageState) -> tuple[int, int]:
    """The numbers of the two groups compared, the first one the reference; 0 where none is.

    A number that the record does not have counts as if it were not named.
    """
    count = len(event_groups(store, state))
    first, second = state.results.first_group, state.results.second_group
    first = first if first <= count else 1
    second = second if second <= count else (1 if first == 2 else 2)
    return (first, second) if count > 1 and first != second else (min(count, first), 0)


def lacks_events(store: TrialStore, state: PageState) -> str:
    """Says why there is no adverse event to show, in a sentence; empty where there is one."""
    missing = lacks_part(store, state, EVENTS)
    if missing or len(adverse_events(store, state)):
        return missing
    nct_id, words = shown_trial(store, state), state.results.find_event
    kind = EVENTS_OF.labels[state.results.event_kind].lower()
    if TextSearch.of(words):
        said = "; ".join(said_of(words))
        return f"The search finds none of the posted terms of {nct_id} ({kind} events; {said})."
    return f"The record of {nct_id} posts no adverse events of this kind ({kind})."


def adverse_events(store: TrialStore, state: PageState) -> pd.DataFrame:
    """One row a term and group, in the order in which they are drawn. Columns: ``COLUMNS``.

    row: number from 1 of the term; totals come first and have no organ system. role: FIRST or
    SECOND of the two groups compared, else empty. percent: affected of those at risk; not a number
    where that cannot be worked out, for the reason in remark. frequency: the largest percent of a
    term. estimate, lower, upper: the second group against the first, by ``contrast`` (percentage
    points or ratio), in one row of each term, with ``contrast_words``. threshold_words, time_frame:
    of the whole section, and events_by, the order chosen: the same in all rows.
    """
    return _events(store, state)


@lru_cache(maxsize=STATES_KEPT)
def _events(store: TrialStore, state: PageState) -> pd.DataFrame:
    posted = _found(_read(store, shown_trial(store, state))[0], state)
    if posted.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    gaps = gap_words(store, EVENTS, "affected"), gap_words(store, EVENTS, "at_risk")
    rows = _with_groups(_with_words(posted, *gaps), store, state)
    rows["term_key"] = _term_numbers(rows)
    drawn = rows["percent"].where(rows["is_drawn"])
    rows["frequency"] = drawn.groupby(rows["term_key"]).transform("max")
    rows = _with_contrast(rows, store, state)
    rows = _in_order(rows, state.results.events_by)
    threshold, time_frame = _of_section(store, state)
    rows["threshold_words"] = threshold_words(threshold)
    rows["events_by"] = state.results.events_by
    rows["time_frame"] = time_frame
    return rows[list(COLUMNS)].astype(AS_OBJECTS).reset_index(drop=True)


def _of_section(store: TrialStore, state: PageState) -> tuple[str, str]:
    """The threshold and the time frame as posted; where the file has no room, it says that."""
    about = result_rows(store, state, "results_about")
    first = about.iloc[0] if len(about) else {}
    # AACT, the file without notes, has both in the rows of terms alone
    without_terms = store.not_in_file(EVENTS, "notes") and not any(
        _read(store, shown_trial(store, state))[0]["term"].str.strip()
    )

    def said(column: str) -> str:
        text = str(first.get(column, "")).strip()
        is_lost = without_terms or store.not_in_file("results_about", column)
        return NOT_IN_FILE if is_lost and not text else text

    return said("frequency_threshold"), said("events_time_frame")


def _found(posted: pd.DataFrame, state: PageState) -> pd.DataFrame:
    """The rows of the chosen kind whose term has the words of the search; without any, all."""
    kept = posted["event_kind"].isin(KINDS[state.results.event_kind])
    rows = posted[kept]
    search = TextSearch.of(state.results.find_event)
    if not search or rows.empty:
        return rows
    terms = pa.array(rows["term"].tolist(), type=pa.string())
    fits = ~rows["event_kind"].isin(TOTALS).to_numpy()
    for alternatives in search.alternatives:
        fits &= np.logical_or.reduce([having(terms, term) for term in alternatives])
    return rows[fits]


def _number(text: str) -> float:
    found = posted_number(text)
    return float("nan") if found is None else found


def _with_words(posted: pd.DataFrame, no_affected: str, no_at_risk: str) -> pd.DataFrame:
    """The posted rows with their counts as numbers and in words, gaps in theirs."""
    rows = posted.copy()
    for name in ("affected", "at_risk", "events"):
        rows[name] = rows[name].str.strip()
    rows["affected_number"] = [_number(text) for text in rows["affected"].tolist()]
    rows["at_risk_number"] = [_number(text) for text in rows["at_risk"].tolist()]
    rows["event_kind_label"] = rows["event_kind"].map(v.EVENT_KIND.labels)
    is_total = rows["event_kind"].isin(TOTALS)
    rows["organ_system"] = (
        rows["organ_system"].str.strip().replace("", NO_SYSTEM).mask(is_total, "")
    )
    rows["term"] = rows["term"].str.strip().replace("", NO_TERM)
    rows["term"] = rows["term"].mask(is_total, rows["event_kind_label"])
    affected, at_risk = rows["affected_number"], rows["at_risk_number"]
    can = affected.notna() & (affected >= 0) & (at_risk > 0)
    rows["percent"] = (100 * affected / at_risk.where(at_risk > 0)).where(can)
    counts = rows["affected"].tolist(), rows["at_risk"].tolist()
    gaps = [no_affected] * len(rows), [no_at_risk] * len(rows)
    remarks = map(remark, *counts, affected.tolist(), at_risk.tolist(), *gaps)
    percents = [percent_words(value) for value in rows["percent"].tolist()]
    words = map(counts_words, *counts, percents, rows["events"].tolist(), *gaps)
    for name, texts in (("remark", remarks), ("percent_words", percents), ("counts_words", words)):
        rows[name] = pd.Series(list(texts), index=rows.index, dtype="object")
    return rows


def remark(
    affected: str,
    at_risk: str,
    affected_number: float,
    at_risk_number: float,
    no_affected: str = NOT_POSTED,
    no_at_risk: str = NOT_POSTED,
) -> str:
    """Says what is odd about two posted counts; empty where nothing is.

    no_affected, no_at_risk: words for a gap: not posted, or not in this file.
    """
    if not affected and not at_risk and no_affected == no_at_risk == NOT_POSTED:
        return "no percentage: no count posted"
    if not affected:
        return f"no percentage: affected {no_affected}"
    if not at_risk:
        return f"no percentage: at risk {no_at_risk}"
    if isnan(affected_number) or isnan(at_risk_number):
        return "no percentage: a count is no number"
    if at_risk_number == 0:
        return "no percentage: nobody at risk"
    if affected_number < 0 or at_risk_number < 0:
        return "no percentage: a count is below zero"
    if affected_number > at_risk_number:
        return "more affected than at risk, as posted"
    return ""


def percent_words(percent: float) -> str:
    """``5.5 %``; two decimals below 1 %, none for a whole hundred; empty for not a number."""
    if isnan(percent):
        return ""
    if percent in (0, 100):
        return f"{percent:.0f} %"
    # half goes up, as a reader rounds 6.25; Python rounds it to the even digit
    digits = 2 if percent < 1 else 1
    shown = floor(percent * 10**digits + 0.5 + 1e-9) / 10**digits
    return f"{shown:,.{digits}f} %"


def counts_words(
    affected: str,
    at_risk: str,
    percent: str,
    events: str,
    no_affected: str = NOT_POSTED,
    no_at_risk: str = NOT_POSTED,
) -> str:
    """``23 of 421 (5.5 %); 30 events``."""
    said = f"{affected or no_affected} of {at_risk or no_at_risk}"
    said += f" ({percent})" if percent else ""
    return f"{said}; {events} {'event' if events == '1' else 'events'}" if events else said


def threshold_words(text: str) -> str:
    """Says in a sentence which other events the record leaves out."""
    bare = text.strip()
    percent = posted_number(bare.removesuffix("%").strip())
    if not bare:
        return "The threshold for reporting other events is not stated."
    if bare == NOT_IN_FILE:
        return f"The threshold for reporting other events is {NOT_IN_FILE}."
    if percent is None:
        return f"The threshold for reporting other events is posted as “{bare}”."
    if percent == 0:
        return "Reporting threshold 0 %: other events are reported whatever their frequency."
    return (
        f"Other events below {percent:g} % are not reported (posted threshold); "
        "the threshold does not apply to serious events."
    )


def _with_groups(rows: pd.DataFrame, store: TrialStore, state: PageState) -> pd.DataFrame:
    titles = _titles(store, state)
    numbers = {group_id: number for number, group_id in enumerate(titles, start=1)}
    first, second = chosen_groups(store, state)
    ids = rows["group_id"]
    rows["group_number"] = ids.map(numbers).astype("int64")
    rows["group"] = ids.map(titles)
    rows["role"] = rows["group_number"].map({first: "FIRST", second: "SECOND"}).fillna("")
    rows["is_drawn"] = (rows["role"] != "") | (len(titles) <= MOST_DRAWN)
    return rows


def _term_numbers(rows: pd.DataFrame) -> pd.Series:
    """Numbers of terms: a term that a record lists twice, in each group, is two."""
    said = ["event_kind", "organ_system", "term", "source_vocabulary", "assessment", "notes"]
    again = rows.groupby([*said, "group_id"], sort=False).cumcount()
    keys = rows[said].assign(again=again)
    numbers: pd.Series = keys.groupby([*said, "again"], sort=False).ngroup()
    return numbers


def _with_contrast(rows: pd.DataFrame, store: TrialStore, state: PageState) -> pd.DataFrame:
    """The second group against the first, in one row of each term."""
    contrast = state.results.contrast
    rows["contrast"] = contrast
    rows[["estimate", "lower", "upper"]] = np.nan
    rows["contrast_words"] = ""
    rows["gap"] = np.nan
    if not chosen_groups(store, state)[1]:
        return rows
    counts = ["affected_number", "at_risk_number", "percent"]
    terms = pd.Index(rows["term_key"].unique())
    one = rows[rows["role"] == "FIRST"].set_index("term_key")[counts].reindex(terms)
    other = rows[rows["role"] == "SECOND"].set_index("term_key")[counts].reindex(terms)
    made = risk_contrasts(
        one["affected_number"].tolist(),
        one["at_risk_number"].tolist(),
        other["affected_number"].tolist(),
        other["at_risk_number"].tolist(),
        contrast,
    )
    made.index = terms
    # it stands in the second group's row, and where that is not posted in the term's first
    is_second = (rows["role"] == "SECOND").astype("int64")
    order = rows.assign(is_second=is_second).sort_values(
        "is_second", ascending=False, kind="stable"
    )
    held = order.drop_duplicates("term_key")["term_key"]
    places = pd.Series(held.index, index=held.to_numpy()).reindex(terms)
    for name in ("estimate", "lower", "upper"):
        rows.loc[places.to_numpy(), name] = made[name].to_numpy()
    rows.loc[places.to_numpy(), "contrast_words"] = [
        contrast_words(row.estimate, row.lower, row.upper, row.reason, contrast)
        for row in made.itertuples()
    ]
    rows["gap"] = rows["term_key"].map((other["percent"] - one["percent"]).abs())
    return rows


def contrast_words(
    estimate: float, lower: float, upper: float, reason: str, contrast: str = DIFFERENCE
) -> str:
    """``+1.2 (−0.4 to 2.8)``, or why there is no interval."""
    if reason:
        return f"{NO_INTERVAL}{reason}"
    if contrast == RATIO:
        return f"{ratio_words(estimate)} ({ratio_words(lower)} to {ratio_words(upper)})"
    return f"{_signed(estimate)} ({_signed(lower)} to {_signed(upper)})"


def _signed(value: float) -> str:
    shown = f"{value:+,.1f}"
    return "0.0" if shown in ("+0.0", "-0.0") else shown.replace("-", "−")


def ratio_words(value: float) -> str:
    """Three digits that count: ``0.048``, ``1.25``, ``12.5``, ``125``."""
    if value >= 99.95:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 9.995 else f"{value:.2f}" if value >= 0.1 else f"{value:.3f}"


def _in_order(rows: pd.DataFrame, events_by: str) -> pd.DataFrame:
    """Totals first, then terms as chosen; groups of a term in the record's order."""
    totals = {kind: place for place, kind in enumerate(TOTALS)}
    rows["place"] = rows["event_kind"].map(totals).fillna(len(TOTALS))
    is_total = rows["place"] < len(TOTALS)
    most_first = -rows["frequency"].fillna(-1)
    rows["by_system"] = rows["organ_system"].str.casefold() if events_by == "organ" else ""
    rows["by_size"] = -rows["gap"].fillna(-1) if events_by == "difference" else most_first
    rows.loc[is_total, "by_size"] = 0
    rows["by_frequency"] = most_first.mask(is_total, 0)
    keys = ["place", "by_system", "by_size", "by_frequency", "term_key", "group_number"]
    rows = rows.sort_values(keys, kind="stable")
    rows["row"] = pd.factorize(rows["term_key"])[0] + 1
    return rows


def posted_rows(store: TrialStore, state: PageState) -> pd.DataFrame:
    """The posted rows behind what is shown, in the record's order."""
    posted = result_rows(store, state, EVENTS)
    return posted[posted["position"].isin(adverse_events(store, state)["position"])]


def counted(rows: pd.DataFrame) -> str:
    """``31 terms, 84 counts`` of posted rows."""
    own = rows[~rows["event_kind"].astype("str").isin(TOTALS)]
    terms = int(_term_numbers(own).nunique()) if len(own) else 0
    return f"{amount(terms, 'term')} of adverse events, {amount(len(rows), 'posted count')}"


def chosen_words(state: PageState) -> str:
    """The kind of events and the search, where they are chosen; without a full stop."""
    options = state.results
    said = [] if options.event_kind == "all" else [f"{EVENTS_OF.labels[options.event_kind]} events"]
    said += said_of(options.find_event) if options.find_event else ()
    return "; ".join(said)


def left_out(frame: pd.DataFrame) -> str:
    """Says what the figure does not draw, how its intervals came about, and what is odd."""
    return " ".join(_sentences(frame))


def _sentences(frame: pd.DataFrame) -> Iterator[str]:
    if frame.empty:
        return
    # the figure itself says the threshold, and the time frame in as much room as it has
    if len(frame["time_frame"].iloc[0]) > LONG_TIME_FRAME:
        yield time_frame_words(str(frame["time_frame"].iloc[0]))
    groups = frame.drop_duplicates("group_number")
    hidden = int((~groups["is_drawn"].astype("bool")).sum())
    if hidden:
        yield (
            f"{amount(len(groups), 'group')}: the two chosen ones are drawn, the other {hidden} "
            "are in the table."
        )
    if (frame["contrast_words"] != "").any():
        yield made_here(frame)
    if frame["event_kind"].isin(TOTALS).all():
        yield "The record posts totals and no terms here."
    yield from _odd(frame)


def interval_count(frame: pd.DataFrame) -> int:
    """The number of rows that have a contrast with its interval."""
    return int(frame[["estimate", "lower", "upper"]].notna().all(axis=1).sum())


def intervals_words(frame: pd.DataFrame) -> str:
    """Says how many intervals there are, their method, and that each stands on its own.

    Empty for a frame without intervals.
    """
    count = interval_count(frame)
    if not count:
        return ""
    method = METHODS[str(frame["contrast"].iloc[0])]
    if count == 1:
        return f"1 interval of 95 %, {method}."
    return f"{count:,} intervals, {method}: each 95 % on its own, none adjusted for their number."


def made_here(frame: pd.DataFrame) -> str:
    """Says that the contrasts are not posted, and counts the terms that have none."""
    is_ratio = str(frame["contrast"].iloc[0]) == RATIO
    said = "Risk ratios" if is_ratio else "Differences"
    words = f"{said} and their intervals are worked out by this app from the posted counts."
    without = frame.loc[frame["contrast_words"].str.startswith(NO_INTERVAL), "contrast_words"]
    if without.empty:
        return words
    reasons = without.str.removeprefix(NO_INTERVAL).value_counts()
    listed = "; ".join(f"{reason} ({count:,})" for reason, count in reasons.items())
    return f"{words} {amount(len(without), 'row')} without one: {listed}."


def time_frame_words(text: str) -> str:
    """Says over which time events were collected, as posted."""
    return f"Time frame: {text.rstrip('.')}." if text else "The time frame is not stated."


def _odd(frame: pd.DataFrame) -> Iterator[str]:
    """Counts of what has no percentage or more affected than at risk, by reason."""
    for words, count in frame.loc[frame["remark"] != "", "remark"].value_counts().items():
        yield f"{amount(int(count), 'posted count')}: {words}."


def in_words(frame: pd.DataFrame) -> str:
    """The totals and the terms that come first, with counts, and the posted threshold."""
    if frame.empty:
        return "No adverse events."
    shown = frame[frame["is_drawn"].astype("bool")]
    rows = shown["row"].unique()
    first = shown.loc[shown["row"].isin(rows[:MOST_SAID]), list(SAID)]
    said = [_row_words(own) for _, own in first.groupby("row", sort=False)]
    more = len(rows) - len(said)
    if more > 0:
        said.append(f"{amount(more, 'more row')} in the table.")
    said += filter(None, (str(frame["threshold_words"].iloc[0]), intervals_words(frame)))
    return " ".join(["Groups as the adverse event section names them.", *said])


LONG_TIME_FRAME = 350
"""Characters that the figure may have to cut."""
SAID = ("row", "term", "event_kind", "group", "counts_words", "contrast_words")
"""Columns that the alt text says."""
MOST_SAID = 12
"""Rows that the alt text has."""


def _row_words(own: pd.DataFrame) -> str:
    first = own.iloc[0]
    counts: Iterable[str] = (f"{row.group}: {row.counts_words}" for row in own.itertuples())
    compared = "".join(own["contrast_words"])
    more = f"; second group against first: {compared}" if compared else ""
    return f"{name_of(str(first['term']), str(first['event_kind']))}: {'; '.join(counts)}{more}."


def name_of(term: str, event_kind: str) -> str:
    """The term, told apart where it is a serious event."""
    return f"{term} (serious)" if event_kind == "SERIOUS" else term
