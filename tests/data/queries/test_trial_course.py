import pandas as pd
import pytest

from data.link.options import ResultOptions
from data.link.state import PageState
from data.queries import trial_course as query
from tests.posted_studies import POSTED


@pytest.fixture(scope="module")
def own(posted):
    return posted.named(POSTED)


def course(own, nct_id):
    state = PageState(own.no_filters(), results=ResultOptions(trial=nct_id), dataset=POSTED)
    return query.trial_course(own, state)


def test_dates_and_numbers_of_a_trial(own):
    frame = course(own, "NCT00314574")
    trial = own.trials.set_index("nct_id").loc["NCT00314574"]
    dates = dict(zip(frame["event"], frame["value_words"], strict=True))
    for name in query.EVENTS:
        assert dates.get(name, "").startswith(trial[name])
    started = frame[frame["event"] == query.STARTED]
    assert started["value_words"].tolist()[:2] == ["423", "427"]
    assert query.said_of_plans(frame) == query.TODAY
    assert "Start" in query.in_words(frame)


def test_an_earlier_reading_is_drawn_beside_todays(own, monkeypatch):
    earlier = own.with_frames({"trials": own.trials.assign(enrollment=1_000)}, own.known)
    monkeypatch.setattr(query, "in_time", lambda now, then: (then, now))
    beside = own.with_frames({}, own.known)
    vars(beside).update(others={"now": beside, "earlier": earlier})
    assert query.earlier_readings(beside, "NCT00314574") == [earlier]
    frame = course(beside, "NCT00314574")
    then = frame[(frame["event"] == query.ENROLMENT) & (frame["reading"] == query.THEN)]
    assert then["value_words"].str.startswith("1,000").tolist() == [True]
    assert query.said_of_plans(frame).startswith("Rings: ")
    assert query.earlier_readings(beside, "NCT99999999") == []


def test_what_there_is_not_is_said(own, store):
    state = PageState(results=ResultOptions(trial="NCT99999999"), dataset=POSTED)
    assert query.lacks(own, state) == "NCT99999999 is not in this dataset."
    assert query.lacks(store, PageState()) == "No trial of this dataset has posted results."


@pytest.mark.parametrize(
    ("readings", "said"),
    [
        ([], "0 dates in the record now"),
        (["now"], "1 date in the record now"),
        (["now", "now", "then"], "2 dates in the record now, 1 in an earlier download"),
    ],
)
def test_dates_are_counted_by_where_they_stand(readings, said):
    rows = [
        {"reading": each, "reading_label": each, "first_day": "2020-01-01"} for each in readings
    ]
    frame = pd.DataFrame(rows, columns=["reading", "reading_label", "first_day"])
    assert query.counted(frame) == said
