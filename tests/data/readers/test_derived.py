"""Control, cell product and donor by rules: real names, each read and labelled by hand."""

import pytest

from data.datasets.catalogue import load_dataset
from data.model import vocabulary as v
from data.queries.trials import breakdown
from data.readers.derived import cell_cells, cell_product_of, control_cells, control_of, donor_of
from tests.data.readers.samples import imported, study, write

NO = v.NOT_STATED
PRODUCTS = [
    ("B7-H3 CAR-T", "CAR_T"),
    ("GD2, PSMA and CD276 CAR-T cells", "CAR_T"),
    ("CAR.B7-H3T cells infusion", "CAR_T"),
    ("B7-H3CART", "CAR_T"),
    ("B7-H3.CD28Z.CART", "CAR_T"),
    ("iC9-CAR.B7-H3 T cells", "CAR_T"),
    ("gdT cell injection targeting B7-H3 chimeric antigen receptor", "CAR_T"),
    ("B7-H3 target, CAR gene modified gdT cell injection", "CAR_T"),
    ("Anti-B7-H3 Chimeric Antigen Receptor T-Cell (CAR-T Cell) Injection/TX103", "CAR_T"),
    ("Intracerebroventricular injection of MT027 UCAR-T Cell targeting B7H3", "CAR_T"),
    ("CART22 cells transduced with a lentiviral vector to express anti-CD22 scFv", "CAR_T"),
    ("Cryopreserved BE CAR33 T Cells (BE752TBTTBCAR33PBL)", "CAR_T"),
    ("Chimeric Antigen Receptor Modified T cells Targeting CD19", "CAR_T"),
    ("CAR-20/19-T cells", "CAR_T"),
    ("CD7CAR T cells", "CAR_T"),
    ("UCART19", "CAR_T"),
    ("Tisagenlecleucel", "CAR_T"),
    ("Human Umbilical Cord Mesenchymal Stem Cells", "MSC"),
    ("Wharton Jelly Mesenchymal stem cells", "MSC"),
    ("adipose-derived messenchymal stem cell", "MSC"),
    ("20 million Allogeneic Mesenchymal Human Stem Cells", "MSC"),
    ("Expanded autologous bone marrow-derived mesenchymal stem cell", "MSC"),
    ("HUC-MSCs", "MSC"),
    ("infusion of BMMSCs", "MSC"),
    ("Mesenchymal Precursor Cells (MPCs)", "MSC"),
    ("infusion BMMNCs", "MONONUCLEAR"),
    ("MNC's TRANSPLANTATION", "MONONUCLEAR"),
    ("Autologous Bone Marrow Mononuclear Cells", "MONONUCLEAR"),
    ("Haploidentical donor CD34+ cells", "HSC_CD34"),
    ("haploidentical hematopoietic stem cell transplantation", "HSC_CD34"),
    ("Allogeneic HSCT", "HSC_CD34"),
    ("Bone Marrow Transplant", "MARROW"),
    ("bone marrow stem cells (BMC)", "MARROW"),
    ("Intraportal islet transplantation", "ISLETS"),
    ("Encapsulated human islets", "ISLETS"),
    ("Allogenic Stem Cell Transplantation", "STEM_CELLS"),
    ("haplotype PBSCT", "STEM_CELLS"),
    ("stem cells", "STEM_CELLS"),
    ("NK cells stimulated ex vivo with IL-15", "OTHER"),
    ("Autologous tolerogenic dendritic cells", "OTHER"),
    ("Donor Lymphocyte Infusion (DLI)", "OTHER"),
    ("LILRB4 STAR-T cells injection", "OTHER"),
    ("anti-PSMA CAR NK cells", "OTHER"),
    # not cells, or not for certain
    ("Cell-free Stem Cell-derived Extract Formulation (CCM)", NO),
    ("5-azacytidine (5-aza) maintenance therapy after transplant", NO),
    ("Cord blood Sample Collection", NO),
    ("Bone marrow aspirite for diagnosis", NO),
    ("STING-Dependent Activators (STAVs) Loaded Autologous Leukemic Cells", NO),
    ("Preparative Regimen for Allogenic Stem Cell Transplantation", NO),
    ("Rifaximin with allogeneic stem cell transplant", NO),
    ("Stem Cell Mobilization Therapy", NO),
    ("CliniMACS CD34 Reagent System", NO),
    ("Isolex 300i Stem Cell Selection", "STEM_CELLS"),  # gated by its type: a device
    ("Islet autoantibody screening", NO),
    ("MSC-derived exosomes", NO),
    ("mesenchymal stem cell conditioned medium", NO),
    ("CAR-T cells monitoring", NO),
    ("Patients treated before CAR-T", NO),
    ("cART", NO),
    ("mega-cART", NO),
    ("Carboplatin", NO),
    ("PROCHYMAL®", NO),
    ("Fecal Microbial Transplantation", NO),
    ("Gemtuzumab ozogamicin", NO),
    ("Treg CD34+HSPC (Orca-T)", NO),  # two products in one name
    ("Hematopoietic stem cells and mesenchymal stem cells", NO),
    ("", NO),
    ("<script>alert(1)</script>", NO),
]


@pytest.mark.parametrize(("name", "code"), PRODUCTS)
def test_cell_product(name, code):
    assert cell_product_of(name, "BIOLOGICAL").code == code


