"""Parts of results for which AACT's tables have no room, told apart from what is not posted."""

import copy

import pytest

from components.views import VIEWS
from data.datasets.catalogue import load_dataset
from data.link.options import ResultOptions
from data.link.state import PageState
from data.queries.adverse_events import adverse_events
from data.queries.posted_outcome import lacks_outcome
from data.queries.posted_results import NOT_IN_FILE
from tests.data.readers.aact_of_results import of_studies
from tests.data.readers.aact_samples import write_tables
from tests.data.readers.samples import imported
from tests.posted_studies import POSTED, STUDIES, posted_import

ALLERGY, ASTHMA, TIMES = "NCT03361072", "NCT00314574", "NCT00000719"
ONCOLOGY = "NCT00554515"
SAID = "Not in this file: "


@pytest.fixture(scope="module")
def of_json(tmp_path_factory):
    root = tmp_path_factory.mktemp("json")
    posted_import(root)
    return load_dataset(root, POSTED)


def aact_store(root, *studies, **changed):
    tables = {**of_studies(studies), **changed}
    imported(root, write_tables(root / "tables", tables))
    return load_dataset(root, "trial")


@pytest.fixture(scope="module")
def of_aact(tmp_path_factory):
    own = [STUDIES[nct_id] for nct_id in (ALLERGY, ASTHMA, TIMES, ONCOLOGY)]
    return aact_store(tmp_path_factory.mktemp("aact"), *own)


def asked(store, nct_id, **chosen):
    return PageState(
        store.no_filters(),
        results=ResultOptions(trial=nct_id, **chosen),
        dataset=store.known.dataset,
    )


def caption(store, slug, nct_id):
    view, state = VIEWS[slug], asked(store, nct_id)
    return view.how_to_read(view.query(store, state))


@pytest.mark.parametrize(
    ("slug", "nct_id", "words"),
    [
        ("participant-flow", ASTHMA, "comments on the numbers that started and completed."),
        ("outcome-by-arm", TIMES, "the number analysed in a single row;"),
        ("posted-estimates", ONCOLOGY, "comments on lower limits."),
        ("adverse-events", ALLERGY, "notes on events; the remark on deaths."),
    ],
)
def test_a_figure_says_what_the_file_has_no_room_for(of_aact, of_json, slug, nct_id, words):
    assert f"{SAID}{words}" in caption(of_aact, slug, nct_id)
    assert SAID not in caption(of_json, slug, nct_id)


def test_a_measure_without_rows_of_its_own_lacks_no_number(of_aact):
    assert SAID not in caption(of_aact, "outcome-by-arm", ALLERGY)


def test_a_measure_without_values_is_not_said_to_be_unposted(tmp_path):
    study = copy.deepcopy(STUDIES[ALLERGY])
    measures = study["resultsSection"]["outcomeMeasuresModule"]["outcomeMeasures"]
    measures[0] = {
        **{key: measures[0][key] for key in ("type", "title", "timeFrame")},
        "reportingStatus": "NOT_POSTED",
        "anticipatedPostingDate": "2027-03",
    }
    store = aact_store(tmp_path, study)
    said = lacks_outcome(store, asked(store, ALLERGY, measure=1))
    assert "This file has no values of it, and not whether they are posted" in said
    assert "ot posted yet" not in said


def test_counts_without_a_column_are_not_in_the_file(tmp_path):
    tables = of_studies([STUDIES[ALLERGY]])
    without = {
        name: [
            {key: cell for key, cell in row.items() if key != "subjects_at_risk"}
            for row in tables[name]
        ]
        for name in ("reported_events", "reported_event_totals")
    }
    store = aact_store(tmp_path, STUDIES[ALLERGY], **without)
    frame = adverse_events(store, asked(store, ALLERGY))
    assert frame["counts_words"].str.contains("of not in this file").all()
    assert not frame["remark"].str.contains("not posted").any()


def test_the_threshold_of_a_record_without_terms_is_not_in_the_file(tmp_path):
    study = copy.deepcopy(STUDIES[ALLERGY])
    events = study["resultsSection"]["adverseEventsModule"]
    events.pop("seriousEvents", None)
    events.pop("otherEvents", None)
    store = aact_store(tmp_path, study, STUDIES[ASTHMA])
    frame = adverse_events(store, asked(store, ALLERGY))
    assert frame["threshold_words"].iloc[0].endswith("is not in this file.")
    assert frame["time_frame"].iloc[0] == "not in this file"
    with_terms = adverse_events(store, asked(store, ASTHMA))
    assert NOT_IN_FILE not in with_terms["threshold_words"].iloc[0]
