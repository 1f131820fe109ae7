"""Owners of a reading: the agent named nearest before it, with those that it is joined to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from data.schedules.agents import GENERIC, Mention
from data.schedules.clauses import Clause
from data.schedules.readings import DAY, DOSE, DURATION, INTERVAL, ROUTE, Reading

JOINING = re.compile(r"\b(?:and|plus|with|or)\b|[,+/&]", re.IGNORECASE)
FILLING = re.compile(
    r"^(?:\s|[,+/&:()\[\]-]|\b(?:and|plus|with|or|as|well|in|combination|combined|along|together|"
    r"concurrent|given|administered|via|an|a|the|infusions?|injections?|at|of|dose[sd]?|by|over|"
    r"approximately|per|day|for|total|area|under|curve|auc|mg|standard|then|both|either|also|"
    r"intravenously|orally|iv|once|drip|body|weight|each|followed|chemotherapy)\b|\d[\d.,]*)*$",
    re.IGNORECASE,
)
"""Words that may stand between two agents that are given together."""
THEN = re.compile(r"\b(?:followed|then|before|after)\b", re.IGNORECASE)
ASIDE_OF = re.compile(
    r"\b(?:after|before|prior\sto|following|during|post|since|until|than|between|received|"
    r"concurrent(?:ly)?\swith|relative\sto|completion\sof|start\sof|end\sof|dose\sof|first|last|"
    r"instead\sof|without|from|of)\s(?:the\s|each\s|a\s|an\s|their\s|any\s|allogeneic\s|autologous\s|"
    r"completion\sof\s|start\sof\s|first\s|last\s|dose\sof\s)*$",
    re.IGNORECASE,
)
"""Before a mention: the agent only dates another one."""
MORE_SAID = re.compile(
    r"^[\s)]{0,2}(?:with|using|consist\w*\sof|comprising|of|:|\(|by|including)\W{0,3}", re.IGNORECASE
)
TIMES = (DAY, INTERVAL)


@dataclass(frozen=True)
class Owner:
    """An agent, or the two of a short form, and the name as printed."""

    agents: tuple[str, ...]
    name: str


@dataclass(frozen=True)
class Scope:
    """A clause with everything that was found in it.

    Attributes:
        heading: agents named in the heading that it stands under.
        giving, aside: spans of words of giving and of looking.
        own: the agent that the text is about.
        carried: owners of the part of the sentence before.
    """

    clause: Clause
    plain: str
    readings: tuple[Reading, ...]
    mentions: tuple[Mention, ...]
    heading: tuple[Mention, ...]
    giving: tuple[tuple[int, int], ...]
    aside: tuple[tuple[int, int], ...]
    own: Owner | None
    carried: tuple[Owner, ...]
    needs_giving: bool

    def owner(self, mention: Mention) -> Owner:
        return Owner(mention.agents, self.plain[mention.start : mention.end])

    @cached_property
    def last_owners(self) -> tuple[Owner, ...]:
        """The owners that a part of the sentence without agents goes on with."""
        if not self.mentions:
            return self.carried
        return tuple(self.owner(one) for one in _joined_before(self, self.mentions, self.clause.end))

    @cached_property
    def named(self) -> tuple[Mention, ...]:
        """The mentions that are given, not those that only date another."""
        kept: list[Mention] = []
        for mention in self.mentions:
            before = self.plain[self.clause.start : mention.start]
            dates = ASIDE_OF.search(before[-60:]) is not None
            has_other = bool(kept) or any(
                start < mention.start for start, _ in self.giving
            ) and self.own is not None
            if not (dates and has_other and not JOINING.search(before[-12:])):
                kept.append(mention)
        return tuple(kept)

    @cached_property
    def claims(self) -> dict[int, int]:
        """Start of a mention -> end of the anchor before it that took it, as none was named yet."""
        anchors = sorted({(one.start, one.end) for one in self.readings if one.kind == DAY})
        found: dict[int, int] = {}
        if anchors and not any(one.start < anchors[0][0] for one in self.named):
            for mention in _joined_behind(self, anchors[0][1]):
                found[mention.start] = anchors[0][1]
        return found


def owners(scope: Scope, reading: Reading) -> tuple[Owner, ...]:
    """Those that a reading is of; none where the words leave it open."""
    if reading.kind == DOSE:
        return _owner_of_dose(scope, reading)
    before = [one for one in scope.named if one.start < reading.start]
    if before:
        joined = _joined_before(scope, before, reading.start)
        return _own_if_generic(scope, _said_more(scope, joined, reading))
    behind = _joined_behind(scope, reading.end)
    if behind and (scope.own is None or reading.kind == DAY or not scope.mentions):
        return _own_if_generic(scope, tuple(scope.owner(one) for one in behind))
    return _unnamed(scope)


def _unnamed(scope: Scope) -> tuple[Owner, ...]:
    """Those meant where a clause names no agent."""
    if scope.carried:
        return scope.carried
    if scope.heading:
        return tuple(scope.owner(one) for one in scope.heading[-1:])
    if scope.own is None or (scope.needs_giving and not (scope.giving or _has_dose(scope))):
        return ()
    return (scope.own,)


def _has_dose(scope: Scope) -> bool:
    return any(one.kind == DOSE for one in scope.readings)


def _owner_of_dose(scope: Scope, reading: Reading) -> tuple[Owner, ...]:
    """The one agent of a dose: within it ("cells"), behind it ("10 mg of X"), or before."""
    for mention in scope.mentions:
        gap = scope.plain[reading.end : mention.start] if mention.start >= reading.end else ""
        if reading.start <= mention.start < reading.end:
            before = [one for one in scope.named if one.start < reading.start]
            return (scope.owner(before[-1] if before else mention),)
        if mention.start >= reading.end and gap.strip().lower() in ("", "of", "of the"):
            return (scope.owner(mention),)
    before = [one for one in scope.named if one.start < reading.start]
    if before:
        return _own_if_generic(scope, (scope.owner(before[-1]),))
    behind = [one for one in scope.named if one.start >= reading.end]
    if behind and scope.own is None:
        return (scope.owner(behind[0]),)
    return _unnamed(scope)


def _joined_before(scope: Scope, before: Sequence[Mention], place: int) -> tuple[Mention, ...]:
    """The mention nearest before a place and those that it is joined to."""
    nearest = before[-1]
    joined = [nearest]
    if _in_bracket_of(scope, nearest, place):
        return (nearest,)
    for one in reversed(before[:-1]):
        other = joined[0]
        if not _are_joined(scope, one, other) or one.start in scope.claims:
            break
        joined.insert(0, one)
    told = [one for one in joined if not set(one.agents) <= GENERIC]
    return tuple(told or joined)


def _joined_behind(scope: Scope, place: int) -> tuple[Mention, ...]:
    """The first mention behind a place and those joined to it, up to the next anchor's own."""
    following = [one.start for one in scope.readings if one.kind == DAY and one.start >= place]
    until = min(following, default=scope.clause.end)
    behind = [one for one in scope.named if place <= one.start < until]
    joined = behind[:1]
    for one in behind[1:]:
        if not _are_joined(scope, joined[-1], one):
            break
        joined.append(one)
    if following and len(joined) > 1 and joined[-1] is behind[-1]:
        joined = joined[:-1]
    return tuple(joined)


