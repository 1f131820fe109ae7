"""One trial: its fields as printed and normalised, and every row that belongs to it."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from data.link.filters import TrialFilters
from data.link.options import ProtocolOptions
from data.link.state import PageState
from data.link.trial_fields import NOT_IN_FILE, NOT_PRINTED, NOT_STATED, REGISTERED
from data.model import vocabulary as v
from data.model.countries import NAMES
from data.model.schema import SEPARATOR
from data.queries import regimens
from data.queries.trials import matching
from data.readers.trial_columns import CODE_AND_TEXT, DATE, TEXT, TRIAL_COLUMNS, PlainColumn
from data.store import TrialStore

CODED = {
    "Study type": v.STUDY_TYPE,
    "Phase": v.PHASE,
    "Allocation": v.ALLOCATION,
    "Control": v.CONTROL,
    "Endpoint classification": v.ENDPOINT_CLASSIFICATION,
    "Intervention model": v.INTERVENTION_MODEL,
    "Masking": v.MASKING,
    "Who is masked": v.WHO_MASKED,
    "Primary purpose": v.PRIMARY_PURPOSE,
    "Observational model": v.OBSERVATIONAL_MODEL,
    "Time perspective": v.TIME_PERSPECTIVE,
}
"""Label -> vocabulary of the fields that hold codes, in the order in which a page shows them."""
OF_THE_REVIEW = ("Control", "Endpoint classification")
"""Fields that registry records no longer have."""
DATE_TYPES = {column.name for column in TRIAL_COLUMNS if column.vocabulary is v.DATE_TYPE}


def _group(column: PlainColumn) -> int:
    """Codes with their texts, dates of events, texts, other dates, codes alone."""
    is_event, kind = f"{column.name}_type" in DATE_TYPES, column.kind
    return (kind == CODE_AND_TEXT, is_event, kind == TEXT, kind == DATE, True).index(True)


ON_PAGE = {name: words.heading for name, words in REGISTERED.items() if words.heading}
REGISTERED_COLUMNS = sorted(
    (column for column in TRIAL_COLUMNS if column.name in ON_PAGE),
    key=_group,
)
"""The columns that only registry records have, in the order in which a page shows them."""


def find_trial(store: TrialStore, wanted: str) -> str:
    """The id as the data has it, whatever its case in a link; empty where there is none."""
    given = wanted.strip()
    for exact in (given.upper(), given):
        if len(store.place_of(exact)):
            return exact
    # Other registers write small letters, too: ChiCTR, jRCT, RBR-973pt5n.
    alike = np.flatnonzero(store.trials["nct_id"].str.upper() == given.upper())
    return str(store.trials["nct_id"].iloc[alike[0]]) if len(alike) else ""


def further_numbers(store: TrialStore, nct_id: str) -> tuple[str, ...]:
    """The numbers under which other registers have the trial, where their records were joined."""
    rows = rows_of_trial(store, "trial_ids", nct_id)
    return tuple(rows.loc[rows["id_kind"] == "OTHER_REGISTER", "trial_id"])


def trial(store: TrialStore, nct_id: str) -> pd.Series:
    """The row of one trial.

    Raises:
        KeyError: there is no such trial.
    """
    place = store.place_of(nct_id)
    if not len(place):
        raise KeyError(nct_id)
    return store.trials.iloc[place[0]]


def _labels(vocabulary: v.Vocabulary, cell: str) -> str:
    """``PARTICIPANT|INVESTIGATOR`` -> ``Participant; Investigator``."""
    return "; ".join(vocabulary.labels[code] for code in cell.split(SEPARATOR))


def enrolment(store: TrialStore, row: pd.Series) -> str:
    """The number of participants, and whether it is actual or estimated."""
    if pd.isna(row["enrollment"]):
        return NOT_STATED
    kind = v.ENROLLMENT_TYPE.labels[str(row["enrollment_type"])].lower()
    if store.not_in_file("trials", "enrollment_type"):
        kind = f"actual or estimated: {NOT_IN_FILE.lower()}"
    return f"{int(row['enrollment']):,} participants ({kind})"


def definition(store: TrialStore, nct_id: str) -> pd.DataFrame:
    """Every field of the trial's row beside its value as printed.

    Columns: label, printed (``Not printed`` where the source prints nothing), normalised
    (``Not stated`` where nothing can be said). Fields that the registry snapshot as a whole
    gives, and no cell of a table, are not here: snapshot, source and locator.
    """
    row = trial(store, nct_id)
    if not store.states("trials", "printed_tables"):
        fields = _registered(store, row)
        return pd.concat([fields, _derived(row)]) if store.states("trials", "control") else fields
    tables = _joined(row["printed_tables"])
    records = [
        ("Registry number", nct_id, nct_id),
        ("Title", row["title"], row["title"]),
        ("Printed in", tables, tables),
    ]
    records += [(label, *_code_words(row, vocabulary)) for label, vocabulary in CODED.items()]
    records.append(("Enrolment", NOT_PRINTED, enrolment(store, row)))
    return pd.DataFrame(records, columns=["label", "printed", "normalised"])


def _registered(store: TrialStore, row: pd.Series) -> pd.DataFrame:
    """A registry record's fields, printed and normalised, with status, dates and sponsor."""
    coded = {label: each for label, each in CODED.items() if label not in OF_THE_REVIEW}
    age_groups = v.AGE_GROUP.name
    fields = [
        ("Registry number", "nct_id", (row["nct_id"], row["nct_id"])),
        ("Title", "title", (row["title"] or NOT_PRINTED, row["title"] or NOT_STATED)),
        *((label, each.name, _code_words(row, each)) for label, each in coded.items()),
        *(
            (ON_PAGE[column.name], column.name, plain_words(row, column))
            for column in REGISTERED_COLUMNS
        ),
        ("Age groups", age_groups, _of_codes(v.AGE_GROUP, str(row[age_groups]))),
        ("Enrolment", "enrollment", (_number(row["enrollment"]), enrolment(store, row))),
    ]
    records = [
        (label, *((NOT_IN_FILE,) * 2 if store.not_in_file("trials", column) else words))
        for label, column, words in fields
    ]
    return pd.DataFrame(records, columns=["label", "printed", "normalised"])


