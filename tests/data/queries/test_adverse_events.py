"""Adverse events as posted: rows, order, contrasts and words, of the studies of the fixture."""

import pytest

from data.link.options import ResultOptions
from data.link.state import PageState
from data.queries import adverse_events as query
from tests.posted_studies import FORMULA, MARKUP, POSTED, STUDIES


@pytest.fixture(scope="module")
def own(posted):
    return posted.named(POSTED)


def state(own, nct_id, **chosen):
    return PageState(
        own.no_filters(), results=ResultOptions(trial=nct_id, **chosen), dataset=POSTED
    )


def events(own, nct_id, **chosen):
    return query.adverse_events(own, state(own, nct_id, **chosen))


def terms(frame):
    return list(dict.fromkeys(frame["term"]))


OMALIZUMAB, MILK, SINGLE, CROSSED, DIABETES = (
    "NCT00314574",
    "NCT03361072",
    "NCT00554515",
    "NCT00597675",
    "NCT02443155",
)
VIBOSTOLIMAB, TISLELIZUMAB, TOTALS_ALONE = "NCT05665595", "NCT04732494", "NCT02317276"
HOSTILE, MANY = "NCT00000766", "NCT00000719"


@pytest.mark.parametrize(
    ("nct_id", "term", "counts", "contrast"),
    [
        (
            OMALIZUMAB,
            "headache",
            ["34 of 420 (8.1 %)", "41 of 428 (9.6 %)"],
            "+1.5 (−2.4 to +5.4)",
        ),
        (
            OMALIZUMAB,
            "Any serious event",
            ["44 of 420 (10.5 %)", "40 of 428 (9.3 %)"],
            "−1.1 (−5.2 to +2.9)",
        ),
        (
            MILK,
            "Local itching",
            [
                "8 of 12 (66.7 %); 8 events",
                "12 of 14 (85.7 %); 12 events",
                "4 of 4 (100 %); 4 events",
            ],
            "+19.0 (−13.2 to +48.5)",
        ),
        (SINGLE, "Fatigue", ["3 of 120 (2.5 %)"], ""),
        (
            CROSSED,
            "Rhinorrhea",
            ["2 of 9 (22.2 %)", "3 of 4 (75.0 %)", "5 of 6 (83.3 %)"],
            "+52.8 (−2.7 to +78.7)",
        ),
        (
            VIBOSTOLIMAB,
            "Death of any cause",
            ["6 of 701 (0.86 %)", "1 of 701 (0.14 %)"],
            "−0.7 (−1.7 to +0.1)",
        ),
        (
            TISLELIZUMAB,
            "Anaemia",
            ["17 of 62 (27.4 %); 29 events", "20 of 63 (31.7 %); 25 events"],
            "+4.3 (−11.5 to +19.9)",
        ),
        (
            DIABETES,
            "Nausea",
            [
                "19 of 77 (24.7 %); 33 events",
                "6 of 77 (7.8 %); 10 events",
                "42 of 76 (55.3 %); 62 events",
                "9 of 77 (11.7 %); 13 events",
            ],
            "−16.9 (−28.3 to −5.2)",
        ),
    ],
)
def test_counts_are_as_posted_and_two_groups_are_compared(own, nct_id, term, counts, contrast):
    rows = events(own, nct_id)
    rows = rows[rows["term"] == term]
    assert rows["counts_words"].tolist() == counts
    assert "".join(rows["contrast_words"]) == contrast
    assert rows["remark"].eq("").all()
    assert rows["row"].nunique() == 1


@pytest.mark.parametrize("nct_id", STUDIES)
def test_totals_come_first_and_every_posted_row_stays(own, nct_id):
    for by in ("organ", "difference", "frequency"):
        frame = events(own, nct_id, events_by=by)
        totals = frame["event_kind"].isin(query.TOTALS).tolist()
        assert totals == sorted(totals, reverse=True)
        kinds = list(dict.fromkeys(frame.loc[totals, "event_kind"]))
        assert kinds == [kind for kind in query.TOTALS if kind in kinds]
        posted = query.posted_rows(own, state(own, nct_id, events_by=by))
        assert sorted(frame["position"]) == sorted(posted["position"])
        assert len(posted) == len(own.record("results_events", nct_id))
        assert list(frame.columns) == list(query.COLUMNS)


def test_terms_stand_by_organ_by_difference_or_by_frequency(own):
    by_organ = events(own, OMALIZUMAB, events_by="organ")
    systems = [system for system in by_organ["organ_system"] if system]
    assert systems == sorted(systems, key=str.casefold)
    by_frequency = events(own, OMALIZUMAB, events_by="frequency")
    assert terms(by_frequency)[2:5] == ["upper respiratory infection", "sinusitis", "bronchitis"]
    by_difference = events(own, OMALIZUMAB, events_by="difference")
    assert terms(by_difference)[2:4] == ["headache", "urinary tract infection"]


def test_kinds_of_events(own):
    serious = events(own, OMALIZUMAB, event_kind="serious")
    assert set(serious["event_kind"]) == {"ANY_SERIOUS", "SERIOUS"}
    other = events(own, OMALIZUMAB, event_kind="other")
    assert set(other["event_kind"]) == {"ANY_OTHER", "OTHER"}
    chosen = state(own, OMALIZUMAB, event_kind="other", find_event="cough")
    assert query.chosen_words(chosen).startswith("Other events; ")


