"""Stores of made-up study protocols, as a dataset of protocols holds them."""

from pathlib import Path
from types import MappingProxyType

from data.index.facets import build_facets
from data.model.frames import STORE_FRAMES
from data.model.schema import to_dataframe
from data.readers.usdm.usdm_reader import read_usdm
from data.store import TrialStore, known_fields
from tests.data.readers.usdm.samples import Document, written


def study_store(folder: Path, document: Document, name: str = "made") -> TrialStore:
    """The store of one USDM document."""
    rows = read_usdm(written(folder, document), name)
    frames = {frame.name: to_dataframe(frame, rows.get(frame.name, [])) for frame in STORE_FRAMES}
    known = known_fields(frames, dataset=name)
    return TrialStore(
        **frames,
        facets=MappingProxyType(build_facets(frames, known.filters)),
        known=known,
        title="Made-up study",
        date="2024-05-06",
    )
