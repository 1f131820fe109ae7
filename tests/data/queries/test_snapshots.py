"""Two datasets side by side: which is then, what they share, what changed and what is not held."""

import random
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from data.link.state import PageState
from data.model import vocabulary as v
from data.queries import snapshots as r
from data.queries import then_and_now as t
from data.queries.change_table import SORTED, change_rows
from data.queries.trial_table import RowsAsked
from tests.imports import ISLETS, LATER

OLD = "2010-08"


def trials(*numbers, **columns):
    ids = [f"NCT{number:08}" for number in numbers]
    return pd.DataFrame({"nct_id": ids, "title": [f"<b>{each}</b>" for each in ids], **columns})


@pytest.fixture
def of(store):
    """A made-up dataset: its trials, title and date."""
    bare = replace(store, registry_facts=store.registry_facts.head(0))
    return lambda frame, title="A", date=OLD: replace(bare, trials=frame, title=title, date=date)


@pytest.mark.parametrize(
    ("own", "other", "then", "dated"),
    [
        ("2010-08", "2024-05-01", "own", True),
        ("2024-05-01", "2010-08", "other", True),
        ("2024-05-02", "2024-05-01", "other", True),
        ("2024", "2023-12-31", "other", True),
        ("2024-05-01", "2024-05-01", "own", False),
        ("2024-05", "2024-05-31", "own", False),
        ("2024-05-31", "2024-05", "own", False),
        ("", "2024-05-31", "own", False),
        ("2024-05-31", "not stated", "own", False),
        ("<b>", "", "own", False),
    ],
)
def test_the_dates_of_data_say_which_is_then(of, own, other, then, dated):
    first, second = of(trials(1), "Own", own), of(trials(1), "Other", other)
    found = r.between(first, second)
    earlier = {"own": first, "other": second}[then]
    assert found.then_label == r.dated(earlier)
    assert r.in_time(first, second)[0] is earlier
    assert found.filters_then is (then == "own")
    assert bool(found.undated) is not dated
    assert dated or "then is “Own”" in found.undated


def whole(found, own):
    return t.compare(found, np.ones(len(own.trials), bool), PageState().then_and_now)


def test_trials_of_one_alone_are_counted(of):
    then = of(trials(1, 2, phase="PHASE1"))
    now = of(trials(2, 3, 4, phase="PHASE2"), "B", "2024-05-01")
    for own, other in ((then, now), (now, then)):
        found = whole(r.between(own, other), own)
        assert (found.in_both, found.shared) == (1, 1)
        assert (found.only_then, found.only_now) == (1, 2)
        row = found.rows(found.fitting).set_index("field").loc["phase"]
        assert (row["words"], row["change"]) == ("Phase 1 → Phase 2", "CHANGED")
        assert row["url"] == "https://clinicaltrials.gov/study/NCT00000002"
        assert row["version"] == "B (data of 2024-05-01)"
        assert row["source"] == "review-2010; review-2010"


def test_filters_choose_among_the_trials_of_the_page(of):
    then = of(trials(1, 2, 3, phase="NA"))
    now = of(trials(3, 2, 9, phase="NA"), "B", "2024")
    earlier = t.compare(
        r.between(then, now), np.array([True, False, True]), PageState().then_and_now
    )
    assert (earlier.shared, earlier.only_then, earlier.only_now) == (1, 1, 1)
    later = t.compare(r.between(now, then), np.array([True, False, True]), PageState().then_and_now)
    assert (later.shared, later.only_then, later.only_now) == (1, 1, 1)
    assert later.rows(later.fitting)["nct_id"].unique().tolist() == ["NCT00000003"]


@pytest.mark.parametrize("other", [trials(7, 8), trials()])
def test_nothing_shared(of, other):
    own = of(trials(1))
    found = whole(r.between(own, of(other.astype("str"), "B", "2024")), own)
    assert (found.in_both, found.shared, len(found.fitting)) == (0, 0, 0)
    assert (found.only_then, found.only_now) == (1, len(other))
    assert found.rows(found.fitting).empty
    assert found.counts.to_numpy().sum() == 0
    assert t.frequent_moves(found, "phase") == []


