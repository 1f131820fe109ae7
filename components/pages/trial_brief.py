"""A trial's record in brief, who can take part in it, and what it leaves open."""

from collections.abc import Sequence

from components.elements.markup import Markup, Piece, piece
from components.elements.registry_text import (
    beside,
    named_values,
    outside,
    own_words,
    prose,
    unknown,
)
from components.elements.tables import bounded
from components.pages.record_part import RecordPart
from data.link.trial_fields import NOT_IN_FILE, NOT_STATED
from data.model import vocabulary as v
from data.model.registers import CLINICALTRIALS_GOV, record_address, shown_by
from data.model.schema import SEPARATOR
from data.queries import one_record, one_trial
from data.queries.one_record import TrialRecord
from data.queries.registry_text import LEAD

GAPS = "record-gaps"
"""The place of what the record leaves open, to which no contents lead."""


def _field(record: TrialRecord, column: str, words: str) -> Markup | None:
    """A field in words; None where the record leaves it open, which the fields' table says."""
    if record.store.not_in_file("trials", column):
        return unknown(NOT_IN_FILE)
    return own_words("span", words) if words not in ("", NOT_STATED) else None


def _coded(record: TrialRecord, vocabulary: v.Vocabulary) -> str:
    row, name = record.trial, vocabulary.name
    return one_record.said(row[name], str(row.get(f"{name}_printed", "")), vocabulary)


def brief_part(record: TrialRecord) -> RecordPart:
    """The aim in the record's words, beside the fields that a reader looks for first."""
    texts, title = record.texts, str(record.trial["official_title"]).strip()
    is_other = title and title.casefold() != str(record.trial["title"]).strip().casefold()
    words = [
        *([own_words("p", title, className="official-title")] if is_other else []),
        *prose(texts["brief_summary"], "the brief summary"),
        *_headed("Detailed description", texts["detailed_description"], LEAD // 2),
    ]
    return RecordPart(
        "record-brief",
        "In brief",
        [beside(words, _key_facts(record))],
        [record.own_row, record.rows("trial_texts")],
    )


def _headed(title: str, text: str, lead: int = LEAD) -> list[Markup]:
    """A long text under its title; nothing where there is none."""
    return [piece("h3", title), *prose(text, f"the {title.lower()}", lead)] if text else []


def _key_facts(record: TrialRecord) -> Piece:
    row = record.trial
    design = [
        _coded(record, each)
        for each in (v.STUDY_TYPE, v.ALLOCATION, v.INTERVENTION_MODEL, v.MASKING, v.PRIMARY_PURPOSE)
    ]
    roles: dict[str, list[str]] = {}
    for role, name in one_record.partners(record):
        roles.setdefault(role, []).append(name)
    sponsor = roles.pop("Sponsor", [])
    countries = one_record.countries(record)
    kind = _coded(record, v.SPONSOR_CLASS)
    return named_values(
        [
            ("Status", _field(record, "overall_status", _status(record))),
            ("Phase", _field(record, "phase", _coded(record, v.PHASE))),
            ("Design", _designed(design)),
            ("Enrolment", _field(record, "enrollment", one_trial.enrolment(record.store, row))),
            *(
                (label, _field(record, f"{name}_date", _date(record, name)))
                for label, name in (
                    ("Start", "start"),
                    ("Primary completion", "primary_completion"),
                    ("Completion", "completion"),
                )
            ),
            ("Results", _results(record)),
            ("Sponsor", _several(sponsor, kind) if sponsor else None),
            *((f"{role}s", _several(names)) for role, names in roles.items()),
            (
                "Country" if len(countries) == 1 else "Countries",
                _several(countries) if countries else None,
            ),
        ]
    )


def _designed(parts: Sequence[str]) -> Markup | None:
    words = " · ".join(map(bounded, filter(None, parts)))
    return own_words("span", words) if words else None


def _several(names: Sequence[str], remark: str = "") -> Markup:
    lines = [own_words("li", name) for name in names]
    last = own_words("li", remark, className="muted") if remark else None
    return piece("ul", *lines, last, className="bare")


def _status(record: TrialRecord) -> str:
    why = str(record.trial["why_stopped"]).strip()
    status = _coded(record, v.OVERALL_STATUS)
    return f"{status}: {why}" if why else status


def _date(record: TrialRecord, event: str) -> str:
    row = record.trial
    return one_trial.dated(str(row[f"{event}_date"]), row[f"{event}_date_type"])


def _results(record: TrialRecord) -> Markup | None:
    """Says whether results are posted, and since when, with the way to them."""
    row = record.trial
    posted, has = str(row["results_first_posted"]), str(row["has_results"])
    if posted or has == "YES":
        words = f"Posted on {posted}" if posted else "Posted"
        return piece("span", outside(words, _results_address(record.nct_id)))
    return _field(record, "has_results", "None posted" if has == "NO" else "")


def _results_address(trial_id: str) -> str:
    """The record as it is today, in ClinicalTrials.gov at its results."""
    at_results = "?tab=results" if shown_by(trial_id) == CLINICALTRIALS_GOV.name else ""
    return f"{record_address(trial_id)}{at_results}"


def eligibility_part(record: TrialRecord) -> RecordPart | None:
    """Ages, sex and criteria of those who may take part."""
    texts, row = record.texts, record.trial
    population, criteria = texts["study_population"], texts["eligibility_criteria"]
    ages, sex = one_record.ages(record), _coded(record, v.SEX)
    healthy = one_record.said(row["healthy_volunteers"], "", v.YES_NO)
    groups = "; ".join(
        v.AGE_GROUP.labels[code]
        for code in str(row["age_groups"]).split(SEPARATOR)
        if code not in ("", v.NOT_STATED)
    )
    if not any((population, criteria, sex, healthy, groups)) and ages in (NOT_STATED, NOT_IN_FILE):
        return None
    facts = named_values(
        [
            ("Age", unknown(ages) if ages in (NOT_STATED, NOT_IN_FILE) else ages),
            ("Age groups", _field(record, "age_groups", groups) or unknown(NOT_STATED)),
            ("Sex", _field(record, "sex", sex) or unknown(NOT_STATED)),
            (
                "Healthy volunteers",
                _field(record, "healthy_volunteers", healthy) or unknown(NOT_STATED),
            ),
        ]
    )
    words = [
        *_headed("Study population", population),
        *prose(criteria, "the eligibility criteria"),
    ]
    return RecordPart(
        "record-eligibility",
        "Who can take part",
        [beside(words, facts)],
        [record.own_row, record.rows("trial_texts")],
    )


def gaps_part(record: TrialRecord) -> RecordPart | None:
    """The parts that the record leaves open, and those that its file has no room for."""
    found = one_record.gaps(record)
    lines = [
        piece("p", unknown(words), ": ", "; ".join(parts), ".")
        for words, parts in (
            (NOT_STATED, found.not_stated),
            (NOT_IN_FILE, found.not_in_file),
        )
        if parts
    ]
    return RecordPart(GAPS, "What is not here", lines, []) if lines else None
