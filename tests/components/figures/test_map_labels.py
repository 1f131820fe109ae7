import random

import pytest

from components.figures.map_labels import CENTRE, GAP, MapLabel, Spot, place
from data.model.regions import Rectangle
from tests.boxes import around, meet, within

FRAME = Rectangle(0, 0, 400, 300)


def label(x=200, y=150, text="Spain 3", reach=(0.0, 6.0)):
    return MapLabel(text, (x, y), 14, 7 * len(text), reach)


def test_a_free_label_stands_on_its_point():
    assert place([label()], [], FRAME) == [Spot(CENTRE, 0)]


def test_a_label_of_a_bubble_stands_beside_it():
    assert place([label(reach=(8.0,))], [around((200, 150), 6)], FRAME) == [
        Spot("middle right", 8.0)
    ]


def test_labels_keep_clear_of_bubbles_of_the_edge_and_of_one_another():
    labels = [label(200 + step, 150) for step in range(0, 40, 5)] + [label(2, 2), label(398, 298)]
    bubbles = [around((200, 150), 5), around((230, 140), 5)]
    spots = place(labels, bubbles, FRAME)
    boxes = [each.box(spot) for each, spot in zip(labels, spots, strict=True) if spot]
    assert len(boxes) > 4
    for number, box in enumerate(boxes):
        assert within(box, FRAME)
        assert not any(meet(box, other) for other in [*bubbles, *boxes[number + 1 :]])


@pytest.mark.parametrize(
    ("obstacles", "frame"),
    [([Rectangle(0, 0, 400, 300)], FRAME), ([], Rectangle(0, 0, 10, 10))],
)
def test_no_room_no_label(obstacles, frame):
    assert place([label()], obstacles, frame) == [None]


def test_nothing_to_place():
    assert place([], [around((1, 1), 1)], FRAME) == []


@pytest.mark.parametrize(
    ("anchor", "away", "box"),
    [
        ("middle right", 6, (106, 96, 116, 104)),
        ("middle left", 6, (84, 96, 94, 104)),
        ("top center", 0, (95, 92, 105, 100)),
        ("bottom left", 2, (88, 102, 98, 110)),
    ],
)
def test_box(anchor, away, box, monkeypatch):
    monkeypatch.setattr("components.figures.map_labels.LINE_HEIGHT", 0.8)
    drawn = MapLabel("ab", (100, 100), 10, 10, (0.0,)).box(Spot(anchor, away))
    assert (drawn.left, drawn.top, drawn.right, drawn.bottom) == box


def first_clear(labels, obstacles, frame):
    """The rule, one rectangle after the other."""
    taken, found = [], []
    for each in labels:
        for spot in each.spots:
            box = each.box(spot)
            roomy = Rectangle(box.left - GAP, box.top, box.right + GAP, box.bottom)
            if within(roomy, frame) and not any(meet(roomy, other) for other in obstacles + taken):
                taken.append(box)
                found.append(spot)
                break
        else:
            found.append(None)
    return found


@pytest.mark.parametrize("number", [1, 5, 60])
def test_each_label_takes_its_first_spot_that_is_clear(number):
    draw = random.Random(number)
    for _ in range(5):
        points = [(draw.uniform(0, 400), draw.uniform(0, 300)) for _ in range(2 * number)]
        labels = [
            label(*point, text="x" * draw.randint(1, 30), reach=draw.choice([(0.0, 6.0), (8.5,)]))
            for point in points[:number]
        ]
        bubbles = [around(point, draw.uniform(1, 12)) for point in points[number:]]
        assert place(labels, bubbles, FRAME) == first_clear(labels, bubbles, FRAME)
