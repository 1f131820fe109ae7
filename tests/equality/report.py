"""The number of equal answers, group by group, and what differs in the others."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tests.equality.answer import Answer, difference

Answers = Mapping[tuple[str, str], Answer]
MOST_SHOWN = 10
"""Differences of one group that are printed."""
LEAST_FAILED = {"callbacks": 400, "rows of grids": 400}
"""Group -> the code of an answer from which on nothing was compared: a page's own requests are
never refused."""
FAILED = b"could not be made. Reload the page"
"""In an answer that says within a page that a part of it failed."""


@dataclass
class Group:
    """The addresses of one kind; ``failed``: those that failed in both versions."""

    total: int = 0
    failed: list[str] = field(default_factory=list)
    differing: list[tuple[str, str]] = field(default_factory=list)


def compared(old: Answers, new: Answers) -> dict[str, Group]:
    groups: dict[str, Group] = defaultdict(Group)
    for group, name in {**old, **new}:
        one, other = old.get((group, name)), new.get((group, name))
        of_it = groups[group]
        of_it.total += 1
        found = difference(one, other)
        if found:
            of_it.differing.append((name, found))
        elif one and (one.status >= LEAST_FAILED.get(group, 500) or FAILED in one.body):
            of_it.failed.append(name)
    return dict(groups)


def in_words(groups: Mapping[str, Group]) -> Iterator[str]:
    for name, group in groups.items():
        failed = (
            f" ({len(group.failed)} failed in both, such as {group.failed[0]})"
            if group.failed
            else ""
        )
        yield f"{group.total - len(group.differing):6,} of {group.total:6,} equal  {name}{failed}"
        for address, found in group.differing[:MOST_SHOWN]:
            yield f"         {address}\n             {found}"
        more = len(group.differing) - MOST_SHOWN
        if more > 0:
            yield f"         and {more:,} more"
    total = sum(group.total for group in groups.values())
    differing = sum(len(group.differing) for group in groups.values())
    yield f"{total - differing:6,} of {total:6,} equal in all"
