"""Country names of all years; what is not known is None, never a guess."""

import pytest

from data.model.countries import ISO3, NAMES
from data.readers.country_names import CODES, iso3, split_country


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Turkey", "TUR"),
        ("Turkey (Türkiye)", "TUR"),
        ("Türkiye", "TUR"),
        ("Korea, Republic of", "KOR"),
        ("South Korea", "KOR"),
        ("Korea, Democratic People's Republic of", "PRK"),
        ("Russian Federation", "RUS"),
        ("Russia", "RUS"),
        ("Czech Republic", "CZE"),
        ("Czechia", "CZE"),
        ("Congo, The Democratic Republic of the", "COD"),
        ("Congo", "COG"),
        ("Iran, Islamic Republic of", "IRN"),
        ("Côte D'Ivoire", "CIV"),
        ("Cote d’Ivoire", "CIV"),
        ("Macedonia, The Former Yugoslav Republic of", "MKD"),
        ("Palestinian Territory, occupied", "PSE"),
        ("Virgin Islands (U.S.)", "VIR"),
        ("Reunion", "REU"),
        ("Holy See (Vatican City State)", "VAT"),
        ("Former Yugoslavia", None),
        ("Former Serbia and Montenegro", None),
        ("Netherlands Antilles", None),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_iso3(name, code):
    assert iso3(name) == code


def test_every_country_is_known_by_its_own_name():
    assert {code: iso3(name) for code, name in NAMES.items()} == {code: code for code in ISO3}
    assert set(CODES.values()) == set(ISO3)


@pytest.mark.parametrize(
    ("place", "parts"),
    [
        ("Clinic, Seoul, Korea, Republic of", ("Clinic, Seoul", "Korea, Republic of")),
        ("A, B, Kinshasa, Congo, The Democratic Republic of the",
         ("A, B, Kinshasa", "Congo, The Democratic Republic of the")),
        ("Georgia", ("", "Georgia")),
        ("Clinic, Atlantis", ("Clinic", "Atlantis")),
        ("", ("", "")),
    ],
)  # fmt: skip
def test_split_country(place, parts):
    assert split_country(place) == parts
