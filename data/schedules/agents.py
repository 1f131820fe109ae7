"""Agents as records name them: a curated list of names, word endings of drugs, names of the arm."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from data.schedules.plain_text import plain_text

NAMES = Path(__file__).parents[1] / "raw" / "agent_names.csv"
WORD = re.compile(r"[^\W_]+")
ENDINGS = re.compile(
    r"\b[a-z]{3,}(?:mab|[tln]inib|anib|[rf]enib|lisib|ciclib|rafenib|parib|toclax|limus|platin|taxel|"
    r"rubicin|[ty]rabine|dribine|citabine|trexed|trexate|[tn]acept|leucel|temcel|kinra|gliptin|"
    r"gliflozin|glutide|glitazone|cillin|floxacin|conazole|ciclovir|parin|grastim|poetin|"
    r"dronate|tecan|poside|mustine|setron|solone|rasib|citinib|zomib|lidomide|degib)\b",
    re.IGNORECASE,
)
"""Endings of international names, so that a drug of next year is known for one."""
CODE_NAME = re.compile(r"\b(?!NCT|CD\d|ISRCTN)[A-Z]{2,5}-?\d{3,7}[A-Z]?\b")
"""A company's number for a drug, "ABC-1234"."""
GENERIC = frozenset(
    ("chemotherapy", "lymphodepletion", "conditioning", "transplant", "t-cells", "study-treatment")
)
"""Slugs that name a kind of treatment: an agent named beside one says more."""
NO_NAME = frozenset(
    """
    and or of the in with for to on by dose doses group arm cohort level treatment therapy drug
    drugs tablet tablets injection injections infusion infusions solution placebo standard care
    cell cells study mg ug kg high low patients phase only plus combination oral intravenous iv
    control regimen cream spray capsule capsules patch vaccine weeks week days day monthly daily
    part blood sample active intervention observation survey questionnaire usual best available
    supportive investigator choice physician normal saline administration experimental single
    first second third starting expansion escalation maintenance induction consolidation test
    biopsy blinded double open label long term extension
    """.split()
)
"""Words that alone are no agent's name, however an intervention is called."""


@dataclass(frozen=True)
class AgentName:
    """A row of the list of names."""

    name: str
    agent: str
    agent_class: str


@dataclass(frozen=True)
class Mention:
    """An agent named in a text.

    Attributes:
        agents: slugs; two where one short form stands for both, "Flu/Cy".
        given: the name is one of the arm's interventions.
    """

    start: int
    end: int
    agents: tuple[str, ...]
    given: bool = False


@dataclass(frozen=True)
class Entry:
    """A name as it is looked up: its words in lower case, and its own letters where they count."""

    words: tuple[str, ...]
    exact: tuple[str, ...]
    agents: tuple[str, ...]
    given: bool = False


Lexicon = Mapping[str, tuple[Entry, ...]]
"""First word of a name -> the names that begin with it, the longest first."""


@cache
def agent_names() -> tuple[AgentName, ...]:
    with NAMES.open(encoding="utf-8", newline="") as file:
        return tuple(AgentName(**row) for row in csv.DictReader(file))


@cache
def listed_names() -> Lexicon:
    """The curated names; one name of two agents is one entry."""
    agents: dict[str, list[str]] = defaultdict(list)
    for row in agent_names():
        agents[row.name].append(row.agent)
    return _lexicon(_entry(name, tuple(slugs)) for name, slugs in agents.items())


@cache
def agent_classes() -> Mapping[str, str]:
    """Slug of an agent -> its class; empty where none fits."""
    return {row.agent: row.agent_class for row in agent_names()}


def _entry(name: str, agents: tuple[str, ...], given: bool = False) -> Entry:
    """A name; the letters of a short form count, as "etc" is no etanercept."""
    words = tuple(WORD.findall(plain_text(name).plain))
    short = not given and any(letter.isupper() for letter in name[1:]) and " " not in name
    return Entry(tuple(word.lower() for word in words), words if short else (), agents, given)


def _lexicon(entries: Iterable[Entry]) -> Lexicon:
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.words:
            found[entry.words[0]].append(entry)
    return {
        word: tuple(sorted(each, key=lambda entry: -len(entry.words)))
        for word, each in found.items()
    }


def slug(name: str) -> str:
    """A name as a slug: its words in lower case, joined by hyphens."""
    return "-".join(word.lower() for word in WORD.findall(plain_text(name).plain))


def agents_of(name: str) -> tuple[str, ...]:
    """The agents that a whole name stands for: of the list, or one that is called by the name."""
    words = tuple(word.lower() for word in WORD.findall(plain_text(name).plain))
    for entry in listed_names().get(words[0] if words else "", ()):
        if entry.words == words:
            return entry.agents
    return (slug(name),) if words else ()


# --- names of an arm's interventions ----------------------------------------------------------

