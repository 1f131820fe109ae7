import pytest

from components.elements.upright_grafts import grafts_upright, share_of
from components.figures.graft_rows import end_words, functions_of
from components.figures.swimmer import slate_of
from components.theme import DARK, LIGHT
from data.link.state import PageState
from data.queries import outcomes


@pytest.fixture
def frame(store):
    return outcomes.graft_function(store, PageState())


def pieces(markup, classes: str):
    """Every piece that has a class, in its order."""
    if not isinstance(markup, list):
        return
    if len(markup) > 1 and isinstance(markup[1], dict):
        if classes in str(markup[1].get("className", "")).split():
            yield markup
        markup = markup[2:]
    for part in markup:
        yield from pieces(part, classes)


def words(markup, classes: str) -> list[str]:
    return [each[2] for each in pieces(markup, classes)]


@pytest.mark.parametrize(
    ("day", "share"),
    [(-5, 0), (0, 0), (365.25 / 2, 33), (365.25, 66), (1640, 100), (9_999, 100)],
)
def test_days_have_their_place_within_the_width(day, share):
    assert share_of(day) == pytest.approx(share)


def test_every_lane_with_its_words_in_the_order_of_the_drawing(frame):
    markup = grafts_upright(frame, LIGHT)
    rows = functions_of(frame)
    islets = [row for row in rows if row.day_zero == "ISLET_INFUSION"]
    last = [row for row in rows if row.day_zero != "ISLET_INFUSION"]
    assert words(markup, "graft-words") == [end_words(row) for row in islets + last]
    assert words(markup, "graft-name")[:2] == ["One mean", "Patient 1, DAC"]
    assert words(markup, "graft-mass").count("islet mass not stated") == 2
    assert words(markup, "graft-cohort")[-1] == "2000–02 ITA"
    assert len(list(pieces(markup, "graft-section"))) == 1


def test_every_end_has_its_sign_at_its_day(frame):
    markup = grafts_upright(frame, LIGHT)
    found = {
        kind: [each[1]["style"]["left"] for each in pieces(markup, f"graft-{kind}")]
        for kind in ("lost", "open", "on", "never", "weaned")
    }
    assert {kind: len(each) for kind, each in found.items()} == {
        "lost": 6,
        "open": 2,
        "on": 1,
        "never": 1,
        "weaned": 2,
    }
    assert f"{share_of(141):.2f}%" in found["lost"]
    assert found["never"] == ["0.00%"]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_bars_are_slate_lighter_or_fading(frame, palette):
    looks = [each[1]["style"] for each in pieces(grafts_upright(frame, palette), "graft-bar")]
    backgrounds = [look["background"] for look in looks]
    assert len(backgrounds) == len(frame) - 1
    assert backgrounds.count(slate_of(palette)) == len(frame) - 4
    assert sum("gradient" in each for each in backgrounds) == 1


def test_nothing_is_a_sentence_and_hostile_words_stay_text(frame):
    assert "no graft function" in str(grafts_upright(frame.iloc[:0], LIGHT))
    hostile = frame.iloc[[1]].assign(cohort="<script>")
    assert words(grafts_upright(hostile, LIGHT), "graft-cohort") == ["<script>"]
