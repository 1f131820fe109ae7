from dataclasses import replace

import pytest

from data.link.filters import TrialFilters
from data.link.options import ProtocolOptions
from data.link.state import PageState
from data.model import vocabulary as v
from data.queries import regimens
from data.store import TrialStore
from tests.regimen_sets import FIRST_SHOWN

TABLE_4 = [
    ("1994-96", 1, "IRDM", "IAK + BMSC", "ALG", "TAC, AZA or MMF, MP"),
    ("1994-96", 7, "IRDM", "SIK + BMSC", "OKT3", ""),
    ("1994-97", 5, "T1D", "SIL + BMSC", "None", "TAC, MMF, MP"),
    ("1996-98", 1, "T1D", "SIK + BMSC", "OKT3", "TAC, AZA or MMF, MP"),
    ("1998-99", 5, "T1D", "ITA + CD34+ BMSC", "DAC or ATG (n = 1)", "TAC, MMF, MP, CYA (n = 1)"),
    ("2000-02", 6, "T1D", "ITA + CD34+ BMSC", "DAC ± INF", "SIR, TAC"),
    ("2005-07", 3, "T1D", "ITA + CD34+ BMSC", "C1H + ETC", "SIR, TAC  MMF"),
]


def state(condition: tuple[str, ...] = (), **options: object) -> PageState:
    filters = TrialFilters.of({"condition": condition})
    return PageState(filters, protocols=ProtocolOptions(**options))  # type: ignore[arg-type]


def everything(store: TrialStore) -> PageState:
    return state(regimen=tuple(store.regimens["regimen"]))


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (state(), list(FIRST_SHOWN)),
        (state(window="transplant"), list(FIRST_SHOWN)),
        (state(regimen=("nct01143168",)), ["nct01143168"]),
        (state(transplant=("SIL",)), ["miami-1994-97-sil"]),
        (state(transplant=("SIL",), regimen=("nct01143168",)), []),
        (state(year_from="2005"), ["miami-2005-07-ita"]),
        # the years of a cohort overlap the filter
        (
            state(year_from="1995", year_to="1995"),
            ["miami-1994-96-iak", "miami-1994-96-sik", "miami-1994-97-sil"],
        ),
        (state(year_from="2007", year_to="1994"), []),
        (state(("T2D",)), ["t2d-marrow-oxygen", "t2d-gastroduodenal-artery"]),
        # without a chosen regimen a filter on events keeps those that have such an event
        (state(agent=("okt3",)), ["miami-1994-96-sik", "miami-1996-98-sik"]),
        (state(role=("MOBILISATION",)), ["t1d-autologous-hsct", "t1d-pancreatic-artery"]),
        (state(agent=("okt3",), regimen=("nct01143168",)), ["nct01143168"]),
    ],
)
def test_which_regimens_show(store: TrialStore, chosen: PageState, expected: list[str]) -> None:
    assert regimens.selected(store, chosen)["regimen"].tolist() == expected


def test_filters_of_registry_fields_change_nothing(store: TrialStore) -> None:
    filtered = PageState(TrialFilters.of({"phase": ("PHASE4",)}, text="nothing like it"))
    assert regimens.events(store, filtered).equals(regimens.events(store, PageState()))


@pytest.mark.parametrize(
    ("options", "column", "expected"),
    [
        ({"role": ("GRAFT",)}, "role", {"GRAFT"}),
        ({"agent_class": ("MTOR_INHIBITOR",)}, "agent_class", {"MTOR_INHIBITOR"}),
        ({"agent": ("etc", "inf")}, "agent", {"etc", "inf"}),
        ({"agent": ("etc",), "role": ("GRAFT",)}, "agent", set()),
    ],
)
def test_filters_on_events(
    store: TrialStore, options: dict[str, object], column: str, expected: set[str]
) -> None:
    rows = regimens.events(store, state(**options))
    assert set(rows[column].astype("str")) == expected


