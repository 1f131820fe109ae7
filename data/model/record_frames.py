"""The parts of a registry record that are read when its trial is shown, and not before.

They are most of a record's bytes: texts, arms, outcome measures, references. A store does not
hold them; ``TrialStore.record`` reads the rows of one trial from the dataset's files.
"""

from data.model import vocabulary as v
from data.model.schema import CODE, INTEGER, NCT_ID, PROVENANCE, Column, Frame

MOST_ROWS = 1_000_000
TEXTS = (
    "brief_summary",
    "detailed_description",
    "eligibility_criteria",
    "study_population",
    "masking_description",
    "model_description",
)
"""The long texts of a record."""


def _optional(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, optional=True) for name in names)


def _positioned(name: str, *columns: Column, key: str = "position") -> Frame:
    return Frame(
        name,
        (
            Column("nct_id", pattern=NCT_ID),
            Column(key, INTEGER, low=1, high=MOST_ROWS),
            *columns,
            *PROVENANCE,
        ),
        key=("nct_id", key),
    )


RECORD_FRAMES: tuple[Frame, ...] = (
    Frame(
        "trial_texts",
        (Column("nct_id", pattern=NCT_ID), *_optional(*TEXTS), *PROVENANCE),
        key=("nct_id",),
    ),
    _positioned(
        "trial_arms",
        *_optional("arm"),
        Column("arm_type", CODE, v.ARM_TYPE),
        *_optional("arm_type_printed", "description"),
    ),
    Frame(
        "arm_interventions",
        (
            Column("nct_id", pattern=NCT_ID),
            # one of the two is open where the record names what it does not list
            Column("arm_position", INTEGER, optional=True, low=1, high=MOST_ROWS),
            Column("intervention_position", INTEGER, optional=True, low=1, high=MOST_ROWS),
            *_optional("printed"),
            *PROVENANCE,
        ),
        key=("nct_id", "arm_position", "intervention_position", "printed"),
    ),
    _positioned("intervention_texts", *_optional("description", "other_names")),
    _positioned(
        "outcome_measures",
        Column("outcome_kind", CODE, v.OUTCOME_KIND),
        *_optional("measure", "time_frame", "description"),
    ),
    _positioned("trial_keywords", Column("keyword")),
    _positioned(
        "trial_references",
        Column("reference_kind", CODE, v.REFERENCE_KIND),
        *_optional("reference_kind_printed"),
        Column("pmid", optional=True, pattern=r"\d{1,9}"),
        *_optional("citation"),
        Column("url", optional=True, pattern=r"https?://\S+"),
    ),
    _positioned(
        "trial_documents",
        *_optional("label"),
        Column("date", optional=True, pattern=r"\d{4}(-\d{2}(-\d{2})?)?"),
        Column("url", optional=True, pattern=r"https?://\S+"),
    ),
)
"""The frames that are read on demand. ``arm_position`` and ``intervention_position`` are the
positions of ``trial_arms`` and ``trial_interventions``, as is that of ``intervention_texts``."""
READ_ON_DEMAND = frozenset(frame.name for frame in RECORD_FRAMES)
