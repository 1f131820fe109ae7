import pytest

from data.queries.one_arm import arms_of_trial, one_arm, words_left, words_read
from data.queries.one_trial import regimen_events
from tests.imports import ARMS, CELLS, CYCLES, HOSTILE


@pytest.fixture(scope="module")
def trials(with_arms):
    return with_arms.named(ARMS)


@pytest.mark.parametrize(
    "code",
    ["", "miami-2005-07-ita", "nct00000041.arm-2", "nct99999999.arm-1", "<b>.arm-1", ".arm-1"],
)
def test_what_is_no_arm_here_is_none(trials, code):
    assert one_arm(trials, code) is None


def test_an_arm_knows_its_trial_and_its_neighbours(trials):
    first, second = one_arm(trials, "nct00000042.arm-1"), one_arm(trials, "NCT00000042.arm-2")
    assert (first.nct_id, first.position, first.name) == (CYCLES, 1, "Azacitidine")
    assert (first.before, first.after) == ("", "nct00000042.arm-2")
    assert (second.before, second.after) == ("nct00000042.arm-1", "")
    assert first.arm.given == ("Drug: Azacitidine",)
    assert first.title == f"Study <b>{CYCLES}</b>"


def test_arms_of_a_trial_say_whether_a_day_is_read(trials, imported):
    assert [(arm.regimen, arm.name, arm.has_day) for arm in arms_of_trial(trials, CYCLES)] == [
        ("nct00000042.arm-1", "Azacitidine", True),
        ("nct00000042.arm-2", "Waiting", False),
    ]
    assert arms_of_trial(imported, "NCT00000011") == ()


def test_words_read_and_words_left_are_apart(with_arms):
    code = f"{HOSTILE.lower()}.arm-1"
    events = regimen_events(with_arms.of_query(f"?dataset={ARMS}&regimen={code}"), code)
    assert list(words_read(events)["agent"]) == ["sir"]
    assert list(words_left(events)["quote"]) == ["Cells are infused on day 9."]


def test_days_of_one_expression_stand_in_one_row(with_arms):
    code = f"{CELLS.lower()}.arm-1"
    events = regimen_events(with_arms.of_query(f"?dataset={ARMS}&regimen={code}"), code)
    twice = words_read(events.loc[[0, 0, *events.index]].reset_index(drop=True))
    assert len(twice) == len(words_read(events))
