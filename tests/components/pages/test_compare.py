import re
from typing import Any

import pytest
from dash import Dash

from components.elements.compare_links import FULL, compare_link
from components.elements.request import PageRequest
from components.pages import compare, protocols
from components.theme import LIGHT
from data.queries.comparison import compared
from data.store import TrialStore
from tests.components.pages.trees import of_type, panels, parts, text
from tests.regimen_sets import COMPARED

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


def picker(tree: Any) -> Any:
    (found,) = (each for each in of_type(tree, "Dropdown") if each.id["key"] == "compare")
    return found


@pytest.mark.parametrize(
    ("query", "chosen"),
    [
        ("", [Y2000, Y2005]),
        (f"?compare={Y2000}~{Y2005}", [Y2000, Y2005]),
        (f"?compare={Y1998}", [Y1998]),
        (f"?compare={FOUR}", FOUR.split("~")),
    ],
)
def test_the_picker_holds_what_is_compared(store: TrialStore, query, chosen) -> None:
    assert picker(compare.layout(store, ask(store, query))).value == chosen


@pytest.mark.parametrize(("query", "disabled"), [("", 0), (f"?compare={FOUR}", 8)])
def test_at_four_the_other_options_are_disabled_and_say_why(store, query, disabled) -> None:
    control = picker(compare.layout(store, ask(store, query)))
    shut = [option for option in control.options if option.get("disabled")]
    assert len(control.options) == 12
    assert len(shut) == disabled
    assert {option["title"] for option in shut} <= {FULL}
    assert not {option["value"] for option in shut} & set(control.value)


def test_the_choice_is_counted_and_each_protocol_can_be_taken_out(store: TrialStore) -> None:
    part = compare.choice(store, ask(store, ""))
    said = text(part)
    assert said.startswith("2 of at most 4")
    assert "Shown while nothing else is chosen." in said
    assert links(part)["2000–02 ITA ×"] == f"/compare?compare={Y2005}"
    four = text(compare.choice(store, ask(store, f"?compare={FOUR}")))
    assert four.startswith("4 of at most 4")
    assert FULL in four
    assert "Shown while" not in four


def test_the_default_comparison_is_no_part_of_an_address(store: TrialStore) -> None:
    assert ask(store, f"?compare={Y2000}~{Y2005}").state.to_query() == ""


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
    for title, chosen in COMPARED:
        query = found[title].removeprefix("/compare")
        assert compared(store, ask(store, query).state) == chosen
        assert "window=followup" in query
        assert set(chosen) <= set(store.regimens["regimen"])


COHORT_PARTS = re.compile(r"[A-Za-z0-9-]+")


def test_ready_made_titles_name_the_years_of_their_protocols(store: TrialStore) -> None:
    rows = store.regimens.set_index("regimen")
    for title, chosen in COMPARED:
        spans = [str(years).replace("-", "–") for years in rows.loc[list(chosen), "years"] if years]
        if spans:
            named = re.findall(r"\d{4}–\d{2}", title.partition(":")[0])
            assert (named[0], named[-1]) == (spans[0], spans[-1])


def test_ready_made_titles_name_the_agents_of_their_protocols(store: TrialStore) -> None:
    """One part a protocol, of its induction or, without one, of agents among its events."""
    events = store.regimen_events.merge(store.agents[["agent", "code"]], on="agent")
    induction = events["role"].isin(["INDUCTION", "ANTI_INFLAMMATORY"])
    for title, chosen in COMPARED:
        parts = re.sub(r", then |, ", "|", title.partition(": ")[2]).split("|")
        assert len(parts) == len(chosen)
        for part, regimen in zip(parts, chosen, strict=True):
            words = set(COHORT_PARTS.findall(part)) - {"or"}
            own = events["regimen"] == regimen
            if regimen in set(store.cohorts["cohort"]):
                said = set(events.loc[own & induction, "code"]) or {"none"}
                assert words == said
            else:
                group = words & {"T1D", "T2D"}
                assert group == {
                    str(store.regimens.set_index("regimen")["condition_group"][regimen])
                }
                codes = {str(code).lower() for code in events.loc[own, "code"]}
                assert {word.lower() for word in words - group} <= codes


def test_the_table_comes_first_and_the_timeline_after_it(store: TrialStore) -> None:
    page = compare.layout(store, ask(store, ""))
    slugs = [graph.id["view"] for graph in of_type(page, "Graph")]
    assert slugs == ["comparison", "comparison-timeline"]


def test_the_words_of_each_protocol(store: TrialStore) -> None:
    articles = compare.words(store, ask(store, ""))
    assert [text(article.children[0]) for article in articles] == ["2000–02 ITA", "2005–07 ITA"]
    assert "Induction: Campath-1H (alemtuzumab) (C1H): 20 mg" in text(articles[1])


@pytest.mark.parametrize(
    ("query", "regimen", "href"),
    [
        ("", Y1998, f"/compare?compare={Y2000}~{Y2005}~{Y1998}"),
        ("", Y2000, f"/compare?compare={Y2005}"),
        (f"?compare={Y1998}", Y2005, f"/compare?compare={Y1998}~{Y2005}"),
        (f"?compare={Y1998}~{Y2005}", Y1998, f"/compare?compare={Y2005}"),
        ("?condition=t1d&role=induction", Y1998, None),
    ],
)
def test_the_tick_toggles_and_keeps_the_state(store, query, regimen, href) -> None:
    request = ask(store, query, "/protocols")
    tick = compare_link(store, request, regimen)
    if href is None:
        three = f"{Y2000}~{Y2005}~{Y1998}"
        assert tick.href == f"/compare?compare={three}&condition=t1d&role=induction"
    else:
        assert tick.href == href


def test_a_fifth_protocol_cannot_be_ticked(store: TrialStore) -> None:
    tick = compare_link(store, ask(store, f"?compare={FOUR}"), Y2000, "2000–02 ITA")
    assert type(tick).__name__ == "Span"
    assert tick.title == FULL


def test_the_protocols_page_has_a_tick_for_each_shown(store: TrialStore) -> None:
    found = links(protocols.choice(store, ask(store, "", "/protocols")))
    assert found["☐ Compare 1998–99 ITA"] == f"/compare?compare={Y2000}~{Y2005}~{Y1998}"
    assert found["☑ Compare 2000–02 ITA (chosen)"] == f"/compare?compare={Y2005}"
    assert len([name for name in found if "Compare" in name]) == 3
