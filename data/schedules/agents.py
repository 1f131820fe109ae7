"""Agents as records name them: a curated list of names, word endings of drugs, names of the arm."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from data.schedules.plain_text import plain_text

NAMES_KEPT = 4096
"""Names of interventions of which the reading is kept: arms of a trial share theirs."""
NAMES = Path(__file__).parents[1] / "raw" / "agent_names.csv"
WORD = re.compile(r"[^\W\d_]+|\d+")
ENDINGS = re.compile(
    r"[a-z]{3,}(?:mab|nib|mib|degib|lisib|ciclib|parib|rasib|toclax|limus|platin|taxel|rubicin|"
    r"arabine|ribine|tabine|trexed|trexate|t[ae]cept|leucel|temcel|kinra|gliptin|gliflozin|glutide|"
    r"glitazone|cillin|floxacin|conazole|ciclovir|navir|buvir|parin|grastim|poetin|dronate|"
    r"[iy]tecan|poside|mustine|setron|solone|lidomide|trozole|lutamide|estrant|relin|relix|omycin|"
    r"ibulin|epilone|inostat|prazole|sartan|statin|caine|triptan|gepant|cycline|azepam|exor|mimod)",
)
"""Endings of international names, so that a drug of next year is known for one."""
LAST_LETTERS = frozenset(
    [
        *("mab", "nib", "mib", "gib", "sib", "lib", "rib", "lax", "mus", "tin", "xel", "cin"),
        *("ine", "xed", "ate", "ept", "cel", "nra", "zin", "ide", "one", "lin", "ole", "vir"),
        *("rin", "tim", "tan", "ron", "ant", "lix", "tat", "ane", "pam", "xor", "mod"),
    ]
)
"""Of these endings: a word without them is not looked at."""
CODE_NAME = re.compile(r"\b(?!NCT|CD\d|ISRCTN)[A-Z]{2,5}-?\d{3,7}[A-Z]?\b(?!-\w)")
"""A company's number for a drug, "ABC-1234"."""
OTHER_NUMBER = re.compile(r"(?:[\w-]|\b(?:study|trial|protocol)\s)$", re.IGNORECASE)
"""Before such a number: it is a trial's, or a part of a name."""
SOME_CELLS = re.compile(
    r"(?<![\w-])(?!CD4|CD8|CD3\+|B |T )"
    r"(?:[\w/+-]*[A-Z][\w/+-]*-loaded|[\w/+-]*[A-Z\d][\w/+-]*[A-Z+\d][\w/+-]*)"
    r"(?:[ -](?:CAR(?:[ -]?T)?|[TN]K?|stem|dendritic|positive))?(?:[ -]T)?[ -][Cc]ells?\b"
)
"""Cells with a name of their own, "ABC-loaded cells", "XYZ22 T cells"."""
SOME_CAR_T = re.compile(
    r"(?<![\w-])(?:[A-Za-z]{0,2}(?:[A-Z]{2,5}\d{0,3}[/-]?){1,2}CAR-?T|CAR-?T-?(?=\d))\d{0,3}\b"
    r"(?![ -][Cc]ell)"
)
"""CAR-T cells by their target, "CART19", "CD19CART"."""
ALIKE = 0.92
"""Likeness, by ``difflib``, from which on a word is a slip of the pen for a name of the arm."""
LONG = 9
"""Letters from which on a listed name is known with one slip; "apatinib" is none of "lapatinib"."""
CELL_WORD = re.compile(r"\bcells?\b|(?!(?-i:cART))CAR-?T\b|\blymphocytes?\b", re.IGNORECASE)
"""Words of products of cells; "cART" is the treatment of HIV."""
CONJUGATES = frozenset(
    ["emtansine", "deruxtecan", "vedotin", "govitecan", "ozogamicin", "mafodotin", "tesirine"]
)
"""Second words of antibodies that carry a drug: they are other agents than the antibody."""
CARRIED = "|".join(sorted(CONJUGATES))
CODED = r"(?:[a-z\d]*\d[a-z]?)?"
"""Before "CAR" or "T cells" in the word: a target or a product, "cd19", "h3", "4s"."""
GIVEN_CELLS = (
    r"(?:-(?:cells?|lymphocytes?|infusions?|injections?|transfusions?|immunotherapy|products?|"
    r"suspension|stimulated|activated|expanded|ex|vivo|bcma|[a-z]*\d[a-z\d]*))*$"
)
"""Behind a sort of cells, to the end of the name; "CAR-T education" is none."""
CLASS_BY_NAME = tuple(
    (re.compile(form), code)
    for form, code in (
        (rf"^[a-z]{{3,}}mab(?:-(?:{CARRIED}))?$|^(?:{CARRIED})$", "OTHER_ANTIBODY"),
        (r"^[a-z]{2,}(?:tinib|anib|rafenib|lisib|ciclib|sertib)$", "KINASE_INHIBITOR"),
        (r"^[a-z]{2,}(?:rubicin|platin|taxel|tecan|poside)$", "OTHER_CYTOTOXIC"),
        (r"^[a-z]{2,}(?:gliptin|gliflozin)$", "ANTIDIABETIC"),
        (r"^[a-z]{2,}grastim$", "GROWTH_FACTOR"),
        (r"^(?:[a-z]+-)?[a-z]{2,}leucel(?:-[a-z])?$", "IMMUNE_CELLS"),
        (r"^(?:[a-z]+-)?[a-z]{2,}temcel(?:-[a-z])?$", "CELL_PRODUCT"),
        (rf"(?:^|-){CODED}u?car(?:\d*-?(?:t|nkt?)|t\d+){GIVEN_CELLS}", "IMMUNE_CELLS"),
        (
            rf"(?<!anti)(?<!anti-human)(?:^|-){CODED}(?:t|nkt?|gdt|cik)-(?:cells?|lymphocytes)"
            rf"{GIVEN_CELLS}",
            "IMMUNE_CELLS",
        ),
        (rf"(?:^|-)(?:tils?|(?:natural|induced)-killer-cells?){GIVEN_CELLS}", "IMMUNE_CELLS"),
        (rf"(?:^|-)(?:donor|infiltrating)-lymphocytes?{GIVEN_CELLS}", "IMMUNE_CELLS"),
        (r"(?:^|-)(?:dc-vaccines?|dendritic-cells?(?:-vaccines?)?)$", "IMMUNE_CELLS"),
    )
)
"""Form of a slug that is not in the list -> its class.

Endings are those of international names; "-limus" and "-mib" stand for agents of several classes.
"""
SURE_LENGTH = 7
"""Letters of a name that a number may follow at once, "bevacizumab15mg"."""
SORTS = frozenset(
    ["car-t-cells", "tcr-t-cells", "t-cells", "nk-cells", "treg", "til", "dendritic-cells"]
)
"""Slugs that name a sort of cells: an arm that is given one product of cells means that one."""
PLAIN_CELLS = "cells"
"""Slug of "cell infusion", which does not say of which cells."""
GENERIC = frozenset(
    ("chemotherapy", "lymphodepletion", "conditioning", "transplant", "t-cells", "study-treatment")
)
"""Slugs that name a kind of treatment: an agent named beside one says more."""
NO_NAME_WORDS = """
and or of the in with for to on by dose doses group arm cohort level treatment therapy drug drugs
tablet tablets injection injections infusion infusions solution standard care cell cells study mg
ug kg high low patients phase only plus combination oral intravenous iv control regimen cream spray
capsule capsules patch vaccine weeks week days day monthly daily part blood sample active
intervention observation survey questionnaire usual best available supportive investigator choice
physician normal saline administration experimental single first second third starting expansion
escalation maintenance induction consolidation test biopsy blinded double open label long term
extension subcutaneous after before from as a an at gene stem autologous allogeneic anti human
monoclonal antibody product agent
"""
NO_NAME = frozenset(NO_NAME_WORDS.split())
"""Words that alone are no agent's name, however an intervention is called."""


