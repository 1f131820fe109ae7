"""Versions of a dataset on disk: written beside, then swapped in with one atomic step.

    ROOT/NAME/current            a symbolic link to the version in use
    ROOT/NAME/v-.../             a version: its files, manifest.json among them
    ROOT/.NAME.lock              held by the import or removal at work

The swap is ``rename`` of a new link over ``current``, which POSIX makes atomic: whoever opens
``current`` finds the old version or the new one, whole, whenever the import is killed. The
version before stays until the next import, so that a reader who has opened it can finish;
versions of killed imports go then, too.
"""

import fcntl
import hashlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from data.link.options import SHIPPED
from data.model.schema import SLUG

CURRENT = "current"
VERSION = "v-"
MANIFEST = "manifest.json"
NAME = re.compile(rf"(?=.{{1,60}}\Z){SLUG}", re.ASCII)
CHUNK = 1_000_000


class DatasetError(Exception):
    """A dataset cannot be used as asked; the message is one clear sentence."""


def root_of(variable: str, folder: str) -> Path:
    """The folder that an environment variable names, else this one beside app.py."""
    own = Path(__file__).parents[2] / folder
    return Path(os.environ.get(variable) or own)


def checked_name(name: str) -> str:
    """The name itself.

    Raises:
        DatasetError: it is no name for a folder and a link.
    """
    if not NAME.fullmatch(name):
        raise DatasetError(
            f"{name!r} is no name for a dataset: use lower-case letters, digits and hyphens, "
            f"at most 60."
        )
    return name


def free_name(name: str) -> str:
    """The name itself, for a new dataset.

    Raises:
        DatasetError: it is no name, or that of the dataset that ships with the app.
    """
    if name == SHIPPED:
        raise DatasetError(
            f"{name!r} is the name of the dataset that ships with the app: choose another one."
        )
    return checked_name(name)


def file_digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while data := file.read(CHUNK):
            digest.update(data)
    return digest.hexdigest()


def sync(path: Path) -> None:
    """Have what is written on the disk before anything depends on it."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """A JSON file that a person can read, on the disk when this returns."""
    text = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
    path.write_text(text, encoding="utf-8")
    sync(path)


def manifest_in(folder: Path, schema_version: int) -> dict[str, Any]:
    """The manifest of a version.

    Raises:
        DatasetError: it is missing, damaged or of another schema.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DatasetError(f"{folder / MANIFEST} cannot be read ({error}).") from None
    if not isinstance(manifest, dict) or manifest.get("schema_version") != schema_version:
        raise DatasetError(f"{folder} is of another schema version; import it again.")
    return cast(dict[str, Any], manifest)


@contextmanager
def locked(root: Path, name: str) -> Iterator[None]:
    """Only one import or removal of a dataset at a time; a killed one lets go.

    Raises:
        DatasetError: another one is at work.
    """
    root.mkdir(parents=True, exist_ok=True)
    with (root / f".{name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DatasetError(f"Another import of {name} is running.") from None
        yield


@contextmanager
def new_folder(root: Path, name: str) -> Iterator[Path]:
    """A folder for the next version of a dataset; it is removed on any error."""
    home = root / checked_name(name)
    home.mkdir(parents=True, exist_ok=True)
    _remove_versions(home, keep=_current(home))
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    folder = home / f"{VERSION}{stamp}-{secrets.token_hex(4)}"
    folder.mkdir()
    try:
        yield folder
    except BaseException:
        # Once it is the current version it stays, even if the disk fails in the step after.
        if _current(home) != folder.name:
            shutil.rmtree(folder, ignore_errors=True)
        # Only an empty folder goes: the first import of this name has failed.
        with suppress(OSError):
            home.rmdir()
        raise


def swap_in(version: Path) -> None:
    """Make a finished version the current one, in one atomic step."""
    home = version.parent
    link = home / f".{CURRENT}-{secrets.token_hex(4)}"
    link.symlink_to(version.name)
    try:
        link.replace(home / CURRENT)
    except BaseException:
        link.unlink(missing_ok=True)
        raise
    sync(home)
    sync(home.parent)


def _current(home: Path) -> str:
    """Name of the version in use; empty where there is none."""
    try:
        return (home / CURRENT).readlink().name
    except OSError:
        return ""


def _remove_versions(home: Path, keep: str) -> None:
    for path in home.glob(f"{VERSION}*"):
        if path.name != keep:
            shutil.rmtree(path, ignore_errors=True)
    for link in home.glob(f".{CURRENT}-*"):
        link.unlink(missing_ok=True)


def names(root: Path) -> list[str]:
    """The datasets of a folder, in the order of the alphabet."""
    if not root.is_dir():
        return []
    return sorted(
        path.name for path in root.iterdir() if NAME.fullmatch(path.name) and _current(path)
    )


def folder_of(root: Path, name: str) -> Path:
    """The version of a dataset in use; read all of its files from this one path.

    Raises:
        DatasetError: there is no such dataset.
    """
    home = root / checked_name(name)
    version = _current(home)
    if not version or not (home / version).is_dir():
        raise DatasetError(f"There is no dataset {name} in {root}.")
    return home / version


def remove(root: Path, name: str) -> None:
    """Remove a dataset: first the link, so that nobody opens what is being removed.

    Raises:
        DatasetError: there is no such dataset, or an import of it is running.
    """
    folder_of(root, name)
    with locked(root, name):
        home = root / name
        (home / CURRENT).unlink()
        sync(home)
        shutil.rmtree(home)
