"""Parts of a record in two imports: what is gone and what is new, read of the changed trials."""

from dataclasses import replace

import pytest

from data.datasets.catalogue import Datasets, load_dataset, store_of_files
from data.datasets.versions import folder_of
from data.link.state import PageState
from data.queries import compared_parts as p
from data.queries import then_and_now as t
from tests.data.readers.samples import csv_text, imported, study, write

DAY = {"derivedSection": {"miscInfoModule": {"versionHolder": "2024-01-02"}}}
LATER = {"derivedSection": {"miscInfoModule": {"versionHolder": "2025-01-02"}}}


def site(name, city="Miami", country="United States"):
    return {"facility": name, "city": city, "country": country}


def record(nct_id="NCT00000001", *, dated, **parts):
    """A record of these parts."""
    modules = {
        "conditionsModule": {"conditions": parts.get("conditions", ["Islets"])},
        "identificationModule": {
            "briefTitle": parts.get("title", "A title"),
            "secondaryIdInfos": [{"id": each} for each in parts.get("ids", ["A-1"])],
        },
        "armsInterventionsModule": {
            "armGroups": [
                {"label": label, "type": kind}
                for label, kind in parts.get("arms", [("One", "EXPERIMENTAL")])
            ],
            "interventions": [
                {"type": "DRUG", "name": each} for each in parts.get("drugs", ["Drug A"])
            ],
        },
        "outcomesModule": {
            "primaryOutcomes": [
                {"measure": each, "timeFrame": "1 year"} for each in parts.get("primary", ["C"])
            ],
            "secondaryOutcomes": [{"measure": each} for each in parts.get("secondary", ["D"])],
        },
        "contactsLocationsModule": {"locations": parts.get("sites", [site("Clinic")])},
        "eligibilityModule": {"sex": parts.get("sex", "ALL"), "minimumAge": "18 Years"},
    }
    return study(nct_id, **modules, **dated)


def pair(tmp_path, then, now):
    """Two imports beside one another."""
    for name, records in (("then", then), ("now", now)):
        imported(tmp_path, write(tmp_path / f"{name}.json", records), name=name)
    stores = [load_dataset(tmp_path, name) for name in ("then", "now")]
    return Datasets.beside_one_another(stores).stores


def rows_of(stores, query=""):
    store = stores[0]
    state, ignored = PageState.from_query(f"?dataset=then&against=now{query}", store.known)
    assert not ignored
    compared = t.of_state(store, state)
    return compared, compared.rows(compared.fitting).set_index(["nct_id", "field"])


@pytest.mark.parametrize(
    ("field", "before", "after", "gone", "new"),
    [
        ("conditions", {"conditions": ["A", "B"]}, {"conditions": ["b", "C"]}, "a", "c"),
        ("title", {"title": "One"}, {"title": "Two"}, "One", "Two"),
        ("interventions", {"drugs": ["A"]}, {"drugs": ["A", "B"]}, "", "Drug · B"),
        ("arms", {}, {"arms": [("One", "ACTIVE_COMPARATOR")]}, "Experimental · One",
         "Active comparator · One"),
        ("primary_outcomes", {}, {"primary": ["E"]}, "C · 1 year", "E · 1 year"),
        ("secondary_outcomes", {"secondary": ["D", "F"]}, {}, "F", ""),
        ("sites", {}, {"sites": [site("Clinic", "Boston")]}, "Clinic · Miami · United States",
         "Clinic · Boston · United States"),
        ("countries", {}, {"sites": [site("Clinic", "Paris", "France")]}, "United States",
         "France"),
        ("other_ids", {}, {"ids": ["A-1", "B-2"]}, "", "B-2"),
    ],
)  # fmt: skip
def test_a_part_that_changed_says_what_is_gone_and_what_is_new(
    tmp_path, field, before, after, gone, new
):
    stores = pair(tmp_path, [record(dated=DAY, **before)], [record(dated=LATER, **after)])
    _, rows = rows_of(stores)
    row = rows.loc[("NCT00000001", field)]
    assert (row["change"], row["then"], row["now"]) == ("CHANGED", gone, new)
    assert (not gone or gone in row["words"]) and (not new or new in row["words"])
    others = {"sites": {"countries"}, "countries": {"sites"}}.get(field, set())
    changed = rows.index[rows["change"] == "CHANGED"].get_level_values("field")
    assert set(changed) - others == {field}


