"""The modules that a JSON file has: a download with chosen fields lacks some in every study."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from data.readers.columns import IN_FILES, FrameColumn, columns_of_frames
from data.readers.results_section import ABOUT, BASELINE, EVENTS, FLOW, OUTCOMES

PROTOCOL, DERIVED, RESULTS = "protocolSection", "derivedSection", "resultsSection"
OF_MODULE: Mapping[tuple[str, str], frozenset[FrameColumn]] = {
    (PROTOCOL, "descriptionModule"): frozenset(
        ("trial_texts", name) for name in ("brief_summary", "detailed_description")
    ),
    (PROTOCOL, "eligibilityModule"): frozenset(
        {
            ("trials", "sex"),
            ("trials", "sex_printed"),
            ("trials", "age_groups"),
            ("trials", "minimum_age"),
            ("trials", "maximum_age"),
            ("trials", "healthy_volunteers"),
            ("trial_texts", "eligibility_criteria"),
            ("trial_texts", "study_population"),
        }
    ),
    (PROTOCOL, "armsInterventionsModule"): columns_of_frames(
        "trial_arms", "arm_interventions", "intervention_texts"
    ),
    (PROTOCOL, "outcomesModule"): columns_of_frames("outcome_measures"),
    (PROTOCOL, "referencesModule"): columns_of_frames("trial_references"),
    (DERIVED, "miscInfoModule"): columns_of_frames("trial_mesh"),
    (DERIVED, "conditionBrowseModule"): columns_of_frames("trial_mesh"),
    (DERIVED, "interventionBrowseModule"): columns_of_frames("trial_mesh"),
    ("documentSection", ""): columns_of_frames("trial_documents"),
}
OF_RESULTS: Mapping[tuple[str, str], frozenset[FrameColumn]] = {
    (RESULTS, module): columns_of_frames("results_groups", *frames)
    | {("results_about", column) for column, path in ABOUT.items() if path.startswith(module)}
    for module, frames in (
        (FLOW, ("results_flow",)),
        (BASELINE, ("results_baseline",)),
        (OUTCOMES, ("results_measures", "results_values", "results_analyses")),
        (EVENTS, ("results_events",)),
    )
} | {(RESULTS, "moreInfoModule"): frozenset({("results_about", "limitations")})}
"""The like of posted results. A record without results has none of these modules."""
MODULES = {**OF_MODULE, **OF_RESULTS}
"""(section, module) -> the columns that stand in it. The registry puts ``miscInfoModule``, which
tells the version, into every record; a file without it was made without derived data."""
OF_EVERY_RECORD = (
    (PROTOCOL, "descriptionModule"),
    (PROTOCOL, "eligibilityModule"),
    (DERIVED, "miscInfoModule"),
)
"""Modules that every whole record of the registry has (324 of 324 looked at)."""


@dataclass
class HeldModules:
    """Modules that some study of the files has.

    A file in which no study has a module of ``OF_EVERY_RECORD`` holds chosen fields alone, and of
    the modules that some records lack, only those that a study has.

    Attributes:
        has_results: answers of the studies' ``hasResults``.
    """

    seen: set[tuple[str, str]] = field(default_factory=set)
    has_results: set[bool] = field(default_factory=set)

    def look_at(self, study: Any) -> None:
        if len(self.seen) == len(MODULES) or not isinstance(study, Mapping):
            return
        if isinstance(says := study.get("hasResults"), bool):
            self.has_results.add(says)
        for section, module in MODULES.keys() - self.seen:
            part = study.get(section)
            if isinstance(part, Mapping) and (not module or module in part):
                self.seen.add((section, module))

    def columns(self) -> frozenset[FrameColumn]:
        """The columns that the files have room for."""
        lacking = {each for each in OF_EVERY_RECORD if each not in self.seen}
        chosen = bool(lacking)
        if chosen:
            lacking |= OF_MODULE.keys() - self.seen
        if not self.seen & OF_RESULTS.keys():
            lacking |= set() if self.has_results == {False} else set(OF_RESULTS)
        elif chosen:
            lacking |= OF_RESULTS.keys() - self.seen
        held = IN_FILES.difference(*(MODULES[each] for each in lacking))
        # what stands in one module of several is there where one of them is
        return held.union(*(MODULES[each] for each in self.seen))
