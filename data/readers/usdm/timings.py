"""Days of the instances of a timeline: the fixed reference is 0, the others hang on it in turn.

A timing places one instance so long after or before another. What hangs on an instance without a
day, on itself, in a circle or by a text that is no duration has none, and the reason is kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Self

from data.model import vocabulary as v
from data.readers.json_node import Node
from data.readers.usdm.durations import Duration
from data.readers.usdm.plain_texts import cited, code_of, decode_of, plain_text, text_at

FIXED, AFTER, BEFORE = "fixed reference", "after", "before"
KINDS = {"C201358": FIXED, "C201356": AFTER, "C201357": BEFORE}
"""CDISC's codes of the kinds of timings."""
START_TO_START = "start to start"
FARTHEST = 36_500
"""Days from day 0 that a frame holds."""
SHOWN = 60
"""Characters of a text of the file that a reason repeats."""


@dataclass(frozen=True)
class Timing:
    """One timing as the file states it.

    Attributes:
        kind: FIXED, AFTER or BEFORE; else the words of the file.
        source, target: the ids of the instance that is placed, and of the one that it hangs on.
        duration: none where the text is none.
        value: the text of the duration; printed: the words that the file has for it.
        lower, upper: the window before and after, as texts.
        ends: which ends are measured, where it is not from start to start.
    """

    kind: str
    source: str
    target: str
    duration: Duration | None
    value: str
    printed: str
    label: str
    lower: str
    upper: str
    window: str
    ends: str
    path: str

    @classmethod
    def read(cls, node: Node) -> Self:
        value = text_at(node, "value")
        duration = Duration.read(value)
        ends = decode_of(node.at("relativeToFrom"))
        words = decode_of(node.at("type"))
        kind = KINDS.get(code_of(node.at("type")), words.lower() or "no kind")
        return cls(
            kind,
            cited(node, "relativeFromScheduledInstanceId"),
            cited(node, "relativeToScheduledInstanceId"),
            duration,
            value,
            text_at(node, "valueLabel") or (duration.words if duration else value),
            text_at(node, "label") or text_at(node, "name"),
            plain_text(node.at("windowLower").text()),
            plain_text(node.at("windowUpper").text()),
            text_at(node, "windowLabel"),
            "" if ends.lower() in ("", START_TO_START) else ends,
            node.path,
        )

    @property
    def hangs_on_itself(self) -> bool:
        return self.kind != FIXED and self.source == self.target

    @property
    def step(self) -> Fraction | None:
        """Days from the instance that it hangs on; none where it says no such number."""
        if self.duration is None or self.kind not in (AFTER, BEFORE):
            return None
        return self.duration.days if self.kind == AFTER else -self.duration.days


@dataclass(frozen=True)
class Placement:
    """The day of an instance, or why it has none.

    Attributes:
        kind: a code of ``VISIT_PLACEMENT``.
        basis: how it was placed, in words.
        reason: why it was not.
        remark: what else the file says of its day.
    """

    kind: str
    day: Fraction | None = None
    basis: str = ""
    reason: str = ""
    remark: str = ""
    timing: Timing | None = None