@dataclass(frozen=True)
class AgentName:
    """A row of the list of names.

    Attributes:
        before_dose: a short form that means the agent only where a dose follows, "Bu".
    """

    name: str
    agent: str
    agent_class: str
    before_dose: bool


@dataclass(frozen=True)
class Mention:
    """An agent named in a text.

    Attributes:
        agents: slugs; two where one short form stands for both, "Flu/Cy".
        before_dose: it is one only if a dose follows.
        own_name: no list has it; its form alone shows that it is an agent.
    """

    start: int
    end: int
    agents: tuple[str, ...]
    before_dose: bool = False
    own_name: bool = False


@dataclass(frozen=True)
class Entry:
    """A name as it is looked up: its words in lower case, and its own letters where they count."""

    words: tuple[str, ...]
    exact: tuple[str, ...]
    agents: tuple[str, ...]
    before_dose: bool = False

    @classmethod
    def exactly(cls, name: str, agents: tuple[str, ...]) -> "Entry":
        """A short form, whose letters count."""
        words = _words(name)
        return cls(tuple(word.lower() for word in words), words, agents)


Lexicon = Mapping[str, tuple[Entry, ...]]
"""First word of a name -> the names that begin with it, the longest first."""


@cache
def agent_names() -> tuple[AgentName, ...]:
    with NAMES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(
        AgentName(row["name"], row["agent"], row["agent_class"], row["before_dose"] == "yes")
        for row in rows
    )


