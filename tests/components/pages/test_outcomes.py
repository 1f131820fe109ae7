import json

import pytest
from dash import Dash

from components.elements.request import PageRequest
from components.pages import outcomes
from components.theme import LIGHT
from data.queries import outcomes as rows_of
from data.queries.notes import heavy, light
from data.store import TrialStore
from tests.components.pages.trees import of_type, panels, text


@pytest.fixture(autouse=True)
def app() -> Dash:
    """Links need an app that knows its prefix."""
    return Dash("tests")


def ask(store: TrialStore, query: str) -> PageRequest:
    return PageRequest.of("/outcomes", query, store.known, LIGHT)


@pytest.mark.parametrize(
    "query", ["", "?regimen=miami-2005-07-ita", "?condition=t2d", "?regimen=nct01143168"]
)
def test_the_page_lays_out(store: TrialStore, query: str) -> None:
    page = outcomes.layout(store, ask(store, query))
    assert len(of_type(page, "H1")) == 1
    assert panels(page) == list(outcomes.PANELS)
    assert "Figure 2" in text(page) and "Nothing was read off them" in text(page)
    json.dumps(page.to_plotly_json(), default=lambda part: part.to_plotly_json())


def test_one_folded_table_a_regimen(store: TrialStore) -> None:
    shown = outcomes.tables(store, ask(store, ""))
    details = of_type(shown, "Details")
    assert len(details) == 9
    assert not any(part.open for part in details)
    assert "no outcome for: 1994–97 SIL; 1996–98 SIK; NCT01143168." in text(shown)
    links = [link.href for link in of_type(shown, "Link")]
    assert "/protocols/miami-2005-07-ita" in links


def test_the_only_regimen_chosen_is_open(store: TrialStore) -> None:
    details = of_type(outcomes.tables(store, ask(store, "?regimen=miami-2000-02-ita")), "Details")
    assert [part.open for part in details] == [True]
    assert "95 ± 25 days (range, 74-131 days)" in text(details)
    assert "8,629 ± 2,102 IEQ/kg" in text(details)


def test_pooled_rows_stand_with_both_regimens(store: TrialStore) -> None:
    shown = text(outcomes.tables(store, ask(store, "?regimen=miami-1994-96-iak")))
    assert "15 outcomes, 13 of them for both 1994–96 groups together" in shown
    assert "14,800 ± 7,152 IEQ/kg" in shown


def test_rows_say_where_they_stand(store: TrialStore) -> None:
    shown = outcomes.tables(store, ask(store, "?regimen=t2d-gastroduodenal-artery"))
    row = next(row for row in of_type(shown, "Tr") if "~75% of baseline" in text(row))
    cells = [text(cell) for cell in of_type(row, "Td")]
    assert cells[1:6] == ["~75% of baseline", "7 of 10 patients", "7 of 10", "by 48 days",
                          "Approximately"]  # fmt: skip
    assert cells[-1] == "Text, section on T2D, trial [60], paragraph 3, sentence 5"


def test_counts_conditions_and_idle_filters_in_words(store: TrialStore) -> None:
    shown = text(outcomes.choice(store, ask(store, "?condition=t2d&phase=phase2")))
    assert "2 of 12 protocols; " in shown
    assert "Condition: Type 2 diabetes." in shown
    assert "without effect on this page: phase" in shown


def test_nothing_fits(store: TrialStore) -> None:
    request = ask(store, "?condition=t2d&regimen=miami-2005-07-ita")
    assert "No cohort or trial fits the choice" in text(outcomes.choice(store, request))
    assert of_type(outcomes.tables(store, request), "Details") == []
    assert "No data note" in text(outcomes.notes(store, request))


def test_heavy_notes_have_a_line_each_and_the_others_are_counted(store: TrialStore) -> None:
    request = ask(store, "?regimen=miami-2000-02-ita")
    every = rows_of.notes(store, request.state)
    shown = outcomes.notes(store, request)
    lines = [part.id for part in of_type(shown, "Details")]
    assert lines == [f"note-{note}" for note in heavy(every)["note"]]
    assert {"note-loss-after-stopping-2000", "note-five-or-six-patients-2000"} <= set(lines)
    assert of_type(shown, "Article") == []
    assert f"{len(light(every))} other notes on what is shown: Sources." in text(shown)
