"""``make load``: 100 readers for two minutes, on this machine alone; QUICK=--quick for a try.

The readers are threads with ``http.client``. Locust was looked at: users, statistics and pauses
are the small part of this; comparing each answer, sending again as the page does and hurting the
server at its time would be our code within it, for twenty more packages.
"""

import argparse
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Self

from tests.bench.generate import generate
from tests.bench.machine import described
from tests.load import tally, trouble
from tests.load.script import Ask, Script, Writer
from tests.load.tally import Outcome
from tests.load.users import LOOKS, Connection, Reader

IMPORT, STUDIES = "made-up-1000", 1000
ARRIVING = 0.4
"""Part of the first phase in which the readers come, each with an empty cache."""
SHOWN = 5
"""Answers that were not right and are printed whole."""


@dataclass(frozen=True)
class Plan:
    """The plan of a run: how much is asked.

    Attributes:
        seconds: of all phases together.
        visits: pages that are in the script; changes and exports: of each of them.
    """

    seconds: float = 120.0
    users: int = 100
    visits: int = 36
    changes: int = 5
    exports: int = 4


QUICK = Plan(seconds=15.0, visits=18, changes=2, exports=2)


@dataclass(frozen=True)
class Used:
    """Seconds: of the clock, and of the processors by who used them."""

    clock: float
    servers: float
    readers: float
    all: float

    @classmethod
    def until_now(cls) -> Self:
        """Servers count once they have ended."""
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        servers = ended.ru_utime + ended.ru_stime
        return cls(time.monotonic(), servers, time.process_time(), trouble.processor_seconds())

    def __sub__(self, other: Self) -> Self:
        return type(self)(
            *(one - two for one, two in zip(astuple(self), astuple(other), strict=True))
        )

    def __str__(self) -> str:
        others = self.all - self.servers - self.readers
        return (
            f"processor: server {self.servers:.0f} s, readers {self.readers:.0f} s, other programs "
            f"{others:.0f} s, in {self.clock:.0f} s"
        )


def written(environment: dict[str, str], log: Path, plan: Plan) -> Script:
    """The script, with the answers of an instance that has nothing else to do."""
    quiet = trouble.Server(environment, log)
    quiet.start()
    try:
        quiet.ready()
        connection = Connection(quiet.address)

        def answer(ask: Ask) -> bytes:
            found = connection.send(ask)
            if found is None or found.status != 200:
                raise RuntimeError(f"{ask} was answered by {found} on a quiet instance.")
            return found.content

        script = Writer(answer).script(IMPORT, plan.visits, plan.changes, plan.exports)
        connection.close()
        return script
    finally:
        quiet.stop()


def loaded(
    environment: dict[str, str],
    log: Path,
    script: Script,
    plan: Plan,
    phases: Sequence[trouble.Phase],
) -> list[Outcome]:
    """The outcomes that all readers met."""
    server = trouble.Server(environment, log)
    server.start()
    server.ready()
    over, began = threading.Event(), time.monotonic()
    readers = [
        Reader(
            number,
            server.address,
            script,
            began,
            ARRIVING * phases[0].seconds,
            lambda at: trouble.phase_at(phases, at),
            over,
        )
        for number in range(plan.users)
    ]
    threads = [threading.Thread(target=reader.read, daemon=True) for reader in readers]
    for thread in threads:
        thread.start()
    try:
        trouble.run(phases, server, over)
        for thread in threads:
            thread.join()
    finally:
        over.set()
        server.stop()
    return [outcome for reader in readers for outcome in reader.outcomes]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="15 seconds and a short script")
    plan = QUICK if parser.parse_args().quick else Plan()
    phases = trouble.plan(plan.seconds)
    with tempfile.TemporaryDirectory() as folder:
        root, log = Path(folder) / "datasets", Path(folder) / "log"
        root.mkdir()
        generate(root, IMPORT, STUDIES)
        environment = {"DATASETS_DIR": str(root)}
        script = written(environment, log, plan)
        print(
            f"{len(script.right):,} requests with their answers; {plan.users} readers ...",
            flush=True,
        )
        before = Used.until_now()
        outcomes = loaded(environment, log, script, plan, phases)
        used = Used.until_now() - before
    machine = described()
    print(f"\n{machine['date']}, {machine['cores']} cores, {machine['processor']}")
    print(f"{plan.users} readers, who look {LOOKS[0]:g} to {LOOKS[1]:g} s before each action")
    print(f"{used}\n")
    print(tally.table(outcomes, {phase.name: phase.seconds for phase in phases}))
    bad = [each for each in outcomes if not each.is_well]
    for each in bad[:SHOWN]:
        print(f"\n{each}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
