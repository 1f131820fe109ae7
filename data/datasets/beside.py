"""Protocols of elsewhere beside a dataset's own: those of other datasets, and arms of its records.

An address names them; they are found and read when it is parsed, so that every query, figure,
slide and file has them as it has the dataset's own.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import pandas as pd

from data.link.options import BUILT_IN, COMPARE, REGIMEN
from data.link.query_string import JOINT
from data.model.frames import STORE_FRAMES
from data.model.schema import SEPARATOR, to_dataframe
from data.model.study_design import STUDY_FRAMES
from data.queries.arm_codes import arm_of
from data.queries.arm_regimens import OF_CLASSES, arm_regimen
from data.queries.one_trial import find_trial
from data.queries.regimens import class_labels
from data.store import TrialStore

OF_REGIMEN = {
    "regimens": "regimen",
    "regimen_events": "regimen",
    "regimen_facts": "regimen",
    "cohorts": "cohort",
    "outcomes": "regimen",
    "graft_function": "regimen",
    **dict.fromkeys((frame.name for frame in STUDY_FRAMES), "regimen"),
}
"""Frame -> its column that names the protocol."""
SCHEMA = {frame.name: frame for frame in STORE_FRAMES}
STORES_KEPT = 64
MOST_NAMED = 24
"""Protocols of elsewhere that one address may name."""
PAGE_OF_ONE = "/protocols/"

Frames = dict[str, pd.DataFrame]


def named_in(values: Mapping[str, str], path: str = "") -> tuple[str, ...]:
    """The protocols that an address names: keys and texts of its query, and its path.

    The one of the path and those compared come before the others, of which there may be more
    than a page can show.
    """
    texts = [path.partition(PAGE_OF_ONE)[2].strip(), values.get(COMPARE, "")]
    texts.append(values.get(REGIMEN.key, ""))
    codes = [code.lower() for text in texts for code in text.split(JOINT) if code]
    return tuple(sorted([*dict.fromkeys(codes)][:MOST_NAMED]))


def beside(store: TrialStore, codes: Iterable[str]) -> TrialStore:
    """The store with these protocols of elsewhere; the store itself where none is of elsewhere.

    codes: of any dataset, or of arms of the store's records; unknown ones are left out.
    """
    own = set(store.regimens["regimen"])
    return _beside(store, tuple(code for code in codes if code not in own))


@lru_cache(maxsize=STORES_KEPT)
def _beside(store: TrialStore, codes: tuple[str, ...]) -> TrialStore:
    found = [frames for code in codes for frames in [_frames_of(store, code)] if frames]
    if not found:
        return store
    names = dict.fromkeys(name for frames in found for name in frames)
    joined = {
        name: _joined(name, [getattr(store, name), *(f[name] for f in found if name in f)])
        for name in names
    }
    regimens, agents = joined["regimens"], joined["agents"]
    known = store.known.with_regimens(
        dict(zip(regimens["regimen"], regimens["label"], strict=True))
    ).with_agents(
        dict(zip(agents["agent"], agents["name"], strict=True)),
        dict(zip(agents["agent_class"].astype("str"), class_labels(agents), strict=True)),
    )
    return store.with_frames(joined, known)


def _joined(name: str, frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The rows of several frames of one kind; a key that stands in two keeps its first row."""
    filled = [frame for frame in frames if len(frame)] or frames[:1]
    rows = pd.concat(filled, ignore_index=True)
    return rows.drop_duplicates(list(SCHEMA[name].key), ignore_index=True)


def _frames_of(store: TrialStore, code: str) -> Frames | None:
    """The rows of one protocol by frame; none where nobody has it."""
    arm = arm_of(code)
    if arm is not None:
        regimen = arm_regimen(store, find_trial(store, arm[0]), arm[1])
        if regimen is None:
            return None
        frames = {name: to_dataframe(SCHEMA[name], rows) for name, rows in regimen.rows.items()}
        frames["agents"] = _as_in_review(frames["agents"], built_in(store).agents)
        return frames | {"sources": _references(built_in(store))}
    owner = next((each for each in store.others.values() if code in _regimens(each)), None)
    return None if owner is None else _rows_of(owner, code)


def built_in(store: TrialStore) -> TrialStore:
    """The built-in data beside a store; the store itself where there are none."""
    return store.others.get(BUILT_IN, store)


def _as_in_review(agents: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """The agents of an arm; those that the review has by its names, codes and classes."""
    own = known[known["agent"].isin(agents["agent"])]
    return pd.concat([own, agents[~agents["agent"].isin(own["agent"])]], ignore_index=True)


def _references(review: TrialStore) -> pd.DataFrame:
    """The source of the classes of drugs, which an arm's agents have, too."""
    return review.sources[review.sources["source_id"] == OF_CLASSES]


@lru_cache(maxsize=STORES_KEPT)
def _regimens(store: TrialStore) -> frozenset[str]:
    return frozenset(store.regimens["regimen"])


def _rows_of(store: TrialStore, code: str) -> Frames:
    """The rows of one protocol of a dataset, with its agents, sources and data notes."""
    frames = {
        name: rows[rows[column] == code]
        for name, column in OF_REGIMEN.items()
        for rows in [getattr(store, name)]
    }
    given = store.agents["agent"].isin(frames["regimen_events"]["agent"])
    frames["agents"] = store.agents[given]
    links = store.data_note_links
    frames["data_note_links"] = links[(links["row_key"] == code) & links["frame"].isin(OF_REGIMEN)]
    noted = store.data_notes["note"].isin(frames["data_note_links"]["note"])
    frames["data_notes"] = store.data_notes[noted]
    cells = {cell for rows in frames.values() for cell in rows["source"]}
    named = {source for cell in cells for source in str(cell).split(SEPARATOR)}
    frames["sources"] = store.sources[store.sources["source_id"].isin(named)]
    return frames
