"""Outcomes that the readers met, counted: one short table, and whether all was well."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.bench.measuring import aligned, number, percentile

HEADING = (
    "",
    "requests",
    "a second",
    "p50 ms",
    "p95 ms",
    "p99 ms",
    "longest",
    "cut",
    "5xx",
    "lost",
    "wrong",
)


@dataclass(frozen=True)
class Outcome:
    """One request of one reader, with all that was sent again for it.

    Attributes:
        start: seconds since the load began.
        took: seconds until its answer, tries and pauses between them included.
        cut: tries that got no answer.
        codes: of the answers of 500 and more, in the order of the tries.
        lost: no answer came for good.
        wrong: the answer is not the one of the quiet instance; empty, or what came instead.
    """

    kind: str
    phase: str
    start: float
    took: float
    cut: int = 0
    codes: tuple[int, ...] = ()
    lost: bool = False
    wrong: str = ""

    @property
    def is_well(self) -> bool:
        return not (self.codes or self.lost or self.wrong)


def line(name: str, outcomes: Sequence[Outcome], seconds: float) -> tuple[str, ...]:
    """One row of the table: outcomes that belong together, and how long they were sent."""
    times = [each.took * 1e3 for each in outcomes]
    return (
        name,
        f"{len(outcomes):,}",
        number(len(outcomes) / seconds),
        *(number(percentile(times, part)) for part in (0.5, 0.95, 0.99, 1)),
        str(sum(each.cut for each in outcomes)),
        str(sum(len(each.codes) for each in outcomes)),
        str(sum(each.lost for each in outcomes)),
        str(sum(bool(each.wrong) for each in outcomes)),
    )


def table(outcomes: Sequence[Outcome], phases: dict[str, float]) -> str:
    """By phase; then the first phase, in which nothing is hurt, by kind of request.

    phases: name -> seconds, in their order.
    """

    def lines(
        names: Sequence[str], of: Callable[[Outcome], str], among: Sequence[Outcome]
    ) -> list[tuple[str, ...]]:
        groups = {name: [each for each in among if of(each) == name] for name in names}
        return [
            line(name, group, phases.get(name, phases[first]))
            for name, group in groups.items()
            if group
        ]

    first = next(iter(phases))
    quiet = [each for each in outcomes if each.phase == first]
    kinds = list(dict.fromkeys(each.kind for each in quiet))
    rows = [HEADING, *lines(list(phases), lambda each: each.phase, outcomes)]
    rows += [(f"{first}, by kind:", *[""] * (len(HEADING) - 1))]
    rows += lines(sorted(kinds), lambda each: each.kind, quiet)
    return aligned(rows)
