"""The datasets on offer: the built-in review, every import, every dataset of protocols."""

import logging
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO, Self

import numpy as np
import pandas as pd
import pyarrow as pa

from data.datasets import on_disk, versions
from data.datasets.beside import beside, named_in
from data.datasets.index_file import IndexFile, identity_of
from data.datasets.indexing import LARGE, program, write_index, years_of
from data.datasets.protocol_store import load_protocols
from data.datasets.trial_schedules import trial_schedules
from data.index.arrays import Arrays
from data.index.facets import Facet, Holders, build_facets, columns_of
from data.index.index_arrays import NONE, Counts, Integers, arrow, encoded, id_numbers
from data.index.mapped_field import FieldTexts, LargeField
from data.index.packing import unpack, unpack_frame
from data.index.record_files import RecordFiles
from data.link.condition_groups import GROUP_KEY, OF_CONDITIONS, condition_groups
from data.link.filters import (
    FILTER_LABELS,
    GIVEN_KEY,
    NO_GIVEN,
    NO_GROUPS,
    NO_VALUES,
    Filter,
    fields_of,
)
from data.link.options import BUILT_IN, sort_field
from data.link.query_string import Field, read_query
from data.link.short_forms import slug_of
from data.link.state import DATASET_KEY, PageState
from data.model.condition_names import condition_key
from data.model.frames import without_rows
from data.model.import_origin import ImportOrigin, publishers_of
from data.model.schema import FRAMES, to_dataframe
from data.model.vocabulary import NOT_STATED
from data.readers.columns import (
    HELD_FRAMES,
    RULE_FRAMES,
    Lacking,
    filters_without,
    left_open,
    not_found,
    table_fields,
)
from data.store import DATE_NOT_KNOWN, TrialStore, known_fields, load_store

CONDITION_KEY = "condition"


@dataclass(frozen=True)
class Datasets:
    """Every loaded store; the first is the default and has no name in a link."""

    stores: tuple[TrialStore, ...]

    @classmethod
    def beside_one_another(cls, stores: Iterable[TrialStore]) -> Self:
        """The stores, each of which knows the others, ready for requests."""
        named = {store.known.dataset or BUILT_IN: store for store in stores}
        words = {
            name: f"{store.title} · {_dated(store)} · {store.size_in_words}"
            for name, store in named.items()
            if store.has("trials")
        }
        held: dict[str, TrialStore] = {}
        for name, store in named.items():
            others = {each: text for each, text in words.items() if each != name}
            protocols = {
                code: f"{label} · {other.title}"
                for each, other in named.items()
                if each != name
                for code, label in other.known.regimen.labels.items()
            }
            held[name] = replace(
                store,
                known=store.known.beside(others).with_regimens(protocols),
                others=MappingProxyType(held),
            )
        return cls(tuple(store.ready() for store in held.values()))

    @property
    def default(self) -> TrialStore:
        return self.stores[0]

    @property
    def total(self) -> int:
        return len(self.stores)

    def named(self, name: str) -> TrialStore | None:
        """The store of a name in a link; none where there is no such dataset."""
        return next((store for store in self.stores if store.known.dataset == name), None)

    def of_query(self, search: str, path: str = "") -> TrialStore:
        """The store that a link asks for; the default where it names none that is here.

        With the protocols of elsewhere that the link and the path of its page name.
        """
        values, _ = read_query(search)
        return self.of_pairs(values.items(), path)

    def of_pairs(self, pairs: Iterable[tuple[str, str]], path: str = "") -> TrialStore:
        """The store that a link's keys and values ask for, as ``of_query`` has it."""
        values = dict(pairs)
        store = self.named(values.get(DATASET_KEY, "")) or self.default
        return beside(store, named_in(values, path))

    def of_state(self, state: PageState, path: str = "") -> TrialStore:
        """The store that a state is of, as ``of_query`` has it."""
        return self.of_pairs(state.to_values().items(), path)


def _dated(store: TrialStore) -> str:
    return store.date_in_words.removeprefix("a ")


def load_datasets(root: Path, protocols: Path | None = None) -> Datasets:
    """The built-in data, every import and every dataset of protocols; a broken one is left out.

    Args:
        root: the folder of imports.
        protocols: the folder of datasets of protocols.

    Raises:
        data.model.schema.DataError: the built-in data breaks a rule.
    """
    stores = [load_store(), *_loaded(root, load_dataset, set())]
    if protocols is not None:
        taken = {store.known.dataset for store in stores}
        stores += _loaded(protocols, load_protocols, taken)
    return Datasets.beside_one_another(stores)


