"""Control, cell product and donor, derived from a record's own words by stated rules.

The registry gave up its field of control in 2017, and has none for cells. What a rule cannot tell
for certain stays NOT_STATED: better not stated than wrong.

Control, of a record with arms: by the types of its arms, where it has two or more; a placebo, sham
or active comparator, or an arm without intervention, each counts. A record of the intervention
model "single group" without such an arm is uncontrolled.

Cell product, of an intervention: by the words of its name, as ``PRODUCTS`` lists them, where the
name does not speak of something beside the cells (``NOT_GIVEN``), nor of two products.

Donor, of an intervention with a cell product: by the words of its name; else by those of the
trial's titles where they stand just before the same product.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from data.model import vocabulary as v
from data.model.schema import SEPARATOR

CONTROL_OF_ARM = {
    "PLACEBO_COMPARATOR": "PLACEBO",
    "SHAM_COMPARATOR": "SHAM",
    "ACTIVE_COMPARATOR": "ACTIVE",
    "NO_INTERVENTION": "NO_TREATMENT",
}
"""Type of an arm -> the control that it is."""
FEWEST_ARMS = 2
"""Arms of a comparison: one arm alone is compared with nothing, whatever its type."""
NAMES_KEPT = 50_000


@dataclass(frozen=True)
class Derived:
    """Codes that a rule gives, and the words of the record that it goes by; none: not stated."""

    codes: tuple[str, ...] = ()
    basis: str = ""

    @property
    def code(self) -> str:
        return self.codes[0] if self.codes else v.NOT_STATED


NOTHING = Derived()


@lru_cache(maxsize=NAMES_KEPT)
def control_of(arm_types: tuple[str, ...], model: str) -> Derived:
    """The kinds of control; arm_types: codes, one an arm; model: code of the intervention model."""
    compared = [kind for kind in CONTROL_OF_ARM if kind in arm_types]
    if compared:
        if len(arm_types) < FEWEST_ARMS:
            return NOTHING
        codes = [CONTROL_OF_ARM[kind] for kind in compared]
        labels = ", ".join(v.ARM_TYPE.labels[kind] for kind in compared)
        ordered = tuple(sorted(codes, key=v.CONTROL.codes.index))
        return Derived(ordered, f"{'Arm types' if len(compared) > 1 else 'Arm type'}: {labels}")
    if arm_types and model == "SINGLE_GROUP":
        return Derived(("UNCONTROLLED",), "Single group, and no arm is a comparator")
    return NOTHING


CELL = r"(?:cells?|blasts?)"
T_CELLS = r"(?:(?:gd|γδ)[ -]?)?t[ -]?cells?\b"
STEM = r"(?:stem|stromal|progenitor|precursor)"
OF_CELLS = r"(?:transplant|infusion|injection|implant|therap|graft|administration)"
PRODUCTS: tuple[tuple[str, str], ...] = (
    (
        "MSC",
        rf"mess?enchym\w*(?:[ /,-]+(?:human|derived|multipotent|adult))*[ /-]+{STEM}\w*"
        rf"|\b(?:[a-z]{{0,3}}|[a-z]+-)mscs?\b|\bmpcs\b|multipotent stromal {CELL}"
        rf"|\badscs?\b|adipose[- ](?:tissue[- ])?derived (?:regenerative |stromal |stem )"
        rf"|\bw(?:harton'?s? )?jelly (?:derived )?(?:mesenchymal )?(?:{STEM} )?{CELL}",
    ),
    (
        "CAR_T",
        # not cART, which is a treatment of HIV
        r"\b[a-z]{0,3}car[ .-]t\b"
        rf"|(?<![a-z])[a-z]{{0,5}}(?:car|chimeric antigen receptor)s?\W+(?:\w+\W+){{0,2}}{T_CELLS}"
        rf"|cart(?:-?\d+)?\W?cells?\b|(?<=[0-9z])[.-]?cart\b|\bcd\d+ cart\b|\w*cart-?\d\w*"
        rf"|(?<![a-z])[a-z]{{0,5}}car(?!\S*nk)[ .-]?[a-z0-9.-]{{1,8}}[ .-]?{T_CELLS}"
        rf"|{T_CELLS}.{{0,80}}\bchimeric antigen receptor"
        rf"|chimeric antigen receptor.{{0,60}}{T_CELLS}"
        r"|\b(?:tisagenlecleucel|axicabtagene|brexucabtagene|lisocabtagene|idecabtagene"
        r"|ciltacabtagene|obecabtagene|relmacabtagene|equecabtagene|zevorcabtagene)\b",
    ),
    ("MONONUCLEAR", rf"mononuclear (?:stem )?{CELL}|\b(?:bm|pb|ucb)-?mncs?\b|\bmnc(?:'?s)?\b"),
    (
        "HSC_CD34",
        rf"\bcd ?34 ?(?:\+|\(\+\)|positive|pos\b|⁺)|\bcd133 ?\+"
        rf"|ha?ematopoietic[ -]+(?:peripheral blood )?(?:{STEM}|cell)"
        r"|\b(?:allo|auto|haplo|haploidentical|autologous|allogen(?:e)?ic)?[ -]?hsct?\b|\bhspcs?\b",
    ),
    (
        "ISLETS",
        r"\bislets?\b(?: of langerhans)?(?: cells?)?(?: \w+){0,2} ?"
        + OF_CELLS
        + r"|(?:pancreatic|human|allogeneic|autologous|encapsulated|porcine) islets?\b"
        + r"(?! (?:auto)?anti)|\b(?:transplant\w*|infusion) of (?:\w+ ){0,3}islets?\b",
    ),
    (
        "OTHER",
        rf"\bnk[ -]{CELL}|natural killer[ -](?:\(nk\) )?{CELL}|\bcar-?nk\b|dendritic cells?\b"
        rf"|tumou?r[- ]infiltrating lymphocytes?|\btils?\b(?=.{{0,20}}(?:infusion|therapy|cells))"
        rf"|regulatory t[ -]?cells?|\btregs?\b|donor lymphocytes? infusion|\bdli\b"
        rf"|cytokine[- ]induced killer|\bcik {CELL}|\btcr-?t\b|\bstar-?t {CELL}"
        rf"|(?:virus|antigen)[- ]specific t[ -]?cells?|\bkeratinocytes?\b(?=.{{0,30}}{OF_CELLS})"
        rf"|\bmyoblasts?\b|\bchondrocytes?\b|limbal (?:epithelial )?stem|embryonic stem"
        rf"|\b(?:ipsc|ips cell|pluripotent)|fibroblasts? (?:{OF_CELLS})|endothelial progenitor",
    ),
    (
        "MARROW",
        rf"bone marrow (?:{STEM} )?(?:{CELL} )?(?:{OF_CELLS}|concentrate|{CELL})|\bbmacs?\b",
    ),
    ("STEM_CELLS", rf"stem[ -]?{CELL}|\b(?:pb)?scts?\b|\basct\b"),
)
"""Code -> the words of a name that speak of it. The last two say less than the others, and give
way to them ("bone marrow-derived mesenchymal stem cells" are mesenchymal)."""
LESS_SAID = ("MARROW", "STEM_CELLS")
NOT_GIVEN = (
    r"extract|conditioned[- ]medi|secretom|exosom|vesicle|cell[- ]free|acellular|lysate|aspirat"
    r"|collect|harvest|apheres|pheresis|mobili[sz]|sampl|biops|assay|screen|antibod|phenotyp"
    r"|cytometr|question|\bafter\b|\bbefore\b|\bprior\b|\bfollowing\b|prophyla|\bpost\b|\bpre\b"
    r"|post-|pre-?(?=trans)|stem cell factor|placebo|vehicle|sham|saline|\bcontrols?\b|\bcounts?\b"
    r"|imaging|\bmri\b|surviv|recipient|educat|rehabilit|without|\bno\b|\bnot\b|\bversus\b|\bvs\b"
    r"|observ|follow[- ]?up|supernatant|medium|leuk[ae]+mic|depleti|anti-?cd34|receptor antagonist"
    r"|regimen|bridg|followed|cytotoxic|\bwith\b(?=.*transplant)|biobank|registry|testing"
    r"|\btests?\b|measure|evaluat|assess|analys|isolat|plasma\b|serum\b"
    r"|transfusion|condition(?:ing|ed)|candida|monitor|eligib|support|mouthwash|lymphodeplet"
)
"""Words of names that are not, or not only, cells that are given."""
HINTS = (
    r"cell|blast|cyte|stem|stromal|progenitor|pluripot|\bips|marrow|bmac|mesen|ms+c|mpc|adsc|adipose"
    r"|jelly|car[ .-]?[a-z0-9]{0,9}[ .-]?t|cart|antigen receptor|leucel|cabtagene|mononuc|mnc"
    r"|poietic|cd ?(?:34|133)|hsc|hspc|sct|islet|\btil|treg|\bdli|\bnk|dendritic|tcr|star-?t|killer"
)
"""Parts of words of which a name of ``PRODUCTS`` has one: most names have none, and are done."""
GIVEN_AS = frozenset(
    (
        *("DRUG", "BIOLOGICAL", "GENETIC", "PROCEDURE", "COMBINATION_PRODUCT", "OTHER"),
        v.NOT_STATED,
    )
)
"""Types of interventions that may be cells."""
DONORS: tuple[tuple[str, str], ...] = (
    ("AUTOLOGOUS", r"autologous|autogenous|\bauto-?(?=hsc|sct|bm|msc)|patient'?s own"),
    (
        "ALLOGENEIC",
        r"allogen[eo]?ic|allogenous|\ballo-?(?=hsc|sct|bm|msc|car|stem)|haplo-?identical"
        r"|donor[- ]derived|(?:un)?related[- ]donor|(?:sibling|matched) donor|donor lymphocyte",
    ),
)
BETWEEN = 60
"""Signs between a donor's word in a title and the product that it speaks of."""
ELSEWHERE = re.compile(
    r"transplant|\bafter\b|\bbefore\b|\bahead\b|\bfollowing\b|\bpost\b|relaps|refractory"
    r"|\bhsct?\b|\band\b|\bor\b|\bplus\b|\bwith\b|[.;:]",
    re.IGNORECASE,
)
"""Words between them after which another thing is spoken of."""
LONGEST_NAME = 1_000
"""Signs of a name that are looked at."""

