"""Compresses ahead what takes seconds to compress well; `make assets` calls it.

The files are named by the fingerprint of what they hold. One that is missing, as after a change
of a style, is made up for by a quicker compression at its first use.
"""

from collections.abc import Iterable
from pathlib import Path

import brotli

from app import create_app
from callbacks.http.index_page import PACKED
from callbacks.http.settings import Settings
from callbacks.http.static_files import StaticFile
from data.datasets.catalogue import Datasets
from data.store import load_store

LARGE = 100_000
"""Bytes from which on it pays."""


def pack(files: Iterable[StaticFile], folder: Path) -> None:
    """Make the folder hold the large ones of these files and no others."""
    wanted = {f"{file.fingerprint}.br": file for file in files if len(file.content) >= LARGE}
    folder.mkdir(exist_ok=True)
    for path in folder.glob("*.br"):
        if path.name not in wanted:
            path.unlink()
    for name, file in wanted.items():
        if not (folder / name).exists():
            (folder / name).write_bytes(brotli.compress(file.content, quality=11, lgwin=24))


if __name__ == "__main__":
    app = create_app(Datasets((load_store(),)), Settings())
    pack(app.files.by_address.values(), PACKED)
