"""The store: every frame loaded, checked and indexed once, before the first request."""

from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from types import MappingProxyType
from typing import Self, TypeVar

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.index.arrays import Arrays
from data.index.facets import Facet, FacetColumn, Holders, build_facets
from data.index.index_arrays import NONE, Counts, RowsOf, arrow, rows_of_trials
from data.index.packing import unpack
from data.index.place_index import PlaceIndex, index_places
from data.index.record_files import NO_RECORDS, RecordFiles
from data.index.search import SearchIndex, index_texts
from data.link.condition_groups import GROUP_KEY, STATED_OF_CONDITIONS
from data.link.filters import REVIEW_FIELDS, TrialFilters
from data.link.options import BUILT_IN, REVIEW_SORT, KnownFields
from data.link.query_string import Field
from data.model import vocabulary as v
from data.model.amounts import amount
from data.model.condition_names import condition_key
from data.model.frames import STORE_FRAMES, without_rows
from data.model.import_origin import ImportOrigin
from data.model.protocol_origin import ProtocolOrigin
from data.model.record_frames import READ_ON_DEMAND, RECORD_FRAMES
from data.model.schema import SEPARATOR, load_frames

T = TypeVar("T")
RAW = Path(__file__).parent / "raw"
DATE_NOT_KNOWN = "date-not-known"
FOUND_BY_TRIAL = (
    "trial_conditions",
    "trial_interventions",
    "trial_organisations",
    "trial_ids",
    "trial_mesh",
    "trial_schedules",
)
"""The frames held whose rows of one trial are asked for."""
STATED_GROUPS = "facets/stated-groups"
"""The place of ``TrialStore.stated_groups`` in an index."""


