import pandas as pd
import pytest

from components.figures.empty import NO_TRIAL
from components.slides.sheet import Sheet, SlideText, new_deck
from components.slides.trial_list import trial_list

LONG = "Autologous transplantation of cells " * 12


def made(titles: list[str]) -> list:
    """The slides of a list of so many trials."""
    frame = pd.DataFrame(
        {
            "nct_id": [f"NCT{n:08d}" for n in range(len(titles))],
            "title": titles,
            "phase": ["Phase 1"] * len(titles),
            "enrollment": ["Not stated"] * len(titles),
            "trials_listed": [len(titles)] * len(titles),
        }
    )
    deck = new_deck()
    trial_list(frame, Sheet(deck, SlideText("List", "choice", ("source",), "summary", ())))
    return list(deck.slides)


def tables(slides) -> list:
    return [shape for slide in slides for shape in slide.shapes if shape.has_table]


@pytest.mark.parametrize(
    "titles", [["a"], ["a"] * 19, ["a"] * 100, [LONG] * 19, ["x" * 400] * 3, ["a", LONG, ""] * 9]
)
def test_every_trial_stands_once_in_order_and_within_the_slide(titles):
    slides = made(titles)
    found = tables(slides)
    assert len(found) == len(slides)
    names = []
    for shape in found:
        head, *rows = shape.table.rows
        assert [cell.text for cell in head.cells] == [
            "Registry number",
            "Title",
            "Phase",
            "Enrolment",
        ]
        names += [row.cells[0].text for row in rows]
        assert shape.top + sum(row.height for row in shape.table.rows) <= 488 * 12_700
        sizes = {int(each) for each in shape._element.xpath(".//a:rPr/@sz")}
        assert sizes == {1200}
    assert names == [f"NCT{n:08d}" for n in range(len(titles))]


def test_a_long_title_gives_way_in_the_middle():
    (shape,) = tables(made([LONG + "the end"]))
    title = shape.table.rows[1].cells[1].text
    assert " … " in title
    assert title.endswith("the end")


def test_a_list_of_nothing_says_so():
    (slide,) = made([])
    assert not tables([slide])
    inside = [each for shape in slide.shapes if shape.shape_type == 6 for each in shape.shapes]
    assert [each.text_frame.text for each in inside if each.has_text_frame].count(NO_TRIAL) == 1
