"""Owners of a reading: the agent named nearest before it, with those that it is joined to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from data.schedules import dosing
from data.schedules.agents import GENERIC, Mention
from data.schedules.clauses import Clause
from data.schedules.readings import DAY, DOSE, DURATION, INTERVAL, ROUTE, Reading

JOINING = re.compile(r"\b(?:and|plus|with|or)\b|[,+/&]", re.IGNORECASE)
FILLING = re.compile(
    r"^(?:\s|[,+/&:()\[\]-]|\b(?:and|plus|with|or|as|well|in|combination|combined|along|together|"
    r"concurrent|given|administered|via|an|a|the|infusions?|injections?|at|of|dose[sd]?|by|over|"
    r"approximately|per|total|area|under|curve|auc|mg|standard|then|both|either|also|max|"
    r"intravenously|orally|iv|once|drip|body|weight|each|followed|chemotherapy|up|to|escalating|"
    r"adjuvant|vaccine|tablets?|capsules?)\b|\d[\d.,]*)*$",
    re.IGNORECASE,
)
"""Words that may stand between two agents that are given together."""
THEN = re.compile(r"\b(?:followed|then|before|after)\b", re.IGNORECASE)
DATES = re.compile(
    r"\b(?:after|before|prior\sto|following|during|post|since|until|than|between|relative\sto|"
    r"completion\sof|start\sof|end\sof|instead\sof|without|concurrent(?:ly)?\swith|"
    r"(?:first|last|final)\s(?:infusion|dose|injection)\sof)\s"
    r"(?:(?:the|each|a|an|their|any|allogeneic|autologous|completion|start|end|first|last|dose|"
    r"infusion|of)\s)*$",
    re.IGNORECASE,
)
"""Before a mention: the agent only dates another one."""
SAID_MORE = re.compile(
    r"[\s)]{0,2}(?:with|using|consist\w*\sof|comprising|of|:|\(|by|including)\W{0,3}", re.IGNORECASE
)
CELLS = re.compile(
    r"\bcells?\b|CAR-?T\b|leucel\b|\blymphocytes?\b|\bT(?:IL|reg)s?\b|\bDLI\b|transplant",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Owner:
    """An agent, or several of one name, the name as printed, and its place if a text has it."""

    agents: tuple[str, ...]
    name: str
    place: int | None = None

    @property
    def is_generic(self) -> bool:
        return set(self.agents) <= GENERIC

    @property
    def is_cells(self) -> bool:
        return any(CELLS.search(each) for each in (self.name, *self.agents))


@dataclass(frozen=True)
class Scope:
    """A clause with everything that was found in it.

    Attributes:
        heading: agents named in the heading that it stands under.
        own: the agent that the text is about, or the arm's only one.
        carried: owners of the part of the sentence before.
        needs_giving: without a mention, a word of giving or a dose must show that one is given.
    """

    clause: Clause
    plain: str
    readings: tuple[Reading, ...]
    mentions: tuple[Mention, ...]
    heading: tuple[Mention, ...]
    own: Owner | None
    carried: tuple[Owner, ...]
    needs_giving: bool

    @cached_property
    def signs(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        return dosing.signs(self.plain, self.clause.start, self.clause.end)

    @property
    def giving(self) -> tuple[int, ...]:
        return self.signs[0]

    @property
    def looking(self) -> tuple[int, ...]:
        return self.signs[1]

    @cached_property
    def doses(self) -> tuple[int, ...]:
        """Places of doses."""
        return tuple(one.start for one in self.readings if one.kind == DOSE)

    def owner(self, mention: Mention) -> Owner:
        return Owner(mention.agents, self.plain[mention.start : mention.end], mention.start)

    @cached_property
    def last_owners(self) -> tuple[Owner, ...]:
        """The owners that a part of the sentence without agents goes on with."""
        if not self.named:
            return self.carried
        joined = _joined_before(self, self.named, self.clause.end)
        return tuple(self.owner(one) for one in joined)

    @cached_property
    def named(self) -> tuple[Mention, ...]:
        """The mentions that are given, not those that only date another."""
        kept: list[Mention] = []
        for mention in self.mentions:
            before = self.plain[self.clause.start : mention.start]
            has_other = bool(kept) or (
                self.own is not None
                and any(place < mention.start for place in (*self.giving, *self.doses))
            )
            if not (has_other and DATES.search(before[-60:])):
                kept.append(mention)
        return tuple(kept)

    @cached_property
    def claimed(self) -> frozenset[int]:
        """Places of the mentions that a day at the clause's begin took, as none was named yet."""
        anchors = sorted((one.start, one.end) for one in self.readings if one.kind == DAY)
        if not anchors or any(one.start < anchors[0][0] for one in self.named):
            return frozenset()
        return frozenset(one.start for one in _joined_behind(self, anchors[0][1]))


