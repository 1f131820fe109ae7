"""Study designs of the registers, taken apart: names and values, yes and no, words in a row."""

import pytest

from data.readers.ictrp_design import design_of
from tests.data.readers.ictrp_samples import EU_DESIGN, REGISTERS

R, N = "RANDOMIZED", "NON_RANDOMIZED"


@pytest.mark.parametrize(
    ("trial_id", "codes", "who_masked"),
    [
        (
            "NCT90000001",
            {
                "allocation": R,
                "intervention_model": "PARALLEL",
                "primary_purpose": "TREATMENT",
                "masking": "DOUBLE",
            },
            ("PARTICIPANT", "INVESTIGATOR"),
        ),
        (
            "EUCTR2016-003433-20-FR",
            {"allocation": R, "intervention_model": "PARALLEL", "masking": "DOUBLE"},
            (),
        ),
        ("ISRCTN90000002", {"allocation": "UNLISTED"}, ()),
        ("ChiCTR2000029439", {"intervention_model": "PARALLEL"}, ()),
        (
            "CTRI/2020/04/024706",
            {"allocation": R, "intervention_model": "PARALLEL", "masking": "UNLISTED"},
            ("PARTICIPANT", "INVESTIGATOR"),
        ),
        ("JPRN-UMIN000012345", {"allocation": N, "intervention_model": "SINGLE_GROUP"}, ()),
        (
            "ACTRN12620000445976",
            {
                "allocation": N,
                "intervention_model": "SINGLE_GROUP",
                "primary_purpose": "PREVENTION",
                "masking": "NONE",
            },
            (),
        ),
        (
            "IRCT20100228003449N29",
            {
                "allocation": R,
                "intervention_model": "CROSSOVER",
                "primary_purpose": "SUPPORTIVE_CARE",
                "masking": "TRIPLE",
            },
            (),
        ),
        (
            "KCT0001234",
            {
                "allocation": N,
                "intervention_model": "SINGLE_GROUP",
                "primary_purpose": "TREATMENT",
                "masking": "NONE",
            },
            (),
        ),
        ("SLCTR/2020/011", {"allocation": R}, ()),
    ],
)
def test_the_design_of_each_register(trial_id, codes, who_masked):
    design, masked = design_of(REGISTERS[trial_id]["Study_design"])
    assert {column: code for column, (code, _) in design.items()} == codes
    assert masked == who_masked


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", {}),
        ("  <br> ", {}),
        ("Other", {"allocation": "UNLISTED"}),
        ("None", {"allocation": "UNLISTED"}),
        ("Randomised: no", {"allocation": N}),
        ("Crossover: no", {"allocation": "UNLISTED"}),
        ("Randomization: No", {"allocation": "UNLISTED"}),
        (EU_DESIGN.replace("\n", "<br>"), {"allocation": R, "masking": "DOUBLE"}),
        (
            EU_DESIGN.replace("Open: no", "Open: yes"),
            {"allocation": R, "masking": "UNLISTED"},
        ),
        (
            "Single arm, Non-randomized, Open(masking not used), Uncontrolled, treatment purpose",
            {
                "allocation": N,
                "intervention_model": "SINGLE_GROUP",
                "masking": "NONE",
                "primary_purpose": "TREATMENT",
            },
        ),
        (
            "Parallel: different groups receive different interventions,Randomised,By a computer",
            {"allocation": R, "intervention_model": "PARALLEL"},
        ),
        (
            "Purpose: Screening;Duration: Longitudinal;Timing: Prospective",
            {"primary_purpose": "SCREENING", "time_perspective": "PROSPECTIVE"},
        ),
        ("Allocation: by the moon. Masking: Open", {"allocation": "UNLISTED", "masking": "NONE"}),
        ("非随机对照", {"allocation": "UNLISTED"}),
    ],
)
def test_what_is_read_and_what_is_kept(text, codes):
    found = {column: code for column, (code, _) in design_of(text)[0].items()}
    assert codes.items() <= found.items()
    assert bool(found) == bool(codes)


def test_a_text_of_which_nothing_is_read_is_kept_whole():
    text = "Multicentre randomised controlled open label trial (Treatment)"
    assert design_of(text)[0] == {"allocation": ("UNLISTED", text)}
