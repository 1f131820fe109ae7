"""A process that reads the arms of trials for another one: pickled trials in, pickled signs out.

    python -m data.schedules.signs_process

It imports the rules and nothing else, and ends with the pipe that it reads.
"""

import pickle
import signal
import sys
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from data.schedules.arm_signs import trial_signs
from data.schedules.arm_words import ArmWords

Trials = Sequence[Sequence[ArmWords]]
"""The arms of some trials."""


def answer(asked: BinaryIO, answers: BinaryIO) -> None:
    """Answer each list of trials with the list of their signs, until there are no more."""
    for trials in _loaded(asked):
        pickle.dump([*map(trial_signs, trials)], answers)
        answers.flush()


def _loaded(asked: BinaryIO) -> Iterator[Trials]:
    while True:
        try:
            yield pickle.load(asked)
        except EOFError:
            return


if __name__ == "__main__":
    # who interrupts the import has its process end this one's pipe
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answer(sys.stdin.buffer, sys.stdout.buffer)
