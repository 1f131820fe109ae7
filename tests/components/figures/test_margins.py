import pytest

from components.figures.margins import ABOVE, BESIDE, above, left_of


@pytest.mark.parametrize(
    ("labels", "pixels"),
    [
        ([], 0),
        ([""], 0),
        (["i"], 4),  # 246 thousandths of 14 pixels
        (["i", "iiii"], 14),
        (["iiii<br>ii"], 14),  # the longest line
        (["&amp;"], 9),  # one character, 609 thousandths
        (["é", "\u0065\u0301"], 7),  # 496 as e, also where the accent is a character of its own
        (["心"], 15),
        (["Not stated"], 62),
    ],
)
def test_room_beside_is_the_widest_line(labels: list[str], pixels: int) -> None:
    assert left_of(labels) == pixels + BESIDE


@pytest.mark.parametrize(
    ("labels", "pixels"), [([], 0), ([""], 19), (["a", "a<br>b"], 37), (["a<br>b<br>c"], 55)]
)
def test_room_above_is_that_of_the_most_lines(labels: list[str], pixels: int) -> None:
    assert above(labels) == pixels + ABOVE
