"""Whatever goes wrong during an import, the dataset before is there, whole."""

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from data.datasets import on_disk, versions
from data.datasets.on_disk import version_problems
from data.datasets.versions import folder_of
from data.registry import main
from tests.data.readers.samples import FULL, frames, imported, study, write

ROOT = Path(__file__).parents[3]
OLD, NEW = ["NCT00000007"], 2500


@pytest.fixture
def root(tmp_path):
    imported(tmp_path / "root", write(tmp_path / "old.json", [FULL]))
    return tmp_path / "root"


@pytest.fixture
def new(tmp_path):
    studies = [study(f"NCT1{number:07}") for number in range(NEW)]
    return write(tmp_path / "new.json", studies)


def ids(root):
    assert version_problems(folder_of(root, "trial")) == []
    return list(frames(root)["trials"]["nct_id"])


def kept(root):
    return sorted(path.name for path in (root / "trial").iterdir())


KILLED = """
import os, signal, sys
from pathlib import Path
from data.datasets import importing, on_disk
from data.registry import main

def die(*args, **more):
    os.kill(os.getpid(), signal.SIGKILL)

def after(function):
    def run(*args, **more):
        function(*args, **more)
        die()
    return run

{patch}
main(sys.argv[1:])
"""


@pytest.mark.parametrize(
    ("patch", "swapped"),
    [
        ("on_disk.DatasetWriter.write = after(on_disk.DatasetWriter.write)", False),
        ("on_disk.DatasetWriter.finish = die", False),
        ("on_disk._with_snapshot = after(on_disk._with_snapshot)", False),
        ("on_disk.version_problems = die", False),
        ("importing.swap_in = die", False),
        ("Path.replace = die", False),
        ("Path.replace = after(Path.replace)", True),
    ],
)
def test_a_kill_at_any_point_leaves_a_whole_dataset(root, new, patch, swapped):
    arguments = ["--datasets", root, "import", new, "--name", "trial"]
    killed = subprocess.run(
        [sys.executable, "-c", KILLED.replace("{patch}", patch), *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert len(ids(root)) == (NEW if swapped else 1)
    assert main([str(argument) for argument in arguments]) == 0
    assert len(ids(root)) == NEW
    # The version in use, the one before, the link; nothing of the killed import.
    assert len(kept(root)) == 3


@pytest.mark.parametrize("seconds", [0.3, 1.0, 1.6, 2.2])
def test_a_kill_at_any_time_leaves_a_whole_dataset(root, new, seconds):
    command = [sys.executable, "-m", "data.registry", "--datasets", root, "import", new]
    with subprocess.Popen(
        [*map(str, command), "--name", "trial"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        time.sleep(seconds)
        process.kill()
    assert len(ids(root)) in (1, NEW)


def no_space(*arguments, **more):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (pq.ParquetWriter, "write_table"),
        (pq.ParquetWriter, "close"),
        (on_disk, "_with_snapshot"),
        (on_disk.Path, "write_text"),
        (on_disk, "sync"),
        (versions, "sync"),
        (on_disk.Path, "replace"),
    ],
)
def test_a_full_disk_leaves_the_dataset_and_no_rest(root, new, monkeypatch, capsys, owner, name):
    before = kept(root)
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, no_space)
        code = main(["--datasets", str(root), "import", str(new), "--name", "trial"])
    assert code == 1
    assert "Nothing was changed: the disk is full" in capsys.readouterr().err
    assert ids(root) == OLD
    assert kept(root) == before


def test_a_disk_that_fails_after_the_swap_leaves_the_new_dataset(root, new, monkeypatch):
    sync = versions.sync

    def fails_for_folders(path):
        if path.name == "trial":
            no_space()
        sync(path)

    with monkeypatch.context() as patch:
        patch.setattr(versions, "sync", fails_for_folders)
        assert main(["--datasets", str(root), "import", str(new), "--name", "trial"]) == 1
    assert len(ids(root)) == NEW


def test_what_reads_back_otherwise_is_not_swapped_in(root, new, monkeypatch, capsys):
    monkeypatch.setattr(on_disk, "_file_problems", lambda *arguments: ["x is wrong"])
    assert main(["--datasets", str(root), "import", str(new), "--name", "trial"]) == 1
    assert "reads back otherwise: x is wrong" in capsys.readouterr().err
    monkeypatch.undo()
    assert ids(root) == OLD


@pytest.mark.parametrize("cut", [10, 1000, -1])
def test_a_truncated_file_leaves_the_dataset(root, new, capsys, cut):
    write(new, new.read_bytes()[:cut])
    assert main(["--datasets", str(root), "import", str(new), "--name", "trial"]) == 2
    assert "ends in the middle" in capsys.readouterr().err
    assert ids(root) == OLD


def test_a_first_import_that_fails_leaves_nothing(tmp_path, new):
    write(new, new.read_bytes()[:1000])
    assert main(["--datasets", str(tmp_path / "d"), "import", str(new), "--name", "trial"]) == 2
    assert [path.name for path in (tmp_path / "d").iterdir()] == [".trial.lock"]
