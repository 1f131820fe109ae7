"""The JSON and the CSV of the same search give equal frames in what both carry."""

import pytest

from tests.data.readers.samples import FULL, FULL_ROW, csv_text, imported, study, write

BARE = study("NCT00000001", hasResults=False)
BARE_ROW = dict.fromkeys(FULL_ROW, "") | {
    "NCT Number": "NCT00000001",
    "Study Title": "Trial NCT00000001",
    "Study Results": "NO",
}
ONLY_JSON = {
    "trials": {
        "snapshot",
        "why_stopped",
        "enrollment_type",
        "start_date_type",
        "primary_completion_date_type",
        "completion_date_type",
        "patient_registry",
        "official_title",
        "minimum_age",
        "maximum_age",
        "healthy_volunteers",
        "age_groups",
    },
    "trial_conditions": set(),
    "trial_interventions": set(),
    "trial_organisations": {
        "place_basis",
        "lat",
        "lon",
        "state",
        "site_status",
        "site_status_printed",
    },
}
PROVENANCE = {"source", "locator"}


@pytest.mark.parametrize("frame", list(ONLY_JSON))
def test_equal_in_every_field_that_both_carry(tmp_path, frame):
    _, of_json = imported(tmp_path / "json", write(tmp_path / "a", [FULL, BARE]))
    _, of_csv = imported(tmp_path / "csv", write(tmp_path / "b", csv_text([FULL_ROW, BARE_ROW])))
    left, right = of_json[frame], of_csv[frame]
    assert list(left.columns) == list(right.columns)
    assert len(left) == len(right) > 0
    for column in set(left.columns) - ONLY_JSON[frame] - PROVENANCE:
        assert left[column].equals(right[column]), column
