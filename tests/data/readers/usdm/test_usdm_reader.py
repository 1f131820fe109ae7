"""A study protocol in USDM as frames: checked, with its place in the file in every row."""

from copy import deepcopy

import pytest

from data.model.frames import STORE_FRAMES
from data.model.schema import row_problems, to_dataframe
from data.readers.formats import UnusableInputError
from data.readers.usdm import usdm_reader
from data.readers.usdm.usdm_reader import read_usdm
from tests.data.readers.usdm.samples import design_of, in_3, in_4, main_of, visit, written

FRAMES = {frame.name: frame for frame in STORE_FRAMES}


def read(folder, document):
    return read_usdm(written(folder, document), "made")


def notes(rows):
    return {row["title"]: row["text"] for row in rows["data_notes"]}


@pytest.mark.parametrize("document", [in_3(), in_4()], ids=["3.x", "4.x"])
def test_every_row_fits_the_schema_and_has_its_place(tmp_path, document):
    rows = read(tmp_path, document)
    for name, own in rows.items():
        assert row_problems(FRAMES[name], own) == [], name
        assert len(to_dataframe(FRAMES[name], own)) == len(own)
        assert {row["source"] for row in own} <= {"made-protocol"}
        assert all(row["locator"].startswith("study") for row in own)
    sources = {row["source_id"] for row in rows["sources"]}
    regimens = {row["regimen"] for row in rows["regimens"]}
    agents = {row["agent"] for row in rows["agents"]}
    assert sources == {"made-protocol"}
    assert regimens == {"made.made-up-study"}
    assert {row["agent"] for row in rows["regimen_events"]} == agents
    assert {row["row_key"] for row in rows["data_note_links"]} == regimens
    of_design = [name for name in rows if name.startswith("study_") or name == "activity_visits"]
    assert {row["regimen"] for name in of_design for row in rows[name]} == regimens
    assert len(of_design) == 10


def test_both_versions_say_the_same(tmp_path):
    def words(document):
        return {
            name: [{key: cell for key, cell in row.items() if key not in PLACES} for row in own]
            for name, own in read(tmp_path, document).items()
        }

    assert words(in_3()) == words(in_4())


PLACES = ("locator", "usdm_version", "citation")


def test_a_protocol_is_a_study_protocol(tmp_path):
    (row,) = read(tmp_path, in_4())["regimens"]
    assert row == {
        "regimen": "made.made-up-study",
        "kind": "STUDY_PROTOCOL",
        "label": "Marrow cells",
        "short_label": "MARROW",
        "years": "",
        "first_year": "",
        "last_year": "",
        "n": "",
        "n_table_4": "",
        "n_planned": "40",
        "condition_group": "T1D",
        "transplant_type": "NOT_STATED",
        "day_zero": "FIXED_REFERENCE",
        "source": "made-protocol",
        "locator": "study.versions[0].studyDesigns[0]",
    }
    (own,) = read(tmp_path, in_4())["study_designs"]
    assert own["rationale"] == "To see whether <cells> help."
    assert own["day_zero"] == "First dose (Clinic 2)"


def test_the_main_timeline_is_placed(tmp_path):
    rows = [each for each in read(tmp_path, in_4())["study_visits"]
            if each["timeline_position"] == "1"]  # fmt: skip
    assert [(row["visit"], row["day"]) for row in rows] == [
        ("Screening", "-14"),
        ("First dose", "0"),
        ("Week 2", "14"),
        ("CALL", "14.5"),
        ("Cycle, day 1", "28"),
        ("Cycle, delay", ""),
        ("Last visit", "183"),
    ]


def test_what_the_file_leaves_open_is_a_note(tmp_path):
    said = notes(read(tmp_path, in_4()))
    assert said["1 of 7 visits without a day"] == (
        "“Cycle, delay”: it is a delay of 21 days, which hangs on itself. They stand in the "
        "schedule and not on the day axis."
    )
    assert said["Encounters that no timeline has"] == "“Nobody comes”."
    assert "Doses are those of the study, not of an arm" in said
    assert len(said) == 3


def test_no_dose_no_note_and_no_event(tmp_path):
    document = in_4()
    document["study"]["versions"][0]["studyInterventions"] = []
    rows = read(tmp_path, document)
    assert rows["regimen_events"] == rows["agents"] == rows["study_doses"] == []
    assert "Doses are those of the study, not of an arm" not in notes(rows)


