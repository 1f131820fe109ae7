"""The class of what an intervention gives, by its name or by the MeSH terms of its record."""

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from data.schedules.agents import agent_classes, agents_of, class_of, listed_names

NAMES_KEPT = 50_000
JOINS = re.compile(r"[+/,;&，、；]|\b(?:and|or|plus|with|versus|vs)\b", re.IGNORECASE)
"""Signs in a name that it may be of more than one agent."""
LOOKED_AT = re.compile(
    r"\b(?:samples?|sampling|specimens?|collection|biops\w+|tests?|testing|assays?|analys[ei]s|"
    r"surveys?|questionnaires?|monitoring|imaging|levels?)\b",
    re.IGNORECASE,
)
"""Words in a name that an agent in it is looked at and not given."""


FORMS = r"mab|nib|lisib|ciclib|sertib|rubicin|platin|taxel|tecan|poside|gliptin|gliflozin|grastim"
CELLS = r"(?:leu|tem)cel|car|\bt\b|nk|gdt|cik|\btil|killer|lymphocyt|\bdc\b|dendritic"
"""Parts of names of which one that is in no list has one, if its form tells its class."""


@cache
def class_pattern() -> str:
    """A regular expression for RE2: every name that has a class by itself matches it.

    Of the names of a registry most do not, which are done with it.
    """
    entries = (entry.words for entries in listed_names().values() for entry in entries)
    names = {*entries, *(tuple(slug.split("-")) for slug in agent_classes())}
    listed = ("[^0-9A-Za-z]*".join(map(re.escape, words)) for words in names)
    return f"(?i)(?:{FORMS}|{CELLS}|{'|'.join(sorted(listed))})"


@lru_cache(maxsize=NAMES_KEPT)
def class_by_name(name: str) -> str:
    """The class of all agents that a name stands for; empty where they differ, or one has none."""
    return "" if LOOKED_AT.search(name) else _one_class([name])


def class_by_terms(name: str, terms: Sequence[str], *, alone: bool = False) -> str:
    """The class that MeSH terms give an intervention whose name gives none.

    terms: those of the record's interventions. The ones that stand in the name, or all where it
    is the only intervention (alone), tell the class where they give the same and nothing in the
    name joins another agent.
    """
    if LOOKED_AT.search(name) or JOINS.search(name):
        return ""
    return _one_class(term for term in terms if alone or stands_in(term, name))


def stands_in(term: str, name: str) -> bool:
    """Says whether a term stands in a name as a word."""
    own, words = term.lower(), name.lower()
    at = words.find(own) if own else -1
    while at >= 0:
        around = words[at - 1 : at] + words[at + len(own) : at + len(own) + 1]
        if not any(sign.isalnum() or sign == "_" for sign in around):
            return True
        at = words.find(own, at + 1)
    return False


def _one_class(names: Iterable[str]) -> str:
    classes = {class_of(agent) for name in names for agent in agents_of(name)}
    return classes.pop() if len(classes) == 1 else ""
