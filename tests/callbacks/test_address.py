import pytest

from callbacks.address import after_click, clicked_tokens, joined
from data.filters import TrialFilters


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), ([], ""), (["a", "b"], "a~b"), ("x", "x"), (3, "3"), ([None], "None")],
)
def test_joined(value, text):
    assert joined(value) == text


def click(*data):
    return {"points": [{"customdata": list(data)}]}


@pytest.mark.parametrize(
    ("clicks", "tokens"),
    [
        ([], ()),
        ([None, None], ()),
        ([None, click("phase=PHASE2", "2 trials")], (("phase", "PHASE2"),)),
        (
            [click("condition=T1D", "phase=PHASE2")],
            (("condition", "T1D"), ("phase", "PHASE2")),
        ),
        ([click("q=Ribeirão Preto")], (("q", "Ribeirão Preto"),)),
        ([click("nonsense=1", 7, None, "no sign")], ()),
        ([{"points": []}], ()),
        ([{"points": "x"}], ()),
        (["text"], ()),
        ([{"points": [{"customdata": "phase=PHASE2"}]}], ()),
    ],
)
def test_clicked_tokens(clicks, tokens):
    assert clicked_tokens(clicks) == tokens


@pytest.mark.parametrize(
    ("before", "tokens", "after"),
    [
        (TrialFilters(), [("phase", "PHASE2")], TrialFilters(phase=("PHASE2",))),
        (TrialFilters(phase=("PHASE2",)), [("phase", "PHASE2")], TrialFilters()),
        (
            TrialFilters(phase=("PHASE2",)),
            [("condition", "T1D"), ("phase", "PHASE2")],
            TrialFilters(condition=("T1D",), phase=("PHASE2",)),
        ),
        (
            TrialFilters(condition=("T1D",), phase=("PHASE2",)),
            [("condition", "T1D"), ("phase", "PHASE2")],
            TrialFilters(),
        ),
        (TrialFilters(), [("q", "Padua")], TrialFilters(text="Padua")),
        (TrialFilters(text="Padua"), [("q", "Padua")], TrialFilters()),
        (TrialFilters(), [("phase", "PHASE77")], TrialFilters()),
    ],
)
def test_after_click(before, tokens, after):
    assert after_click(before, tokens) == after
