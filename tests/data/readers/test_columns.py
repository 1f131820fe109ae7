"""The frames of an import: the schema's columns and more, for built-in data, too."""

import pandas as pd
import pytest

from data.link.filters import STARTED_FROM, STARTED_TO
from data.link.trial_fields import REGISTERED
from data.model.schema import FRAMES
from data.readers.columns import (
    EXTRA,
    HELD_FRAMES,
    IMPORT_FRAMES,
    IN_FILES,
    REGISTRY_FILTERS,
    columns_of_frames,
    filters_without,
    left_open,
    not_found,
    not_in,
    table_fields,
)
from tests.data.readers.samples import FULL, imported, write


def test_an_import_has_every_column_of_the_built_in_frame():
    built_in = {frame.name: frame for frame in FRAMES}
    for frame in HELD_FRAMES:
        assert set(built_in[frame.name].column_names) <= set(frame.column_names)


def test_cells_of_an_import_keep_the_rules_of_their_columns(tmp_path):
    _, frames = imported(tmp_path / "out", write(tmp_path / "a", [FULL]))
    for frame in IMPORT_FRAMES:
        for column in frame.columns:
            for cell in frames[frame.name][column.name]:
                text = "" if pd.isna(cell) else str(cell)
                assert not column.problem(text), (frame.name, column.name, text)


def test_every_column_that_only_registry_records_have_has_words():
    extra = {each.name for each in EXTRA["trials"]}
    beside = {name for name in extra if name.endswith(("_printed", "_type"))}
    assert set(REGISTERED) == extra - beside - {"start_year"}


def test_what_no_file_holds_is_not_in_it():
    assert not_in(IN_FILES) == {}
    held = IN_FILES - columns_of_frames("trial_arms") - {("trials", "start_date")}
    arms = ("arm", "arm_type", "arm_type_printed", "description")
    assert not_in(held) == {"trials": ("start_date",), "trial_arms": arms}


def test_what_is_made_of_a_column_is_held_with_it():
    lacking = not_in({("trials", "start_date"), ("trials", "masking")})["trials"]
    assert not {"start_date", "start_year", "masking", "masking_printed"} & set(lacking)
    assert {"title", "phase", "phase_printed", "start_date_type"} <= set(lacking)


def test_a_filter_on_a_column_that_no_file_holds_is_not_there():
    keys = {each.key for each in filters_without({})}
    assert {"status", "phase", STARTED_FROM} <= keys
    absent = {"trials": ("overall_status", "start_date", "start_year")}
    assert keys - {each.key for each in filters_without(absent)} == {
        "status",
        STARTED_FROM,
        STARTED_TO,
    }
    assert left_open(absent)["trials"] >= {"overall_status", "endpoint_classification"}


FOUND = {
    "trials": pd.DataFrame({"control": ["NOT_STATED", "PLACEBO|ACTIVE"]}),
    "trial_interventions": pd.DataFrame({"cell_product": ["MSC"], "donor": ["ALLOGENEIC"]}),
    "trial_mesh": pd.DataFrame({"mesh_of": ["CONDITION"]}),
    "trial_schedules": pd.DataFrame(
        {
            "schedule": ["ARMS|DAY", "NOT_STATED"],
            "agent_classes": ["", "DRUG"],
            "roles": ["", "INDUCTION|MAINTENANCE"],
        }
    ),
}
SILENT = {"schedule": ["NOT_STATED"], "agent_classes": [""], "roles": [""]}


@pytest.mark.parametrize(
    ("frame", "rows", "without"),
    [
        ("trials", {"control": ["NOT_STATED"] * 2}, {"control"}),
        ("trial_interventions", {"cell_product": [], "donor": []}, {"product", "donor", "given"}),
        (
            "trial_interventions",
            {"cell_product": ["MSC", "NOT_STATED"], "donor": ["NOT_STATED"] * 2},
            {"donor"},
        ),
        ("trial_mesh", {"mesh_of": ["INTERVENTION"]}, {"mesh"}),
        ("trial_mesh", {"mesh_of": []}, {"mesh"}),
        ("trials", {"control": ["PLACEBO"]}, set()),
        ("trial_schedules", SILENT, {"arms", "agent-class", "arm-role"}),
        ("trial_schedules", SILENT | {"schedule": ["ARMS"]}, {"agent-class", "arm-role"}),
        ("trial_schedules", {key: [] for key in SILENT}, {"arms", "agent-class", "arm-role"}),
    ],
)
def test_what_no_record_gives_is_no_filter(frame, rows, without):
    found = not_found(FOUND | {frame: pd.DataFrame(rows, dtype="str")})
    keys = {each.key for each in REGISTRY_FILTERS}
    assert keys - {each.key for each in filters_without(found)} == without
    fields = {"product": "cell_product"}
    assert not {fields.get(key, key) for key in without} & set(table_fields(found))
