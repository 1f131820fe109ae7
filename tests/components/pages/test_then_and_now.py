import re
from dataclasses import replace
from pathlib import Path

import pytest

from app import create_app
from components.elements.request import PageRequest
from components.pages import then_and_now as page
from components.theme import LIGHT
from data.datasets.catalogue import Datasets
from data.model import vocabulary as v
from data.queries import snapshots
from data.queries import then_and_now as query
from data.queries.snapshots import OF_PAGES
from data.queries.trial_table import RowsAsked
from data.store import DATE_NOT_KNOWN
from tests.components.pages.trees import of_type, parts, text
from tests.imports import ISLETS, LATER

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module", autouse=True)
def app(store):
    return create_app(Datasets((store,)))


def request_of(store, search=""):
    request = PageRequest.of("/then-and-now", search, store.known, LIGHT)
    assert not request.ignored
    return request


def test_the_summary_is_in_words(store):
    words = text(page.summary(store, request_of(store)))
    assert words.startswith("In later versions: 8 completed, 1 withdrawn. On pages that do not ")
    assert (
        "26 unchanged, 2 changed, 44 newly stated, 39 before the snapshot, 54 version not stated, "
        "101 not seen"
    ) in words
    assert "4 values differ from the earlier reading on a page that is older or does not" in words
    assert "Only in the earlier reading: 0; only in the later one: 0." in words


def test_the_numbers_by_field_follow_the_filters(store):
    words = text(page.summary(store, request_of(store, "?q=NCT00955669")))
    assert words.startswith("In later versions: 1 completed.")
    assert "No trial stands in both" in text(page.summary(store, request_of(store, "?q=nope")))


def grid_of(store, search=""):
    (grid,) = of_type(page.table(store, request_of(store, search)), "AgGrid")
    return grid


def test_a_row_a_trial_and_a_cell_a_field(store):
    grid = grid_of(store)
    assert len(grid.rowData) == 19
    assert [column["field"] for column in grid.columnDefs] == [
        "nct_id",
        *OF_PAGES,
    ]
    own = next(row for row in grid.rowData if row["nct_id"] == "NCT00955669")
    assert own["phase"] == "~ Phase 1 (then: Phase 2/3)"
    assert own["phase_change"] == "version-not-stated"
    assert own["overall_status"] == "+ Completed (new)"
    assert own["enrollment"] == "? Not seen"
    assert own["href"] == "/trials/NCT00955669"
    rows = {row["nct_id"]: row for row in grid.rowData}
    assert rows["NCT01065298"]["phase"] == "≠ Phase 2/3 → None stated"
    assert rows["NCT00021801"]["overall_status"] == "‹ Completed (2010-03)"
    assert rows["NCT00021801"]["overall_status_change"] == "before-snapshot"


@pytest.mark.parametrize("asset", ["then_and_now.js", "then_and_now.css"])
def test_every_kind_of_change_has_its_look(asset):
    drawn = (ROOT / "assets" / asset).read_text("utf-8")
    assert [
        slug for slug in v.CHANGE.slugs.values() if not re.search(rf"[.\"]{slug}\b", drawn)
    ] == []
    assert set(page.SIGNS) == set(v.CHANGE.codes)


def test_the_options_choose_rows_columns_and_cells(store):
    grid = grid_of(store, "?change=changed&field=phase~allocation")
    assert [column["field"] for column in grid.columnDefs] == ["nct_id", "phase", "allocation"]
    assert [row["nct_id"] for row in grid.rowData] == ["NCT01065298"]
    (own,) = grid.rowData
    assert (own["allocation"], own["allocation_change"]) == ("", "left-out")
    assert own["phase_change"] == "changed"
    assert own["href"] == "/trials/NCT01065298?change=changed&field=phase~allocation"


