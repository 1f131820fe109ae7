import pytest
from pptx.enum.chart import XL_CHART_TYPE

from components.figures.empty import NO_CHIMERISM
from components.slides.chimerism import chimerism_over_time
from components.theme import LIGHT
from data.link.state import PageState
from data.queries.outcomes import chimerism
from tests.components.slides.decks import (
    SUMMARY,
    alt_text,
    chart_of,
    graphics,
    ids_of,
    rows_of,
    slides_of,
    texts_of,
)


@pytest.fixture(scope="module")
def frame(store):
    return chimerism(store, PageState())


@pytest.fixture(scope="module")
def slide(frame):
    (slide,) = slides_of(chimerism_over_time, frame)
    return slide


def test_the_chart_holds_the_stated_levels(slide, frame):
    chart = chart_of(slide)
    assert chart.chart_type in (XL_CHART_TYPE.XY_SCATTER, XL_CHART_TYPE.XY_SCATTER_LINES)
    placed = frame[frame["placed"]]
    assert [tuple(one.values) for one in chart.plots[0].series] == [
        tuple(rows["value"]) for _, rows in placed.groupby("series", sort=False)
    ]
    levels = [row[:2] for row in rows_of(chart) if isinstance(row[0], int | float)]
    assert levels == list(zip(placed["month"], placed["value"], strict=True))
    assert chart.category_axis.axis_title.text_frame.text == "Months"
    assert chart.value_axis.axis_title.text_frame.text == "Donor cells, per cent"


def test_the_spread_is_the_printed_one(slide, frame):
    chart = chart_of(slide)
    spreads = [row[3] for row in rows_of(chart) if isinstance(row[3], int | float)]
    assert spreads == frame["spread"].dropna().tolist()
    series = list(chart._chartSpace.iter("{*}ser"))
    has_bars = [one.find("{*}errBars") is not None for one in series]
    placed = frame[frame["placed"]]
    stated = placed.groupby("series", sort=False)["spread"].apply(lambda own: own.notna().any())
    assert has_bars == stated.tolist()


def test_about_is_open_and_lines_are_dotted(slide, frame):
    series = list(chart_of(slide)._chartSpace.iter("{*}ser"))
    opened = [len(list(one.iter("{*}dPt"))) for one in series]
    assert opened == [2, 0, 0]
    assert "Open mark" in [node.get("name") for node in slide._element.iter("{*}cNvPr")]
    dashes = {one.find("{*}spPr").find(".//{*}prstDash").get("val") for one in series}
    assert dashes == {"sysDot"}
    colours = [next(one.find("{*}spPr").iter("{*}srgbClr")).get("val") for one in series]
    assert colours == [c.removeprefix("#").upper() for c in LIGHT.categories[:3]]


def test_every_statement_is_said(slide, frame):
    said = " ".join(texts_of(slide))
    for words in frame["value_printed"]:
        assert words in said
    assert "2005–07: not detectable at any assessed time point; no level stated" in said
    assert "1998–99, one patient: 1%" in said


def test_the_chart_is_described(slide):
    (graphic,) = graphics(slide)
    assert (graphic.name, alt_text(graphic)) == ("Chimerism over time", SUMMARY)
    assert len(ids_of(slide)) == len(set(ids_of(slide)))


def test_nothing_is_a_sentence(frame):
    (slide,) = slides_of(chimerism_over_time, frame.head(0))
    assert graphics(slide) == []
    assert NO_CHIMERISM in texts_of(slide)


def test_words_alone_need_no_chart(frame):
    (slide,) = slides_of(chimerism_over_time, frame[~frame["placed"]])
    assert graphics(slide) == []
    assert any("not detectable" in text for text in texts_of(slide))


def test_a_level_beyond_ten_per_cent_is_on_the_axis(frame):
    placed = frame[frame["placed"]].head(1)
    (slide,) = slides_of(chimerism_over_time, placed.assign(value=20.5, spread=1.0))
    assert chart_of(slide).value_axis.maximum_scale == 22


def test_hostile_words_stay_text(frame):
    (slide,) = slides_of(
        chimerism_over_time, frame.assign(cohort='=1+1 <b>&"\x07', value_printed="<i>\x07")
    )
    assert chart_of(slide).plots[0].series[0].name == '=1+1 <b>&"'
    assert "<i>" in texts_of(slide)
