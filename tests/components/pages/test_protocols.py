import json
from typing import Any

import pytest
from dash import Dash

from components.elements.request import PageRequest
from components.pages import arm_search, protocols
from components.theme import LIGHT
from data.store import TrialStore
from tests.components.pages.trees import of_type, panels, parts, text
from tests.regimen_sets import FIRST_SHOWN


@pytest.fixture(autouse=True)
def app() -> Dash:
    """Links need an app that knows its prefix."""
    return Dash("tests")


def ask(store: TrialStore, query: str) -> PageRequest:
    return PageRequest.of("/protocols", query, store.known, LIGHT)


def links(tree: Any) -> dict[str, str]:
    return {text(link): link.href for link in of_type(tree, "Link")}


@pytest.mark.parametrize("query", ["", "?window=followup", "?agent=okt3", "?regimen=nct01143168"])
def test_the_page_lays_out(store: TrialStore, query: str) -> None:
    page = protocols.layout(store, ask(store, query))
    assert len(of_type(page, "H1")) == 1
    assert panels(page) == [name for name in protocols.PANELS if name != arm_search.NAME]
    keys = {
        part.id["key"]
        for part in parts(page)
        if isinstance(getattr(part, "id", None), dict) and part.id["type"] == "option"
    }
    assert keys == {"regimen", "role", "class", "agent", "transplant", "from", "to", "window"}
    json.dumps(page.to_plotly_json(), default=lambda part: part.to_plotly_json())


def test_table_4_as_printed_and_as_read(store: TrialStore) -> None:
    rows = of_type(
        protocols.table_4(store, ask(store, "?regimen=" + "~".join(store.cohorts["cohort"]))), "Tr"
    )
    cells = [[text(cell) for cell in of_type(row, "Td")][:7] for row in rows[1:]]
    assert cells[1] == [
        "1994-96",
        "7",
        "IRDM",
        "SIK + BMSC",
        "OKT3",
        "blank",
        "TAC, AZA or MMF, MP",
    ]
    assert cells[2][4:] == ["None", "TAC, MMF, MP", "as printed"]
    assert cells[6][4:] == ["C1H + ETC", "SIR, TAC  MMF", "SIR, TAC → MMF"]
    for row, cohort in zip(cells, store.cohorts.sort_values("position").itertuples(), strict=True):
        printed = [str(getattr(cohort, column)) for column in protocols.AS_PRINTED]
        assert [cell.replace("blank", "") for cell in row[:6]] == printed


def test_heavy_notes_of_table_4_lead_to_their_lines(store: TrialStore) -> None:
    request = ask(store, "?regimen=" + "~".join(store.cohorts["cohort"]))
    targets = {part.href for part in of_type(protocols.table_4(store, request), "A")}
    lines = {f"#{part.id}" for part in of_type(protocols.notes(store, request), "Details")}
    assert targets and targets <= lines
    assert of_type(protocols.notes(store, request), "Article") == []


def test_no_cohort_no_table_4(store: TrialStore) -> None:
    shown = protocols.table_4(store, ask(store, "?regimen=nct01143168"))
    assert "None of the protocols shown" in text(shown)


def test_records_in_both_readings(store: TrialStore) -> None:
    shown = protocols.records(store, ask(store, ""))
    assert links(shown) == {
        "2000–02, islet transplantation alone (n = 5; Table 4: 6)": "/protocols/miami-2000-02-ita",
        "2005–07, islet transplantation alone (n = 3)": "/protocols/miami-2005-07-ita",
        "NCT00315614": "/trials/NCT00315614",
        "NCT00021801": "/trials/NCT00021801",
    }
    rows = [[text(cell)[:11] for cell in of_type(row, "Td")] for row in of_type(shown, "Tr")[1:]]
    assert rows == [["NCT00315614", "NCT00021801"], ["NCT00021801", "NCT00315614"]]
    assert "tied to: 1998–99 ITA." in text(shown)


def test_counts_and_choices_in_words(store: TrialStore) -> None:
    shown = text(protocols.choice(store, ask(store, "?role=graft&phase=phase2")))
    total = len(store.regimen_events)
    grafts = int((store.regimen_events["role"] == "GRAFT").sum())
    assert f"7 of 12 protocols; {grafts} of {total} events. Role: Graft." in shown
    assert "only the condition applies" in shown
    assert "without effect on this page: phase." in shown


ISLETS_ALONE = "1998–99, 2000–02 and 2005–07: islets alone with CD34+ cells"