@pytest.mark.parametrize(
    ("query_text", "said"),
    [
        (
            "",
            "Then: the snapshot of 2010-08; of NCT01143168 its registry record (2010-06-14) as "
            "well. Second reading: registry pages, each value with its page. Of them 72 are of a "
            "later version and can show a change, 39 of a version from before the snapshot and 54 "
            "of a version that is not stated; these count as no change.",
        ),
        (
            "?q=NCT01143168",
            "Of them 0 are of a later version and can show a change, 12 of a version from before "
            "the snapshot and 2 of a version that is not stated",
        ),
        ("?q=NCT00315133", "Then: the snapshot of 2010-08. Second reading: registry pages"),
    ],
)
def test_the_two_readings_are_described_by_their_rows(store, query_text, said):
    assert said in text(page.second(store, request_of(store, query_text)))


@pytest.mark.parametrize(
    ("trial", "field", "said"),
    [
        ("NCT00021801", "overall_status", "On an older pageCompleted"),
        ("NCT00955669", "phase", "On the pagePhase 1"),
        ("NCT00315133", "overall_status", "NowCompleted"),
        ("NCT01143168", "start_date", "Then2010-08 (Record, study design table)"),
    ],
)
def test_a_cell_says_how_old_its_page_is(store, trial, field, said):
    assert said in text(page.detail(store, request_of(store), trial, field))


def test_two_datasets_offer_no_kinds_that_need_pages(store, beside):
    own = beside.named(ISLETS)
    assert page._kinds(own, request_of(own, COMPARISON)).codes == (
        *("UNCHANGED", "CHANGED", "NEWLY_STATED", "NOT_IN_FILE"),
    )
    chosen = f"{COMPARISON}&change=before-snapshot"
    assert "BEFORE_SNAPSHOT" in page._kinds(own, request_of(own, chosen)).codes
    assert page._kinds(store, request_of(store)).codes == v.CHANGE.codes[:-1]
    summary = text(page.summary(own, request_of(own, COMPARISON)))
    assert "Before the snapshot" not in summary


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
    enrolled = snapshots.facts_seen(store)["enrollment"]
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


COMPARISON = f"?against={LATER}&dataset={ISLETS}"


def test_two_datasets_are_named_with_their_dates(beside):
    store = beside.named(ISLETS)
    words = text(page.second(store, request_of(store, COMPARISON)))
    assert "Islets, our search: data of 2022-03-04 (the newest version date" in words
    assert "NowIslets later: data of 2024-05-06" in words
    summary = text(page.summary(store, request_of(store, COMPARISON)))
    assert summary.startswith("Now: 2 completed.2 trials in both datasets, 46 values:")
    assert "Only in Islets, our search (data of 2022-03-04): 1; only in Islets later" in summary
    assert "Phase, changed most often: Phase 1 → Phase 2 (1)." in summary


def test_dates_that_do_not_tell_are_said(beside):
    store = beside.named(ISLETS)
    same = replace(store, others={LATER: replace(beside.named(LATER), date=store.date)})
    words = text(page.second(same, request_of(same, COMPARISON)))
    assert "do not tell which is the earlier one: then is “Islets, our search”" in words


def test_a_date_that_is_not_known_is_called_so(beside):
    store = replace(beside.named(ISLETS), date=DATE_NOT_KNOWN)
    undated = replace(store, others={LATER: beside.named(LATER)})
    words = text(page.second(undated, request_of(undated, COMPARISON)))
    assert "The dates of data (not known, 2024-05-06) do not tell" in words


def test_a_field_that_one_file_lacks_has_no_row_of_numbers(beside):
    store = beside.named(ISLETS)
    later = replace(beside.named(LATER), absent={"trials": frozenset({"sex"})})
    lacking = replace(store, others={LATER: later})
    (body,) = of_type(page.summary(lacking, request_of(lacking, COMPARISON)), "Tbody")
    rows = [text(row.children[0]) for row in of_type(body, "Tr")]
    assert "Status" in rows
    assert "Sex" not in rows