def test_a_field_that_one_dataset_does_not_hold_is_no_change(of):
    then = of(trials(1, 2, allocation=["RANDOMIZED", "NA"], sponsor=["A", ""]))
    now = of(trials(1, 2, sponsor=["", "B"]), "B", "2024")
    found = r.between(then, now)
    assert (found.unheld_then, found.unheld_now) == (frozenset(), frozenset(("allocation",)))
    assert found.fields == ("allocation", "sponsor"), "what neither holds is not compared"
    rows = whole(found, then).rows(np.arange(2)).set_index(["nct_id", "field"])
    assert rows.loc[("NCT00000002", "allocation"), ["words", "then_words", "change"]].tolist() == [
        *("Not in this file", "Not applicable", "NOT_IN_FILE"),
    ]
    assert rows.loc[("NCT00000001", "sponsor"), "words"] == "A → None stated"
    assert rows.loc[("NCT00000002", "sponsor"), "change"] == "NEWLY_STATED"
    # the other way round it is no change either, and nothing is newly stated
    other = r.between(now, of(then.trials, "A", "2025"))
    assert (other.unheld_then, other.unheld_now) == (frozenset(("allocation",)), frozenset())
    counts = whole(other, now).counts.loc["allocation"]
    assert (counts["NOT_IN_FILE"], counts.sum()) == (2, 2)


def test_a_withdrawn_plan_is_kept_apart(of):
    columns = {"overall_status": "WITHDRAWN", "enrollment_type": "ACTUAL"}
    then = of(trials(1, 2, 3, enrollment="30"))
    now = of(trials(1, 2, 3, enrollment=["34", "0", ""], **columns), "B", "2024")
    found = whole(r.between(then, now), then)
    assert t.plans_of_withdrawn(found)["enrollment"].tolist() == ["34"]
    assert {t._kind("WITHDRAWN", "ACTUAL")} == {t.PLANNED}


VALUES = {
    "phase": ["PHASE1", "PHASE2", "NA", "NOT_STATED", None],
    "enrollment": ["0", "7", "", "70"],
    "sponsor": ["A", "a", "", "<b>"],
}


def naive(then, now):
    """Change of a field from two cells, as the page words it."""
    before, after = ("" if pd.isna(text) or text == "NOT_STATED" else text for text in (then, now))
    if before == after:
        return "UNCHANGED"
    return "CHANGED" if before else "NEWLY_STATED"


def test_codes_compare_as_the_texts_would(of):
    dice = random.Random(2010)

    def drawn(numbers):
        return trials(
            *numbers, **{name: dice.choices(each, k=len(numbers)) for name, each in VALUES.items()}
        )

    then = drawn(dice.sample(range(1, 99), 60))
    now = drawn(dice.sample(range(1, 99), 60))
    found = whole(r.between(of(then), of(now, "B", "2024")), of(then))
    rows = found.rows(found.fitting)
    before, after = then.set_index("nct_id"), now.set_index("nct_id")
    shared = [number for number in then["nct_id"] if number in after.index]
    assert set(rows["nct_id"]) == set(shared)
    moved = [naive(before[name][n], after[name][n]) for n in ids_of(rows) for name in VALUES]
    changed = [moved[at : at + len(VALUES)].count("CHANGED") for at in range(0, len(moved), 3)]
    newly = [moved[at : at + len(VALUES)].count("NEWLY_STATED") for at in range(0, len(moved), 3)]
    order = [2 * a + b for a, b in zip(changed, newly, strict=True)]
    assert order == sorted(order, reverse=True), "changed trials come first"
    for name in VALUES:
        own = rows[rows["field"] == name].set_index("nct_id")["change"].astype("str")
        assert own.to_dict() == {n: naive(before[name][n], after[name][n]) for n in shared}
    moved = rows[(rows["field"] == "phase") & (rows["change"] == "CHANGED")]["words"].value_counts()
    (words, count), *_ = t.frequent_moves(found, "phase")
    assert moved[words] == count == moved.max()


