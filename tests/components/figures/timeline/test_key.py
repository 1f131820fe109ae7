"""The key: what is drawn and nothing else."""

import pytest

from components.figures.chips import chips_of
from components.figures.text_width import text_width
from components.figures.timeline.key import ICON, class_entries, key_traces, lay_out, sign_entries
from components.figures.timeline.lanes import blocks, panels
from components.figures.timeline.marks import marks
from components.theme import LIGHT, signed
from data.model.vocabulary import AGENT_CLASS
from tests.components.figures.timeline.samples import CELLS, events_of, on, span

SOLID, LIGHTER = "Solid: stated", "Lighter: worked out"


def entries(*rows):
    """The signs of rows: those with days in lanes, the others on chips."""
    events = events_of(*rows)
    lanes = [lane for block in blocks(events, 0, 17, 200) for lane in block.lanes]
    chips = chips_of([event for event in events if event.undated])
    return sign_entries(marks(lanes, panels("both", [], 640)), chips, LIGHT)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], []),
        ([{}], []),
        ([on(0, **CELLS)], []),  # its role names it
        ([on(0)], ["Single dose"]),
        ([{"schedule": "single dose"}], ["Single dose"]),
        ([on(0, **CELLS), span(0, 9, "FIXED")], [SOLID, LIGHTER]),
        ([span(0, 9, "FIXED")], [LIGHTER]),
        ([{"coverage": "SOME"}], ["Half or part filled: some patients"]),
        (
            [span(0, 9, "FIXED", coverage="SOME", certainty="STATED")],
            ["Half or part filled: some patients"],
        ),
        ([{"coverage": "NOT_STATED"}], ["Hollow: not said for whom"]),
        # a bar is not hollow, as it says when
        ([span(0, 9, "FIXED", coverage="NOT_STATED", certainty="STATED")], []),
        ([span(0, None, "NOT_STATED")], ["Fades: not stated"]),
        ([span(0, None, "ONGOING", certainty="STATED")], ["End open"]),
        ([on(7, tolerance_days=1, **CELLS)], ["Whiskers: ± days"]),
    ],
)
def test_the_key_says_only_what_is_drawn(rows, words):
    assert [entry.text for entry in entries(*rows)] == words


@pytest.mark.parametrize("classes", [(), ("MTOR_INHIBITOR",), AGENT_CLASS.codes[::-1]])
def test_classes_come_in_the_order_of_the_vocabulary(classes):
    made = class_entries({code: AGENT_CLASS.labels[code] for code in classes}, LIGHT)
    assert [entry.text for entry in made] == [
        signed(code, AGENT_CLASS.labels[code]) for code in AGENT_CLASS.codes if code in classes
    ]
    assert [entry.colour for entry in made] == [
        LIGHT.agent_class[code] for code in AGENT_CLASS.codes if code in classes
    ]


@pytest.mark.parametrize("width", [200, 640, 20_000])
def test_the_key_wraps_into_rows(width):
    own = class_entries(AGENT_CLASS.labels, LIGHT)
    key = lay_out((("Agent class", own), ("Nothing", [])), width, row=18)
    assert [title for title, _ in key.titles] == ["Agent class"]
    for item in key.placed:
        fits = item.left + ICON + text_width(item.entry.text, 13) <= width
        assert fits or item.left == 0
    assert (len({item.middle for item in key.placed}) > 1) == (width < 20_000)


def test_an_empty_key_takes_no_row():
    key = lay_out((("", []),), 640)
    assert (key.placed, key.titles) == ((), ())
    assert [trace["x"] for trace in key_traces(key, LIGHT)] == [[]]
