from dataclasses import replace

import pandas as pd
import pytest

from data.datasets.catalogue import load_dataset
from data.datasets.importing import Request, run_import
from data.link.filters import TrialFilters
from data.model import vocabulary as v
from data.queries.one_trial import (
    REGISTERED_COLUMNS,
    conditions,
    definition,
    find_trial,
    further_numbers,
    interventions,
    linked_regimens,
    organisations,
    plain_words,
    record_sections,
    regimen_events,
    trial,
    walk,
)
from data.readers.trial_columns import code, date, printed, text, yes_no
from tests.data.readers.ictrp_samples import REGISTERS, xml

CHINA = "NCT01143168"


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (CHINA, CHINA),
        ("nct01143168", CHINA),
        (" NCT01143168 ", CHINA),
        ("NCT99999999", ""),
        ("", ""),
        ("NCT0114316", ""),
        ("<script>alert(1)</script>", ""),
        ("NCT01143168/..", ""),
    ],
)
def test_find_trial(store, wanted, found):
    assert find_trial(store, wanted) == found


@pytest.fixture(scope="module")
def of_registers(tmp_path_factory):
    root = tmp_path_factory.mktemp("registers")
    file = root / "portal.xml"
    file.write_bytes(xml(REGISTERS.values()))
    run_import(Request((file,), "who", root))
    return load_dataset(root, "who")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("ChiCTR2000029439", "ChiCTR2000029439"),
        ("chictr2000029439", "ChiCTR2000029439"),
        ("RBR-973PT5N", "RBR-973pt5n"),
        ("CTRI/2020/04/024706", "CTRI/2020/04/024706"),
        ("nct90000001", "NCT90000001"),
        ("EUCTR2016-003433-20-FR", ""),
        ("", ""),
    ],
)
def test_a_trial_of_any_register_is_found(of_registers, wanted, found):
    assert find_trial(of_registers, wanted) == found


def test_the_further_numbers_of_a_trial(store, of_registers):
    assert further_numbers(of_registers, "NCT90000001") == ("EUCTR2016-003433-20-FR",)
    assert further_numbers(of_registers, "KCT0001234") == ()
    assert further_numbers(store, CHINA) == ()


def test_a_trial_that_is_not_there_is_a_key_error(store):
    with pytest.raises(KeyError):
        trial(store, "NCT99999999")


def _field(store, nct_id, label):
    rows = definition(store, nct_id).set_index("label")
    return rows.loc[label, "printed"], rows.loc[label, "normalised"]


@pytest.mark.parametrize(
    ("nct_id", "label", "printed", "normalised"),
    [
        (CHINA, "Phase", "Phase I", "Phase 1"),
        (CHINA, "Study type", "Interventional (Clinical Trial)", "Interventional"),
        (CHINA, "Enrolment", "Not printed", "24 participants (estimated)"),
        (CHINA, "Who is masked", "Not printed", "Nobody (open label)"),
        ("NCT00821899", "Phase", "Not printed", "Not stated"),
        ("NCT00821899", "Allocation", "Not printed", "Not stated"),
        ("NCT00821899", "Enrolment", "Not printed", "Not stated"),
        ("NCT01065298", "Observational model", "case control", "Case-control"),
        ("NCT01157403", "Who is masked", "subject, investigator", "Participant; Investigator"),
        ("NCT00465478", "Printed in", "Table 1; Table 2", "Table 1; Table 2"),
    ],
)
def test_definition_sets_the_printed_value_beside_the_normalised(
    store, nct_id, label, printed, normalised
):
    assert _field(store, nct_id, label) == (printed, normalised)


def test_definition_has_every_field_of_the_trials_frame(store):
    """Snapshot, source and locator stand in the head and at the foot of the page."""
    columns = {name.removesuffix("_printed") for name in store.trials.columns}
    elsewhere = {"snapshot", "source", "locator", "enrollment_type"}
    assert len(definition(store, CHINA)) == len(columns - elsewhere)
    for nct_id in store.trials["nct_id"]:
        assert (definition(store, nct_id) != "").all(axis=None), nct_id


def test_what_the_file_does_not_hold_is_not_called_not_stated(imported):
    """Of the small import one column is taken for one that its file has no room for."""
    absent = {"trials": frozenset(("why_stopped", "allocation", "enrollment_type"))}
    without = replace(imported, absent=absent)
    for label in ("Why it stopped", "Allocation"):
        assert _field(without, "NCT00000011", label) == ("Not in this file",) * 2
    assert _field(without, "NCT00000011", "Acronym") == ("Not printed", "Not stated")
    assert _field(without, "NCT00000011", "Enrolment") == (
        "12",
        "12 participants (actual or estimated: not in this file)",
    )


def test_the_fields_of_an_import_have_its_ages_and_results(imported):
    labels = set(definition(imported, "NCT00000011")["label"])
    assert {"Sex", "Youngest", "Oldest", "Age groups", "Results posted"} <= labels


def test_rows_of_an_import_are_found_by_the_trials_place(imported):
    assert organisations(imported, "NCT00000012")["place"].tolist()[-1] == "Paris, France"
    assert conditions(imported, "NCT00000013")["condition"].tolist() == ["kidney failure"]
    assert interventions(imported, "NCT99999999").empty


