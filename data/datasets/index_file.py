"""The index of a dataset's version: a file beside the Parquet files, made of them, mapped at load.

It may be removed at any time. Where it is missing, damaged, or was made of other files or by
another version of the program, it is made anew: written beside and swapped in with one rename,
one process at a time. Where the folder cannot be written, it is kept in a temporary file for as
long as the process runs.
"""

import fcntl
import hashlib
import logging
import os
import secrets
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from data.datasets.on_disk import manifest_of
from data.datasets.versions import MANIFEST, DatasetError, sync
from data.index.arrays import Arrays, ArraysError
from data.readers.columns import FRAME_NAMES

INDEX = "index"
LOCK = ".index.lock"
log = logging.getLogger(__name__)


def identity_of(folder: Path, program: str) -> str:
    """An index's identity: a checksum of the manifest, with its checksums, and the program.

    Raises:
        data.datasets.versions.DatasetError: a Parquet file is missing or of another size.
    """
    sizes: Any = manifest_of(folder).get("files")
    for name in FRAME_NAMES:
        path = folder / f"{name}.parquet"
        try:
            size, expected = path.stat().st_size, sizes[path.name]["bytes"]
        except OSError as error:
            raise DatasetError(f"{path} cannot be read ({error.strerror}).") from None
        except (TypeError, KeyError):
            raise DatasetError(f"{folder / MANIFEST} does not name {path.name}.") from None
        if size != expected:
            raise DatasetError(f"{path} is not the file that was written.")
    return hashlib.sha256((folder / MANIFEST).read_bytes() + program.encode()).hexdigest()


@dataclass(frozen=True)
class IndexFile:
    """The index of one version.

    Attributes:
        identity: what it must be made of, as ``identity_of`` says.
        write: makes it, into an open file.
    """

    folder: Path
    identity: str
    write: Callable[[BinaryIO], None]

    def opened(self) -> Arrays:
        """The arrays of the index, made anew where it cannot be used."""
        arrays, problem = self._sound()
        if arrays:
            return arrays
        log.warning("%s: its index %s; it is made anew.", self.folder, problem)
        try:
            with self._alone():
                # another process may have made it meanwhile
                arrays, _ = self._sound()
                if arrays:
                    return arrays
                self.make()
                return self._read()
        except OSError as error:
            log.warning(
                "%s: its index cannot be kept, every start makes one (%s).", self.folder, error
            )
        with tempfile.TemporaryFile() as file:
            self.write(file)
            return Arrays.open(file)

    def make(self) -> None:
        """Write the index beside, and swap it in with one rename.

        Raises:
            OSError: it cannot be written; what stood there stays.
        """
        for left in self.folder.glob(f".{INDEX}-*"):
            left.unlink(missing_ok=True)
        path = self.folder / f".{INDEX}-{secrets.token_hex(4)}"
        try:
            with path.open("xb") as file:
                self.write(file)
                os.fsync(file.fileno())
            # on POSIX this replaces what stands there, in one step
            path.rename(self.folder / INDEX)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        sync(self.folder)

    def damage(self) -> str:
        """Names the damage in an index that the next start would use; empty where none is."""
        arrays, _ = self._sound()
        try:
            if arrays:
                arrays.check(letters=True)
        except ArraysError as error:
            return f"{INDEX}: {error}; remove it, the next start makes it anew"
        return ""

    def _sound(self) -> tuple[Arrays | None, str]:
        """The index, or why it cannot be used."""
        try:
            arrays = self._read()
            arrays.check(letters=False)
        except FileNotFoundError:
            return None, "is missing"
        except (OSError, ArraysError) as error:
            return None, f"cannot be used ({error})"
        return arrays, ""

    def _read(self) -> Arrays:
        with (self.folder / INDEX).open("rb") as file:
            arrays = Arrays.open(file)
        if arrays.about.get("identity") != self.identity:
            raise ArraysError("it was made of other files or by another version")
        return arrays

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Only one process makes the index; a killed one lets go."""
        with (self.folder / LOCK).open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
