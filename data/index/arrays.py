"""A file of named arrays that is mapped into memory, not read: what is not used costs nothing.

Numbers and texts stand one after the other, each from a multiple of 64 bytes on; then the
directory as JSON; then the trailer, which is written last:

    buffers ... | directory | length of the directory (8 bytes) | its SHA-256 | MAGIC

An array that stands twice (a column of empty texts, a name that is also the printed one) is
written once.
"""

import hashlib
import json
import mmap
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

MAGIC = b"trials-arrays-1\n"
ALIGNMENT = 64
TRAILER = 8 + hashlib.sha256().digest_size + len(MAGIC)
KINDS = frozenset(
    ("bool", "float64", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")
)
ENDS, LETTERS = "/ends", "/letters"


class ArraysError(ValueError):
    """A file holds no arrays, or not those that were written; the message says why."""


@dataclass
class ArrayWriter:
    """Writes arrays one by one; the file is none before ``finish``."""

    file: BinaryIO
    _directory: dict[str, list[Any]] = field(default_factory=dict)
    _places: dict[tuple[str, bytes], list[Any]] = field(default_factory=dict)

    def numbers(self, name: str, values: NDArray[Any]) -> None:
        """Add a flat array of numbers or of true and false."""
        values = np.ascontiguousarray(values)
        kind = values.dtype.name
        if kind not in KINDS or values.ndim != 1:
            raise ArraysError(f"{name} is no flat array of numbers but {kind}.")
        data = values.view(np.uint8).data
        key = (kind, hashlib.sha256(data).digest())
        if key not in self._places:
            start = self.file.tell() + -self.file.tell() % ALIGNMENT
            self.file.write(bytes(start - self.file.tell()))
            self.file.write(data)
            self._places[key] = [kind, start, len(values), zlib.crc32(data)]
        self._directory[name] = self._places[key]

    def texts(self, name: str, values: pa.Array) -> None:
        """Add texts, none of them null."""
        whole = values.cast(pa.large_string())
        if whole.null_count:
            raise ArraysError(f"{name} holds nulls.")
        _, ends, letters = whole.buffers()
        own = np.zeros(1, dtype=np.int64)
        if len(whole):
            own = np.frombuffer(ends, np.int64)[whole.offset : whole.offset + len(whole) + 1]
        every = np.frombuffer(letters or b"", np.uint8)
        self.numbers(name + ENDS, own - own[0])
        self.numbers(name + LETTERS, every[own[0] : own[-1]])

    def finish(self, about: Mapping[str, Any]) -> None:
        """Write the directory, with what the reader is to know ``about`` the whole."""
        content = {"about": about, "arrays": self._directory}
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
        self.file.write(text)
        self.file.write(len(text).to_bytes(8, "little") + hashlib.sha256(text).digest() + MAGIC)
        self.file.flush()


@dataclass(frozen=True)
class Arrays:
    """The arrays of a file, opened without reading them; read-only, as long as they are used.

    Attributes:
        about: what the writer said of the whole.
    """

    about: Mapping[str, Any]
    _directory: Mapping[str, list[Any]] = field(repr=False)
    _map: mmap.mmap = field(repr=False)
    _buffer: pa.Buffer = field(repr=False)

    @classmethod
    def open(cls, file: BinaryIO) -> "Arrays":
        """Map a file and read its directory.

        Raises:
            ArraysError: it is cut short, of another form, or its directory was changed.
        """
        size = file.seek(0, 2)
        if size < TRAILER:
            raise ArraysError("it is too short")
        own = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        whole = memoryview(own)
        trailer = bytes(whole[-TRAILER:])
        length, digest = int.from_bytes(trailer[:8], "little"), trailer[8 : -len(MAGIC)]
        if not trailer.endswith(MAGIC) or length > size - TRAILER:
            raise ArraysError("it does not end as a file of arrays does")
        start = size - TRAILER - length
        text = bytes(whole[start : start + length])
        if hashlib.sha256(text).digest() != digest:
            raise ArraysError("its directory was changed")
        try:
            content = json.loads(text)
            about, directory = content["about"], content["arrays"]
            for kind, first, count, check in directory.values():
                numbers = (first, count, check)
                known = kind in KINDS and all(type(n) is int and n >= 0 for n in numbers)
                after = first + count * np.dtype(kind).itemsize if known else 0
                if not known or first % ALIGNMENT or after > start:
                    raise ArraysError("its directory leads out of the file")
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            raise ArraysError(f"its directory cannot be read ({error})") from None
        return cls(about, directory, own, pa.py_buffer(whole))

    def numbers(self, name: str) -> NDArray[Any]:
        """An array of numbers.

        Raises:
            ArraysError: there is none of this name.
        """
        kind, first, count, _ = self._entry(name)
        return np.frombuffer(self._buffer, np.dtype(kind), count, first)

    def texts(self, name: str) -> pa.Array:
        """Texts, as one Arrow array on the mapped bytes.

        Raises:
            ArraysError: there are none of this name, or they cannot be texts.
        """
        ends, (_, first, length, _) = self.numbers(name + ENDS), self._entry(name + LETTERS)
        if ends.dtype != np.int64 or not len(ends) or (ends[0], ends[-1]) != (0, length):
            raise ArraysError(f"{name} does not end where its letters do")
        buffers = [None, pa.py_buffer(ends), self._buffer.slice(first, length)]
        return pa.LargeStringArray.from_buffers(len(ends) - 1, buffers[1], buffers[2])

    def check(self, *, letters: bool) -> None:
        """Compare the arrays with their checksums; the texts of frames only if asked.

        Raises:
            ArraysError: an array is not what was written.
        """
        for name, (kind, first, count, check) in self._directory.items():
            if letters or not name.endswith((ENDS, LETTERS)):
                own = self._buffer.slice(first, count * np.dtype(kind).itemsize)
                if zlib.crc32(own) != check:
                    raise ArraysError(f"{name} is not what was written")
        # what was read to compare it is not what will be used
        self._map.madvise(mmap.MADV_DONTNEED)

    def _entry(self, name: str) -> list[Any]:
        try:
            return self._directory[name]
        except KeyError:
            raise ArraysError(f"{name} is missing") from None