def test_rows_of_a_trial_are_labels(store):
    assert conditions(store, CHINA)["condition_group"].tolist() == ["Type 1 diabetes"]
    assert interventions(store, CHINA)["cell_product"].tolist() == [
        "Mononuclear cells",
        "Mesenchymal stem cells",
    ]
    assert interventions(store, CHINA)["donor"].tolist() == ["Autologous", "Not stated"]
    places = organisations(store, CHINA)
    assert places["place"].tolist() == ["Beijing, China", "Not stated"]
    assert places["role"].tolist() == ["Site", "Sponsor"]


@pytest.mark.parametrize("rows", [conditions, interventions, organisations, linked_regimens])
def test_an_unknown_trial_has_no_rows(store, rows):
    assert rows(store, "NCT99999999").empty


def test_both_readings_of_the_miami_numbers(store):
    links = linked_regimens(store, "NCT00021801")
    assert links[["regimen", "reading"]].to_numpy().tolist() == [
        ["miami-2005-07-ita", "As the review's text has it"],
        ["miami-2000-02-ita", "As the registry records read"],
    ]
    other = linked_regimens(store, "NCT00315614")["regimen"].tolist()
    assert other == ["miami-2000-02-ita", "miami-2005-07-ita"]


def test_a_protocol_of_both_readings_comes_once(store):
    links = store.regimen_trials
    again = links[links["nct_id"] == CHINA].assign(reading="REVIEW_TEXT", locator="Text")
    twice = replace(store, regimen_trials=pd.concat([links, again]).astype(links.dtypes))
    rows = linked_regimens(twice, CHINA)
    assert rows["reading"].tolist() == ["As the review's text has it; As the registry records read"]


def test_events_of_the_chinese_record(store):
    events = regimen_events(store, "nct01143168")
    assert sorted(events["start_day"].unique()) == [0, 7, 14]
    assert regimen_events(store, "no-such-regimen").empty


def test_record_sections_keep_order_and_every_field(store):
    sections = record_sections(store, CHINA)
    assert sections[0][0] == "Identification"
    assert sum(len(rows) for _, rows in sections) == len(store.record_fields)
    assert record_sections(store, "NCT00021801") == []


@pytest.mark.parametrize(
    ("filters", "nct_id", "position", "total", "beside"),
    [
        (TrialFilters(), "NCT00021801", 1, 19, ("", "NCT00315133")),
        (TrialFilters(), "NCT00282685", 19, 19, ("NCT00955669", "")),
        (TrialFilters(text="islet"), "NCT00021801", 1, 2, ("", "NCT00315614")),
        (TrialFilters(text="islet"), CHINA, 0, 2, ("", "")),
        (TrialFilters(text="zzzz"), CHINA, 0, 0, ("", "")),
    ],
)
def test_walk(store, filters, nct_id, position, total, beside):
    here = walk(store, filters, nct_id)
    assert (here.position, here.total) == (position, total)
    assert (here.previous, here.following) == beside


def test_no_query_changes_the_store(store):
    before = store.trial_organisations.copy(deep=True)
    organisations(store, CHINA)
    pd.testing.assert_frame_equal(store.trial_organisations, before)


def test_columns_of_records_stand_in_order():
    in_order = [
        *("overall_status", "sponsor_class"),
        *("start_date", "primary_completion_date", "completion_date"),
        *("acronym", "why_stopped", "sponsor"),
        *("first_posted", "last_update_posted"),
    ]
    names = [column.name for column in REGISTERED_COLUMNS]
    assert [name for name in names if name in in_order] == in_order


@pytest.mark.parametrize(
    ("column", "cells", "said"),
    [
        (text("note", "a.b", "B"), {"note": "As is"}, ("As is", "As is")),
        (text("note", "a.b", "B"), {"note": ""}, ("Not printed", "Not stated")),
        (date("day", "a.b", "B"), {"day": "2013-08"}, ("2013-08", "2013-08")),
        (date("day", "a.b", "B"), {"day": ""}, ("Not printed", "Not stated")),
        (
            date("day", "a.b", "B"),
            {"day": "2013", "day_type": "ACTUAL"},
            ("2013 (actual)", "2013 (actual)"),
        ),
        (yes_no("open", "a.b", "B"), {"open": "YES"}, ("Yes", "Yes")),
        (yes_no("open", "a.b", "B"), {"open": "NOT_STATED"}, ("Not printed", "Not stated")),
        (code(v.PHASE, "a.b", "B"), {"phase": "PHASE1"}, ("Phase 1", "Phase 1")),
        (
            printed(v.PHASE, "a.b", "B"),
            {"phase": "PHASE1", "phase_printed": "Phase I"},
            ("Phase I", "Phase 1"),
        ),
        (
            printed(v.PHASE, "a.b", "B"),
            {"phase": "NOT_STATED", "phase_printed": ""},
            ("Not printed", "Not stated"),
        ),
    ],
)
def test_a_plain_column_in_words(column, cells, said):
    assert plain_words(pd.Series(cells), column) == said
