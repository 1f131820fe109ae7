"""Datasets of protocols of a hospital that is none, imported for tests."""

from pathlib import Path
from tempfile import TemporaryDirectory

from data.datasets.protocol_import import ProtocolRequest, run_protocol_import
from tests.data.readers.workbooks.samples import BOOK, Rows, write_book

OURS = "ours"
TITLE = "Our protocols"


def import_protocols(
    root: Path, book: Rows = BOOK, name: str = OURS, title: str = TITLE
) -> dict[str, object]:
    """A workbook imported into ``root``; its manifest."""
    with TemporaryDirectory() as folder:
        path = write_book(Path(folder) / "ours.xlsx", book)
        return run_protocol_import(ProtocolRequest(path, name, root, root / "trials", title))
