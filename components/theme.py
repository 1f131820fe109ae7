"""Colours, orders and the plotly template, each declared once for light and dark.

Hues follow Okabe and Ito's palette for colour-blind readers, darkened or lightened until
they stand out from the background; phases are steps of one blue, *not stated* is one grey.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Self

from data.model import vocabulary as v

Figure = dict[str, Any]
"""A figure as plotly.js takes it: data and layout."""
Trace = dict[str, Any]
"""One entry of a figure's data."""

FONT = '"Source Sans 3", "Segoe UI", "Helvetica Neue", Arial, sans-serif'
FONT_SIZE = 14
MARK_CONTRAST, TEXT_CONTRAST = 3.0, 4.5
"""Least contrast with the background: WCAG 2.2, 1.4.11 and 1.4.3."""

_PHASE_CODES = (
    "EARLY_PHASE1",
    "PHASE1",
    "PHASE1/PHASE2",
    "PHASE2",
    "PHASE2/PHASE3",
    "PHASE3",
    "PHASE4",
)


@dataclass(frozen=True)
class Palette:
    """All colours of one theme; category colours are keyed by code."""

    name: str
    background: str
    text: str
    muted: str
    grid: str
    accent: str
    not_stated: str
    not_stated_hatch: str
    outline: str
    land: str
    border: str
    bubble: str
    day_zero: str
    sequence: tuple[str, ...]
    phase: Mapping[str, str]
    agent_class: Mapping[str, str]
    unlisted: str
    groups: tuple[str, ...]
    """Of groups of posted results by their order; none means good or bad. Shapes of marks are
    their second channel, and tell groups apart whose colours come again."""

    def of_phase(self, code: str) -> str:
        return self.phase.get(code, self.not_stated)


CLASS_SIGNS = {
    "CORTICOSTEROID": "▲",
    "ALKYLATING_AGENT": "▼",
    "GROWTH_FACTOR": "►",
    "CYTOKINE": "◄",
    "ANTIDIABETIC": "○",
    "OXYGEN": "◊",
    "TISSUE_GRAFT": "♦",
    "CELL_PRODUCT": "●",
    "PROCEDURE": "□",
    "OTHER_CYTOTOXIC": "■",
    "IMMUNE_CELLS": "♠",
    "OTHER_ANTIBODY": "♣",
    "KINASE_INHIBITOR": "◘",
    "RADIATION": "☼",
    "DRUG": "▪",
    "BIOLOGICAL": "▫",
    "DEVICE": "◙",
    "OTHER_TREATMENT": "◦",
    "WORDS": "…",
    **dict(zip(v.OWN_CLASSES, "♥♪♫†‡§¶∆Ω∩≡π", strict=True)),
}
"""The second mark of classes whose colours an eye may confuse with another's, before their names.

The six classes without a sign are at least 20 apart in CIEDE2000, for every eye. All signs are in
WGL4, the set that every office font has.
"""


def signed(agent_class: str, name: str) -> str:
    """An agent's or class's name behind the second mark of its class, where that has one."""
    sign = CLASS_SIGNS.get(agent_class)
    return f"{sign} {name}" if sign else name


def _agent_classes(*colours: str) -> dict[str, str]:
    return dict(zip(v.AGENT_CLASS.codes, colours, strict=True))


