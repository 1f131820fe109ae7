"""Words of an arm: what a record says about it, and the texts that its schedule is read from."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from data.schedules.agents import agents_of, class_of
from data.schedules.owners import Owner

SUMMARY = "briefSummary"
LOOKED_AT = ("DIAGNOSTIC_TEST", "BEHAVIORAL")
"""Types of interventions of which a day is no day of a drug, cells, a graft or radiation."""
NO_AGENT = re.compile(
    r"\b(?:survey|questionnaire|biopsy|sampl\w+|blood\s(?:draw|test|collection)|scan|imaging|MRI|"
    r"PET|assessment|monitoring|interview|observation|exercise|yoga|diet|surgery|resection|"
    r"gastrectomy|lymphadenectomy)\b",
    re.IGNORECASE,
)
"""Words in a name that make an intervention none that is dosed."""

ARM_KEY = r"\b(?P<sort>arm|cohort|group|stratum|part)s?\s(?P<key>[A-Z]|\d{1,2}|[IVX]{1,4})\b"
BEGINS_WITH_ARM = re.compile(rf"[\s*•·-]*(?:(?:in|for)\s)?{ARM_KEY}[^\w,/&+-]*[:.)]", re.IGNORECASE)
KEYS = re.compile(ARM_KEY, re.IGNORECASE)


def names_another_arm(words: str, label: str, arms: Sequence[str]) -> bool:
    """Says whether words begin with the key of another arm ("Arm B: ...") than that of a label."""
    named = BEGINS_WITH_ARM.match(words)
    if named is None:
        return False
    own = {_key(match) for match in KEYS.finditer(label)}
    others = {_key(match) for arm in arms if arm != label for match in KEYS.finditer(arm)}
    asked = _key(named)
    return asked not in own and asked in others and any(sort == asked[0] for sort, _ in own)


def _key(match: re.Match[str]) -> tuple[str, str]:
    return match["sort"].lower(), match["key"].upper()


@dataclass(frozen=True)
class InterventionWords:
    """An intervention of the arm as the record words it.

    Attributes:
        position: its place in the record's list, from 1.
        kind: its type, as a code or in words.
    """

    position: int
    kind: str
    name: str
    other_names: tuple[str, ...] = ()
    description: str = ""

    @property
    def owner(self) -> Owner | None:
        """The agent that its words are about; none of an examination."""
        code = self.kind.upper().replace(" ", "_")
        if code in LOOKED_AT or NO_AGENT.search(self.name) or not agents_of(self.name):
            return None
        return Owner(agents_of(self.name), self.name)


@dataclass(frozen=True)
class ArmWords:
    """An arm of a trial as the record words it.

    Attributes:
        position: its place in the record's list, from 1.
        arms: labels of all arms of the trial; words that name another one are not of this.
    """

    position: int
    label: str
    kind: str = ""
    description: str = ""
    interventions: tuple[InterventionWords, ...] = ()
    brief_summary: str = ""
    arms: tuple[str, ...] = ()

    def texts(self) -> Iterator["SourceText"]:
        """The texts of the arm in the order of the record."""
        sole = self.interventions[0].owner if len(self.interventions) == 1 else None
        path = f"armGroups[{self.position - 1}].description"
        yield SourceText(path, self.description, sole, needs_giving=True)
        for one in self.interventions:
            path = f"interventions[{one.position - 1}].description"
            yield SourceText(path, one.description, one.owner, needs_giving=False)
        yield SourceText(SUMMARY, self.brief_summary, None, needs_giving=True)

    @property
    def cells(self) -> tuple[str, ...]:
        """The agents of the arm's one product of cells; stem cells are a graft beside it."""
        found = {
            one.owner.agents
            for one in self.interventions
            if one.owner is not None
            and one.owner.is_cells
            and all(class_of(agent) in ("", "IMMUNE_CELLS") for agent in one.owner.agents)
        }
        return next(iter(found)) if len(found) == 1 else ()


@dataclass(frozen=True)
class SourceText:
    """A text of the record.

    Attributes:
        own: the agent that is meant where the text names none.
        needs_giving: then a word of giving or a dose must show that one is given.
    """

    path: str
    text: str
    own: Owner | None
    needs_giving: bool
