import pytest

from data.queries.one_regimen import (
    facts,
    find_regimen,
    linked_records,
    near_matches,
    neighbours,
    other_notes,
    record_notes,
    regimen_row,
)

LATEST = "miami-2005-07-ita"


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (LATEST, LATEST),
        (" Miami-2005-07-ITA ", LATEST),
        ("", ""),
        ("miami", ""),
        ("<script>", ""),
    ],
)
def test_find_regimen(store, wanted, found):
    assert find_regimen(store, wanted) == found


@pytest.mark.parametrize(
    ("wanted", "first"),
    [("miami-2005", LATEST), ("miami-2005-07-itq", LATEST), ("oxygen", "t2d-marrow-oxygen")],
)
def test_near_matches(store, wanted, first):
    assert near_matches(store, wanted)[0] == first


@pytest.mark.parametrize("wanted", ["", "<script>", "9" * 5000])
def test_nothing_is_near_nonsense(store, wanted):
    assert near_matches(store, wanted) == ()


def test_both_readings_of_the_swapped_records(store):
    rows = linked_records(store, LATEST)
    assert dict(zip(rows["reading"].astype("str"), rows["nct_id"], strict=True)) == {
        "REVIEW_TEXT": "NCT00021801",
        "REGISTRY_RECORD": "NCT00315614",
    }
    assert record_notes(store, LATEST)["note"].tolist() == ["trial-numbers-swapped"]
    assert "trial-numbers-swapped" not in set(other_notes(store, LATEST)["note"])


def test_each_note_stands_once(store):
    for regimen in store.regimens["regimen"]:
        assert other_notes(store, regimen)["note"].is_unique


def test_facts(store):
    stated = dict(facts(store, "miami-1994-96-iak").itertuples(index=False))
    assert stated["Indication as printed"] == "IRDM"
    assert stated["Patients (n)"] == "1"
    assert "Indication as printed" not in set(facts(store, "t2d-marrow-oxygen")["label"])
    assert dict(facts(store, "t2d-marrow-oxygen").itertuples(index=False))["Years"] == ""


def test_neighbours(store):
    slugs = store.regimens["regimen"].tolist()
    assert neighbours(store, slugs[0]) == ("", slugs[1])
    assert neighbours(store, slugs[-1]) == (slugs[-2], "")


def test_an_unknown_row(store):
    with pytest.raises(KeyError):
        regimen_row(store, "no-such")
