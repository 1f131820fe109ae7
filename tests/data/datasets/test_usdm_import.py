"""Study protocols in USDM as datasets of protocols: imported, checked, loaded, swapped in."""

import pytest

from data.datasets.protocol_import import ProtocolRequest, run_protocol_import
from data.datasets.protocol_store import load_protocols
from data.datasets.protocols_on_disk import version_problems
from data.datasets.versions import folder_of
from data.protocols import DONE, UNUSABLE, main
from data.readers.formats import UnusableInputError
from tests.data.readers.usdm.samples import design_of, in_3, in_4, main_of, named, written

CODE = "study.made-up-study"


def request(folder, document, name="study", file="made-up.json"):
    path = written(folder, document, file)
    return ProtocolRequest(path, name, folder / "protocols", folder / "datasets", "A study")


@pytest.mark.parametrize("document", [in_3(), in_4()], ids=["3.x", "4.x"])
def test_a_study_is_a_dataset_of_protocols(tmp_path, document):
    manifest = run_protocol_import(request(tmp_path, document))
    assert (manifest["format"], manifest["protocols"]) == ("study protocol in USDM JSON", 1)
    assert manifest["date_of_data"] == "2024-05-06"
    store = load_protocols(tmp_path / "protocols", "study")
    assert store.title == "A study"
    assert store.regimens["regimen"].tolist() == [CODE]
    assert len(store.study_visits) == 11
    assert store.study_visits["day"].notna().sum() == 10
    assert len(store.activity_visits) == 13
    assert store.trials.empty
    assert version_problems(folder_of(tmp_path / "protocols", "study")) == []


def test_a_file_that_is_refused_leaves_what_was_there(tmp_path):
    run_protocol_import(request(tmp_path, in_4()))
    circle = in_4()
    main_of(circle)["mainTimeline"] = False
    with pytest.raises(UnusableInputError, match="has no main timeline"):
        run_protocol_import(request(tmp_path, circle))
    assert len(load_protocols(tmp_path / "protocols", "study").study_visits) == 11


def test_a_circle_of_timings_costs_its_own_visits_alone(tmp_path):
    document = in_4()
    for each in main_of(document)["timings"]:
        if each["relativeFromScheduledInstanceId"] == "week2":
            each["relativeToScheduledInstanceId"] = "call"
    manifest = run_protocol_import(request(tmp_path, document))
    (said,) = [text for text in manifest["remarks"] if "without a day" in text]
    assert "“Week 2”: its timings run in a circle: “Week 2” → “CALL” → “Week 2”" in said
    store = load_protocols(tmp_path / "protocols", "study")
    main_line = store.study_visits[store.study_visits["timeline_position"] == 1]
    undated = main_line.loc[main_line["day"].isna(), "visit"].tolist()
    assert undated == ["Week 2", "CALL", "Cycle, delay"]


def test_hostile_texts_come_back_as_they_were_read(tmp_path):
    document = in_4()
    own = design_of(document)
    words = "=cmd|' /C calc'!A0 \"x\", 'y'; \u0000\u0007\u202e\ud800 |~"
    own["activities"] = [named("a1", words)]
    own["arms"][0]["label"] = words
    run_protocol_import(request(tmp_path, document))
    store = load_protocols(tmp_path / "protocols", "study")
    arm = store.study_arms["arm"].iloc[0]
    assert arm.startswith("=cmd|' /C calc'!A0 \"x\", 'y'; ")
    assert "\x00" not in arm
    assert store.study_activities["activity"].tolist() == [arm]


def test_a_row_of_a_protocol_that_is_not_there_is_found(tmp_path):
    run_protocol_import(request(tmp_path, in_4()))
    folder = folder_of(tmp_path / "protocols", "study")
    path = folder / "study_arms.csv"
    path.write_text(path.read_text("utf-8").replace(CODE, "study.gone"), "utf-8")
    assert version_problems(folder)


def test_the_command_says_what_it_read_and_what_it_refuses(tmp_path, capsys):
    where = ["--protocols", str(tmp_path / "p"), "--datasets", str(tmp_path / "d")]
    good = written(tmp_path, in_4())
    assert main([*where, "import", str(good), "--name", "study"]) == DONE
    out = capsys.readouterr().out
    assert "1 protocol with 2 events imported" in out
    assert "note: 1 of 7 visits without a day. “Cycle, delay”: it is a delay of 21 days" in out
    old = written(tmp_path, in_4() | {"usdmVersion": "2.11.0"}, "old.json")
    assert main([*where, "import", str(old), "--name", "study"]) == UNUSABLE
    assert capsys.readouterr().err.startswith("old.json is a study protocol in USDM 2.11.0; ")
    broken = tmp_path / "broken.json"
    broken.write_text('{"study": ', encoding="utf-8")
    assert main([*where, "import", str(broken), "--name", "study"]) == UNUSABLE
    assert "ends in the middle of the JSON text" in capsys.readouterr().err
    assert main([*where, "check", "study"]) == DONE
