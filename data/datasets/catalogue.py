"""The datasets on offer: the review, the shipped search, imports, datasets of protocols."""

import logging
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, Self

import pandas as pd

from data.datasets import on_disk, versions
from data.datasets.beside import beside, named_in
from data.datasets.import_store import DatasetParts, store_of_frames, store_of_index
from data.datasets.index_file import IndexFile, identity_of
from data.datasets.indexing import program, write_index
from data.datasets.protocol_store import load_protocols
from data.datasets.shipped import load_shipped
from data.index.packing import unpack_frame
from data.index.record_files import RecordFiles
from data.link.options import BUILT_IN
from data.link.query_string import read_query
from data.link.state import DATASET_KEY, PageState
from data.readers.columns import (
    HELD_FRAMES,
    RULE_FRAMES,
)
from data.store import TrialStore, load_store


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
    """The built-in datasets, every import, every dataset of protocols; a broken one is left out.

    Args:
        root: the folder of imports.
        protocols: the folder of datasets of protocols.

    Raises:
        data.model.schema.DataError: the built-in data breaks a rule.
    """
    stores = [load_store(), load_shipped()]
    for folder, load in ((root, load_dataset), (protocols, load_protocols)):
        if folder is not None:
            stores += _loaded(folder, load, {store.known.dataset for store in stores})
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
    return store_of_index(_parts(folder, name, frames), arrays).ready()


def _parts(folder: Path, name: str, frames: Mapping[str, pd.DataFrame]) -> DatasetParts:
    manifest, report = on_disk.manifest_of(folder), on_disk.read_report(folder)
    return DatasetParts(name, manifest, report, frames, RecordFiles.opened(folder))


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
    return store_of_frames(_parts(folder, name, frames))
