"""The JSON and the CSV of one search, of today and of before June 2024, agree in their fields."""

import pytest

from tests.data.readers.samples import (
    FULL,
    FULL_ROW,
    LEGACY_ROW,
    csv_text,
    imported,
    study,
    write,
)

PROTOCOL = FULL["protocolSection"]
WHOLE = FULL | {
    "protocolSection": PROTOCOL
    | {
        "identificationModule": PROTOCOL["identificationModule"]
        | {
            "nctIdAliases": [],
            "orgStudyIdInfo": {"id": "A-1"},
            "secondaryIdInfos": [{"id": "B-2", "type": "OTHER", "domain": "Somewhere"}],
        },
        "descriptionModule": {"briefSummary": "Lines\nof text, and “quotes”"},
        "eligibilityModule": {
            "sex": "ALL",
            "minimumAge": "18 Years",
            "maximumAge": "70 Years",
            "stdAges": ["ADULT", "OLDER_ADULT"],
        },
        "outcomesModule": {
            "primaryOutcomes": [{"measure": "Insulin, daily dose"}],
            "secondaryOutcomes": [{"measure": "C-peptide"}],
        },
    },
    "documentSection": {
        "largeDocumentModule": {
            "largeDocs": [{"label": "Study Protocol", "filename": "Prot_000.pdf"}]
        }
    },
}
"""The study of the rows below, with all that they hold."""
ADDRESS = "https://cdn.clinicaltrials.gov/large-docs/07/NCT00000007/Prot_000.pdf"
TODAY = FULL_ROW | {
    "Primary Outcome Measures": "Insulin, daily dose",
    "Secondary Outcome Measures": "C-peptide",
    "Other Outcome Measures": "",
    "Study Documents": f"Study Protocol, {ADDRESS}",
}
BEFORE = LEGACY_ROW | {"Study Documents": f'"Study Protocol", {ADDRESS}'}
BARE = study("NCT00000001", hasResults=False)
BARE_TODAY = dict.fromkeys(TODAY, "") | {
    "NCT Number": "NCT00000001",
    "Study Title": "Trial NCT00000001",
    "Study Results": "NO",
}
BARE_BEFORE = dict.fromkeys(BEFORE, "") | {
    "NCT Number": "NCT00000001",
    "Title": "Trial NCT00000001",
    "Study Results": "No Results Available",
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
        "healthy_volunteers",
        # derived from the arms, which a CSV does not have
        "control",
        "control_basis",
    },
    "trial_conditions": set(),
    "trial_interventions": set(),
    "trial_organisations": {"site_status", "site_status_printed"},
    "trial_ids": {"id_type", "domain"},
    "trial_texts": set(),
    "outcome_measures": set(),
    "trial_documents": {"date"},
}
"""Frame -> the columns that no CSV of the site holds."""
NOT_TODAY = {
    "trials": {"minimum_age", "maximum_age"},
    # from the table of cities, where the record itself does not give the point
    "trial_organisations": {"lat", "lon", "place_basis"},
}
NOT_BEFORE = NOT_TODAY | {
    "trials": {"sponsor_class"},
    "outcome_measures": {"outcome_kind"},
}
PROVENANCE = {"source", "locator"}


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """Form -> its frames."""
    contents = {
        "json": [WHOLE, BARE],
        "today": csv_text([TODAY, BARE_TODAY]),
        "before": csv_text([BEFORE, BARE_BEFORE]),
    }
    found = {}
    for name, content in contents.items():
        folder = tmp_path_factory.mktemp(name)
        report, found[name] = imported(folder / "out", write(folder / "file", content))
        assert (report.read, report.skipped, report.not_listed) == (2, 0, {})
    return found


@pytest.mark.parametrize("frame", list(ONLY_JSON))
@pytest.mark.parametrize("form", ["today", "before"])
def test_equal_in_every_field_that_both_carry(found, form, frame):
    if form == "before" and frame == "trial_texts":
        return
    left, right = found["json"][frame], found[form][frame]
    assert list(left.columns) == list(right.columns)
    assert len(left) == len(right) > 0
    lacking = ONLY_JSON[frame] | (NOT_TODAY if form == "today" else NOT_BEFORE).get(frame, set())
    for column in set(left.columns) - lacking - PROVENANCE:
        # Before June 2024 the same values were printed as labels.
        if form == "today" or not column.endswith("_printed"):
            assert left[column].equals(right[column]), column


def test_before_june_2024_the_file_held_limits_of_age_and_one_class(found):
    (trial,) = found["before"]["trials"].query("nct_id == 'NCT00000007'").to_dict("records")
    assert (trial["minimum_age"], trial["maximum_age"]) == ("18 Years", "70 Years")
    assert trial["sponsor_class"] == "OTHER"
