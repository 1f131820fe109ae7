import pytest

from components.theme import PALETTES, ink_on, palette_named
from data.model import vocabulary as v


def test_every_category_has_a_colour_in_both_themes():
    for palette in PALETTES.values():
        assert set(palette.agent_class) == set(v.AGENT_CLASS.codes)
        for code in v.PHASE.codes:
            assert palette.of_phase(code).startswith("#")
        assert palette.of_phase(v.NOT_STATED) == palette.not_stated
        assert len(set(palette.agent_class.values())) == len(v.AGENT_CLASS.codes)


@pytest.mark.parametrize(
    ("colour", "ink"),
    [("#ffffff", "#000000"), ("#000000", "#ffffff"), ("#123860", "#ffffff")],
)
def test_ink_on(colour, ink):
    assert ink_on(colour) == ink


@pytest.mark.parametrize("name", ["", "light", "sepia", "<script>"])
def test_an_unknown_theme_is_light(name):
    assert palette_named(name).name == "light"
