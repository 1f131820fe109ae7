"""Trials of our own in the words of the WHO portal's registers, as XML and as CSV."""

import csv
import io
from xml.sax.saxutils import escape

CONTACTS = {
    "Contact_Firstname": "Nobody;",
    "Contact_Lastname": "Should See",
    "Contact_Address": "12 Hidden Street",
    "Contact_Email": "hidden@example.org",
    "Contact_Tel": "000-000",
    "Contact_Affiliation": "Hidden Clinic",
    "Ethics_review_contact_name": "Hidden Board",
}


def record(trial_id, **fields):
    """A trial with a title and contacts, and the fields given."""
    return {
        "Export_date": "09/18/2026 10:42:00",
        "TrialID": trial_id,
        "Last_Refreshed_on": "24 August 2026",
        "Public_title": f"Trial {trial_id}",
        **CONTACTS,
        **fields,
    }


EU_PHASE = (
    "Human pharmacology (Phase I): no\nTherapeutic exploratory (Phase II): yes\n"
    "Therapeutic confirmatory - (Phase III): yes\nTherapeutic use (Phase IV): no\n"
)
EU_DESIGN = (
    "Controlled: yes\nRandomised: yes\nOpen: no\nSingle blind: no\nDouble blind: yes\n"
    "Parallel group: yes\nCross over: no\nOther: no\n"
)
REGISTERS = {
    "NCT90000001": record(
        "NCT90000001",
        Scientific_title="Islets in type 1 diabetes",
        Acronym="ISLE",
        Primary_sponsor="University of Somewhere",
        Secondary_Sponsor="Maker, Inc.;A Fund",
        Date_registration3="20260805",
        Date_registration="05/08/2026",
        Date_enrollement="August 15, 2026",
        Recruitment_Status="Not recruiting",
        Study_type="Interventional",
        Study_design=(
            "Allocation: Randomized. Intervention model: Parallel Assignment. Primary purpose: "
            "Treatment. Masking: Double (Participant, Investigator)."
        ),
        Phase="Phase 1/Phase 2",
        Countries="United States;Argentina;United States",
        Condition="Type 1 Diabetes;Islet Transplantation",
        Intervention="Biological: Islets; human;Drug: Drug A",
        Target_size="30",
        Inclusion_agemin="18 Years",
        Inclusion_agemax="65 Years",
        Inclusion_gender="All",
        Secondary_ID="ABC-1; 2016-003433-20",
        results_yes_no="Yes",
    ),
    "EUCTR2016-003433-20-FR": record(
        "EUCTR2016-003433-20-FR",
        Recruitment_Status="Authorised",
        Study_type="Interventional clinical trial of medicinal product",
        Study_design=EU_DESIGN,
        Phase=EU_PHASE,
        Countries="France;Germany",
        Condition=(
            "Hip osteoarthritis \n MedDRA version: 14.1\nLevel: LLT\nClassification code 10020100\n"
            "Term: Osteoarthritis of hip\nSystem Organ Class: 10028395 - Musculoskeletal;"
            "Therapeutic area: Diseases [C] - Musculoskeletal Diseases [C05]"
        ),
        Inclusion_gender="<br>Female: yes<br>Male: yes<br>",
        Secondary_ID="2016-003433-20",
        Target_size="120",
    ),
    "ISRCTN90000002": record(
        "ISRCTN90000002",
        Phase="Phase II/III",
        Recruitment_Status="Ongoing",
        Study_design="Multicentre randomised controlled open label trial (Treatment)",
        Countries="United Kingdom;England",
        Condition="Diabetes <br>Nutritional, Metabolic, Endocrine",
        Date_enrollement="04/04/2019",
    ),
    "ChiCTR2000029439": record(
        "ChiCTR2000029439",
        Phase="0",
        Recruitment_Status="Recruiting",
        Study_type="Interventional study",
        Study_design="Parallel",
        Countries="China",
        Target_size="Treatment group:49;Control group:51;",
        Intervention="Treatment group:Cells;Control group:Saline;",
        Inclusion_gender="Both",
        Inclusion_agemin="18",
        Date_enrollement="2020-04-10",
    ),
    "CTRI/2020/04/024706": record(
        "CTRI/2020/04/024706",
        Phase="Phase 2/ Phase 3",
        Recruitment_Status="Not Yet Recruiting",
        Study_design=(
            "Randomized, Parallel Group, Placebo Controlled Trial<br/>Method of generating "
            "randomization sequence:Computer generated randomization  Method of allocation "
            "concealment:Centralized  Blinding and masking:Participant and Investigator Blinded"
        ),
        Condition="Health Condition 1: null- Diabetes;Health Condition 2: B550- Fever",
        Countries="India",
        Date_enrollement="15-04-2020",
    ),
    "JPRN-UMIN000012345": record(
        "JPRN-UMIN000012345",
        Phase="Phase I,II",
        Recruitment_Status="Complete: follow-up continuing",
        Study_type="Interventional",
        Study_design="Single arm Non-randomized",
        Countries="Japan,Asia(except Japan)",
        Date_enrollement="2013/07/05",
        Target_size="20",
    ),
    "ACTRN12620000445976": record(
        "ACTRN12620000445976",
        Phase="Not Applicable",
        Recruitment_Status="Stopped early",
        Study_design=(
            "Purpose: Prevention; Allocation: Non-randomised trial; Masking: Open (masking not "
            "used);Assignment: Single group;Type of endpoint: Safety;"
        ),
        Countries="Australia;Viet Nam",
        Inclusion_agemin="6 Months",
        Inclusion_gender="Females",
    ),
    "IRCT20100228003449N29": record(
        "IRCT20100228003449N29",
        Phase="2-3",
        Recruitment_Status="Recruitment completed",
        Study_design=(
            "Randomization: Randomized, Blinding: Triple blinded, Placebo: Not used, "
            "Assignment: Crossover, Purpose: Supportive."
        ),
        Countries="Iran (Islamic Republic of)",
        Target_size="about 20",
    ),
    "KCT0001234": record(
        "KCT0001234",
        Phase="Phase1/Phase2",
        Study_design=(
            "Primary Purpose : Treatment, Intervention Model : Single Group, Blinding/Masking : "
            "Open, Allocation : Non-RCT"
        ),
        Countries="Korea, Republic of",
    ),
    "SLCTR/2020/011": record(
        "SLCTR/2020/011",
        Phase="Not Available",
        Study_design="Randomized controlled trial",
        Countries="Germany,Korea, Democratic People's Republic of,Taiwan, Province of China",
        Recruitment_Status="Not Available",
    ),
    "RBR-973pt5n": record(
        "RBR-973pt5n",
        Phase="N/A",
        Condition="Chagas&apos; disease;C01.610.752.300.900.200",
        Countries="Brazil",
        Inclusion_agemax="0",
    ),
}
"""Number -> a trial, in the words of its register."""


def xml(records, root="Trials_downloaded_from_ICTRP"):
    """An export of the portal, with the blanks that it puts around each text."""
    trials = "".join(
        "  <Trial>"
        + "".join(
            f"<{name}>{escape(text)}\n    </{name}>\n" if text else f"<{name} />"
            for name, text in each.items()
        )
        + "</Trial>\n"
        for each in records
    )
    return f"<?xml version='1.0' encoding='UTF-8' ?>\n<{root}>\n{trials}</{root}>\n".encode()


def csv_file(records, separator=","):
    """The records with the portal's headings, which have blanks instead of underscores."""
    names = list(dict.fromkeys(name for each in records for name in each))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerow([name.replace("_", " ") for name in names])
    writer.writerows([each.get(name, "") for name in names] for each in records)
    return out.getvalue().encode()
