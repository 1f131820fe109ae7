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
    r"approximately|per|total|area|under|curve|auc|mg|standard|then|both|h|hr|hours?|min|admixed|mixed|emulsified|either|also|max|"
    r"intravenously|orally|iv|once|drip|body|weight|each|followed|chemotherapy|up|to|escalating|"
    r"adjuvant|vaccine|tablets?|capsules?)\b|\d[\d.,]*)*$",
    re.IGNORECASE,
)
"""Words that may stand between two agents that are given together."""
THEN = re.compile(r"\b(?:followed|then|before|after)\b", re.IGNORECASE)
DATES = re.compile(
    r"\b(?:after|before|prior\sto|following|during|post|since|until|than|between|relative\sto|"
    r"completion\sof|start\sof|end\sof|within\s(?:\w+\s){1,3}of|instead\sof|without|concurrent(?:ly)?\swith|"
    r"(?:first|last|final)\s(?:infusion|dose|injection)\sof)\s"
    r"(?:(?:treatment\swith|therapy\swith|the|each|a|an|their|any|allogeneic|autologous|completion|start|end|first|last|dose|1st|"
    r"infusion|of)\s)*$",
    re.IGNORECASE,
)
"""Before a mention: the agent only dates another one."""
SAID_MORE = re.compile(
    r"[\s)]{0,2}(?:with|using|consist\w*\sof|comprising|of|:|\(|by|including)\W{0,3}", re.IGNORECASE
)
ALSO = re.compile(r"\s*(?:or|and|plus|with|\+)\b", re.IGNORECASE)
"""Begin of a bracket that names one more agent and not the parts of the one before."""
COMPANION = re.compile(r"\b(?:with|plus|to)\s(?:[\w-]+\s){0,2}$", re.IGNORECASE)
"""Before a kind of treatment that an agent is given with."""
DATES_FIRST = re.compile(
    r"(?:(?:and|then|[\w-]+:)\s)?(?:after|before|prior|following|during|post|completion|concurrent)",
    re.IGNORECASE,
)
"""Begin of a clause that tells of treatment before its own: "After conditioning with X on ..."."""
FORM_OF = re.compile(
    r"[\s)]{0,2}(?:(?:doses?|infusions?|injections?|tablets?|capsules?|administration|solution|"
    r"formulation|bolus|course)\s)?(?:of\s)?(?:the\s)?",
    re.IGNORECASE,
)
"""Between a fact and the agent that it is of: "oral dose of X"."""
BESIDE = re.compile(r"(?:\s?\([^()]{1,12}\))?\s*(?:and|[/+&])\s*", re.IGNORECASE)
"""Between two agents that date another one together."""
GOING_ON = re.compile(
    r"[\s*•·(+-]*(?:it|they|this|these|the\s(?:drug|dose|infusions?|injections?|study\s(?:drug|"
    r"treatment)|medication|vaccine)|treatments?|doses?|dosing|administ\w+|infus\w+|injections?|"
    r"vaccin\w+|given|then|thereafter|followed|cycles?|courses?|repeat\w*|days?|d\s?\d|weeks?|start\w*|"
    r"begin\w*|from|on|at|if|and|or|\d|iv\b|intravenous\w*|oral\w*|subcutaneous\w*)",
    re.IGNORECASE,
)
"""Begin of a sentence that goes on with the agents of the one before."""
CELLS = re.compile(
    r"\bcells?\b|(?!(?-i:cART))CAR-?T\b|leucel\b|\blymphocytes?\b|\bT(?:IL|reg)s?\b|\bDLI\b",
    re.IGNORECASE,
)