def test_a_search_finds_terms_or_says_that_it_does_not(own):
    assert terms(events(own, OMALIZUMAB, find_event="sinusitis")) == [
        "sinusitis",
        "acute sinusitis",
    ]
    nothing = state(own, OMALIZUMAB, find_event="zzzz")
    assert query.adverse_events(own, nothing).empty
    said = query.lacks_events(own, nothing)
    assert said.startswith("The search finds none of the posted terms of NCT00314574 (serious and ")
    assert query.left_out(query.adverse_events(own, nothing)) == ""
    assert query.in_words(query.adverse_events(own, nothing)) == "No adverse events."


def test_a_ratio_of_zero_counts_has_no_interval(own):
    frame = events(own, OMALIZUMAB, contrast="ratio")
    words = dict(zip(frame["term"], frame["contrast_words"], strict=True))
    assert words["atrial fibrillation"] == "no interval: a zero count"
    assert words["headache"] == "1.18 (0.77 to 1.83)"


def test_the_second_group_is_compared_against_the_first_as_chosen(own):
    swapped = events(own, OMALIZUMAB, first_group=2, second_group=1)
    rows = swapped[swapped["term"] == "headache"]
    assert rows["role"].tolist() == ["SECOND", "FIRST"]
    assert "".join(rows["contrast_words"]) == "−1.5 (−5.4 to +2.4)"
    # a group that the record does not have counts as if it were not named
    assert query.chosen_groups(own, state(own, OMALIZUMAB, first_group=9, second_group=8)) == (1, 2)
    assert query.chosen_groups(own, state(own, SINGLE)) == (1, 0)


def test_nineteen_groups_draw_the_two_chosen_ones(own):
    frame = events(own, MANY, first_group=3, second_group=19)
    drawn = frame[frame["is_drawn"]]
    assert set(drawn["group"]) == {"Dose 3 mg", "Dose 19 mg"}
    assert frame["group_number"].nunique() == 19
    assert "19 groups: the two chosen ones are drawn, the other 17 are in the table." in (
        query.left_out(frame)
    )
    assert len(query.event_groups(own, state(own, MANY))) == 19


def test_totals_alone_and_no_events_say_so(own):
    assert "The record posts totals and no terms here." in query.left_out(events(own, TOTALS_ALONE))
    single = events(own, SINGLE)
    assert single["contrast_words"].eq("").all()
    assert "interval" not in query.left_out(single)
    without = own.trials.loc[~own.trials["nct_id"].isin([*STUDIES]), "nct_id"]
    assert without.empty
    assert query.lacks_events(own, state(own, "NCT99999999")).startswith("NCT99999999 is not in")


def test_odd_counts_are_shown_with_a_remark(own):
    frame = events(own, HOSTILE)
    pain = frame[frame["term"] == f"Pain {MARKUP}"]
    assert pain[["counts_words", "remark"]].to_numpy().tolist() == [
        ["12 of 10 (120.0 %)", "more affected than at risk, as posted"],
        ["not posted of 5", "no percentage: affected not posted"],
        ["1 of 0", "no percentage: nobody at risk"],
    ]
    assert FORMULA in terms(frame)
    assert pain["organ_system"].tolist() == [query.NO_SYSTEM] * 3
    said = query.left_out(frame)
    assert "3 posted counts: more affected than at risk, as posted." in said
    # events name a group that the record does not list
    assert query.event_groups(own, state(own, HOSTILE))[3] == (4, "EG009 (not among the groups)")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "The threshold for reporting other events is not stated."),
        ("0", "Reporting threshold 0 %: other events are reported whatever their frequency."),
        (
            "5",
            "Other events below 5 % are not reported (posted threshold); "
            "the threshold does not apply to serious events.",
        ),
        (
            "2.5 %",
            "Other events below 2.5 % are not reported (posted threshold); "
            "the threshold does not apply to serious events.",
        ),
        ("<5", "The threshold for reporting other events is posted as “<5”."),
    ],
)
def test_the_threshold_is_always_said(text, words):
    assert query.threshold_words(text) == words


@pytest.mark.parametrize(
    ("percent", "words"),
    [
        (0.0, "0 %"),
        (100.0, "100 %"),
        (0.142, "0.14 %"),
        (6.25, "6.3 %"),
        (120.0, "120.0 %"),
        (float("nan"), ""),
    ],
)
def test_percentages_in_words(percent, words):
    assert query.percent_words(percent) == words


def test_intervals_are_counted_from_the_rows(own):
    both = events(own, OMALIZUMAB)
    assert query.interval_count(both) == both["row"].nunique() == 16
    ratio = events(own, OMALIZUMAB, contrast="ratio")
    assert query.intervals_words(ratio).startswith("15 intervals, Katz’s logarithmic method")
    assert query.made_here(ratio) == (
        "Risk ratios and their intervals are worked out by this app from the posted counts. "
        "1 row without one: a zero count (1)."
    )
    assert query.made_here(both) == (
        "Differences and their intervals are worked out by this app from the posted counts."
    )
    one = events(own, OMALIZUMAB, find_event="headache")
    assert query.intervals_words(one) == "1 interval of 95 %, Newcombe’s method (statsmodels)."
    assert query.intervals_words(events(own, SINGLE)) == ""


def test_the_alt_text_has_totals_and_the_threshold(own):
    said = query.in_words(events(own, OMALIZUMAB))
    assert "Any serious event: Placebo: 44 of 420 (10.5 %); Xolair: 40 of 428 (9.3 %)" in said
    assert "the threshold does not apply to serious events." in said
    assert said.endswith(
        "16 intervals, Newcombe’s method (statsmodels): each 95 % on its own, "
        "none adjusted for their number."
    )
    assert "more rows in the table." in said
    assert query.counted(query.posted_rows(own, state(own, OMALIZUMAB))) == (
        "14 terms of adverse events, 32 posted counts"
    )