@pytest.mark.parametrize("kind", ["DEVICE", "BEHAVIORAL", "DIAGNOSTIC_TEST", "RADIATION"])
def test_some_types_are_never_cells(kind):
    assert cell_product_of("Isolex 300i Stem Cell Selection", kind).code == NO


@pytest.mark.parametrize(
    ("name", "product", "titles", "code"),
    [
        ("Allogeneic CD19 CAR-T cells", "CAR_T", (), "ALLOGENEIC"),
        ("autologous mesenchymal stromal cell", "MSC", (), "AUTOLOGOUS"),
        ("haploidentical HSCT", "HSC_CD34", (), "ALLOGENEIC"),
        ("autologous or allogeneic stem cell transplantation", "STEM_CELLS", (), NO),
        ("B7-H3CART", "CAR_T", ("Study of Autologous B7-H3 CAR-T Cells",), "AUTOLOGOUS"),
        ("UC-MSC", "MSC", ("Efficacy of aCell Inj. of Allogeneic UC-MSCs",), "ALLOGENEIC"),
        # the title speaks of another thing
        ("CAR33 T Cells", "CAR_T", ("CAR T Cells Ahead of Allogeneic Stem Cell Transplant",), NO),
        ("CAR-T", "CAR_T", ("After Autologous Transplantation CAR-T",), NO),
        ("MSC", "MSC", ("Autologous MSC", "Allogeneic MSC"), NO),
        ("MSC", "MSC", ("Stem cells from a donor",), NO),
        ("MSC", "MSC", ("",), NO),
    ],
)
def test_donor(name, product, titles, code):
    assert donor_of(name, product, titles).code == code


def test_what_is_derived_says_from_which_words():
    assert cell_cells("B7-H3CART", "DRUG", ("Autologous B7-H3CART",)) == {
        "cell_product": "CAR_T",
        "donor": "AUTOLOGOUS",
        "certainty": "INFERRED",
        "basis": "Derived from words of its name: “CART”; donor: “Autologous” in the title",
    }
    nothing = cell_cells("Autologous blood", "DRUG", ("Autologous CAR-T",))
    assert {*nothing.values()} == {NO, ""}


EXPERIMENTAL, PLACEBO, ACTIVE = "EXPERIMENTAL", "PLACEBO_COMPARATOR", "ACTIVE_COMPARATOR"


@pytest.mark.parametrize(
    ("arms", "model", "codes", "basis"),
    [
        ((EXPERIMENTAL, PLACEBO), "PARALLEL", ("PLACEBO",), "Arm type: Placebo comparator"),
        ((EXPERIMENTAL, ACTIVE), NO, ("ACTIVE",), "Arm type: Active comparator"),
        ((EXPERIMENTAL, "SHAM_COMPARATOR"), NO, ("SHAM",), "Arm type: Sham comparator"),
        ((EXPERIMENTAL, "NO_INTERVENTION"), NO, ("NO_TREATMENT",), "Arm type: No intervention"),
        (
            (EXPERIMENTAL, ACTIVE, PLACEBO, PLACEBO),
            "PARALLEL",
            ("PLACEBO", "ACTIVE"),
            "Arm types: Placebo comparator, Active comparator",
        ),
        ((ACTIVE, ACTIVE), "PARALLEL", ("ACTIVE",), "Arm type: Active comparator"),
        ((EXPERIMENTAL,), "SINGLE_GROUP", ("UNCONTROLLED",), "Single group, and no arm is a comp"),
        # one arm alone is compared with nothing, and what is not said is not derived
        ((ACTIVE,), "SINGLE_GROUP", (), ""),
        ((PLACEBO,), "PARALLEL", (), ""),
        ((EXPERIMENTAL, EXPERIMENTAL), "PARALLEL", (), ""),
        ((), "SINGLE_GROUP", (), ""),
        ((NO, v.UNLISTED), NO, (), ""),
    ],
)
def test_control(arms, model, codes, basis):
    found = control_of(arms, model)
    assert found.codes == codes and found.basis.startswith(basis)


def test_the_order_of_arms_does_not_matter():
    one, other = (
        control_cells(arms, "PARALLEL") for arms in ((ACTIVE, PLACEBO), (PLACEBO, ACTIVE))
    )
    assert (
        one
        == other
        == {
            "control": "PLACEBO|ACTIVE",
            "control_basis": "Derived: Arm types: Placebo comparator, Active comparator",
        }
    )


def test_a_drug_beside_cells_does_not_make_their_kind_not_stated(tmp_path):
    interventions = [
        {"type": "BIOLOGICAL", "name": "Autologous CAR-T cells"},
        {"type": "DRUG", "name": "Fludarabine"},
    ]
    studies = [
        study("NCT00000001", armsInterventionsModule={"interventions": interventions}),
        study("NCT00000002", armsInterventionsModule={"interventions": interventions[1:]}),
        study("NCT00000003"),
    ]
    imported(tmp_path, write(tmp_path / "a.json", studies))
    store = load_dataset(tmp_path, "trial")
    for key, code in (("product", "CAR_T"), ("donor", "AUTOLOGOUS")):
        counted = breakdown(store, store.no_filters(), key)
        trials = dict(zip(counted.shown.codes, counted.trials.tolist(), strict=True))
        assert trials == {code: 1, NO: 2}
        assert counted.remark.startswith("Derived")
    assert "control" not in store.facets