STARTING = 16
"""Signs before a day in which a word of giving only opens it, "Starting on day 1"."""


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
class ClauseScope:
    """A clause with everything that was found in it.

    Attributes:
        heading: agents named in the heading that it stands under.
        own: the agent that the text is about, or the arm's only one.
        carried: owners of the part of the sentence before.
        previous: owners of the sentence before in the same line.
        names_own: the text names the agent that it is about.
        waits: the part before ends with a dose of what is carried that has no day yet.
        needs_giving: without a mention, a word of giving or a dose must show that one is given.
    """

    clause: Clause
    plain: str
    readings: tuple[Reading, ...]
    mentions: tuple[Mention, ...]
    heading: tuple[Mention, ...]
    own: Owner | None
    carried: tuple[Owner, ...]
    previous: tuple[Owner, ...]
    names_own: bool
    waits: bool
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

    @cached_property
    def routes_of_agents(self) -> tuple[int, ...]:
        """Places of routes right before an agent that does not only date another."""
        ends = {one.end: one.start for one in self.readings if one.kind == ROUTE}
        close = (one.start for one in self.named if one.start not in self.dating)
        return tuple(ends[place - 1] for place in close if place - 1 in ends)

    def owner(self, mention: Mention) -> Owner:
        return Owner(mention.agents, self.plain[mention.start : mention.end], mention.start)

    @cached_property
    def under(self) -> tuple[Owner, ...]:
        """The one agent that the heading names, if it is no kind of treatment."""
        found = [self.owner(one) for one in self.heading]
        return (found[0],) if len(found) == 1 and not found[0].is_generic else ()

    @cached_property
    def last_owners(self) -> tuple[Owner, ...]:
        """The owners that a part of the sentence without agents goes on with."""
        if not self.named:
            return self.carried or self.goes_on
        joined = _joined_before(self, self.named, self.clause.end)
        return tuple(self.owner(one) for one in joined)

    @cached_property
    def goes_on(self) -> tuple[Owner, ...]:
        """The owners of the sentence before, if this one begins as its sequel."""
        return self.previous if GOING_ON.match(self.plain, self.clause.start) else ()

    @cached_property
    def anchors(self) -> tuple[tuple[int, int], ...]:
        """Spans of the expressions of days."""
        return tuple(sorted({(one.start, one.end) for one in self.readings if one.kind == DAY}))

    @property
    def ends_without_day(self) -> bool:
        """Says whether a dose stands behind the last day."""
        last = self.anchors[-1][0] if self.anchors else -1
        return bool(self.doses) and self.doses[-1] > last

    @cached_property
    def days_first(self) -> bool:
        """Says whether each day stands before its agents: "Day 1: X 10 mg Day 8: Y 5 mg"."""
        if not self.anchors:
            return False
        (first, _), (_, last) = self.anchors[0], self.anchors[-1]
        begins = not self.plain[self.clause.start : first].strip(" *•·-(")
        if begins and len(self.anchors) > 1:
            return any(one.start >= last for one in self.named)
        return all(self.plain[end : end + 2].lstrip().startswith(":") for _, end in self.anchors)

    @cached_property
    def named(self) -> tuple[Mention, ...]:
        """The mentions that are given, not those that only date another."""
        kept: list[Mention] = []
        for mention in self.mentions:
            said = self.plain[self.clause.start : mention.start].strip(" *•·-")
            has_other = bool(kept) or not DATES_FIRST.match(said) or not self._has_day(mention)
            if not (has_other and mention.start in self.dating):
                kept.append(mention)
        return tuple(kept)

    def _has_day(self, mention: Mention) -> bool:
        """Says whether a day stands between a mention and the next that dates no other."""
        following = (one.start for one in self.mentions if one.start > mention.start)
        until = next((place for place in following if place not in self.dating), self.clause.end)
        return any(mention.end <= start < until for start, _ in self.anchors)

    @cached_property
    def dating(self) -> frozenset[int]:
        """Places of the mentions that only date another: "after X and Y"."""
        found: set[int] = set()
        end: int | None = None
        for mention in self.mentions:
            before = self.plain[max(mention.start - 60, self.clause.start) : mention.start]
            beside = end is not None and BESIDE.fullmatch(self.plain, end, mention.start)
            end = mention.end if beside or DATES.search(before) else None
            if end is not None:
                found.add(mention.start)
        return frozenset(found)

    @cached_property
    def claimed(self) -> frozenset[int]:
        """Places of the mentions that a day at the clause's begin took, as none was named yet."""
        if not self.anchors or any(one.start < self.anchors[0][0] for one in self.named):
            return frozenset()
        return frozenset(one.start for one in _joined_behind(self, self.anchors[0][1]))


