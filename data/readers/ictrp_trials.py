"""One record of the WHO portal's export -> the facts of its trial, in the words of its register."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from data.model import vocabulary as v
from data.model.registers import (
    ANY_REGISTER,
    CLINICALTRIALS_GOV,
    UTN,
    is_trial_id,
    register_of,
    written_ids,
)
from data.readers.codes import code_of, phase_of, word_key
from data.readers.country_names import iso3
from data.readers.facts import (
    Intervention,
    OtherId,
    OutcomeMeasure,
    Site,
    StudyError,
    StudyFacts,
)
from data.readers.ictrp_design import design_of
from data.readers.ictrp_records import Record
from data.readers.ictrp_words import (
    SEXES,
    STATUSES,
    STUDY_TYPES,
    age_of,
    day_of,
    export_day,
    is_month_first,
    is_nothing,
    people_of,
    phases_of,
)

KEY = "trialid"
BREAK = re.compile(r"<\s*/?\s*(?:br|p|li|ul|ol|div)\s*/?\s*>", re.IGNORECASE)
"""Marks that the portal's texts hold for the end of a line; other marks are left as they are."""
LIST_END = re.compile(r"[;\n]|#(?=\s)")
TYPED = re.compile(r";\s*(?=[A-Z][A-Za-z ]{2,24}: )")
"""Before the type of an intervention in a record of ClinicalTrials.gov."""
HEALTH_CONDITION = re.compile(r"Health Condition\s*\d*\s*:\s*(?:null\s*-\s*)?", re.IGNORECASE)
TREE_NUMBER = re.compile(r"[A-Z][0-9]{2}(?:\.[0-9]{3})+")
MEDDRA = re.compile(r"MedDRA version:.*?(?=MedDRA version:|Therapeutic area:|$)", re.DOTALL)
MEDDRA_TERM = re.compile(r"Term:\s*(.+?)\s*(?:System Organ Class:|$)", re.DOTALL)
THERAPEUTIC_AREA = re.compile(r"Therapeutic area:.*?(?=MedDRA version:|$)", re.DOTALL)
COUNTRY_END = re.compile(r"\s*[;\n]\s*")

CODED = (
    ("overall_status", "recruitment_status", STATUSES, v.OVERALL_STATUS),
    ("study_type", "study_type", STUDY_TYPES, v.STUDY_TYPE),
    ("sex", "inclusion_gender", SEXES, v.SEX),
)
"""(column, field, its words, vocabulary)."""
DATES = (
    ("start_date", "date_enrollement"),
    ("first_posted", "date_registration"),
    ("completion_date", "results_date_completed"),
)
TEXTS = (
    ("acronym", "acronym"),
    ("official_title", "scientific_title"),
    ("sponsor", "primary_sponsor"),
    ("start_date_type", "type_enrolment"),
    ("has_results", "results_yes_no"),
)


@dataclass(frozen=True)
class RegisterTrial:
    """A record's trial.

    Attributes:
        named: the registrations that the record names besides its own.
        unread: (column, text) of what was stated and could not be read.
        day: the day of the export, or the one on which the portal took the record over; or empty.
    """

    facts: StudyFacts
    named: tuple[str, ...]
    unread: tuple[tuple[str, str], ...] = ()
    day: str = ""


def trial_id_of(record: Record) -> str:
    """The number of a record's trial.

    Raises:
        StudyError: it is missing, or none that a register gives.
    """
    text = " ".join(record.get(KEY, "").split())
    if UTN.fullmatch(text):
        raise StudyError("TrialID", f"{text} is a universal trial number, no registration")
    if not is_trial_id(text):
        reason = f"{text[:60]!r} is no registry number" if text else "the number is missing"
        raise StudyError("TrialID", reason)
    return text


