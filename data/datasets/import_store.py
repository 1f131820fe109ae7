"""The store of a dataset of registry records, made of its frames or of its index."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

import pandas as pd

from data.datasets import on_disk
from data.datasets.import_fields import (
    CONDITION_KEY,
    condition_field,
    group_field,
    intervention_field,
)
from data.datasets.indexing import LARGE, years_of
from data.datasets.trial_schedules import trial_schedules
from data.index.arrays import Arrays
from data.index.facets import Facet, Holders, build_facets, columns_of
from data.index.mapped_field import FieldTexts, LargeField
from data.index.packing import unpack
from data.index.record_files import RecordFiles
from data.link.condition_groups import GROUP_KEY
from data.link.filters import (
    FILTER_LABELS,
    GIVEN_KEY,
    NO_GIVEN,
    NO_GROUPS,
    NO_VALUES,
    Filter,
    fields_of,
)
from data.link.options import sort_field
from data.link.query_string import Field
from data.model.frames import without_rows
from data.model.import_origin import ImportOrigin, publishers_of
from data.model.schema import FRAMES, to_dataframe
from data.readers.columns import Lacking, filters_without, left_open, not_found, table_fields
from data.store import DATE_NOT_KNOWN, TrialStore, known_fields


@dataclass(frozen=True, eq=False)
class DatasetParts:
    """A dataset of registry records, before anything is worked out of it.

    Attributes:
        name: in a link.
        manifest, report: as ``data.datasets.on_disk`` writes them.
        frames: those that a store holds.
        records: those that are read on demand.
        curated: frame -> its columns that people filled, which no registry file can state.
    """

    name: str
    manifest: Mapping[str, Any]
    report: Mapping[str, Any]
    frames: Mapping[str, pd.DataFrame]
    records: RecordFiles
    curated: Lacking = field(default_factory=dict)

    @cached_property
    def absent(self) -> Mapping[str, frozenset[str]]:
        """Frame -> the columns that the files do not hold."""
        return on_disk.not_in_file(self.manifest)

    @cached_property
    def silent(self) -> Lacking:
        """Frame -> the columns that no record gives."""
        return not_found(self.frames)

    @cached_property
    def filters(self) -> tuple[Filter, ...]:
        return filters_without(self.absent, self.silent, curated=self.curated)


def store_of_index(parts: DatasetParts, arrays: Arrays) -> TrialStore:
    """The store of an import, with all that its index keeps."""
    large = {
        key: LargeField.mapped(key, FILTER_LABELS[key], unpack(arrays, f"fields/{key}", FieldTexts))
        for key in LARGE
        if any(each.key == key for each in parts.filters)
    }
    fields = _fields(parts.filters, large, *arrays.about["years"])
    trials = len(parts.frames["trials"])
    facets = {
        field.key: Facet.of(field, unpack(arrays, f"facets/{field.key}", Holders), trials)
        for field in fields
    }
    return _store(parts, fields, facets, arrays)


def store_of_frames(parts: DatasetParts) -> TrialStore:
    """The store with everything worked out anew; ``trial_schedules``, too."""
    frames = dict(parts.frames)
    frames["trial_schedules"] = trial_schedules(parts.records, frames)
    parts = replace(parts, frames=frames)
    large = {
        CONDITION_KEY: condition_field(frames["trial_conditions"], frames["trials"]["nct_id"]),
        GROUP_KEY: group_field(frames["trial_mesh"]),
        GIVEN_KEY: intervention_field(frames["trial_interventions"], frames["trials"]["nct_id"]),
    }
    fields = _fields(parts.filters, large, *years_of(frames["trials"]))
    return _store(parts, fields, build_facets(frames, fields, columns_of(parts.filters)))


def _fields(
    filters: tuple[Filter, ...], large: Mapping[str, Field], first_year: int, last_year: int
) -> tuple[Field, ...]:
    """The fields of an import; large: those of ``LARGE`` that it has."""
    conditions = large.get(CONDITION_KEY, NO_VALUES.conditions)
    groups, given = large.get(GROUP_KEY, NO_GROUPS), large.get(GIVEN_KEY, NO_GIVEN)
    return fields_of(filters, conditions, first_year, last_year, groups, given)


def _store(
    parts: DatasetParts,
    fields: tuple[Field, ...],
    facets: Mapping[str, Facet],
    arrays: Arrays | None = None,
) -> TrialStore:
    manifest = parts.manifest
    every = without_rows() | {"sources": _sources(manifest)} | dict(parts.frames)
    return TrialStore(
        **every,
        facets=MappingProxyType(dict(facets)),
        known=known_fields(every, fields, parts.name, sort_field(table_fields(parts.silent))),
        title=str(manifest["title"]),
        date=str(manifest["date_of_data"]) or DATE_NOT_KNOWN,
        left_open=left_open(parts.absent, parts.silent, curated=parts.curated),
        absent={name: frozenset(columns) for name, columns in parts.absent.items()},
        curated={name: frozenset(columns) for name, columns in parts.curated.items()},
        records=parts.records,
        origin=ImportOrigin.of(manifest, parts.report),
        arrays=arrays,
    )


def _sources(manifest: Mapping[str, Any]) -> pd.DataFrame:
    """The dataset as the one source of its rows."""
    source, day = str(manifest["source"]), str(manifest["date_of_data"])
    dated = f"data of {day}" if day else "date of the data not known"
    publishers = publishers_of(manifest.get("formats", ()))
    names = " and ".join(each.name for each in publishers).removeprefix("the ")
    download = f"{names}, download “{manifest['title']}”, {dated}"
    row = {
        "source_id": source,
        "kind": "REGISTRY_IMPORT",
        "title": str(manifest["title"]),
        "citation": str(manifest.get("citation", download)),
        "date_of_data": day,
        "url": publishers[0].address,
        "doi": "",
        "source": source,
        "locator": "; ".join(str(file["file"]) for file in manifest["origin"]),
    }
    frame = next(frame for frame in FRAMES if frame.name == "sources")
    return to_dataframe(frame, [row])