def owners(scope: ClauseScope, reading: Reading) -> tuple[Owner, ...]:
    """Those that a reading is of; none where the words leave it open."""
    if reading.kind == DOSE:
        return _owner_of_dose(scope, reading)
    if reading.kind != DAY:
        close = next((one for one in scope.named if one.start >= reading.end), None)
        if close is not None and FORM_OF.fullmatch(scope.plain, reading.end, close.start):
            return (scope.owner(close),)
        dose = next((one for one in scope.readings if one.start >= reading.end), None)
        if dose is not None and dose.kind == DOSE and reading.kind != DOSE:
            gap = scope.plain[reading.end : dose.start].strip().lower()
            if gap == "of":
                return _owner_of_dose(scope, dose)
    if reading.kind == DAY and scope.days_first:
        behind = _joined_behind(scope, reading.end)
        return _distinct(scope, behind) if behind else _unnamed(scope)
    if scope.waits and scope.carried and _is_at_begin(scope, reading):
        return scope.carried
    before = _outside(scope, [one for one in scope.named if one.start < reading.start], reading)
    if before:
        joined = _joined_before(scope, before, reading.start)
        return _own_if_generic(scope, _said_more(scope, joined, reading))
    if scope.carried and any(place < reading.start for place in scope.doses):
        return scope.carried
    if scope.under:
        return scope.under
    if _opens(scope, reading) or _is_next(scope, reading):
        behind = _joined_behind(scope, reading.end)
        if behind:
            return _own_if_generic(scope, _distinct(scope, behind))
    return _unnamed(scope)


def _is_at_begin(scope: ClauseScope, reading: Reading) -> bool:
    """Says whether a part of a sentence begins with the day: "X 75 mg/m2; day 1"."""
    return reading.kind == DAY and not scope.plain[scope.clause.start : reading.start].strip(" (on")


def _distinct(scope: ClauseScope, joined: Sequence[Mention]) -> tuple[Owner, ...]:
    """The owners that mentions name, each once."""
    found: dict[tuple[str, ...], Owner] = {}
    for one in joined:
        found.setdefault(one.agents, scope.owner(one))
    return tuple(found.values())


def _is_next(scope: ClauseScope, reading: Reading) -> bool:
    """Says whether an agent stands right behind: "given on day 1 rituximab"."""
    behind = [one.start for one in scope.named if one.start >= reading.end]
    gap = scope.plain[reading.end : behind[0]] if behind else "too far"
    return not gap.strip(" ,:")


def _outside(scope: ClauseScope, before: list[Mention], reading: Reading) -> list[Mention]:
    """The mentions before a reading without those in a closed bracket that another one opens.

    "FOLFIRI (irinotecan, leucovorin) on day 1" is FOLFIRI; a kind of treatment before the bracket
    says less than what it holds.
    """
    if not before:
        return before
    last = before[-1]
    opened = scope.plain.rfind("(", scope.clause.start, last.start)
    closed = scope.plain.find(")", last.end, reading.start)
    if opened < 0 or closed < 0 or ")" in scope.plain[opened : last.start]:
        return before
    heads = [one for one in before if one.end <= opened <= one.end + 2]
    beside = ALSO.match(scope.plain, opened + 1)
    if not heads or beside or set(heads[-1].agents) <= GENERIC:
        return before
    return [one for one in before if one.start < opened]


def _opens(scope: ClauseScope, reading: Reading) -> bool:
    """Says whether nothing is given before a day: "On day 1, participants receive ..."."""
    until = reading.start - STARTING
    given = any(place < until for place in scope.giving)
    return not given and not any(place < reading.start for place in scope.doses)


