import pytest

from app import create_app
from components.elements.upright_matrix import matrix_upright
from components.theme import DARK, LIGHT
from data.datasets.catalogue import Datasets
from data.queries.agent_matrix import NONE, STATES, agent_matrix
from tests.components.pages.trees import elements, text


@pytest.fixture(scope="module")
def frame(store):
    create_app(Datasets((store,)))  # links need the prefix of an app
    return agent_matrix(store)


def rows_of(markup):
    (body,) = elements(markup, "tbody")
    return list(elements(body, "tr"))


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_each_used_cell_is_a_square_that_says_its_state_and_leads_to_its_events(frame, palette):
    markup = matrix_upright(frame, palette)
    links = list(elements(markup, "Link"))
    used = frame[frame["events"] != ""]
    assert {link[1]["href"].partition("?")[2] for link in links} == {
        f"agent={row.agent}&regimen={row.cohort}" for row in used.itertuples()
    }
    assert len(links) == len(used)
    assert all(text(link).strip("?") for link in links)


def test_a_printed_none_stands_once_over_its_rows(frame):
    markup = matrix_upright(frame, LIGHT)
    (none,) = (cell for cell in elements(markup, "td") if "rowSpan" in cell[1])
    assert (none[1]["rowSpan"], text(none)) == (7, "Induction: none")
    widths = [len(list(elements(row, "td"))) for row in rows_of(markup)]
    assert widths == [7] + [6] * 6 + [7] * (len(widths) - 7)


def test_every_cohort_and_agent_is_named(frame):
    markup = matrix_upright(frame, LIGHT)
    (head,) = elements(markup, "thead")
    assert [text(cell) for cell in elements(head, "th")][1] == "1994–96 IAK, n = 1"
    assert len(rows_of(markup)) == frame["agent"].nunique()
    said = text(markup)
    assert "▲ MP" in said
    assert "OKT3 1994–96 SIK ≤5/7" in said
    assert said.count("Empty: not mentioned in its description") == 1


@pytest.mark.parametrize("state", STATES)
def test_each_state_is_drawn_alone(frame, state):
    own = frame.head(7).assign(state=state, two_numbers="")
    assert len(rows_of(matrix_upright(own, LIGHT))) == 1 or state == NONE


def test_a_hostile_name_is_text(frame):
    own = frame.head(7).assign(agent_code="<img src=x>", cohort_label="<b>1 x")
    assert "<img src=x>" in text(matrix_upright(own, LIGHT))
