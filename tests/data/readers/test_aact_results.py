"""JSON and AACT of one study give equal frames of results."""

import re

import pytest

from data.model.record_frames import RESULT_FRAMES
from data.readers.aact_held import RESULT_PLACES
from tests.data.readers.aact_of_results import of_studies
from tests.data.readers.aact_samples import write_tables
from tests.data.readers.samples import frames, imported
from tests.posted_studies import HOSTILE, POSTED, QUARTILES, STUDIES, nct_id_of, posted_import

NO_ROOM = {
    # no column for the units of the baseline, none for the remark on deaths
    "results_about": {"baseline_units", "deaths_comment"},
    # AACT maps the remark on a number of a milestone to a key that records do not have
    "results_flow": {"comment"},
    # no status; units_analyzed is typeUnitsAnalyzed alone, the record may choose others
    "results_measures": {"reporting_status"},
    # outcome_counts has the measure's numbers, not those of a class
    "results_values": {"analysed"},
    # a remark on the upper limit alone
    "results_analyses": {"lower_comment"},
    "results_events": {"notes"},
}
"""Frame -> the columns for which AACT has no room."""
NUMBERS = {
    # whole numbers alone
    "results_about": {"frequency_threshold"},
    # AACT has no limits of the baseline as posted
    "results_baseline": {"lower", "upper"},
    "results_analyses": {"param_value", "dispersion_value"},
}
"""Frame -> columns that AACT keeps as numbers: "25.0", and nothing of "NA"."""
OF_TERMS = ("frequency_threshold", "events_time_frame", "events_description")
"""Columns of ``results_about`` that AACT repeats in each row of a term, and has nowhere else."""
SOUND = {name: each for name, each in STUDIES.items() if each is not HOSTILE}
"""AACT refuses the hostile record, which names no group for a number."""
SHORT = {"FG": "P", "BG": "B", "OG": "O", "EG": "E"}
"""Codes of groups of today -> those of exports to 2021."""


def as_number(text: str) -> str:
    found = re.match(r"-?\d+(\.\d+)?", text)
    return str(float(found[0])) if found else ""


def comparable(of_file):
    """Frame -> its rows as texts, without provenance and what AACT has no room for."""
    shown = {}
    numbers = of_file["results_groups"].query("results_part == 'BASELINE'")
    of_group = {
        (each.nct_id, each.group_id): (each.analysed, each.analysed_units)
        for each in numbers.itertuples()
    }
    for frame in RESULT_FRAMES:
        left_out = {"source", "locator"} | NO_ROOM.get(frame.name, set())
        kept = [name for name in frame.column_names if name not in left_out]
        key = [name for name in ("nct_id", "position") if name in kept]
        rows = of_file[frame.name][kept].sort_values(key).reset_index(drop=True)
        rows = rows.astype("string").fillna("").replace({r"[\r\n]": "~", '"': ""}, regex=True)
        for name in NUMBERS.get(frame.name, ()):
            rows[name] = rows[name].map(as_number)
        shown[frame.name] = rows.to_dict("records")
    for row in shown["results_baseline"]:
        # a row is of its group's number where it states none
        if not row["analysed"]:
            row["analysed"], row["analysed_units"] = of_group[row["nct_id"], row["group_id"]]
    return shown


@pytest.fixture(scope="module")
def of_json(tmp_path_factory):
    root = tmp_path_factory.mktemp("posted") / "json"
    posted_import(root)
    found = frames(root, POSTED)
    return {name: rows[rows["nct_id"].isin(SOUND)] for name, rows in found.items()}


def of_aact(tmp_path, tables):
    """The report and the frames; the lines of every table in no order."""
    turned = {name: rows[::-1] for name, rows in tables.items()}
    return imported(tmp_path / "aact", write_tables(tmp_path / "tables", turned))


