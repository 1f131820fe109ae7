import pytest

from data.model.regions import Rectangle
from tests import boxes


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (Rectangle(0, 0, 2, 2), Rectangle(1, 1, 3, 3), True),
        (Rectangle(0, 0, 2, 2), Rectangle(2, 0, 3, 3), False),
        (Rectangle(0, 0, 9, 9), Rectangle(4, 4, 5, 5), True),
        (Rectangle(0, 0, 1, 1), Rectangle(0, 5, 1, 6), False),
    ],
)
def test_boxes_meet(one, other, meet):
    assert boxes.meet(one, other) is meet
    assert boxes.meet(other, one) is meet
