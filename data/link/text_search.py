"""The words that a reader searches: read once, for every text that is searched.

All words must be found, each at the beginning of a word; words in quotes stand next to one
another; of several registry numbers one is enough.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Self

from data.link.folding import ASCII_JOINING, HYPHEN, MOST_JOINED, folded

MOST_NUMBERS = 200
"""Trial numbers of a search, for which an address has room beside some filters."""
MAX_TEXT_LENGTH = MOST_NUMBERS * len("NCT01143168, ")
MAX_WORDS_LENGTH = 200
"""Characters of a search besides registry numbers."""
MOST_NAMED = 12
"""Registry numbers that are said in words; of more the first ones are, and how many more."""
FEW_NAMED = 3
MAX_WORDS_SHOWN = 80
MAX_END_SHOWN = 40
TEXT_SAID = "text: "
NOTHING_TO_SEARCH = " (no letter or digit to search for)"
SHORT = 2
"""Letters and digits of a last word that is whole."""
QUOTES = '"“”„‟«»＂'
QUOTED = re.compile(f"[{QUOTES}]([^{QUOTES}]*)[{QUOTES}]")
NCT = "nct"
WRITTEN_NCT = re.compile(
    r"https?://[^\s,;]*?nct([0-9]{8})[^\s,;]*|\bnct[\s:#-]*([0-9]{8})\b", re.IGNORECASE
)
"""A trial's number as people write it: "NCT 01143168", or the address of its record."""
BARE_NCT = re.compile("[0-9]{8}")
REGISTRY_NUMBER = re.compile(
    "(nct|isrctn|actrn|chictr[a-z]*|ctri|drks|euctr|ctis|irct|itmctr|jrct[a-z]*|jprn[a-z]*|kct"
    "|lbctr|nl|ntr|pactr|pher|rbr|rpcec|slctr|tctr|umin)[0-9][0-9a-z]{4,}"
    "|[0-9]{12}(?:[0-9]{2})?"
)
"""A number of ClinicalTrials.gov or of another register; twelve or fourteen digits are European."""
NCT_BEGUN = re.compile(f"{NCT}[0-9]+")
SEPARATORS = re.compile(r"[\s,;|]+")


