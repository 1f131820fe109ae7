"""An Arrow file of named arrays that is mapped into memory: what is not used costs nothing.

Each array is a record batch of one row: its name, its kind, its checksum, and in the column of
its kind the list of all its values. So arrays of any length stand in one file, and are written one
by one.
"""

import json
import mmap
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Self

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

TEXT, BOOL = "text", "bool"
NUMBERS, WIDTHS = ("int", "uint"), (8, 16, 32, 64)
TYPES: Mapping[str, pa.DataType] = {
    # bytes, as Arrow would pack eight of them into one, which numpy cannot see as an array
    BOOL: pa.uint8(),
    "float64": pa.float64(),
    **{f"{kind}{bits}": getattr(pa, f"{kind}{bits}")() for kind in NUMBERS for bits in WIDTHS},
    TEXT: pa.large_string(),
}
SCHEMA = pa.schema(
    [
        ("name", pa.string()),
        ("kind", pa.string()),
        ("check", pa.uint32()),
        *((kind, pa.large_list(each)) for kind, each in TYPES.items()),
    ]
)
ABOUT = b"about"


class ArraysError(ValueError):
    """A file holds no arrays, or not those that were written; the message says why."""


class ArrayWriter:
    """Writes arrays one by one; the file is none before ``finish``.

    about: what the reader is to know of the whole.
    """

    def __init__(self, file: BinaryIO, about: Mapping[str, Any]) -> None:
        self._file = file
        metadata = {ABOUT: json.dumps(about)}
        self._writer = pa.ipc.new_file(file, SCHEMA.with_metadata(metadata))

    def numbers(self, name: str, values: NDArray[Any]) -> None:
        """Add a flat array of numbers or of true and false."""
        kind = values.dtype.name
        if kind not in TYPES or values.ndim != 1:
            raise ArraysError(f"{name} is no flat array of numbers but {kind}.")
        own = np.ascontiguousarray(values)
        self._add(name, kind, pa.array(own.view(np.uint8) if kind == BOOL else own))

    def texts(self, name: str, values: pa.Array) -> None:
        """Add texts, none of them null."""
        if values.null_count:
            raise ArraysError(f"{name} holds nulls.")
        self._add(name, TEXT, values.cast(TYPES[TEXT]))

    def finish(self) -> None:
        self._writer.close()
        self._file.flush()

    def _add(self, name: str, kind: str, values: pa.Array) -> None:
        whole = pa.LargeListArray.from_arrays(pa.array([0, len(values)], pa.int64()), values)
        cells = {"name": [name], "kind": [kind], "check": [checksum(values)], kind: whole}
        columns = [
            pa.array(cells[each.name], each.type) if each.name in cells else pa.nulls(1, each.type)
            for each in SCHEMA
        ]
        self._writer.write_batch(pa.record_batch(columns, schema=SCHEMA))


@dataclass(frozen=True)
class Stored:
    """One array as it stands in a file, and the checksum that it was written with."""

    kind: str
    values: pa.Array
    check: int

    @classmethod
    def of(cls, batch: pa.RecordBatch) -> tuple[str, Self]:
        """The name of an array, and the array.

        Raises:
            ValueError, LookupError, pyarrow.ArrowException: the batch is not as it was written.
        """
        for cells in batch.columns[:3]:
            cells.validate(full=True)
        batch.validate()
        name, kind, check = (cells[0].as_py() for cells in batch.columns[:3])
        if kind not in TYPES:
            raise ArraysError(f"{name} is of no known kind")
        return name, cls(kind, batch.column(kind).flatten(), check)

    @property
    def is_text(self) -> bool:
        return self.kind == TEXT


def checksum(values: pa.Array) -> int:
    """Of numbers, or of where each text ends and of all letters."""
    if not pa.types.is_large_string(values.type):
        return zlib.crc32(values.to_numpy())
    _, ends, letters = values.buffers()
    own = np.frombuffer(ends or bytes(8), np.int64)[values.offset :][: len(values) + 1]
    return zlib.crc32(memoryview(letters or b"")[own[0] : own[-1]], zlib.crc32(own - own[0]))


@dataclass(frozen=True)
class Arrays:
    """The arrays of a file, opened without reading them; read-only, as long as they are used.

    Attributes:
        about: what the writer said of the whole.
    """

    about: Mapping[str, Any]
    _stored: Mapping[str, Stored] = field(repr=False)
    _map: mmap.mmap = field(repr=False)

    @classmethod
    def open(cls, file: BinaryIO) -> Self:
        """Map a file and read where its arrays stand.

        Raises:
            ArraysError: it is cut short, or of another form.
        """
        try:
            own = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            reader = pa.ipc.open_file(pa.py_buffer(own))
            if not reader.schema.equals(SCHEMA):
                raise ArraysError("it has other columns")
            about = json.loads(reader.schema.metadata[ABOUT])
            batches = (reader.get_batch(number) for number in range(reader.num_record_batches))
            return cls(about, dict(Stored.of(batch) for batch in batches), own)
        except (ValueError, LookupError, TypeError, OSError, pa.ArrowException) as error:
            raise ArraysError(f"it is no whole file of arrays: {error}") from None

    def numbers(self, name: str) -> NDArray[Any]:
        """An array of numbers.

        Raises:
            ArraysError: there is none of this name.
        """
        stored = self._named(name, is_text=False)
        own = stored.values.to_numpy()
        return own.view(np.bool_) if stored.kind == BOOL else own

    def texts(self, name: str) -> pa.Array:
        """Texts, as one Arrow array on the mapped bytes.

        Raises:
            ArraysError: there are none of this name.
        """
        return self._named(name, is_text=True).values

    def check(self, *, letters: bool) -> None:
        """Compare the arrays with their checksums; texts only if asked.

        Raises:
            ArraysError: an array is not what was written.
        """
        for name, stored in self._stored.items():
            if (letters or not stored.is_text) and checksum(stored.values) != stored.check:
                raise ArraysError(f"{name} is not what was written")
        # what was read to compare it is not what will be used
        self._map.madvise(mmap.MADV_DONTNEED)

    def _named(self, name: str, *, is_text: bool) -> Stored:
        stored = self._stored.get(name)
        if stored is None or stored.is_text != is_text:
            raise ArraysError(f"{name} is missing")
        return stored
