"""The timeline of one protocol's own page, as a graph and upright on a phone."""

import json

import pytest

from components.pages import entity_figures
from components.theme import LIGHT


@pytest.mark.parametrize(
    ("regimen", "is_none"), [("miami-1994-97-sil", True), ("miami-1996-98-sik", False)]
)
def test_a_printed_none_is_drawn_on_screen_and_on_a_phone(store, regimen, is_none):
    figure = entity_figures.timeline(store, regimen, LIGHT)
    notes = [note["text"] for note in figure["layout"]["annotations"]]
    assert ("none" in notes) == is_none
    upright = json.dumps(entity_figures.upright(store, regimen, LIGHT))
    assert ('"none"]' in upright) == is_none
