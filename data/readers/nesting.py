"""The depth to which a JSON text nests, held down before the parser sees it.

ijson remembers the path of every open list and object, so that a text of a hundred kilobytes
that opens a hundred thousand lists would take gigabytes. Studies nest some twelve deep.
"""

from typing import BinaryIO

import numpy as np

DEEPEST = 200
STEPS = np.zeros(256, np.int8)
STEPS[list(b"[{")] = 1
STEPS[list(b"]}")] = -1
OTHER_SIGNS = bytes(set(range(256)) - set(b"[]{}"))


class TooDeepError(ValueError):
    """Lists and objects stand in each other more than ``DEEPEST`` deep."""


class Shallow:
    """A JSON text, read piece by piece and no deeper than ``DEEPEST``; brackets in strings count
    for nothing."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._depth = 0
        self._in_string = False
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        """The next bytes.

        Raises:
            TooDeepError: they nest too deep.
        """
        data = self._file.read(size)
        brackets = self._outside_of_strings(data)
        if brackets:
            depths = self._depth + np.cumsum(STEPS[np.frombuffer(brackets, np.uint8)], dtype=int)
            if depths.max() > DEEPEST:
                raise TooDeepError(f"lists or objects nest more than {DEEPEST} deep")
            self._depth = int(depths[-1])
        return data

    def _outside_of_strings(self, data: bytes) -> bytes:
        plain = (self._rest + data).replace(rb"\\", b"")
        # A quotation mark may follow in the next piece.
        self._rest = b"\\" if plain.endswith(b"\\") else b""
        parts = plain.replace(rb"\"", b"").split(b'"')
        outside = parts[self._in_string :: 2]
        self._in_string ^= len(parts) % 2 == 0
        return b"".join(outside).translate(None, OTHER_SIGNS)
