import pytest

from components.elements.upright_arms import NOT_LINKED, arms_upright
from components.theme import DARK, LIGHT
from tests.arm_samples import frame_of, link
from tests.components.figures.test_arm_grid import full
from tests.components.figures.test_arm_matrix import three
from tests.components.pages.trees import elements, text


def sections(markup):
    return [
        (
            text(next(elements(each, "h4"))),
            [text(p) for p in elements(each, "p")],
            [text(li) for li in elements(each, "li")],
        )
        for each in elements(markup, "section")
    ]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_each_arm_lists_what_it_has_under_the_class(palette):
    markup = arms_upright(three(), palette)
    assert sections(markup) == [
        ("A", ["Experimental", "Class corticosteroid", "Class drug"], ["X", "Y"]),
        ("B", ["Experimental", "Class drug"], ["Y"]),
        ("C", ["Experimental", "Named for an arm"], ["Drug: Z"]),
    ]
    samples = [each[1]["style"]["background"] for each in elements(markup, "i")]
    steroid, drug = (palette.agent_class[code] for code in ("CORTICOSTEROID", "DRUG"))
    assert samples == [steroid, drug, drug, palette.background]


def test_what_has_no_link_is_said():
    frame = frame_of(
        link("A", "X", 1),
        link("B", "", None, link="NO_INTERVENTION"),
        link("", "Y", 2, link="NO_ARM"),
    )
    assert sections(arms_upright(frame, LIGHT))[1:] == [
        ("B", ["Experimental; none listed"], []),
        (NOT_LINKED, ["Class drug"], ["Ylisted for no arm"]),
    ]


def test_several_trials_have_their_titles_and_one_has_none():
    frame = frame_of(*full(2, 1), *full(1, 1, nct_id="NCT00000002"))
    titles = [text(each) for each in elements(arms_upright(frame, LIGHT), "h3")]
    assert [title[:11] for title in titles] == ["NCT00000001", "NCT00000002"]
    assert not list(elements(arms_upright(frame_of(*full(2, 1)), LIGHT), "h3"))


def test_long_names_are_whole():
    long = "A name of many words " * 20
    said = text(arms_upright(frame_of(link("A", long, 1, arm_name=long)), LIGHT))
    assert said.count(long.strip()) == 2