def named_of(record: Record) -> tuple[str, ...]:
    """The registrations that a record names among its other ids."""
    texts = (record.get(name, "") for name in ("secondary_id", "bridging_flag", "childs"))
    return tuple(dict.fromkeys(written_ids("; ".join(texts))))


def trial_of(record: Record) -> RegisterTrial:
    """The trial of a record.

    Raises:
        StudyError: the number of the trial is none.
    """
    trial_id = trial_id_of(record)
    unread: list[tuple[str, str]] = []
    plain, codes = _coded(record)
    plain |= {column: plain_text(record.get(name, "")) for column, name in TEXTS}
    plain |= dict(_dates(record))
    plain["title"] = plain_text(record.get("public_title", "")) or plain["official_title"]
    plain["minimum_age"] = age_of(_stated(record.get("inclusion_agemin", "")))
    plain["maximum_age"] = age_of(_stated(record.get("inclusion_agemax", "")))
    design, who_masked = design_of(record.get("study_design", ""))
    plain |= {column: words for column, (_, words) in design.items()}
    codes |= {column: code for column, (code, _) in design.items()}
    size = record.get("target_size", "")
    people = people_of(size)
    if people is None and not is_nothing(size):
        unread.append(("enrollment", size))
    facts = StudyFacts(
        nct_id=trial_id,
        plain={column: text for column, text in plain.items() if text},
        codes=codes,
        phases=_phases(record, codes),
        who_masked=who_masked,
        enrollment=people,
        collaborators=_parts(record.get("secondary_sponsor", "")),
        conditions=tuple(_conditions(record.get("condition", ""))),
        interventions=tuple(_interventions(trial_id, record.get("intervention", ""))),
        sites=tuple(
            Site(country=name, role="COUNTRY") for name in _countries(record.get("countries", ""))
        ),
        texts={"eligibility_criteria": _criteria(record)},
        outcomes=tuple(_outcomes(record)),
        ids=tuple(_ids(trial_id, record)),
    )
    return RegisterTrial(facts, named_of(record), tuple(unread), _day(record))


def plain_text(text: str) -> str:
    """A text without the marks of line ends and with signs for their HTML names, in one line."""
    return " ".join(_lines(text).split())


def _lines(text: str) -> str:
    # The portal escapes what registers escaped before: "Chagas&apos; disease".
    return BREAK.sub("\n", unescape(text).replace("\r", "\n"))


def _stated(text: str) -> str:
    return "" if is_nothing(text) else plain_text(text)


def _coded(record: Record) -> tuple[dict[str, str], dict[str, str]]:
    """(column -> text, column -> code) of status, study type and sex."""
    plain = {column: _stated(record.get(name, "")) for column, name, _, _ in CODED}
    codes = {
        column: words.get(word_key(plain[column])) or code_of(vocabulary, plain[column])
        for column, _, words, vocabulary in CODED
    }
    return plain, codes


def _phases(record: Record, codes: dict[str, str]) -> tuple[str, ...]:
    """The phase as printed; its code is added to the others."""
    text = plain_text(record.get("phase", ""))
    found = phases_of(text)
    if not text or (not found and is_nothing(text)):
        return ()
    codes["phase"] = phase_of(found) if found else v.UNLISTED
    return (text,)


def _dates(record: Record) -> Iterator[tuple[str, str]]:
    """Dates as YYYY-MM-DD; what is none stays as it is, for the report."""
    in_a_row = record.get("date_registration3", "")
    is_first = is_month_first(record.get("date_registration", ""), in_a_row)
    for column, name in DATES:
        text = record.get(name, "")
        if column == "first_posted":
            # The same day twice; the one in a row cannot be misread.
            text = text if not day_of(in_a_row) else in_a_row
        if not is_nothing(text):
            yield column, day_of(text, is_first) or text


def _criteria(record: Record) -> str:
    """The criteria of those who can take part, and below them of those who cannot."""
    texts = (record.get("inclusion_criteria", ""), record.get("exclusion_criteria", ""))
    return "\n\n".join(lines for text in texts if (lines := _stated_lines(text)))


