"""Long lists on a phone: what stands open and what is folded."""

import pytest

from components.elements.markup import piece
from components.elements.upright_fold import MOST_LINES, SPARE, first_blocks, lines_of
from tests.components.pages.trees import elements, text


def blocks(number: int, words: str = "one line"):
    return [piece("div", piece("p", words)) for _ in range(number)]


@pytest.mark.parametrize(
    ("number", "shown", "summary"),
    [
        (0, 0, ""),
        (1, 1, ""),
        (MOST_LINES + SPARE, MOST_LINES + SPARE, ""),
        (MOST_LINES + SPARE + 1, MOST_LINES, f"Show {SPARE + 1} more rows"),
        (1_200 + MOST_LINES, MOST_LINES, "Show 1,200 more rows"),
    ],
)
def test_the_first_lines_stand_open_and_every_block_is_there(number, shown, summary):
    made = first_blocks(blocks(number), "row", "A list")
    assert sum(each[0] == "div" for each in made) == shown
    assert len([*elements(made, "p")]) == number
    assert [text(each[2]) for each in elements(made, "summary")] == [summary] * bool(summary)


def test_one_long_block_is_shown_whole_and_one_more_is_one():
    made = first_blocks(blocks(2, "x" * 10_000), "trial", "A list")
    assert [each[0] for each in made] == ["div", "details"]
    assert text(made[1][2][2]) == "Show 1 more trial"
    assert first_blocks(blocks(1, "x" * 10_000), "trial", "A list")[0][0] == "div"


def test_lines_are_counted_by_their_letters():
    assert lines_of(piece("p", "")) == 1
    assert lines_of(piece("p", "x" * 45)) == 2
    assert lines_of(piece("ul", piece("li", "a"), piece("li", "b"))) == 2


def test_another_trial_folds_anew():
    one, other = (first_blocks(blocks(99), "row", "A list", key)[-1] for key in ("a", "b"))
    assert one[1]["key"] != other[1]["key"]
