"""Protocols as templates: what is written out is read back as the protocol it was."""

import pytest

from data.datasets.protocol_import import built_in
from data.model.schema import CURATED, read_rows
from data.queries.template_rows import template_rows
from data.readers.workbooks.form import SHEETS
from data.readers.workbooks.own_classes import ClassSlots
from data.readers.workbooks.reader import read_workbook
from data.readers.workbooks.template import template_bytes
from data.store import RAW, load_store
from tests.imports import ARMS, CELLS, CYCLES, WEEKS

BUILT_IN = built_in()
LISTED = {row["agent"] for row in BUILT_IN.agents}
FRAMES = {frame.name: frame for frame in CURATED}
MADE = ("regimen", "source", "source_id", "agent_class")
"""Columns that name a row with the dataset before it, or that no frame of events has."""


def raw(frame: str):
    return read_rows(RAW / f"{frame}.csv", FRAMES[frame])


def read_back(tmp_path, store, regimen):
    path = tmp_path / "my.xlsx"
    path.write_bytes(template_bytes(BUILT_IN.agents, template_rows(store, regimen, LISTED)))
    return read_workbook(path, "ours", BUILT_IN, ClassSlots())


@pytest.mark.parametrize("regimen", [row["regimen"] for row in raw("regimens")])
def test_a_protocol_of_ours_comes_back(tmp_path, store, regimen):
    found = read_back(tmp_path, store, regimen)
    assert (found.remarks, found.own_classes) == ((), {})
    for sheet in SHEETS:
        if sheet.frame == "sources":
            continue
        columns = [column.name for column in sheet.columns if column.name not in MADE]
        before = [row for row in raw(sheet.frame) if row["regimen"] == regimen]
        after = found.frames[sheet.frame]
        assert [[row[name] for name in columns] for row in after] == [
            [row[name] for name in columns] for row in before
        ], sheet.name
        assert [row["source"].replace("ours.", "") for row in after] == [
            row["source"] for row in before
        ]
        assert {row["regimen"] for row in after} <= {f"ours.{regimen}"}


def test_its_sources_come_with_it(tmp_path, store):
    found = read_back(tmp_path, store, "nct01143168").frames["sources"]
    own = [row for row in found if row["source_id"].startswith("ours.")]
    wanted = {row["source_id"]: row for row in raw("sources")}
    columns = ("kind", "title", "citation", "date_of_data", "url", "locator")
    assert {row["source_id"] for row in own} == {"ours.record-nct01143168"}
    for row in own:
        before = wanted[row["source_id"].removeprefix("ours.")]
        assert [row[name] for name in columns] == [before[name] for name in columns]


def test_a_protocol_of_the_house_comes_back_with_its_own_agents(tmp_path, protocols):
    regimen = "ours.pilot-2025"
    rows = template_rows(protocols, regimen, LISTED)
    assert rows["regimens"][0]["regimen"] == "pilot-2025"
    named = [(row["agent"], row["agent_class"]) for row in rows["events"]]
    assert named == [
        *(("Islets", ""), ("Teplizumab", "Anti-CD3 antibody"), ("Belatacept", "Other antibody")),
    ]
    found = read_back(tmp_path, protocols, regimen).frames
    before = protocols.regimen_events[protocols.regimen_events["regimen"] == regimen]
    assert [row["agent"] for row in found["regimen_events"]] == before["agent"].tolist()
    assert [row["event"] for row in found["regimen_events"]] == before["event"].tolist()


def test_an_unknown_protocol_has_no_rows(store):
    with pytest.raises(KeyError):
        template_rows(store, "nobody", LISTED)


def test_codes_that_only_records_have_are_left_empty(store):
    made = load_store()
    regimens = made.regimens.astype({"transplant_type": "str"})
    regimens["transplant_type"] = "NOT_READ"
    known = made.with_frames({"regimens": regimens}, made.known)
    (row,) = template_rows(known, "miami-2005-07-ita", LISTED)["regimens"]
    assert (row["transplant_type"], row["condition_group"]) == ("", "Type 1 diabetes")


@pytest.mark.parametrize("trial", [CELLS, CYCLES, WEEKS])
def test_an_arm_of_a_record_comes_back_as_a_protocol_of_the_house(tmp_path, with_arms, trial):
    arm = f"{trial.lower()}.arm-1"
    found = read_back(tmp_path, with_arms.of_query(f"?dataset={ARMS}&regimen={arm}"), arm).frames
    assert len(found["regimens"]) == 1
    assert "words-not-placed" not in {row["agent"] for row in found["regimen_events"]}
    assert any(row["start_day"] for row in found["regimen_events"])
