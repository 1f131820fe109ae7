"""``python -m tests.equality OLD_REF``: shows that readers get the same from both versions.

The app of a commit and that of this work tree are asked for the same addresses, in the built-in
data and in imports of the same files. Exit codes: 0 all is equal, 1 something differs, 2 a version
cannot be asked.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.equality.inputs import Import, write_imports
from tests.equality.reading import read_all
from tests.equality.report import compared, in_words
from tests.equality.side import CannotStartError, Side

ROOT = Path(__file__).parents[2]
EQUAL, DIFFERENT, NOT_ASKED = 0, 1, 2


@contextmanager
def tree_of(commit: str, folder: Path) -> Iterator[Path]:
    """A work tree of a commit, while it is needed.

    Raises:
        CannotStartError: there is no such commit.
    """
    made = _git("worktree", "add", "--detach", "--quiet", str(folder), commit)
    if made.returncode:
        raise CannotStartError(made.stderr.strip())
    try:
        yield folder
    finally:
        _git("worktree", "remove", "--force", str(folder))


def _git(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["git", "-C", str(ROOT), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def read(side: Side, imports: Sequence[Import]) -> None:
    """Everything that one version answers."""
    side.start(imports)
    read_all(side)


def read_both(commit: str, folder: Path) -> tuple[Side, Side]:
    """Both versions at once: a day begins and a machine is slow for both."""
    for name in ("files", "old", "new"):
        (folder / name).mkdir()
    imports = write_imports(folder / "files")
    with ExitStack() as stack:
        # left last: when one version fails, the other one is not waited for
        pool = stack.enter_context(ThreadPoolExecutor(2))
        tree = stack.enter_context(tree_of(commit, folder / "tree"))
        old = stack.enter_context(Side(commit, tree, folder / "old"))
        new = stack.enter_context(Side("work tree", ROOT, folder / "new"))
        for done in as_completed([pool.submit(read, each, imports) for each in (old, new)]):
            done.result()
    return old, new


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.equality", description=__doc__)
    parser.add_argument("commit", help="of the version to compare this work tree with")
    commit = parser.parse_args(arguments).commit
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="equality-") as folder:
        try:
            old, new = read_both(commit, Path(folder))
        except CannotStartError as error:
            print(error, file=sys.stderr)
            return NOT_ASKED
    groups = compared(old.answers, new.answers)
    for line in in_words(groups):
        print(line)
    print(f"{time.monotonic() - start:.0f} seconds")
    return DIFFERENT if any(each.differing for each in groups.values()) else EQUAL


if __name__ == "__main__":
    sys.exit(main())
