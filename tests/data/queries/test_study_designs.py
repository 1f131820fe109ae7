"""The study design that is drawn, and its visits with words for codes."""

import pytest

from data.link.options import ProtocolOptions
from data.link.state import PageState
from data.queries.study_designs import has_design, label_of, shown_design, visits
from tests.data.readers.usdm.samples import in_4
from tests.studies import study_store

CODE = "made.made-up-study"


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    return study_store(tmp_path_factory.mktemp("study"), in_4())


def chosen(*regimens):
    return PageState(protocols=ProtocolOptions(regimen=regimens))


def test_the_first_design_is_drawn_or_the_one_chosen(study, store):
    assert shown_design(study, PageState()) == CODE
    assert shown_design(study, chosen("miami-2005-07-ita", CODE)) == CODE
    assert shown_design(study, chosen("miami-2005-07-ita")) == ""
    assert shown_design(store, PageState()) == ""


def test_a_design_is_told_from_other_protocols(study, store):
    assert has_design(study, CODE)
    assert not has_design(store, "miami-2005-07-ita")
    assert (label_of(study, CODE), label_of(study, "none")) == ("Marrow cells", "")


def test_visits_have_words_for_their_days(study):
    rows = visits(study, CODE)
    main = rows[rows["timeline_position"] == 1]
    assert main["day_words"].tolist() == [
        "day −14",
        "day 0",
        "day 14",
        "14 d 12 h after day 0",
        "day 28",
        "no day",
        "day 183",
    ]
    assert main["window_words"].tolist() == [
        "window 0 to +10 days", "", "window ±3 days", "", "", "", "",
    ]  # fmt: skip
    assert main["day_basis"].iloc[5] == "it is a delay of 21 days, which hangs on itself"
    assert main["placement_label"].iloc[6] == "Worked out: months or years counted as days"
    sub = rows[rows["timeline_position"] == 2]
    assert sub["day_words"].tolist() == [
        "15 min before its start", "at its start", "4 h after its start",
    ]  # fmt: skip
    assert visits(study, "none").empty
