"""A dataset of protocols as a store: its own frames, and no trials."""

from pathlib import Path
from types import MappingProxyType

from data.datasets.protocols_on_disk import manifest_of, read_version
from data.datasets.versions import folder_of
from data.index.facets import build_facets
from data.link.filters import REVIEW_FIELDS
from data.model.frames import STORE_FRAMES
from data.model.protocol_origin import ProtocolOrigin
from data.model.schema import to_dataframe
from data.store import DATE_NOT_KNOWN, TrialStore, known_fields


def load_protocols(root: Path, name: str) -> TrialStore:
    """One dataset of protocols; the frames that it does not have are empty.

    Raises:
        data.datasets.versions.DatasetError: there is no such dataset, or it is damaged.
    """
    folder = folder_of(root, name)
    rows, manifest = read_version(folder), manifest_of(folder)
    frames = {frame.name: to_dataframe(frame, rows.get(frame.name, [])) for frame in STORE_FRAMES}
    return TrialStore(
        **frames,
        facets=MappingProxyType(build_facets(frames, REVIEW_FIELDS)),
        known=known_fields(frames, REVIEW_FIELDS, name),
        title=str(manifest["title"]),
        date=str(manifest["date_of_data"]) or DATE_NOT_KNOWN,
        written=ProtocolOrigin.of(manifest),
    ).ready()
