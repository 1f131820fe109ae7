"""The datasets on offer: the built-in review first, then every import in the data folder."""

import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from data.facets import IMPORTED_COLUMNS, build_facets
from data.filters import registry_fields
from data.options import KnownFields
from data.query_string import Field, read_query
from data.registry import dataset
from data.registry.columns import FRAME_NAMES
from data.schema import FRAMES, to_dataframe
from data.state import DATASET_KEY
from data.store import TrialStore, load_store, search_text

REGISTRY = "https://clinicaltrials.gov"
NO_SLUG = "condition"


@dataclass(frozen=True)
class Datasets:
    """Every loaded store; the first is the default and has no name in a link."""

    stores: tuple[TrialStore, ...]

    @property
    def default(self) -> TrialStore:
        return self.stores[0]

    def named(self, name: str) -> TrialStore | None:
        """The store of a name in a link; none where there is no such dataset."""
        return next((store for store in self.stores if store.known.dataset == name), None)

    def of_query(self, search: str) -> TrialStore:
        """The store that a link asks for; the default where it names none that is here."""
        values, _ = read_query(search)
        return self.named(values.get(DATASET_KEY, "")) or self.default


def load_datasets(root: Path) -> Datasets:
    """The built-in data and every import under ``root``; one that is broken is left out, logged.

    Raises:
        data.schema.DataError: the built-in data breaks a rule.
    """
    stores = [load_store()]
    for name in dataset.names(root):
        try:
            stores.append(load_dataset(root, name))
        except (dataset.DatasetError, OSError, ValueError) as error:
            logging.getLogger(__name__).error("The dataset %s was left out: %s", name, error)
    return Datasets(tuple(stores))


def load_dataset(root: Path, name: str) -> TrialStore:
    """One import as a store: its four frames, the other ones empty.

    Raises:
        data.registry.dataset.DatasetError: there is no such dataset, or it is damaged.
    """
    folder = dataset.folder_of(root, name)
    manifest = dataset.manifest_of(folder)
    frames = {frame.name: to_dataframe(frame, []) for frame in FRAMES}
    frames |= {each: dataset.read_frame(folder, each) for each in FRAME_NAMES}
    frames["sources"] = _sources(manifest)
    fields = registry_fields(condition_field(frames["trial_conditions"]), *_years(frames["trials"]))
    return TrialStore(
        **frames,
        facets=MappingProxyType(build_facets(frames, fields, IMPORTED_COLUMNS)),
        search_text=search_text(frames),
        known=KnownFields.of({}, {}, None, fields, name),
        title=str(manifest["title"]),
        date=str(manifest["date_of_data"]),
        is_import=True,
    )


def _sources(manifest: Mapping[str, Any]) -> pd.DataFrame:
    """The import as the one source of its rows."""
    source, day = str(manifest["source"]), str(manifest["date_of_data"])
    row = {
        "source_id": source,
        "kind": "REGISTRY_IMPORT",
        "title": str(manifest["title"]),
        "citation": f"ClinicalTrials.gov, download “{manifest['title']}”, data of {day}",
        "date_of_data": day,
        "url": REGISTRY,
        "doi": "",
        "source": source,
        "locator": "; ".join(str(file["file"]) for file in manifest["origin"]),
    }
    frame = next(frame for frame in FRAMES if frame.name == "sources")
    return to_dataframe(frame, [row])


def _years(trials: pd.DataFrame) -> tuple[int, int]:
    """First and last stated year of a start; an empty range where no trial states one."""
    years = trials["start_year"].dropna()
    return (int(years.min()), int(years.max())) if len(years) else (1, 0)


def condition_field(rows: pd.DataFrame) -> Field:
    """The conditions of an import as filter values, the most frequent first.

    rows: nct_id, condition (the name without differences of case), condition_printed. The
    label is the spelling printed most often.
    """
    pairs = rows[["nct_id", "condition"]].drop_duplicates()
    counts = pairs["condition"].value_counts()
    order = sorted(counts.index, key=lambda code: (-counts[code], code))
    spellings = rows.groupby("condition", observed=True)["condition_printed"]
    labels = spellings.agg(lambda texts: texts.value_counts().index[0]).to_dict()
    return Field(
        "condition",
        "Condition",
        tuple(order),
        {code: str(labels[code]) for code in order},
        slugs_of(order),
    )


def slugs_of(names: list[str]) -> dict[str, str]:
    """Name -> its letters and digits joined by hyphens; a number tells equal ones apart."""
    taken: Counter[str] = Counter()
    slugs = {}
    for name in names:
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
        slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60] or NO_SLUG
        taken[slug] += 1
        while taken[slug] > 1:
            slug = f"{slug}-{taken[slug]}"
            taken[slug] += 1
        slugs[name] = slug
    return slugs
