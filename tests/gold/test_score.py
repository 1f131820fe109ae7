"""The scorer on made-up texts: what is a hit, what is missed, what is no label."""

import json

import pytest

from data.schedules.arm_schedule import read_arm
from tests.gold.__main__ import differences, main
from tests.gold.score import (
    Label,
    Score,
    add_arm,
    arm_words,
    labels_of,
    read_labels,
    same_agent,
    score_arms,
    studies,
    table,
)

PATH = "armGroups[0].description"
TEXT = "Rituximab 375 mg/m2 IV on days 1 and 8. Biopsy on day 28."
NUMBER = "NCT00000001"


def study(text=TEXT, number=NUMBER):
    return {
        "protocolSection": {
            "identificationModule": {"nctId": number},
            "armsInterventionsModule": {
                "armGroups": [{"label": "A", "description": text}, {"label": "B"}],
                "interventions": [{"name": "Rituximab", "armGroupLabels": ["A"]}],
            },
        }
    }


def row(words, kind="DAY", agent="rituximab", **coded):
    start = TEXT.index(words)
    place = {"path": PATH, "start": start, "end": start + len(words)}
    return {"nct_id": NUMBER, "arm": 1, "kind": kind, "agent": agent, **place, **coded}


DAY_1 = row("days 1 and 8", unit="DAY", first=1, last=1)
DAY_8 = row("days 1 and 8", unit="DAY", first=8, last=8)
DAY_28 = row("day 28", unit="DAY", first=28, last=28)
DOSE = row("375 mg/m2", "DOSE", value=375, unit="mg/m2")
ROUTE = row("IV", "ROUTE", route="IV")


def scored(gold, doubtful=()):
    labels = {"arms": [[NUMBER, 1]], "gold": list(gold), "doubtful": list(doubtful)}
    return score_arms(labels, {NUMBER: study()})


def counts(score):
    return score.labels, score.read, score.hits


def test_every_label_is_a_hit():
    scores = scored([DAY_1, DAY_8, DOSE, ROUTE])
    assert counts(scores["DAY"]) == (2, 2, 2)
    assert counts(scores["DOSE"]) == counts(scores["ROUTE"]) == (1, 1, 1)
    assert counts(scores["TROUGH"]) == (0, 0, 0)
    assert (scores["DAY"].precision, scores["TROUGH"].recall) == (1.0, 1.0)


@pytest.mark.parametrize(
    ("gold", "doubtful", "found"),
    [
        ([DAY_1], [], (1, 2, 1)),
        ([DAY_1], [DAY_8], (1, 1, 1)),
        ([DAY_1, DAY_8, DAY_28], [], (3, 2, 2)),
        ([{**DAY_1, "agent": "cyclophosphamide"}, DAY_8], [], (2, 2, 1)),
        ([{**DAY_1, "agent": ""}, DAY_8], [], (2, 2, 2)),
        ([{**DAY_1, "unit": "WEEK"}, DAY_8], [], (2, 2, 1)),
        ([{**DAY_1, "start": 0, "end": 3}, DAY_8], [], (2, 2, 1)),
        ([{**DAY_1, "path": "briefSummary"}, DAY_8], [], (2, 2, 1)),
        ([], [], (0, 2, 0)),
    ],
)
def test_hits_misses_and_readings_without_a_label(gold, doubtful, found):
    score = scored(gold, doubtful)["DAY"]
    assert counts(score) == found
    assert len(score.missed) == score.labels - score.hits
    assert len(score.wrong) == score.read - score.hits


def test_a_label_is_hit_once_and_a_product_of_two_agents_is_one():
    two = [Label(PATH, 0, 5, "DAY", agent, ("DAY", 1, 1)) for agent in ("a", "b")]
    joined = Label(PATH, 0, 5, "DAY", "a-b", ("DAY", 1, 1))
    scores = {"DAY": Score()}
    add_arm(scores, NUMBER, [joined], [], two)
    assert counts(scores["DAY"]) == (1, 1, 1)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("a-b", "a-b", True), ("a", "a-cells", True), ("", "a", True), ("a-x", "a-y", False)],
)
def test_same_agent(one, other, same):
    assert same_agent(one, other) is same
    assert same_agent(other, one) is same


def test_a_fact_of_two_agents_is_one_label_but_for_days():
    two = [{**ROUTE, "agent": "a"}, {**ROUTE, "agent": "b"}]
    assert len(labels_of(two)) == 1
    assert len(labels_of([DAY_1, {**DAY_1, "agent": "b"}])) == 2


def test_an_arm_without_words_has_nothing():
    assert read_labels(read_arm(arm_words(study(), 2))) == []
    assert read_labels(read_arm(arm_words(study(""), 1))) == []


def test_studies_of_a_folder(tmp_path):
    (tmp_path / "list.json").write_text(json.dumps([study()]), encoding="utf-8")
    (tmp_path / "page.json").write_text(
        json.dumps({"studies": [study(number="NCT00000002"), {}]}), encoding="utf-8"
    )
    (tmp_path / "one.json").write_text(json.dumps(study("other")), encoding="utf-8")
    found = studies(tmp_path)
    assert sorted(found) == [NUMBER, "NCT00000002"]
    assert found[NUMBER] == study()


def test_the_table_and_the_differences():
    scores = scored([DAY_1, DAY_28])
    assert "| DAY | 2 | 2 | 1 | 0.500 | 0.500 |" in table(scores)
    assert f"DAY missed: {NUMBER} {PATH}" in differences(scores)
    assert f"DAY no label: {NUMBER} {PATH}" in differences(scores)


def test_a_folder_without_the_arms(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["tests.gold", str(tmp_path)])
    assert main() == 2
    assert "None of the 120 labelled arms" in capsys.readouterr().err
