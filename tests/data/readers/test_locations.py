"""A location of the CSV: the city only where the text leaves no choice."""

import pytest

from data.readers.facts import Site
from data.readers.locations import places_of, site_of


@pytest.mark.parametrize(
    ("place", "site"),
    [
        (
            "Ward 2, Clinic, Miami, Florida, 33136, United States",
            Site("Ward 2, Clinic", "Miami", "United States", state="Florida"),
        ),
        (
            "Clinic, Boston, Massachusetts, United States",
            Site("Clinic", "Boston", "United States", state="Massachusetts"),
        ),
        (
            "Boston, Massachusetts, United States",
            Site("", "Boston", "United States", state="Massachusetts"),
        ),
        ("Site, New York, United States", Site("Site, New York", "", "United States")),
        (
            "Clinic, Toronto, Ontario, M5G 2C4, Canada",
            Site("Clinic", "Toronto", "Canada", state="Ontario"),
        ),
        (
            "Ward, Clinic, Leiden, South Holland, Netherlands",
            Site("Ward, Clinic", "Leiden", "Netherlands", state="South Holland"),
        ),
        (
            "Leiden, South Holland, Netherlands",
            Site("", "Leiden", "Netherlands", state="South Holland"),
        ),
        ("Clinic, Monza, MB, 20900, Italy", Site("Clinic", "Monza", "Italy", state="MB")),
        # a city of no such state, and one that the table does not have
        ("Ward, Leiden, Utrecht, Netherlands", Site("Ward, Leiden, Utrecht", "", "Netherlands")),
        ("Ward, Village, Utrecht, Netherlands", Site("Ward, Village, Utrecht", "", "Netherlands")),
        ("Hospital, Nice, 06000, France", Site("Hospital", "Nice", "France")),
        ("Hospital, Prague 5, Czechia", Site("Hospital", "Prague 5", "Czechia")),
        ("Hospital, Seoul, Korea, Republic of", Site("Hospital", "Seoul", "Korea, Republic of")),
        ("Ward, Hospital, Oslo, Norway", Site("Ward, Hospital, Oslo", "", "Norway")),
        ("Oslo, Norway", Site("", "Oslo", "Norway")),
        ("Norway", Site("", "", "Norway")),
        ("Hospital, Hong Kong, China", Site("Hospital", "Hong Kong", "China")),
        ("Hospital, Hong Kong, Hong Kong", Site("Hospital", "Hong Kong", "Hong Kong")),
        ("Hospital, Taipei, Taiwan", Site("Hospital", "Taipei", "Taiwan")),
        ("Lab, Tbilisi, Georgia", Site("Lab", "Tbilisi", "Georgia")),
        ("Clinic, Poseidonis, Atlantis", Site("Clinic", "Poseidonis", "Atlantis")),
        ("=1+1, <b>, Oslo, Norway", Site("=1+1, <b>, Oslo", "", "Norway")),
    ],
)
def test_site_of(place, site):
    assert site_of(place) == site


@pytest.mark.parametrize(
    ("cell", "places"),
    [
        ("A, Oslo, Norway|B, Bergen, Norway", ("A, Oslo, Norway", "B, Bergen, Norway")),
        ("A|B, Oslo, Norway|C, Oslo, Norway", ("A|B, Oslo, Norway", "C, Oslo, Norway")),
        ("A | B, Oslo, Norway", ("A | B, Oslo, Norway",)),
        ("Uni, Dept, Ward | Lab, Oslo, Norway", ("Uni, Dept, Ward | Lab, Oslo, Norway",)),
        ("Norway|Sweden", ("Norway", "Sweden")),
        ("A, X, Former Yugoslavia|B, Oslo, Norway", ("A, X, Former Yugoslavia", "B, Oslo, Norway")),
        ("A, Poseidonis, Atlantis|B, Oslo, Norway", ("A, Poseidonis, Atlantis", "B, Oslo, Norway")),
        ("Atlantis", ("Atlantis",)),
        (" | ", ("|",)),
        ("", ()),
    ],
)
def test_places_of(cell, places):
    assert places_of(cell) == places