@cache
def listed_names() -> Lexicon:
    """The curated names; one name of two agents is one entry."""
    agents: dict[str, list[str]] = defaultdict(list)
    for row in agent_names():
        agents[row.name].append(row.agent)
    short = {row.name for row in agent_names() if row.before_dose}
    return _lexicon(_entry(name, tuple(each), name in short) for name, each in agents.items())


@cache
def agent_classes() -> Mapping[str, str]:
    """Slug of an agent -> its class; empty where none fits."""
    return {row.agent: row.agent_class for row in agent_names()}


def class_of(agent: str) -> str:
    """The class of an agent: the list's, also if that is none, else what its name tells; or empty.

    agent: a slug.
    """
    if agent in agent_classes():
        return agent_classes()[agent]
    return next((code for form, code in CLASS_BY_NAME if form.search(agent)), "")


@lru_cache(NAMES_KEPT)
def _words(name: str) -> tuple[str, ...]:
    return tuple(WORD.findall(plain_text(name).plain))


def _entry(name: str, agents: tuple[str, ...], before_dose: bool) -> Entry:
    """A name; the letters of a short form count, as "etc" is no etanercept."""
    words = _words(name)
    short = " " not in name and (before_dose or any(letter.isupper() for letter in name[1:]))
    lower = tuple(word.lower() for word in words)
    return Entry(lower, words if short else (), agents, before_dose)


def _lexicon(entries: Iterable[Entry]) -> Lexicon:
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.words:
            found[entry.words[0]].append(entry)
    return {
        word: tuple(sorted(each, key=lambda entry: -len(entry.words)))
        for word, each in found.items()
    }


QUALIFIER = re.compile(
    r"^(?:(?:allogeneic|haploidentical|matched|related|unrelated|sibling|donor|recombinant|human|"
    r"oral|intravenous|subcutaneous|generic|standard)\s)+(?=\w{3})",
    re.IGNORECASE,
)
"""Before a name: what makes it no other agent in the list."""
PARTS = {"cpx-351": frozenset(("daunorubicin", "cytarabine"))}
"""Agents that one product holds: named beside it, they are its strength."""


def with_entries(lexicon: Lexicon, entries: Iterable[Entry]) -> Lexicon:
    """A lexicon with some entries more; what it has stays."""
    known = {entry.words for each in lexicon.values() for entry in each}
    more = [entry for entry in entries if entry.words not in known]
    if not more:
        return lexicon
    return _lexicon((*(entry for each in lexicon.values() for entry in each), *more))


