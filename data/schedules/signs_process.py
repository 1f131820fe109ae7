"""A process that reads the arms of trials for another one: pickled trials in, pickled signs out.

    python -m data.schedules.signs_process

It imports the rules and nothing else, and ends with the pipe that it reads.
"""

import pickle
import sys
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from data.schedules.arm_schedule import ArmWords
from data.schedules.arm_signs import TrialSigns, trial_signs

Trials = Sequence[Sequence[ArmWords]]
"""The arms of some trials."""


def answer(asked: BinaryIO, answers: BinaryIO) -> None:
    """Answer each list of trials with the list of their signs, until there are no more."""
    for trials in _loaded(asked):
        pickle.dump([*map(trial_signs, trials)], answers)
        answers.flush()


def ask(trials: Trials, asked: BinaryIO, answers: BinaryIO) -> list[TrialSigns]:
    """The signs that such a process reads, by its pipes.

    Raises:
        OSError, EOFError: the process has ended.
    """
    pickle.dump(trials, asked)
    asked.flush()
    signs: list[TrialSigns] = pickle.load(answers)
    return signs


def _loaded(asked: BinaryIO) -> Iterator[Trials]:
    while True:
        try:
            yield pickle.load(asked)
        except EOFError:
            return


if __name__ == "__main__":
    answer(sys.stdin.buffer, sys.stdout.buffer)