def test_no_shared_trial_is_said(beside):
    query_text = f"?against={ISLETS}"
    shown = page.summary(beside.default, request_of(beside.default, query_text))
    words = text(shown)
    assert words.startswith("No trial stands in both “Review 2010")
    assert "2010-08): 19; only in Islets, our search (data of 2022-03-04): 3." in words
    assert text(page.table(beside.default, request_of(beside.default, query_text))) == (
        "No trial fits this choice."
    )
    # what is said of the review alone stands in no comparison with another dataset
    assert text(page.notes(beside.default, request_of(beside.default, query_text))) == ""
    assert "swapped" in text(page.notes(beside.default, request_of(beside.default)))


def test_a_cell_of_two_datasets_names_both(beside):
    store = beside.named(ISLETS)
    opened = page.detail(store, request_of(store, COMPARISON), "NCT00000011", "phase")
    words = text(opened)
    assert "Phase 1 (in Islets, our search (data of 2022-03-04))" in words
    assert "Phase 2 (in Islets later (data of 2024-05-06))" in words
    (address,) = of_type(opened, "A")
    assert address.href == "https://clinicaltrials.gov/study/NCT00000011"
    assert page.detail(store, request_of(store, COMPARISON), "NCT00000014", "phase") is None


def test_datasets_are_offered_where_there_are_any(store, beside):
    assert page._choice(store, request_of(store)) is None
    review = beside.default
    (dropdown,) = of_type(page._choice(review, request_of(review, f"?against={LATER}")), "Dropdown")
    assert [option["value"] for option in dropdown.options] == [ISLETS, LATER]
    assert dropdown.value == LATER


def test_a_dataset_that_may_be_compared_asks_for_a_choice(beside):
    store = beside.named(ISLETS)
    shown = page.layout(store, request_of(store, f"?dataset={ISLETS}"))
    assert query.NONE_CHOSEN in text(shown)
    assert page.table(store, request_of(store, f"?dataset={ISLETS}")) is None


def test_a_long_table_fetches_its_rows(store, monkeypatch):
    monkeypatch.setattr(page, "MOST_ROWS_IN_BROWSER", 18)
    grid = grid_of(store)
    assert grid.rowModelType == "infinite"
    assert not hasattr(grid, "rowData")
    answer = page.table_page(store, request_of(store), RowsAsked(5, 7))
    assert answer["rowCount"] == 19
    assert [row["nct_id"] for row in answer["rowData"]] == [
        row["nct_id"]
        for row in page.table_rows(whole_rows(store)[5 * 14 : 7 * 14], request_of(store))
    ]


def whole_rows(store):
    compared = query.of_state(store, request_of(store).state)
    return compared.rows(compared.fitting)


def test_trials_of_one_dataset_alone_are_listed_with_links_into_it(beside):
    store = beside.named(ISLETS)
    shown = page.alone(store, request_of(store, COMPARISON))
    words = text(shown)
    assert "Dropped (1)" in words
    assert "New (1)" in words
    links = [each.href for each in of_type(shown, "Link")]
    assert links == [
        f"/trials/NCT00000013?dataset={ISLETS}",
        f"/trials/NCT00000014?dataset={LATER}",
    ]
    assert "Completed · Phase 2 · started 2015" in words
    assert page.alone(beside.default, request_of(beside.default)) is None
    same = replace(store, others={LATER: replace(beside.named(LATER), date=store.date)})
    assert "Only in the first (1)" in text(page.alone(same, request_of(same, COMPARISON)))


def test_only_what_is_compared_can_be_chosen(store, beside):
    own = beside.named(ISLETS)
    assert "sites" in page._fields(own, request_of(own, COMPARISON)).codes
    assert "sites" not in page._fields(store, request_of(store)).codes


def test_columns_that_changed_come_first(beside):
    own = beside.named(ISLETS)
    (grid,) = of_type(page.table(own, request_of(own, COMPARISON)), "AgGrid")
    columns = [column["field"] for column in grid.columnDefs]
    assert columns[:3] == ["nct_id", "phase", "overall_status"]
    assert "sites" in columns
    (row, *_) = grid.rowData
    assert (row["sites"], row["sites_change"]) == ("= unchanged", "unchanged")
