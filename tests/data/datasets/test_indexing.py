"""A store on its index gives the answers of a store of the Parquet files alone."""

import pandas as pd
import pytest

from data.datasets.catalogue import load_dataset, store_of_files
from data.datasets.versions import folder_of
from data.link.filters import STARTED_FROM
from data.link.options import MapOptions
from data.queries import places, registration
from data.queries.totals import totals
from data.queries.trial_table import RowsAsked, table_page
from data.queries.trial_words import columns_of
from data.queries.trials import breakdown, cross_breakdown, option_counts
from data.queries.unplaced import unplaced
from data.readers.columns import HELD_FRAMES, RULE_FRAMES
from tests.bench.generate import generate
from tests.data.queries.rows import trial_rows
from tests.data.readers.samples import FULL, imported, study, write

NAME = "made-up"
FILTERS = {
    "all": lambda none, store: none,
    "one": lambda none, store: none.with_codes("phase", ("PHASE2",)),
    "most": lambda none, store: none.with_codes("type", ("INTERVENTIONAL",)),
    "several": lambda none, store: none.with_codes("phase", ("PHASE2", "PHASE3")).with_codes(
        "condition", tuple(store.known.filters[0].codes[:2])
    ),
    "year": lambda none, store: none.with_codes(
        STARTED_FROM, (none.field_of(STARTED_FROM).codes[5],)
    ),
    "country": lambda none, store: none.with_codes("country", ("USA", "FRA")),
    "text": lambda none, store: none.with_text("hospital car"),
    "id": lambda none, store: none.with_text("nct0000001"),
    "nothing": lambda none, store: none.with_text("no such word"),
}


@pytest.fixture(scope="module")
def stores(tmp_path_factory):
    """One dataset twice, from its index and from its Parquet files."""
    root = tmp_path_factory.mktemp("datasets")
    generate(root, NAME, 3_000)
    return load_dataset(root, NAME), store_of_files(folder_of(root, NAME), NAME)


@pytest.fixture(params=FILTERS)
def pair(stores, request):
    """(store, filters), from the index and from the files."""
    return [(store, FILTERS[request.param](store.no_filters(), store)) for store in stores]


@pytest.mark.parametrize("frame", [frame.name for frame in (*HELD_FRAMES, *RULE_FRAMES)])
def test_the_frames_are_equal(stores, frame):
    mapped, plain = (getattr(store, frame) for store in stores)
    pd.testing.assert_frame_equal(mapped, plain)
    assert [str(each) for each in mapped.dtypes] == [str(each) for each in plain.dtypes]


def test_the_fields_are_equal(stores):
    for mapped, plain in zip(*(store.known.filters for store in stores), strict=True):
        assert tuple(mapped.codes) == tuple(plain.codes)
        assert dict(mapped.labels) == dict(plain.labels)
        assert dict(mapped.slugs) == dict(plain.slugs)


def answers(store, filters):
    for options in (
        MapOptions(),
        MapOptions(count="enrollment"),
        MapOptions(count="organisations"),
    ):
        yield places.trial_places(store, filters, options).frame
        yield places.totals(store, filters, options)
    missing = unplaced(store, filters, MapOptions())
    yield missing.number, missing.first(50), missing.without_city(4)
    yield places.placed_trials(store, filters, MapOptions(), 100)
    yield totals(store, filters)
    for field in store.known.filters:
        yield dict(option_counts(store, filters, field.key))
    for key in ("condition", "phase", "country", "status", STARTED_FROM, "intervention"):
        yield breakdown(store, filters, key).frame
    for rows, columns in (("condition", "phase"), ("country", "condition"), ("phase", "country")):
        yield cross_breakdown(store, filters, rows, columns).frame
    yield registration.started_per_year(store, filters)
    yield registration.enrollment(store, filters).frame
    yield trial_rows(store, filters).head(50)


def test_every_answer_is_equal(pair):
    for mapped, plain in zip(*(answers(*each) for each in pair), strict=True):
        if isinstance(plain, pd.DataFrame):
            pd.testing.assert_frame_equal(mapped, plain)
        else:
            assert mapped == plain


def test_every_column_sorts_and_searches_the_same(stores):
    for field in columns_of(stores[0]):
        for search in ("", "france", "phase 2"):
            asked = RowsAsked(0, 60, ((field, True), ("phase", False)), search)
            mapped, plain = (table_page(store, store.no_filters(), asked) for store in stores)
            assert mapped == plain, (field, search)


def test_an_import_has_an_index_and_nothing_of_it_is_copied(tmp_path):
    imported(tmp_path / "root", write(tmp_path / "a.json", [FULL, study()]))
    store = load_dataset(tmp_path / "root", "trial")
    assert store.arrays is not None
    for values in (store.places.trial, store.search.trial, store.facets["phase"].holders.only_code):
        assert not values.flags.owndata
    assert not store.trials["has_results"].array.codes.flags.owndata