def _are_joined(scope: Scope, one: Mention, other: Mention) -> bool:
    """Says whether two mentions are given together, by the words between them."""
    between = scope.plain[one.end : other.start]
    if JOINING.search(between) is None and between.strip():
        return False
    if THEN.search(between):
        return False
    inside = [each for each in scope.readings if one.end <= each.start < other.start]
    if any(each.kind in TIMES or _is_of_days(each) for each in inside):
        return False
    for each in reversed(inside):
        start, end = each.start - one.end, each.end - one.end
        between = between[:start] + between[end:]
    return FILLING.match(between) is not None


def _is_of_days(reading: Reading) -> bool:
    return reading.kind == DURATION and reading.coded.unit not in ("SECOND", "MINUTE", "HOUR")


def _in_bracket_of(scope: Scope, mention: Mention, place: int) -> bool:
    """Says whether a place lies in a bracket behind a mention that holds more than days."""
    between = scope.plain[mention.end : place]
    opened = between.rfind("(")
    if opened < 0 or between.count("(") <= between.count(")"):
        return False
    start = mention.end + opened
    held = any(
        one.kind in (DOSE, ROUTE) and start <= one.start < place for one in scope.readings
    )
    return held or not between[:opened].strip()


def _said_more(scope: Scope, joined: Sequence[Mention], reading: Reading) -> tuple[Owner, ...]:
    """Agents instead of a kind of treatment: "lymphodepletion on days -5 to -3 with ..."."""
    if all(set(one.agents) <= GENERIC for one in joined):
        rest = scope.plain[reading.end : scope.clause.end]
        more = MORE_SAID.match(rest)
        behind = _joined_behind(scope, reading.end)
        if more and behind and behind[0].start <= reading.end + more.end() + 25:
            return tuple(scope.owner(one) for one in behind)
    return tuple(scope.owner(one) for one in joined)


def _own_if_generic(scope: Scope, found: tuple[Owner, ...]) -> tuple[Owner, ...]:
    """The intervention described, where the words only name its kind ("chemotherapy")."""
    own = scope.own
    if own is None or not found or not all(set(one.agents) <= GENERIC for one in found):
        return found
    is_cells = re.search(r"cell|car-?t|leucel|lymphocyte|transplant", own.name, re.IGNORECASE)
    return found if is_cells or set(own.agents) <= GENERIC else (own,)
