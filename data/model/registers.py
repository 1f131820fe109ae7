"""The registers of trials: the form of their numbers, their names, their records' addresses.

The World Health Organization's portal (ICTRP) gathers these registers and writes their numbers
as below; a record elsewhere may write them with a space, in another case or without the prefix.
``written_ids`` reads such texts. An address is given where its form is known for certain; for the
other registers it is the portal's, which shows the record of every register under its number.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

PORTAL = "https://trialsearch.who.int/Trial2.aspx?TrialID={}"
"""The portal's page of a trial of any register."""

PORTAL_NAME = "the WHO’s portal of registers (ICTRP)"

TRIAL_ID = r"[A-Za-z0-9][A-Za-z0-9._-]*(?:/[A-Za-z0-9][A-Za-z0-9._-]*)*"
"""A number of any register: nothing that a path or a file would read as something else."""
LENGTHS = range(4, 61)

UTN = re.compile(r"U?1111-[0-9]{4}-[0-9]{4}")
"""The Universal Trial Number: it is given to a trial before it is registered anywhere."""

MADE_UP = frozenset(
    ("NCT00000000", "NCT11111111", "NCT12345678", "NCT87654321", "NCT99999999", "ISRCTN00000000")
)
"""Numbers that stand where a form asks for one and none is known."""


@dataclass(frozen=True)
class Register:
    """A register of trials.

    Attributes:
        form: of a whole number as the portal writes it.
        address: of a record, ``{}`` for the number's part of it.
        in_address: the part of a number that its address holds; the whole number where empty.
    """

    name: str
    form: str
    address: str = PORTAL
    in_address: str = ""

    def record(self, trial_id: str) -> str:
        """The address of a record."""
        part = re.search(self.in_address, trial_id, re.ASCII) if self.in_address else None
        return self.address.format(quote(part[0] if part else trial_id, safe=""))


CLINICALTRIALS_GOV = Register(
    "ClinicalTrials.gov", r"NCT[0-9]{8}", "https://clinicaltrials.gov/study/{}"
)
CTIS = Register(
    "EU Clinical Trials Information System",
    r"(?:CTIS)?20[2-9][0-9]-5[0-9]{5}-[0-9]{2}(?:-[0-9]{2})?",
    "https://euclinicaltrials.eu/ctis-public/view/{}",
    r"20.*",
)
EUCTR = Register(
    "EU Clinical Trials Register",
    r"(?:EUCTR)?(?:19|20)[0-9]{2}-[0-9]{6}-[0-9]{2}(?:-[A-Za-z]{2,3}|-Outside-EU/EEA)?",
    "https://www.clinicaltrialsregister.eu/ctr-search/search?query={}",
    r"[0-9]{4}-[0-9]{6}-[0-9]{2}",
)
REGISTERS = (
    CLINICALTRIALS_GOV,
    Register("ISRCTN registry", r"ISRCTN[0-9]{8}", "https://www.isrctn.com/{}"),
    CTIS,
    EUCTR,
    Register(
        "Chinese Clinical Trial Registry (ChiCTR)",
        r"ChiCTR(?:[0-9]{10}|-[A-Za-z0-9]{2,5}-[0-9]{8})",
    ),
    Register(
        "International Traditional Medicine Clinical Trial Registry",
        r"(?:ITMCTR|ChiMCTR|AMCTR)-?(?:[A-Z]{2,5}-)?[0-9]{8,10}",
    ),
    Register("Clinical Trials Registry - India", r"CTRI/[0-9]{4}/[0-9]{2,3}/[0-9]{6}"),
    Register(
        "Japan Registry of Clinical Trials (jRCT)",
        r"JPRN-jRCT(?:[0-9]{10}|s[0-9]{9})",
        "https://jrct.mhlw.go.jp/en-latest-detail/{}",
        r"jRCT.*",
    ),
    Register("UMIN Clinical Trials Registry", r"JPRN-UMIN(?:-CTR)?[0-9]{9}"),
    Register("Japan Primary Registries Network", r"JPRN-[A-Za-z]+(?:-[A-Z]+)?-?[0-9]{4,12}"),
    Register(
        "Australian New Zealand Clinical Trials Registry",
        r"ACTRN[0-9]{14}",
        "https://www.anzctr.org.au/{}.aspx",
    ),
    Register(
        "German Clinical Trials Register", r"DRKS[0-9]{8}", "https://drks.de/search/en/trial/{}"
    ),
    Register("Iranian Registry of Clinical Trials", r"IRCT[0-9]{10,17}N[0-9]{1,3}"),
    Register(
        "Clinical trials in the Netherlands (OMON)",
        r"NL-OMON[0-9]{1,6}",
        "https://onderzoekmetmensen.nl/en/trial/{}",
        r"[0-9]+",
    ),
    Register("Netherlands Trial Register", r"(?:NTR|NL)[0-9]{1,5}"),
    Register("Pan African Clinical Trials Registry", r"PACTR[0-9]{13,18}"),
    Register("Peruvian Clinical Trials Registry", r"PER-[0-9]{3}-[0-9]{2}"),
    Register("Clinical Research Information Service, Korea", r"KCT[0-9]{7}"),
    Register(
        "Thai Clinical Trials Registry",
        r"TCTR[0-9]{11}",
        "https://www.thaiclinicaltrials.org/show/{}",
    ),
    Register("Sri Lanka Clinical Trials Registry", r"SLCTR/[0-9]{4}/[0-9]{3}"),
    Register("Lebanese Clinical Trials Registry", r"LBCTR[0-9]{10}"),
    Register(
        "Brazilian Clinical Trials Registry (ReBEC)",
        r"RBR-[0-9A-Za-z]{5,8}",
        "https://ensaiosclinicos.gov.br/rg/{}",
    ),
    Register(
        "Cuban Public Registry of Clinical Trials",
        r"RPCEC[0-9]{8}",
        "https://rpcec.sld.cu/en/trials/{}-En",
    ),
)
"""The first whose form a number has is its register."""
ANY_REGISTER = Register("Another register", TRIAL_ID)
"""Stands for a register that is not among them: the portal may gather a new one."""

