import io
import zipfile
from datetime import date

import pandas as pd
import pytest
from pptx import Presentation

from components.share.attribution import DASHBOARD, DISCLAIMER
from components.share.deck import (
    MOST_FIGURES,
    MOST_NAME_LENGTH,
    DeckError,
    DeckFigure,
    file_name,
    left_out_of,
    pptx_bytes,
    read_deck,
    slide_bytes,
    sources_of,
    standard_deck,
    zip_bytes,
)
from components.share.deck_ends import QUOTING, notes_on_rows
from components.share.deck_story import story_of
from components.share.drawn_view import DrawnView
from components.slides.sheet import CONTINUED
from components.views import VIEWS
from data.datasets.catalogue import Datasets
from data.link.state import PageState
from data.queries.provenance import sources_in
from tests.components.slides.decks import all_text
from tests.imports import ARMS

BASE = "https://x.example.org/a"
REVIEW = "Fotino, Ricordi, et al., Rev Diabet Stud 2010; 7(2):144-157"
DAY = date(2026, 11, 22)
THREE = ("phase-by-condition?condition=t1d", "allocation?phase=phase2#My%20name", "agent-matrix")


def slides_of(content: bytes) -> list:
    return list(Presentation(io.BytesIO(content)).slides)


def notes(slide) -> str:
    return slide.notes_slide.notes_text_frame.text


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("allocation", "allocation"),
        ("allocation?", "allocation"),
        ("allocation?phase=phase2&condition=t1d", "allocation?condition=t1d&phase=phase2"),
        ("allocation#A%20%26%20b", "allocation#A%20%26%20b"),
        ("allocation?q=a%23b#c", "allocation?q=a%23b#c"),
        ("allocation#" + "x" * 500, "allocation#" + "x" * MOST_NAME_LENGTH),
        ("allocation#%20%0a%20", "allocation"),
    ],
)
def test_figures_are_read_and_written(store, text, canonical):
    figure, ignored = DeckFigure.parse(text, Datasets((store,)))
    assert not ignored
    assert figure.serialise() == canonical
    assert DeckFigure.parse(canonical, Datasets((store,)))[0] == figure


@pytest.mark.parametrize(
    ("figures", "message"),
    [
        (["nope"], "“nope” is not a figure"),
        ([""], "is not a figure"),
        (["<script>" + "x" * 100], "is not a figure"),
        (["allocation?phase=xx"], "Figure 1 of the deck: Phase: “xx”"),
        (["allocation", "donor?foo=1"], "Figure 2 of the deck: “foo”"),
        (["allocation?phase=phase2&phase=phase1"], "stands twice"),
        (["allocation?q=%00"], "control characters"),
        (["allocation?q=%ff"], "not UTF-8"),
        (["allocation#%ff"], "not UTF-8"),
        (["allocation"] * (MOST_FIGURES + 1), f"at most {MOST_FIGURES}"),
    ],
)
def test_decks_that_cannot_be_made(store, figures, message):
    with pytest.raises(DeckError) as raised:
        read_deck(figures, Datasets((store,)))
    assert message in str(raised.value)
    assert "x" * 60 not in str(raised.value)


def test_no_figure_named_is_the_story_of_the_dataset(store):
    figures = read_deck([], Datasets((store,)))
    assert figures == standard_deck(store)
    story = story_of(store, PageState(store.no_filters())).slides
    assert [figure.slug for figure in figures] == [slug for each in story for slug in each.slugs]
    assert {figure.state for figure in figures} == {PageState(store.no_filters())}


