import pytest

from data.model.regions import Box
from tests import boxes


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (Box(0, 0, 2, 2), Box(1, 1, 3, 3), True),
        (Box(0, 0, 2, 2), Box(2, 0, 3, 3), False),
        (Box(0, 0, 9, 9), Box(4, 4, 5, 5), True),
        (Box(0, 0, 1, 1), Box(0, 5, 1, 6), False),
    ],
)
def test_boxes_meet(one, other, meet):
    assert boxes.meet(one, other) is meet
    assert boxes.meet(other, one) is meet