def test_all_events_come_once_and_in_drawing_order(store: TrialStore) -> None:
    rows = regimens.events(store, everything(store))
    assert sorted(rows["event"]) == sorted(store.regimen_events["event"])
    order = [
        (
            row.regimen_position,
            v.EVENT_ROLE.codes.index(row.role),
            v.AGENT_CLASS.codes.index(row.agent_class),
            row.agent,
        )
        for row in rows.itertuples()
    ]
    assert order == sorted(order)


def test_labels_stand_beside_codes(store: TrialStore) -> None:
    rows = regimens.events(store, everything(store))
    for label, column, vocabulary in regimens.CODE_LABELS:
        assert (rows[label] == rows[column].astype("str").map(vocabulary.labels)).all()
    assert not rows[["agent_name", "agent_code", "regimen_label", "target"]].isna().any().any()


def test_the_query_leaves_the_store_as_it_is(store: TrialStore) -> None:
    before = store.regimen_events.copy()
    regimens.events(store, everything(store))
    regimens.notes(store, everything(store))
    assert store.regimen_events.equals(before)


@pytest.mark.parametrize(
    ("agent", "days"),
    [
        ("c1h", [(-1, -1), (0, 0)]),
        ("etc", [(0, 0), (0, 14)]),
        ("tac", [(-1, 91)]),
        ("sir", [(-1, 122), (122, None)]),
        ("mmf", [(91, None)]),
        ("islets", [(0, 0)]),
        ("marrow-cd34", [(5, 5), (11, 11)]),
    ],
)
def test_days_of_2005_07(
    store: TrialStore, agent: str, days: list[tuple[float, float | None]]
) -> None:
    rows = regimens.events(store, state(regimen=("miami-2005-07-ita",), agent=(agent,)))
    ends = rows["end_day"].astype(object).where(rows["end_day"].notna(), None)
    assert list(zip(rows["start_day"], ends, strict=True)) == days


def test_table_4_is_printed_cell_by_cell(store: TrialStore) -> None:
    rows = regimens.induction_maintenance(store, everything(store))
    columns = ["years_printed", "n", "indication_printed", "transplant_printed"]
    columns += ["induction_printed", "maintenance_printed"]
    assert [tuple(row) for row in rows[columns].itertuples(index=False)] == TABLE_4
    differing = rows[rows["maintenance_printed"] != rows["maintenance_read_as"]]
    assert differing["maintenance_read_as"].tolist() == ["TAC, AZA or MMF, MP", "SIR, TAC → MMF"]


def test_table_4_holds_no_other_protocol(store: TrialStore) -> None:
    assert regimens.induction_maintenance(store, state(regimen=("nct01143168",))).empty


def test_both_readings_of_the_records(store: TrialStore) -> None:
    rows = regimens.linked_trials(store, PageState())
    found = set(zip(rows["regimen"], rows["nct_id"], rows["reading"].astype("str"), strict=True))
    assert found == {
        ("miami-2000-02-ita", "NCT00315614", "REVIEW_TEXT"),
        ("miami-2000-02-ita", "NCT00021801", "REGISTRY_RECORD"),
        ("miami-2005-07-ita", "NCT00021801", "REVIEW_TEXT"),
        ("miami-2005-07-ita", "NCT00315614", "REGISTRY_RECORD"),
    }
    assert rows["title"].notna().all()
    assert regimens.linked_trials(store, state(regimen=("t2d-marrow-oxygen",))).empty


def test_notes_come_once_the_heavy_ones_first(store: TrialStore) -> None:
    rows = regimens.notes(store, PageState())
    assert rows["note"].is_unique
    weights = [v.NOTE_WEIGHT.codes.index(weight) for weight in rows["weight"]]
    assert weights == sorted(weights)
    assert {"lost-arrow-2005", "atg-and-cya-numbers", "day-zero"} <= set(rows["note"])
    assert "okt3-and-alg-numbers" not in set(rows["note"])  # of a cohort that is not shown
    assert regimens.notes(store, state(year_from="2007", year_to="1994")).empty


