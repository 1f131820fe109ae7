"""The curated data against the numbers that the sources print."""

from dataclasses import replace

import numpy as np
import pytest

from data.model import vocabulary as v
from data.model.import_origin import ImportOrigin
from data.model.schema import FRAMES
from data.store import DATE_NOT_KNOWN


def test_nineteen_trials_and_their_phases(store):
    assert len(store.trials) == 19
    counts = store.trials["phase"].astype(str).value_counts().to_dict()
    assert counts == {
        "PHASE1": 4,
        "PHASE1/PHASE2": 5,
        "PHASE2": 5,
        "PHASE2/PHASE3": 3,
        "PHASE4": 1,
        "NOT_STATED": 1,
    }


def test_two_trials_stand_in_two_tables(store):
    rows = store.trials[store.trials["printed_tables"] == "Table 1|Table 2"]
    assert set(rows["nct_id"]) == {"NCT00465478", "NCT01102699"}
    assert store.trials["printed_tables"].str.split("|").explode().value_counts().to_dict() == {
        "Table 1": 9,
        "Table 2": 6,
        "Table 3": 6,
    }


@pytest.mark.parametrize(
    ("nct_id", "column", "code", "printed"),
    [
        ("NCT00821899", "phase", "NOT_STATED", ""),
        ("NCT00821899", "allocation", "NOT_STATED", ""),
        ("NCT01065298", "study_type", "OBSERVATIONAL", ""),
        ("NCT01065298", "observational_model", "CASE_CONTROL", "case control"),
        ("NCT01065298", "time_perspective", "PROSPECTIVE", "prospective"),
        ("NCT00955669", "masking", "DOUBLE", "double blind"),
        ("NCT00955669", "control", "PLACEBO", "placebo control"),
        ("NCT00971503", "masking", "SINGLE", "single blind"),
        ("NCT00767260", "intervention_model", "FACTORIAL", "factorial assignment"),
        ("NCT01102699", "primary_purpose", "DIAGNOSTIC", "diagnostic"),
        ("NCT01102699", "endpoint_classification", "EFFICACY", "efficacy study"),
        ("NCT00021801", "intervention_model", "NOT_STATED", ""),
    ],
)
def test_a_code_stands_beside_what_is_printed(store, nct_id, column, code, printed):
    row = store.trials.set_index("nct_id").loc[nct_id]
    assert str(row[column]) == code
    assert row[f"{column}_printed"] == printed


def test_who_is_masked(store):
    masked = store.trials.set_index("nct_id")["who_masked"]
    assert masked["NCT00955669"] == "PARTICIPANT|CARE_PROVIDER|INVESTIGATOR|OUTCOMES_ASSESSOR"
    assert masked["NCT01157403"] == "PARTICIPANT|INVESTIGATOR"
    assert masked["NCT00971503"] == "OUTCOMES_ASSESSOR"
    assert masked["NCT01065298"] == "NOT_STATED"


def test_table_4_has_seven_cohorts_and_28_patients(store):
    cohorts = store.cohorts
    assert cohorts["n"].tolist() == [1, 7, 5, 1, 5, 6, 3]
    assert cohorts["n"].sum() == 28
    assert cohorts["induction_printed"].tolist() == [
        "ALG",
        "OKT3",
        "None",
        "OKT3",
        "DAC or ATG (n = 1)",
        "DAC ± INF",
        "C1H + ETC",
    ]
    assert cohorts["maintenance_printed"].tolist() == [
        "TAC, AZA or MMF, MP",
        "",
        "TAC, MMF, MP",
        "TAC, AZA or MMF, MP",
        "TAC, MMF, MP, CYA (n = 1)",
        "SIR, TAC",
        "SIR, TAC  MMF",
    ]


