from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go
import pytest

from components.figures.empty import NO_TRIAL
from components.figures.trial_list import MOST_ROWS, columns_in, in_words, left_out, trial_list
from components.theme import LIGHT


def frame_of(count: int, listed: int | None = None, title: str = "Title") -> pd.DataFrame:
    return pd.DataFrame(
        {
            "nct_id": [f"NCT{n:08d}" for n in range(count)],
            "title": [title] * count,
            "phase": ["Phase 1"] * count,
            "trials_listed": [count if listed is None else listed] * count,
        }
    )


def texts(figure) -> list[str]:
    return [each["text"] for each in figure["layout"]["annotations"]]


@pytest.mark.parametrize(
    ("count", "height", "rows", "more"),
    [
        (0, None, 0, None),
        (1, None, 1, None),
        (MOST_ROWS, None, MOST_ROWS, None),
        (MOST_ROWS + 1, None, MOST_ROWS, "and 1 more trial"),
        (40, 10, 1, "and 39 more trials"),
        (40, 300, 6, "and 34 more trials"),
    ],
)
def test_as_many_rows_as_have_room_and_the_rest_in_words(count, height, rows, more):
    figure = trial_list(frame_of(count), LIGHT, 1180, height)
    go.Figure(figure)
    said = texts(figure)
    assert said[:3] == ["Registry number", "Title", "Phase"]
    assert sum(text.startswith("NCT0") for text in said) == rows
    assert (said[-1] if said[-1].startswith("and ") else None) == more
    assert len(figure["layout"]["shapes"]) == rows + 1


def test_every_row_lies_within_the_figure():
    layout = trial_list(frame_of(40), LIGHT, 1180, 407.5)["layout"]
    assert all(0 <= each["y"] <= layout["height"] for each in layout["annotations"])


def test_columns_fill_the_width_one_beside_the_other():
    columns = columns_in(frame_of(1), 900)
    assert [column.field for column in columns] == ["nct_id", "title", "phase"]
    assert columns[0].left == 0
    for one, other in pairwise(columns):
        assert one.left + one.width == pytest.approx(other.left)
    assert columns[-1].left + columns[-1].width == pytest.approx(900)


def test_a_hostile_title_is_text():
    said = texts(trial_list(frame_of(1, title="<a href='x'>"), LIGHT))
    assert "&lt;a href='x'&gt;" in said


@pytest.mark.parametrize(
    ("count", "listed", "words", "rest"),
    [
        (0, 0, NO_TRIAL, ""),
        (1, 1, "1 trial. NCT00000000: Title.", ""),
        (5, 5, "5 trials. The first: NCT00000000: Title;", ""),
        (5, 5_000, "5,000 trials. The first:", "Listed here are the first 5 of 5,000 trials."),
    ],
)
def test_the_list_in_words(count, listed, words, rest):
    frame = frame_of(count, listed)
    assert in_words(frame).startswith(words)
    assert left_out(frame) == rest