FORMS = tuple((re.compile(each.form, re.ASCII | re.IGNORECASE), each) for each in REGISTERS)


ANY_FORM = re.compile("|".join(each.form for each in REGISTERS), re.ASCII)


def is_trial_id(text: str) -> bool:
    """Says whether a text can be the number of a trial in a register."""
    return (
        len(text) in LENGTHS
        and any(sign.isdigit() for sign in text)
        and bool(re.fullmatch(TRIAL_ID, text, re.ASCII))
        and not UTN.fullmatch(text)
    )


def register_of(trial_id: str) -> Register:
    """The register of a number; ``ANY_REGISTER`` where its form is none of those known."""
    return next((each for form, each in FORMS if form.fullmatch(trial_id)), ANY_REGISTER)


def shown_by(trial_id: str) -> str:
    """The name of the site at ``record_address``: the trial's register, or the WHO's portal."""
    register = register_of(trial_id)
    return register.name if register.address != PORTAL else PORTAL_NAME


def record_address(trial_id: str) -> str:
    """The address of a trial's record: in its register where that is known, else the portal's."""
    return register_of(trial_id).record(trial_id)


def is_registered(text: str) -> bool:
    """Says whether a text is the number of a known register, as the portal writes it."""
    return text[:1].isalpha() and bool(ANY_FORM.fullmatch(text))


def registration(trial_id: str) -> str:
    """One name for all ways of writing a registration.

    A trial in the EU register has a record for each country, one in CTIS a number for each
    version of its application: ``EUCTR2016-003433-20-FR`` and ``-DE`` are one registration.
    """
    register = register_of(trial_id)
    if register in (EUCTR, CTIS):
        part = re.search(r"[0-9]{4}-[0-9]{6}-[0-9]{2}", trial_id)
        assert part is not None
        return f"{'EUCTR' if register is EUCTR else 'CTIS'}{part[0]}"
    return trial_id.replace("-CTR", "").upper() if "UMIN" in trial_id else trial_id.upper()


IN_TEXT = re.compile(
    r"""(?<![A-Za-z0-9])(?:
    (?P<nct>NCT\s?-?[0-9]{8})
    |(?P<isrctn>ISRCTN[\s:]{0,2}[0-9]{8})
    |(?P<eu>(?:EUCTR|CTIS)?20[0-9]{2}-[0-9]{6}-[0-9]{2})
    |(?P<japan>(?:JPRN-)?(?:UMIN(?:-CTR)?\s?[0-9]{9}|jRCT(?:[0-9]{10}|s[0-9]{9})
        |JapicCTI-[0-9]{6}|JMA-IIA[0-9]{5}))
    |(?P<actrn>ACTRN\s?[0-9]{14})
    |(?P<as_written>ChiCTR(?:[0-9]{10}|-[A-Za-z0-9]{2,5}-[0-9]{8})|ITMCTR[0-9]{10}
        |CTRI/[0-9]{4}/[0-9]{2,3}/[0-9]{6}|DRKS[0-9]{8}|IRCT[0-9]{10,17}N[0-9]{1,3}
        |NL-OMON[0-9]{1,6}|NTR[0-9]{3,5}|PACTR[0-9]{13,18}|PER-[0-9]{3}-[0-9]{2}|KCT[0-9]{7}
        |TCTR[0-9]{11}|SLCTR/[0-9]{4}/[0-9]{3}|LBCTR[0-9]{10}|RBR-[0-9A-Za-z]{5,8}|RPCEC[0-9]{8})
    )(?![0-9])""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)


def written_ids(text: str) -> Iterator[str]:
    """The registrations that a text names, as ``registration`` writes them, each once."""
    seen = set()
    for found in IN_TEXT.finditer(text):
        plain = re.sub(r"[\s:]", "", found[0])
        if found["nct"]:
            plain = plain.replace("-", "")
        if found["japan"] and not plain.upper().startswith("JPRN-"):
            plain = f"JPRN-{plain}"
        named = registration(plain)
        if named not in seen and named not in MADE_UP:
            seen.add(named)
            yield named
