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


RESULT_FRAMES: tuple[Frame, ...] = (
    Frame(
        "results_about",
        (
            Column("nct_id", pattern=NCT_ID),
            *_optional(
                "recruitment",
                "pre_assignment",
                "flow_units",
                "baseline_population",
                "baseline_units",
                "frequency_threshold",
                "events_time_frame",
                "events_description",
                "deaths_comment",
                "limitations",
            ),
            *PROVENANCE,
        ),
        key=("nct_id",),
    ),
    _positioned(
        "results_groups",
        Column("results_part", CODE, v.RESULTS_PART),
        Column("measure_position", INTEGER, optional=True, low=1, high=MOST_ROWS),
        *_optional("group_id", "title", "description", "analysed", "analysed_units"),
    ),
    _positioned(
        "results_flow",
        Column("flow_row", CODE, v.FLOW_ROW),
        Column("period_position", INTEGER, low=1, high=MOST_ROWS),
        *_optional("period", "milestone", "group_id", "participants", "units"),
        *_optional("comment", "milestone_comment"),
    ),
    _positioned(
        "results_baseline",
        Column("measure_position", INTEGER, low=1, high=MOST_ROWS),
        *_optional("measure", "description", "population", "param_type", "dispersion_type"),
        *_optional("units", "class_title", "category_title", "group_id"),
        *_optional("value", "spread", "lower", "upper", "comment", "analysed", "analysed_units"),
    ),
    _positioned(
        "results_measures",
        Column("posted_outcome_kind", CODE, v.POSTED_OUTCOME_KIND),
        *_optional("posted_outcome_kind_printed", "measure", "description", "population"),
        *_optional("reporting_status", "anticipated", "param_type", "dispersion_type"),
        *_optional("units", "time_frame", "analysed_units"),
    ),
    _positioned(
        "results_values",
        Column("measure_position", INTEGER, low=1, high=MOST_ROWS),
        *_optional("class_title", "category_title", "group_id"),
        *_optional("value", "spread", "lower", "upper", "comment", "analysed"),
    ),
    _positioned(
        "results_analyses",
        Column("measure_position", INTEGER, low=1, high=MOST_ROWS),
        *_optional("group_ids", "groups_description", "param_type", "param_value"),
        *_optional("dispersion_type", "dispersion_value", "interval_percent", "interval_sides"),
        *_optional("lower", "upper", "lower_comment", "upper_comment"),
        *_optional("p_value", "p_value_comment", "method", "method_comment"),
        *_optional("non_inferiority", "non_inferiority_comment"),
        *_optional("estimate_comment", "other_comment"),
    ),
    _positioned(
        "results_events",
        Column("event_kind", CODE, v.EVENT_KIND),
        *_optional("organ_system", "term", "source_vocabulary", "assessment", "notes"),
        *_optional("group_id", "affected", "at_risk", "events"),
    ),
)
"""Posted results, as posted: every number is a text (``posted_number`` reads it), every row's
locator ends with the path of its value. Rows follow the record's order.

``measure_position`` is the position of ``results_measures`` (of a baseline measure: its number
among those). A group belongs to its ``results_part`` and, there, to the measure of its position;
``group_id`` names it within that (of flow and baseline and events: without a measure).
``analysed`` is the number of people, or of ``analysed_units``, that a value is of: of a group, or
of a row where the record states it for the row. ``group_ids`` are joined by ``SEPARATOR``. Rows
of events whose ``event_kind`` is DEATH, ANY_SERIOUS or ANY_OTHER are a group's totals and have no
term. ``milestone`` is the type of a milestone (STARTED, COMPLETED, NOT COMPLETED, others) or the
reason of a REASON row."""
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
    *RESULT_FRAMES,
)
"""The frames that are read on demand. ``arm_position`` and ``intervention_position`` are the
positions of ``trial_arms`` and ``trial_interventions``, as is that of ``intervention_texts``."""
READ_ON_DEMAND = frozenset(frame.name for frame in RECORD_FRAMES)