LIGHT = Palette(
    name="light",
    background="#ffffff",
    text="#1c232b",
    muted="#56616d",
    grid="#e3e7ec",
    accent="#0b5cad",
    not_stated="#ccd1d6",
    not_stated_hatch="#7c848c",
    outline="#2c537d",
    land="#eef1f4",
    border="#b4bdc7",
    bubble="#d55e00",
    day_zero="#1c232b",
    sequence=("#cfe2f7", "#9ac8fd", "#7da9dc", "#618bbb", "#466f9c", "#2c537d", "#123860"),
    phase=dict(
        zip(
            _PHASE_CODES,
            ("#9ac8fd", "#7da9dc", "#618bbb", "#466f9c", "#2c537d", "#123860", "#001f43"),
            strict=True,
        )
    )
    | {"NA": "#c9b458"},
    agent_class=_agent_classes(
        "#ad1e00",  # T-cell-depleting antibody
        "#b98c00",  # IL-2 receptor antibody
        "#883e89",  # TNF inhibitor
        "#000e40",  # calcineurin inhibitor
        "#898ece",  # mTOR inhibitor
        "#007b5f",  # antimetabolite
        "#7a6f60",  # corticosteroid
        "#882255",  # alkylating agent
        "#aa4499",  # growth factor
        "#6a51a3",  # cytokine
        "#4f7485",  # antidiabetic drug
        "#1f8a7d",  # hyperbaric oxygen
        "#222222",  # islet or organ graft
        "#332288",  # stem or marrow cells
        "#6b7280",  # cell collection
        "#b50cdf",  # other cytotoxic drug
        "#0c36df",  # immune cells
        "#834d3f",  # other antibody
        "#83833f",  # kinase inhibitor
        "#b84f0a",  # radiation
        "#325267",  # drug, class not known
        "#3c4c24",  # biological, class not known
        "#44244c",  # device
        "#83683f",  # treatment of another kind
        "#747b84",  # words that no rule could place
        # classes that a protocol of the house names itself
        "#df0c60",
        "#0c60df",
        "#066b6b",
        "#6b4206",
        "#760891",
        "#4c2424",
        "#165a3f",
        "#5a163f",
        "#4c8e9e",
        "#31165a",
        "#6b0606",
        "#323c67",
    ),
    unlisted="#b87a00",
    groups=("#0b5cad", "#b84f0a", "#007b5f", "#883e89", "#7a6200", "#222222"),
)
DARK = Palette(
    name="dark",
    background="#14181d",
    text="#e8ecf0",
    muted="#a5b0bb",
    grid="#2c343d",
    accent="#6db3f2",
    not_stated="#4a525b",
    not_stated_hatch="#a3abb3",
    outline="#c5d6ea",
    land="#262d35",
    border="#4a5561",
    bubble="#ff8a3d",
    day_zero="#e8ecf0",
    sequence=("#20354b", "#1d4f82", "#3f6996", "#6083ab", "#819ec0", "#a2bad5", "#c5d6ea"),
    phase=dict(
        zip(
            _PHASE_CODES,
            ("#2a5c90", "#3f6996", "#6083ab", "#819ec0", "#a2bad5", "#c5d6ea", "#e8f3ff"),
            strict=True,
        )
    )
    | {"NA": "#c9b458"},
    agent_class=_agent_classes(
        "#e4671b",
        "#ffe960",
        "#d68fdd",
        "#3a61bd",
        "#d8fbff",
        "#24b88b",
        "#b9a894",
        "#d9709f",
        "#d88ad0",
        "#a99af0",
        "#8fb3c4",
        "#56c7b8",
        "#f2f2f2",
        "#b4a8ff",
        "#9aa2ab",
        "#ca25f4",
        "#25a1f4",
        "#db8670",
        "#e4e495",
        "#f4a125",
        "#6484b4",
        "#a5d4a5",
        "#e4c8d9",
        "#d19a47",
        "#8d959e",
        "#f4254e",
        "#7655f6",
        "#25f4f4",
        "#f4ca25",
        "#deb1fb",
        "#b46464",
        "#70db70",
        "#d1477e",
        "#dbefbe",
        "#b464a4",
        "#f425ca",
        "#fbb1c0",
    ),
    unlisted="#e6ab2e",
    groups=("#6db3f2", "#ff8a3d", "#24b88b", "#d68fdd", "#ffe960", "#f2f2f2"),
)
PALETTES = {palette.name: palette for palette in (LIGHT, DARK)}


def channels(colour: str) -> list[int]:
    """Red, green and blue, 0 to 255, of a ``#rrggbb`` colour."""
    return [int(colour[start : start + 2], 16) for start in (1, 3, 5)]