def _unnamed(scope: ClauseScope) -> tuple[Owner, ...]:
    """Those meant where a clause names no agent."""
    if scope.carried:
        return scope.carried
    if scope.under:
        return scope.under
    if scope.needs_giving and scope.goes_on:
        return scope.goes_on
    if scope.own is None or (scope.needs_giving and not (scope.giving or scope.doses)):
        return ()
    return (scope.own,)


def _owner_of_dose(scope: ClauseScope, reading: Reading) -> tuple[Owner, ...]:
    """The one agent of a dose: within it ("cells"), behind it ("10 mg of X"), or before."""
    before = [one for one in scope.named if one.start < reading.start]
    for mention in scope.mentions:
        if reading.start <= mention.start < reading.end:
            cells = before and scope.owner(before[-1]).is_cells
            return (scope.owner(before[-1] if cells else mention),)
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


def _joined_before(
    scope: ClauseScope, before: Sequence[Mention], place: int
) -> tuple[Mention, ...]:
    """The mention nearest before a place and those that it is joined to."""
    nearest = before[-1]
    joined = [nearest]
    if _in_bracket_of(scope, nearest, place):
        return (nearest,)
    for one in reversed(before[:-1]):
        dates = one.start in scope.dating and nearest.start not in scope.dating
        if dates or not _are_joined(scope, one, joined[0]) or one.start in scope.claimed:
            break
        joined.insert(0, one)
    told = [one for one in joined if not set(one.agents) <= GENERIC]
    return tuple(told or joined)


def _joined_behind(scope: ClauseScope, place: int) -> tuple[Mention, ...]:
    """The first mention behind a place and those joined to it, up to the next anchor's own."""
    following = [one.start for one in scope.readings if one.kind == DAY and one.start >= place]
    until = min(following, default=scope.clause.end)
    behind = [one for one in scope.named if place <= one.start < until]
    joined = behind[:1]
    for one in behind[1:]:
        if not _are_joined(scope, joined[-1], one):
            break
        joined.append(one)
    if following and not scope.days_first and len(joined) > 1 and joined[-1] is behind[-1]:
        joined = joined[:-1]
    return tuple(joined)


def _are_joined(scope: ClauseScope, one: Mention, other: Mention) -> bool:
    """Says whether two mentions are given together, by the words between them."""
    between = scope.plain[one.end : other.start]
    if JOINING.search(between) is None:
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


def _in_bracket_of(scope: ClauseScope, mention: Mention, place: int) -> bool:
    """Says whether a place lies in a bracket behind a mention that holds more than days."""
    between = scope.plain[mention.end : place]
    opened = between.rfind("(")
    if opened < 0 or between.count("(") <= between.count(")"):
        return False
    start = mention.end + opened
    held = any(one.kind in (DOSE, ROUTE) and start <= one.start < place for one in scope.readings)
    return held or not between[:opened].strip()


def _said_more(
    scope: ClauseScope, joined: Sequence[Mention], reading: Reading
) -> tuple[Owner, ...]:
    """Agents instead of a kind of treatment: "lymphodepletion on days -5 to -3 with ..."."""
    found = _distinct(scope, joined)
    if all(one.is_generic for one in found):
        more = SAID_MORE.match(scope.plain, reading.end, scope.clause.end)
        behind = _joined_behind(scope, reading.end)
        told = [one for one in behind if not set(one.agents) <= GENERIC]
        if more and told and told[0].start <= more.end() + 25:
            return _distinct(scope, told)
    return found


def _own_if_generic(scope: ClauseScope, found: tuple[Owner, ...]) -> tuple[Owner, ...]:
    """The intervention described, where the words only name its kind ("chemotherapy")."""
    own = scope.own
    if own is None or not found or not all(one.is_generic for one in found):
        return found
    if own.is_cells or own.is_generic:
        return found
    before = scope.plain[scope.clause.start : found[0].place or scope.clause.start]
    return found if scope.names_own and not COMPANION.search(before[-40:]) else (own,)
