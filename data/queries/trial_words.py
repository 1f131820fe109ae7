"""The table of trials, which tells of each in words and numbers, for just the trials asked.

Nothing is prepared for all trials but where their rows stand in the other frames, so that a
page of a table of 500,000 trials costs what its 100 rows cost.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.index.index_arrays import ranges
from data.link.trial_fields import NOT_IN_FILE, NOT_STATED, OF_IMPORT
from data.model import vocabulary as v
from data.model.schema import SEPARATOR
from data.readers.trial_columns import TRIAL_COLUMNS
from data.store import TrialStore

Positions = NDArray[np.integer[Any]]
"""Places in the trials frame, in the order in which they are wanted."""
ColumnCells = Sequence[Any]

FEW_CELLS = 1_000


@dataclass(frozen=True)
class TrialColumn:
    """A column of the table of trials.

    Attributes:
        cells: what it says of the trials at these places: texts, or numbers and None.
        dtype: ``str``, ``int64``, or ``Int64`` where a number may not be stated.
        is_searched: whether the search in the table looks here; the text of the other
            columns is in ``store.search``.
        coded: each trial's place among distinct cells (-1: none), and these, where that is
            known without saying every cell.
    """

    cells: Callable[[TrialStore, Positions], ColumnCells]
    dtype: str = "str"
    is_searched: bool = False
    coded: Callable[[TrialStore], tuple[NDArray[Any], ColumnCells]] | None = None

    def distinct(self, store: TrialStore) -> tuple[NDArray[Any], ColumnCells]:
        """Each trial's place among the distinct cells (-1: not stated), and these cells."""
        if self.coded is not None:
            return self.coded(store)
        every = np.array(self.cells(store, np.arange(len(store.trials))), dtype=object)
        found, cells = pd.factorize(every)
        return found, cells.tolist()


def texts_at(column: pd.Series, places: Positions) -> list[str]:
    """The texts of a column at these places."""
    array = column.array
    # Arrow gathers slowly from a column of many pieces: a few cells are read singly, many
    # from the stretch in which they stand
    if len(places) <= FEW_CELLS:
        return [array[place] for place in places.tolist()]
    first = int(places.min())
    return list(array[first : int(places.max()) + 1].take(places - first).tolist())


def _text(name: str, *, is_searched: bool = False) -> TrialColumn:
    def cells(store: TrialStore, positions: Positions) -> ColumnCells:
        return [text or NOT_STATED for text in texts_at(store.trials[name], positions)]

    def coded(store: TrialStore) -> tuple[NDArray[Any], ColumnCells]:
        found, texts = pd.factorize(store.trials[name])
        return found, [text or NOT_STATED for text in texts.tolist()]

    return TrialColumn(cells, is_searched=is_searched, coded=coded)


def _coded(vocabulary: v.Vocabulary, name: str = "") -> TrialColumn:
    """The words of a column of codes, which is called as its vocabulary where it has no name."""
    name, words = name or vocabulary.name, tuple(vocabulary.labels.values())

    def cells(store: TrialStore, positions: Positions) -> ColumnCells:
        codes = store.trials[name].array.codes[positions]
        return [words[code] for code in codes.tolist()]

    return TrialColumn(
        cells,
        is_searched=True,
        coded=lambda store: (store.trials[name].array.codes, words),
    )


def _who_masked(store: TrialStore, positions: Positions) -> ColumnCells:
    printed = texts_at(store.trials["who_masked"], positions)
    words = {
        cell: "; ".join(v.WHO_MASKED.labels[code] for code in cell.split(SEPARATOR))
        for cell in set(printed)
    }
    return [words[cell] for cell in printed]


def _enrollment(store: TrialStore, positions: Positions) -> ColumnCells:
    numbers = store.trials["enrollment"].array.take(positions)
    return list(numbers.to_numpy(dtype=object, na_value=None).tolist())


