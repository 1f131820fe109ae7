import numpy as np
import pandas as pd
import pytest

from components.share.deck_story import (
    NEARLY_ALL,
    OF_ONE_TRIAL,
    STORY,
    Silence,
    is_empty,
    silence_of,
    story_of,
    why_left_out,
)
from components.views import VIEWS
from data.datasets.catalogue import Datasets
from data.index.breakdowns import Breakdown, Charted, CrossBreakdown
from data.link.state import PageState
from tests.imports import ARMS
from tests.posted_studies import POSTED
from tests.protocols import OURS

OUTCOMES = ("graft-function", "chimerism", "islet-mass-and-function")
PROTOCOLS = ("protocol-timeline", "comparison", "agent-matrix")
DESIGN = ("allocation", "masking", "control", "intervention-model")
REGISTRY = ("started-per-year", "status", "enrollment", "sponsor-class", "intervention-type")
FILTERED = "nothing to show with these filters"


def story(store, query=""):
    state, ignored = PageState.from_query(query, store.known)
    assert not ignored
    found = story_of(store, state)
    slides = [each.slugs if len(each.slugs) > 1 else each.slugs[0] for each in found.slides]
    return slides, found.left_out


def test_a_story_holds_figures_of_the_dashboard_once():
    slugs = [slug for slide in STORY for slug in slide.slugs]
    assert len(slugs) == len(set(slugs))
    assert OF_ONE_TRIAL < set(slugs) < set(VIEWS)
    assert set(VIEWS) - set(slugs) == {
        "allocation-by-masking",
        "comparison-timeline",
        "map-of-both",
        "phase-by-country",
        "primary-purpose",
        "trial-list",
    }
    assert all(slide.title for slide in STORY if len(slide.slugs) > 1)


@pytest.mark.parametrize(
    ("query", "slides", "left_out"),
    [
        (
            "",
            [
                *("at-a-glance", "trial-map", "phase-by-condition", DESIGN),
                *(*PROTOCOLS, *OUTCOMES, "then-and-now", "then-and-since"),
            ],
            ("Trials by enrolment: 18 of 19 not stated",),
        ),
        (
            "condition=t1d",
            [
                *("at-a-glance", "trial-map", "phase-by-condition", DESIGN, "enrollment"),
                *(*PROTOCOLS, *OUTCOMES, "then-and-now", "then-and-since"),
            ],
            (),
        ),
        (
            "phase=phase2&condition=t2d",
            [
                *("at-a-glance", "trial-map", "phase-by-condition"),
                *(("masking", "intervention-model"), *PROTOCOLS),
                *("then-and-now", "then-and-since"),
            ],
            (
                "Trials by allocation: 1 of 1 not stated",
                "Trials by control: 1 of 1 not stated",
                "Trials by enrolment: 1 of 1 not stated",
                *(f"{VIEWS[slug].title}: {FILTERED}" for slug in OUTCOMES),
            ),
        ),
        (
            "q=no-such-word",
            ["at-a-glance", *PROTOCOLS, *OUTCOMES, "then-and-since"],
            tuple(
                f"{VIEWS[slug].title}: {FILTERED}"
                for slug in (
                    *("trial-map", "phase-by-condition", *DESIGN, "enrollment", "then-and-now"),
                )
            ),
        ),
    ],
)
def test_the_story_of_the_review(built_in, query, slides, left_out):
    assert story(built_in.default, query) == (slides, left_out)


def test_the_story_of_the_search_that_ships(built_in):
    shipped = built_in.named("registry-2022")
    assert shipped is not None
    assert story(shipped, "dataset=registry-2022") == (
        [
            *("trial-map", "phase-by-condition"),
            *(("allocation", "masking", "intervention-model"), ("cell-product", "donor")),
            *(*REGISTRY, "results-status", "then-and-since"),
        ],
        (
            "Trials by control: No record of this dataset has words from which its control could "
            "be derived",
        ),
    )


def test_the_story_of_an_import(imported):
    assert story(imported, "dataset=islets") == (
        ["trial-map", "phase-by-condition", ("allocation", "masking"), *REGISTRY],
        (
            "Trials by control: No record of this dataset has words from which its control could "
            "be derived",
            "Trials by intervention model: 3 of 3 not stated",
        ),
    )
    slides, left_out = story(imported, "dataset=islets&q=zzz")
    assert slides == []
    assert f"Where the trials are: {FILTERED}" in left_out


POSTED_HERE = [
    *("phase-by-condition", ("allocation", "intervention-model"), *REGISTRY),
    *("results-status", "primary-outcomes", "stopped-trials"),
]
OF_THE_TRIAL = [
    "planned-and-actual",
    "participant-flow",
    "baseline-table",
    "outcome-by-arm",
    "adverse-events",
]


