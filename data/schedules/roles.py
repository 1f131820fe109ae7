"""Roles of an agent in a schedule, as far as the record's own words say one."""

import re

from data.model.vocabulary import NOT_STATED
from data.schedules.agents import class_of
from data.schedules.owners import ClauseScope, Owner

ROLE_WORD = re.compile(
    r"\b(?:(?P<CONDITIONING>(?<!pre-)conditioning|lympho-?deplet\w+|preparative\sregimen|"
    r"myeloablati\w+)|(?P<INDUCTION>(?<!re-)induction)|(?P<MAINTENANCE>maintenance)|"
    r"(?P<MOBILISATION>mobili[sz]\w+)|(?P<NOT_STATED>consolidation|intensification|adjuvant|"
    r"neoadjuvant|concurrent|post-?\s?transplant\w*|prophyla\w+))\b",
    re.IGNORECASE,
)
AS = re.compile(r"\b(?:as|for)\s(?:part\sof\s)?(?:a\s|the\s)?(?:[\w-]+\s){0,2}$", re.IGNORECASE)
SHORT_LABEL = 5


def role_of(scope: ClauseScope, owner: Owner, label: str) -> str:
    """The code of a role; ``NOT_STATED`` where the words say none."""
    agent_class = next(iter(class_of(agent) for agent in owner.agents), "")
    if agent_class == "PROCEDURE":
        return "COLLECTION"
    if agent_class == "TISSUE_GRAFT":
        return "GRAFT"
    is_cells = owner.is_cells or agent_class == "IMMUNE_CELLS"
    if agent_class == "CELL_PRODUCT" or (is_cells and not owner.is_generic):
        return "CELL_INFUSION"
    return _in_words(scope, owner, label)


def _in_words(scope: ClauseScope, owner: Owner, label: str) -> str:
    """The role word nearest before the agent, one that it is given as, or one it stands under."""
    clause, plain = scope.clause, scope.plain
    inside = owner.place is not None and clause.start <= owner.place < clause.end
    until = (owner.place or 0) + len(owner.name) if inside else clause.end
    said = list(ROLE_WORD.finditer(plain, clause.start, until))
    if said:
        return str(said[-1].lastgroup)
    for match in ROLE_WORD.finditer(plain, until, clause.end):
        if AS.search(plain[until : match.start()]):
            return str(match.lastgroup)
    for words in (plain[clause.heading[0] : clause.heading[1]], owner.name, _short(label)):
        found = ROLE_WORD.search(words)
        if found:
            return str(found.lastgroup)
    return NOT_STATED


def _short(label: str) -> str:
    """A label of a few words, which names the treatment; a longer one describes the trial."""
    return label if len(label.split()) <= SHORT_LABEL else ""