BETWEEN_NAMES = re.compile(
    r"\s*(?:\+|/(?=\s?[A-Z]\w{3})|,|;|\(|\)|\[|\]|:|\bplus\b|\band\b|\bor\b|\bwith\b|\bcombined\b|"
    r"\bcombination\b|\bfollowed by\b|\bversus\b|\bvs\b|\bin\b|\bfor\b|\bat\b|\bgiven\b|\busing\b)\s*",
    re.IGNORECASE,
)
AMOUNT = re.compile(
    r"\b\d[\d.,]*\s?(?:-\s?\d+\s?)?(?:mg|mcg|ug|g|kg|ml|iu|%|u|units|gy)?(?:/\w+)*(?=\s|$)|"
    r"\b(?:oral|intravenous|iv|subcutaneous|sc|topical|tab|tablets?|capsules?|injections?|"
    r"infusions?|solution|therapy|treatment|regimen|dose|low|high|daily|maintenance|induction|"
    r"experimental|autologous|allogeneic|administration|product|the|a|an|of|day|days|qd|bid)\b",
    re.IGNORECASE,
)


def names_in(name: str) -> tuple[str, ...]:
    """An intervention's name and, where it joins several, each of them, amounts left out."""
    parts = (name, *BETWEEN_NAMES.split(name))
    bare = (" ".join(AMOUNT.sub(" ", part).split()) for part in parts)
    kept = (part.strip(" -.") for part in (*parts, *bare))
    return tuple(dict.fromkeys(part for part in kept if is_name(part)))


def is_name(text: str) -> bool:
    words = [word.lower() for word in WORD.findall(text)]
    told = [word for word in words if word not in NO_NAME and not word.isdigit()]
    return bool(told) and len(words) <= 8 and len("".join(told)) >= 3


def given_names(interventions: Iterable[tuple[str, Iterable[str]]]) -> Lexicon:
    """The names of an arm's interventions (name, other names); listed ones keep their slug."""
    entries: dict[tuple[str, ...], Entry] = {}
    for name, others in interventions:
        own = agents_of(name)
        for other in (name, *others):
            known = agents_of(other)
            whole = known if known[:1] and known != (slug(other),) else own
            for part in names_in(other):
                listed = agents_of(part)
                is_listed = listed != (slug(part),) or part.lower() in _all_listed()
                joined = is_joined(other) and part != other
                agents = listed if is_listed or joined else whole
                entry = _entry(part, agents, given=True)
                entries.setdefault(entry.words, entry)
    return _lexicon(entries.values())


def is_joined(name: str) -> bool:
    """Says whether a name joins several, "A + B"."""
    return len([part for part in BETWEEN_NAMES.split(name) if is_name(part)]) > 1


@cache
def _all_listed() -> frozenset[str]:
    return frozenset(row.name.lower() for row in agent_names())


# --- mentions ---------------------------------------------------------------------------------


def mentions(plain: str, given: Lexicon) -> tuple[Mention, ...]:
    """The agents named in a plain text, in their order; the longest name wins."""
    words = list(WORD.finditer(plain))
    lower = [word[0].lower() for word in words]
    listed = listed_names()
    found: list[Mention] = []
    index = 0
    while index < len(words):
        entry = _match(plain, words, lower, index, given, listed)
        if entry is None:
            index += 1
            continue
        last = index + len(entry.words) - 1
        found.append(Mention(words[index].start(), words[last].end(), entry.agents, entry.given))
        index = last + 1
    return _with_unlisted(plain, found)


def _match(
    plain: str,
    words: list[re.Match[str]],
    lower: list[str],
    index: int,
    given: Lexicon,
    listed: Lexicon,
) -> Entry | None:
    entries = (*given.get(lower[index], ()), *listed.get(lower[index], ()))
    best: Entry | None = None
    for entry in entries:
        size = len(entry.words)
        if best is not None and size <= len(best.words):
            continue
        if tuple(lower[index : index + size]) != entry.words:
            continue
        if entry.exact and tuple(w[0] for w in words[index : index + size]) != entry.exact:
            continue
        if _is_one(plain, words[index : index + size]):
            best = entry
    return best


def _is_one(plain: str, words: list[re.Match[str]]) -> bool:
    """Says whether words stand together: no more than one sign and a space between two."""
    gaps = (plain[one.end() : other.start()] for one, other in zip(words, words[1:], strict=False))
    return all(len(gap) <= 2 and "\n" not in gap and not set(gap) & set(",;:.") for gap in gaps)


def _with_unlisted(plain: str, found: list[Mention]) -> tuple[Mention, ...]:
    """The mentions and those that only their form shows to be drugs."""
    taken = [(mention.start, mention.end) for mention in found]
    for pattern in (ENDINGS, CODE_NAME):
        for match in pattern.finditer(plain):
            if not any(match.start() < end and start < match.end() for start, end in taken):
                found.append(Mention(match.start(), match.end(), (slug(match[0]),)))
    return tuple(sorted(found, key=lambda mention: mention.start))
