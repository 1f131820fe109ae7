"""Signs of arms for an index of very many: which have a day, and the roles that their words say.

They are those of ``read_arm``; no more is read than it takes to tell.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from data.model.vocabulary import ROLE_IN_WORDS
from data.schedules.arm_schedule import ArmEvent, events_of_text, names_given, read_arm
from data.schedules.arm_words import SUMMARY, ArmWords
from data.schedules.patterns import readings
from data.schedules.plain_text import plain_text
from data.schedules.readings import DAY
from data.schedules.timing import TIMING, has_timing

ROLES = (
    r"(?i)conditioning|lympho-?deplet|preparative\s|myeloablati|induction|maintenance|mobili[sz]"
)
"""RE2 and ``re`` read it alike; true of every text that says a role of ``ROLE_IN_WORDS``."""
DAY_OR_ROLE = f"(?:{TIMING})|(?:{ROLES})"
"""RE2: true of every text that can give a day or such a role."""
TIMES = (
    r"(?i)\b(?:days?|weeks?|wks?|months?|hours?|hourly|daily|nightly|weekly|biweekly|monthly|"
    r"cycles?|once|twice|thrice|times (?:a|per)|every|q\d{1,2}[hdw]|[bqt]\.?i\.?d\b\.?|"
    r"c\d{1,2}d\d{1,2}|d\d{1,2})\b"
)
"""RE2: a word of time in the description of an arm, whatever it is the time of."""
_ROLES = re.compile(ROLES)


@dataclass(frozen=True)
class TrialSigns:
    """Signs of the arms of a trial.

    Attributes:
        days: positions of the arms of whose words, or of the brief summary's, a day is read.
        roles: codes of ``ROLE_IN_WORDS`` that the words of arms and interventions say.
    """

    days: tuple[int, ...]
    roles: tuple[str, ...]


@dataclass(frozen=True)
class TextSigns:
    """Signs of one text."""

    has_day: bool = False
    roles: frozenset[str] = frozenset()


def trial_signs(arms: Sequence[ArmWords]) -> TrialSigns:
    """arms: all of one trial."""
    seen: dict[str, TextSigns] = {}
    days: list[int] = []
    roles: set[str] = set()
    in_summary = bool(arms) and _names_day(arms[0].brief_summary)
    for arm in arms:
        signs = [*_signs_of_texts(arm, seen)]
        roles = roles.union(*(each.roles for each in signs))
        # the summary is read by the agents of all other texts
        if any(each.has_day for each in signs) or (in_summary and read_arm(arm).has_day):
            days.append(arm.position)
    return TrialSigns(tuple(days), tuple(code for code in ROLE_IN_WORDS.codes if code in roles))


def _signs_of_texts(arm: ArmWords, seen: dict[str, TextSigns]) -> Iterator[TextSigns]:
    """The signs of the arm's texts, the summary left out; those that are no use are not read.

    seen: path of a text -> its signs. An intervention of several arms is read with the first.
    """
    texts = [source for source in arm.texts() if source.text.strip()]
    # an arm that is called after a role has it in all of its texts
    by_label = _says_role(arm.label)
    by_name = by_label or any(_says_role(one.name) for one in arm.interventions)
    given, has_day = None, False
    for source in texts:
        says_role = by_name or _says_role(source.text)
        signs = None if by_label else seen.get(source.path)
        is_read = says_role or signs or (not has_day and has_timing(source.text))
        if source.path == SUMMARY or not is_read:
            continue
        if signs is None:
            given = names_given(arm, texts) if given is None else given
            signs = _signs(events_of_text(source, arm, given), says_role=says_role)
            seen[source.path] = signs
        has_day = has_day or signs.has_day
        yield signs


def _signs(events: Iterable[ArmEvent], *, says_role: bool) -> TextSigns:
    """says_role: else nothing is read behind the first day."""
    if not says_role:
        return TextSigns(any(event.days for event in events))
    every = [*events]
    return TextSigns(any(event.days for event in every), frozenset(event.role for event in every))


def _names_day(text: str) -> bool:
    """Says whether a text holds a day, whatever it is the day of."""
    found = readings(plain_text(text).plain) if has_timing(text) else ()
    return any(one.kind == DAY for one in found)


def _says_role(text: str) -> bool:
    return _ROLES.search(text) is not None
