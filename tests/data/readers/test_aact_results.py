"""JSON and AACT of one study give equal frames of results."""

import pytest

from data.model.record_frames import RESULT_FRAMES
from tests.data.readers.aact_of_results import of_studies
from tests.data.readers.aact_samples import write_tables
from tests.data.readers.samples import frames, imported
from tests.posted_studies import HOSTILE, POSTED, STUDIES, posted_import

NO_ROOM = {
    # the threshold and the frame of events stand in rows of terms; deaths have no remark
    "results_about": {"baseline_units", "deaths_comment", "frequency_threshold"}
    | {"events_time_frame", "events_description"},
    # AACT maps the remark on a number of a milestone to a key that records do not have
    "results_flow": {"comment"},
    # AACT states the number of every row, the record only where it differs from the group's;
    # limits are numbers; a measure has no id, so two of the same title that follow are one
    "results_baseline": {"analysed", "analysed_units", "lower", "upper", "measure_position"},
    # no status; units_analyzed is typeUnitsAnalyzed alone
    "results_measures": {"reporting_status", "analysed_units"},
    # outcome_counts has the measure's numbers, not those of a class
    "results_values": {"analysed"},
    # numbers lose what is no number; no remark on a lower limit
    "results_analyses": {"lower_comment", "param_value", "dispersion_value"},
    "results_events": {"notes"},
}
"""Frame -> the columns for which AACT has no room, or another form."""


@pytest.mark.parametrize("names_outcome", [True, False])
def test_json_and_aact_of_one_study_are_equal(tmp_path, names_outcome):
    posted_import(tmp_path / "json")

    of_json = frames(tmp_path / "json", POSTED)
    # AACT refuses the hostile record, which names no group for a number
    sound = {name: each for name, each in STUDIES.items() if each is not HOSTILE}
    of_json = {name: rows[rows["nct_id"].isin(sound)] for name, rows in of_json.items()}
    tables = of_studies(sound.values(), names_outcome)
    tables = {name: rows[::-1] for name, rows in tables.items()}
    _, of_aact = imported(tmp_path / "aact", write_tables(tmp_path / "tables", tables))
    for frame in RESULT_FRAMES:
        kept = [
            name
            for name in frame.column_names
            if name not in {"source", "locator"} | NO_ROOM.get(frame.name, set())
        ]
        key = [name for name in ("nct_id", "position") if name in kept]
        pair = []
        for frames_of in (of_json, of_aact):
            rows = frames_of[frame.name][kept].sort_values(key).reset_index(drop=True)
            texts = rows.astype("string").fillna("")
            pair.append(texts.replace({r"[\r\n]": "~", '"': ""}, regex=True))
        if frame.name == "results_about":
            pair = [rows[rows["nct_id"].isin(pair[1]["nct_id"])] for rows in pair]
        assert pair[0].to_dict("records") == pair[1].to_dict("records"), frame.name