def test_each_design_is_a_protocol_of_its_own(tmp_path):
    document = in_4()
    own = document["study"]["versions"][0]
    second = deepcopy(own["studyDesigns"][0]) | {"label": "Three arms"}
    third = deepcopy(second)
    own["studyDesigns"] += [second, third]
    rows = read(tmp_path, document)
    assert [row["regimen"] for row in rows["regimens"]] == [
        "made.two-arms",
        "made.three-arms",
        "made.three-arms-2",
    ]
    assert rows["regimens"][1]["label"] == "Marrow cells · Three arms"
    assert len(rows["agents"]) == 2
    for name in ("agents", "regimen_events", "data_notes", "study_visits"):
        assert row_problems(FRAMES[name], rows[name]) == []


def test_the_first_of_several_versions_is_read(tmp_path):
    document = in_4()
    document["study"]["versions"].append({"versionIdentifier": "2"})
    said = notes(read(tmp_path, document))
    assert said["The first of 2 versions is read"] == "The file also holds “2”."


def test_values_of_another_kind_cost_themselves(tmp_path):
    document = in_4()
    own = design_of(document)
    own["arms"][0]["label"] = 7
    own["epochs"].append("no epoch")
    own["studyCells"] = {"armId": "arm1", "epochId": "ep1", "elementIds": []}
    rows = read(tmp_path, document)
    assert [row["arm"] for row in rows["study_arms"]] == ["ARM1", "ARM2"]
    (title,) = [each for each in notes(rows) if "of another kind" in each]
    assert title.startswith("3 values")


def test_a_second_main_timeline_stands_beside_the_first(tmp_path):
    document = in_4()
    main = deepcopy(main_of(document)) | {"id": "other", "name": "Other"}
    design_of(document)["scheduleTimelines"].append(main)
    rows = read(tmp_path, document)
    assert [row["kind"] for row in rows["study_timelines"]] == ["MAIN", "SUB", "SUB", "SUB"]
    assert notes(rows)["Several main timelines: the first is the day axis"] == "“Other”."


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda d: d.update(usdmVersion="2.11.0"), "is a study protocol in USDM 2.11.0"),
        (lambda d: d.update(usdmVersion="9.0"), "a version that is not known here"),
        (lambda d: d.pop("usdmVersion"), "its usdmVersion names no version"),
        (lambda d: d["study"].update(versions=[]), "study.versions holds no version"),
        (
            lambda d: d["study"]["versions"][0].update(studyDesigns=[]),
            "study.versions[0].studyDesigns holds no study design",
        ),
        (
            lambda d: main_of(d).update(mainTimeline=False),
            "the study design “Two arms” has no main timeline "
            "(study.versions[0].studyDesigns[0].scheduleTimelines, 3 of them",
        ),
        (
            lambda d: design_of(d).update(arms=[{}] * 61),
            "study.versions[0].studyDesigns[0].arms holds 61 entries and a study protocol at most "
            "60",
        ),
        (
            lambda d: main_of(d).update(instances=[visit(f"v{n}") for n in range(501)]),
            "scheduleTimelines[2].instances holds 501 entries",
        ),
    ],
)
def test_refusals_say_what_where_and_what_to_do(tmp_path, change, words):
    document = in_4()
    change(document)
    with pytest.raises(UnusableInputError) as caught:
        read(tmp_path, document)
    said = str(caught.value)
    assert words in said
    assert said.startswith("made-up.json")
    assert "export the protocol as USDM 4.0 JSON, and import that file" in said


def test_hostile_texts_are_kept_plain(tmp_path):
    document = in_4()
    own = design_of(document)
    own["arms"][0]["label"] = "<b onclick=x>Bold</b><script>alert(1)</script> =1+1 \u202e"
    own["activities"][0]["label"] = "x" * 100_000
    rows = read(tmp_path, document)
    assert rows["study_arms"][0]["arm"] == "Bold =1+1 \u202e"
    assert len(rows["study_activities"][0]["activity"]) == 20_000


def test_the_largest_of_what_is_read_takes_no_time(tmp_path):
    document = in_4()
    own = main_of(document)
    own["instances"] = [
        visit(f"v{n}", then=f"v{n + 1}", activityIds=[f"a{m}" for m in range(1, 6)])
        for n in range(usdm_reader.MOST["instances"])
    ]
    own["entryId"] = "v0"
    rows = read(tmp_path, document)
    assert len(rows["study_visits"]) == 504
