import numpy as np
import pandas as pd
import pytest

from data.index import facets as facets_module
from data.index.cross_counts import cross_counts
from data.index.facets import AT_ONCE, Chosen, FacetColumn, build_facets
from data.link.filters import STARTED_FROM
from data.link.query_string import Field

IDS = ("NCT00000007", "NCT00000003", "NCT00000005", "NCT00000009")


def field_of(key: str, *codes: str) -> Field:
    same = {code: code for code in codes}
    return Field(key, key, codes, same, same)


def facets_of(**rows):
    """Facets of four trials; each field as (trial number, code) rows, in any order."""
    trials = pd.DataFrame({"nct_id": list(IDS)}, dtype="str")
    frames = {"trials": trials}
    fields, columns = [], {}
    for name, (codes, pairs) in rows.items():
        frames[name] = pd.DataFrame(
            {"nct_id": [IDS[n] for n, _ in pairs], "code": [code for _, code in pairs]}, dtype="str"
        )
        fields.append(field_of(name, *codes))
        columns[name] = FacetColumn(name, "code", only_alone="none" if "none" in codes else "")
    return build_facets(frames, tuple(fields), columns)


def masked(*numbers: int) -> np.ndarray:
    mask = np.zeros(len(IDS), dtype=bool)
    mask[list(numbers)] = True
    return mask


MANY = ("abc", [(2, "c"), (0, "a"), (0, "b"), (0, "a"), (3, "b")])
ONE = ("xyz", [(3, "z"), (0, "x"), (2, "x")])


@pytest.fixture(params=[1, AT_ONCE])
def parts(monkeypatch, request):
    """Trials counted one after another, and all at once."""
    monkeypatch.setattr(facets_module, "AT_ONCE", request.param)


@pytest.mark.usefixtures("parts")
def test_a_trial_counts_once_per_code():
    facet = facets_of(many=MANY)["many"]
    assert dict(facet.counts(Chosen.of(masked(0, 1, 2, 3)))) == {"a": 1, "b": 2, "c": 1}
    assert dict(facet.counts(Chosen.of(masked(0)))) == {"a": 1, "b": 1}
    assert not facet.counts(Chosen.of(masked()))
    assert not facet.is_single
    assert pairs_of(facet) == [(0, 0), (0, 1), (2, 2), (3, 1)]


def pairs_of(facet):
    """(trial, code), as positions."""
    codes, lengths = facet.codes_at(np.arange(facet.trials))
    trials = np.repeat(np.arange(facet.trials), lengths)
    return list(zip(trials.tolist(), codes.tolist(), strict=True))


def test_counts_read_like_a_dictionary():
    counts = facets_of(many=MANY)["many"].counts(Chosen.of(masked(0, 3)))
    assert counts == {"a": 1, "b": 2}
    assert (counts.get("c", 0), "c" in counts, len(counts)) == (0, False, 2)
    assert list(counts) == ["a", "b"]
    assert list(counts.items()) == [("a", 1), ("b", 2)]
    with pytest.raises(KeyError):
        _ = counts["unknown"]


@pytest.mark.parametrize(
    ("chosen", "trials"), [((), []), (("a",), [0]), (("b", "c"), [0, 2, 3]), (("z",), [3])]
)
def test_a_mask_holds_the_trials_of_any_chosen_code(chosen, trials):
    facets = facets_of(many=MANY, one=ONE)
    facet = facets["one" if chosen == ("z",) else "many"]
    assert np.flatnonzero(facet.mask(chosen)).tolist() == trials


LETTERS = "abcdefghijklmnopqrstuvwxyz"


@pytest.mark.parametrize("chosen", ["", "a", "z", "bcd", "dcb", "bx", "acegikmoqsuwy", LETTERS])
def test_codes_alone_in_runs_and_far_apart_are_found_alike(chosen):
    """A run is compared by its ends, many runs are looked up: trials without a code are in none."""
    pairs = [(0, "b"), (1, "z"), (3, "d")]
    mask = facets_of(one=(LETTERS, pairs))["one"].mask(tuple(chosen))
    assert np.flatnonzero(mask).tolist() == [n for n, code in pairs if code in chosen]


@pytest.mark.usefixtures("parts")
@pytest.mark.parametrize("rows", ["many", "one"])
@pytest.mark.parametrize("columns", ["many", "one", "other"])
@pytest.mark.parametrize("trials", [(), (0,), (0, 2), (0, 1, 3), (0, 1, 2, 3)])
def test_cross_counts_equal_a_count_by_hand(rows, columns, trials):
    other = ("pq", [(0, "q"), (0, "p"), (2, "q"), (1, "p")])
    facets = facets_of(many=MANY, one=ONE, other=other)
    held = {name: set(pairs_of(facet)) for name, facet in facets.items()}
    expected = np.zeros((len(facets[rows].codes), len(facets[columns].codes)), dtype=int)
    for trial, row in held[rows]:
        for other_trial, column in held[columns]:
            expected[row, column] += trial == other_trial and trial in trials
    chosen = Chosen.of(masked(*trials))
    every = [tuple(range(len(facets[name].codes))) for name in (rows, columns)]
    totals = [
        sum(row == code and trial in trials for trial, row in held[rows]) for code in every[0]
    ]
    counts = cross_counts(facets[rows], facets[columns], chosen, *every)
    assert np.array_equal(counts.pairs, expected)
    assert counts.rows.tolist() == totals
    last_first = every[0][::-1][:2]
    some = cross_counts(facets[rows], facets[columns], chosen, last_first, every[1])
    assert np.array_equal(some.pairs, expected[list(last_first)])
    assert some.rows.tolist() == [totals[code] for code in last_first]


