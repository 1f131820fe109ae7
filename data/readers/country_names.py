"""Country names of the registry, of all years -> ISO 3166-1 alpha-3.

The registry has renamed countries (``Korea, Republic of`` became ``South Korea``), and old
records keep old names. The names of data/raw/countries.csv are known, and those below. A name
that is not known is reported and never dropped; so are three that are no single country of
today: Former Serbia and Montenegro, Former Yugoslavia, Netherlands Antilles.
"""

from collections.abc import Mapping
from functools import lru_cache

from data.link.folding import HYPHEN, folded
from data.model.countries import NAMES

LONGEST_NAME = 4
"""Parts between commas that a country's name may have at the end of a location."""

LONGEST_TEXT = 100
"""Signs of a text that may be a country's name."""

OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "ALA": ("Aland",),
    "BHS": ("Bahamas, The", "The Bahamas"),
    "BES": ("Bonaire, Sint Eustatius and Saba", "Caribbean Netherlands"),
    "BOL": ("Bolivia, Plurinational State of", "Bolivia (Plurinational State of)"),
    "BRN": ("Brunei Darussalam",),
    "CIV": ("Ivory Coast", "Cote d Ivoire", "Côte d’Ivoire"),
    "COD": (
        "Congo, The Democratic Republic of the",
        "Congo, Democratic Republic of the",
        "Democratic Republic of the Congo",
        "Democratic Republic of Congo",
        "Congo (Kinshasa)",
    ),
    "COG": (
        "Republic of the Congo",
        "Congo, Republic of the",
        "Congo (Brazzaville)",
        "Congo (Republic)",
    ),
    "CPV": ("Cape Verde",),
    "CZE": ("Czech Republic",),
    "FLK": ("Falkland Islands (Malvinas)",),
    "FSM": ("Micronesia, Federated States of", "Federated States of Micronesia"),
    "GBR": ("Great Britain", "UK", "England", "Scotland", "Wales", "Northern Ireland"),
    "GMB": ("Gambia, The", "The Gambia"),
    "HKG": ("Hong Kong SAR", "Hong Kong, China"),
    "IRN": ("Iran, Islamic Republic of", "Iran (Islamic Republic of)"),
    "KOR": ("Korea, Republic of", "Republic of Korea"),
    "LAO": ("Lao People's Democratic Republic", "Lao PDR"),
    "LBY": ("Libyan Arab Jamahiriya",),
    "MAC": ("Macau",),
    "MAF": ("Saint Martin",),
    "MDA": ("Moldova, Republic of", "Republic of Moldova"),
    "MKD": (
        "Macedonia, The Former Yugoslav Republic of",
        "The Former Yugoslav Republic of Macedonia",
        "Macedonia",
        "Macedonia, North",
        "Republic of North Macedonia",
    ),
    "MMR": ("Burma", "Myanmar (Burma)"),
    "NLD": ("The Netherlands", "Holland"),
    "PCN": ("Pitcairn Islands",),
    "PRK": ("Korea, Democratic People's Republic of", "Democratic People's Republic of Korea"),
    "PSE": (
        "Palestinian Territory, Occupied",
        "Palestinian Territories, Occupied",
        "Occupied Palestinian Territory",
        "Palestinian Territory",
        "Palestinian Territories",
        "Palestine, State of",
        "State of Palestine",
    ),
    "RUS": ("Russian Federation",),
    "SHN": ("Saint Helena, Ascension and Tristan da Cunha", "Saint Helena"),
    "STP": ("São Tomé and Príncipe",),
    "SWZ": ("Swaziland", "Eswatini (Swaziland)"),
    "SXM": ("Sint Maarten",),
    "SYR": ("Syrian Arab Republic",),
    "TLS": ("East Timor",),
    "TUR": ("Turkey", "Turkey (Türkiye)"),
    "TWN": ("Taiwan, Province of China", "Taiwan (Province of China)"),
    "TZA": ("Tanzania, United Republic of", "United Republic of Tanzania"),
    "USA": ("United States of America", "USA"),
    "VAT": ("Holy See (Vatican City State)", "Holy See"),
    "VEN": ("Venezuela, Bolivarian Republic of", "Venezuela (Bolivarian Republic of)"),
    "VGB": ("Virgin Islands, British", "Virgin Islands (British)"),
    "VIR": (
        "Virgin Islands, U.S.",
        "Virgin Islands (U.S.)",
        "Virgin Islands of the United States",
        "U.S. Virgin Islands",
        "United States Virgin Islands",
    ),
    "VNM": ("Viet Nam",),
}
"""ISO-3 -> names beside the one in data/raw/countries.csv."""


def _key(name: str) -> str:
    """A name without accents, case, punctuation: "Côte D'Ivoire" and "Cote d’Ivoire" agree."""
    return folded(name).replace(HYPHEN, " ")


CODES: Mapping[str, str] = {
    **{_key(name): code for code, name in NAMES.items()},
    **{_key(name): code for code, names in OTHER_NAMES.items() for name in names},
}


def iso3(name: str) -> str | None:
    """The code of a country's name; None where it is not known."""
    return _iso3(name) if len(name) <= LONGEST_TEXT else None


@lru_cache(maxsize=20_000)
def _iso3(name: str) -> str | None:
    return CODES.get(_key(name))


def split_country(place: str) -> tuple[str, str]:
    """("facility, city", country) of a location whose last part is the country.

    The country is the longest end of the text that is a known name ("Seoul, Korea, Republic
    of"), else the last part as it stands. A name of two parts does not count where its last
    part is another country by itself: the registry writes the city of Hong Kong in China as
    "Hong Kong, China", and no country so.
    """
    parts = place.split(", ")
    alone = iso3(parts[-1])
    for size in range(min(LONGEST_NAME, len(parts)), 0, -1):
        country = ", ".join(parts[-size:])
        if (code := iso3(country)) and alone in (None, code):
            return ", ".join(parts[:-size]), country
    return ", ".join(parts[:-1]), parts[-1]


def is_country(name: str) -> bool:
    """Says whether the registry has, or has had, a country of this name."""
    return iso3(name) is not None or _key(name) in NO_LONGER


NO_LONGER = frozenset(
    map(_key, ("Former Serbia and Montenegro", "Former Yugoslavia", "Netherlands Antilles"))
)
"""Names in old records that are no single country of today."""