_PRODUCTS = tuple((code, re.compile(words, re.IGNORECASE)) for code, words in PRODUCTS)
_HINTS = re.compile(HINTS, re.IGNORECASE)
_NOT_GIVEN = re.compile(NOT_GIVEN, re.IGNORECASE)
_DONORS = tuple((code, re.compile(words, re.IGNORECASE)) for code, words in DONORS)


@lru_cache(maxsize=NAMES_KEPT)
def cell_product_of(name: str, kind: str) -> Derived:
    """The cells that an intervention is; kind: the code of its type."""
    text = name[:LONGEST_NAME]
    if kind not in GIVEN_AS or not _HINTS.search(text) or _NOT_GIVEN.search(text):
        return NOTHING
    found = {code: match[0] for code, words in _PRODUCTS if (match := words.search(text))}
    clear = [code for code in found if code not in LESS_SAID] or [*found][:1]
    if len(clear) != 1:
        return NOTHING
    return Derived((clear[0],), _quoted(found[clear[0]]))


def donor_of(name: str, product: str, titles: tuple[str, ...]) -> Derived:
    """The donor of the cells of an intervention; product: their code; titles: of the trial."""
    text = name[:LONGEST_NAME]
    named = {code: match[0] for code, words in _DONORS if (match := words.search(text))}
    if named:
        return _only(named, "")
    said = {
        code: words for title in titles for code, words in _before_product(title, product).items()
    }
    return _only(said, " in the title")


