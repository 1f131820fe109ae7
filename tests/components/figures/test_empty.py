import plotly.graph_objects as go
import pytest

from components.figures import agent_matrix, chimerism, islet_mass, swimmer, then_and_now
from components.figures.empty import (
    NO_AGENT,
    NO_CHIMERISM,
    NO_EVENT,
    NO_FUNCTION,
    NO_PAIR,
    empty_figure,
)
from components.figures.timeline.timelines import protocol_timeline
from components.theme import DARK, LIGHT


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("", ""),
        ("<b>&", "&lt;b&gt;&amp;"),
        ("x" * 61, f"{'x' * 60}<br>x"),
    ],
)
def test_an_empty_figure_is_its_sentence_in_the_middle(words, lines):
    figure = empty_figure(words, DARK)
    go.Figure(figure)
    assert figure["data"] == []
    (said,) = figure["layout"]["annotations"]
    assert (said["text"], said["x"], said["y"]) == (lines, 0.5, 0.5)
    assert said["font"]["color"] == DARK.muted


@pytest.mark.parametrize(
    ("draw", "words"),
    [
        (agent_matrix.matrix, NO_AGENT),
        (chimerism.chimerism_over_time, NO_CHIMERISM),
        (islet_mass.islet_mass_and_function, NO_FUNCTION),
        (swimmer.swimmer_plot, NO_FUNCTION),
        (then_and_now.then_and_now, NO_PAIR),
        (lambda frame, palette: protocol_timeline(frame, palette, "both"), NO_EVENT),
    ],
)
def test_a_frame_without_rows_is_an_empty_figure(draw, words, store):
    assert draw(store.trials.iloc[:0], LIGHT) == empty_figure(words, LIGHT)
