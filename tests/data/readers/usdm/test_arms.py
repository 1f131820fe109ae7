"""Arms, epochs and the cells in which they meet."""

from data.readers.json_node import Node
from data.readers.usdm.arms import arm_rows, cell_rows, epoch_rows
from tests.data.readers.usdm.samples import design


def parts(own):
    node = Node(own, "d")
    return node, tuple(node.at("arms").items()), tuple(node.at("epochs").items())


def test_arms_and_epochs_have_their_words():
    _, arms, epochs = parts(design())
    rows = arm_rows("made.study", arms, "src")
    assert [(row["position"], row["arm"], row["arm_type"]) for row in rows] == [
        ("1", "Marrow cells", "Experimental Arm"),
        ("2", "ARM2", "Placebo Control Arm"),
    ]
    assert [row["epoch"] for row in epoch_rows("made.study", epochs, "src")] == [
        "Screening",
        "Treatment",
        "Follow-up",
    ]
    assert rows[1]["locator"] == "d.arms[1]"


def test_a_cell_has_the_words_of_its_elements():
    own = design()
    own["studyCells"][1]["elementIds"] = ["el2", "el3"]
    rows, left_out = cell_rows("made.study", *parts(own), "src")
    assert left_out == []
    at = [row for row in rows if (row["arm_position"], row["epoch_position"]) == ("1", "2")]
    assert [(row["position"], row["element"], row["description"]) for row in at] == [
        ("1", "Cells", "Cells, 10^6/kg"),
        ("2", "Placebo", ""),
    ]
    assert rows[0]["starts"] == "Informed consent"


def test_a_cell_without_an_element_stays_and_a_strange_one_is_told():
    own = design()
    own["studyCells"][0]["elementIds"] = []
    own["studyCells"][1]["elementIds"] = ["zz"]
    own["studyCells"][2]["armId"] = "zz"
    own["studyCells"].append(dict(own["studyCells"][3]))
    rows, left_out = cell_rows("made.study", *parts(own), "src")
    assert [row["element"] for row in rows] == ["", "", "Screening", "Placebo", "EL4"]
    assert left_out == ["d.studyCells[2]", "d.studyCells[6]"]
    assert rows[0]["locator"] == "d.studyCells[0]"
