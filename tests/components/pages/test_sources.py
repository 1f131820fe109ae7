import pytest

from app import create_app
from components.elements.request import PageRequest
from components.pages.sources import layout
from data.datasets.catalogue import Datasets
from data.model import vocabulary as v
from tests.components.pages.test_trial import found
from tests.components.pages.trees import text


@pytest.fixture(scope="module", autouse=True)
def app(store):
    return create_app(Datasets((store,)))


@pytest.fixture(scope="module")
def page(store):
    return layout(store, PageRequest("/sources"))


def test_every_source_is_cited_with_its_date(store, page):
    words = text(page)
    for row in store.sources.itertuples():
        assert row.citation in words
        assert row.date_of_data in words


def test_every_note_stands_once(store, page):
    ids = [each.id for each in found(page, "Article") if getattr(each, "id", None)]
    assert sorted(ids) == sorted(f"note-{note}" for note in store.data_notes["note"])


def test_notes_lead_to_the_rows_concerned(store, page):
    hrefs = {each.href for each in found(page, "Link")}
    links = store.data_note_links
    for frame, form in (
        ("trials", "/trials/{}"),
        ("regimens", "/protocols?regimen={}"),
        ("cohorts", "/protocols?regimen={}"),
    ):
        keys = links.loc[links["frame"] == frame, "row_key"]
        assert {form.format(key) for key in keys} <= hrefs


def test_every_frame_can_be_downloaded(store, page):
    hrefs = [each.href for each in found(page, "A")]
    for name, rows in store.frames().items():
        assert (f"/data/{name}.csv" in hrefs) == (len(rows) > 0)


def test_notes_stand_by_weight_with_their_counts(store, page):
    counts = store.data_notes["weight"].value_counts()
    details = found(page, "Details")
    titles = [text(each.children[0]) for each in details]
    assert titles == [
        f"Data notes: {label.lower()} ({counts[code]})"
        for code, label in v.NOTE_WEIGHT.labels.items()
    ]
    assert [each.open for each in details] == [True, False, False]


def test_what_is_not_covered_is_said(page):
    assert "not digitised" in text(page)


def test_the_page_does_not_repeat_the_footer(page):
    assert "medical advice" not in text(page)


def test_abbreviations_and_agents_stand_whole(store, page):
    words = text(page)
    for name in [*store.abbreviations["abbreviation"], *store.agents["name"]]:
        assert name in words
