import pytest

from data.link.state import PageState
from data.queries import stopped_trials as query
from tests.posted_studies import POSTED


@pytest.mark.parametrize(
    ("number", "kind", "words"),
    [
        (0, "ACTUAL", "0 (actual)"),
        (1234, "ESTIMATED", "1,234 (estimated)"),
        (5, "NOT_STATED", "5"),
        (None, "ACTUAL", "Not stated"),
    ],
)
def test_enrolment_in_words(number, kind, words):
    assert query.enrolled(number, kind) == words


@pytest.mark.parametrize(
    ("day", "kind", "words"),
    [
        ("2011-07", "ACTUAL", "2011-07 (actual)"),
        ("2011-07", "NOT_STATED", "2011-07"),
        ("", "ACTUAL", "Not stated"),
    ],
)
def test_a_date_in_words(day, kind, words):
    assert query.dated(day, kind) == words


def test_reasons_are_verbatim_and_counted(posted):
    own = posted.named(POSTED)
    state = PageState(own.no_filters(), dataset=POSTED)
    frame = query.stopped_trials(own, state)
    trials = own.trials.set_index("nct_id")
    is_stopped = trials["overall_status"].isin(query.STOPPED)
    assert len(frame) == is_stopped.sum() > 0
    for row in frame.itertuples():
        assert row.why_stopped in (trials["why_stopped"][row.nct_id], query.NO_REASON)
    stating = int((trials.loc[is_stopped, "why_stopped"] != "").sum())
    assert query.said_why(frame).startswith(f"{stating} of {len(frame)} stopped trial")
    total, chunks = query.in_chunks(own, state)
    assert total == sum(map(len, chunks)) == len(frame)


def test_a_dataset_without_reasons_says_so(store):
    assert query.lacks(store, PageState()) == "Not in this file: why a trial stopped."
    assert query.stopped_trials(store, PageState()).empty