def _loaded(
    root: Path, load: Callable[[Path, str], TrialStore], taken: Container[str]
) -> Iterator[TrialStore]:
    """The datasets of a folder; one that is broken, or has a name that is taken, is logged."""
    log = logging.getLogger(__name__)
    for name in versions.names(root):
        if name in taken:
            log.error("The dataset %s of %s was left out: another has its name", name, root)
            continue
        try:
            yield load(root, name)
        except (versions.DatasetError, OSError, ValueError) as error:
            log.error("The dataset %s was left out: %s", name, error)


def load_dataset(root: Path, name: str) -> TrialStore:
    """One import as a store: its own frames, the other ones empty.

    Raises:
        data.datasets.versions.DatasetError: there is no such dataset, or it is damaged.
    """
    folder = versions.folder_of(root, name)
    arrays = index_of(folder, name).opened()
    frames = {frame.name: unpack_frame(arrays, frame) for frame in (*HELD_FRAMES, *RULE_FRAMES)}
    lacking = _lacking(folder, frames)
    filters = filters_without(*lacking)
    large = {
        key: LargeField.mapped(key, FILTER_LABELS[key], unpack(arrays, f"fields/{key}", FieldTexts))
        for key in LARGE
        if any(each.key == key for each in filters)
    }
    fields = _fields(filters, large, *arrays.about["years"])
    trials = len(frames["trials"])
    facets = {
        field.key: Facet.of(field, unpack(arrays, f"facets/{field.key}", Holders), trials)
        for field in fields
    }
    return _store(folder, name, frames, fields, facets, lacking, arrays).ready()


def _fields(
    filters: tuple[Filter, ...], large: Mapping[str, Field], first_year: int, last_year: int
) -> tuple[Field, ...]:
    """The fields of an import; large: those of ``LARGE`` that it has."""
    conditions = large.get(CONDITION_KEY, NO_VALUES.conditions)
    groups, given = large.get(GROUP_KEY, NO_GROUPS), large.get(GIVEN_KEY, NO_GIVEN)
    return fields_of(filters, conditions, first_year, last_year, groups, given)


def _lacking(folder: Path, frames: Mapping[str, pd.DataFrame]) -> tuple[Lacking, Lacking]:
    """The columns that the imported files do not hold, and those that no record gives."""
    return on_disk.not_in_file(on_disk.manifest_of(folder)), not_found(frames)


def index_of(folder: Path, name: str) -> IndexFile:
    """The index of a version of a dataset, to open, make or check.

    Raises:
        data.datasets.versions.DatasetError: the version is damaged.
    """
    identity = identity_of(folder, program())

    def write(file: BinaryIO) -> None:
        write_index(store_of_files(folder, name), identity, file)

    return IndexFile(folder, identity, write)


def store_of_files(folder: Path, name: str) -> TrialStore:
    """The store made of the Parquet files alone, with everything worked out anew.

    Raises:
        data.datasets.versions.DatasetError: it is damaged.
    """
    frames = {frame.name: on_disk.read_frame(folder, frame.name) for frame in HELD_FRAMES}
    frames["trial_schedules"] = trial_schedules(RecordFiles.opened(folder), frames)
    lacking = _lacking(folder, frames)
    filters = filters_without(*lacking)
    large = {
        CONDITION_KEY: condition_field(frames["trial_conditions"], frames["trials"]["nct_id"]),
        GROUP_KEY: group_field(frames["trial_mesh"]),
        GIVEN_KEY: intervention_field(frames["trial_interventions"], frames["trials"]["nct_id"]),
    }
    fields = _fields(filters, large, *years_of(frames["trials"]))
    facets = build_facets(frames, fields, columns_of(filters))
    return _store(folder, name, frames, fields, facets, lacking)


def _store(
    folder: Path,
    name: str,
    frames: Mapping[str, pd.DataFrame],
    fields: tuple[Field, ...],
    facets: Mapping[str, Facet],
    lacking: tuple[Lacking, Lacking],
    arrays: Arrays | None = None,
) -> TrialStore:
    manifest = on_disk.manifest_of(folder)
    absent, silent = lacking
    every = without_rows() | {"sources": _sources(manifest)} | dict(frames)
    return TrialStore(
        **every,
        facets=MappingProxyType(dict(facets)),
        known=known_fields(every, fields, name, sort_field(table_fields(silent))),
        title=str(manifest["title"]),
        date=str(manifest["date_of_data"]) or DATE_NOT_KNOWN,
        left_open=left_open(*lacking),
        absent={name: frozenset(columns) for name, columns in absent.items()},
        records=RecordFiles.opened(folder),
        origin=ImportOrigin.of(manifest, on_disk.read_report(folder)),
        arrays=arrays,
    )