@dataclass
class Placing:
    """The instances of one timeline on their way to a day.

    Attributes:
        names: id -> words of each instance, in the order of the timeline.
        timings: as the file has them.
    """

    names: Mapping[str, str]
    timings: Sequence[Timing]
    placed: dict[str, Placement] = field(default_factory=dict)

    @property
    def fixed(self) -> tuple[Timing, ...]:
        """The fixed references, in the order of the timeline."""
        own = [each for each in self.timings if each.kind == FIXED and each.source in self.names]
        order = list(self.names)
        return tuple(sorted(own, key=lambda each: order.index(each.source)))

    def place(self) -> dict[str, Placement]:
        """Every instance with its day, or with the reason why it has none."""
        if self.fixed:
            first = self.fixed[0]
            words = f"fixed reference of the timeline{self._called(first)}"
            self.placed[first.source] = Placement("DAY_ZERO", Fraction(0), words, timing=first)
        while self._one_more_round():
            pass
        for instance in self.names:
            if instance not in self.placed:
                self.placed[instance] = Placement(v.NOT_PLACED, reason=self._reason(instance))
        return {each: self._with_others(each) for each in self.names}

    def _called(self, timing: Timing) -> str:
        """The file's own count of the fixed reference, which is often day 1."""
        return f", which the file counts as “{timing.printed}”" if timing.printed else ""

    def _one_more_round(self) -> bool:
        """Places what hangs on a placed instance; says whether there was any."""
        before = len(self.placed)
        for timing in self.timings:
            if timing.source in self.names and timing.source not in self.placed:
                placement = self._by(timing)
                if placement:
                    self.placed[timing.source] = placement
        return len(self.placed) > before

    def _by(self, timing: Timing) -> Placement | None:
        """The place that a timing gives; none where it gives none yet."""
        on, step = self.placed.get(timing.target), timing.step
        if on is None or on.day is None or step is None or timing.hangs_on_itself:
            return None
        day = on.day + step
        if abs(day) > FARTHEST:
            return None
        counted = timing.duration is not None and timing.duration.is_counted
        kind = "COUNTED" if counted or on.kind == "COUNTED" else _kind_after(on)
        basis = f"{timing.printed} {timing.kind} “{self.names[timing.target]}”"
        ends = f"measured “{timing.ends}”, drawn as a point" if timing.ends else ""
        return Placement(kind, day, basis, remark=ends, timing=timing)

    def _with_others(self, instance: str) -> Placement:
        """The placement, with the days of other timings that say otherwise."""
        placement = self.placed[instance]
        if placement.day is None:
            return placement
        others = [
            f"{other.printed} {other.kind} “{self.names[other.target]}”"
            for other in self.timings
            if other.source == instance and other is not placement.timing
            if (on := self.placed.get(other.target)) is not None
            and on.day is not None
            and other.step is not None
            and not other.hangs_on_itself
            and on.day + other.step != placement.day
        ]
        if not others:
            return placement
        said = f"the file also says {'; '.join(others)}, which is another day; the first is drawn"
        remark = "; ".join(filter(None, (placement.remark, said)))
        return Placement(
            placement.kind, placement.day, placement.basis, "", remark, placement.timing
        )

    def _reason(self, instance: str) -> str:
        own = [each for each in self.timings if each.source == instance]
        if not own:
            return "the file gives no timing for it"
        if not self.fixed:
            return "the timeline has no fixed reference to count from"
        timing = next((each for each in own if not each.hangs_on_itself), own[0])
        if timing.kind == FIXED:
            return (
                f"it is a second fixed reference, and its distance from "
                f"“{self.names[self.fixed[0].source]}” is not stated"
            )
        if timing.hangs_on_itself:
            return f"it is a delay of {timing.printed}, which hangs on itself"
        if timing.step is None:
            return self._unread(timing)
        if timing.target not in self.names:
            return f"it hangs on “{timing.target[:SHOWN]}”, which is not in the timeline"
        circle = self._circle(instance)
        if circle:
            return f"its timings run in a circle: {' → '.join(circle)}"
        on = self.placed.get(timing.target)
        if on is not None and on.day is not None:
            return "it would lie more than 100 years from day 0"
        return f"it hangs on “{self.names[timing.target]}”, which has no day"

    def _unread(self, timing: Timing) -> str:
        if timing.kind not in (AFTER, BEFORE):
            return f"its timing is of a kind that is not known: “{timing.kind[:SHOWN]}”"
        return f"“{timing.value[:SHOWN]}” is no duration that can be read"

    def _circle(self, instance: str) -> list[str]:
        """The names on a way that comes back to this instance; nothing where none does."""
        way, at = [instance], self._target(instance)
        while at in self.names and at not in way:
            way.append(at)
            at = self._target(at)
        return [f"“{self.names[each]}”" for each in (*way, instance)] if at == instance else []

    def _target(self, instance: str) -> str:
        targets = (
            each.target for each in self.timings if each.source == instance and each.kind != FIXED
        )
        return next(targets, "")


def _kind_after(on: Placement) -> str:
    """Stated where it hangs on day 0 itself, else worked out by way of another instance."""
    return "STATED" if on.kind == "DAY_ZERO" else "THROUGH_ANOTHER"


@dataclass(frozen=True)
class Span:
    """The window around a day: days before and after it, and in the words of the file.

    Attributes:
        lower, upper: none where the file states none, or none that can be read.
    """

    lower: Fraction | None
    upper: Fraction | None
    words: str


NO_SPAN = Span(None, None, "")


def window_of(timing: Timing | None) -> Span:
    """The window of a timing. Files write the time before with and without a minus sign."""
    if timing is None:
        return NO_SPAN
    lower = Duration.read(timing.lower.removeprefix("-"))
    upper = Duration.read(timing.upper)
    words = timing.window or _in_words(timing.lower, timing.upper)
    if (timing.lower and lower is None) or (timing.upper and upper is None):
        return Span(None, None, words)
    return Span(lower.days if lower else None, upper.days if upper else None, words)


def _in_words(lower: str, upper: str) -> str:
    """``3 days before to 3 days after``: where the file has durations and no words."""
    sides = ((lower.removeprefix("-"), "before"), (upper, "after"))
    said = [
        f"{duration.words if duration else text} {side}"
        for text, side in sides
        if text
        for duration in [Duration.read(text)]
    ]
    return " to ".join(said)