def test_the_datasets_of_the_app_know_one_another(beside):
    review, islets, later = beside.stores
    assert islets.known.against.codes == ("-", LATER)
    assert review.known.against.codes == (ISLETS, LATER)
    assert islets.others[LATER] is later
    assert review.others["-"] is review
    assert later.known.against.labels[ISLETS] == "Islets, our search · 2022-03-04 · 3 trials"


def compared(store, query):
    state, ignored = PageState.from_query(query, store.known)
    assert not ignored
    return t.of_state(store, state)


@pytest.mark.parametrize("name", [ISLETS, LATER])
def test_either_dataset_shows_the_same_comparison(beside, name):
    other = {ISLETS: LATER, LATER: ISLETS}[name]
    found = compared(beside.named(name), f"?dataset={name}&against={other}")
    assert (found.in_both, found.only_then, found.only_now) == (2, 1, 1)
    assert found.counts.loc["phase"].tolist() == [1, 1, 0, 0, 0, 0, 0]
    assert found.readings.then_label == "Islets, our search (data of 2022-03-04)"
    assert t.frequent_moves(found, "phase") == [("Phase 1 → Phase 2", 1)]
    filtered = compared(
        beside.named(name), f"?dataset={name}&against={other}&phase=phase2&change=changed"
    )
    assert len(filtered.fitting) == (0 if name == ISLETS else 1)


def test_the_review_keeps_its_later_facts_and_can_be_compared(beside):
    review = beside.default
    assert not compared(review, "").readings.are_datasets
    found = compared(review, f"?against={LATER}")
    assert (found.in_both, found.only_then, found.only_now) == (0, 19, 3)


def ids_of(rows):
    return rows["nct_id"].unique().tolist()


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ((), ["NCT00021801", "NCT00292357"]),
        ((("nct_id", True),), ["NCT01143168", "NCT01106157"]),
        ((("nct_id", False),), ["NCT00021801", "NCT00282685"]),
    ],
)
def test_the_long_table_is_sorted_and_cut_on_the_server(store, sort, first):
    rows, count = change_rows(store, PageState(), RowsAsked(0, 2, sort))
    every, _ = change_rows(store, PageState(), RowsAsked(0, 99, sort))
    assert count == 19
    assert ids_of(rows) == ids_of(every)[:2]
    if sort:
        assert ids_of(every) == sorted(ids_of(every), reverse=sort[0][1])


def of_column(rows, field):
    own = rows[rows["field"] == field]
    return list(zip(own["change"].astype("str"), own["now_words"], strict=True))


@pytest.mark.parametrize("descending", [False, True])
def test_a_column_sorts_by_change_and_then_by_its_later_value(store, descending):
    rows, _ = change_rows(store, PageState(), RowsAsked(0, 99, (("enrollment", descending),)))
    cells = of_column(rows, "enrollment")
    kinds = [v.CHANGE.codes.index(change) for change, _ in cells]
    assert kinds == sorted(kinds, reverse=descending)
    numbers = [int(now) for change, now in cells if change == "NEWLY_STATED"]
    assert numbers == sorted(numbers, reverse=descending)
    assert len(numbers) > 5


@pytest.mark.parametrize("descending", [False, True])
def test_cells_left_out_of_the_choice_come_last(store, descending):
    state, _ = PageState.from_query("?change=changed", store.known)
    rows, count = change_rows(store, state, RowsAsked(0, 99, (("phase", descending),)))
    changes = [change for change, _ in of_column(rows, "phase")]
    assert count == len(changes) == 2
    assert changes[0] == "CHANGED"
    assert changes[1] != "CHANGED"


def test_strange_sorts_are_left_out():
    message = {
        "sortModel": [{"colId": "no_such", "sort": "asc"}, {"colId": "phase", "sort": "desc"}]
    }
    assert RowsAsked.read(message, "", SORTED).sort == (("phase", True),)


def test_nothing_is_compared_of_a_dataset_alone(imported):
    rows, count = change_rows(imported, PageState(dataset=ISLETS), RowsAsked())
    assert rows.empty
    assert count == 0
