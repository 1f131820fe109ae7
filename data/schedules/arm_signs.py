"""Signs of an arm for an index of very many: arms with a day, and the roles that its words say.

They are those of ``read_arm``, but no text is read that cannot change them.
"""

import re
from dataclasses import dataclass, replace

from data.model.vocabulary import ROLE_IN_WORDS
from data.schedules.arm_schedule import ArmSchedule, read_arm
from data.schedules.arm_words import ArmWords
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
class ArmSigns:
    """What an index keeps of an arm.

    Attributes:
        has_day: whether a day of treatment is read of its words or of the brief summary.
        roles: codes of ``ROLE_IN_WORDS`` that the words of the arm and its interventions say.
    """

    has_day: bool
    roles: frozenset[str]


def arm_signs(arm: ArmWords) -> ArmSigns:
    own = replace(arm, brief_summary="")
    if says_role(arm):
        schedule = read_arm(own)
    else:
        own = _timed(own)
        schedule = read_arm(own) if any(_texts(own)) else ArmSchedule((), ())
    has_day = schedule.has_day
    if not has_day and has_timing(arm.brief_summary):
        has_day = read_arm(arm).has_day
    roles = {event.role for event in schedule.events}
    return ArmSigns(has_day, frozenset(roles.intersection(ROLE_IN_WORDS.codes)))


def says_role(arm: ArmWords) -> bool:
    """Says whether words of the arm or of its interventions may say a role."""
    names = (one.name for one in arm.interventions)
    return any(_ROLES.search(text) for text in (arm.label, *names, *_texts(arm)))


def _texts(arm: ArmWords) -> tuple[str, ...]:
    return (arm.description, *(one.description for one in arm.interventions))


def _timed(arm: ArmWords) -> ArmWords:
    """The arm without the descriptions that hold no day."""
    return replace(
        arm,
        description=_if_timed(arm.description),
        interventions=tuple(
            replace(one, description=_if_timed(one.description)) for one in arm.interventions
        ),
    )


def _if_timed(text: str) -> str:
    return text if has_timing(text) else ""
