"""Components that a script of ours draws say what dash reads of them."""

from components.elements.choice import Choice
from components.elements.markup import MarkupBlock


def test_a_component_is_named_by_its_class_and_keeps_its_properties():
    assert MarkupBlock(["a"], id="words").to_plotly_json() == {
        "namespace": "markup_block",
        "type": "MarkupBlock",
        "props": {"markup": ["a"], "id": "words"},
    }
    assert Choice(
        "count", "choice-count", [{"label": "Trials", "value": "t"}], "t"
    ).to_plotly_json() == {
        "namespace": "choice",
        "type": "Choice",
        "props": {
            "id": "count",
            "name": "choice-count",
            "options": [{"label": "Trials", "value": "t"}],
            "value": "t",
        },
    }


def test_what_is_not_given_is_not_sent():
    assert MarkupBlock([]).to_plotly_json()["props"] == {"markup": []}
