"""Registry records held field by field, as a reading of their trials at the record's date."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from data.model import vocabulary as v
from data.readers.codes import code_of, phase_of
from data.readers.dates import as_given
from data.store import TrialStore


@dataclass(frozen=True)
class Stated:
    """A value that a record states of a compared field, and where it stands."""

    value: str
    source: str
    locator: str
    date: str


def _coded(vocabulary: v.Vocabulary) -> Callable[[str], str]:
    return lambda text: code_of(vocabulary, text)


def _date(text: str) -> str:
    return as_given(text) or ""


def _people(text: str) -> str:
    """``24 participants``: 24."""
    number = text.partition(" ")[0]
    return number if number.isdecimal() else ""


def _results(text: str) -> str:
    return {"No Results Posted": "NO", "Has Results": "YES"}.get(text, "")


READ: Mapping[str, tuple[str, Callable[[str], str]]] = {
    # Unknown is the registry's own mark of later; what the sponsor said stands beside it
    "Recruitment status was": ("overall_status", _coded(v.OVERALL_STATUS)),
    "Recruitment Status": ("overall_status", _coded(v.OVERALL_STATUS)),
    "Phase": ("phase", lambda text: phase_of(text.split("/"))),
    "Estimated Enrollment": ("enrollment", _people),
    "Actual Enrollment": ("enrollment", _people),
    "Study Type": ("study_type", lambda text: code_of(v.STUDY_TYPE, text.partition(" (")[0])),
    "Allocation": ("allocation", _coded(v.ALLOCATION)),
    "Intervention Model": ("intervention_model", _coded(v.INTERVENTION_MODEL)),
    "Masking": ("masking", _coded(v.MASKING)),
    "Primary Purpose": ("primary_purpose", _coded(v.PRIMARY_PURPOSE)),
    "Study Start Date": ("start_date", _date),
    "Estimated Primary Completion Date": ("primary_completion_date", _date),
    "Actual Primary Completion Date": ("primary_completion_date", _date),
    "Estimated Study Completion Date": ("completion_date", _date),
    "Actual Study Completion Date": ("completion_date", _date),
    "Results": ("has_results", _results),
}
"""Field of a record -> compared field, and how its words become the value of that field.

Of two fields that say the same the first here counts. A responsible party is no lead sponsor.
"""
KINDS = {"Estimated Enrollment": "ESTIMATED", "Actual Enrollment": "ACTUAL"}


def stated_in_records(store: TrialStore) -> dict[tuple[str, str], Stated]:
    """(trial, compared field) -> what the trial's record states; silent fields have no entry."""
    dates = dict(zip(store.sources["source_id"], store.sources["date_of_data"], strict=True))
    fields = store.record_fields
    fields = fields[fields["field"].isin(READ)]
    found: dict[tuple[str, str], Stated] = {}
    for label in READ:
        for row in fields[fields["field"] == label].itertuples():
            name, read = READ[label]
            values = {name: read(row.value), "enrollment_type": KINDS.get(label, "")}
            for field, value in values.items():
                is_stated = value not in ("", v.NOT_STATED)
                if is_stated and (row.nct_id, field) not in found:
                    stated = Stated(value, row.source, row.locator, dates[row.source])
                    found[row.nct_id, field] = stated
    return found