@dataclass(frozen=True, eq=False)
class TrialStore:
    """Preloaded dataframes, one attribute a frame; nothing changes them after the start.

    A store equals only itself, so that what is worked out of it can be cached by it.

    Attributes:
        facets: the filter fields as integer codes, keyed by field.
        known: the query fields whose values come with this data, and the data's own name.
        left_open: frame -> its columns that no row of this data can state.
        absent: those of them that the imported files have no room for: "not in this file".
        curated: frame -> its columns that people filled, which no registry file can state.
        records: the frames of an import that are read on demand.
        title: the dataset's name in words.
        date: the date of the data, YYYY-MM or YYYY-MM-DD, or ``DATE_NOT_KNOWN``.
        origin: files and date of an import; none for the built-in data and for protocols.
        written: the file that a dataset of protocols was read from; none for data with trials.
        others: all datasets, this one included, by their names in a link.
        arrays: the index of an import on its file; none where all is made from the frames.
    """

    sources: pd.DataFrame
    trials: pd.DataFrame
    trial_conditions: pd.DataFrame
    trial_interventions: pd.DataFrame
    trial_organisations: pd.DataFrame
    agents: pd.DataFrame
    abbreviations: pd.DataFrame
    regimens: pd.DataFrame
    regimen_facts: pd.DataFrame
    regimen_sets: pd.DataFrame
    regimen_trials: pd.DataFrame
    cohorts: pd.DataFrame
    regimen_events: pd.DataFrame
    outcomes: pd.DataFrame
    graft_function: pd.DataFrame
    record_fields: pd.DataFrame
    registry_facts: pd.DataFrame
    data_notes: pd.DataFrame
    data_note_links: pd.DataFrame
    trial_ids: pd.DataFrame
    trial_mesh: pd.DataFrame
    study_designs: pd.DataFrame
    study_arms: pd.DataFrame
    study_epochs: pd.DataFrame
    study_cells: pd.DataFrame
    study_timelines: pd.DataFrame
    study_visits: pd.DataFrame
    study_decisions: pd.DataFrame
    study_activities: pd.DataFrame
    activity_visits: pd.DataFrame
    study_doses: pd.DataFrame
    trial_schedules: pd.DataFrame
    facets: Mapping[str, Facet]
    known: KnownFields
    title: str
    date: str
    left_open: Mapping[str, frozenset[str]] = field(default_factory=dict)
    absent: Mapping[str, frozenset[str]] = field(default_factory=dict)
    curated: Mapping[str, frozenset[str]] = field(default_factory=dict)
    origin: ImportOrigin | None = None
    written: ProtocolOrigin | None = None
    others: Mapping[str, "TrialStore"] = field(default_factory=dict, repr=False)
    arrays: Arrays | None = field(default=None, repr=False)
    records: RecordFiles = field(default=NO_RECORDS, repr=False)

    @property
    def date_in_short(self) -> str:
        """``2024-03-04`` or ``date not known``: beside the title of a dataset."""
        return "date not known" if self.date == DATE_NOT_KNOWN else self.date

    @property
    def date_in_words(self) -> str:
        """``2024-03-04``, ``2022-08-30 or later``, ``a date not known``: after "as of"."""
        if self.date == DATE_NOT_KNOWN:
            return "a date not known"
        or_later = self.origin is not None and self.origin.day_is_earliest
        return f"{self.date} or later" if or_later else self.date

    @property
    def size_in_words(self) -> str:
        """``19 trials``, or ``2 protocols`` of a dataset that holds no trials."""
        trials, protocols = len(self.trials), len(self.regimens)
        return amount(protocols, "protocol") if protocols and not trials else f"{trials:,} trials"

    @property
    def alone(self) -> "TrialStore":
        """The dataset itself, without the protocols of elsewhere that stand beside its own."""
        return self.others.get(self.known.dataset or BUILT_IN, self)

    @property
    def has_arms(self) -> bool:
        """Says whether any record of the data lists arms."""
        return bool(self.records.number_of_rows("trial_arms"))

    @property
    def has_protocols_beside(self) -> bool:
        """Says whether a dataset beside this one has protocols."""
        own = self.alone
        return any(each is not own and each.has("regimens") for each in self.others.values())

    def has(self, frame: str) -> bool:
        """Says whether the data hold rows of a frame."""
        return not getattr(self, frame).empty

    def states(self, frame: str, column: str) -> bool:
        """Says whether a frame's rows can state a column: it is there and not left open."""
        return column in getattr(self, frame) and column not in self.left_open.get(frame, ())

    def is_curated(self, column: str) -> bool:
        """Says whether people filled a column that no registry file states."""
        return any(column in columns for columns in self.curated.values())

    @property
    def has_results(self) -> bool:
        """Says whether any record of the data has posted results."""
        return bool(self.records.number_of_rows("results_groups"))

    def not_in_file(self, frame: str, column: str) -> bool:
        """Says whether the imported files have no room for a column."""
        return column in self.absent.get(frame, ())

    def record(self, frame: str, nct_id: str) -> pd.DataFrame:
        """The rows of one trial in a frame that is read on demand, in the record's order.

        frame: a name of ``RECORD_FRAMES``. Empty for data that are no import.
        """
        return self.records.rows(frame, self.rows_of(frame).at(self.place_of(nct_id)))

    def place_of(self, nct_id: str) -> Counts:
        """The place of a trial among the trials, alone in an array; empty for an unknown one."""
        found = pc.index(self.texts("trials", "nct_id"), pa.scalar(nct_id, pa.large_string()))
        return np.array([place for place in (found.as_py(),) if place != NONE], dtype=np.int64)

    @cached_property
    def places_beside_sites(self) -> bool:
        """Says whether others than sites have places; in registry records none has.

        The countries of a trial that names no site stand where its sites would.
        """
        rows = self.trial_organisations
        placed = rows["country"] != v.NOT_STATED
        return bool((placed & ~rows["role"].isin(("SITE", "COUNTRY"))).any())

    def kept(self, name: str, kind: type[T], make: Callable[[], T]) -> T:
        """Fetches what the import worked out and keeps in its index; else it is made now."""
        return make() if self.arrays is None else unpack(self.arrays, name, kind)

    def texts(self, frame: str, column: str) -> pa.Array:
        """A column of texts, to take a few of them."""
        if (frame, column) not in self._texts:
            self._texts[frame, column] = arrow(getattr(self, frame)[column])
        return self._texts[frame, column]

    @cached_property
    def _texts(self) -> dict[tuple[str, str], pa.Array]:
        """Those that were asked for: the memory of the frame, seen another way."""
        return {}

    def rows_of(self, frame: str) -> RowsOf:
        """The rows that each trial has in one of the frames that are searched."""
        return self._rows[frame]

    @cached_property
    def _rows(self) -> Mapping[str, RowsOf]:
        return {
            name: self.kept(f"rows/{name}", RowsOf, partial(self._make_rows, name))
            for name in (*FOUND_BY_TRIAL, *(frame.name for frame in RECORD_FRAMES))
        }

    def _make_rows(self, frame: str) -> RowsOf:
        own = self.records.ids(frame) if frame in READ_ON_DEMAND else getattr(self, frame)["nct_id"]
        trial = rows_of_trials(self.trials["nct_id"], own)
        return RowsOf.of(trial, len(self.trials))

    @cached_property
    def search(self) -> SearchIndex:
        """The words of all columns of ``SEARCHED``, for text search."""
        return self.kept("search", SearchIndex, lambda: index_texts(self.frames(), self._rows))

    @cached_property
    def stated_groups(self) -> Facet:
        """The MeSH terms that records state themselves, by the codes of the condition groups.

        The filter counts the terms above them, too.
        """
        field = self.no_filters().field_of(GROUP_KEY)
        holders = self.kept(STATED_GROUPS, Holders, lambda: self._stated_groups(field))
        return Facet.of(field, holders, len(self.trials))

    def _stated_groups(self, field: Field) -> Holders:
        column = FacetColumn(
            "trial_mesh", "term", where=STATED_OF_CONDITIONS, code_of=condition_key
        )
        return build_facets(self.frames(), (field,), {GROUP_KEY: column})[GROUP_KEY].holders

    @cached_property
    def places(self) -> PlaceIndex:
        """Countries, cities and organisations as integers; see ``data.queries.places``."""
        return self.kept("places", PlaceIndex, self._make_places)

    def _make_places(self) -> PlaceIndex:
        rows = self.rows_of("trial_organisations")
        return index_places(
            rows, self.trial_organisations, named_by_place=not self.places_beside_sites
        )

    def ready(self) -> Self:
        """Makes the store ready: computes all that does not depend on a request."""
        _ = self.search, self.places, self.places_beside_sites
        return self

    def no_filters(self) -> TrialFilters:
        """The filters of this data with nothing chosen."""
        return TrialFilters(fields=self.known.filters)

    def labels(self, key: str) -> Mapping[str, str]:
        """code -> words of a filter field."""
        return next(field.labels for field in self.known.filters if field.key == key)

    def with_frames(self, frames: Mapping[str, pd.DataFrame], known: KnownFields) -> Self:
        """The store with some frames of protocols in place of its own, and what they make known.

        Frames of trials stay, and with them all that was worked out of them.
        """
        made = copy(self)  # with what ``cached_property`` keeps, which ``replace`` would drop
        vars(made).update(frames, known=known)
        return made

    def frames(self) -> dict[str, pd.DataFrame]:
        """Frame name -> dataframe, in the order of the schema."""
        return {frame.name: getattr(self, frame.name) for frame in STORE_FRAMES}


