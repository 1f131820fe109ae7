"""One of the two versions: its imports, its process, and what it answered."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.equality.answer import Answer, settled
from tests.equality.inputs import Import

DRIVER = Path(__file__).with_name("driver.py")
HANDED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TZ", "PYTHONPYCACHEPREFIX")
"""Of this process's environment; a setting of the app's would change what both answer."""
SITE = "http://localhost"


class CannotStartError(RuntimeError):
    """A version that answers nothing, with the last lines that it wrote."""


@dataclass(frozen=True)
class Ask:
    """One request.

    Attributes:
        group: the line of the report.
        name: how the report calls it, the same for both versions.
        page: the address of the page that sends it.
        theme: the cookie of the reader's theme, empty for none.
    """

    group: str
    name: str
    path: str
    page: str = ""
    body: str = ""
    theme: str = ""


class Side(AbstractContextManager["Side"]):
    """A version of the app that answers; ``answers``: (group, name) -> answer.

    tree: the folder of the version; home: an empty one for its imports and its log.
    """

    def __init__(self, name: str, tree: Path, home: Path) -> None:
        self.name, self.tree, self.home = name, tree, home
        self.answers: dict[tuple[str, str], Answer] = {}
        self._environment = {key: os.environ[key] for key in HANDED_ON if key in os.environ} | {
            "DATASETS_DIR": str(home / "datasets"),
            "PYTHONHASHSEED": "0",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, imports: Iterable[Import]) -> Self:
        """Imports the files with the version's own command, and starts its app."""
        for each in imports:
            self._run("-m", "data.registry", "import", *each.arguments())
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, str(DRIVER)],
                cwd=self.tree,
                env=self._environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
            )
        self._read_head()
        if self.ask(Ask("pages", "/", "/")).status != 200:
            raise CannotStartError(f"{self.name}: the first page does not come.")
        return self

    def ask(self, ask: Ask) -> Answer:
        """The answer, which is kept; of one that was asked for before, the one kept."""
        # a callback is named by its outputs, whose names may vary as the rest does
        key = (ask.group, settled(ask.name.encode()).decode())
        if key not in self.answers:
            self.answers[key] = self._sent(ask)
        return self.answers[key]

    def keep(self, group: str, name: str, text: str) -> None:
        """Something found in answers, compared as if it were one."""
        self.answers[group, name] = Answer(200, {}, text.encode())

    def _sent(self, ask: Ask) -> Answer:
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise CannotStartError(f"{self.name}: it was not started.")
        page = SITE + ask.page if ask.page else ""
        asked = {"path": ask.path, "page": page, "body": ask.body, "theme": ask.theme}
        try:
            process.stdin.write(json.dumps(asked).encode() + b"\n")
            process.stdin.flush()
        except OSError:
            raise self._trouble() from None
        head = self._read_head()
        return Answer(head["status"], head["headers"], process.stdout.read(head["length"]))

    def _read_head(self) -> dict[str, Any]:
        line = self._process.stdout.readline() if self._process and self._process.stdout else b""
        if not line:
            raise self._trouble()
        return dict(json.loads(line))

    def _run(self, *arguments: str) -> None:
        with self._log.open("ab") as log:
            done = subprocess.run(
                [sys.executable, *arguments],
                cwd=self.tree,
                env=self._environment,
                stdout=log,
                stderr=log,
                check=False,
            )
        if done.returncode:
            raise self._trouble()

    @property
    def _log(self) -> Path:
        return self.home / "log.txt"

    def _trouble(self) -> CannotStartError:
        said = self._log.read_text(encoding="utf-8", errors="replace").splitlines()[-12:]
        return CannotStartError("\n".join([f"{self.name}: it does not answer.", *said]))

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process:
            self._process.kill()
            self._process.communicate()