ISOTOPES = {
    "actinium": "ac",
    "gallium": "ga",
    "indium": "in",
    "iodine": "i",
    "lutetium": "lu",
    "radium": "ra",
    "rhenium": "re",
    "yttrium": "y",
}
"""Elements of radioactive drugs and their signs."""
ISOTOPE = re.compile(
    rf"\b(?:(\d{{2,3}})\W{{0,2}}({'|'.join(ISOTOPES)})|({'|'.join(ISOTOPES)})\W{{0,2}}(\d{{2,3}}))\b"
)


def _isotope(match: re.Match[str]) -> str:
    return f"{match[1] or match[4]}{ISOTOPES[match[2] or match[3]]}"


def slug(name: str) -> str:
    """A name as a slug: its words in lower case, joined by hyphens; isotopes in one way, "90y"."""
    lower = ISOTOPE.sub(_isotope, plain_text(name).plain.lower())
    return "-".join(re.findall(r"[^\W_]+", lower))


def listed_agents(name: str) -> tuple[str, ...]:
    """The agents of the list that a whole name stands for; none where it is not in the list."""
    words = _words(QUALIFIER.sub("", name))
    lower = tuple(word.lower() for word in words)
    found = [
        entry
        for entry in listed_names().get(lower[0] if lower else "", ())
        if entry.words == lower and not entry.before_dose
    ]
    # where letters tell two short forms apart, "CART" and "cART", those of the name count
    found.sort(key=lambda entry: entry.exact != words)
    return found[0].agents if found else ()


# --- names of an arm's interventions ----------------------------------------------------------

JOINED = re.compile(
    r"\s*(?:\+|/(?=\s?[A-Z]\w{3})|,(?=\s)|;|\bplus\b|\band\b|\bor\b|\bversus\b|\bvs\b)\s*",
    re.IGNORECASE,
)
"""Between the names of agents that one intervention joins."""
SAID_MORE = re.compile(
    r"\s*(?:[(\[:]|\b(?:with|without|after|before|following|prior|post|in|for|at|given|using|from|"
    r"transduced|administered|combined|every|as|by|followed|versus|targeting|expressing|on|daily|"
    r"once|twice|maintenance|consolidation|induction|alone|monotherapy|to)\b).*",
    re.IGNORECASE | re.DOTALL,
)
"""Behind the name of what is given: what it is given with, when or to whom."""
AMOUNT = re.compile(
    r"\b\d[\d.,]*\s?(?:-\s?\d+\s?)?(?:mg|mcg|ug|g|kg|ml|iu|%|u|units|gy)(?:/\w+)*(?=\W|$)|%|"
    r"\b(?:oral|intravenous|iv|subcutaneous|sc|topical|tab|tablets?|capsules?|injections?|"
    r"infusions?|injectable|solution|therapy|treatment|regimen|doses?|low|high|experimental|"
    r"administration|product|(?<![\w-])(?:the|a|an|of)(?![\w-])|day|days|qd|bid|drug|group|arm|"
    r"active|comparator|adjuvant|dosing|single|multiple|level|cohort)\b",
    re.IGNORECASE,
)


CARRIES = re.compile(r"\b(?:expressing|secreting)\b.*(?:\bcells?\b|\bCAR)", re.IGNORECASE)
"""A name of cells that begins with what they make, "PD-1 antibody secreting T cells"."""
NUMBER_OF = re.compile(r"\d\s?(?:mg|mcg|ug|g|kg|ml|iu|%|u|units|gy)\b", re.IGNORECASE)


@lru_cache(NAMES_KEPT)
def bare_name(name: str) -> str:
    """A name without amounts, forms and what stands behind it."""
    head = SAID_MORE.sub("", plain_text(name).plain.strip(" ()[]")) or name
    return " ".join(AMOUNT.sub(" ", head).split()).strip(" -.+/")


def is_name(text: str) -> bool:
    words = [word.lower() for word in _words(text)]
    told = [word for word in words if word not in NO_NAME and not word.isdigit()]
    return bool(told) and len(words) <= 8 and len("".join(words)) >= 3