def _derived(row: pd.Series) -> pd.DataFrame:
    """The control, which a rule derives from the arms, with the words that it goes by."""
    words = _labels(v.CONTROL, str(row["control"]))
    said = f"{words} ({row['control_basis']})" if row["control_basis"] else words
    return pd.DataFrame([{"label": "Control", "printed": NOT_PRINTED, "normalised": said}])


def _of_codes(vocabulary: v.Vocabulary, cell: str) -> tuple[str, str]:
    """Codes that are their own printed form."""
    words = "" if cell == v.NOT_STATED else _labels(vocabulary, cell)
    return words or NOT_PRINTED, words or NOT_STATED


def _code_words(row: pd.Series, vocabulary: v.Vocabulary) -> tuple[str, str]:
    name = vocabulary.name
    return row[f"{name}_printed"] or NOT_PRINTED, _labels(vocabulary, str(row[name]))


def plain_words(row: pd.Series, column: PlainColumn) -> tuple[str, str]:
    """A plain column as printed and as read; of a code alone, what is printed is not kept."""
    cell = str(row[column.name])
    if column.vocabulary is not None and column.kind == CODE_AND_TEXT:
        return _code_words(row, column.vocabulary)
    if column.vocabulary is not None:
        words = "" if cell == v.NOT_STATED else column.vocabulary.labels[cell]
    else:
        words = dated(cell, row.get(f"{column.name}_type")) if column.kind == DATE else cell
    return words or NOT_PRINTED, words or NOT_STATED


def _number(value: Any) -> str:
    return NOT_PRINTED if pd.isna(value) else f"{int(value)}"


def dated(date: str, kind: Any) -> str:
    """``2025-01-24 (actual)``, in the precision of the record."""
    stated = str(kind) in v.DATE_TYPE.codes and str(kind) != v.NOT_STATED
    words = f" ({v.DATE_TYPE.labels[str(kind)].lower()})" if stated else ""
    return f"{date}{words}" if date else ""


def _joined(cell: str) -> str:
    return "; ".join(cell.split(SEPARATOR))


def rows_of_trial(store: TrialStore, frame: str, nct_id: str) -> pd.DataFrame:
    """The rows of one trial in a frame that is held and found by trial."""
    places = store.rows_of(frame).at(store.place_of(nct_id))
    return getattr(store, frame).iloc[places].reset_index(drop=True)


