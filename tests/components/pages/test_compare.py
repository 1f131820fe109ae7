from typing import Any

import pytest
from dash import Dash

from components.elements.compare_links import compare_link
from components.elements.request import PageRequest
from components.pages import compare, protocols
from components.theme import LIGHT
from data.queries.comparison import compared
from data.store import TrialStore
from tests.components.pages.trees import of_type, panels, parts, text

Y1998, Y2000, Y2005 = "miami-1998-99-ita", "miami-2000-02-ita", "miami-2005-07-ita"
FOUR = "miami-1994-96-sik~miami-1994-97-sil~miami-1998-99-ita~miami-2005-07-ita"


@pytest.fixture(autouse=True)
def app() -> Dash:
    """Links need an app that knows its prefix."""
    return Dash("tests")


def ask(store: TrialStore, query: str, path: str = "/compare") -> PageRequest:
    return PageRequest.of(path, query, store.known, LIGHT)


def links(tree: Any) -> dict[str, str]:
    return {text(link): link.href for link in of_type(tree, "Link")}


@pytest.mark.parametrize(
    "query",
    ["", f"?compare={FOUR}", f"?compare={Y1998}", "?window=followup", "?compare=no~<b>x</b>"],
)
def test_the_page_lays_out(store: TrialStore, query: str) -> None:
    page = compare.layout(store, ask(store, query))
    assert len(of_type(page, "H1")) == 1
    assert panels(page) == list(compare.PANELS)
    keys = {
        part.id["key"]
        for part in parts(page)
        if isinstance(getattr(part, "id", None), dict) and part.id["type"] == "option"
    }
    assert keys == {"compare", "window"}


def test_the_choice_in_words(store: TrialStore) -> None:
    said = text(compare.choice(store, ask(store, "")))
    assert said.startswith(
        "2 of 12 protocols. 2000–02, islet transplantation alone (n = 5; Table 4: 6) and "
        "2005–07, islet transplantation alone (n = 3)."
    )


def test_one_protocol_is_not_enough(store: TrialStore) -> None:
    part = compare.choice(store, ask(store, f"?compare={Y1998}"))
    assert "Choose at least two protocols" in text(part)
    found = links(part)
    assert found["2000–02, islet transplantation alone (n = 5; Table 4: 6)"] == (
        f"/compare?compare={Y1998}~{Y2000}"
    )
    assert "1998–99, islet transplantation alone (n = 5)" not in found


def test_ready_made_comparisons_are_links_to_themselves(store: TrialStore) -> None:
    found = links(compare.choice(store, ask(store, "?window=followup")))
    for title, chosen in compare.READY_MADE:
        query = found[title].removeprefix("/compare")
        assert compared(ask(store, query).state) == chosen
        assert "window=followup" in query
        assert set(chosen) <= set(store.regimens["regimen"])


def test_the_sentences_of_the_four(store: TrialStore) -> None:
    said = text(compare.in_sentences(store, ask(store, f"?compare={FOUR}")))
    assert "Antilymphocyte antibodies, both classes: OKT3 or ALG / none / DAC or ATG / C1H." in said
    assert "T-cell-depleting antibody: OKT3 or ALG / none / ATG / C1H." in said


def test_the_table_marks_what_differs_by_text(store: TrialStore) -> None:
    rows = {
        text(row.children[0]): row for row in of_type(compare.table(store, ask(store, "")), "Tr")
    }
    tac = rows["TacrolimusMaintenance · Calcineurin inhibitor"]
    assert "≠ End: weaned from day 365" in text(tac)
    assert "≠ Trough: not stated" in text(tac.children[1])
    assert text(tac.children[3]) == "Other end, schedule\nNot stated everywhere: start, trough"
    assert "Where: Table 4, row 7" in text(tac.children[2])
    campath = rows["Campath-1H (alemtuzumab)Induction · T-cell-depleting antibody"]
    assert text(campath.children[1]) == "not used"
    assert text(campath.children[3]) == "Only in 2005–07 ITA"


def test_a_printed_none_stands_in_the_table(store: TrialStore) -> None:
    said = text(compare.table(store, ask(store, f"?compare={FOUR}")))
    assert "none (as printed)" in said


def test_the_words_of_each_protocol(store: TrialStore) -> None:
    articles = compare.words(store, ask(store, ""))
    assert [text(article.children[0]) for article in articles] == ["2000–02 ITA", "2005–07 ITA"]
    assert "Induction: Campath-1H (alemtuzumab) (C1H): 20 mg" in text(articles[1])


@pytest.mark.parametrize(
    ("query", "regimen", "href"),
    [
        ("", Y1998, f"/compare?compare={Y1998}"),
        (f"?compare={Y1998}", Y2005, f"/compare?compare={Y1998}~{Y2005}"),
        (f"?compare={Y1998}~{Y2005}", Y1998, f"/compare?compare={Y2005}"),
        ("?condition=t1d&role=induction", Y1998, None),
    ],
)
def test_the_tick_toggles_and_keeps_the_state(store, query, regimen, href) -> None:
    request = ask(store, query, "/protocols")
    tick = compare_link(request, regimen)
    if href is None:
        assert tick.href == f"/compare?compare={Y1998}&condition=t1d&role=induction"
    else:
        assert tick.href == href


def test_a_fifth_protocol_cannot_be_ticked(store: TrialStore) -> None:
    tick = compare_link(ask(store, f"?compare={FOUR}"), Y2000, "2000–02 ITA")
    assert type(tick).__name__ == "Span"
    assert "compared already" in tick.title


def test_the_protocols_page_has_a_tick_for_each_shown(store: TrialStore) -> None:
    found = links(protocols.choice(store, ask(store, "", "/protocols")))
    assert found["☐ Compare 1998–99 ITA"] == f"/compare?compare={Y1998}"
    assert len([name for name in found if "Compare" in name]) == 3
