import pandas as pd
import pytest

from data.link.options import ProtocolOptions
from data.link.state import PageState
from data.queries import regimens
from data.queries.how_known import how_known
from tests.imports import ARMS

CELLS, CYCLES, WEEKS = (f"nct0000004{n}.arm-1" for n in (1, 2, 3))
MIAMI = "miami-2005-07-ita"


def said(datasets, *codes):
    found = datasets.of_query(f"?dataset={ARMS}&regimen={'~'.join(codes)}")
    state = PageState(protocols=ProtocolOptions(regimen=codes), dataset=ARMS)
    return how_known(regimens.drawn(found, state))


def test_curated_protocols_alone_need_no_word(store, with_arms):
    assert how_known(regimens.drawn(store, PageState())) == ""
    assert said(with_arms, MIAMI) == ""
    assert how_known(regimens.drawn(store, PageState()).head(0)) == ""


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        ((CELLS,), "NCT00000041: days read by rule from the record’s words."),
        (
            (CELLS, MIAMI),
            "2005–07 ITA: curated from the review. NCT00000041: days read by rule from the "
            "record’s words.",
        ),
        (
            (CYCLES,),
            "NCT00000042: days read by rule from the record’s words. Of NCT00000042 one cycle is "
            "drawn, repeated every 28 days.",
        ),
    ],
)
def test_each_protocol_says_how_its_days_are_known(with_arms, codes, words):
    assert said(with_arms, *codes) == words


def test_weeks_that_are_counted_out_are_said_once(with_arms):
    words = said(with_arms, WEEKS, CELLS)
    assert words.startswith("NCT00000041 and NCT00000043: days read by rule from the records’")
    assert words.count("“week 4” stands at day 28") == 1


def test_many_of_one_kind_are_not_named_one_by_one(store):
    rows = regimens.drawn(store, PageState()).head(1).assign(regimen_kind="HOUSE_PROTOCOL")
    many = pd.concat([rows.assign(regimen=f"r-{n}", short_label=f"P {n}") for n in range(5)])
    assert how_known(many) == "All 5: as its hospital wrote it down."
    assert how_known(many.head(2)) == "P 0 and P 1: as its hospital wrote it down."


def frame_of(store, **cells):
    """One event of the review as if it were of another kind."""
    rows = regimens.drawn(store, PageState()).head(1)
    return rows.assign(**cells)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"regimen_kind": "HOUSE_PROTOCOL"}, "Ours: as its hospital wrote it down."),
        ({"regimen_kind": "STUDY_PROTOCOL"}, "Ours: as the study’s own file has it."),
        (
            {"regimen_kind": "TRIAL_ARM", "start_day": float("nan")},
            "Ours: no day read by rule from the record’s words.",
        ),
        (
            {
                "regimen_kind": "TRIAL_ARM",
                "start_day": 1.0,
                "remark": "One cycle is drawn; how long it is.",
            },
            "Ours: days read by rule from the record’s words. Of Ours one cycle is drawn, whose "
            "length is not stated.",
        ),
    ],
)
def test_every_kind_of_protocol_has_its_words(store, cells, words):
    assert how_known(frame_of(store, short_label="Ours", **cells)) == words
