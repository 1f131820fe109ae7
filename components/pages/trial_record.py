"""The registry record on a trial's page: its parts in their order."""

from components.pages.record_part import PartOf
from components.pages.trial_brief import GAPS, brief_part, eligibility_part, gaps_part
from components.pages.trial_references import (
    documents_part,
    numbers_part,
    references_part,
    terms_part,
)
from components.pages.trial_sites import sites_part
from components.pages.trial_treatments import outcomes_part, treatments_part

__all__ = ["AFTER_FIELDS", "BEFORE_FIELDS", "BESIDE_FIELDS", "GAPS"]

BEFORE_FIELDS: tuple[PartOf, ...] = (brief_part, treatments_part, outcomes_part, eligibility_part)
BESIDE_FIELDS: tuple[PartOf, ...] = (terms_part, numbers_part, documents_part)
AFTER_FIELDS: tuple[PartOf, ...] = (sites_part, references_part, gaps_part)
