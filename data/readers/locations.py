"""The locations of the site's CSV, each "facility, city, state, zip, country", taken apart.

The text alone does not say which parts are there: facilities hold commas, and most countries'
records give a state only sometimes ("Keio Hospital, Tokyo, Japan", "Ward 2, Keio Hospital,
Minato, Tokyo, Japan"). The country is certain. A city is read only where the text leaves no
choice: before a known state (United States, Canada, Australia), or as the second of two parts.
Otherwise the city stays open, and the whole text before the country is the organisation.
"""

import re

from data.model.city_table import is_city
from data.model.country_states import state_code
from data.readers.country_names import is_country, iso3, split_country
from data.readers.facts import Site


def _names(text: str) -> frozenset[str]:
    return frozenset(" ".join(text.split()).split("; "))


STATES = {
    "USA": _names(
        """Alabama; Alaska; Arizona; Arkansas; California; Colorado; Connecticut; Delaware;
        District of Columbia; Florida; Georgia; Hawaii; Idaho; Illinois; Indiana; Iowa; Kansas;
        Kentucky; Louisiana; Maine; Maryland; Massachusetts; Michigan; Minnesota; Mississippi;
        Missouri; Montana; Nebraska; Nevada; New Hampshire; New Jersey; New Mexico; New York;
        North Carolina; North Dakota; Ohio; Oklahoma; Oregon; Pennsylvania; Rhode Island;
        South Carolina; South Dakota; Tennessee; Texas; Utah; Vermont; Virginia; Washington;
        West Virginia; Wisconsin; Wyoming"""
    ),
    "CAN": _names(
        """Alberta; British Columbia; Manitoba; New Brunswick; Newfoundland and Labrador;
        Newfoundland; Nova Scotia; Northwest Territories; Nunavut; Ontario;
        Prince Edward Island; Quebec; Québec; Saskatchewan; Yukon"""
    ),
    "AUS": _names(
        """Australian Capital Territory; New South Wales; Northern Territory; Queensland;
        South Australia; Tasmania; Victoria; Western Australia"""
    ),
}
"""Country -> its states as the registry writes them."""

ALSO_CITIES = frozenset(("New York", "Washington", "Victoria", "Quebec", "Québec"))
"""States that a city shares its name with: "Site, New York" may lack its state or its site."""

PARTS = 2
"""Commas of a location with facility, city and country."""
SHORT_STATE = re.compile(r"[A-Z]{2,3}")
"""A state or province in short: "Monza, MB, Italy"."""

ZIP = re.compile(r"(?=.*[0-9])(?!.*[a-zà-ÿ]{3})[\w .\-/]{2,12}")
"""A postal code: a digit, and no word ("Prague 5" is a city)."""


def places_of(cell: str) -> tuple[str, ...]:
    """The locations of a cell, which bars part; a bar inside a facility's name parts none.

    A location ends in its country, and no bar that parts two has a space beside it. A text
    that ends in no known country is a location where it has three parts.
    """
    found: list[str] = []
    open_text = ""
    for text in cell.split("|"):
        whole = f"{open_text}|{text}" if open_text else text
        is_inside = whole.endswith(" ") or not whole.strip()
        country = split_country(whole.strip())[1]
        if is_country(country) or (whole.count(", ") >= PARTS and not is_inside):
            found.append(whole)
            open_text = ""
        else:
            open_text = whole
    if open_text.strip():
        found.append(open_text)
    return tuple(place.strip() for place in found)


def site_of(place: str) -> Site:
    """The site of one location; without a city where the text does not tell which part it is."""
    rest, country = split_country(place)
    parts = [part for part in rest.split(", ") if part] if rest else []
    named = parts[:-1] if len(parts) > 1 and ZIP.fullmatch(parts[-1]) else parts
    states = STATES.get(iso3(country) or "", frozenset())
    if len(named) > 2 and named[-1] in states:
        return Site(", ".join(named[:-2]), named[-2], country, state=named[-1])
    if len(named) == 2 and named[-1] in states - ALSO_CITIES:
        return Site("", named[0], country, state=named[-1])
    if len(named) == 1:
        # The registry asks for a city, and not for a facility's name.
        return Site("", named[0], country)
    if (site := _before_its_state(named, country)) is not None:
        return site
    if len(named) == 2 and named[-1] not in states:
        return Site(named[0], named[1], country)
    return Site(rest, "", country)


def _before_its_state(named: list[str], country: str) -> Site | None:
    """The site whose last part is a state, where the one before it is a city of that state.

    It leaves no choice: else the text may lack either.
    """
    code = iso3(country)
    if code is None or len(named) < 2:
        return None
    *facility, city, state = named
    is_state = state_code(code, state) or SHORT_STATE.fullmatch(state)
    if not is_state or not is_city(city, code, state):
        return None
    return Site(", ".join(facility), city, country, state=state)
