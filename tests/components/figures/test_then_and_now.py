"""Then and now in three panels: places, hollow marks, no invented number."""

from dataclasses import replace

import plotly.graph_objects as go
import pytest

from components.figures.empty import NO_PAIR
from components.figures.then_and_now import (
    DOMAINS,
    HEAD,
    MOST_ROWS,
    ROW,
    in_words,
    kinds_drawn,
    left_out,
    panels_of,
    then_and_now,
)
from components.slides import then_and_now as slides
from components.theme import PALETTES
from data.link.state import PageState
from data.model import vocabulary as v
from data.queries.then_and_now import by_trial


@pytest.fixture(scope="module")
def frame(store):
    return by_trial(store, PageState())


def one(frame, nct_id, field):
    number = frame["nct_id"].tolist().index(nct_id)
    panel = next(panel for panel in panels_of(frame) if panel.field == field)
    return panel.marks[number]


@pytest.mark.parametrize("palette", PALETTES.values(), ids=list(PALETTES))
def test_it_is_a_valid_figure(frame, palette):
    go.Figure(then_and_now(frame, palette))
    go.Figure(then_and_now(frame.head(0), palette))


def test_nothing_is_said(frame):
    figure = then_and_now(frame.head(0), PALETTES["light"])
    assert figure["data"] == []
    assert NO_PAIR in figure["layout"]["annotations"][0]["text"]
    assert in_words(frame.head(0)) == NO_PAIR


def test_every_mark_stands_in_its_panel(frame):
    for panel in panels_of(frame):
        assert len(panel.marks) == len(frame)
        assert panel.field in DOMAINS
        for mark in panel.marks:
            assert 0 <= mark.then <= 1
            assert 0 <= mark.now <= 1


def test_phases_stand_in_their_order(frame):
    phases = panels_of(frame)[0]
    labels = [label for _, label in phases.ticks]
    assert labels == ["1", "1/2", "2", "2/3", "3", "4", "Not\nappl.", "Not\nstated", "Not\nseen"]
    places = [place for place, _ in phases.ticks]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("nct_id", "field", "change", "joined", "hollow"),
    [
        ("NCT01065298", "phase", "CHANGED", True, False),
        ("NCT00955669", "phase", "VERSION_NOT_STATED", False, False),
        ("NCT00315133", "phase", "UNCHANGED", False, False),
        ("NCT00021801", "phase", "BEFORE_SNAPSHOT", False, False),
        ("NCT00644241", "phase", "NOT_SEEN", False, True),
        ("NCT00315133", "enrollment", "NEWLY_STATED", True, False),
        ("NCT00971503", "enrollment", "NEWLY_STATED", True, True),
        ("NCT01143168", "enrollment", "BEFORE_SNAPSHOT", False, True),
        ("NCT00021801", "enrollment", "NOT_SEEN", False, True),
    ],
)
def test_marks(frame, nct_id, field, change, joined, hollow):
    mark = one(frame, nct_id, field)
    assert (mark.change, mark.joined, mark.hollow) == (change, joined, hollow)


def test_a_withdrawn_plan_says_so(frame):
    assert one(frame, "NCT00971503", "enrollment").after == "34, plan, withdrawn"
    assert "withdrawn" in one(frame, "NCT00971503", "enrollment").words


def test_larger_enrolments_stand_further_right_and_zero_apart(frame):
    rows = frame.head(4).assign(
        enrollment_then="",
        enrollment_now=["0", "1", "20", "3000"],
        enrollment_change="NEWLY_STATED",
    )
    places = [mark.now for mark in panels_of(rows)[2].marks]
    assert places == sorted(set(places))
    ticks = [label for _, label in panels_of(rows)[2].ticks]
    assert ticks == ["Not\nstated", "0", "1", "10", "100", "1,000", "10,000"]


def test_text_of_the_data_is_escaped(frame):
    rows = frame.head(1).assign(title="<img src=x>", overall_status_now_words="<b>x")
    figure = then_and_now(rows, PALETTES["light"])
    texts = [str(text) for trace in figure["data"] for text in trace.get("hovertext", [])]
    texts += [str(text) for trace in figure["data"] for text in trace.get("text", [])]
    assert any("&lt;img" in text for text in texts)
    assert not any("<img" in text or "<b>x" in text for text in texts)


def test_many_trials_are_cut_and_said(store, frame):
    rows = frame.loc[frame.index.repeat(3)].reset_index(drop=True)
    figure = then_and_now(rows, PALETTES["light"])
    assert figure["layout"]["height"] == HEAD + ROW * MOST_ROWS + 8
    assert left_out(rows.assign(trials_left_out=3)).startswith(
        "60 trials fit the choice; drawn are"
    )
    assert left_out(frame) == left_out(frame.head(0)) == ""
    assert in_words(rows.assign(trials_left_out=3)).startswith("Of the first 57 trials: Phase: ")


def test_a_slide_draws_as_many_trials():
    assert slides.MOST_ROWS * slides.MOST_SLIDES == MOST_ROWS


def test_what_did_not_change_has_no_line(frame):
    rows = frame.assign(
        overall_status_then="COMPLETED",
        overall_status_now="COMPLETED",
        overall_status_change="UNCHANGED",
    )
    assert not any(mark.joined for mark in panels_of(rows)[1].marks)


def test_in_words(frame):
    words = in_words(frame)
    assert (
        "Phase: 5 unchanged, 1 changed, 1 newly stated, 4 before the snapshot, "
        "4 version not stated, 4 not seen"
    ) in words
    assert "NCT01065298 Phase 2/3 → None stated" in words
    assert "NCT00955669" not in words


def test_the_key_names_the_kinds_held_apart_where_they_occur(frame):
    assert kinds_drawn(frame) == v.CHANGE.codes[:-1]
    known = frame[frame["nct_id"] == "NCT00315133"]
    assert kinds_drawn(known) == ("UNCHANGED", "CHANGED", "NEWLY_STATED", "NOT_SEEN")


def test_a_page_that_is_not_later_is_not_called_now(frame):
    columns = [
        [label for _, label in panels_of(rows)[1].ticks] for rows in (frame, known_of(frame))
    ]
    assert columns == [["then", "page"], ["then", "now"]]


def known_of(frame):
    return frame[frame["nct_id"] == "NCT00315133"]


@pytest.mark.parametrize(
    ("nct_id", "field", "said"),
    [
        ("NCT00021801", "overall_status", "Completed, registry version of 2010-03, before the"),
        ("NCT00955669", "phase", "Phase 1, version not stated (then: Phase 2/3)"),
        ("NCT00315133", "overall_status", "Not stated → Completed"),
    ],
)
def test_the_hover_says_how_old_a_page_is(frame, nct_id, field, said):
    assert said in one(frame, nct_id, field).words.replace("<br>", " ")


def test_a_mark_leads_to_its_trial(frame):
    figure = then_and_now(frame, PALETTES["light"])
    tokens = {data[0] for trace in figure["data"] for data in trace.get("customdata", [])}
    assert tokens == {f"page=/trials/{number}" for number in frame["nct_id"]}


def test_an_alone_dataset_has_no_figure(store):
    alone = replace(store, registry_facts=store.registry_facts.head(0))
    assert by_trial(alone, PageState()).empty
