"""Two instances of the app behind nginx, started once; what a test stops it starts again."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from data.datasets.importing import Request, run_import
from tests.hosting.programs import HERE, Door, Program, instance
from tests.hosting.proxy import HOST, PREFIX, Proxy, proxy
from tests.imports import ISLETS, LATER, MIAMI, PARIS, record, small_import
from tests.programs import installed

LONG = "long"
LONG_TRIALS = 2_100
"""More than the browser's table holds, so that it fetches its rows page by page."""
HOSTED = {"URL_PREFIX": PREFIX, "TRUSTED_PROXIES": "1"}


@dataclass(frozen=True)
class Replicas:
    """Two instances that know nothing of each other, and the nginx before them."""

    instances: tuple[Program, Program]
    nginx: Proxy

    @property
    def door(self) -> Door:
        return self.nginx.tls

    def direct(self, number: int) -> Door:
        """One instance alone, asked as nginx asks it."""
        outer = f"{HOST}:{self.nginx.tls.port}"
        headers = {"Host": outer, "X-Forwarded-Host": outer, "X-Forwarded-Proto": "https"}
        return Door(self.instances[number].port, headers)

    def names(self) -> set[str]:
        """The names that nginx has for the instances."""
        return {f"{HERE}:{each.port}" for each in self.instances}


@contextmanager
def replicas(folder: Path, **environment: str) -> Iterator[Replicas]:
    installed("nginx")  # before the wait for two instances
    with ExitStack() as stack:
        first, second = (
            stack.enter_context(instance(folder, **HOSTED | environment)) for _ in range(2)
        )
        nginx = stack.enter_context(proxy((first.port, second.port), folder))
        yield Replicas((first.ready(), second.ready()), nginx)


def long_import(root: Path) -> None:
    """A dataset whose table is fetched page by page."""
    phases = ("PHASE1", "PHASE2", "PHASE3")
    path = root.parent / f"{root.name}-{LONG}.json"
    records = [
        record(f"NCT{n:08d}", phases[n % 3], f"{1990 + n % 30}-03", [(MIAMI, PARIS)[n % 2]], ["X"])
        for n in range(1, LONG_TRIALS + 1)
    ]
    path.write_text(json.dumps(records), encoding="utf-8")
    run_import(Request((path,), LONG, root, title="A long search"))


@pytest.fixture(scope="session")
def datasets_folder(tmp_path_factory) -> Path:
    """Three imports, on a disk that the instances share."""
    root = tmp_path_factory.mktemp("datasets")
    small_import(root, ISLETS)
    small_import(root, LATER)
    long_import(root)
    return root


@pytest.fixture(scope="session")
def pair(datasets_folder, tmp_path_factory) -> Iterator[Replicas]:
    """Two instances with imports."""
    with replicas(tmp_path_factory.mktemp("pair"), DATASETS_DIR=str(datasets_folder)) as standing:
        yield standing
