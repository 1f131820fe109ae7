"""The store: every frame loaded, checked and indexed once, before the first request."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from data.facets import Facet, build_facets
from data.filters import TrialFilters
from data.options import KnownFields
from data.schema import FRAMES, load_frames

RAW = Path(__file__).parent / "raw"


@dataclass(frozen=True)
class TrialStore:
    """Preloaded dataframes, one attribute a frame; nothing changes them after the start.

    Attributes:
        facets: the filter fields as integer codes, keyed by field.
        search_text: lower-case text of each trial, in the order of ``trials``.
        known: the query fields whose values come with this data, and the data's own name.
        is_import: whether it is a registry download, without protocols and printed tables.
        title: the dataset's name in words.
        date: the date of the data, YYYY-MM.
    """

    sources: pd.DataFrame
    trials: pd.DataFrame
    trial_conditions: pd.DataFrame
    trial_interventions: pd.DataFrame
    trial_organisations: pd.DataFrame
    agents: pd.DataFrame
    abbreviations: pd.DataFrame
    regimens: pd.DataFrame
    regimen_trials: pd.DataFrame
    cohorts: pd.DataFrame
    regimen_events: pd.DataFrame
    outcomes: pd.DataFrame
    graft_function: pd.DataFrame
    record_fields: pd.DataFrame
    registry_facts: pd.DataFrame
    data_notes: pd.DataFrame
    data_note_links: pd.DataFrame
    facets: Mapping[str, Facet]
    search_text: pd.Series
    known: KnownFields
    title: str
    date: str
    is_import: bool = False

    def no_filters(self) -> TrialFilters:
        """The filters of this data with nothing chosen."""
        return TrialFilters(fields=self.known.filters)

    def labels(self, key: str) -> Mapping[str, str]:
        """code -> words of a filter field."""
        return next(field.labels for field in self.known.filters if field.key == key)

    def frames(self) -> dict[str, pd.DataFrame]:
        """Frame name -> dataframe, in the order of the schema."""
        return {frame.name: getattr(self, frame.name) for frame in FRAMES}


def search_text(frames: Mapping[str, pd.DataFrame]) -> pd.Series:
    """Id, title, conditions, interventions, organisations and cities of each trial."""

    def joined(frame: str, *columns: str) -> pd.Series:
        rows = frames[frame]
        text = (
            rows[columns[0]]
            .astype("str")
            .str.cat([rows[column].astype("str") for column in columns[1:]], sep=" ")
        )
        return text.groupby(rows["nct_id"]).agg(" ".join)

    trials = frames["trials"]
    text = trials["nct_id"].str.cat(trials["title"], sep=" ")
    for frame, columns in (
        ("trial_conditions", ("condition", "condition_printed")),
        ("trial_interventions", ("intervention", "intervention_printed")),
        ("trial_organisations", ("organisation", "organisation_printed", "city")),
    ):
        text = text.str.cat(trials["nct_id"].map(joined(frame, *columns)).fillna(""), sep=" ")
    return text.str.lower()


def _known(frames: Mapping[str, pd.DataFrame]) -> KnownFields:
    regimens, agents = frames["regimens"], frames["agents"]
    used = agents[agents["agent"].isin(frames["regimen_events"]["agent"])]
    first, last = regimens["first_year"].dropna(), regimens["last_year"].dropna()
    return KnownFields.of(
        dict(zip(regimens["regimen"], regimens["label"], strict=True)),
        dict(zip(used["agent"], used["name"], strict=True)),
        (int(first.min()), int(last.max())) if len(first) else None,
    )


def load_store(folder: Path = RAW) -> TrialStore:
    """Load the curated data.

    Raises:
        data.schema.DataError: a raw file breaks a rule; the message says where.
    """
    frames = load_frames(folder)
    known = _known(frames)
    return TrialStore(
        **frames,
        facets=MappingProxyType(build_facets(frames, known.filters)),
        search_text=search_text(frames),
        known=known,
        title="Review 2010 (registry snapshot of August 2010)",
        date=max(frames["trials"]["snapshot"], default="not stated"),
    )