def test_the_events_of_2005_07(store):
    rows = store.regimen_events[store.regimen_events["regimen"] == "miami-2005-07-ita"]
    spans = sorted(
        (row.agent, row.start_day, -1.0 if np.isnan(row.end_day) else row.end_day, row.end_kind)
        for row in rows.itertuples()
    )
    assert spans == [
        ("c1h", -1, -1, "FIXED"),
        ("c1h", 0, 0, "FIXED"),
        ("etc", 0, 0, "FIXED"),
        ("etc", 0, 14, "FIXED"),
        ("islets", 0, 0, "FIXED"),
        ("marrow-cd34", 5, 5, "FIXED"),
        ("marrow-cd34", 11, 11, "FIXED"),
        ("mmf", 91, -1, "NOT_STATED"),
        ("sir", -1, 122, "FIXED"),
        ("sir", 122, -1, "ONGOING"),
        ("tac", -1, 91, "SWITCHED"),
    ]
    troughs = dict(
        zip(zip(rows["agent"], rows["start_day"], strict=True), rows["trough_target"], strict=True)
    )
    assert "4-6" in troughs["tac", -1]
    assert "12-15" in troughs["sir", -1]
    assert "7-10" in troughs["sir", 122]


def test_the_three_infusions_of_nct01143168(store):
    rows = store.regimen_events[store.regimen_events["regimen"] == "nct01143168"]
    days = {
        (row.start_day, row.tolerance_days if row.start_day else 0, row.route)
        for row in rows.itertuples()
    }
    assert {(day, tolerance) for day, tolerance, _ in days} == {(0, 0), (7, 1), (14, 2)}
    assert len(rows) == 6


@pytest.mark.parametrize(
    ("regimen", "n"),
    [
        ("t1d-autologous-hsct", 23),
        ("t1d-pancreatic-artery", 3),
        ("t2d-marrow-oxygen", 25),
        ("t2d-gastroduodenal-artery", 10),
    ],
)
def test_the_four_described_trials_have_events(store, regimen, n):
    assert store.regimens.set_index("regimen")["n"][regimen] == n
    assert (store.regimen_events["regimen"] == regimen).sum() >= 2


def test_the_swapped_numbers_are_kept_in_both_readings(store):
    links = store.regimen_trials
    readings = {(row.regimen, row.nct_id, str(row.reading)) for row in links.itertuples()}
    assert {
        ("miami-2000-02-ita", "NCT00315614", "REVIEW_TEXT"),
        ("miami-2000-02-ita", "NCT00021801", "REGISTRY_RECORD"),
        ("miami-2005-07-ita", "NCT00021801", "REVIEW_TEXT"),
        ("miami-2005-07-ita", "NCT00315614", "REGISTRY_RECORD"),
    } <= readings


def test_every_row_of_every_frame_says_where_it_is_from(store):
    for name, frame in store.frames().items():
        assert (frame["source"] != "").all(), name
        assert (frame["locator"] != "").all(), name


def test_every_data_note_is_linked(store):
    assert set(store.data_notes["note"]) == set(store.data_note_links["note"])


def test_coded_columns_are_ordered_categories(store):
    for frame in FRAMES:
        for column in frame.columns:
            if column.kind == "code":
                dtype = getattr(store, frame.name)[column.name].dtype
                assert dtype.name == "category", (frame.name, column.name)
                assert dtype.ordered
                assert tuple(dtype.categories) == column.allowed_codes


def test_not_stated_is_not_the_registrys_not_applicable():
    assert "NA" in v.PHASE.codes
    assert v.NOT_STATED in v.PHASE.codes
    assert v.PHASE.labels["NA"] != v.PHASE.labels[v.NOT_STATED]


def test_facets_are_read_only(store):
    with pytest.raises(ValueError, match="read-only"):
        store.facets["phase"].holders.only_code[0] = 1
    with pytest.raises(TypeError):
        store.facets["phase"] = None


@pytest.mark.parametrize(
    ("date", "is_earliest", "words"),
    [
        ("2024-03-04", False, "2024-03-04"),
        ("2022-08-30", True, "2022-08-30 or later"),
        (DATE_NOT_KNOWN, False, "a date not known"),
    ],
)
def test_the_date_of_the_data_in_words(store, date, is_earliest, words):
    origin = ImportOrigin(date, "", "", (), (), 0, 0, 0, day_is_earliest=is_earliest)
    assert replace(store, date=date, origin=origin).date_in_words == words


def test_the_built_in_data_have_no_records_to_read_and_nothing_lacks_in_a_file(store):
    assert store.date_in_words == "2010-08"
    assert store.record("trial_arms", "NCT01143168").empty
    assert not store.not_in_file("trials", "phase")
