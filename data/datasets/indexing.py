"""The index of an imported dataset holds its frames, and all that is worked out of them."""

from dataclasses import replace
from typing import BinaryIO

import pandas as pd

from data.index.arrays import ArrayWriter
from data.index.mapped_field import FieldTexts
from data.index.packing import pack, pack_column
from data.link.condition_groups import GROUP_KEY
from data.link.filters import GIVEN_KEY, fields_of
from data.link.query_string import Field
from data.model.record_frames import RECORD_FRAMES
from data.queries.compared_parts import PARTS, fingerprints
from data.queries.places import counted_of, sums_of_all
from data.queries.trial_table import rank
from data.queries.trial_words import columns_of
from data.queries.unplaced import no_point
from data.readers.columns import HELD_FRAMES, IMPORT_FRAMES, REGISTRY_FILTERS, RULE_FRAMES
from data.store import FOUND_BY_TRIAL, STATED_GROUPS, TrialStore

LARGE = ("condition", GROUP_KEY, GIVEN_KEY)
"""Filters with as many values as a dataset brings."""
INDEX_VERSION = 11
"""Rises when an index holds something else, or the same worked out otherwise."""


def program() -> str:
    """The program as an index depends on it: codes, their order and words, the version."""
    fields = fields_of(REGISTRY_FILTERS, Field("condition", "Condition", (), {}, {}), 2000, 2000)
    columns = [(frame.name, frame.columns) for frame in (*IMPORT_FRAMES, *RULE_FRAMES)]
    return repr((INDEX_VERSION, columns, fields))


def _without_places_in_files(store: TrialStore) -> TrialStore:
    """Lets go of what is written and needed no more: half a gigabyte of 500,000 studies."""
    children = (frame.name for frame in (*HELD_FRAMES, *RULE_FRAMES) if frame.name != "trials")
    slim = {name: getattr(store, name).drop(columns=["source", "locator"]) for name in children}
    return replace(store, **slim)


def write_index(store: TrialStore, identity: str, file: BinaryIO) -> None:
    """Write everything that the store of an import is made of."""
    writer = ArrayWriter(file, {"identity": identity, "years": years_of(store.trials)})
    for frame in (*HELD_FRAMES, *RULE_FRAMES):
        rows = getattr(store, frame.name)
        for column in frame.columns:
            pack_column(writer, f"{frame.name}.{column.name}", column, rows[column.name])
    store = _without_places_in_files(store)
    for key, facet in store.facets.items():
        pack(writer, f"facets/{key}", facet.holders)
    for field in store.known.filters:
        if field.key in LARGE:
            pack(writer, f"fields/{field.key}", FieldTexts.of(field))
    if GROUP_KEY in store.facets:
        pack(writer, STATED_GROUPS, store.stated_groups.holders)
    for name in (*FOUND_BY_TRIAL, *(frame.name for frame in RECORD_FRAMES)):
        pack(writer, f"rows/{name}", store.rows_of(name))
    pack(writer, "search", store.search)
    pack(writer, "places", store.places)
    # an import has places of sites alone
    pack(writer, "counted/sites", counted_of(store, "sites"))
    pack(writer, "sums/sites", sums_of_all(store, "sites"))
    pack(writer, "no-point/sites", no_point(store, "sites"))
    for name in columns_of(store):
        pack(writer, f"ranks/{name}", rank(store, name))
    for part in PARTS:
        pack(writer, f"fingerprints/{part.name}", fingerprints(store, part))
    writer.finish()


def years_of(trials: pd.DataFrame) -> tuple[int, int]:
    """First and last stated year of a start; an empty range where no trial states one."""
    years = trials["start_year"].dropna()
    return (int(years.min()), int(years.max())) if len(years) else (1, 0)