def test_the_standard_deck_has_the_choices_of_its_page(store):
    state, ignored = PageState.from_query("?country=ESP&measure=share", store.known)
    assert not ignored
    figures = standard_deck(store, state)
    assert {figure.state for figure in figures} == {state}
    out = left_out_of(store, state)
    content = pptx_bytes(Datasets((store,)), figures, BASE, left_out=out)
    _, _, where, *_, last = slides_of(content)
    assert "3 of 19 trials. Country: Spain." in all_text(where.shapes)
    assert f"{BASE}/map?country=ESP&measure=share#trial-map" in all_text(where.shapes)
    assert out == ("Trials by enrolment: 3 of 3 not stated",)
    assert out[0] in all_text(last.shapes)
    assert f"Left out:\n{out[0]}" in notes(last)


@pytest.fixture(scope="module")
def whole(built_in):
    store = built_in.default
    figures = standard_deck(store)
    return slides_of(pptx_bytes(built_in, figures, BASE, left_out=left_out_of(store)))


def test_the_standard_deck_of_the_review_in_order(whole):
    assert [slide.shapes.title.text for slide in whole] == [
        DASHBOARD,
        "Protocols at a glance",
        "Where the trials are",
        "Phase by condition",
        "Design of the trials",
        "Protocols day by day",
        "What differs, class by class",
        "Which agent in which protocol",
        "Graft function, patient by patient where the text tells them apart",
        "Chimerism over time",
        "Islet mass and duration of graft function",
        "Then and now: phase, status and enrolment",
        "Then and since: trials by year of start",
        "What to know before quoting",
        "What to know before quoting (continued)",
        "Sources and data notes",
    ]


def test_the_design_of_the_trials_is_one_slide(whole):
    slide = whole[4]
    charts = [shape for shape in slide.shapes if shape.has_chart]
    assert [shape.name for shape in charts] == [
        "Trials by allocation",
        "Trials by masking",
        "Trials by control",
        "Trials by intervention model",
    ]
    text = all_text(slide.shapes)
    assert "19 of 19 trials. All trials." in text
    assert REVIEW in text
    assert f"{BASE}/design\n" in f"{text}\n"
    for slug in ("allocation", "masking", "control", "intervention-model"):
        assert f"{BASE}/design#{slug}" in notes(slide)
    assert notes(slide).count("Where the data stand:") == 1


def test_heavy_notes_stand_in_sentences_that_can_be_read(whole, store):
    heavy = store.data_notes[store.data_notes["weight"] == "CHANGES_READING"]
    shown = "\n".join(all_text(slide.shapes) for slide in whole[-3:-1])
    for note in heavy.to_dict("records"):
        assert note["title"] in shown
        assert note["text"] in shown
        assert note["locator"] in notes(whole[-3])
    for slide in whole[-3:]:
        figure = [shape for shape in slide.shapes if shape.shape_type == 6]
        sizes = {
            run.font.size.pt
            for group in figure
            for shape in group.shapes
            for paragraph in shape.text_frame.paragraphs
            for run in paragraph.runs
        }
        assert sizes
        assert min(sizes) >= 12
    assert "Trials by enrolment: 18 of 19 not stated" in all_text(whole[-1].shapes)


@pytest.mark.parametrize(
    ("title", "datasets", "name"),
    [
        ("", [""], "deck_review-2010_2010-08"),
        ("Phase & design", [""], "deck_phase-design_review-2010_2010-08"),
        ('../"\r\n', [""], "deck_review-2010_2010-08"),
        ("é", ["leukemia"], "deck_leukemia_2010-08"),
        ("x" * 100, [""], f"deck_{'x' * 60}_review-2010_2010-08"),
        ("", ["", "leukemia"], "deck_review-2010_leukemia_2010-08"),
        ("", ["a", "b", "c", "d"], "deck_a_b_and-2-more_2010-08"),
    ],
)
def test_file_names(title, datasets, name):
    assert file_name(title, datasets, "2010-08") == name


@pytest.fixture(scope="module")
def three(store):
    return slides_of(
        pptx_bytes(
            Datasets((store,)),
            read_deck(THREE, Datasets((store,))),
            BASE,
            title="My talk",
            today=DAY,
        )
    )


