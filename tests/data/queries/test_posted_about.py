"""The record's words about a section of its results."""

import pandas as pd
import pytest

from data.link.options import ResultOptions
from data.link.state import PageState
from data.queries.participant_flow import left_out, participant_flow
from data.queries.posted_about import MOST_SAID, WORDS, about, with_about
from data.queries.posted_results import result_rows


def shown(posted, nct_id):
    store = posted.named("posted")
    return store, PageState(
        store.no_filters(), results=ResultOptions(trial=nct_id), dataset="posted"
    )


@pytest.mark.parametrize("column", list(WORDS))
@pytest.mark.parametrize("nct_id", ["NCT04732494", "NCT00314574", "NCT00000766"])
def test_the_words_are_the_records_own(posted, nct_id, column):
    store, state = shown(posted, nct_id)
    (row,) = result_rows(store, state, "results_about").to_dict("records")
    said = about(with_about(pd.DataFrame(), store, state, (column,)))
    if not row[column]:
        assert said == ""
    else:
        assert said.startswith(f"{WORDS[column]} the record says: “{str(row[column])[:100]}")
        assert len(said) <= MOST_SAID + 60


def test_nothing_is_said_of_a_trial_without_results(posted):
    store, state = shown(posted, "NCT99999999")
    assert about(with_about(pd.DataFrame(), store, state, tuple(WORDS))) == ""
    assert about(pd.DataFrame()) == ""


def test_the_flow_says_what_came_before_assignment(posted):
    for nct_id in ("NCT04732494", "NCT00314574"):
        store, state = shown(posted, nct_id)
        frame = participant_flow(store, state)
        assert left_out(frame).endswith(about(frame))
