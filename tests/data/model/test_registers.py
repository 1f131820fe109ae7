"""Numbers of registers: whose they are, where their record stands, how texts write them."""

import pytest

from data.model.registers import (
    ANY_REGISTER,
    is_registered,
    is_trial_id,
    record_address,
    register_of,
    registration,
    written_ids,
)

WHO = "https://trialsearch.who.int/Trial2.aspx?TrialID="


@pytest.mark.parametrize(
    ("trial_id", "name", "address"),
    [
        ("NCT01143168", "ClinicalTrials.gov", "https://clinicaltrials.gov/study/NCT01143168"),
        ("ISRCTN12345678", "ISRCTN registry", "https://www.isrctn.com/ISRCTN12345678"),
        (
            "EUCTR2010-012345-12-DE",
            "EU Clinical Trials Register",
            "https://www.clinicaltrialsregister.eu/ctr-search/search?query=2010-012345-12",
        ),
        (
            "EUCTR2010-024264-18-Outside-EU/EEA",
            "EU Clinical Trials Register",
            "https://www.clinicaltrialsregister.eu/ctr-search/search?query=2010-024264-18",
        ),
        (
            "CTIS2022-500123-12-00",
            "EU Clinical Trials Information System",
            "https://euclinicaltrials.eu/ctis-public/view/2022-500123-12-00",
        ),
        (
            "2022-500123-12-00",
            "EU Clinical Trials Information System",
            "https://euclinicaltrials.eu/ctis-public/view/2022-500123-12-00",
        ),
        ("ChiCTR2000029439", "Chinese Clinical Trial Registry (ChiCTR)", None),
        ("ChiCTR-IIC-16008366", "Chinese Clinical Trial Registry (ChiCTR)", None),
        ("CTRI/2020/04/024706", "Clinical Trials Registry - India", None),
        ("JPRN-UMIN000012345", "UMIN Clinical Trials Registry", None),
        (
            "JPRN-jRCT1080220001",
            "Japan Registry of Clinical Trials (jRCT)",
            "https://jrct.mhlw.go.jp/en-latest-detail/jRCT1080220001",
        ),
        (
            "JPRN-jRCTs041190009",
            "Japan Registry of Clinical Trials (jRCT)",
            "https://jrct.mhlw.go.jp/en-latest-detail/jRCTs041190009",
        ),
        ("JPRN-JapicCTI-194635", "Japan Primary Registries Network", None),
        (
            "ACTRN12620000445976",
            "Australian New Zealand Clinical Trials Registry",
            "https://www.anzctr.org.au/ACTRN12620000445976.aspx",
        ),
        (
            "DRKS00004195",
            "German Clinical Trials Register",
            "https://drks.de/search/en/trial/DRKS00004195",
        ),
        ("IRCT20100228003449N29", "Iranian Registry of Clinical Trials", None),
        (
            "NL-OMON12345",
            "Clinical trials in the Netherlands (OMON)",
            "https://onderzoekmetmensen.nl/en/trial/12345",
        ),
        ("NTR1234", "Netherlands Trial Register", None),
        ("PACTR202007720062393", "Pan African Clinical Trials Registry", None),
        ("PER-010-11", "Peruvian Clinical Trials Registry", None),
        ("KCT0001234", "Clinical Research Information Service, Korea", None),
        (
            "TCTR20200402002",
            "Thai Clinical Trials Registry",
            "https://www.thaiclinicaltrials.org/show/TCTR20200402002",
        ),
        ("SLCTR/2020/011", "Sri Lanka Clinical Trials Registry", None),
        ("LBCTR2020033424", "Lebanese Clinical Trials Registry", None),
        (
            "RBR-973pt5n",
            "Brazilian Clinical Trials Registry (ReBEC)",
            "https://ensaiosclinicos.gov.br/rg/RBR-973pt5n",
        ),
        (
            "RPCEC00000309",
            "Cuban Public Registry of Clinical Trials",
            "https://rpcec.sld.cu/en/trials/RPCEC00000309-En",
        ),
        ("ITMCTR2024000123", "International Traditional Medicine Clinical Trial Registry", None),
        ("NEW-2031/17", ANY_REGISTER.name, None),
    ],
)
def test_a_number_has_a_register_and_its_record_an_address(trial_id, name, address):
    assert is_trial_id(trial_id)
    assert register_of(trial_id).name == name
    assert record_address(trial_id) == (address or WHO + trial_id.replace("/", "%2F"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "NCT",
        "abcdef",
        "12",
        "../../etc/passwd1",
        "CTRI/../04/024706",
        "CTRI//2020",
        "CTRI/2020/",
        "A B 1234",
        "<b>1234",
        "NCT0000001?x=1",
        "NCT00000001\n",
        "é1234",
        "A1" * 40,
        "U1111-1234-1234",
        "1111-1234-1234",
    ],
)
def test_what_is_no_number_of_a_register(text):
    assert not is_trial_id(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("EUCTR2016-003433-20-FR", "EUCTR2016-003433-20-DE"),
        ("EUCTR2016-003433-20", "2016-003433-20"),
        ("CTIS2022-500123-12-00", "2022-500123-12-01"),
        ("ChiCTR2000029439", "CHICTR2000029439"),
        ("JPRN-UMIN000012345", "JPRN-UMIN-CTR000012345"),
    ],
)
def test_two_ways_of_writing_are_one_registration(one, other):
    assert registration(one) == registration(other)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", []),
        ("ABC-001; Protocol 17", []),
        ("NCT 01143168", ["NCT01143168"]),
        ("nct01143168;NCT01143168", ["NCT01143168"]),
        ("ISRCTN: 12345678, EudraCT 2016-003433-20", ["ISRCTN12345678", "EUCTR2016-003433-20"]),
        ("2022-500123-12-00", ["CTIS2022-500123-12"]),
        ("UMIN000012345; jRCTs041190009", ["JPRN-UMIN000012345", "JPRN-JRCTS041190009"]),
        ("CTRI/2020/04/024706.", ["CTRI/2020/04/024706"]),
        ("U1111-1234-1234", []),
        ("NCT00000000 NCT12345678", []),
        ("NCT011431689", []),
        ("XNCT01143168", []),
        ("0172016-003433-20", []),
    ],
)
def test_the_registrations_that_a_text_names(text, ids):
    assert list(written_ids(text)) == ids


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NCT01143168", True),
        ("CTRI/2020/04/024706", True),
        ("2016-003433-20", False),
        ("Diabetes", False),
        ("NCT01143168 and more", False),
        ("", False),
    ],
)
def test_a_cell_that_is_a_number_of_a_register(text, expected):
    assert is_registered(text) is expected