def _outcomes(record: Record) -> Iterator[OutcomeMeasure]:
    for kind in ("primary", "secondary"):
        for part in plain_text(record.get(f"{kind}_outcome", "")).split(";"):
            if not is_nothing(part):
                yield OutcomeMeasure(part.strip(), kind.upper())


def _ids(trial_id: str, record: Record) -> Iterator[OtherId]:
    """The secondary ids, each with its register where its form tells that."""
    for text in _parts(record.get("secondary_id", "")):
        if text != trial_id:
            yield OtherId(text, "SECONDARY", kind_of_id(text))


def kind_of_id(text: str) -> str:
    """The register of a number, or that it is a universal trial number; else empty."""
    if UTN.fullmatch(text):
        return "Universal trial number"
    return "" if register_of(text) is ANY_REGISTER else register_of(text).name


def _stated_lines(text: str) -> str:
    """A text of several lines, without blanks at their ends and empty ones in a row."""
    if is_nothing(text):
        return ""
    lines = (line.strip() for line in _lines(text).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _parts(text: str) -> tuple[str, ...]:
    """The parts of a list, each once; words for nothing are none."""
    parts = (" ".join(part.split()) for part in LIST_END.split(_lines(text)))
    return tuple(dict.fromkeys(part for part in parts if part and not is_nothing(part)))


def _conditions(text: str) -> Iterator[str]:
    """The conditions, without the codes that some registers write among them.

    A record of the European Union adds its terms of MedDRA, of which the name is read, and a
    therapeutic area, which is not; Brazil's adds numbers of the MeSH tree.
    """
    lines = _lines(text)
    terms = [found[1] for coded in MEDDRA.findall(lines) if (found := MEDDRA_TERM.search(coded))]
    rest = THERAPEUTIC_AREA.sub(";", MEDDRA.sub(";", lines))
    for part in (*_parts(rest), *_parts(";".join(terms))):
        named = HEALTH_CONDITION.sub("", part).strip()
        if named and not TREE_NUMBER.fullmatch(named):
            yield named


def _interventions(trial_id: str, text: str) -> Iterator[Intervention]:
    """The interventions; ClinicalTrials.gov writes each after its type."""
    if register_of(trial_id) is not CLINICALTRIALS_GOV:
        yield from (Intervention(part) for part in _parts(text))
        return
    for part in TYPED.split(plain_text(text)):
        kind, colon, name = part.partition(": ")
        known = colon and code_of(v.INTERVENTION_TYPE, kind) != v.UNLISTED
        words = (name if known else part).strip(" ;")
        if words:
            yield Intervention(words, kind if known else "")


def _countries(text: str) -> Iterator[str]:
    """The countries, each once; a list with commas is taken apart where its parts are names."""
    seen = set()
    for part in COUNTRY_END.split(_lines(text)):
        for name in _names(part.strip(" ,")):
            key = iso3(name) or word_key(name) or name
            if name and key not in seen and not is_nothing(name):
                seen.add(key)
                yield name


def _names(text: str) -> Iterator[str]:
    """ "Iran, Islamic Republic of, Taiwan, Province of China" -> two names."""
    pieces = [piece.strip() for piece in text.split(",")]
    while pieces:
        size = next(
            (size for size in range(min(4, len(pieces)), 0, -1) if iso3(", ".join(pieces[:size]))),
            0,
        )
        if not size and iso3(text) is None and not any(iso3(piece) for piece in pieces):
            yield ", ".join(pieces)
            return
        yield ", ".join(pieces[: size or 1])
        pieces = pieces[size or 1 :]


def _day(record: Record) -> str:
    exported = export_day(record.get("export_date", ""))
    refreshed = day_of(record.get("last_refreshed_on", ""))
    return exported or (refreshed if len(refreshed) == len("YYYY-MM-DD") else "")
