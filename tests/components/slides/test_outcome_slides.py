"""Slides of posted outcomes and estimates: native shapes in a group, in readable type."""

import pandas as pd
import pytest

from components.figures.outcome_grid import outcome_parts
from components.slides.activity_schedule import SLIDE
from components.slides.forest import forest
from components.slides.outcome_by_arm import MOST_SLIDES, outcome_by_arm
from tests.components.slides.decks import all_text, slides_of
from tests.outcome_samples import HOSTILE_TRIAL, TIMES_TRIAL, analyses, analyses_of, outcome_of

POINT = 12_700
SMALLEST = 12


def shapes_of(slide):
    """The shapes of the drawing's groups."""
    return [each for group in slide.shapes if group.shape_type == 6 for each in group.shapes]


def sizes(shapes):
    return {
        run.font.size.pt
        for shape in shapes
        if shape.has_text_frame and shape.name == "Words"
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
        if run.text.strip() and run.font.size
    }


def within(slide, shapes):
    return all(
        each.left >= 0
        and each.top >= 0
        and (each.left + each.width) / POINT <= 960.5
        and (each.top + each.height) / POINT <= 540.5
        for each in shapes
    )


@pytest.mark.parametrize(
    "trial",
    ["NCT03361072", "NCT00554515", "NCT05665595", "NCT02443155", TIMES_TRIAL, HOSTILE_TRIAL],
)
def test_an_outcome_is_native_shapes_a_slide_a_part(posted, trial):
    frame = outcome_of(posted, trial)
    slides = slides_of(outcome_by_arm, frame)
    assert len(slides) == len(outcome_parts(frame, SLIDE))
    for slide in slides:
        shapes = shapes_of(slide)
        assert min(sizes(shapes)) >= SMALLEST
        assert within(slide, shapes)
    said = "\n".join(all_text(slide.shapes) for slide in slides)
    assert str(frame["cell"].iloc[0]) in said


@pytest.mark.parametrize("trial", ["NCT05665595", "NCT01380327", "NCT04732494", "NCT02443155"])
def test_estimates_are_native_shapes(posted, trial):
    frame = analyses_of(posted, trial)
    slides = slides_of(forest, frame)
    for slide in slides:
        shapes = shapes_of(slide)
        assert min(sizes(shapes)) >= SMALLEST
        assert within(slide, shapes)
    said = "\n".join(all_text(slide.shapes) for slide in slides)
    assert all(words in said for words in frame.loc[frame["drawn"], "estimate_words"])


def test_marks_are_named_after_their_data(posted):
    (slide,) = slides_of(forest, analyses_of(posted, "NCT05665595"))
    names = [each.name for each in shapes_of(slide)]
    assert "Groups: Pembrolizumab/Vibostolimab; Pembrolizumab: 1.25 (0.87 to 1.80)" in names
    assert "Line of no effect" in names


def test_no_estimate_is_said(posted):
    (slide,) = slides_of(forest, analyses_of(posted, HOSTILE_TRIAL))
    assert "No analysis of this record has an estimate on an axis" in all_text(slide.shapes)
    (slide,) = slides_of(outcome_by_arm, outcome_of(posted, "NCT02317276"))
    assert "posts no values" in all_text(slide.shapes)


def test_hostile_words_are_words(posted):
    row = {"param_value": "1", "param_type": "=cmd|x\u202e ratio", "method": "y" * 10_000}
    (slide,) = slides_of(forest, analyses(row))
    assert "=cmd|x" in all_text(slide.shapes)


def test_a_measure_has_a_few_slides_and_the_last_one_says_so(posted):
    one = outcome_of(posted, TIMES_TRIAL)
    frame = pd.concat([one.assign(row_number=one["row_number"] + 100 * n) for n in range(9)])
    many = len(outcome_parts(frame, SLIDE))
    slides = slides_of(outcome_by_arm, frame)
    assert len(slides) == MOST_SLIDES < many
    said = [all_text(slide.shapes) for slide in slides]
    assert f"Part 6 of {many}; the table has all {many}" in said[-1]
    assert "the table has all" not in said[0]
    for slide in slides:
        notes = slide.notes_slide.notes_text_frame.text
        assert f"6 of {many} parts are on slides; the table has all." in notes


def test_posted_words_are_whole_in_the_notes():
    long = "No conclusion can be made on this comparison. " * 60
    (slide,) = slides_of(forest, analyses({"param_value": "1", "groups_description": long}))
    assert long.strip() in slide.notes_slide.notes_text_frame.text
