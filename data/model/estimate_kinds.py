"""Kinds of estimates: posted parameter types are free text, and a table maps their words."""

import re
from collections.abc import Mapping
from types import MappingProxyType

RATIO, LOG_RATIO, DIFFERENCE = "RATIO", "LOG_RATIO", "DIFFERENCE"
OTHER, NOT_MAPPED, SCALE_UNCLEAR = "OTHER", "NOT_MAPPED", "SCALE_UNCLEAR"
KIND_WORDS: Mapping[str, str] = MappingProxyType(
    {
        RATIO: "Ratio",
        LOG_RATIO: "Logarithm of a ratio",
        DIFFERENCE: "Difference",
        OTHER: "Other estimate",
        NOT_MAPPED: "Parameter type not mapped",
        SCALE_UNCLEAR: "Ratio, perhaps in per cent",
    }
)
"""Code of a kind -> its words."""
NO_EFFECT: Mapping[str, float] = MappingProxyType({RATIO: 1.0, LOG_RATIO: 0.0, DIFFERENCE: 0.0})
"""Kind -> the value at which there is no effect; the other kinds have none."""
ON_LOG_AXIS = frozenset({RATIO, SCALE_UNCLEAR})
"""Kinds whose axis is logarithmic."""
KINDS: tuple[tuple[str, str], ...] = (
    (r"log(?:arithm)?(?:ic)?(?! ?rank)\b.*\b(?:ratio|odds)|\b(?:ratio|odds)\b.*\blog$", LOG_RATIO),
    (r"^(?:\w+ )*?difference\b.*\bratio\b", DIFFERENCE),
    (r"\bratios?\b|\brelative risk\b|\bfold\b|^(?:or|hr|rr)$", RATIO),
    (r"\bdifferences?\b|\bhodges lehmann estimate of shift\b", DIFFERENCE),
    (
        r"\bmeans?\b|\bmedians?\b|\bslope\b|\bhodges lehmann\b|\bchange\b|\btest statistic\b"
        r"|\bpercentage\b|\bproportion\b|\brate\b|\bcorrelation\b|\bcoefficient\b|\befficacy\b",
        OTHER,
    ),
)
"""Words of a parameter type, in small letters without signs -> kind; the first that fits."""
NO_WORD = re.compile(r"[^a-z0-9]+")
MOST_SIGNS = 200
"""Of a parameter type that are read."""
PERCENT_LIKE = 20.0
"""A ratio that lies with its whole interval above may be in per cent."""


def estimate_kind(param_type: str) -> str:
    """The kind of a parameter type as posted: a key of ``KIND_WORDS``."""
    words = NO_WORD.sub(" ", param_type[:MOST_SIGNS].lower()).strip()
    return next((kind for pattern, kind in KINDS if re.search(pattern, words)), NOT_MAPPED)


def drawn_kind(kind: str, value: float | None, lower: float | None) -> str:
    """The kind that an estimate is drawn as: that of its words, but for a ratio of unclear scale.

    Some records post a ratio in per cent (98.7 for 0.987) and do not say so; no line of no effect
    is true of those.
    """
    least = min((number for number in (value, lower) if number is not None), default=0.0)
    return SCALE_UNCLEAR if kind == RATIO and least >= PERCENT_LIKE else kind