def test_ready_made_choices_say_what_they_show(store: TrialStore) -> None:
    ready = links(protocols.choice(store, ask(store, "?window=followup")))
    rows = store.regimens.set_index("regimen")
    cohorts = rows[rows["kind"] == "COHORT"]
    years = int(cohorts["first_year"].min()), int(cohorts["last_year"].max())
    assert f"All {len(cohorts)} Miami cohorts, {years[0]}–{years[1]}" in ready
    others = rows[rows["kind"] != "COHORT"]
    assert f"The {len(others)} other protocols: cells without a graft" in ready
    grafted = store.regimen_events.loc[store.regimen_events["role"] == "GRAFT", "regimen"]
    assert not set(grafted) & set(others.index)
    shown = rows.loc[list(FIRST_SHOWN), "years"].str.replace("-", "–")
    assert ISLETS_ALONE.startswith(f"{shown.iloc[0]}, {shown.iloc[1]} and {shown.iloc[2]}:")


def test_ready_made_choices_keep_the_window_and_the_trial_filters(store: TrialStore) -> None:
    ready = links(protocols.choice(store, ask(store, "?role=graft&phase=phase2&window=followup")))
    assert ready[ISLETS_ALONE] == "/protocols?phase=phase2&window=followup"
    assert ready["All 12 protocols"].count("~") == 11


def test_nothing_matches_names_what_to_relax(store: TrialStore) -> None:
    request = ask(store, "?agent=okt3&regimen=miami-2005-07-ita&window=transplant")
    shown = protocols.choice(store, request)
    assert any("empty-state" in getattr(part, "className", "") for part in parts(shown))
    assert links(shown) == {
        "Remove “Agent”": "/protocols?regimen=miami-2005-07-ita&window=transplant",
        "Remove “Regimen”": "/protocols?agent=okt3&window=transplant",
        "Remove all of them": "/protocols?window=transplant",
    }


def test_a_hostile_query_is_no_part_of_the_page(store: TrialStore) -> None:
    request = ask(store, "?regimen=<script>&from=9999&window=%00&class=~~~")
    assert "<script>" not in text(protocols.choice(store, request))


PLACES = {
    "?regimen=nct01143168": [],
    "": [],
    "?from=2007&to=1994": [],
    "?transplant=iak~sik~sil~ita": ["1–4 of 7", "5–7 of 7"],
    "?role=induction": ["1–4 of 7", "5–7 of 7"],
}


@pytest.mark.parametrize(("query", "places"), PLACES.items())
def test_more_than_four_protocols_are_parts(
    store: TrialStore, query: str, places: list[str]
) -> None:
    shown = protocols.timeline_parts(store, ask(store, query))
    found = [] if shown is None else list(links(shown))
    assert [words.split(":")[0] for words in found] == places


def test_parts_are_named_and_linked(store: TrialStore) -> None:
    shown = protocols.timeline_parts(store, ask(store, "?role=induction&window=followup"))
    assert links(shown) == {
        "1–4 of 7: 1994–96 IAK; 1994–96 SIK; 1994–97 SIL; 1996–98 SIK": (
            "/protocols?role=induction&window=followup"
        ),
        "5–7 of 7: 1998–99 ITA; 2000–02 ITA; 2005–07 ITA": (
            "/protocols?part=2&role=induction&window=followup"
        ),
    }


@pytest.mark.parametrize(
    ("part", "current"), [("", 0), ("&part=1", 0), ("&part=2", 1), ("&part=99", 1), ("&part=x", 0)]
)
def test_the_part_shown_is_marked(store: TrialStore, part: str, current: int) -> None:
    shown = protocols.timeline_parts(store, ask(store, f"?role=induction{part}"))
    items = of_type(shown, "Li")
    marked = [getattr(item, "aria-current", None) == "true" for item in items]
    assert marked == [place == current for place in range(2)]


def test_ready_made_choices_begin_with_the_first_part(store: TrialStore) -> None:
    every = "~".join(store.regimens["regimen"])
    shown = protocols.choice(store, ask(store, f"?regimen={every}&part=3"))
    current = [link for link in of_type(shown, "Link") if "current" in link.className]
    assert [text(link) for link in current] == ["All 12 protocols"]
    ready = [link.href for link in of_type(shown, "Link") if "chip" in link.className]
    assert len(ready) == 4
    assert not any("part=" in href for href in ready)