@pytest.mark.parametrize("names_outcome", [True, False])
def test_json_and_aact_of_one_study_are_equal(tmp_path, of_json, names_outcome):
    report, found = of_aact(tmp_path, of_studies(SOUND.values(), names_outcome))
    left, right = comparable(of_json), comparable(found)
    assert report.with_results == len(SOUND)
    assert not [note for note in report.notes if "left out" in note]
    about = {row["nct_id"]: row for row in right.pop("results_about")}
    terms = of_json["results_events"].query("term != ''")["nct_id"].unique()
    for row in left.pop("results_about"):
        own = row if row["nct_id"] in terms else row | dict.fromkeys(OF_TERMS, "")
        nothing = dict.fromkeys(row, "") | {"nct_id": row["nct_id"]}
        assert about.pop(row["nct_id"], nothing) == own
    assert not about
    for name, rows in left.items():
        assert rows == right[name], name


def test_what_has_no_room_is_not_in_the_file():
    for frame, columns in NO_ROOM.items():
        if frame != "results_flow":
            assert not columns & RESULT_PLACES[frame].keys()


def in_old_words(tables):
    """Tables as an export to 2021 had them: short codes, labels, no columns as posted."""
    old = {}
    for table, rows in tables.items():
        old[table] = [dict(row) for row in rows]
        for row in old[table]:
            if code := row.get("ctgov_group_code"):
                row["ctgov_group_code"] = SHORT[code[:2]] + str(int(code[2:]) + 1)
            for name in ("outcome_type", "param_type"):
                if name in row:
                    row[name] = row[name].replace("_", " ").capitalize()
            if "dispersion_type" in row:
                row["dispersion_type"] = row["dispersion_type"].replace("_", " ").title()
            for name in [each for each in row if each.endswith("_raw")]:
                del row[name]
    return old


def test_the_words_of_older_exports(tmp_path):
    tables = of_studies([QUARTILES])
    report, new = of_aact(tmp_path / "new", tables)
    old_report, old = of_aact(tmp_path / "old", in_old_words(tables))
    assert not old_report.not_listed
    assert old_report.with_results == report.with_results == 1
    codes = {
        "results_groups": ["results_part", "measure_position", "title", "analysed"],
        "results_flow": ["flow_row", "period", "milestone", "participants"],
        "results_baseline": ["measure_position", "measure", "class_title", "value", "spread"],
        "results_measures": ["posted_outcome_kind", "measure", "units", "time_frame"],
        "results_values": ["measure_position", "class_title", "value"],
        "results_events": ["event_kind", "term", "affected", "at_risk"],
    }
    for name, columns in codes.items():
        assert len(new[name]), name
        assert new[name][columns].equals(old[name][columns]), name
    assert set(old["results_groups"].group_id.str[0]) == set("PBOE")
    assert set(old["results_measures"].param_type) == {"Median", ""}
    # without the limits as posted there are those as numbers
    limits = [rows["results_values"].upper.map(as_number).tolist() for rows in (new, old)]
    assert limits[0] == limits[1]


def test_rows_that_belong_to_nothing_are_left_out_in_words(tmp_path):
    tables = of_studies([QUARTILES])
    _, whole = of_aact(tmp_path / "whole", tables)
    unknown = {"result_group_id": "999", "ctgov_group_code": ""}
    strays = {
        "result_groups": ({"result_type": "Odd"}, "its result_type is none of those known"),
        "milestones": (unknown, "no group with this result_group_id was imported"),
        "outcome_measurements": ({"outcome_id": "999"}, "no outcome with this outcome_id"),
        "outcome_counts": ({"outcome_id": ""}, "no outcome with this outcome_id"),
        "reported_events": ({"event_type": "odd"}, "its event_type is none of those known"),
        "reported_event_totals": ({"nct_id": "NCT99999999"}, "no study with this nct_id"),
    }
    more = {
        name: [*tables[name], tables[name][0] | {"id": "998"} | odd]
        for name, (odd, _) in strays.items()
    }
    report, found = of_aact(tmp_path / "strays", tables | more)
    for name, (_, reason) in strays.items():
        (note,) = [each for each in report.notes if each.startswith(f"{name}.txt")]
        assert "1 row left out (line 2): " + reason in note
    left, right = comparable(whole), comparable(found)
    assert left == right
    assert set(found["results_values"].nct_id) == {nct_id_of(QUARTILES)}
