"""Classes of agents that hospitals name themselves: each has one of a few slots, for its colour."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from data.model.vocabulary import OWN_CLASSES
from data.readers.workbooks.form import heading_key


@dataclass(frozen=True)
class ClassSlots:
    """Slots that are taken: label -> code.

    Attributes:
        others: by the other datasets of protocols; a class of the same name has the same slot.
        before: by the version of this dataset that is to be replaced, which keeps its colours.
    """

    others: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)

    def given_to(self, labels: Iterable[str]) -> dict[str, str]:
        """Label -> slot, in their order; a label for which there is none left is not among them."""
        others, before = _by_key(self.others), _by_key(self.before)
        wanted = {heading_key(label): label for label in labels}
        found = {key: others[key] for key in wanted if key in others}
        taken = {*others.values()}
        for key in wanted:
            code = before.get(key, "")
            if key not in found and code and code not in taken:
                found[key] = code
                taken.add(code)
        free = [code for code in OWN_CLASSES if code not in taken]
        for key in wanted:
            if key not in found and free:
                found[key] = free.pop(0)
        return {label: found[key] for key, label in wanted.items() if key in found}


def _by_key(labels: Mapping[str, str]) -> dict[str, str]:
    return {heading_key(label): code for label, code in labels.items()}