class Thinned(str):
    """A ``#rrggbb`` colour mixed with its ground, which knows of what it was mixed.

    Attributes:
        colour, ground: what was mixed.
        share: the colour's share, 0 to 1; the rest is the ground.
    """

    colour: str
    ground: str
    share: float

    def __new__(cls, colour: str, ground: str, share: float) -> Self:
        mixed = (
            round(part * share + base * (1 - share))
            for part, base in zip(channels(colour), channels(ground), strict=True)
        )
        made = super().__new__(cls, "#" + "".join(f"{part:02x}" for part in mixed))
        made.colour, made.ground, made.share = colour, ground, share
        return made

    def __getnewargs__(self) -> tuple[str, str, float]:  # type: ignore[override]
        """Of a copy: plotly copies a figure through and through."""
        return self.colour, self.ground, self.share


def tint(colour: str, ground: str, share: float) -> Thinned:
    """A colour thinned with the ground, opaque."""
    return Thinned(colour, ground, share)


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it, 0 to 1."""
    parts = [part / 255 for part in channels(colour)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@lru_cache(maxsize=1000)
def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours as WCAG 2 defines it, 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def ink_on(colour: str) -> str:
    """Black or white, whichever is easier to read on a ``#rrggbb`` colour (WCAG contrast)."""
    return max(("#000000", "#ffffff"), key=lambda ink: contrast(ink, colour))


def edge_of(colour: str, palette: "Palette") -> str:
    """The line around a filled mark.

    The background's colour parts it from its neighbours; a mark too pale to be told from the
    background has a line that stands out instead.
    """
    stands_out = contrast(colour, palette.background) >= MARK_CONTRAST
    return palette.background if stands_out else palette.muted


def hatch(palette: "Palette") -> dict[str, Any]:
    """The hatching of *not stated*, a second channel beside its grey."""
    return {
        "fillmode": "overlay",
        "fgcolor": palette.not_stated_hatch,
        "fgopacity": 0.8,
        "size": 8,
        "solidity": 0.22,
    }


def palette_named(name: str) -> Palette:
    """The palette of a theme name; anything else than ``dark`` is light."""
    return PALETTES.get(name, LIGHT)


def base_layout(palette: Palette, *, height: int) -> dict[str, Any]:
    """The layout that every figure starts from: plain keys, no named template.

    A template makes plotly merge it on each draw; setting the few keys directly does not.
    """
    return {
        "font": {"family": FONT, "size": FONT_SIZE, "color": palette.text},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 8, "r": 16, "t": 8, "b": 8},
        "height": height,
        "showlegend": False,
        "hoverlabel": {
            "bgcolor": palette.background,
            "bordercolor": palette.border,
            "font": {"family": FONT, "size": FONT_SIZE, "color": palette.text},
            "align": "left",
        },
        "dragmode": False,
    }


def note(text: str, x: float, y: float, colour: str, size: int, **keys: Any) -> dict[str, Any]:
    """An annotation without arrow, its left end at ``x``; ``text`` is escaped already.

    size: pixels. ``keys`` override, such as ``xref`` where x is not in the axis's own units.
    """
    return {
        "text": text,
        "x": x,
        "y": y,
        "xref": "x",
        "yref": "y",
        "xanchor": "left",
        "yanchor": "middle",
        "align": "left",
        "showarrow": False,
        "borderpad": 0,
        "font": {"family": FONT, "size": size, "color": colour},
        **keys,
    }


def axis(palette: Palette, **keys: Any) -> dict[str, Any]:
    """An axis in the house style; ``keys`` override."""
    return {
        "automargin": True,
        "fixedrange": True,
        "gridcolor": palette.grid,
        "linecolor": palette.border,
        "zeroline": False,
        "tickfont": {"color": palette.text},
        "title": {"font": {"color": palette.muted}},
        **keys,
    }
