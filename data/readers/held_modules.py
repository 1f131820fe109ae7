"""The modules that a JSON file has: a download with chosen fields lacks some in every study."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from data.readers.columns import IN_FILES, FrameColumn, columns_of_frames

PROTOCOL, DERIVED = "protocolSection", "derivedSection"
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
    """

    seen: set[tuple[str, str]] = field(default_factory=set)

    def look_at(self, study: Any) -> None:
        if len(self.seen) == len(OF_MODULE) or not isinstance(study, Mapping):
            return
        for section, module in OF_MODULE.keys() - self.seen:
            part = study.get(section)
            if isinstance(part, Mapping) and (not module or module in part):
                self.seen.add((section, module))

    def columns(self) -> frozenset[FrameColumn]:
        """The columns that the files have room for."""
        lacking = {each for each in OF_EVERY_RECORD if each not in self.seen}
        if lacking:
            lacking |= OF_MODULE.keys() - self.seen
        held = IN_FILES.difference(*(OF_MODULE[each] for each in lacking))
        # what stands in one module of several is there where one of them is
        return held.union(*(OF_MODULE[each] for each in self.seen))