def _curated(frame: pd.DataFrame, nct_id: str) -> pd.DataFrame:
    """The rows of one trial in a frame that is empty in an import, and short."""
    return frame[frame["nct_id"] == nct_id].reset_index(drop=True)


def _labelled(frame: pd.DataFrame, **vocabularies: v.Vocabulary) -> pd.DataFrame:
    """The frame with the labels of coded columns in place of their codes."""
    labels = {
        column: frame[column].astype("str").map(vocabulary.labels)
        for column, vocabulary in vocabularies.items()
    }
    return frame.assign(**labels)


def conditions(store: TrialStore, nct_id: str) -> pd.DataFrame:
    """Columns of ``trial_conditions``, the group as its label."""
    rows = rows_of_trial(store, "trial_conditions", nct_id)
    return _labelled(rows, condition_group=v.CONDITION_GROUP)


def interventions(store: TrialStore, nct_id: str) -> pd.DataFrame:
    """Columns of ``trial_interventions``, codes as labels."""
    rows = rows_of_trial(store, "trial_interventions", nct_id)
    coded = {"cell_product": v.CELL_PRODUCT, "donor": v.DONOR, "certainty": v.CERTAINTY}
    if store.states("trial_interventions", "intervention_type"):
        coded["intervention_type"] = v.INTERVENTION_TYPE
    return _labelled(rows, **coded)


def organisations(store: TrialStore, nct_id: str) -> pd.DataFrame:
    """Columns of ``trial_organisations``, codes as labels, and place (city and country)."""
    rows = rows_of_trial(store, "trial_organisations", nct_id)
    place = [
        ", ".join(part for part in (city, NAMES.get(str(country), "")) if part) or NOT_STATED
        for city, country in zip(rows["city"], rows["country"], strict=True)
    ]
    return _labelled(
        rows, role=v.ORGANISATION_ROLE, role_certainty=v.CERTAINTY, place_basis=v.PLACE_BASIS
    ).assign(place=place)


OWN_RECORD = "OWN_RECORD"
"""The reading of an arm, which stands in the record itself and is tied to nothing."""


def linked_regimens(store: TrialStore, nct_id: str) -> pd.DataFrame:
    """The protocols tied to a trial, each once, that of the review's own reading first.

    Columns: regimen, label, reading (labels, joined), locator (of the links, joined).
    """
    links = _curated(store.regimen_trials, nct_id).sort_values("reading", kind="stable")
    links = links[links["reading"] != OWN_RECORD]
    rows = _labelled(links, reading=v.LINK_READING)
    joined = rows.groupby("regimen", sort=False, as_index=False).agg(
        {"reading": "; ".join, "locator": "; ".join}
    )
    return joined.merge(store.regimens[["regimen", "label"]], on="regimen")


def regimen_events(store: TrialStore, regimen: str) -> pd.DataFrame:
    """All events of one protocol, whatever the filters of the page: see ``regimens.events``."""
    return regimens.events(store, PageState(protocols=ProtocolOptions(regimen=(regimen,))))


def regimen_drawn(store: TrialStore, regimen: str) -> pd.DataFrame:
    """The events and printed nones of one protocol: see ``regimens.drawn``."""
    return regimens.drawn(store, PageState(protocols=ProtocolOptions(regimen=(regimen,))))


def record_sections(store: TrialStore, nct_id: str) -> list[tuple[str, pd.DataFrame]]:
    """The fields of the trial's registry record by section, in the record's order."""
    rows = _curated(store.record_fields, nct_id)
    return [(str(section), part) for section, part in rows.groupby("section", sort=False)]


@dataclass(frozen=True)
class Walk:
    """The place of a trial among those under the filters.

    Attributes:
        position: from 1; 0 where the filters leave the trial out.
        total: the trials under the filters.
        previous, following: the ids beside it, empty at an end or outside the filters.
    """

    position: int
    total: int
    previous: str
    following: str


def walk(store: TrialStore, filters: TrialFilters, nct_id: str) -> Walk:
    places = np.flatnonzero(matching(store, filters))
    found = np.flatnonzero(np.isin(places, store.place_of(nct_id)))
    if not len(found):
        return Walk(0, len(places), "", "")
    ids, at = store.trials["nct_id"], int(found[0])
    before, after = places[:at][-1:], places[at + 1 :][:1]
    return Walk(
        position=at + 1,
        total=len(places),
        previous="".join(ids.iloc[before]),
        following="".join(ids.iloc[after]),
    )