@pytest.mark.parametrize(
    ("chosen", "keys"),
    [
        (state(), ()),
        (state(window="followup"), ()),
        (
            state(
                ("T1D",),
                role=("GRAFT",),
                agent_class=("TISSUE_GRAFT",),
                year_from="1994",
                year_to="2000",
            ),
            ("condition", "role", "class", "from", "to"),
        ),
    ],
)
def test_active_keys(store: TrialStore, chosen: PageState, keys: tuple[str, ...]) -> None:
    assert regimens.active_keys(store, chosen) == keys
    cleared = regimens.without(chosen, *keys)
    assert regimens.active_keys(store, cleared) == ()
    assert cleared.protocols.window == chosen.protocols.window


def test_without_takes_off_one_key_alone() -> None:
    chosen = state(("T1D",), role=("GRAFT",), agent_class=("TISSUE_GRAFT",), year_to="2000")
    assert regimens.without(chosen, "class") == replace(
        chosen, protocols=replace(chosen.protocols, agent_class=())
    )
    assert regimens.without(chosen, "to").protocols.year_to == ""
    assert regimens.without(chosen, "condition").filters.codes("condition") == ()


def test_relaxations_say_what_each_choice_costs(store: TrialStore) -> None:
    chosen = state(regimen=("miami-2005-07-ita",), agent=("okt3",))
    rows = regimens.relaxations(store, chosen)
    assert rows[["key", "regimens", "events"]].to_numpy().tolist() == [
        ["agent", 1, 11],
        ["regimen", 2, 2],
    ]
    assert regimens.relaxations(store, PageState()).empty


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        (state(), ""),
        (state(role=("GRAFT", "INDUCTION")), "Role: Graft or Induction"),
        (
            state(("T2D",), year_from="1998", agent=("tac",)),
            "Condition: Type 2 diabetes; Agent: Tacrolimus; From: 1998",
        ),
        (
            state(regimen=("miami-1998-99-ita", "miami-2000-02-ita", "miami-2005-07-ita")),
            "Regimen: 1998–99 ITA or 2000–02 ITA or 2005–07 ITA",
        ),
    ],
)
def test_choices_in_words(store: TrialStore, chosen: PageState, words: str) -> None:
    assert regimens.describe(store, chosen) == words


def test_all_regimens_in_words(store: TrialStore) -> None:
    assert regimens.describe(store, everything(store)) == f"Regimen: all {len(store.regimens)}"


@pytest.mark.parametrize(
    ("chosen", "whole"),
    [
        (state(), True),
        (state(("T2D",), year_from="1998", regimen=("miami-1998-99-ita",)), True),
        (state(role=("INDUCTION",)), False),
        (state(agent=("tac",)), False),
        (state(agent_class=("CYTOKINE",)), False),
    ],
)
def test_a_choice_of_events_shows_no_protocol_whole(chosen: PageState, whole: bool) -> None:
    assert regimens.shows_whole(chosen) == whole


def test_at_a_glance_are_all_cohorts_or_those_chosen(store: TrialStore) -> None:
    shown = regimens.at_a_glance(store, state())["regimen"].tolist()
    assert shown == store.cohorts["cohort"].tolist()
    every = regimens.glance_events(store, everything(store))
    assert every["regimen"].nunique() == len(store.regimens)
    none = regimens.glance_events(store, state(role=("INDUCTION",))).query("agent == ''")
    assert none["regimen"].tolist() == ["miami-1994-97-sil"]


SIL = "miami-1994-97-sil"


@pytest.mark.parametrize(
    ("chosen", "nones"),
    [
        (state(), 0),
        (state(regimen=(SIL,)), 1),
        (state(regimen=(SIL,), role=("INDUCTION",)), 1),
        (state(regimen=(SIL,), role=("INDUCTION", "GRAFT")), 1),
        (state(role=("INDUCTION",)), 1),
        # what is not asked for is not said
        (state(regimen=(SIL,), role=("MAINTENANCE",)), 0),
        (state(regimen=(SIL,), agent=("tac",)), 0),
        (state(regimen=(SIL,), agent_class=("CORTICOSTEROID",)), 0),
        (state(regimen=("nct01143168",)), 0),
        (state(year_from="2007", year_to="1994"), 0),
    ],
)
def test_a_printed_none_is_drawn_where_it_is_asked_for(
    store: TrialStore, chosen: PageState, nones: int
) -> None:
    rows, events = regimens.drawn(store, chosen), regimens.events(store, chosen)
    assert int((rows["agent"] == "").sum()) == nones
    assert len(rows) == len(events) + nones
    assert rows.dtypes.equals(events.dtypes)
    assert rows[rows["agent"] != ""]["event"].tolist() == events["event"].tolist()


