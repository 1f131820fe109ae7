"""Kinds of estimates: posted parameter types are free text, and a table maps their words."""

import re
from collections.abc import Mapping
from types import MappingProxyType

RATIO, LOG_RATIO, DIFFERENCE = "RATIO", "LOG_RATIO", "DIFFERENCE"
OTHER, NOT_MAPPED, RATIO_PERCENT = "OTHER", "NOT_MAPPED", "RATIO_PERCENT"
RAW_DIFFERENCE = "RAW_DIFFERENCE"
"""Of two posted percentages: the one kind that no record posts and we work out."""
KIND_WORDS: Mapping[str, str] = MappingProxyType(
    {
        RATIO: "Ratio",
        LOG_RATIO: "Logarithm of a ratio",
        DIFFERENCE: "Difference",
        OTHER: "Other estimate",
        NOT_MAPPED: "Parameter type not mapped",
        RATIO_PERCENT: "Ratio in per cent",
        RAW_DIFFERENCE: "Worked out here, not posted",
    }
)
"""Code of a kind -> its words."""
NO_EFFECT: Mapping[str, float] = MappingProxyType(
    {RATIO: 1.0, RATIO_PERCENT: 100.0, LOG_RATIO: 0.0, DIFFERENCE: 0.0, RAW_DIFFERENCE: 0.0}
)
"""Kind -> the value at which there is no effect; the other kinds have none."""
ON_LOG_AXIS = frozenset({RATIO, RATIO_PERCENT})
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
PERCENT = re.compile(r"(?<![0-9.])(?<![0-9.] )(?:%|\bper ?cent\b)")
"""A percentage that is the scale of an estimate, not the width of its interval."""
OF_PERCENTAGES = re.compile(
    r"\brates?\b|\bproportions?\b|\brisks?\b|\bincidence|\brespon[ds]|\bodds\b"
)
"""Words after which the percentage may be that of the numbers compared."""


def estimate_kind(param_type: str) -> str:
    """The kind of a parameter type as posted: a key of ``KIND_WORDS``.

    A ratio is in per cent only where the parameter type says so; its size is no sign of it.
    """
    text = param_type[:MOST_SIGNS].lower()
    words = NO_WORD.sub(" ", text).strip()
    kind = next((kind for pattern, kind in KINDS if re.search(pattern, words)), NOT_MAPPED)
    said = kind == RATIO and PERCENT.search(text) and not OF_PERCENTAGES.search(text)
    return RATIO_PERCENT if said else kind