def test_three_figures_have_their_own_captions(three, store):
    first, *figures, last = three
    own = [each for each in figures if not each.shapes.title.text.endswith((CONTINUED, QUOTING))]
    titles = [slide.shapes.title.text for slide in own]
    assert titles == ["Phase by condition", "My name", "Which agent in which protocol"]
    captions = [
        "8 of 19 trials. Condition: Type 1 diabetes.",
        "5 of 19 trials. Phase: Phase 2.",
        "7 of 7 cohorts. The Miami cohorts of Table 4, whatever the filters.",
    ]
    links = ["design?condition=t1d#phase-by-condition", "design?phase=phase2#allocation"]
    for slide, caption in zip(own, captions, strict=True):
        assert caption in all_text(slide.shapes)
        assert REVIEW in all_text(slide.shapes)
    for slide, link in zip(own, links, strict=False):
        assert f"{BASE}/{link}" in all_text(slide.shapes)
    assert first.shapes.title.text == "My talk"
    assert last.shapes.title.text == "Sources and data notes"


def test_the_title_slide_says_what_the_deck_is(three, store):
    text = all_text(three[0].shapes)
    for said in (store.title, "3 figures", "2010-08", "2026-11-22", BASE, DISCLAIMER):
        assert said in text
    assert REVIEW in text


def test_the_last_slide_names_sources_and_notes(three, store):
    text = all_text(three[-1].shapes)
    drawn = sources_of(Datasets((store,)), read_deck(THREE, Datasets((store,))))
    assert REVIEW in [source.citation for source in drawn]
    for source in sources_in(store):
        assert (source.citation in text) == (source in drawn)
    assert f"{BASE}/sources" in text
    figures = read_deck(THREE, Datasets((store,)))
    behind = [VIEWS[each.slug].scope.behind(store, each.state) for each in figures]
    expected = notes_on_rows(store, behind)
    assert f"{len(expected)} data notes" in text
    heavy = expected[expected["weight"] == "CHANGES_READING"]
    quoting = [each for each in three if each.shapes.title.text.startswith(QUOTING)]
    said = "\n".join(all_text(slide.shapes) for slide in quoting)
    assert heavy["title"].iloc[0] in said
    assert heavy["text"].iloc[-1] in said
    assert expected["text"].iloc[0] in notes(three[-1])
    assert "Left out" not in text


def test_notes_follow_the_rows_of_the_figures(store):
    rows = store.trials[store.trials["nct_id"] == "NCT00465478"][["nct_id"]]
    found = notes_on_rows(store, [rows])["note"]
    links = store.data_note_links
    linked = links[(links["frame"] == "trials") & (links["row_key"] == "NCT00465478")]["note"]
    assert set(found) == set(linked)
    assert len(notes_on_rows(store, [])) == 0
    assert len(notes_on_rows(store, [rows.head(0)])) == 0


def test_one_figure_alone_has_no_ends(store):
    drawn = DrawnView.of(store, PageState(), VIEWS["allocation"], BASE)
    (slide,) = slides_of(slide_bytes(drawn))
    assert slide.shapes.title.text == "Trials by allocation"


def test_a_deck_without_a_title_has_the_dashboards(store):
    first, *_ = slides_of(
        pptx_bytes(Datasets((store,)), read_deck(["donor"], Datasets((store,))), BASE)
    )
    assert first.shapes.title.text == DASHBOARD
    assert "1 figure." in all_text(first.shapes)


@pytest.mark.parametrize("slug", VIEWS)
def test_speaker_notes_say_where_the_data_stand(store, slug):
    view = VIEWS[slug]
    first, *_ = slides_of(slide_bytes(DrawnView.of(store, PageState(), view, BASE)))
    lines = notes(first).split("\n")
    answer = view.query(store, PageState())
    assert lines[0] == view.in_words(answer)
    if view.lacks(store):
        assert view.lacks(store) in lines
        return
    assert view.how_to_read(answer) in lines
    assert "Where the data stand:" in lines
    behind = view.scope.behind(store, PageState())
    assert behind["locator"].iloc[0] in notes(first)
    assert len(lines) <= 3 + 60 + 1


