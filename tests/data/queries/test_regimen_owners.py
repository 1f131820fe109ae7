import pytest

from data.link.state import PageState
from data.queries import regimens
from data.queries.regimen_owners import (
    has_own,
    own_regimens,
    owner_of,
    shown_of,
    title_in_short,
)
from tests.imports import ARMS

CELLS, CYCLES, WAITING = "nct00000041.arm-1", "nct00000042.arm-1", "nct00000042.arm-2"
MIAMI, OTHER = "miami-2005-07-ita", "miami-2000-02-ita"


@pytest.fixture(scope="module")
def arms(with_arms):
    """The import, with arms and protocols of the review beside it."""
    return with_arms.of_query(f"?dataset={ARMS}&regimen={CELLS}~{CYCLES}~{WAITING}~{MIAMI}~{OTHER}")


def test_protocols_of_elsewhere_are_nobodys_own(with_arms, arms):
    assert own_regimens(with_arms.default) == tuple(with_arms.default.regimens["regimen"])
    assert own_regimens(arms) == ()
    assert has_own(with_arms.default)
    assert not has_own(arms)
    assert arms.alone is with_arms.named(ARMS)
    assert len(arms.regimens) == 5


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        ([], "No arm or protocol"),
        ([CELLS], "1 arm of a record"),
        ([CYCLES, WAITING], "2 arms of a record"),
        ([CELLS, CYCLES, WAITING], "3 arms of 2 records"),
        ([MIAMI], "1 protocol of Review 2010"),
        ([CELLS, CYCLES, MIAMI], "2 arms of 2 records and 1 protocol of Review 2010"),
        ([MIAMI, OTHER, MIAMI], "2 protocols of Review 2010"),
    ],
)
def test_counts_are_true_sentences_of_an_import(arms, shown, words):
    assert shown_of(arms, shown) == words


def test_counts_of_a_datasets_own_are_of_how_many(store):
    assert shown_of(store, [MIAMI]) == "1 of 12 protocols"
    assert shown_of(store, []) == "0 of 12 protocols"


def test_owners(with_arms, arms):
    assert owner_of(arms, MIAMI) is with_arms.default
    assert owner_of(arms, CELLS) is arms
    assert owner_of(arms, "nobody-has-it") is arms
    assert owner_of(with_arms.default, MIAMI) is with_arms.default


def test_a_title_is_short_where_it_tells_the_datasets_apart(with_arms, arms):
    assert title_in_short(arms, with_arms.default) == "Review 2010"
    assert title_in_short(with_arms.default, arms) == "Arms, our search"


def test_nothing_shows_in_an_import_until_it_is_chosen(with_arms, arms):
    beside = with_arms.of_query(f"?dataset={ARMS}&compare={CELLS}~{MIAMI}")
    assert len(beside.regimens) == 2
    assert regimens.selected(beside, PageState()).empty
    chosen, _ = PageState.from_query(f"?regimen={CELLS}", arms.known)
    assert list(regimens.selected(arms, chosen)["regimen"]) == [CELLS]


def test_what_is_compared_alone_does_not_show_among_the_own(with_arms, store):
    shown = set(regimens.selected(with_arms.of_query(f"?compare={MIAMI}"), PageState())["regimen"])
    assert shown == set(regimens.selected(store, PageState())["regimen"])


def test_conditions_of_an_import_filter_no_arm(arms):
    query = f"?dataset={ARMS}&regimen={CELLS}&condition=leukemia"
    state, ignored = PageState.from_query(query, arms.known)
    assert ignored == ()
    assert state.filters.codes("condition")
    assert list(regimens.selected(arms, state)["regimen"]) == [CELLS]
    assert regimens.describe(arms, state) == f"Regimen: {CELLS.split('.')[0].upper()}, CAR-T cells"
