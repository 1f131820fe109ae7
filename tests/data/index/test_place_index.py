"""Countries of trials that name no site are on the map, and are no site and no organisation."""

import numpy as np
import pytest

from data.datasets.catalogue import load_dataset
from data.link.options import MapOptions
from data.link.trial_fields import NOT_IN_FILE
from data.queries import places, totals
from data.queries.trial_words import cells_at
from data.queries.unplaced import unplaced
from tests.data.readers.aact_samples import write_tables
from tests.data.readers.samples import imported

ONE, TWO, THREE = "NCT00000001", "NCT00000002", "NCT00000003"
STUDIES = [{"nct_id": nct_id, "enrollment": "10", "phase": "NA"} for nct_id in (ONE, TWO, THREE)]
COUNTRIES = [
    {"nct_id": ONE, "name": "Peru", "removed": "f"},
    {"nct_id": ONE, "name": "Chile", "removed": "f"},
    {"nct_id": TWO, "name": "Peru", "removed": "f"},
    {"nct_id": THREE, "name": "Atlantis", "removed": "f"},
]
# no name, and no city: as little as a site can say of itself
SITES = [{"nct_id": TWO, "name": "", "city": "", "country": "Peru"}]


def store_of(tmp_path, **tables):
    path = write_tables(tmp_path / "aact", {"studies": STUDIES, "countries": COUNTRIES} | tables)
    imported(tmp_path / "out", path)
    return load_dataset(tmp_path / "out", "trial")


@pytest.mark.parametrize(
    ("tables", "organisations", "in_peru", "sites"),
    [({}, 0, 0, [NOT_IN_FILE] * 3), ({"facilities": SITES}, 1, 1, [0, 1, 0])],
)
def test_countries_without_sites(tmp_path, tables, organisations, in_peru, sites):
    store = store_of(tmp_path, **tables)
    filters, options = store.no_filters(), MapOptions()
    assert not store.places_beside_sites
    shown = places.totals(store, filters, options)
    assert (shown.trials, shown.placed, shown.countries) == (3, 2, 2)
    assert (shown.in_several, shown.cities, shown.organisations) == (1, 0, organisations)
    assert totals.totals(store, filters).organisations == organisations
    found = {each.country: each for each in places.trial_places(store, filters, options).countries}
    assert {code: each.trials for code, each in found.items()} == {"PER": 2, "CHL": 1}
    assert found["PER"].organisations == in_peru
    assert found["CHL"].organisations == 0
    assert cells_at(store, np.arange(3))["sites"] == sites


def test_a_country_that_is_none_of_todays_is_not_drawn_and_told(tmp_path):
    store = store_of(tmp_path)
    (row,) = unplaced(store, store.no_filters(), MapOptions()).first(9)
    assert (row.nct_ids, row.roles) == ((THREE,), ("COUNTRY",))
