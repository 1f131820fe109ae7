"""Protocols by who has them: the dataset itself, its records as their arms, or another dataset."""

from collections.abc import Iterable
from functools import lru_cache

from data.model.amounts import amount, listed
from data.queries.arm_codes import arm_of
from data.store import TrialStore

STORES_KEPT = 64


@lru_cache(maxsize=STORES_KEPT)
def own_regimens(store: TrialStore) -> tuple[str, ...]:
    """The protocols that the dataset itself has, in its order; no arm, and none of elsewhere."""
    regimens = store.alone.regimens["regimen"].astype("str")
    return tuple(code for code in regimens if arm_of(code) is None)


def has_own(store: TrialStore) -> bool:
    return bool(own_regimens(store))


def owner_of(store: TrialStore, regimen: str) -> TrialStore:
    """The dataset that has a protocol; this one where no other has it, and of an arm."""
    if arm_of(regimen) is not None or regimen in own_regimens(store):
        return store
    owners = (each for each in store.others.values() if regimen in own_regimens(each))
    return next(owners, store)


def shown_of(store: TrialStore, regimens: Iterable[str]) -> str:
    """Tells how many protocols are shown, and whose they are.

    ``7 of 12 protocols`` of the dataset's own; ``2 arms of 2 records and 1 protocol of Review
    2010`` where others stand beside them.
    """
    drawn = list(dict.fromkeys(regimens))
    own = own_regimens(store)
    arms = [arm for code in drawn if (arm := arm_of(code)) is not None]
    elsewhere = [code for code in drawn if arm_of(code) is None and code not in own]
    parts = []
    number = len(drawn) - len(arms) - len(elsewhere)
    if number or (own and not arms and not elsewhere):
        parts.append(f"{number:,} of {amount(len(own), 'protocol')}")
    if arms:
        records = len({trial for trial, _ in arms})
        whose = "a record" if records == 1 else f"{records:,} records"
        parts.append(f"{amount(len(arms), 'arm')} of {whose}")
    owners = [owner_of(store, code) for code in elsewhere]
    parts += [
        f"{amount(owners.count(owner), 'protocol')} of {title_in_short(store, owner)}"
        for owner in dict.fromkeys(owners)
    ]
    return listed(parts) or "No arm or protocol"


def title_in_short(store: TrialStore, owner: TrialStore) -> str:
    """The title of a dataset without what stands in brackets, where that tells it from others."""
    short = owner.title.partition(" (")[0]
    others = [each.title.partition(" (")[0] for each in store.others.values()]
    return short if others.count(short) <= 1 else owner.title
