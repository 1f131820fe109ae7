import pytest

from app import create_app
from components.elements.request import PageRequest
from components.pages import trial
from components.pages.trial_arm_days import arm_days
from tests.components.pages.trees import of_type, text
from tests.imports import ARMS, CYCLES, HOSTILE


@pytest.fixture(scope="module")
def trials(with_arms):
    create_app(with_arms)
    return with_arms.named(ARMS)


def asked(store, nct_id):
    return PageRequest.of(f"/trials/{nct_id}", f"?dataset={ARMS}", store.known)


def test_each_arm_leads_to_its_days_and_can_be_compared(trials):
    found = arm_days(trials, CYCLES, asked(trials, CYCLES))
    said = text(found)
    assert said.count("This arm day by day") == 2
    assert said.count("☐ Compare this arm") == 2
    assert (said.count("days read by rule"), said.count("no day read")) == (1, 1)
    links = [link.href for link in of_type(found, "Link")]
    assert f"/protocols/nct00000042.arm-2?dataset={ARMS}" in links
    assert f"/compare?compare=nct00000042.arm-1&dataset={ARMS}" in links


def test_the_trials_page_holds_them_and_follows_the_address(trials):
    panel = trial.PANELS["trial-arms"]
    assert "This arm day by day" in text(panel(trials, asked(trials, HOSTILE)))
    assert panel(trials, PageRequest("/design")) == []
    assert "Arms day by day" in text(trial.layout(trials, asked(trials, HOSTILE)))


def test_a_trial_without_arms_has_no_such_part(imported):
    request = PageRequest.of("/trials/NCT00000011", "?dataset=islets", imported.known)
    assert arm_days(imported, "NCT00000011", request) == []
    assert "Arms day by day" not in text(trial.layout(imported, request))