def test_posted_results_of_one_trial_are_told_where_the_link_names_it(posted):
    store = posted.named(POSTED)
    slides, left_out = story(store, f"dataset={POSTED}")
    assert slides == POSTED_HERE
    assert left_out[:2] == (
        "Where the trials are: nothing to show",
        "Trials by masking: 15 of 15 not stated",
    )
    slides, left_out = story(store, f"dataset={POSTED}&results-of=NCT03361072")
    assert slides == POSTED_HERE + OF_THE_TRIAL
    assert left_out[-1].startswith(f"{VIEWS['posted-estimates'].title}: ")
    assert "NCT03361072" in left_out[-1]


def test_the_story_of_protocols_alone(protocols):
    assert story(protocols, f"dataset={OURS}") == (
        ["at-a-glance", *PROTOCOLS, "graft-function", "islet-mass-and-function"],
        ("Chimerism over time: nothing to show",),
    )


def test_arms_are_told_where_the_link_chooses_them(with_arms):
    store = with_arms.named(ARMS)
    assert "at-a-glance" not in story(store, f"dataset={ARMS}")[0]
    query = f"dataset={ARMS}&regimen=nct00000041.arm-1"
    state, ignored = PageState.from_query(query, with_arms.of_query(query).known)
    assert not ignored
    slides = story_of(with_arms.of_query(query), state).slides
    first, *_ = slides
    assert first.slugs == ("at-a-glance",)
    slugs = [slug for slide in slides for slug in slide.slugs]
    assert "arm-matrix" in slugs
    # the arms at a glance name the cells
    assert "cell-product" not in slugs


@pytest.mark.parametrize(
    ("silent", "drawn", "nearly_all"),
    [
        (18, 19, True),
        (19, 19, True),
        (9, 10, True),
        (89, 100, False),
        (7, 8, False),
        (0, 0, False),
        (0, 19, False),
        (1, 1, True),
    ],
)
def test_nearly_all_is_nine_of_ten(silent, drawn, nearly_all):
    assert NEARLY_ALL == 0.9
    assert Silence(silent, drawn).is_nearly_all == nearly_all


def test_silence_in_words():
    assert str(Silence(1_800, 1_900)) == "1,800 of 1,900 not stated"


def counted(*numbers):
    codes = ("A", "NOT_STATED")
    return Breakdown(Charted("masking", codes, codes, 1), np.array(numbers), sum(numbers))


def crossed(*rows):
    codes = ("A", "NOT_STATED")
    numbers = np.array(rows)
    charted = Charted("masking", codes, codes, 1)
    return CrossBreakdown(charted, charted, numbers, numbers.sum(axis=1))


@pytest.mark.parametrize(
    ("answer", "empty"),
    [
        (counted(0, 0), True),
        (counted(0, 1), False),
        (crossed([0, 0], [0, 0]), True),
        (crossed([0, 0], [1, 0]), False),
        (pd.DataFrame(), True),
        (pd.DataFrame(columns=["trials"]), True),
        (pd.DataFrame({"trials": [0, 0]}), True),
        (pd.DataFrame({"trials": [0, 1]}), False),
        (pd.DataFrame({"text": ["x"]}), False),
    ],
)
def test_an_answer_without_anything_to_draw_is_empty(answer, empty):
    assert is_empty(answer) == empty


@pytest.mark.parametrize(
    ("slug", "answer", "silence"),
    [
        ("allocation", counted(1, 18), (18, 19)),
        ("allocation", counted(0, 0), (0, 0)),
        ("enrollment", crossed([1, 0], [2, 16]), (18, 19)),
        ("chimerism", pd.DataFrame({"text": ["x"]}), (0, 0)),
    ],
)
def test_silence_is_counted_from_the_answer(store, slug, answer, silence):
    assert silence_of(slug, answer, store, PageState(store.no_filters()))[:2] == silence


def test_trials_without_a_phase_are_counted_once_whatever_their_conditions(store):
    """Of 19 trials some stand in two conditions; each counts once."""
    state = PageState(store.no_filters())
    answer = VIEWS["phase-by-condition"].query(store, state)
    silent = (store.trials["phase"] == "NOT_STATED").sum()
    assert silence_of("phase-by-condition", answer, store, state)[:2] == (silent, 19)


@pytest.mark.parametrize("slug", [slug for slide in STORY for slug in slide.slugs])
def test_every_slide_that_is_there_says_something(store, slug):
    datasets = Datasets((store,))
    state = PageState(store.no_filters())
    reason = why_left_out(slug, store, state)
    told = {each for slide in story_of(datasets.default, state).slides for each in slide.slugs}
    if slug in told:
        assert reason == ""
    elif slug not in ("cell-product", "donor"):
        assert reason