@dataclass(frozen=True)
class SearchTerm:
    """One thing to be found: a word, a word of several parts, or words in quotes.

    The last word may go on ("stem cell" finds "stem cells"), those before it are whole.

    Attributes:
        chunks: folded words that follow one another in one text; a hyphen is between the parts of
            one.
    """

    chunks: tuple[str, ...]
    is_quoted: bool = False

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The words without their hyphens, each for itself."""
        return tuple(part for chunk in self.chunks for part in chunk.split(HYPHEN))

    @property
    def is_word(self) -> bool:
        """Says whether one word is all that there is to be found."""
        return len(self.parts) == 1

    @property
    def ends_whole(self) -> bool:
        """Says whether the last word is whole, too: "CAR-T" is no cartilage, "IL-2" no IL-21."""
        last = self.parts[-1]
        is_alone = self.is_word and not self.is_quoted
        return not is_alone and last.isascii() and len(last) <= SHORT

    @property
    def joined(self) -> str:
        """Its parts written together, if an index has such words; else empty."""
        is_one = len(self.chunks) == 1 and 1 < len(self.parts) <= MOST_JOINED
        return "".join(self.parts) if is_one else ""

    @cached_property
    def pattern(self) -> str:
        """The regular expression of a folded text that has it, for RE2."""
        return self._pattern("[ -]", "-?")

    @cached_property
    def pattern_of_ascii(self) -> str:
        """That of an ASCII text as it stands, whatever its case."""
        return self._pattern("[^0-9A-Za-z]", f"[{re.escape(ASCII_JOINING)}]?")

    def _pattern(self, between: str, within: str) -> str:
        """between: what parts two words; within: what may join the letters of one."""
        words = (
            f"{between}*".join(within.join(map(re.escape, part)) for part in chunk.split(HYPHEN))
            for chunk in self.chunks
        )
        end = f"(?:{between}|$)" * self.ends_whole
        return f"(?:^|{between}){f'{between}+'.join(words)}{end}"


@dataclass(frozen=True)
class TextSearch:
    """A search as it was understood.

    Attributes:
        numbers: registry numbers, of which one must be found.
        terms: all of them must be found.
    """

    numbers: tuple[SearchTerm, ...] = ()
    terms: tuple[SearchTerm, ...] = ()

    @classmethod
    @lru_cache(maxsize=256)
    def of(cls, text: str) -> Self:
        """Reads a text; a quote that is not closed is none."""
        found = dict.fromkeys(_terms(text))
        numbers = tuple(term for term in found if _is_number(term))
        return cls(numbers, tuple(term for term in found if term not in numbers))

    @property
    def alternatives(self) -> tuple[tuple[SearchTerm, ...], ...]:
        """Of each of these one must be found."""
        return (*((self.numbers,) if self.numbers else ()), *((term,) for term in self.terms))

    @cached_property
    def patterns(self) -> tuple[str, ...]:
        """Regular expressions that must all match a folded text that has what is searched."""
        return tuple("|".join(term.pattern for term in terms) for terms in self.alternatives)

    def __bool__(self) -> bool:
        return bool(self.numbers or self.terms)


def _terms(text: str) -> Iterator[SearchTerm]:
    whole = _with_plain_numbers(text)
    for quoted in QUOTED.findall(whole):
        chunks = tuple(folded(quoted).split())
        if chunks:
            yield SearchTerm(chunks, is_quoted=True)
    for chunk in folded(QUOTED.sub(" ", whole)).split():
        yield SearchTerm((chunk,))


def _with_plain_numbers(text: str) -> str:
    """A text in which the numbers of trials stand without their addresses and spaces."""
    return WRITTEN_NCT.sub(lambda found: f" NCT{found[1] or found[2]} ", text)


def _is_number(term: SearchTerm) -> bool:
    whole = "".join(term.parts)
    is_one = len(term.chunks) == 1
    return is_one and bool(REGISTRY_NUMBER.fullmatch(whole) or NCT_BEGUN.fullmatch(whole))


def words_beside_numbers(text: str) -> str:
    """The words that are searched besides registry numbers, as they were written."""
    parts = SEPARATORS.split(_with_plain_numbers(text))
    return " ".join(part for part in parts if part and not _is_written(part))


def _is_written(part: str) -> bool:
    """Says whether a part of a text is a registry number and nothing else."""
    terms = [*_terms(part)]
    return len(terms) == 1 and _is_number(terms[0])


def search_text(text: str) -> str:
    """A text as it is searched: spaces made single, what is too long left out at its end.

    No word and no number is cut into two where it can be helped: half a number would find others.
    """
    whole = " ".join(text.split())
    if len(whole) <= MAX_WORDS_LENGTH:
        return whole
    kept = _whole_words(whole, MAX_TEXT_LENGTH)
    room, ends = MAX_WORDS_LENGTH, 0
    for part in re.finditer(f"{SEPARATORS.pattern}|[^\\s,;|]+", kept):
        if not SEPARATORS.fullmatch(part[0]) and not _is_written(part[0]):
            room -= len(part[0]) + 1
            if room < -1:
                break
        ends = part.end()
    else:
        return kept
    return kept[:ends].rstrip() or kept[:MAX_WORDS_LENGTH]


def _whole_words(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    cut = text[: most + 1]
    ends = [found.start() for found in SEPARATORS.finditer(cut)]
    return cut[: ends[-1] if ends and ends[-1] else most].rstrip()


def cut_in_words(text: str, name: str = "The search") -> str:
    """The sentence for a reader whose search was too long; empty where all of it is searched.

    name: what the search is called.
    """
    kept = search_text(text)
    if kept == " ".join(text.split()):
        return ""
    last = SEPARATORS.split(kept)[-1][-MAX_END_SHOWN:]
    return (
        f"{name} was too long and ends after “{last}”. There is room for "
        f"{MAX_WORDS_LENGTH} characters of words and for about {MOST_NUMBERS} trial numbers."
    )


def said_of(text: str) -> tuple[str, ...]:
    """A search in words: ``trial number: NCT01143168 or NCT00315614``, ``text: “islet”``."""
    search = TextSearch.of(text)
    said = []
    if search.numbers:
        numbers = ["-".join(term.chunks).upper() for term in search.numbers]
        if len(numbers) > MOST_NAMED:
            numbers = [*numbers[:FEW_NAMED], f"{len(numbers) - FEW_NAMED:,} more"]
        said.append(f"trial number: {' or '.join(numbers)}")
    if search.terms or not search.numbers:
        words = words_beside_numbers(text) if search.numbers else text
        shown = words if len(words) <= MAX_WORDS_SHOWN else f"{words[:MAX_WORDS_SHOWN]}…"
        quoted = shown if QUOTED.search(shown) else f"“{shown}”"
        said.append(f"{TEXT_SAID}{quoted}{'' if search else NOTHING_TO_SEARCH}")
    return tuple(said)
