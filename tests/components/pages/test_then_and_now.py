from dataclasses import replace

import pytest

from app import create_app
from components.pages import then_and_now as page
from components.request import PageRequest
from components.theme import LIGHT
from data.datasets import Datasets
from data.queries import readings
from data.queries import then_and_now as query
from tests.components.pages.trees import of_type, parts, text


@pytest.fixture(scope="module", autouse=True)
def app(store):
    return create_app(Datasets((store,)))


def request_of(store, search=""):
    request = PageRequest.of("/then-and-now", search, store.known, LIGHT)
    assert not request.ignored
    return request


def test_the_summary_is_in_words(store):
    words = text(page.summary(store, request_of(store)))
    assert words.startswith("12 completed, 4 unknown, 1 terminated, 1 withdrawn, 1 not found.")
    assert "66 unchanged, 5 changed, 94 newly stated, 101 not seen" in words
    assert "Only in the earlier reading: 0; only in the later one: 0." in words


def test_the_numbers_by_field_follow_the_filters(store):
    words = text(page.summary(store, request_of(store, "?q=NCT00955669")))
    assert words.startswith("1 completed.")
    assert "No trial stands in both" in text(page.summary(store, request_of(store, "?q=nope")))


def grid_of(store, search=""):
    (grid,) = of_type(page.table(store, request_of(store, search)), "AgGrid")
    return grid


def test_a_row_a_trial_and_a_cell_a_field(store):
    grid = grid_of(store)
    assert len(grid.rowData) == 19
    assert [column["field"] for column in grid.columnDefs] == [
        "nct_id",
        *(field.name for field in query.FIELDS),
    ]
    own = next(row for row in grid.rowData if row["nct_id"] == "NCT00955669")
    assert own["phase"] == "≠ Phase 2/3 → Phase 1"
    assert own["phase_change"] == "changed"
    assert own["overall_status"] == "+ Completed (new)"
    assert own["enrollment"] == "? Not seen"
    assert own["href"] == "/trials/NCT00955669"


def test_the_options_choose_rows_columns_and_cells(store):
    grid = grid_of(store, "?change=changed&field=phase~allocation")
    assert [column["field"] for column in grid.columnDefs] == ["nct_id", "phase", "allocation"]
    assert {row["nct_id"] for row in grid.rowData} == {
        "NCT01065298",
        "NCT00955669",
        "NCT00282685",
    }
    own = next(row for row in grid.rowData if row["nct_id"] == "NCT00282685")
    assert (own["phase"], own["phase_change"]) == ("", "left-out")
    assert own["allocation_change"] == "changed"
    assert own["href"] == "/trials/NCT00282685?change=changed&field=phase~allocation"


def test_no_trial_of_the_choice_is_said(store):
    shown = page.table(store, request_of(store, "?change=changed&field=overall_status"))
    assert text(shown) == "No trial fits this choice."


def test_a_cell_opens_address_version_and_remark(store):
    opened = page.detail(store, request_of(store), "NCT00971503", "enrollment")
    words = text(opened)
    assert "never added up" in words
    assert "last updated 2011-07-27" in words
    (link,) = of_type(opened, "A")
    assert link.href == "https://meddatax.com/clinical-trials/NCT00971503"
    assert "Page named" in words


def test_a_cell_that_was_not_seen_names_no_page(store):
    opened = page.detail(store, request_of(store), "NCT00292357", "overall_status")
    assert of_type(opened, "A") == []
    assert "None seen" in text(opened)
    assert "Six searches" in text(opened)


@pytest.mark.parametrize(
    ("trial", "field"), [("", ""), ("NCT00971503", "<b>"), ("NCT99999999", "phase")]
)
def test_a_strange_cell_opens_nothing(store, trial, field):
    assert page.detail(store, request_of(store), trial, field) is None


def test_both_readings_of_the_swapped_numbers_stand_there(store):
    words = text(page.swapped(store))
    assert words.count("As the review's text has it") == 2
    assert words.count("As the registry records read") == 2
    assert "Campath-1H" in words
    hrefs = {link.href for link in of_type(page.swapped(store), "Link")}
    assert hrefs == {
        "/trials/NCT00021801",
        "/trials/NCT00315614",
        "/protocols/miami-2000-02-ita",
        "/protocols/miami-2005-07-ita",
    }


def test_the_withdrawn_plan_is_explained_and_nowhere_summed(store):
    words = text(page.withdrawn(store, request_of(store)))
    assert "NCT00971503 planned 34 people and was withdrawn" in words
    assert "moved to Chile" in words
    enrolled = readings.later_facts(store)["enrollment"]
    total = sum(int(value) for value in enrolled if value.isdecimal())
    whole = text(page.layout(store, request_of(store)))
    assert not {str(total), str(total - 34)} & set(whole.replace(",", " ").split())


def test_an_import_alone_says_that_there_is_nothing_to_compare(store):
    alone = replace(store, registry_facts=store.registry_facts.head(0))
    shown = page.layout(alone, PageRequest("/then-and-now"))
    assert query.NO_SECOND in text(shown)
    assert of_type(shown, "Graph") == of_type(shown, "AgGrid") == []
    assert page.detail(alone, PageRequest("/then-and-now"), "NCT00971503", "phase") is None


def test_hostile_text_is_text(store):
    facts = store.registry_facts.copy()
    own = (facts["nct_id"] == "NCT00971503") & (facts["field"] == "phase")
    facts.loc[own, "remark"] = "<script>alert(1)</script>"
    opened = page.detail(
        replace(store, registry_facts=facts), request_of(store), "NCT00971503", "phase"
    )
    assert "<script>alert(1)</script>" in [getattr(part, "children", "") for part in parts(opened)]