PROTOCOLS_SHOWN = 12
"""Protocols that show while nothing is chosen, where a dataset offers no set of them."""
PROTOCOLS_COMPARED = 2


def first_set(frames: Mapping[str, pd.DataFrame], page: str, most: int) -> tuple[str, ...]:
    """The protocols that a page shows while none is chosen: its first set, or the first ones.

    page: a code of ``REGIMEN_SET_PAGE``; most: how many where the data offer no set.
    """
    sets, regimens = frames["regimen_sets"], frames["regimens"]["regimen"]
    own = sets[sets["page"] == page].sort_values("position")["regimens"]
    return tuple(own.iloc[0].split(SEPARATOR) if len(own) else regimens[:most])


def known_fields(
    frames: Mapping[str, pd.DataFrame],
    filters: tuple[Field, ...] = REVIEW_FIELDS,
    dataset: str = "",
    sort: Field = REVIEW_SORT,
) -> KnownFields:
    """The query fields of a dataset: its filters, and the protocols, agents and years it has."""
    regimens, agents = frames["regimens"], frames["agents"]
    used = agents[agents["agent"].isin(frames["regimen_events"]["agent"])]
    classes = v.AGENT_CLASS.labels | own_classes(used)
    present = {str(code) for code in used["agent_class"]}
    # of some protocols only one of them is stated
    years = pd.concat([regimens["first_year"], regimens["last_year"]]).dropna()
    return KnownFields.of(
        dict(zip(regimens["regimen"], regimens["label"], strict=True)),
        dict(zip(used["agent"], used["name"], strict=True)),
        {code: label for code, label in classes.items() if code in present},
        (int(years.min()), int(years.max())) if len(years) else None,
        filters,
        dataset,
        sort,
        first_set(frames, "COMPARE", PROTOCOLS_COMPARED),
    )


def own_classes(agents: pd.DataFrame) -> dict[str, str]:
    """The classes that a protocol of the house names itself: code -> words."""
    own = agents[agents["class_label"] != ""]
    return dict(zip(own["agent_class"].astype("str"), own["class_label"], strict=True))


def load_store(folder: Path = RAW) -> TrialStore:
    """Load the curated data.

    Raises:
        data.model.schema.DataError: a raw file breaks a rule; the message says where.
    """
    frames = {**without_rows(), **load_frames(folder)}
    known = known_fields(frames)
    return TrialStore(
        **frames,
        facets=MappingProxyType(build_facets(frames, known.filters)),
        known=known,
        title="Review 2010 (registry snapshot of August 2010)",
        date=max(frames["trials"]["snapshot"], default="not stated"),
    )