def test_nothing_matches_is_said(store):
    figures = read_deck(["allocation?q=no-such-word"], Datasets((store,)))
    _, slide, last = slides_of(pptx_bytes(Datasets((store,)), figures, BASE))
    assert "0 of 19 trials. Text: “no-such-word”." in all_text(slide.shapes)
    assert "No data match the filters." in notes(slide)
    assert "0 data notes" in all_text(last.shapes)


def test_hostile_names_and_titles_are_text(store):
    figures = (DeckFigure("allocation", PageState(), "<a:t>\x00&]]>"),)
    first, second, *_ = slides_of(
        pptx_bytes(Datasets((store,)), figures, 'h"><x', title="<b>\x00", today=DAY)
    )
    assert first.shapes.title.text == "<b>"
    assert second.shapes.title.text == "<a:t>&]]>"


def test_the_archive_of_a_deck(store):
    figures = read_deck(["allocation", "allocation", "donor?phase=phase2#Mine"], Datasets((store,)))
    content = zip_bytes(Datasets((store,)), figures, BASE, title="My talk", today=DAY)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    assert list(files) == [
        "README.txt",
        "01_allocation_review-2010_2010-08.csv",
        "01_allocation_review-2010_2010-08_all-rows.csv",
        "02_allocation_review-2010_2010-08.csv",
        "02_allocation_review-2010_2010-08_all-rows.csv",
        "03_donor_review-2010_phase2_2010-08.csv",
        "03_donor_review-2010_phase2_2010-08_all-rows.csv",
    ]
    read_me = files["README.txt"]
    for said in ("My talk", "3. Mine", "5 of 19 trials. Phase: Phase 2.", "2026-11-22", DISCLAIMER):
        assert said in read_me
    drawn = sources_of(Datasets((store,)), figures)
    for source in sources_in(store):
        assert (source.citation in read_me) == (source in drawn)
    assert "- Donor" in read_me
    assert "- nct_id: number of the trial" in read_me
    data = files["03_donor_review-2010_phase2_2010-08_all-rows.csv"]
    assert len(pd.read_csv(io.StringIO(data.removeprefix("\ufeff")))) == 5


def test_a_list_of_trials_stands_in_a_deck(store):
    figures = read_deck(["trial-list?find=islet&sort=-title#Two trials"], Datasets((store,)))
    _, slide, *_ = slides_of(pptx_bytes(Datasets((store,)), figures, BASE))
    (table,) = (shape.table for shape in slide.shapes if shape.has_table)
    names = [row.cells[0].text for row in table.rows]
    assert names == ["Registry number", "NCT00315614", "NCT00021801"]
    assert slide.shapes.title.text == "Two trials"
    assert "2 of 19 trials. Search in the table: “islet”; sorted by title (descending)." in (
        all_text(slide.shapes)
    )


def test_arms_and_a_cohort_go_into_a_deck(with_arms):
    chosen = "nct00000041.arm-1~miami-2005-07-ita"
    figures = read_deck(
        [
            f"comparison-timeline?dataset={ARMS}&compare={chosen}#Arms",
            f"at-a-glance?dataset={ARMS}&regimen={chosen}",
            "allocation",
        ],
        with_arms,
    )
    first, second, *_ = slides_of(pptx_bytes(with_arms, figures, BASE))[1:]
    said = all_text(first.shapes)
    assert "Fludarabine" in said
    assert "1 arm of a record and 1 protocol of Review 2010" in said
    assert "NCT00000041: days read by rule from the record’s words." in notes(first)
    assert "Arms, our search" in all_text(second.shapes)
    assert {source.source_id for source in sources_of(with_arms, figures)} >= {
        "import-arms",
        "review-2010",
        "agent-reference",
    }
