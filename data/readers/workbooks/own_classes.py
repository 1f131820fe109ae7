"""Classes of agents that hospitals name themselves: each has one of a few slots, for its colour."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from data.link.folding import folded
from data.model.vocabulary import OWN_CLASSES


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
        others = _folded(self.others)
        kept = _folded(self.before)
        wanted = {folded(label): label for label in labels}
        taken = set(others.values())
        found: dict[str, str] = {}
        for key in wanted:
            code = others.get(key, "")
            if not code and kept.get(key, "") not in taken:
                code = kept.get(key, "")
            if code:
                found[key] = code
        taken |= set(found.values())
        free = [code for code in OWN_CLASSES if code not in taken]
        for key in wanted:
            if key not in found and free:
                found[key] = free.pop(0)
        return {label: found[key] for key, label in wanted.items() if key in found}


def _folded(labels: Mapping[str, str]) -> dict[str, str]:
    return {folded(label): code for label, code in labels.items()}