@lru_cache(NAMES_KEPT)
def agents_of(name: str) -> tuple[str, ...]:
    """The agents that an intervention's name stands for: those of the list that it names, or one.

    What is no agent of the list is called by its own name.
    """
    if CARRIES.search(name):
        return (slug(name),)
    whole = listed_agents(name) or listed_agents(bare_name(name))
    if whole:
        return whole
    found: list[str] = []
    for part in JOINED.split(name):
        bare = bare_name(part)
        is_cells = CELL_WORD.search(bare) is not None
        named = listed_agents(bare) or (() if is_cells else _named_in(bare))
        found += named or ((slug(bare),) if is_name(bare) else ())
    if "placebo" in found:
        return ("placebo",)
    told = [agent for agent in found if agent not in GENERIC]
    return tuple(dict.fromkeys(told or found)) or ((slug(name),) if slug(name) else ())


def _named_in(name: str) -> tuple[str, ...]:
    """The agents of the list that stand in a name of some more words."""
    found = [agent for mention in mentions(name, {}) for agent in mention.agents]
    if "placebo" in found:
        return ("placebo",)
    return tuple(dict.fromkeys(agent for agent in found if agent not in GENERIC | SORTS))


def given_names(interventions: Iterable[tuple[str, Iterable[str]]], label: str = "") -> Lexicon:
    """The names of an arm's interventions (name, other names), and those that its label joins."""
    entries: dict[tuple[str, ...], Entry] = {}

    def add(name: str, agents: tuple[str, ...]) -> None:
        entry = Entry(tuple(word.lower() for word in _words(name)), (), agents)
        if is_name(name) and agents:
            entries.setdefault(entry.words, entry)

    for name, others in interventions:
        own = agents_of(name)
        if len(own) == 1 and not NUMBER_OF.search(name):
            add(name, own)
        for part in (name, *JOINED.split(name), *re.findall(r"\(([^()]{3,40})\)", name)):
            bare = bare_name(part)
            agents = own if len(own) == 1 else agents_of(bare)
            if len(agents) == 1:
                add(bare, agents)
        for other in others:
            agents = listed_agents(other) or (own if len(own) == 1 else agents_of(other))
            if len(agents) == 1:
                add(bare_name(other), agents)
    if "+" in label:
        for part in label.split(":")[-1].split("+"):
            add(bare_name(part), agents_of(part))
    return _lexicon(entries.values())


# --- mentions ---------------------------------------------------------------------------------


def mentions(plain: str, given: Lexicon) -> tuple[Mention, ...]:
    """The agents named in a plain text, in their order; the longest name wins."""
    words = list(WORD.finditer(plain))
    lower = [word[0].lower() for word in words]
    listed = listed_names()
    found: list[Mention] = []
    after = 0
    for index, word in enumerate(lower):
        if index < after:
            continue
        if word in listed or word in given:
            mention, after = _named(plain, words, lower, index, (given, listed))
            if mention is not None:
                found.append(mention)
                continue
        if word[-3:] in LAST_LETTERS and ENDINGS.fullmatch(word):
            agents = _misspelt(word, given) or _one_letter_off(word) or (word,)
            start, end = words[index].span()
            found.append(Mention(start, end, agents, own_name=agents == (word,)))
    return _with_own_names(plain, found)


def _named(
    plain: str,
    words: Sequence[re.Match[str]],
    lower: Sequence[str],
    index: int,
    lexicons: Sequence[Lexicon],
) -> tuple[Mention | None, int]:
    """The agent that is named at a word, and the word to go on with."""
    entries = [entry for lexicon in lexicons for entry in lexicon.get(lower[index], ())]
    entry = _longest(plain, words, lower, index, entries)
    if entry is None:
        return None, index + 1
    after = index + len(entry.words)
    agents = entry.agents
    if lower[after : after + 1] and lower[after] in CONJUGATES:
        after += 1
        agents = ("-".join(lower[index:after]),)
    start, end = words[index].start(), words[after - 1].end()
    return Mention(start, end, agents, entry.before_dose), after