def _sources(manifest: Mapping[str, Any]) -> pd.DataFrame:
    """The import as the one source of its rows."""
    source, day = str(manifest["source"]), str(manifest["date_of_data"])
    dated = f"data of {day}" if day else "date of the data not known"
    publishers = publishers_of(manifest.get("formats", ()))
    names = " and ".join(each.name for each in publishers).removeprefix("the ")
    row = {
        "source_id": source,
        "kind": "REGISTRY_IMPORT",
        "title": str(manifest["title"]),
        "citation": f"{names}, download “{manifest['title']}”, {dated}",
        "date_of_data": day,
        "url": publishers[0].address,
        "doi": "",
        "source": source,
        "locator": "; ".join(str(file["file"]) for file in manifest["origin"]),
    }
    frame = next(frame for frame in FRAMES if frame.name == "sources")
    return to_dataframe(frame, [row])


def condition_field(rows: pd.DataFrame, trials: pd.Series) -> Field:
    """The conditions of an import as filter values, the most frequent first.

    The label is the spelling printed most often. NOT_STATED is the last where a trial has none.

    Args:
        rows: nct_id, condition (the name without differences of case), condition_printed.
        trials: the ids of all trials.
    """
    labels = _labels(*encoded(rows["condition"]), rows["nct_id"], rows["condition_printed"])
    if not trials.isin(rows["nct_id"]).all():
        labels[NOT_STATED] = "Not stated"
    slugs = {code: slug_of(code) for code in labels}
    return Field(CONDITION_KEY, FILTER_LABELS[CONDITION_KEY], tuple(labels), labels, slugs)


def group_field(rows: pd.DataFrame) -> Field:
    """The MeSH terms of an import's conditions as filter values, the most frequent first.

    rows: of ``trial_mesh``: those of conditions count, with the terms above those stated.
    """
    for name, wanted in OF_CONDITIONS:
        rows = rows[rows[name] == wanted]
    code, names = _keyed(rows["term"])
    labels = _labels(code, names, rows["nct_id"], rows["term"])
    return condition_groups(labels, labels)


def intervention_field(rows: pd.DataFrame, trials: pd.Series) -> Field:
    """The names of an import's interventions as filter values, the most frequent first.

    Names that differ in case, spaces and punctuation are one value, as conditions are.
    NOT_STATED is the last where a trial has none.
    """
    code, names = _keyed(rows["intervention"])
    labels = _labels(code, names, rows["nct_id"], rows["intervention"])
    if not trials.isin(rows["nct_id"]).all():
        labels[NOT_STATED] = "No intervention"
    slugs = {each: slug_of(each) for each in labels}
    return Field(GIVEN_KEY, FILTER_LABELS[GIVEN_KEY], tuple(labels), labels, slugs)


def _keyed(texts: pd.Series) -> tuple[Integers, list[str]]:
    """The place of each text's name among the names without differences of case, and these."""
    of_text, distinct = encoded(texts)
    number_of: dict[str, int] = {}
    numbers = [number_of.setdefault(condition_key(text), len(number_of)) for text in distinct]
    return np.array([*numbers, NONE], dtype=np.int32)[of_text], [*number_of]


def _labels(code: Integers, names: list[str], ids: pd.Series, printed: pd.Series) -> dict[str, str]:
    """Name -> its most frequent spelling, those of most trials first.

    code: the place of each row's name among the names.
    """
    once = ~pd.Series(_joint_key(code, ids)).duplicated().to_numpy()
    counts = np.bincount(code[once], minlength=len(names))
    by_name = sorted(range(len(names)), key=names.__getitem__)
    order = [by_name[at] for at in np.argsort(-counts[by_name], kind="stable")]
    spellings = _spellings(code, printed).take(pa.array(order, pa.int64())).to_pylist()
    return dict(zip([names[at] for at in order], spellings, strict=True))


def _joint_key(code: Integers, ids: pd.Series) -> Counts:
    """One number for each pair of a condition and a trial."""
    numbers = id_numbers(ids)
    if numbers is None:
        numbers = encoded(ids)[0].astype(np.int64)
    return numbers * (int(code.max(initial=0)) + 1) + code


def _spellings(code: Integers, printed: pd.Series) -> pa.Array:
    """The spelling printed most often for each code; of several, the one that comes first."""
    coded = arrow(printed).dictionary_encode()
    width = len(coded.dictionary) + 1
    spelt = code.astype(np.int64) * width + coded.indices.to_numpy()
    numbers, distinct = pd.factorize(spelt)
    number = np.bincount(numbers, minlength=len(distinct))
    # factorize numbers the pairs by first appearance
    pairs, first = distinct, np.arange(len(distinct))
    owner, spelling = np.divmod(pairs, width)
    ranked = np.lexsort((first, -number, owner))
    best = ranked[np.diff(owner[ranked], prepend=NONE) > 0]
    return coded.dictionary.take(pa.array(spelling[best]))
