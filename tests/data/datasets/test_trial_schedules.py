import sys

import pandas as pd
import pytest

from data.datasets import on_all_cores, trial_schedules
from data.datasets.catalogue import load_dataset, store_of_files
from data.datasets.on_disk import read_frame
from data.datasets.versions import folder_of
from data.index.record_files import RecordFiles
from data.queries.arm_regimens import words_of_arms
from data.queries.trials import count_matching, option_counts
from data.readers.columns import HELD_FRAMES
from data.schedules.arm_schedule import read_arm
from data.store import load_store
from tests.arm_samples import arm, given, record, store_of
from tests.data.readers.aact_samples import FULL_TABLES, write_tables
from tests.data.readers.samples import FULL, FULL_ROW, csv_text, imported, study, write

CELLS = given("Made-up CAR-T cells", "Cells", kind="BIOLOGICAL", description="Infused on day 0")
FLUDARABINE = given("Fludarabine", "Cells", "Drug", description="30 mg/m2")
DATED = record(
    "NCT00000001",
    [
        {**arm("Cells"), "description": "Conditioning: fludarabine 30 mg/m2 on days -5 to -3."},
        arm("Drug"),
        {**arm("Nothing", kind="NO_INTERVENTION"), "description": "Seen on day 7 and every week"},
    ],
    [CELLS, FLUDARABINE],
)
UNDATED = record(
    "NCT00000002", [arm("Training")], [given("Exercise", "Training", kind="BEHAVIORAL")]
)
TIMES = record(
    "NCT00000003",
    [{**arm("A"), "description": "ABC-1 twice daily for 12 weeks"}],
    [given("ABC-1", "A")],
    mesh=["Fludarabine"],
)
WITHOUT_ARMS = record("NCT00000004", [], [given("ABC-1", kind="DEVICE")])
WITHOUT_ANYTHING = study("NCT00000005")
WITHOUT_INTERVENTIONS = record("NCT00000006", [arm("Group", kind="")])
ALL = [DATED, UNDATED, TIMES, WITHOUT_ARMS, WITHOUT_ANYTHING, WITHOUT_INTERVENTIONS]
COLUMNS = ["schedule", "agent_classes", "roles", "arms_with_day"]
EXPECTED = {
    "NCT00000001": ("ARMS|TIMES|DAY", "ANTIMETABOLITE|IMMUNE_CELLS", "CONDITIONING", "1"),
    "NCT00000002": ("ARMS", "OTHER_TREATMENT", "", ""),
    "NCT00000003": ("ARMS|TIMES", "ANTIMETABOLITE", "", ""),
    "NCT00000004": ("NOT_STATED", "DEVICE", "", ""),
    "NCT00000006": ("ARMS", "", "", ""),
}


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    folder = tmp_path_factory.mktemp("schedules")
    imported(folder, write(folder / "all.json", ALL))
    return folder


@pytest.fixture(scope="module")
def store(root):
    return load_dataset(root, "trial")


def made(root):
    """The frame, made anew of the files."""
    folder = folder_of(root, "trial")
    frames = {frame.name: read_frame(folder, frame.name) for frame in HELD_FRAMES}
    return trial_schedules.trial_schedules(RecordFiles.opened(folder), frames)


def test_a_trial_has_what_is_read_of_it(store):
    rows = store.trial_schedules
    found = dict(zip(rows["nct_id"], rows[COLUMNS].itertuples(index=False, name=None), strict=True))
    assert found == EXPECTED
    assert set(rows["source"]) == {"import-trial"}
    assert rows["locator"].str.startswith("all.json, study ").all()


def test_the_index_holds_the_frame_as_it_is_made(root, store):
    pd.testing.assert_frame_equal(store.trial_schedules, made(root), check_dtype=False)
    files = store_of_files(folder_of(root, "trial"), "trial").trial_schedules
    pd.testing.assert_frame_equal(store.trial_schedules, files)


def test_days_are_those_of_the_whole_reading(store):
    for row in store.trial_schedules.itertuples():
        words = words_of_arms(store, row.nct_id)
        days = [str(arm.position) for arm in words if read_arm(arm).has_day]
        assert row.arms_with_day.split("|") == (days or [""])


@pytest.mark.parametrize("command", [None, (sys.executable, "-c", "pass"), ("/no/such/program",)])
def test_other_cores_read_the_same_and_are_done_without(root, store, monkeypatch, command):
    monkeypatch.setattr(trial_schedules, "MANY_TRIALS", 1)
    monkeypatch.setattr(trial_schedules, "MANY_NAMES", 1)
    monkeypatch.setattr(trial_schedules, "TRIALS_AT_ONCE", 1)
    if command:
        monkeypatch.setattr(on_all_cores, "COMMAND", command)
    pd.testing.assert_frame_equal(store.trial_schedules, made(root), check_dtype=False)


@pytest.mark.parametrize(
    ("key", "code", "trials"),
    [
        ("arms", "ARMS", 4),
        ("arms", "TIMES", 2),
        ("arms", "DAY", 1),
        ("arms", "NOT_STATED", 2),
        ("agent-class", "ANTIMETABOLITE", 2),
        ("agent-class", "DEVICE", 1),
        ("arm-role", "CONDITIONING", 1),
        ("arm-role", "INDUCTION", 0),
        ("given", "fludarabine", 1),
        ("given", "abc 1", 2),
        ("given", "NOT_STATED", 2),
    ],
)
def test_filters_count_the_trials(store, key, code, trials):
    none = store.no_filters()
    assert option_counts(store, none, key).get(code, 0) == trials
    assert count_matching(store, none.with_codes(key, (code,))) == trials


def keys(store):
    return {field.key for field in store.known.filters}


OF_ARMS = {"arms", "arm-role", "agent-class", "given"}


def test_a_csv_has_interventions_and_no_arms(tmp_path):
    imported(tmp_path, write(tmp_path / "a.csv", csv_text([FULL_ROW])))
    store = load_dataset(tmp_path, "trial")
    assert keys(store) & OF_ARMS == {"given", "agent-class"}
    assert store.trial_schedules["schedule"].tolist() == ["NOT_STATED"]


def test_records_without_either_have_no_filter(tmp_path):
    store = store_of(tmp_path, [WITHOUT_ANYTHING])
    assert not keys(store) & OF_ARMS
    assert store.trial_schedules.empty


def test_the_built_in_data_have_no_filter_of_arms():
    assert not keys(load_store()) & OF_ARMS


def test_tables_of_aact_say_what_the_json_says(tmp_path):
    for form, path in (
        ("json", write(tmp_path / "full.json", [FULL])),
        ("aact", write_tables(tmp_path / "tables", FULL_TABLES)),
    ):
        imported(tmp_path / form, path)
    rows = [
        load_dataset(tmp_path / form, "trial").trial_schedules.set_index("nct_id")[COLUMNS]
        for form in ("json", "aact")
    ]
    assert rows[0].loc["NCT00000007"].tolist() == rows[1].loc["NCT00000007"].tolist()


def test_words_of_a_record_cost_nothing_but_themselves(tmp_path):
    """Neither signs that a pattern knows, nor names that are no more than one, are read wrongly."""
    bad = record(
        "NCT00000001",
        [{**arm("(((|"), "description": "day " * 2_000 + "\\\\d ⁻¹ day −"}],
        [given("+", "(((|"), given("|", "gone"), given("<b>", description="x" * 5_000)],
    )
    store = store_of(tmp_path, [bad])
    assert store.trial_schedules["schedule"].tolist() == ["ARMS|TIMES"]
    assert store.trial_schedules["arms_with_day"].tolist() == [""]