def _distinct_enrollments(store: TrialStore) -> tuple[NDArray[Any], ColumnCells]:
    found, numbers = pd.factorize(store.trials["enrollment"].array)
    return found, numbers.tolist()


def _distinct_sites(store: TrialStore) -> tuple[NDArray[Any], ColumnCells]:
    found, numbers = pd.factorize(store.places.sites_of_trial)
    return found, numbers.tolist()


def _printed_tables(store: TrialStore, positions: Positions) -> ColumnCells:
    printed = texts_at(store.trials["printed_tables"], positions)
    return [cell.replace(SEPARATOR, "; ") for cell in printed]


def _notes(store: TrialStore, positions: Positions) -> ColumnCells:
    """The number of data notes of each trial."""
    links = store.data_note_links[store.data_note_links["frame"] == "trials"]
    counts = links.groupby("row_key")["note"].nunique().to_dict()
    return [counts.get(nct_id, 0) for nct_id in texts_at(store.trials["nct_id"], positions)]


def _sites(store: TrialStore, positions: Positions) -> ColumnCells:
    return list(store.places.sites_of_trial[positions].tolist())


def _of_facet(key: str, *, is_searched: bool = False) -> TrialColumn:
    """The labels of a filter field, in the vocabulary's order."""

    def cells(store: TrialStore, positions: Positions) -> ColumnCells:
        facet, labels = store.facets[key], store.labels(key)
        codes, lengths = facet.codes_at(positions)
        return _joined([labels[facet.codes[code]] for code in codes.tolist()], lengths)

    return TrialColumn(cells, is_searched=is_searched)


def _of_frame(frame: str, column: str) -> TrialColumn:
    return TrialColumn(lambda store, positions: joined_at(store, frame, column, positions))


def joined_at(
    store: TrialStore, frame: str, column: str, positions: Positions, empty: str = NOT_STATED
) -> list[str]:
    """The distinct texts of each trial in another frame, in the order of the data."""
    own = store.rows_of(frame)
    first, after = own.starts[positions], own.starts[positions + 1]
    rows = own.order[ranges(first, after)]
    return _joined(texts_at(getattr(store, frame)[column], rows), after - first, empty)


def _joined(words: Sequence[str], lengths: Positions, empty: str = NOT_STATED) -> list[str]:
    """The distinct words of each trial, so many a trial, joined by "; "."""
    cells, start = [], 0
    for length in lengths.tolist():
        own = dict.fromkeys(word for word in words[start : start + length] if word)
        cells.append("; ".join(own) or empty)
        start += length
    return cells


DESIGN = {
    vocabulary.name: _coded(vocabulary)
    for vocabulary in (
        v.PHASE,
        v.STUDY_TYPE,
        v.ALLOCATION,
        v.CONTROL,
        v.ENDPOINT_CLASSIFICATION,
        v.INTERVENTION_MODEL,
        v.MASKING,
        v.PRIMARY_PURPOSE,
        v.OBSERVATIONAL_MODEL,
        v.TIME_PERSPECTIVE,
    )
}
WHO_MASKED = TrialColumn(_who_masked, is_searched=True)
ENROLMENT = TrialColumn(_enrollment, "Int64", is_searched=True, coded=_distinct_enrollments)