def _only(found: dict[str, str], where: str) -> Derived:
    if len(found) != 1:
        return NOTHING
    [(code, words)] = found.items()
    return Derived((code,), _quoted(words) + where)


def _before_product(title: str, product: str) -> dict[str, str]:
    """Donor -> its word, where the product follows it without anything else between them."""
    pattern = dict(_PRODUCTS)[product]
    found: dict[str, str] = {}
    for code, words in _DONORS:
        for donor in words.finditer(title[:LONGEST_NAME]):
            cells = pattern.search(title, donor.end(), donor.end() + BETWEEN)
            if cells and not ELSEWHERE.search(title, donor.end(), cells.start()):
                found.setdefault(code, donor[0])
    return found


def _quoted(words: str) -> str:
    return f"“{' '.join(words.split())}”"


NOT_CELLS = {
    "cell_product": v.NOT_STATED,
    "donor": v.NOT_STATED,
    "certainty": v.NOT_STATED,
    "basis": "",
}


@lru_cache(maxsize=NAMES_KEPT)
def cell_cells(name: str, kind: str, titles: tuple[str, ...]) -> Mapping[str, str]:
    """The columns of ``trial_interventions`` that a rule fills, for one intervention.

    kind: the code of its type; titles: of the trial.
    """
    product = cell_product_of(name, kind)
    if not product.codes:
        return NOT_CELLS
    donor = donor_of(name, product.code, titles)
    words = f"Derived from words of its name: {product.basis}"
    if donor.codes:
        words += f"; donor: {donor.basis}"
    return {
        "cell_product": product.code,
        "donor": donor.code,
        "certainty": "INFERRED",
        "basis": words,
    }


def control_cells(arm_types: Iterable[str], model: str) -> Mapping[str, str]:
    """The columns of ``trials`` that a rule fills; as for ``control_of``, arms in any order."""
    control = control_of(tuple(sorted(arm_types)), model)
    return {
        "control": SEPARATOR.join(control.codes) or v.NOT_STATED,
        "control_basis": f"Derived: {control.basis}" if control.codes else "",
    }
