"""Signs of arms for an index of very many: which have a day, and the roles that their words say.

They are those of ``read_arm``, but no text is read that cannot change them, and each text of an
intervention is read once a trial, whatever the number of its arms.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from data.model.vocabulary import ROLE_IN_WORDS
from data.schedules.arm_schedule import ArmWords, read_arm
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
    """What an index keeps of the arms of a trial.

    Attributes:
        days: positions of the arms of whose words, or of the brief summary's, a day is read.
        roles: codes of ``ROLE_IN_WORDS`` that the words of arms and interventions say.
    """

    days: tuple[int, ...]
    roles: tuple[str, ...]


def trial_signs(arms: Sequence[ArmWords]) -> TrialSigns:
    """arms: all of one trial."""
    days, roles = [], set()
    of_text: dict[int, bool] = {}
    for arm in arms:
        if _may_say_role(arm):
            schedule = read_arm(replace(arm, brief_summary=""))
            roles |= {event.role for event in schedule.events}
            has_day = schedule.has_day
        else:
            has_day = any(_days_of_texts(arm, of_text))
        if has_day or (has_timing(arm.brief_summary) and read_arm(arm).has_day):
            days.append(arm.position)
    return TrialSigns(tuple(days), tuple(code for code in ROLE_IN_WORDS.codes if code in roles))


def _may_say_role(arm: ArmWords) -> bool:
    given = arm.interventions
    texts = (arm.label, arm.description, *(f"{one.name}\n{one.description}" for one in given))
    return any(map(_ROLES.search, texts))


def _days_of_texts(arm: ArmWords, of_text: dict[int, bool]) -> Iterator[bool]:
    """Says of one text after the other whether a day is read of it.

    of_text: position of an intervention -> what was read of its text before.
    """
    bare = replace(
        arm,
        description="",
        interventions=tuple(replace(one, description="") for one in arm.interventions),
        brief_summary="",
    )
    if has_timing(arm.description):
        yield read_arm(replace(bare, description=arm.description)).has_day
    for at, one in enumerate(arm.interventions):
        if has_timing(one.description):
            if one.position not in of_text:
                given = (*bare.interventions[:at], one, *bare.interventions[at + 1 :])
                of_text[one.position] = read_arm(replace(bare, interventions=given)).has_day
            yield of_text[one.position]
