import pyarrow as pa
import pytest

from data.index.index_arrays import matches
from data.schedules.arm_schedule import read_arm
from data.schedules.arm_signs import DAY_OR_ROLE, TIMES, trial_signs
from data.schedules.arm_words import ArmWords, InterventionWords

DRUG = InterventionWords(1, "DRUG", "Fludarabine")
CELLS = InterventionWords(2, "BIOLOGICAL", "Made-up cells")


def drug(text, position=1, name="Fludarabine"):
    return InterventionWords(position, "DRUG", name, description=text)


ARMS = {
    "nothing": ArmWords(1, ""),
    "no words": ArmWords(1, "A", interventions=(DRUG,)),
    "a day": ArmWords(1, "A", description="Fludarabine 30 mg/m2 on day 1", interventions=(DRUG,)),
    "a day of another": ArmWords(1, "A", description="Blood is drawn on day 1"),
    "a day of its drug": ArmWords(1, "A", interventions=(drug("Given on day -5 to day -3"),)),
    "an interval": ArmWords(1, "A", interventions=(drug("30 mg every 3 weeks"),)),
    "a day in the summary": ArmWords(
        1,
        "Fludarabine",
        interventions=(DRUG,),
        brief_summary="Patients receive fludarabine on day 1.",
    ),
    "a visit in the summary": ArmWords(
        1, "Fludarabine", interventions=(DRUG,), brief_summary="Visits are on day 1."
    ),
    "a role": ArmWords(
        1,
        "A",
        description="Conditioning: fludarabine 30 mg/m2 on days -5 to -3",
        interventions=(DRUG, CELLS),
    ),
    "a role without a day": ArmWords(
        1, "A", description="Maintenance with fludarabine 10 mg daily", interventions=(DRUG,)
    ),
    "a role in the label": ArmWords(1, "Induction", interventions=(drug("30 mg/m2 daily"),)),
    "a role of nothing": ArmWords(1, "A", description="After induction they are seen again"),
    "hostile": ArmWords(1, "<b>day 1</b>", description="\x00 day " * 50 + "(" * 200),
}


@pytest.mark.parametrize(
    ("name", "days", "roles"),
    [
        ("nothing", (), ()),
        ("no words", (), ()),
        ("a day", (1,), ()),
        ("a day of another", (), ()),
        ("a day of its drug", (1,), ()),
        ("an interval", (), ()),
        ("a day in the summary", (1,), ()),
        ("a visit in the summary", (), ()),
        ("a role", (1,), ("CONDITIONING",)),
        ("a role without a day", (), ("MAINTENANCE",)),
        ("a role in the label", (), ("INDUCTION",)),
        ("a role of nothing", (), ()),
        ("hostile", (), ()),
    ],
)
def test_signs_of_one_arm(name, days, roles):
    signs = trial_signs([ARMS[name]])
    assert (signs.days, signs.roles) == (days, roles)


@pytest.mark.parametrize("arm", ARMS.values(), ids=ARMS)
def test_signs_are_those_of_the_whole_reading(arm):
    assert bool(trial_signs([arm]).days) == read_arm(arm).has_day


def test_no_arms_have_no_signs():
    assert trial_signs([]) == trial_signs([ARMS["nothing"]])


def test_each_arm_has_its_own_days():
    text = drug("Given on day 1")
    arms = [
        ArmWords(1, "A", interventions=(text,)),
        ArmWords(2, "B"),
        ArmWords(3, "C", description="Only seen", interventions=(text, CELLS)),
        ArmWords(4, "D", interventions=(CELLS,)),
    ]
    assert trial_signs(arms).days == (1, 3)


def test_a_role_in_the_label_of_one_arm_is_found_whatever_the_others_are_called():
    text = drug("30 mg/m2 daily")
    labels = ("Later", "Maintenance", "Induction")
    arms = [
        ArmWords(place, label, interventions=(text,)) for place, label in enumerate(labels, start=1)
    ]
    assert trial_signs(arms).roles == ("INDUCTION", "MAINTENANCE")


@pytest.mark.parametrize("name", ["a day", "a day of its drug", "a role", "a role without a day"])
def test_what_gives_a_sign_has_what_is_searched(name):
    arm = ARMS[name]
    texts = [arm.description, *(one.description for one in arm.interventions)]
    assert matches(pa.array(texts), DAY_OR_ROLE).any()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("for 12 weeks", True),
        ("q12h", True),
        ("C1D1", True),
        ("10 mg b.i.d.", True),
        ("once daily", True),
        ("500 mg", False),
        ("Birthday present", False),
        ("", False),
    ],
)
def test_words_of_time(text, expected):
    assert matches(pa.array([text]), TIMES).tolist() == [expected]
