"""A study and its design by name: titles, numbers, version, dates, and the source that it is."""

import re

from data.model import vocabulary as v
from data.readers.json_node import Node
from data.readers.usdm.doses import NOT_STATED, number_of
from data.readers.usdm.plain_texts import (
    code_of,
    decode_of,
    decodes,
    description_of,
    name_of,
    plain_text,
    text_at,
)
from data.readers.usdm.versions import StudyVersion

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
APPROVAL = "approval"
TITLES = ("official", "brief", "public", "scientific")
LONGEST_LABEL, LONGEST_SHORT = 90, 24
PLANNED = (
    "plannedEnrollmentNumber",
    "plannedEnrollmentNumberQuantity",
    "plannedEnrollmentNumberRange",
)
MOST_PEOPLE = 1_000_000
CONDITION_CODES = {
    "46635009": "T1D",
    "44054006": "T2D",
    "73211009": "DIABETES",
    "E10": "T1D",
    "E11": "T2D",
}
"""SNOMED CT and ICD-10: code -> condition group."""


def titles_of(version: StudyVersion) -> dict[str, str]:
    """First word of a title's kind -> its text: official, brief, public, study (acronym)."""
    found: dict[str, str] = {}
    for title in version.node.at("titles").items():
        kind = decode_of(title.at("type")).lower()
        words = "acronym" if "acronym" in kind else kind.split(" ")[0]
        text = text_at(title, "text")
        if text:
            found.setdefault(words, text)
    return found


def study_name(version: StudyVersion) -> str:
    name = text_at(version.study, "label") or text_at(version.study, "name")
    titles = titles_of(version)
    return name or titles.get("acronym", "") or next(iter(titles.values()), "") or "Study"


def title_of(version: StudyVersion) -> str:
    """The official title, or the next that there is; the study's name where it has none."""
    titles = titles_of(version)
    return next((titles[kind] for kind in TITLES if kind in titles), study_name(version))


def own_number(version: StudyVersion) -> str:
    """The sponsor's number of the study; the first number where none is the sponsor's."""
    every = version.identifiers()
    own = [text for text, giver, _ in every if "sponsor" in giver.lower()]
    return (own or [text for text, _, _ in every] or [""])[0]


def numbers_of(version: StudyVersion) -> str:
    return "; ".join(dict.fromkeys(text for text, _, _ in version.identifiers()))


def dates_of(version: StudyVersion) -> dict[str, str]:
    """Kind of a date -> the date: ``Sponsor Approval Date`` -> ``2006-06-01``."""
    holders = [version.node]
    for document in version.documents():
        holders += document.at("versions").items()
    return {
        decode_of(each.at("type")) or name_of(each): day
        for holder in holders
        for each in holder.at("dateValues").items()
        if DAY.fullmatch(day := text_at(each, "dateValue")[:10])
    }


def approval_of(version: StudyVersion) -> str:
    """The day of the approval; else the one date that the file has, else empty."""
    dates = dates_of(version)
    approved = [day for kind, day in dates.items() if APPROVAL in kind.lower()]
    return min(approved) if approved else next(iter(dates.values())) if len(dates) == 1 else ""


def protocol_version(version: StudyVersion) -> str:
    return text_at(version.node, "versionIdentifier")


def labels_of(version: StudyVersion, design: Node, several: bool) -> tuple[str, str]:
    """Label and short label of a study design; of several designs with the design's name."""
    titles = titles_of(version)
    whole = titles.get("brief") or titles.get("public") or title_of(version)
    acronym = titles.get("acronym", "")
    short = acronym or own_number(version) or study_name(version)
    label = whole if acronym.lower() in whole.lower() else f"{acronym}: {whole}"
    if several:
        label, short = (f"{text} · {name_of(design)}" for text in (label, short))
    return _cut(label, LONGEST_LABEL), _cut(short, LONGEST_SHORT)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def condition_of(design: Node) -> str:
    """The group of the indications by their codes; of several of diabetes the wider one."""
    found = set()
    indications = list(design.at("indications").items())
    for indication in indications:
        codes = [code_of(each) for each in indication.at("codes").items()]
        known = (CONDITION_CODES.get(code.split(".")[0]) for code in codes)
        found.add(next(filter(None, known), "OTHER"))
    if not indications:
        return v.NOT_STATED
    diabetes = found - {"OTHER"}
    if not diabetes:
        return "OTHER"
    return diabetes.pop() if len(diabetes) == 1 else "DIABETES"


def planned(design: Node) -> str:
    """The planned number of people, where it is one whole number."""
    population = design.at("population")
    own = next(
        (each for key in PLANNED if (each := population.at(key)).value is not None), population
    )
    number = number_of(own)
    return number if number.isdigit() and int(number) <= MOST_PEOPLE else ""


def regimen_row(
    version: StudyVersion, design: Node, regimen: str, several: bool, source: str
) -> dict[str, str]:
    """The row of ``regimens`` of a study design."""
    label, short = labels_of(version, design, several)
    return {
        "regimen": regimen,
        "kind": "STUDY_PROTOCOL",
        "label": label,
        "short_label": short,
        "years": "",
        "first_year": "",
        "last_year": "",
        "n": "",
        "n_table_4": "",
        "n_planned": planned(design),
        "condition_group": condition_of(design),
        "transplant_type": v.NOT_STATED,
        "day_zero": "FIXED_REFERENCE",
        "source": source,
        "locator": design.path,
    }


def design_row(
    version: StudyVersion, design: Node, regimen: str, day_zero: str, source: str
) -> dict[str, str]:
    """The row of ``study_designs``."""
    indications = (name_of(each) for each in design.at("indications").items())
    dates = (f"{kind} {day}" for kind, day in dates_of(version).items())
    return {
        "regimen": regimen,
        "study": study_name(version),
        "title": title_of(version),
        "numbers": numbers_of(version),
        "protocol_version": protocol_version(version),
        "dates": "; ".join(dates),
        "usdm_version": version.usdm,
        "design": name_of(design),
        "description": description_of(design),
        "study_type": version.study_type(design),
        "phase": version.phase(design),
        "model": version.model(design),
        "blinding": decode_of(design.at("blindingSchema")),
        "intents": decodes(design, "intentTypes") or decodes(design, "trialIntentTypes"),
        "indications": "; ".join(dict.fromkeys(indications)),
        "n_planned": planned(design),
        "rationale": plain_text(design.at("rationale").text()),
        "day_zero": day_zero,
        "source": source,
        "locator": design.path,
    }


def source_row(version: StudyVersion, source: str, file_name: str) -> dict[str, str]:
    """The row of ``sources``: the study protocol, cited by number, version and approval."""
    number, own_version, day = own_number(version), protocol_version(version), approval_of(version)
    said = [
        f"Study protocol {number or study_name(version)}",
        f"version {own_version}" if own_version else "",
        _dated(version, day),
    ]
    return {
        "source_id": source,
        "kind": "STUDY_PROTOCOL",
        "title": title_of(version),
        "citation": f"{', '.join(filter(None, said))} (USDM {version.usdm}, {file_name})",
        "date_of_data": day or NOT_STATED,
        "url": "",
        "doi": "",
        "source": source,
        "locator": version.node.path,
    }


def _dated(version: StudyVersion, day: str) -> str:
    """``approved 2006-06-01``, ``of 2006-06-01``, ``date not stated``."""
    kinds = [kind.lower() for kind, date in dates_of(version).items() if date == day]
    if not kinds:
        return f"date {NOT_STATED}"
    return f"approved {day}" if any(APPROVAL in kind for kind in kinds) else f"of {day}"
