"""Ordered vocabularies: every code a frame may hold, its label and the word it has in a link.

Codes and their order follow ClinicalTrials.gov (API v2 enumerations; the classic
"control" and "endpoint classification" fields for records of 2010). Two codes are
never the same thing: ``NA`` is the registry's "not applicable", ``NOT_STATED`` means
that the source is silent. ``UNLISTED`` is for imported registry records alone: the source
gives a value that is in none of the registry's lists; the value itself stands beside it.
"""

from dataclasses import dataclass
from functools import cached_property

NOT_STATED = "NOT_STATED"
UNLISTED = "UNLISTED"


@dataclass(frozen=True)
class Term:
    """One allowed code with the words a reader sees."""

    code: str
    label: str

    @property
    def slug(self) -> str:
        """The code as it stands in a link: lower case, joined by hyphens."""
        return self.code.lower().replace("_", "-").replace("/", "-")


@dataclass(frozen=True)
class Vocabulary:
    """An ordered, closed list of terms."""

    name: str
    terms: tuple[Term, ...]

    @cached_property
    def codes(self) -> tuple[str, ...]:
        return tuple(term.code for term in self.terms)

    @cached_property
    def labels(self) -> dict[str, str]:
        return {term.code: term.label for term in self.terms}

    @cached_property
    def slugs(self) -> dict[str, str]:
        """code -> slug"""
        return {term.code: term.slug for term in self.terms}


def _vocabulary(name: str, **terms: str) -> Vocabulary:
    return Vocabulary(name, tuple(Term(code, label) for code, label in terms.items()))


