import json

import pytest

from data.datasets.catalogue import load_dataset
from data.queries.arm_search import ARMS_A_PAGE, COLUMNS, arms_found
from tests.data.readers.samples import FULL, FULL_ROW, csv_text, imported, study, write

NCT = "NCT00000007"
HOSTILE = "<script>alert(1)</script>"


def arms_of(*labels, interventions=(), **arm):
    """The module of a record with these arms."""
    groups = [{"label": label, **arm} for label in labels]
    return {"armGroups": groups, "interventions": list(interventions)}


def of_import(root, *studies):
    imported(root, write(root / "studies.json", json.dumps(studies)))
    return load_dataset(root, "trial")


def found(store, words="", page=1, text=""):
    return arms_found(store, store.no_filters().with_text(text), words, page)


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    return of_import(tmp_path_factory.mktemp("full"), FULL, study("NCT00000001"))


def test_an_arm_has_its_label_type_interventions_and_title(full):
    first, second = found(full).rows.itertuples(index=False)
    assert first[:7] == (
        "nct00000007.arm-1",
        NCT,
        1,
        "Islets first",
        "Experimental",
        "Biological: Islets: human; Drug: Drug A|B",
        "Islets, “twice” | once",
    )
    assert second[:6] == (
        *("nct00000007.arm-2", NCT, 2, "Nothing", "No intervention"),
        "Drug: C",
    )


def test_trials_without_arms_are_counted_and_not_listed(full):
    page = found(full)
    assert (page.arms, page.trials, page.with_arms) == (2, 2, 1)
    assert set(page.rows["nct_id"]) == {NCT}


@pytest.mark.parametrize(
    ("words", "arms"),
    [("", 2), ("  ", 2), ("islets", 2), ("nothing-like-it", 0), (NCT, 2), ("NCT00000001", 0)],
)
def test_words_are_searched_in_the_trials(full, words, arms):
    assert found(full, words).arms == arms
    assert found(full, text=words).arms == arms


def test_nothing_found_is_one_empty_page(full):
    page = found(full, "nothing-like-it", page=7)
    assert (page.page, page.pages, page.with_arms, page.with_day) == (1, 1, 0, 0)
    assert [*page.rows.columns] == [*COLUMNS]
    assert page.rows.empty


def test_data_without_arms_have_none(store, tmp_path):
    assert found(store).rows.empty
    imported(tmp_path, write(tmp_path / "a.csv", csv_text([FULL_ROW])))
    assert found(load_dataset(tmp_path, "trial")).rows.empty


def test_a_page_begins_and_ends_within_a_trial(tmp_path):
    sizes = (ARMS_A_PAGE - 1, 2, 0, ARMS_A_PAGE + 3)
    studies = [
        study(
            f"NCT0000001{number}",
            armsInterventionsModule=arms_of(*(f"arm {place}" for place in range(1, size + 1))),
        )
        for number, size in enumerate(sizes)
    ]
    store = of_import(tmp_path, *studies)
    pages = [found(store, page=number) for number in (1, 2, 3)]
    assert [len(page.rows) for page in pages] == [ARMS_A_PAGE, ARMS_A_PAGE, 4]
    assert {page.pages for page in pages} == {3}
    listed = [code for page in pages for code in page.rows["regimen"]]
    wanted = [
        f"nct0000001{number}.arm-{place}"
        for number, size in enumerate(sizes)
        for place in range(1, size + 1)
    ]
    assert listed == wanted
    assert found(store, page=99).page == 3
    assert found(store, page=0).page == found(store, page=-5).page == 1


def test_words_of_a_record_stay_as_they_are(tmp_path):
    drug = {"type": "SOMETHING_NEW", "name": HOSTILE, "armGroupLabels": [HOSTILE]}
    trial = study(
        identificationModule={"briefTitle": HOSTILE},
        armsInterventionsModule=arms_of(HOSTILE, interventions=[drug], type="ODD"),
    )
    (row,) = found(of_import(tmp_path, trial)).rows.itertuples()
    assert (row.arm, row.arm_type, row.title) == (HOSTILE, "ODD", HOSTILE)
    assert row.interventions == f"SOMETHING_NEW: {HOSTILE}"


def test_what_a_record_leaves_open_is_not_stated(tmp_path):
    trial = study(armsInterventionsModule={"armGroups": [{}, {"label": ""}]})
    rows = found(of_import(tmp_path, trial)).rows
    assert {*rows["arm_type"]} <= {"Not stated"}
    assert {*rows["interventions"]} <= {""}


DATED = arms_of("Dated", "Open", interventions=[{"type": "DRUG", "name": "Fludarabine"}])
DATED["armGroups"][0]["description"] = "Fludarabine 30 mg/m2 on day 1"


def test_trials_with_a_day_come_first(tmp_path):
    studies = [
        study("NCT00000001", armsInterventionsModule=arms_of("First")),
        study("NCT00000002", armsInterventionsModule=DATED),
        study("NCT00000003"),
    ]
    page = found(of_import(tmp_path, *studies))
    assert [*page.rows[["arm", "has_day"]].itertuples(index=False, name=None)] == [
        ("Dated", True),
        ("Open", False),
        ("First", False),
    ]
    assert (page.trials, page.with_arms, page.with_day) == (3, 2, 1)


def test_filters_of_arms_narrow_the_search(tmp_path):
    studies = [
        study("NCT00000001", armsInterventionsModule=arms_of("First")),
        study("NCT00000002", armsInterventionsModule=DATED),
    ]
    store = of_import(tmp_path, *studies)
    page = arms_found(store, store.no_filters().with_codes("arms", ("DAY",)))
    assert (page.arms, page.trials, page.with_day) == (2, 1, 1)
