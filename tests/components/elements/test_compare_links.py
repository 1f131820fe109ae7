from dataclasses import replace

import pytest

from app import create_app
from components.elements.compare_links import (
    FULL,
    FULL_OF_SHOWN,
    MOST_SHOWN,
    compare_link,
    show_link,
)
from components.elements.request import PageRequest
from data.datasets.beside import MOST_NAMED
from data.link.options import MOST_COMPARED, CompareOptions, ProtocolOptions
from tests.components.pages.trees import text
from tests.imports import ARMS

CELLS, CYCLES = "nct00000041.arm-1", "nct00000042.arm-1"


@pytest.fixture(scope="module")
def trials(with_arms):
    create_app(with_arms)  # links need the prefix of an app
    return with_arms.named(ARMS)


def asked(store, query=""):
    return PageRequest.of("/protocols", f"?dataset={ARMS}{query}", store.known)


def test_a_tick_shows_an_arm_and_takes_it_out_again(with_arms, trials):
    tick = show_link(asked(trials), CELLS)
    assert tick.href == f"/protocols?dataset={ARMS}&regimen={CELLS}"
    assert text(tick) == "☐ Show"
    store = with_arms.of_query(f"?dataset={ARMS}&regimen={CELLS}~{CYCLES}")
    ticked = show_link(asked(store, f"&regimen={CELLS}~{CYCLES}&part=2"), CELLS)
    assert ticked.href == f"/protocols?dataset={ARMS}&regimen={CYCLES}"
    assert text(ticked) == "☑ Show (chosen)"


def test_a_tick_compares_an_arm_where_the_reader_stands(trials):
    assert compare_link(trials, asked(trials), CELLS).href.startswith("/compare?compare=")
    stays = compare_link(trials, asked(trials, "&arm-words=car"), CELLS, path="/protocols")
    assert stays.href == f"/protocols?arm-words=car&compare={CELLS}&dataset={ARMS}"


def test_no_more_are_shown_or_compared_than_are_read(trials):
    many = tuple(f"nct{number}.arm-1" for number in range(MOST_SHOWN))
    request = asked(trials)
    full = replace(
        request,
        state=replace(
            request.state,
            protocols=ProtocolOptions(regimen=many),
            compare=CompareOptions(many[:MOST_COMPARED]),
        ),
    )
    assert show_link(full, CELLS).title == FULL_OF_SHOWN
    assert compare_link(trials, full, CELLS).title == FULL
    assert MOST_SHOWN + MOST_COMPARED <= MOST_NAMED
