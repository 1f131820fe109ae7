"""Colours of a presentation's own theme, so that another theme recolours a slide.

Ground, text and everything between them are the theme's text over its ground, in the shares that
give the house's greys on white: on any theme whose text can be read, so can they. One colour of
emphasis is the theme's first accent. Colours that mean something, such as those of agent classes
and phases, stay what they are: they say the same in every talk.
"""

from dataclasses import replace
from typing import Self

from components.theme import DARK, LIGHT, Palette, Thinned, channels, contrast

TEXT, GROUND, ACCENT = "tx1", "bg1", "accent1"


class ThemeColour(str):
    """A ``#rrggbb`` colour of the house's theme that is written as its place in a theme.

    Attributes:
        place: the theme's name of it, such as ``tx1``.
        alpha: the share of it over the ground, 0 to 1.
    """

    place: str
    alpha: float

    def __new__(cls, colour: str, place: str, alpha: float = 1.0) -> Self:
        made = super().__new__(cls, colour)
        made.place, made.alpha = place, alpha
        return made

    def __getnewargs__(self) -> tuple[str, str, float]:  # type: ignore[override]
        """Of a copy: its own colour, place and share."""
        return str(self), self.place, self.alpha


def _grey(colour: str) -> ThemeColour:
    """A grey of the house as a share of the theme's text over its ground."""
    text, ground, own = (sum(channels(each)) for each in (LIGHT.text, LIGHT.background, colour))
    return ThemeColour(colour, TEXT, round((ground - own) / (ground - text), 3))


SLIDE: Palette = replace(
    LIGHT,
    name="slide",
    background=ThemeColour(LIGHT.background, GROUND),
    text=ThemeColour(LIGHT.text, TEXT),
    day_zero=ThemeColour(LIGHT.day_zero, TEXT),
    muted=_grey(LIGHT.muted),
    grid=_grey(LIGHT.grid),
    not_stated=_grey(LIGHT.not_stated),
    not_stated_hatch=_grey(LIGHT.not_stated_hatch),
    land=_grey(LIGHT.land),
    border=_grey(LIGHT.border),
    accent=ThemeColour(LIGHT.accent, ACCENT),
    groups=(*LIGHT.groups[:-1], ThemeColour(LIGHT.groups[-1], TEXT)),
)
"""The palette of every slide: the light one, in a theme's own words where it has them."""


LEAST_CONTRAST = 2.0
"""With a dark ground; a mark with less of it has a line of the theme's own around it."""


def is_lost_in_the_dark(colour: str) -> bool:
    """Says whether a mark of this colour is hard to see on the ground of a dark theme."""
    if isinstance(colour, Thinned):
        return is_lost_in_the_dark(colour.colour)
    return (
        not isinstance(colour, ThemeColour) and contrast(colour, DARK.background) < LEAST_CONTRAST
    )


def is_pale(colour: str) -> bool:
    """Says whether a mark of this colour is hard to see on the ground of a light theme."""
    if isinstance(colour, ThemeColour):
        return False
    if isinstance(colour, Thinned) and isinstance(colour.colour, ThemeColour):
        return False
    return contrast(str(colour), LIGHT.background) < LEAST_CONTRAST


FAINT = 0.5
"""Share of the text's colour below which it makes grounds and rules, and says nothing."""


def is_faint(colour: str) -> bool:
    """Says whether a colour is the ground's, or a thin share of the text's over it."""
    share = 1.0
    while isinstance(colour, Thinned):
        share, colour = share * colour.share, colour.colour
    if not isinstance(colour, ThemeColour):
        return False
    return colour.place == GROUND or (colour.place == TEXT and share * colour.alpha < FAINT)


def colour_xml(colour: str, alpha: float = 1.0) -> str:
    """A colour in DrawingML; alpha from 0 to 1."""
    if isinstance(colour, Thinned):
        return colour_xml(colour.colour, alpha * colour.share)
    if isinstance(colour, ThemeColour):
        tag, value, alpha = "schemeClr", colour.place, alpha * colour.alpha
    else:
        tag, value = "srgbClr", colour.removeprefix("#").upper()
    inner = "" if alpha >= 1 else f'<a:alpha val="{round(alpha * 100_000)}"/>'
    return f'<a:{tag} val="{value}">{inner}</a:{tag}>'


def pattern_colour_xml(colour: str) -> str:
    """A colour of a pattern, which programs draw without transparency.

    A grey nearer to the text is the text made lighter, one nearer to the ground the ground made
    darker: on a dark theme the lines stay light and the ground dark.
    """
    if not isinstance(colour, ThemeColour) or colour.alpha >= 1:
        return colour_xml(colour)
    if colour.alpha < 0.5:
        darker = round((1 - colour.alpha) * 100_000)
        return f'<a:schemeClr val="{GROUND}"><a:lumMod val="{darker}"/></a:schemeClr>'
    lighter = round((1 - colour.alpha) * 100_000)
    return (
        f'<a:schemeClr val="{colour.place}"><a:lumMod val="{100_000 - lighter}"/>'
        f'<a:lumOff val="{lighter}"/></a:schemeClr>'
    )
