import pytest

from data.datasets.beside import MOST_NAMED, beside, named_in
from data.datasets.catalogue import Datasets, load_dataset
from data.link.state import PageState
from data.queries import comparison, outcomes, regimens
from tests.data.readers.samples import imported, study, write

MIAMI, ARM = "miami-2005-07-ita", "nct00000001.arm-1"
ARMS = {
    "armGroups": [
        {
            "label": "Cells",
            "type": "EXPERIMENTAL",
            "description": "Fludarabine 30 mg/m2 IV on days -5 to -3. Made-up cells on day 0.",
            "interventionNames": ["Biological: Made-up cells", "Drug: Fludarabine"],
        },
        {"label": "Nothing", "type": "NO_INTERVENTION"},
    ],
    "interventions": [
        {"type": "BIOLOGICAL", "name": "Made-up cells", "armGroupLabels": ["Cells"]},
        {"type": "DRUG", "name": "Fludarabine", "armGroupLabels": ["Cells"]},
    ],
}


@pytest.fixture(scope="module")
def both(store, tmp_path_factory):
    """The built-in data and an import of one trial with two arms."""
    root = tmp_path_factory.mktemp("arms")
    imported(root, write(root / "trial.json", study("NCT00000001", armsInterventionsModule=ARMS)))
    return Datasets.beside_one_another((store, load_dataset(root, "trial")))


@pytest.fixture
def trial(both):
    return both.named("trial")


@pytest.mark.parametrize(
    ("values", "path", "codes"),
    [
        ({}, "", ()),
        ({"regimen": "b~a", "compare": "C~a"}, "/compare", ("a", "b", "c")),
        ({"agent": "tac"}, "/protocols/nct1.arm-2", ("nct1.arm-2",)),
        ({}, "/protocols", ()),
        ({"regimen": "~~"}, "/protocols/", ()),
    ],
)
def test_an_address_names_protocols(values, path, codes):
    assert named_in(values, path) == codes


def test_no_more_than_a_page_can_show_are_read():
    many = "~".join(f"nct{number}.arm-1" for number in range(100))
    assert len(named_in({"regimen": many})) == MOST_NAMED


@pytest.mark.parametrize(
    "codes", [(), ("gone",), ("nct00000001.arm-9",), ("nct99999999.arm-1",), ("<script>",)]
)
def test_a_store_stays_itself_where_nothing_is_of_elsewhere(trial, codes):
    assert beside(trial, codes) is trial


def test_its_own_protocols_are_not_of_elsewhere(both):
    assert beside(both.default, (MIAMI,)) is both.default


def test_an_arm_and_a_protocol_of_another_dataset_stand_side_by_side(both):
    query = f"?dataset=trial&compare={ARM}~{MIAMI}"
    found = both.of_query(query)
    state, ignored = PageState.from_query(query, found.known)
    assert ignored == ()
    assert comparison.compared(found, state) == (MIAMI, ARM)
    rows = comparison.compared_events(found, state)
    arm = rows[rows["regimen"] == ARM]
    dated = arm.dropna(subset=["start_day"]).sort_values("start_day")
    assert list(zip(dated["agent"], dated["start_day"], dated["end_day"], strict=True)) == [
        ("fludarabine", -5, -3),
        ("made-up-cells", 0, 0),
    ]
    assert set(dated["certainty"]) == {"READ_BY_RULE"}
    assert set(dated["locator"]) == {"NCT00000001, armGroups[0].description"}
    assert dated["quote"].iloc[0].startswith("Fludarabine 30 mg/m2 IV on days -5 to -3")
    curated = rows[rows["regimen"] == MIAMI]
    own = regimens.events(
        both.default, PageState.from_query(f"?regimen={MIAMI}", both.default.known)[0]
    )
    assert curated["event"].tolist() == own["event"].tolist()


def test_sources_notes_and_outcomes_come_along(both):
    found = both.of_query(f"?dataset=trial&regimen={MIAMI}")
    assert "review-2010" in set(found.sources["source_id"])
    assert len(found.data_notes) > 0
    chosen = PageState.from_query(f"?regimen={MIAMI}", found.known)[0]
    assert len(outcomes.graft_function(found, chosen)) > 0
    assert set(found.regimens["regimen"]) == {MIAMI}


def test_what_was_worked_out_of_the_trials_is_kept(trial):
    _ = trial.places
    found = beside(trial, (ARM,))
    assert found is not trial
    assert found.places is trial.places
    assert found.trials is trial.trials
    assert beside(trial, (ARM,)) is found


def test_every_dataset_offers_the_protocols_of_the_others(both, trial):
    assert MIAMI in trial.known.regimen.labels
    assert trial.known.regimen.labels[MIAMI].endswith(both.default.title)
    assert trial.regimens.empty