def owners(scope: Scope, reading: Reading) -> tuple[Owner, ...]:
    """Those that a reading is of; none where the words leave it open."""
    if reading.kind == DOSE:
        return _owner_of_dose(scope, reading)
    if reading.kind == ROUTE:
        close = [one for one in scope.named if 0 <= one.start - reading.end <= 1]
        if close:
            return (scope.owner(close[0]),)
    before = [one for one in scope.named if one.start < reading.start]
    if before:
        joined = _joined_before(scope, before, reading.start)
        return _own_if_generic(scope, _said_more(scope, joined, reading))
    if scope.carried and any(place < reading.start for place in scope.doses):
        return scope.carried
    if scope.own and not scope.needs_giving and not _opens(scope, reading):
        return (scope.own,)
    behind = _joined_behind(scope, reading.end)
    if behind:
        return _own_if_generic(scope, tuple(scope.owner(one) for one in behind))
    return _unnamed(scope)


def _opens(scope: Scope, reading: Reading) -> bool:
    """Says whether nothing is given before a day: "On day 1, participants receive ..."."""
    begin = scope.clause.start
    return not any(begin <= place < reading.start for place in (*scope.giving, *scope.doses))


def _unnamed(scope: Scope) -> tuple[Owner, ...]:
    """Those meant where a clause names no agent."""
    if scope.carried:
        return scope.carried
    if scope.heading:
        return tuple(scope.owner(one) for one in scope.heading[-1:])
    if scope.own is None or (scope.needs_giving and not (scope.giving or scope.doses)):
        return ()
    return (scope.own,)


def _owner_of_dose(scope: Scope, reading: Reading) -> tuple[Owner, ...]:
    """The one agent of a dose: within it ("cells"), behind it ("10 mg of X"), or before."""
    before = [one for one in scope.named if one.start < reading.start]
    for mention in scope.mentions:
        if reading.start <= mention.start < reading.end:
            return (scope.owner(before[-1] if before else mention),)
        gap = scope.plain[reading.end : mention.start].strip().lower()
        if mention.start >= reading.end and gap in ("", "of", "of the"):
            return (scope.owner(mention),)
    if before:
        return _own_if_generic(scope, (scope.owner(before[-1]),))
    if scope.carried:
        return scope.carried
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
        if not _are_joined(scope, one, joined[0]) or one.start in scope.claimed:
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
    if any(each.kind in (DAY, INTERVAL) or _is_of_days(each) for each in inside):
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
    held = any(one.kind in (DOSE, ROUTE) and start <= one.start < place for one in scope.readings)
    return held or not between[:opened].strip()


def _said_more(scope: Scope, joined: Sequence[Mention], reading: Reading) -> tuple[Owner, ...]:
    """Agents instead of a kind of treatment: "lymphodepletion on days -5 to -3 with ..."."""
    found = tuple(scope.owner(one) for one in joined)
    if all(one.is_generic for one in found):
        more = SAID_MORE.match(scope.plain, reading.end, scope.clause.end)
        behind = _joined_behind(scope, reading.end)
        if more and behind and behind[0].start <= more.end() + 25:
            return tuple(scope.owner(one) for one in behind)
    return found


def _own_if_generic(scope: Scope, found: tuple[Owner, ...]) -> tuple[Owner, ...]:
    """The intervention described, where the words only name its kind ("chemotherapy")."""
    own = scope.own
    if own is None or not found or not all(one.is_generic for one in found):
        return found
    return found if own.is_cells or own.is_generic else (own,)
