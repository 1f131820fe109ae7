"""States, provinces and regions of countries: a printed name -> the code of the state.

GeoNames' first-order divisions under their English names (data/raw/geonames/states.csv), of the
United States, Canada and Australia also by the short forms of the post.
"""

import csv
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from data.model.city_names import name_key

STATES = Path(__file__).parents[1] / "raw" / "geonames" / "states.csv"

KINDS = frozenset(
    (
        *("autonomous", "canton", "county", "department", "district", "division"),
        *("governorate", "municipality", "oblast", "of", "prefecture", "province"),
        *("region", "republic", "state", "the", "voivodeship"),
    )
)
"""Words that say of which kind a state is: "Zhejiang Province" is Zhejiang."""


def state_code(country: str, printed: str) -> str:
    """The code of a state in its country (ISO-3); empty where the name is not known."""
    known, key = _codes().get(country), name_key(printed)
    if known is None or not key:
        return ""
    return known.get(key) or known.get(_without_kind(key), "")


def _without_kind(key: str) -> str:
    return " ".join(word for word in key.split() if word not in KINDS)


@lru_cache(maxsize=1)
def _codes() -> Mapping[str, Mapping[str, str]]:
    """Country -> key of a name -> code; a name without its kind only where it is one state's."""
    whole: dict[str, dict[str, str]] = defaultdict(dict)
    short: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    with STATES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for name in (row["name"], *filter(None, row["also"].split("|"))):
                key = name_key(name)
                whole[row["iso3"]].setdefault(key, row["code"])
                short[row["iso3"]][_without_kind(key)].add(row["code"])
    one = {
        country: {key: next(iter(codes)) for key, codes in keys.items() if key and len(codes) == 1}
        for country, keys in short.items()
    }
    return {country: one[country] | keys for country, keys in whole.items()}