def test_the_order_of_rows_is_no_change(tmp_path):
    sites = [site("A"), site("B"), site("B")]
    stores = pair(
        tmp_path,
        [record(dated=DAY, sites=sites, conditions=["X", "Y"])],
        [record(dated=LATER, sites=sites[:2][::-1], conditions=["y", "x"])],
    )
    _, rows = rows_of(stores)
    assert set(rows["change"].astype("str")) == {"UNCHANGED"}


def test_nothing_and_something(tmp_path):
    bare, full = record(dated=DAY, sites=[]), record(dated=LATER)
    for then, now, change, words in (
        (bare, full, "NEWLY_STATED", "new: Clinic · Miami · United States"),
        (full, bare, "CHANGED", "gone: Clinic · Miami · United States"),
    ):
        folder = tmp_path / change
        folder.mkdir()
        then = {**then, **DAY}
        now = {**now, **LATER}
        _, rows = rows_of(pair(folder, [then], [now]))
        row = rows.loc[("NCT00000001", "sites")]
        assert (row["change"], row["words"]) == (change, words)


def test_changed_trials_come_first_and_those_of_one_alone_are_listed(tmp_path):
    ids = [f"NCT0000000{n}" for n in range(1, 6)]
    then = [record(each, dated=DAY) for each in ids[:4]]
    now = [record(each, dated=LATER) for each in ids[1:]]
    now[1] = record(ids[2], dated=LATER, title="Another", sex="FEMALE")
    now[2] = record(ids[3], dated=LATER, title="Another")
    compared, rows = rows_of(pair(tmp_path, then, now))
    assert rows.index.get_level_values(0).unique().tolist() == [ids[2], ids[3], ids[1]]
    alone = t.alone_rows(compared)
    assert list(zip(alone["nct_id"], alone["is_now"], strict=True)) == [
        (ids[0], False),
        (ids[4], True),
    ]
    assert (compared.only_then, compared.only_now) == (1, 1)
    filtered, _ = rows_of(pair(tmp_path, then, now), "&q=NCT00000001")
    assert t.alone_rows(filtered)["nct_id"].tolist() == [ids[0], ids[4]]


def test_what_a_csv_has_no_room_for_is_no_change(tmp_path):
    row = {
        "NCT Number": "NCT00000001",
        "Study Title": "A title",
        "Conditions": "Islets",
        "Study Status": "COMPLETED",
        "Last Update Posted": "2023-01-02",
    }
    imported(
        tmp_path, write(tmp_path / "a.csv", csv_text([row])), name="then", date_of_data="2023-01-02"
    )
    imported(tmp_path, write(tmp_path / "b.json", [record(dated=LATER)]), name="now")
    stores = Datasets.beside_one_another(
        [load_dataset(tmp_path, name) for name in ("then", "now")]
    ).stores
    _, rows = rows_of(stores)
    own = rows.loc["NCT00000001"]
    for field in ("arms", "primary_outcomes", "sites", "other_ids", "sex", "minimum_age"):
        assert own.loc[field, ["change", "then_words"]].tolist() == [
            *("NOT_IN_FILE", "Not in this file"),
        ]
    assert own.loc["title", "change"] == "UNCHANGED"
    assert not set(own["change"].astype("str")) & {"NEWLY_STATED"}


def test_texts_of_large_files_are_read_for_one_trial_alone(tmp_path, monkeypatch):
    stores = pair(tmp_path, [record(dated=DAY)], [record(dated=LATER, primary=["E"])])
    monkeypatch.setattr(p, "MOST_ROWS_READ", 0)
    compared, rows = rows_of(stores)
    assert rows.loc[("NCT00000001", "primary_outcomes"), "words"] == "Differs"
    whole = compared.rows(compared.fitting, ("primary_outcomes",), whole=True)
    assert whole["now_words"].tolist() == ["E · 1 year"]


def test_the_index_keeps_the_fingerprints(tmp_path):
    imported(tmp_path, write(tmp_path / "a.json", [record(dated=DAY), study("NCT00000002")]))
    mapped = load_dataset(tmp_path, "trial")
    plain = replace(store_of_files(folder_of(tmp_path, "trial"), "trial"), records=mapped.records)
    for part in p.PARTS:
        own = p.fingerprints(mapped, part).of_trial
        assert own.tolist() == p.fingerprints(plain, part).of_trial.tolist()
        assert own[0] != 0 or part.name == "official_title"
        assert own[1] == 0 or part.name == "title"
