"""Archives written piece by piece: nobody holds a long file whole. No dash in here."""

import io
import zipfile
from collections.abc import Iterable, Iterator


class _Pieces(io.RawIOBase):
    """Collects the bytes that an archive has written since it was last asked."""

    def __init__(self) -> None:
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(memoryview(data))  # type: ignore[arg-type]
        self._held += piece
        return len(piece)

    def taken(self) -> bytes:
        piece = bytes(self._held)
        self._held.clear()
        return piece


def zip_chunks(files: Iterable[tuple[str, Iterable[str]]]) -> Iterator[bytes]:
    """Text files, each a name and its content in pieces, as one archive in pieces."""
    pieces = _Pieces()
    with zipfile.ZipFile(pieces, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            with archive.open(name, "w") as file:
                for text in content:
                    file.write(text.encode())
                    yield pieces.taken()
    yield pieces.taken()