def test_a_printed_none_says_where_it_is_printed(store: TrialStore) -> None:
    rows = regimens.drawn(store, state(regimen=(SIL,)))
    (none,) = rows[rows["agent"] == ""].itertuples()
    assert (none.role, none.role_label, none.agent_code) == ("INDUCTION", "Induction", "none")
    assert (none.locator, none.source) == ("Table 4, row 3", "review-2010")
    assert (none.certainty, none.coverage) == ("STATED", "ALL")
    assert none.regimen_label == "1994–97, simultaneous islet-liver (n = 5)"
    missing = rows[["start_day", "end_day", "tolerance_days"]][rows["agent"] == ""]
    assert missing.isna().all().all()


def test_printed_nones_stand_in_the_order_of_the_drawing(store: TrialStore) -> None:
    rows = regimens.drawn(store, everything(store))
    order = [
        (row.regimen_position, v.EVENT_ROLE.codes.index(row.role)) for row in rows.itertuples()
    ]
    assert order == sorted(order)
    assert rows.loc[rows["agent"] == "", "regimen"].tolist() == [SIL]


def test_printed_nones_are_of_the_regimens_shown(store: TrialStore) -> None:
    chosen = state(regimen=(SIL,))
    events = regimens.events(store, chosen)
    shown = regimens.selected(store, chosen)
    assert len(regimens.with_printed_none(store, shown, chosen, events)) == len(events) + 1
    nothing = regimens.with_printed_none(store, shown.iloc[:0], chosen, events.iloc[:0])
    assert nothing.empty and nothing.columns.equals(events.columns)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        # every cohort, where nothing is chosen
        (state(), [row[0] for row in TABLE_4]),
        (state(window="followup", part=2), [row[0] for row in TABLE_4]),
        (state(role=("INDUCTION",)), [row[0] for row in TABLE_4]),
        (state(regimen=("nct01143168",)), ["nct01143168"]),
        (state(("T2D",)), ["t2d-marrow-oxygen", "t2d-gastroduodenal-artery"]),
        (state(agent=("okt3",)), ["1994-96", "1996-98"]),
        (state(year_from="2007", year_to="1994"), []),
    ],
)
def test_regimens_at_a_glance(store: TrialStore, chosen: PageState, expected: list[str]) -> None:
    years = dict(zip(store.cohorts["cohort"], store.cohorts["years_printed"], strict=True))
    shown = regimens.at_a_glance(store, chosen)["regimen"]
    assert [years.get(regimen, regimen) for regimen in shown] == expected
    events = regimens.glance_events(store, chosen)
    assert list(dict.fromkeys(events["regimen"])) == shown.tolist()
    asked = not (chosen.protocols.agent or chosen.protocols.agent_class)
    assert int((events["agent"] == "").sum()) == (asked and SIL in set(shown))


def test_without_cohorts_every_regimen_is_at_a_glance(store: TrialStore) -> None:
    others = store.regimens[store.regimens["kind"] != "COHORT"]
    shown = regimens.at_a_glance(replace(store, regimens=others), state())
    assert shown["regimen"].tolist() == others["regimen"].tolist()
    nothing = regimens.at_a_glance(replace(store, regimens=others.iloc[:0]), state())
    assert nothing.empty


@pytest.mark.parametrize(
    ("agent_code", "words"),
    [
        ("ATG", ("day −1", "day 3")),
        ("TAC", ("day 0", regimens.GOES_ON)),
        ("Islets", (regimens.BY_DEFINITION, regimens.BY_DEFINITION)),
    ],
)
def test_days_without_printed_words_are_said_as_days(
    protocols: TrialStore, agent_code: str, words: tuple[str, str]
) -> None:
    rows = regimens.events(protocols, state(regimen=("ours.standard-2024",)))
    (row,) = rows[rows["agent_code"] == agent_code].to_dict("records")
    assert (row["start_words"], row["end_words"]) == words
