"""Trials that stand in several registers, found by the numbers that their records name.

Two records are one trial where one names the other's number among its secondary ids, directly or
over a third record. That holds only as long as each register is there once: a record that names
two trials of one register (a study and its follow-up, say) leaves open which of them it is, so
all that hang together with it stay apart and are reported.

The record of ClinicalTrials.gov is kept, as it says most; where there is none, the first one read.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from data.model.registers import CLINICALTRIALS_GOV, register_of, registration

LISTED = 5
"""Groups that are reported by their numbers; all are counted."""


@dataclass
class Registrations:
    """The registrations of one import, and which of them name which.

    Attributes:
        ids: registration -> the number of its trial as written, in the order of reading.
        names: pairs of registrations of which the first names the second.
    """

    ids: dict[str, str] = field(default_factory=dict)
    names: list[tuple[str, str]] = field(default_factory=list)

    def add(self, trial_id: str, named: Iterable[str]) -> None:
        """Remember a record and the registrations that it names."""
        own = registration(trial_id)
        self.ids.setdefault(own, trial_id)
        self.names += ((own, other) for other in named if other != own)

    def joined(self) -> "Joined":
        """The registrations that are one trial, and those that may be and stay apart."""
        same: dict[str, str] = {}
        apart = []
        for group in self._groups():
            registers = Counter(register_of(each).name for each in group)
            if max(registers.values()) > 1:
                apart.append(tuple(self.ids[each] for each in group))
                continue
            kept = next((each for each in group if _is_kept(each)), group[0])
            same |= {each: self.ids[kept] for each in group if each != kept}
        return Joined(same, tuple(apart))

    def _groups(self) -> Iterator[list[str]]:
        """The registrations that hang together, each group in the order of reading."""
        root: dict[str, str] = {}

        def root_of(each: str) -> str:
            while (above := root.get(each, each)) != each:
                root[each] = root.get(above, above)
                each = root[each]
            return each

        for one, other in self.names:
            if other in self.ids:
                root[root_of(one)] = root_of(other)
        groups: dict[str, list[str]] = {}
        linked = {each for pair in self.names for each in pair}
        for each in self.ids:
            if each in linked:
                groups.setdefault(root_of(each), []).append(each)
        yield from (group for group in groups.values() if len(group) > 1)


def _is_kept(each: str) -> bool:
    return register_of(each) is CLINICALTRIALS_GOV


@dataclass(frozen=True)
class Joined:
    """The outcome: which record is which trial.

    Attributes:
        same: registration -> the number of the trial that it is a further record of.
        apart: the numbers of each group that stays apart.
    """

    same: dict[str, str]
    apart: tuple[tuple[str, ...], ...] = ()

    def note(self) -> str:
        """The groups that stay apart, in words; empty where there are none."""
        if not self.apart:
            return ""
        groups = "; ".join(", ".join(group[:LISTED]) for group in self.apart[:LISTED])
        more = f"; and {len(self.apart) - LISTED} more" if len(self.apart) > LISTED else ""
        return (
            f"records that name one another but two of one register, so that it is open which "
            f"are one trial, stay apart: {groups}{more}"
        )