def _misspelt(word: str, given: Lexicon) -> tuple[str, ...]:
    """The agents of the arm's name that a word is a slip of the pen from; none if there is none."""
    close = get_close_matches(word, tuple(given), n=1, cutoff=ALIKE)
    entries = [each for each in given[close[0]] if len(each.words) == 1] if close else []
    return entries[0].agents if entries else ()


@cache
def _with_a_letter_less() -> Mapping[str, frozenset[str]]:
    """Long names of one word, whole and without any one of their letters -> the names."""
    found: dict[str, set[str]] = defaultdict(set)
    for word, entries in listed_names().items():
        if len(word) >= LONG and any(entry.words == (word,) for entry in entries):
            for form in (word, *_shortened_by_one(word)):
                found[form].add(word)
    return {form: frozenset(words) for form, words in found.items()}


def _shortened_by_one(word: str) -> tuple[str, ...]:
    return tuple(word[:place] + word[place + 1 :] for place in range(len(word)))


@lru_cache(NAMES_KEPT)
def _one_letter_off(word: str) -> tuple[str, ...]:
    """The agents of the one listed name that a word has a letter more, less or other than."""
    if len(word) < LONG:
        return ()
    near = _with_a_letter_less()
    forms = near.get(word, frozenset()).union(
        *(near.get(each, ()) for each in _shortened_by_one(word))
    )
    alike = [each for each in forms if _differ_by_one(word, each)]
    return listed_agents(alike[0]) if len(alike) == 1 else ()


def _differ_by_one(word: str, other: str) -> bool:
    if len(word) == len(other):
        return sum(one != two for one, two in zip(word, other, strict=True)) == 1
    short, long = sorted((word, other), key=len)
    return short in _shortened_by_one(long)


def _longest(
    plain: str,
    words: Sequence[re.Match[str]],
    lower: Sequence[str],
    index: int,
    entries: Iterable[Entry],
) -> Entry | None:
    """The longest entry whose words stand at a place of the text."""
    best: Entry | None = None
    for entry in entries:
        size = len(entry.words)
        if best is not None and size <= len(best.words):
            continue
        if tuple(lower[index : index + size]) != entry.words:
            continue
        here = words[index : index + size]
        if entry.exact and tuple(word[0] for word in here) != entry.exact:
            continue
        if _is_one(plain, here):
            best = entry
    return best


def _is_one(plain: str, words: Sequence[re.Match[str]]) -> bool:
    """Says whether words stand together and no letter is joined to them."""
    gaps = [plain[one.end() : other.start()] for one, other in pairwise(words)]
    if any(len(gap) > 2 or set(gap) & set("\n,;:") or gap == ". " for gap in gaps):
        return False
    start, end = words[0].start(), words[-1].end()
    before, after = plain[max(start - 1, 0) : start], plain[end : end + 1]
    return not (
        before.isalnum() or after.isalpha() or (after.isdigit() and end - start < SURE_LENGTH)
    )


def _with_own_names(plain: str, found: list[Mention]) -> tuple[Mention, ...]:
    """The mentions and those that only their form shows to be drugs or cells."""
    forms = {SOME_CELLS: "ell", SOME_CAR_T: "CAR", CODE_NAME: ""}
    for pattern in (each for each, sign in forms.items() if sign in plain):
        for match in pattern.finditer(plain):
            if OTHER_NUMBER.search(plain, max(match.start() - 10, 0), match.start()):
                continue
            inside = [one for one in found if one.start < match.end() and match.start() < one.end]
            whole = pattern is not CODE_NAME and all(set(one.agents) <= SORTS for one in inside)
            if not inside or whole:
                found = [one for one in found if one not in inside]
                agents = (slug(match[0]),)
                found.append(Mention(match.start(), match.end(), agents, own_name=True))
    return tuple(sorted(found, key=lambda mention: mention.start))
