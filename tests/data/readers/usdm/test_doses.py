"""Doses of a study, as stated."""

import pytest

from data.readers.json_node import Node
from data.readers.usdm.doses import dose_rows, doses_of, number_of, quantity_of
from tests.data.readers.usdm.samples import alias, interventions, quantity


def rows(own):
    nodes = [Node(each, f"iv[{n}]") for n, each in enumerate(own)]
    return dose_rows("made.study", doses_of(nodes), "src")


def test_a_dose_is_told_as_stated():
    assert rows(interventions())[0] == {
        "regimen": "made.study",
        "position": "1",
        "intervention": "Marrow product",
        "intervention_role": "Experimental Intervention",
        "intervention_type": "Biological Agent",
        "administration": "One infusion",
        "dose": "54 mg",
        "route": "Intravenous",
        "frequency": "Once",
        "duration": "24 weeks",
        "source": "src",
        "locator": "iv[0].administrations[0]",
    }


def test_a_treatment_without_an_administration_is_a_row():
    row = rows(interventions())[1]
    assert (row["intervention"], row["dose"], row["locator"]) == ("Sirolimus", "", "iv[1]")


def test_a_duration_that_varies_says_so():
    own = interventions()
    own[0]["administrations"][0]["duration"] = {
        "text": "As long as it helps",
        "durationWillVary": True,
        "reasonDurationWillVary": "by patient",
    }
    assert rows(own)[0]["duration"] == "As long as it helps, varies (by patient)"


@pytest.mark.parametrize(
    ("own", "words"),
    [
        (quantity(54.0, "Milligram"), "54 mg"),
        (quantity(1.0, "Day"), "1 day"),
        (quantity(0.5, "Milligram per Kilogram"), "0.5 mg/kg"),
        (quantity(3.0, "Puff"), "3 puff"),
        (quantity(7.0), "7"),
        ({"minValue": 1.0, "maxValue": 3.0, "unit": alias("Milligram")}, "1 to 3 mg"),
        ({"minValue": quantity(1.0, "Gram"), "maxValue": quantity(1.0, "Gram")}, "1 g"),
        ({"value": "20-30", "unit": alias("Milligram")}, "20-30 mg"),
        ({"value": True}, ""),
        ({"value": float("nan"), "unit": alias("Milligram")}, ""),
        ({"value": 10**40, "unit": alias("Milligram")}, ""),
        ({"value": None}, ""),
        (None, ""),
    ],
)
def test_a_quantity_in_words(own, words):
    assert quantity_of(Node(own, "q")) == words


def test_a_number_that_is_no_number_is_open():
    node = Node({"value": ["x"]}, "q")
    assert number_of(node) == ""
