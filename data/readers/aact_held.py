"""The columns of AACT's tables that an export has -> the columns of the frames that it holds.

A table, or a column of one, that an export lacks leaves columns of the frames "not in this
file". A table without the columns by which its rows say anything is left out, and told.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from data.readers.columns import FrameColumn, columns_of_frames
from data.readers.formats import FilePart
from data.readers.trial_columns import STUDIES, TRIAL_COLUMNS

TEXT_PLACES: Mapping[str, tuple[str, str]] = {
    "brief_summary": ("brief_summaries", "description"),
    "detailed_description": ("detailed_descriptions", "description"),
    "eligibility_criteria": ("eligibilities", "criteria"),
    "study_population": ("eligibilities", "population"),
    "masking_description": ("designs", "masking_description"),
    "model_description": ("designs", "intervention_model_description"),
}
"""Column of ``trial_texts`` -> its table and its column there."""

PARTS_OF_RESULTS: Mapping[str, str] = {
    "result_groups": "groups of posted results",
    "participant_flows": "remarks on the flow of participants",
    "milestones": "the flow of participants",
    "drop_withdrawals": "reasons not to complete",
    "baseline_counts": "the number of each baseline group",
    "baseline_measurements": "baseline values",
    "outcomes": "posted outcome measures",
    "outcome_counts": "the number that each group's values are of",
    "outcome_measurements": "values of posted outcome measures",
    "outcome_analyses": "posted analyses",
    "outcome_analysis_groups": "the groups of posted analyses",
    "reported_event_totals": "totals of adverse events",
    "reported_events": "adverse events",
}
"""Table of results -> what it holds."""

WITHOUT: Mapping[str, str] = {
    **{
        table: f"{what} are not in this file"
        for table, what in {
            "eligibilities": "sex, ages and eligibility criteria",
            "designs": "allocation, model, masking and purpose",
            "sponsors": "sponsors and collaborators",
            "countries": "countries of studies without facilities",
            "conditions": "conditions",
            "interventions": "interventions",
            "browse_conditions": "MeSH terms of conditions",
            "browse_interventions": "MeSH terms of interventions",
            "brief_summaries": "brief summaries",
            "detailed_descriptions": "detailed descriptions",
            "design_groups": "arms",
            "design_group_interventions": "the interventions of each arm",
            "intervention_other_names": "other names of interventions",
            "design_outcomes": "outcome measures",
            "id_information": "other numbers of the trials",
            "keywords": "keywords",
            "study_references": "references",
            "links": "links",
            "provided_documents": "documents",
            "documents": "documents kept elsewhere",
            **PARTS_OF_RESULTS,
        }.items()
    },
    "facilities": "sites are not in this file; countries are counted without sites",
    "calculated_values": "the date of first results says whether there are results",
}
"""Table that may be missing -> what follows."""

NEEDED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "sponsors": (("name", "agency_class"), ("lead_or_collaborator",)),
    "facilities": (("name", "city", "country"),),
    "countries": (("name",),),
    "conditions": (("name",),),
    "interventions": (("name",),),
    "browse_conditions": (("mesh_term",),),
    "browse_interventions": (("mesh_term",),),
    "brief_summaries": (("description",),),
    "detailed_descriptions": (("description",),),
    "design_groups": (("title", "group_type", "description"),),
    "design_group_interventions": (("design_group_id",), ("intervention_id",)),
    "intervention_other_names": (("intervention_id",), ("name",)),
    "design_outcomes": (("measure", "time_frame", "description"),),
    "id_information": (("id_value",), ("id_source", "id_type")),
    "keywords": (("name",),),
    "study_references": (("citation", "pmid"),),
    "links": (("url", "description"),),
    "provided_documents": (("document_type", "url"),),
    "documents": (("document_type", "url"),),
    "result_groups": (("ctgov_group_code",), ("result_type",)),
    "participant_flows": (("recruitment_details", "pre_assignment_details"),),
    "milestones": (("title",), ("ctgov_group_code", "result_group_id")),
    "drop_withdrawals": (("reason",), ("ctgov_group_code", "result_group_id")),
    "baseline_counts": (("count",), ("ctgov_group_code", "result_group_id")),
    "baseline_measurements": (("title",), ("ctgov_group_code", "result_group_id")),
    "outcomes": (("id",), ("title",)),
    "outcome_counts": (("outcome_id",), ("count",)),
    "outcome_measurements": (("outcome_id",), ("param_value",)),
    "outcome_analyses": (("outcome_id",),),
    "outcome_analysis_groups": (("outcome_analysis_id",),),
    "reported_event_totals": (("event_type",), ("subjects_affected", "subjects_at_risk")),
    "reported_events": (("event_type",), ("adverse_event_term",)),
}
"""Table -> columns without which its rows say nothing: of each group one at least."""

RESULT_TABLES: Mapping[str, tuple[str, ...]] = {
    STUDIES: ("baseline_population", "limitations_and_caveats"),
    "participant_flows": ("recruitment_details", "pre_assignment_details", "units_analyzed"),
    "result_groups": (
        *("id", "ctgov_group_code", "result_type", "title", "description", "outcome_id"),
    ),
    "milestones": (
        *("id", "result_group_id", "ctgov_group_code", "title", "period", "description", "count"),
        *("milestone_description", "count_units"),
    ),
    "drop_withdrawals": (
        *("id", "result_group_id", "ctgov_group_code", "period", "reason", "count"),
        *("drop_withdraw_comment", "reason_comment", "count_units"),
    ),
    "baseline_counts": ("id", "result_group_id", "ctgov_group_code", "units", "count"),
    "baseline_measurements": (
        *("id", "result_group_id", "ctgov_group_code", "classification", "category", "title"),
        *("description", "units", "param_type", "param_value", "dispersion_type"),
        *("dispersion_value", "dispersion_lower_limit", "dispersion_upper_limit"),
        *("explanation_of_na", "number_analyzed", "number_analyzed_units"),
        "population_description",
    ),
    "outcomes": (
        *("id", "outcome_type", "title", "description", "time_frame", "population"),
        *("anticipated_posting_date", "anticipated_posting_month_year", "units"),
        *("units_analyzed", "dispersion_type", "param_type"),
    ),
    "outcome_counts": (
        *("id", "outcome_id", "result_group_id", "ctgov_group_code", "units", "count"),
    ),
    "outcome_measurements": (
        *("id", "outcome_id", "result_group_id", "ctgov_group_code", "classification"),
        *("category", "param_value", "dispersion_value", "dispersion_lower_limit"),
        *("dispersion_upper_limit", "dispersion_lower_limit_raw", "dispersion_upper_limit_raw"),
        "explanation_of_na",
    ),
    "outcome_analyses": (
        *("id", "outcome_id", "non_inferiority_type", "non_inferiority_description"),
        *("param_type", "param_value", "dispersion_type", "dispersion_value"),
        *("p_value_modifier", "p_value", "p_value_raw", "p_value_description", "ci_n_sides"),
        *("ci_percent", "ci_lower_limit", "ci_upper_limit", "ci_lower_limit_raw"),
        *("ci_upper_limit_raw", "ci_upper_limit_na_comment", "method", "method_description"),
        *("estimate_description", "groups_description", "other_analysis_description"),
    ),
    "outcome_analysis_groups": (
        *("id", "outcome_analysis_id", "result_group_id", "ctgov_group_code"),
    ),
    "reported_event_totals": (
        *("id", "ctgov_group_code", "event_type", "subjects_affected", "subjects_at_risk"),
    ),
    "reported_events": (
        *("id", "result_group_id", "ctgov_group_code", "time_frame", "event_type"),
        *("default_vocab", "default_assessment", "subjects_affected", "subjects_at_risk"),
        *("description", "event_count", "organ_system", "adverse_event_term"),
        *("frequency_threshold", "vocab", "assessment"),
    ),
}
"""Table of results -> its columns that are read."""
RESULT_PLACES: Mapping[str, Mapping[str, str]] = {
    "results_about": {
        "recruitment": "participant_flows.recruitment_details",
        "pre_assignment": "participant_flows.pre_assignment_details",
        "flow_units": "participant_flows.units_analyzed",
        "baseline_population": "studies.baseline_population",
        "frequency_threshold": "reported_events.frequency_threshold",
        "events_time_frame": "reported_events.time_frame",
        "events_description": "reported_events.description",
        "limitations": "studies.limitations_and_caveats",
    },
    "results_groups": {
        "results_part": "result_groups.result_type",
        "group_id": "result_groups.ctgov_group_code",
        "title": "result_groups.title",
        "description": "result_groups.description",
        "analysed": "baseline_counts.count outcome_counts.count",
        "analysed_units": "baseline_counts.units outcome_counts.units",
    },
    "results_flow": {
        "flow_row": "milestones.title",
        "period": "milestones.period",
        "milestone": "milestones.title",
        "group_id": "milestones.ctgov_group_code milestones.result_group_id",
        "participants": "milestones.count",
        "units": "milestones.count_units drop_withdrawals.count_units",
        "comment": "milestones.description drop_withdrawals.reason_comment",
        "milestone_comment": "milestones.milestone_description "
        "drop_withdrawals.drop_withdraw_comment",
    },
    "results_baseline": {
        column: f"baseline_measurements.{own}"
        for column, own in {
            "measure": "title",
            "description": "description",
            "population": "population_description",
            "param_type": "param_type",
            "dispersion_type": "dispersion_type",
            "units": "units",
            "class_title": "classification",
            "category_title": "category",
            "group_id": "ctgov_group_code",
            "value": "param_value",
            "spread": "dispersion_value",
            "lower": "dispersion_lower_limit",
            "upper": "dispersion_upper_limit",
            "comment": "explanation_of_na",
            "analysed": "number_analyzed",
            "analysed_units": "number_analyzed_units",
        }.items()
    },
    "results_measures": {
        column: f"outcomes.{own}"
        for column, own in {
            "posted_outcome_kind": "outcome_type",
            "measure": "title",
            "description": "description",
            "population": "population",
            "anticipated": "anticipated_posting_month_year outcomes.anticipated_posting_date",
            "param_type": "param_type",
            "dispersion_type": "dispersion_type",
            "units": "units",
            "time_frame": "time_frame",
            "analysed_units": "units_analyzed",
        }.items()
    },
    "results_values": {
        column: f"outcome_measurements.{own}"
        for column, own in {
            "class_title": "classification",
            "category_title": "category",
            "group_id": "ctgov_group_code",
            "value": "param_value",
            "spread": "dispersion_value",
            "lower": "dispersion_lower_limit_raw outcome_measurements.dispersion_lower_limit",
            "upper": "dispersion_upper_limit_raw outcome_measurements.dispersion_upper_limit",
            "comment": "explanation_of_na",
        }.items()
    },
    "results_analyses": {
        "group_ids": "outcome_analysis_groups.ctgov_group_code",
        **{
            column: f"outcome_analyses.{own}"
            for column, own in {
                "groups_description": "groups_description",
                "param_type": "param_type",
                "param_value": "param_value",
                "dispersion_type": "dispersion_type",
                "dispersion_value": "dispersion_value",
                "interval_percent": "ci_percent",
                "interval_sides": "ci_n_sides",
                "lower": "ci_lower_limit_raw outcome_analyses.ci_lower_limit",
                "upper": "ci_upper_limit_raw outcome_analyses.ci_upper_limit",
                "upper_comment": "ci_upper_limit_na_comment",
                "p_value": "p_value_raw outcome_analyses.p_value",
                "p_value_comment": "p_value_description",
                "method": "method",
                "method_comment": "method_description",
                "non_inferiority": "non_inferiority_type",
                "non_inferiority_comment": "non_inferiority_description",
                "estimate_comment": "estimate_description",
                "other_comment": "other_analysis_description",
            }.items()
        },
    },
    "results_events": {
        "event_kind": "reported_events.event_type reported_event_totals.event_type",
        "organ_system": "reported_events.organ_system",
        "term": "reported_events.adverse_event_term",
        "source_vocabulary": "reported_events.vocab reported_events.default_vocab",
        "assessment": "reported_events.assessment reported_events.default_assessment",
        "group_id": "reported_events.ctgov_group_code reported_event_totals.ctgov_group_code",
        "affected": "reported_events.subjects_affected reported_event_totals.subjects_affected",
        "at_risk": "reported_events.subjects_at_risk reported_event_totals.subjects_at_risk",
        "events": "reported_events.event_count",
    },
}
"""Frame of results -> column -> where an export has it, any of them. AACT has no room for the
units of the baseline, the remark on deaths, the status of a measure, the number that a value's
class is of, the remark on a lower limit, and the notes of an event."""


def _of_trials() -> Iterator[tuple[FrameColumn, tuple[str, ...]]]:
    for column in TRIAL_COLUMNS:
        if places := [place for place in column.aact if place]:
            whole = (place if "." in place else f"{STUDIES}.{place}" for place in places)
            yield ("trials", column.name), tuple(whole)


PLACES: Mapping[FrameColumn, tuple[str, ...]] = {
    **dict(_of_trials()),
    ("trials", "phase"): ("studies.phase",),
    ("trials", "enrollment"): ("studies.enrollment",),
    ("trials", "has_results"): (
        "calculated_values.were_results_reported",
        "studies.results_first_posted_date",
    ),
    ("trials", "who_masked"): (
        "designs.subject_masked",
        "designs.caregiver_masked",
        "designs.investigator_masked",
        "designs.outcomes_assessor_masked",
    ),
    ("trials", "age_groups"): (
        "eligibilities.child",
        "eligibilities.adult",
        "eligibilities.older_adult",
    ),
    ("trial_conditions", "condition"): ("conditions.name",),
    ("trial_interventions", "intervention"): ("interventions.name",),
    ("trial_interventions", "intervention_type"): ("interventions.intervention_type",),
    ("trial_organisations", "organisation"): ("sponsors.name", "facilities.name"),
    **{
        ("trial_organisations", name): ("sponsors.name", "facilities.nct_id", "countries.name")
        for name in ("role", "role_certainty", "role_basis")
    },
    ("trial_organisations", "city"): ("facilities.city",),
    ("trial_organisations", "country"): ("facilities.country", "countries.name"),
    ("trial_organisations", "place_basis"): (
        "facilities.city",
        "facilities.country",
        "countries.name",
    ),
    ("trial_organisations", "state"): ("facilities.state",),
    ("trial_organisations", "site_status"): ("facilities.status",),
    # a table of cities gives the points that an export before September 2024 does not have
    ("trial_organisations", "lat"): ("facilities.latitude", "facilities.city"),
    ("trial_organisations", "lon"): ("facilities.longitude", "facilities.city"),
    **{("trial_ids", name): ("id_information.id_value",) for name in ("id_kind", "trial_id")},
    ("trial_ids", "id_type"): ("id_information.id_source",),
    ("trial_ids", "domain"): ("id_information.id_type_description",),
    **{
        ("trial_mesh", name): ("browse_conditions.mesh_term", "browse_interventions.mesh_term")
        for name in ("mesh_of", "mesh_level", "term")
    },
    **{
        ("trial_texts", name): (f"{table}.{column}",)
        for name, (table, column) in TEXT_PLACES.items()
    },
    ("trial_arms", "arm"): ("design_groups.title",),
    ("trial_arms", "arm_type"): ("design_groups.group_type",),
    ("trial_arms", "description"): ("design_groups.description",),
    ("intervention_texts", "description"): ("interventions.description",),
    ("intervention_texts", "other_names"): ("intervention_other_names.name",),
    ("outcome_measures", "outcome_kind"): ("design_outcomes.outcome_type",),
    ("outcome_measures", "measure"): ("design_outcomes.measure",),
    ("outcome_measures", "time_frame"): ("design_outcomes.time_frame",),
    ("outcome_measures", "description"): ("design_outcomes.description",),
    ("trial_keywords", "keyword"): ("keywords.name",),
    ("trial_references", "reference_kind"): ("study_references.reference_type", "links.url"),
    ("trial_references", "pmid"): ("study_references.pmid",),
    ("trial_references", "citation"): ("study_references.citation", "links.description"),
    ("trial_references", "url"): ("links.url",),
    ("trial_documents", "label"): ("provided_documents.document_type", "documents.document_type"),
    ("trial_documents", "date"): ("provided_documents.document_date",),
    ("trial_documents", "url"): ("provided_documents.url", "documents.url"),
    **{
        (frame, column): tuple(places.split())
        for frame, columns in RESULT_PLACES.items()
        for column, places in columns.items()
    },
}
"""Column of a frame -> where an export has it, any of them. The text as printed comes with it.
No export has the numbers of MeSH terms."""

JOINED = ("design_groups.id", "interventions.id", "design_group_interventions.nct_id")
"""Columns by which arms and interventions are joined: all of them are needed."""


@dataclass(frozen=True)
class HeldColumns:
    """The tables of an export that can be read, and what their columns hold.

    Attributes:
        parts: the tables by name.
        headers: the columns of each.
        told: what is not in the files, in sentences.
    """

    parts: Mapping[str, FilePart]
    headers: Mapping[str, Sequence[str]]
    told: tuple[str, ...]

    @classmethod
    def of(
        cls, parts: Mapping[str, FilePart], headers: Mapping[str, Sequence[str]]
    ) -> "HeldColumns":
        """parts, headers: of every table that is there, by its name."""
        told, kept = [], {}
        for table, part in parts.items():
            lacking = [
                " or ".join(group)
                for group in NEEDED.get(table, ())
                if not set(group) & set(headers[table])
            ]
            if lacking:
                told.append(
                    f"{part.name} has no column {' and no column '.join(lacking)} and was left "
                    f"out: {WITHOUT[table]}"
                )
            else:
                kept[table] = part
        told += _missing(parts)
        found = cls(kept, {table: headers[table] for table in kept}, ())
        return cls(kept, found.headers, (*told, *found._lacking()))

    def columns(self) -> frozenset[FrameColumn]:
        """The columns of the frames that the export has room for."""
        joined = columns_of_frames("arm_interventions") if self._has_all(JOINED) else frozenset()
        held = {column for column, places in PLACES.items() if self._has_one(places)}
        if not self._has_results():
            # the texts on results in the table of studies are not read alone
            held = {(frame, column) for frame, column in held if frame not in RESULT_PLACES}
        return joined | held

    def _has_results(self) -> bool:
        return bool(self.parts.keys() & PARTS_OF_RESULTS.keys())

    def _has(self, place: str) -> bool:
        table, _, column = place.partition(".")
        return column in self.headers.get(table, ())

    def _has_one(self, places: Sequence[str]) -> bool:
        return any(map(self._has, places))

    def _has_all(self, places: Sequence[str]) -> bool:
        return all(map(self._has, places))

    def _lacking(self) -> Iterator[str]:
        """Columns that a table lacks, where no other gives the same; those of trials are told
        of all files together."""
        lacking: dict[str, list[str]] = {}
        places = [
            places
            for (frame, _), places in PLACES.items()
            if frame != "trials"
            and not self._has_one(places)
            # of an export without any results, one sentence tells what is not in the files
            and (self._has_results() or frame not in RESULT_PLACES)
        ]
        for place in (place for several in places for place in several):
            table, _, column = place.partition(".")
            if table in self.headers and column not in lacking.setdefault(table, []):
                lacking[table].append(column)
        for table, columns in lacking.items():
            if columns:
                yield f"not in {self.parts[table].name}: {', '.join(columns)}"


def _missing(parts: Mapping[str, FilePart]) -> Iterator[str]:
    """Tables that are not there; those of results in one sentence, and in none if all lack."""
    results = [table for table in PARTS_OF_RESULTS if table not in parts]
    for table in WITHOUT:
        if table not in parts and table not in results:
            yield f"{table}.txt is missing: {WITHOUT[table]}"
    if results and len(results) < len(PARTS_OF_RESULTS):
        names = ", ".join(f"{table}.txt" for table in results)
        yield f"tables of posted results that are missing: {names}"