def test_a_code_that_counts_alone_only():
    facet = facets_of(product=(("cell", "none"), [(0, "cell"), (0, "none"), (1, "none")]))[
        "product"
    ]
    assert dict(facet.counts(Chosen.of(masked(0, 1)))) == {"cell": 1, "none": 1}
    assert facet.mask(("none",)).tolist() == [False, True, False, False]


def test_a_trial_without_any_row_is_not_stated():
    """A trial without an intervention counted in no bar of their types."""
    facet = facets_of(kind=(("drug", "NOT_STATED"), [(2, "drug"), (0, "drug"), (0, "other")]))
    assert dict(facet["kind"].counts(Chosen.every(4))) == {"drug": 2, "NOT_STATED": 2}
    assert pairs_of(facet["kind"]) == [(0, 0), (1, 1), (2, 0), (3, 1)]
    nothing = facets_of(kind=(("drug", "NOT_STATED"), []))["kind"]
    assert dict(nothing.counts(Chosen.every(4))) == {"NOT_STATED": 4}


def test_no_rows_and_no_codes():
    facet = facets_of(nothing=("", []))["nothing"]
    assert not facet.counts(Chosen.of(masked(0, 1)))
    assert facet.mask(()).tolist() == [False] * 4
    assert len(facet.in_data) == 0


def test_years_without_a_start_are_in_no_facet():
    years = pd.array([2001, None, 2003, 2001], "Int64")
    trials = pd.DataFrame({"nct_id": list(IDS), "year": years})
    field = field_of(STARTED_FROM, "2001", "2002", "2003")
    facets = build_facets(
        {"trials": trials}, (field,), {STARTED_FROM: FacetColumn("trials", "year")}
    )
    assert dict(facets[STARTED_FROM].counts(Chosen.of(masked(0, 1, 2, 3)))) == {
        "2001": 2,
        "2003": 1,
    }


def test_a_cell_of_several_codes_counts_in_each():
    field = field_of("ages", "CHILD", "ADULT")
    cells = ["ADULT", "CHILD|ADULT", "", "CHILD|OTHER|CHILD"]
    rows = pd.DataFrame({"nct_id": list(IDS), "ages": cells}, dtype="str")
    column = FacetColumn("trials", "ages", several=True)
    facet = build_facets({"trials": rows}, (field,), {"ages": column})["ages"]
    assert pairs_of(facet) == [(0, 1), (1, 0), (1, 1), (3, 0)]
    assert list(np.flatnonzero(facet.mask(("CHILD",)))) == [1, 3]


def test_a_bar_in_a_cell_of_one_code_divides_nothing():
    field = field_of("condition", "a|b", "a")
    rows = pd.DataFrame({"nct_id": [IDS[0]], "condition": ["a|b"]}, dtype="str")
    frames = {"trials": pd.DataFrame({"nct_id": list(IDS)}, dtype="str"), "rows": rows}
    facet = build_facets(frames, (field,), {"condition": FacetColumn("rows", "condition")})
    assert facet["condition"].codes_of(0) == ("a|b",)


@pytest.mark.parametrize(
    ("rows", "held"),
    [
        ([(0, "x", "Asthma"), (0, "y", "Insulin"), (2, "x", "ASTHMA ")], [(0, 0), (1, 1), (2, 0)]),
        ([(0, "x", "Asthma"), (0, "x", "asthma")], [(0, 0), (1, 1), (2, 1)]),
        ([(1, "y", "Asthma")], [(0, 1), (1, 1), (2, 1)]),
        ([], [(0, 1), (1, 1), (2, 1)]),
    ],
)
def test_rows_that_count_and_trials_without_any(rows, held):
    field = field_of("group", "asthma", "NOT_STATED")
    frame = pd.DataFrame(
        {
            "nct_id": [IDS[n] for n, _, _ in rows],
            "of": [of for _, of, _ in rows],
            "term": [term for _, _, term in rows],
        },
        dtype="str",
    )
    column = FacetColumn(
        "rows",
        "term",
        where=(("of", "x"),),
        code_of=lambda text: text.strip().lower(),
    )
    frames = {"trials": pd.DataFrame({"nct_id": list(IDS[:3])}, dtype="str"), "rows": frame}
    assert pairs_of(build_facets(frames, (field,), {"group": column})["group"]) == held