PHASE = Vocabulary(
    "phase",
    (
        Term("EARLY_PHASE1", "Early phase 1"),
        Term("PHASE1", "Phase 1"),
        Term("PHASE1/PHASE2", "Phase 1/2"),
        Term("PHASE2", "Phase 2"),
        Term("PHASE2/PHASE3", "Phase 2/3"),
        Term("PHASE3", "Phase 3"),
        Term("PHASE4", "Phase 4"),
        Term("NA", "Not applicable"),
        Term(UNLISTED, "Value not in the registry's list"),
        Term(NOT_STATED, "Not stated"),
    ),
)
STUDY_TYPE = _vocabulary(
    "study_type",
    INTERVENTIONAL="Interventional",
    OBSERVATIONAL="Observational",
    EXPANDED_ACCESS="Expanded access",
    UNLISTED="Value not in the registry's list",
    NOT_STATED="Not stated",
)
ALLOCATION = _vocabulary(
    "allocation",
    RANDOMIZED="Randomized",
    NON_RANDOMIZED="Non-randomized",
    NA="Not applicable",
    UNLISTED="Value not in the registry's list",
    NOT_STATED="Not stated",
)
CONTROL = _vocabulary(
    "control",
    PLACEBO="Placebo control",
    SHAM="Sham control",
    ACTIVE="Active control",
    NO_TREATMENT="No treatment as control",
    UNCONTROLLED="Uncontrolled",
    NOT_STATED="Not stated",
)
ENDPOINT_CLASSIFICATION = _vocabulary(
    "endpoint_classification",
    SAFETY_EFFICACY="Safety and efficacy",
    EFFICACY="Efficacy",
    SAFETY="Safety",
    NOT_STATED="Not stated",
)
INTERVENTION_MODEL = _vocabulary(
    "intervention_model",
    SINGLE_GROUP="Single group",
    PARALLEL="Parallel",
    CROSSOVER="Crossover",
    FACTORIAL="Factorial",
    SEQUENTIAL="Sequential",
    UNLISTED="Value not in the registry's list",
    NOT_STATED="Not stated",
)
MASKING = _vocabulary(
    "masking",
    NONE="Open label",
    SINGLE="Single blind",
    DOUBLE="Double blind",
    TRIPLE="Triple blind",
    QUADRUPLE="Quadruple blind",
    UNLISTED="Value not in the registry's list",
    NOT_STATED="Not stated",
)
WHO_MASKED = _vocabulary(
    "who_masked",
    PARTICIPANT="Participant",
    CARE_PROVIDER="Care provider",
    INVESTIGATOR="Investigator",
    OUTCOMES_ASSESSOR="Outcomes assessor",
    NONE="Nobody (open label)",
    UNLISTED="Value not in the registry's list",
    NOT_STATED="Not stated",
)
PRIMARY_PURPOSE = _vocabulary(
    "primary_purpose",
    TREATMENT="Treatment",
    PREVENTION="Prevention",
    DIAGNOSTIC="Diagnostic",
    ECT="Educational, counselling or training",
    SUPPORTIVE_CARE="Supportive care",
    SCREENING="Screening",
    HEALTH_SERVICES_RESEARCH="Health services research",
    BASIC_SCIENCE="Basic science",
    DEVICE_FEASIBILITY="Device feasibility",
    OTHER="Other",
    UNLISTED="Value not in the registry's list",
    NOT_STATED="Not stated",
)
OBSERVATIONAL_MODEL = _vocabulary(
    "observational_model",
    COHORT="Cohort",
    CASE_CONTROL="Case-control",
    CASE_ONLY="Case-only",
    CASE_CROSSOVER="Case-crossover",
    ECOLOGIC_OR_COMMUNITY="Ecologic or community",
    FAMILY_BASED="Family-based",
    DEFINED_POPULATION="Defined population",
    NATURAL_HISTORY="Natural history",
    OTHER="Other",
    UNLISTED="Value not in the registry's list",
    NOT_STATED="Not stated",
)
TIME_PERSPECTIVE = _vocabulary(
    "time_perspective",
    PROSPECTIVE="Prospective",
    RETROSPECTIVE="Retrospective",
    CROSS_SECTIONAL="Cross-sectional",
    OTHER="Other",
    UNLISTED="Value not in the registry's list",
    NOT_STATED="Not stated",
)
ENROLLMENT_TYPE = _vocabulary(
    "enrollment_type",
    ACTUAL="Actual",
    ESTIMATED="Estimated",
    UNLISTED="Value not in the registry's list",
    NOT_STATED="Not stated",
)
DATE_TYPE = _vocabulary(
    "date_type",
    ACTUAL="Actual",
    ESTIMATED="Estimated",
    UNLISTED="Value not in the registry's list",
    NOT_STATED="Not stated",
)
OVERALL_STATUS = _vocabulary(
    "overall_status",
    NOT_YET_RECRUITING="Not yet recruiting",
    RECRUITING="Recruiting",
    ENROLLING_BY_INVITATION="Enrolling by invitation",
    ACTIVE_NOT_RECRUITING="Active, not recruiting",
    NOT_RECRUITING="Not recruiting, no more is stated",
    AUTHORISED="Authorised, may be recruiting",
    SUSPENDED="Suspended",
    TERMINATED="Terminated",
    COMPLETED="Completed",
    WITHDRAWN="Withdrawn",
    UNKNOWN="Unknown status",
    AVAILABLE="Expanded access: available",
    NO_LONGER_AVAILABLE="Expanded access: no longer available",
    TEMPORARILY_NOT_AVAILABLE="Expanded access: temporarily not available",
    APPROVED_FOR_MARKETING="Expanded access: approved for marketing",
    WITHHELD="Withheld",
    UNLISTED="Value not in the registry's list",
    NOT_STATED="Not stated",
)
SPONSOR_CLASS = _vocabulary(
    "sponsor_class",
    INDUSTRY="Industry",
    NIH="US National Institutes of Health",
    FED="Other US federal agency",
    OTHER_GOV="Other government",
    NETWORK="Network",
    INDIV="Individual",
    OTHER="Other (university, hospital, foundation)",
    AMBIG="Ambiguous",
    UNKNOWN="Unknown",
    UNLISTED="Value not in the registry's list",
    NOT_STATED="Not stated",
)
INTERVENTION_TYPE = _vocabulary(
    "intervention_type",
    DRUG="Drug",
    BIOLOGICAL="Biological",
    DEVICE="Device",
    PROCEDURE="Procedure",
    RADIATION="Radiation",
    BEHAVIORAL="Behavioural",
    GENETIC="Genetic",
    DIETARY_SUPPLEMENT="Dietary supplement",
    COMBINATION_PRODUCT="Combination product",
    DIAGNOSTIC_TEST="Diagnostic test",
    OTHER="Other",
    UNLISTED="Value not in the registry's list",
    NOT_STATED="Not stated",
)
SITE_STATUS = Vocabulary("site_status", OVERALL_STATUS.terms)
YES_NO = _vocabulary(
    "yes_no",
    YES="Yes",
    NO="No",
    UNLISTED="Value not in the registry's list",
    NOT_STATED="Not stated",
)
SEX = _vocabulary(
    "sex",
    ALL="All",
    FEMALE="Female",
    MALE="Male",
    UNLISTED="Value not in the registry's list",
    NOT_STATED="Not stated",
)
AGE_GROUP = _vocabulary(
    "age_groups",
    CHILD="Child",
    ADULT="Adult",
    OLDER_ADULT="Older adult",
    UNLISTED="Value not in the registry's list",
    NOT_STATED="Not stated",
)
"""Age groups of the registry: up to 17, 18 to 64, and 65 years or more."""
ARM_TYPE = _vocabulary(
    "arm_type",
    EXPERIMENTAL="Experimental",
    ACTIVE_COMPARATOR="Active comparator",
    PLACEBO_COMPARATOR="Placebo comparator",
    SHAM_COMPARATOR="Sham comparator",
    NO_INTERVENTION="No intervention",
    OTHER="Other",
    UNLISTED="Value not in the registry's list",
    NOT_STATED="Not stated",
)
OUTCOME_KIND = _vocabulary(
    "outcome_kind",
    PRIMARY="Primary",
    SECONDARY="Secondary",
    OTHER="Other",
    UNLISTED="Value not in the registry's list",
    NOT_STATED="Not stated",
)
RESULTS_PART = _vocabulary(
    "results_part",
    FLOW="Participant flow",
    BASELINE="Baseline",
    OUTCOME="Outcome measures",
    EVENT="Adverse events",
)
"""The part of posted results to which a group belongs; groups of two parts are never joined."""
FLOW_ROW = _vocabulary("flow_row", MILESTONE="Milestone", REASON="Reason not completed")
POSTED_OUTCOME_KIND = _vocabulary(
    "posted_outcome_kind",
    PRIMARY="Primary",
    SECONDARY="Secondary",
    OTHER_PRE_SPECIFIED="Other, pre-specified",
    POST_HOC="Post hoc",
    UNLISTED="Value not in the registry's list",
    NOT_STATED="Not stated",
)
EVENT_KIND = _vocabulary(
    "event_kind",
    DEATH="Death of any cause",
    ANY_SERIOUS="Any serious event",
    ANY_OTHER="Any other event",
    SERIOUS="Serious",
    OTHER="Other",
)
"""Of posted adverse events: three totals a group, and its terms, serious and other."""
TRIAL_ID_KIND = _vocabulary(
    "id_kind",
    SPONSOR="The sponsor's own number",
    SECONDARY="Secondary number",
    FORMER="Earlier registry number",
    OTHER_REGISTER="Further record of the trial",
)
MESH_OF = _vocabulary("mesh_of", CONDITION="Condition", INTERVENTION="Intervention")
MESH_LEVEL = _vocabulary("mesh_level", TERM="MeSH term", ANCESTOR="Above a MeSH term")
REFERENCE_KIND = _vocabulary(
    "reference_kind",
    BACKGROUND="Background",
    RESULT="Results",
    DERIVED="Found by its registry number",
    LINK="Link",
    UNLISTED="Value not in the registry's list",
    NOT_STATED="Not stated",
)
CONDITION_GROUP = _vocabulary(
    "condition_group",
    T1D="Type 1 diabetes",
    T2D="Type 2 diabetes",
    DIABETES="Diabetes, type not stated",
    COMPLICATIONS="Diabetes complications",
)
REGISTRY_CONDITION_GROUP = Vocabulary(
    "condition_group", (*CONDITION_GROUP.terms, Term("OTHER", "No diabetes named"))
)
"""The group of a condition in a registry search that people sorted."""
REGIMEN_CONDITION = Vocabulary(
    "condition_group",
    (
        *CONDITION_GROUP.terms,
        Term("OTHER", "Another condition"),
        Term("OF_RECORD", "As the trial’s record says"),
        Term(NOT_STATED, "Not stated"),
    ),
)
"""The condition of a protocol: those of the review, and what protocols of others are for."""
CELL_PRODUCT = _vocabulary(
    "cell_product",
    HSC_CD34="Haematopoietic / CD34+ cells",
    MONONUCLEAR="Mononuclear cells",
    MSC="Mesenchymal stem cells",
    MARROW="Unfractionated or unspecified marrow",
    ISLETS="Pancreatic islets",
    CAR_T="CAR-T cells",
    STEM_CELLS="Stem cells, kind not stated",
    OTHER="Other cells",
    NONE="No cells given",
    NOT_STATED="Not stated",
)
DONOR = _vocabulary(
    "donor",
    AUTOLOGOUS="Autologous",
    ALLOGENEIC="Allogeneic",
    NONE="No cells given",
    NOT_STATED="Not stated",
)
ORGANISATION_ROLE = _vocabulary(
    "role",
    SITE="Site",
    SPONSOR="Sponsor",
    COLLABORATOR="Collaborator",
    COUNTRY="Country, no site named",
    NOT_STATED="Not stated",
)
PLACE_BASIS = _vocabulary(
    "place_basis",
    PRINTED="Place printed in the table",
    IN_NAME="City taken from the organisation's name",
    COUNTRY_ONLY="Country printed, city not",
    RECORD="City from the registry record",
    CITY_TABLE="City from the registry record, its point from a table of cities",
    NOT_STATED="Not stated",
)
CERTAINTY = _vocabulary(
    "certainty",
    STATED="Stated",
    INFERRED="Inferred",
    READ_BY_RULE="Read by rule",
    NOT_STATED="Not stated",
)
FACT_STATE = _vocabulary(
    "state",
    SEEN="Seen",
    NONE_STATED="The page says none",
    NOT_SEEN="Not seen",
)
CHANGE = _vocabulary(
    "change",
    UNCHANGED="Unchanged",
    CHANGED="Changed",
    NEWLY_STATED="Newly stated",
    BEFORE_SNAPSHOT="Before the snapshot",
    VERSION_NOT_STATED="Version not stated",
    NOT_SEEN="Not seen",
    NOT_IN_FILE="Not in this file",
)
"""Kinds of a value's change. The first three compare with a version that is later for certain;
the next two are pages that are older, or that do not say how old they are; of the last one of two
datasets has no room for the value."""
COMPARED_FIELD = _vocabulary(
    "field",
    overall_status="Status",
    phase="Phase",
    enrollment="Enrolment",
    enrollment_type="Enrolment type",
    study_type="Study type",
    allocation="Allocation",
    intervention_model="Intervention model",
    masking="Masking",
    primary_purpose="Primary purpose",
    start_date="Start",
    primary_completion_date="Primary completion",
    completion_date="Completion",
    sponsor="Lead sponsor",
    has_results="Results posted",
    results_first_posted="Results first posted",
    sex="Sex",
    minimum_age="Minimum age",
    maximum_age="Maximum age",
    title="Title",
    official_title="Official title",
    conditions="Conditions",
    interventions="Interventions",
    arms="Arms",
    primary_outcomes="Primary outcome measures",
    secondary_outcomes="Secondary outcome measures",
    countries="Countries",
    sites="Sites",
    other_ids="Other ids",
)
"""The columns that two readings of a trial are compared in."""
EVENT_ROLE = _vocabulary(
    "role",
    BACKGROUND="Background, before the cells",
    MOBILISATION="Mobilisation",
    COLLECTION="Cell collection",
    CONDITIONING="Conditioning",
    INDUCTION="Induction",
    ANTI_INFLAMMATORY="Anti-inflammatory",
    GRAFT="Graft",
    CELL_INFUSION="Cell infusion",
    MAINTENANCE="Maintenance",
    ADJUNCT="Adjunct",
    NOT_STATED="Role not stated",
)
END_KIND = _vocabulary(
    "end_kind",
    FIXED="Ends on a stated day",
    WEANED="Weaned",
    SWITCHED="Switched to another agent",
    ONGOING="Goes on, end open",
    NOT_STATED="Not stated",
)
DAY_ZERO = _vocabulary(
    "day_zero",
    ISLET_INFUSION="Islet infusion",
    FIRST_CELL_INFUSION="First cell infusion",
    MARROW_INFUSION="Marrow cell infusion",
    END_OF_IMMUNOSUPPRESSION="End of immunosuppression",
    TRANSPLANTATION="Transplantation",
    FIRST_DOSE="First dose of the study drug",
    RANDOMISATION="Randomisation",
    CYCLE_START="Day before the first day of a cycle",
    FIXED_REFERENCE="Fixed reference of the study's timeline",
    AS_COUNTED="Start of the record’s own count, not named there",
)
OWN_CLASSES = tuple(f"OWN_{number}" for number in range(1, 13))
"""Codes of classes that a protocol of the house names itself; its words stand beside its agents."""
AGENT_CLASS = _vocabulary(
    "agent_class",
    T_CELL_DEPLETING="T-cell-depleting antibody",
    IL2R_ANTIBODY="IL-2 receptor antibody",
    TNF_INHIBITOR="TNF inhibitor",
    CALCINEURIN_INHIBITOR="Calcineurin inhibitor",
    MTOR_INHIBITOR="mTOR inhibitor",
    ANTIMETABOLITE="Antimetabolite",
    CORTICOSTEROID="Corticosteroid",
    ALKYLATING_AGENT="Alkylating agent",
    GROWTH_FACTOR="Growth factor",
    CYTOKINE="Cytokine",
    ANTIDIABETIC="Antidiabetic drug",
    OXYGEN="Hyperbaric oxygen",
    TISSUE_GRAFT="Islet or organ graft",
    CELL_PRODUCT="Stem or marrow cells",
    PROCEDURE="Cell collection",
    OTHER_CYTOTOXIC="Other cytotoxic drug",
    IMMUNE_CELLS="Immune cells, such as CAR-T or NK",
    OTHER_ANTIBODY="Other antibody",
    KINASE_INHIBITOR="Kinase inhibitor",
    RADIATION="Radiation",
    DRUG="Drug, class not known",
    BIOLOGICAL="Biological, class not known",
    DEVICE="Device",
    OTHER_TREATMENT="Treatment of another kind",
    WORDS="Words that no rule could place",
    **{code: f"Class {code.removeprefix('OWN_')} of the house" for code in OWN_CLASSES},
)
CLASS_OF_TYPE = {
    "DRUG": "DRUG",
    "BIOLOGICAL": "BIOLOGICAL",
    "GENETIC": "BIOLOGICAL",
    "DEVICE": "DEVICE",
    "RADIATION": "RADIATION",
}
"""Type of an intervention -> the class of an agent of which no more is known; else
``OTHER_TREATMENT``."""
CLASS_OF_IMPORT = Vocabulary(
    "agent_classes",
    tuple(term for term in AGENT_CLASS.terms if term.code not in (*OWN_CLASSES, "WORDS")),
)
"""The classes of agents that registry records give."""
SCHEDULE = _vocabulary(
    "schedule",
    ARMS="Lists arms",
    TIMES="Words of time in its arms",
    DAY="Days of treatment, read by rule",
    NOT_STATED="Lists no arms",
)
"""The arms of a trial as far as its record goes: a trial has each that is true of it."""
ROLE_IN_WORDS = Vocabulary(
    "roles",
    tuple(
        term
        for term in EVENT_ROLE.terms
        if term.code in ("MOBILISATION", "CONDITIONING", "INDUCTION", "MAINTENANCE")
    ),
)
"""The roles of a treatment that records say in words of their own."""
TRANSPLANT_TYPE = _vocabulary(
    "transplant_type",
    IAK="Islet after kidney",
    SIK="Simultaneous islet-kidney",
    SIL="Simultaneous islet-liver",
    ITA="Islet transplantation alone",
    CELLS_ONLY="Cells only, no islets",
    NOT_READ="Not read from the record",
    NOT_STATED="Not stated",
)
OUTCOME_LEVEL = _vocabulary(
    "level",
    COHORT="Whole cohort or trial",
    SUBGROUP="Some of the patients",
    PATIENT="One patient",
)
OUTCOME_MEASURE = _vocabulary(
    "measure",
    ENROLMENT="Enrolment",
    ISLET_MASS="Islet mass",
    FUNCTION_DURATION="Graft function",
    CHIMERISM="Chimerism",
    C_PEPTIDE="C-peptide",
    HBA1C="HbA1c",
    GLUCOSE="Glucose",
    INSULIN_REDUCTION="Insulin requirement",
    INSULIN_INDEPENDENCE="Insulin independence",
    REJECTION="Rejection",
    GVHD="Graft-versus-host disease",
    ANTIBODY="Antibodies",
    COMPLICATION="Complications",
    OTHER="Other findings",
)
QUALIFIER = _vocabulary(
    "qualifier",
    STATED="As stated",
    MEAN="Mean",
    APPROXIMATELY="Approximately",
    AT_LEAST="At least, or over",
    UP_TO="Up to",
    BY="By",
    NOT_DETECTABLE="Not detectable",
)
TIME_UNIT = _vocabulary(
    "time_unit", DAYS="Days", MONTHS="Months", YEARS="Years", NOT_STATED="Not stated"
)
TIME_FROM = Vocabulary("time_from", (*DAY_ZERO.terms, Term(NOT_STATED, "Not stated")))
GRAFT_END = _vocabulary(
    "end_kind",
    LOST="Function lost",
    LOST_AFTER_WEANING="Lost after weaning from the drugs",
    PRIMARY_NON_FUNCTION="Never functioned (primary non-function)",
    STILL_FUNCTIONING_OR_NOT_STATED="Still functioning, or end not stated",
    NOT_STATED="Not stated",
)
COVERAGE = _vocabulary(
    "coverage",
    ALL="All patients",
    SOME="Some patients",
    NOT_STATED="Not stated for whom",
)
COVERAGE_TABLE_4 = _vocabulary(
    "coverage_table_4",
    ALL="All patients",
    SOME="Some patients",
    NOT_NAMED="Not named",
)
"""For whom an event is by Table 4, where the text says otherwise."""
ARM = _vocabulary(
    "arm",
    OKT3="OKT3",
    ALG="ALG",
    DAC="DAC",
    ATG="ATG",
    ALL="All arms",
    ONE="One arm",
    NOT_STATED="Arm not stated",
)
"""The induction by which the patients of one protocol part: 1994-96 into OKT3 and ALG, 1998-99
into daclizumab (with TAC, MMF and MP) and ATG (with CyA and MMF)."""
REGIMEN_FACT = _vocabulary(
    "kind",
    AIM="Aim",
    ENDPOINT="Endpoint",
    PATIENTS="Patients",
    CELL_SOURCE="Source of the cells",
    DESIGN="Design",
    LIMITATION="Limitation named by the source",
    CONCERN="Concern named by the source",
)
REGIMEN_KIND = _vocabulary(
    "kind",
    COHORT="Miami cohort (Table 4)",
    REGISTERED_TRIAL="Registered trial",
    DESCRIBED_TRIAL="Trial described in the review's text",
    TRIAL_ARM="Arm of a registry record, read by rule",
    HOUSE_PROTOCOL="Protocol of the house",
    STUDY_PROTOCOL="Study protocol (USDM)",
)
REGIMEN_SET_PAGE = _vocabulary("page", PROTOCOLS="Protocols", COMPARE="Compare")
LINK_READING = _vocabulary(
    "reading",
    REVIEW_TEXT="As the review's text has it",
    REGISTRY_RECORD="As the registry records read",
    OWN_RECORD="The record in which it stands",
)
NOTE_KIND = _vocabulary(
    "kind",
    CONTRADICTION="The sources contradict each other",
    AMBIGUITY="The wording can be read in more than one way",
    EXTRACTION="The text extraction lost something; read as noted",
    GAP="Not stated in the sources",
    RULE="A rule of counting or coding",
)
NOTE_WEIGHT = _vocabulary(
    "weight",
    CHANGES_READING="Changes how a number is read",
    AMBIGUOUS="Ambiguous",
    FOR_THE_RECORD="For the record",
)
SOURCE_KIND = _vocabulary(
    "kind",
    REVIEW="Review article",
    REGISTRY_RECORD="Registry record",
    REGISTRY_FACTS="Registry facts",
    REGISTRY_IMPORT="Registry download",
    HOUSE_DOCUMENT="Document of the house",
    PUBLICATION="Publication",
    STUDY_PROTOCOL="Study protocol",
    REFERENCE="Reference data",
)
TIMELINE_KIND = _vocabulary("kind", MAIN="Main timeline", SUB="Sub-timeline")
NOT_PLACED = "NOT_PLACED"
VISIT_PLACEMENT = _vocabulary(
    "placement",
    DAY_ZERO="Day 0, the fixed reference",
    STATED="Stated from day 0",
    THROUGH_ANOTHER="Worked out by way of another visit",
    COUNTED="Worked out: months or years counted as days",
    NOT_PLACED="No day",
)
"""The ways in which a visit of a study protocol has its day."""
DECISION_KIND = _vocabulary(
    "kind",
    REPEATS="Goes back: a cycle",
    SKIPS="Goes on with a later visit",
    ENDS="Ends the timeline",
)