REVIEW_COLUMNS: Mapping[str, TrialColumn] = {
    "nct_id": _text("nct_id"),
    "title": _text("title"),
    "condition": _of_facet("condition", is_searched=True),
    "phase": DESIGN["phase"],
    "study_type": DESIGN["study_type"],
    "allocation": DESIGN["allocation"],
    "control": DESIGN["control"],
    "endpoint_classification": DESIGN["endpoint_classification"],
    "intervention_model": DESIGN["intervention_model"],
    "masking": DESIGN["masking"],
    "who_masked": WHO_MASKED,
    "primary_purpose": DESIGN["primary_purpose"],
    "observational_model": DESIGN["observational_model"],
    "time_perspective": DESIGN["time_perspective"],
    "interventions": _of_frame("trial_interventions", "intervention"),
    "cell_product": _of_facet("product", is_searched=True),
    "donor": _of_facet("donor", is_searched=True),
    "countries": _of_facet("country", is_searched=True),
    "organisations": _of_frame("trial_organisations", "organisation"),
    "enrollment": ENROLMENT,
    "printed_tables": TrialColumn(_printed_tables, is_searched=True),
    "notes": TrialColumn(_notes, "int64", is_searched=True),
    "source": _text("source", is_searched=True),
    "locator": _text("locator", is_searched=True),
}
OF_REGISTRY = {
    "nct_id": _text("nct_id"),
    "title": _text("title"),
    "status": _coded(v.OVERALL_STATUS),
    "condition": _of_frame("trial_conditions", "condition_printed"),
    "phase": DESIGN["phase"],
    "start": _text("start_date", is_searched=True),
    "enrollment": ENROLMENT,
    "interventions": _of_frame("trial_interventions", "intervention"),
    "sponsor": _text("sponsor"),
    "countries": _of_facet("country", is_searched=True),
    "sites": TrialColumn(_sites, "int64", is_searched=True, coded=_distinct_sites),
    "who_masked": WHO_MASKED,
    "control": _of_facet("control", is_searched=True),
    "cell_product": _of_facet("product", is_searched=True),
    "donor": _of_facet("donor", is_searched=True),
    "source": _text("source"),
    "locator": _text("locator"),
}
"""Fields of an import's table that are more than a plain column of the same name."""
PLAIN = {
    column.name: _coded(column.vocabulary, column.name)
    if column.vocabulary is not None
    else _text(column.name, is_searched=True)
    for column in TRIAL_COLUMNS
}
IMPORT_COLUMNS: Mapping[str, TrialColumn] = {
    field: (PLAIN | OF_REGISTRY)[field] for field in OF_IMPORT
}
"""Columns of registry records: without printed tables."""
MADE_OF: Mapping[str, tuple[str, str]] = {
    "status": ("trials", "overall_status"),
    "condition": ("trial_conditions", "condition"),
    "start": ("trials", "start_date"),
    "interventions": ("trial_interventions", "intervention"),
    "countries": ("trial_organisations", "country"),
    # A file that names countries alone, as the WHO's portal does, has no sites to count.
    "sites": ("trial_organisations", "city"),
}
"""Field of an import's table -> frame and column that it is made of, where not its own name."""


def _not_in_file(store: TrialStore, positions: Positions) -> ColumnCells:
    return [NOT_IN_FILE] * len(positions)


ABSENT = TrialColumn(
    _not_in_file,
    coded=lambda store: (np.zeros(len(store.trials), np.int64), (NOT_IN_FILE,)),
)
"""A column that no imported file has room for."""


def columns_of(store: TrialStore) -> Mapping[str, TrialColumn]:
    """The columns of the table of trials, by field, in the order of its file."""
    if store.states("trials", "printed_tables"):
        return REVIEW_COLUMNS
    return {
        field: ABSENT
        if store.not_in_file(*MADE_OF.get(field, ("trials", field)))
        else IMPORT_COLUMNS[field]
        for field in store.known.sort.codes
    }


def cells_at(store: TrialStore, positions: Positions) -> dict[str, ColumnCells]:
    """The columns of ``rows_at`` as plain lists, None for a number that is not stated."""
    return {name: column.cells(store, positions) for name, column in columns_of(store).items()}


def rows_at(store: TrialStore, positions: Positions) -> pd.DataFrame:
    """One row for each trial at these places, in their order.

    Columns: those of ``columns_of``; labels where ``trials`` has codes. Several values of a
    trial are joined by "; ", a number is empty where it is not stated, notes is the number of
    data notes. Condition (of the review), cell product, donor and country are those that the
    filters count.
    """
    columns = columns_of(store)
    return pd.DataFrame(
        {
            name: pd.Series(cells, dtype=columns[name].dtype)
            for name, cells in cells_at(store, positions).items()
        }
    )
