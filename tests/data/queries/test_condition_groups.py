"""Phase by condition: groups of MeSH terms, what a chosen group opens to, files without terms."""

import pytest

from data.datasets.catalogue import load_dataset, store_of_files
from data.datasets.versions import folder_of
from data.queries.condition_groups import CHOSEN, GROUPED, NOT_HELD, OPENED, phase_by_condition
from data.queries.trials import MOST_CODES, breakdown, matching
from tests.data.readers.samples import csv_text, imported, study, write

T1D, T2D = "Diabetes Mellitus, Type 1", "Diabetes Mellitus, Type 2"
DIABETES, ENDOCRINE = "Diabetes Mellitus", "Endocrine System Diseases"


def trial(number, phase, printed, stated=(), above=()):
    """A study with conditions as printed, MeSH terms that it states, and those above them."""
    browse = {
        "meshes": [{"id": f"D{n}", "term": term} for n, term in enumerate(stated)],
        "ancestors": [{"id": f"A{n}", "term": term} for n, term in enumerate(above)],
    }
    return study(
        f"NCT0000000{number}",
        conditionsModule={"conditions": list(printed)},
        designModule={"studyType": "INTERVENTIONAL", "phases": [phase]},
        derivedSection={"conditionBrowseModule": browse},
    )


STUDIES = [
    trial(1, "PHASE1", ["Type 1 Diabetes"], [T1D], [DIABETES, ENDOCRINE]),
    trial(2, "PHASE2", ["T1D", "T2D"], [T1D, T2D], [DIABETES, ENDOCRINE]),
    trial(3, "PHASE1", ["Diabetes"], [DIABETES.upper()], [ENDOCRINE]),
    trial(4, "PHASE3", ["COVID-19"], ["COVID-19"]),
    trial(5, "PHASE3", ["Covid19"]),
]


@pytest.fixture(scope="module", params=["index", "files"])
def dataset(tmp_path_factory, request):
    root = tmp_path_factory.mktemp("groups")
    imported(root, write(root / "a.json", STUDIES))
    if request.param == "index":
        return load_dataset(root, "trial")
    return store_of_files(folder_of(root, "trial"), "trial")


def rows(counted):
    return dict(zip(counted.rows.labels, counted.row_totals.tolist(), strict=True))


def test_a_trial_counts_under_each_term_that_it_states_or_that_stands_above(dataset):
    counted = phase_by_condition(dataset, dataset.no_filters())
    # nobody states what stands above all of them
    assert rows(counted) == {DIABETES: 3, T1D: 2, "COVID-19": 1, T2D: 1, "No MeSH term": 1}
    assert counted.remark == GROUPED
    assert counted.rows.in_data == 4
    first = dict(zip(counted.columns.codes, counted.trials[0].tolist(), strict=True))
    assert (first["PHASE1"], first["PHASE2"]) == (2, 1)


def test_the_groups_are_those_of_the_trials_shown(dataset):
    filters = dataset.no_filters().with_codes("phase", ("PHASE3",))
    assert rows(phase_by_condition(dataset, filters)) == {"COVID-19": 1, "No MeSH term": 1}


def test_no_trial_matches(dataset):
    filters = dataset.no_filters().with_text("nosuchword")
    counted = phase_by_condition(dataset, filters)
    assert rows(counted) == {"No MeSH term": 0} and counted.frame["trials"].sum() == 0


@pytest.mark.parametrize(
    ("key", "slug", "remark", "names"),
    [
        ("mesh", "diabetes-mellitus", OPENED, {"Type 1 Diabetes": 1, "T1D": 1, "T2D": 1}),
        ("mesh", "endocrine-system-diseases", OPENED, {"Type 1 Diabetes": 1, "Diabetes": 1}),
        ("mesh", "no_mesh_term", OPENED, {"COVID-19": 1}),
        ("condition", "t-1-d", CHOSEN, {"T1D": 1, "T2D": 1}),
    ],
)
def test_a_group_opens_to_the_names_printed(dataset, key, slug, remark, names):
    codes, unknown = dataset.no_filters().field_of(key).parse(slug)
    assert unknown == ()
    counted = phase_by_condition(dataset, dataset.no_filters().with_codes(key, codes))
    assert counted.remark == remark and counted.rows.field == "condition"
    assert names.items() <= rows(counted).items()


def test_a_group_above_filters_what_it_counts(dataset):
    every = breakdown(dataset, dataset.no_filters(), "mesh")
    for code, number in zip(every.shown.codes, every.trials.tolist(), strict=True):
        filters = dataset.no_filters().with_codes("mesh", (code,))
        assert matching(dataset, filters).sum() == number
        assert filters.from_query(filters.to_query(), dataset.known.filters)[0] == filters
    assert len(every.shown.codes) == 6


def test_the_built_in_data_stand_in_their_own_groups(store):
    counted = phase_by_condition(store, store.no_filters())
    assert (counted.rows.field, counted.remark) == ("condition", "")


def test_the_names_shown_are_the_most_frequent_of_the_trials_shown(tmp_path):
    many = [(f"Condition {chr(97 + n)}", "PHASE1") for n in range(MOST_CODES["condition"] + 3)] * 4
    few = [("Rare", "PHASE4"), ("Rare", "PHASE4"), ("Condition a", "PHASE4")]
    rows_of_file = [
        {"NCT Number": f"NCT{n:08}", "Study Title": "A", "Conditions": name, "Phases": phase}
        for n, (name, phase) in enumerate([*many, *few], start=1)
    ]
    imported(tmp_path, write(tmp_path / "a.csv", csv_text(rows_of_file)))
    dataset = load_dataset(tmp_path, "trial")
    every = phase_by_condition(dataset, dataset.no_filters())
    assert len(every.rows.codes) == MOST_CODES["condition"] and "Rare" not in rows(every)
    assert (every.rows.labels[0], every.rows.in_data) == ("Condition a", 19)
    phase4 = dataset.no_filters().with_codes("phase", ("PHASE4",))
    counted = phase_by_condition(dataset, phase4)
    assert list(rows(counted).items()) == [("Rare", 2), ("Condition a", 1)]
    assert counted.rows.in_data == 2
    chosen = phase4.with_codes("condition", ("condition c", "rare"))
    assert rows(phase_by_condition(dataset, chosen)) == {"Rare": 2, "Condition c": 0}
    none = phase_by_condition(dataset, phase4.with_text("nosuchword"))
    assert not none.row_totals.any()


def test_a_file_without_terms_has_no_groups_and_joins_spellings(tmp_path):
    rows_of_file = [
        {"NCT Number": f"NCT0000001{n}", "Study Title": "A", "Conditions": name, "Phases": "PHASE1"}
        for n, name in enumerate(("COVID-19", "Covid19", "Asthma"))
    ]
    columns = ["NCT Number", "Study Title", "Conditions", "Phases"]
    imported(tmp_path, write(tmp_path / "a.csv", csv_text(rows_of_file, columns)))
    dataset = load_dataset(tmp_path, "trial")
    assert "mesh" not in dataset.facets
    counted = phase_by_condition(dataset, dataset.no_filters())
    assert rows(counted) == {"COVID-19": 2, "Asthma": 1}
    assert counted.remark == NOT_HELD
