"""Sources of rows: those that the ``source`` column of the rows drawn names."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from data.index.index_arrays import Whole
from data.link.filters import TrialFilters
from data.model.schema import SEPARATOR
from data.queries.trials import matching
from data.store import TrialStore

STORES_KEPT = 32
REFERENCE = "REFERENCE"
TRIALS = "trials"


@dataclass(frozen=True)
class Source:
    """One source of a dataset, as ``sources`` holds it; what is not known is empty.

    Attributes:
        source_id: as the ``source`` column of the rows names it.
        kind: a code of ``SOURCE_KIND``.
        date: the date of its data: YYYY, YYYY-MM or YYYY-MM-DD.
        dataset: the dataset in words, which stands in where a source has no citation.
    """

    source_id: str
    kind: str
    title: str
    citation: str
    date: str
    url: str
    doi: str
    dataset: str

    @property
    def is_reference(self) -> bool:
        """Says whether it tells nothing of trials, such as the coordinates of cities."""
        return self.kind == REFERENCE

    @property
    def words(self) -> str:
        """Its citation, or what else names it."""
        return self.citation or self.title or self.dataset


Sources = tuple[Source, ...]


@lru_cache(maxsize=STORES_KEPT)
def sources_in(store: TrialStore) -> Sources:
    """All sources of a dataset, in its order."""
    return tuple(
        Source(
            row["source_id"],
            str(row["kind"]),
            row["title"],
            row["citation"],
            row["date_of_data"],
            row["url"],
            row["doi"],
            store.title,
        )
        for row in store.sources.to_dict("records")
    )


def named_in(store: TrialStore, cells: Iterable[str]) -> Sources:
    """The sources that cells of a ``source`` column name, each once, in the dataset's order.

    cells: one id, or several joined by ``SEPARATOR``.
    """
    ids = {name for cell in cells for name in str(cell).split(SEPARATOR)}
    return tuple(source for source in sources_in(store) if source.source_id in ids)


def of_rows(store: TrialStore, rows: pd.DataFrame, searched: pd.DataFrame) -> Sources:
    """The sources of these rows; that there are none was found in all rows ``searched``."""
    return named_in(store, (rows if len(rows) else searched)["source"].unique())


def of_events(store: TrialStore, events: pd.DataFrame) -> Sources:
    """The sources of rows of ``regimen_events``, and of the classes of their agents.

    What names an agent is the event; its class, which is drawn, may come from a reference.
    """
    agents = store.agents[store.agents["agent"].isin(events["agent"])]
    classes = named_in(store, agents["source"].unique())
    own = of_rows(store, events, store.regimen_events)
    return (*own, *(source for source in classes if source.is_reference))


def of_trials(
    store: TrialStore,
    filters: TrialFilters,
    frames: Iterable[str] = (),
    cells: Iterable[str] = (),
) -> Sources:
    """The sources of the matching trials' rows in ``trials`` and in ``frames``.

    cells: those of these frames of which single cells are drawn that have sources of their own,
    such as the points of organisations; else the first source is that of the row.
    That none matches was found in the rows of all trials.
    """
    return _of_trials(store, filters, tuple(frames), frozenset(cells))


@lru_cache(maxsize=STORES_KEPT)
def _of_trials(
    store: TrialStore, filters: TrialFilters, frames: tuple[str, ...], cells: frozenset[str]
) -> Sources:
    if store.origin is not None or len(sources_in(store)) <= 1:
        # an import: half a million rows say the same; sources of protocols beside it come behind
        return sources_in(store)[:1]
    found = np.flatnonzero(matching(store, filters))
    shown = found if len(found) else np.arange(len(store.trials))
    rows = {TRIALS: shown} | {frame: store.rows_of(frame).at(shown) for frame in frames}
    return named_in(
        store,
        (
            text if frame in cells else text.split(SEPARATOR)[0]
            for frame, at in rows.items()
            for text in _texts(store, frame, at)
        ),
    )


def _texts(store: TrialStore, frame: str, rows: Whole) -> list[str]:
    """The different texts of the ``source`` column in these rows of a frame."""
    texts: list[str] = pc.unique(store.texts(frame, "source").take(rows)).to_pylist()
    return texts


def dates_of(sources: Sources) -> tuple[str, ...]:
    """The dates of the data, each once; of references only where nothing else is drawn."""
    own = [source for source in sources if not source.is_reference] or list(sources)
    return tuple(dict.fromkeys(source.date for source in own if source.date))
