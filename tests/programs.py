"""The programs that tests may start: those of ``.ci/programs.txt``, and what pip installed."""

import os
import shutil
import sys
from pathlib import Path

from tests.gunicorn import ROOT

LIST = ROOT / ".ci" / "programs.txt"
FOLDERS = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"))
"""Folders that hold programs, Debian's nginx too, which only root's PATH names."""
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
CHROMIUM = "chromium"


class UndeclaredError(FileNotFoundError):
    """A test starts a program that no machine is told to install.

    What a machine without the program would say; who can do without it, such as the standard
    library that asks for ``uname``, does.
    """


def declared() -> dict[str, tuple[str, ...]]:
    """Program -> the names under which it may be found, itself the first."""
    lines = LIST.read_text(encoding="utf-8").splitlines()
    names = [line.split()[0].split("|") for line in lines if line and not line.startswith("#")]
    return {each[0]: tuple(each) for each in names}


def installed(program: str) -> str:
    """The path of a declared program.

    Raises:
        UndeclaredError: it is not in the list.
        RuntimeError: it is not on this machine; ``make programs`` says what to do.
    """
    names = declared().get(program)
    if names is None:
        raise UndeclaredError(f"{program} is not in {LIST.name}, so nothing installs it.")
    own = (os.environ.get("CHROMIUM", ""), *names, MAC) if program == CHROMIUM else names
    found = next((path for name in own if name and (path := shutil.which(name, path=FOLDERS))), "")
    if not found:
        raise RuntimeError(f"{program} is not installed on this machine; see: make programs")
    return found


def check_start(executable: object, words: object = ()) -> None:
    """Refuses a program that a test may not start.

    Raises:
        UndeclaredError: it is neither this Python, nor what a pinned package brings, nor in the
            list.
    """
    first = executable or (words[0] if isinstance(words, list | tuple) and words else words)
    name = os.fsdecode(first) if isinstance(first, str | bytes | os.PathLike) else str(first)
    known = {each for names in declared().values() for each in (*names, MAC)}
    known.add(os.environ.get("CHROMIUM", ""))
    inside = Path(name).absolute().is_relative_to(Path(sys.prefix).absolute())
    if name == sys.executable or (os.sep in name and inside):
        return
    if name not in known and Path(name).name not in known:
        raise UndeclaredError(
            f"A test starts {name}, which is neither in {LIST.name} nor brought by a pinned "
            "package: a machine that has nothing could not run it."
        )


def watch_starts() -> None:
    """Have each start of a program by this process checked, whoever asks for it."""

    def heard(event: str, arguments: tuple[object, ...]) -> None:
        if event == "subprocess.Popen":
            check_start(arguments[0], arguments[1])
        elif event in ("os.system", "os.exec", "os.posix_spawn"):
            check_start(arguments[0])

    sys.addaudithook(heard)
