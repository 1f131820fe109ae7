import pytest

from data.datasets.catalogue import load_dataset
from data.link.options import ProtocolOptions
from data.link.state import PageState
from data.queries import arm_matrix as query
from data.queries.arm_matrix import COLUMNS, DRAWN, LINKS, arm_matrix, class_of
from data.queries.arm_regimens import arm_regimen
from tests.arm_samples import arm, given, record, store_of
from tests.data.readers.aact_samples import FULL_TABLES, write_tables
from tests.data.readers.samples import FULL_ROW, csv_text, imported

ONE, TWO = "NCT00000001", "NCT00000002"


@pytest.fixture
def links(tmp_path):
    """(arm, intervention, link) of each row of one record."""

    def of(*arms, interventions=(), **more):
        store = store_of(tmp_path, record(ONE, arms, interventions, **more))
        frame = arm_matrix(store, (ONE,))
        assert tuple(frame.columns) == COLUMNS
        return list(zip(frame["arm_name"], frame["intervention"], frame["link"], strict=True))

    return of


@pytest.mark.parametrize(
    ("arms", "interventions", "rows"),
    [
        ([], [], [("", "", "NOTHING")]),
        ([arm("A", "Drug: X")], [given("X")], [("A", "X", "LINKED")]),
        # either side may name the other, and both name one link
        ([arm("A")], [given("X", "A")], [("A", "X", "LINKED")]),
        ([arm("A", "Drug: X")], [given("X", "A")], [("A", "X", "LINKED")]),
        ([arm("A")], [], [("A", "", "NO_INTERVENTION")]),
        ([], [given("X")], [("", "X", "NO_ARMS")]),
        ([arm("A")], [given("X")], [("A", "", "NO_INTERVENTION"), ("", "X", "NO_ARM")]),
        ([arm("A", "Drug: Y")], [], [("A", "Drug: Y", "NAMED_ONLY")]),
        (
            [arm("A", "Drug: X")],
            [given("X", "A", "Gone")],
            [("A", "X", "LINKED"), ("Gone", "X", "ARM_NOT_LISTED")],
        ),
        # the name fits two of the list, and neither of them names the arm
        (
            [arm("A", "Drug: X")],
            [given("X"), given("X")],
            [("A", "Drug: X", "NAMED_ALIKE"), ("", "X", "NO_ARM"), ("", "X", "NO_ARM")],
        ),
        # one of the two names the arm: the link stands already
        (
            [arm("A", "Drug: X")],
            [given("X", "A"), given("X")],
            [("A", "X", "LINKED"), ("", "X", "NO_ARM")],
        ),
    ],
)
def test_each_link_is_a_row_and_what_has_none_says_so(links, arms, interventions, rows):
    assert links(*arms, interventions=interventions) == rows


def test_every_code_has_words_and_those_drawn_are_codes():
    assert set(DRAWN) <= set(LINKS)
    assert len(set(LINKS.values())) == len(LINKS)


def test_words_beside_a_link(tmp_path):
    store = store_of(
        tmp_path,
        record(
            ONE,
            [arm("A  b", "Drug: X", kind="SHAM_COMPARATOR"), arm("C", kind="")],
            [given("X", otherNames=["Ex", "Y"], description="10 mg")],
        ),
    )
    first, second = arm_matrix(store, (ONE,)).to_dict("records")
    assert (first["arm_name"], first["arm_type_label"]) == ("A b", "Sham comparator")
    assert (first["type_label"], first["other_names"]) == ("Drug", "Ex; Y")
    assert first["intervention_description"] == "10 mg"
    assert (first["link_label"], first["class_basis"]) == ("Listed for this arm", query.BY_TYPE)
    assert "records.json" in first["locator"]
    assert second["arm_type_label"] == "Type not stated"


def test_groups_of_an_observational_study_have_no_type(tmp_path):
    design = {"studyType": "OBSERVATIONAL"}
    store = store_of(
        tmp_path, record(ONE, [arm("A", "Drug: X", kind="")], [given("X")], designModule=design)
    )
    assert arm_matrix(store, (ONE,))["arm_type_label"].tolist() == [query.GROUP_OF_PATIENTS]


@pytest.mark.parametrize(
    ("name", "terms", "alone", "found"),
    [
        ("Tacrolimus", (), False, ("CALCINEURIN_INHIBITOR", query.BY_NAME)),
        ("Fludarabine + cytarabine", (), False, ("ANTIMETABOLITE", query.BY_NAME)),
        ("Tacrolimus and cyclophosphamide", (), False, None),
        ("Zz7 CAR-T cells", (), False, ("IMMUNE_CELLS", query.BY_NAME)),
        ("Zzomab 5 mg", (), False, ("OTHER_ANTIBODY", query.BY_NAME)),
        ("Zzomab + zzertinib", (), False, None),
        ("Xyz", (), False, None),
        ("", (), False, None),
        # the term stands in the name, or the name is the only one
        ("Xyz", ("Tacrolimus",), False, None),
        ("Xyz", ("Tacrolimus",), True, ("CALCINEURIN_INHIBITOR", query.BY_MESH)),
        ("Xyz + Q", ("Tacrolimus",), True, None),
        ("Xyz", ("Tacrolimus", "Cyclophosphamide"), True, None),
        ("Xyz", ("Tacrolimus", "Nobody knows"), True, None),
        # looked at and not given
        ("Tacrolimus level", (), False, None),
        ("Cord blood sample collection", ("Tacrolimus",), True, None),
        ("Placebo of tacrolimus", (), False, None),
    ],
)
def test_a_class_is_told_by_a_name_or_a_term_and_never_guessed(name, terms, alone, found):
    assert class_of(name, terms, alone=alone) == found


def test_what_is_in_no_list_has_the_type_of_its_intervention(tmp_path):
    kinds = ("DRUG", "GENETIC", "BEHAVIORAL", "DIETARY_SUPPLEMENT", "SOMETHING_NEW", "")
    interventions = [given(f"Q{n}", "A", kind=kind) for n, kind in enumerate(kinds)]
    frame = arm_matrix(store_of(tmp_path, record(ONE, [arm("A")], interventions)), (ONE,))
    rows = frame.sort_values("intervention_position")
    assert list(zip(rows["agent_class"], rows["class_label"], strict=True)) == [
        ("DRUG", "Drug, class not known"),
        ("BIOLOGICAL", "Biological, class not known"),
        ("OTHER_TREATMENT", "Behavioural"),
        ("OTHER_TREATMENT", "Dietary supplement"),
        ("OTHER_TREATMENT", "SOMETHING_NEW"),
        ("OTHER_TREATMENT", "Type not stated"),
    ]


def test_interventions_stand_by_class_and_those_alone_in_an_arm_last(tmp_path):
    interventions = [
        given("Diary", kind="BEHAVIORAL"),
        given("Q1"),
        given("Walk", kind="DEVICE"),
        given("Talk", kind="BEHAVIORAL"),
        given("Tacrolimus"),
    ]
    names = ("Other: Z", *(f"Drug: {each['name']}" for each in interventions))
    frame = arm_matrix(store_of(tmp_path, record(ONE, [arm("A", *names)], interventions)), (ONE,))
    assert frame.sort_values("row")["intervention"].tolist() == [
        *("Tacrolimus", "Q1", "Walk", "Diary", "Talk", "Other: Z")
    ]


@pytest.fixture
def two(tmp_path):
    return store_of(
        tmp_path,
        [
            record(ONE, [arm("A")], [given("Tacrolimus", "A"), given("Q", "A"), given("Q", "A")]),
            record(TWO, [arm("B")], [given("q", "B"), given("TACROLIMUS", "B"), given("R")]),
            record("NCT00000003"),
        ],
    )


def test_trials_share_the_row_of_what_they_name_alike(two):
    frame = arm_matrix(two, (ONE, TWO))
    assert list(zip(frame["nct_id"].str[-1], frame["intervention"], frame["row"], strict=True)) == [
        ("1", "Tacrolimus", 1),
        ("1", "Q", 2),
        ("1", "Q", 3),
        ("2", "q", 2),
        ("2", "TACROLIMUS", 1),
        ("2", "R", 4),
    ]


@pytest.mark.parametrize(
    ("regimens", "text", "trials"),
    [
        ((), "", ()),
        ((), ONE, (ONE,)),
        ((), "nct00000002 ", (TWO,)),
        ((), "islets", ()),
        (("nct00000002.arm-1", "nct00000001.arm-7"), "", (TWO, ONE)),
        (("nct00000002.arm-1", "nct00000002.arm-2"), ONE, (TWO,)),
        (("miami-2005-07-ita", "nct99999999.arm-1", ".arm-1"), "", ()),
    ],
)
def test_arms_or_a_number_name_the_trials(two, regimens, text, trials):
    own = two.no_filters().with_text(text)
    state = PageState(own, protocols=ProtocolOptions(regimen=regimens))
    assert query.trials_of(two, state) == trials


def test_no_more_trials_than_stand_side_by_side(tmp_path):
    ids = [f"NCT0000000{n}" for n in range(1, 7)]
    store = store_of(tmp_path, [record(nct_id) for nct_id in ids])
    codes = [f"{nct_id.lower()}.arm-1" for nct_id in reversed(ids)]
    assert query.trials_of_arms(store, codes) == tuple(reversed(ids))[: query.MOST_TRIALS]


@pytest.mark.parametrize(
    ("trials", "sentence"),
    [
        ((ONE,), ""),
        ((ONE, "NCT00000003"), ""),
        ((), "Choose arms of one to 4 trials."),
        (("NCT00000003",), "NCT00000003: the record lists no arms and no interventions."),
    ],
)
def test_why_there_is_no_matrix(two, trials, sentence):
    assert query.lacks(two, trials) == sentence


def test_a_trial_without_links_beside_others_is_named(two):
    frame = arm_matrix(two, (ONE, "NCT00000003"))
    assert query.left_out(frame).startswith("NCT00000003: the record lists no arms")
    assert "NCT00000003" not in query.in_words(frame)


@pytest.mark.parametrize(
    ("arms", "interventions", "why"),
    [
        ([arm("A")], [], "the record lists no interventions"),
        ([], [given("X")], "the record lists no arms"),
        ([arm("A")], [given("X")], "the record does not say which arm has which intervention"),
    ],
)
def test_the_reason_of_a_record_without_links(tmp_path, arms, interventions, why):
    store = store_of(tmp_path, record(ONE, arms, interventions))
    assert query.lacks(store, (ONE,)) == f"{ONE}: {why}."


def test_the_review_has_no_arms(store):
    assert query.lacks(store, ()).startswith("This dataset has no arms of trials")


def test_a_file_without_arms_is_not_said_to_list_none(tmp_path):
    store = store_of(tmp_path, csv_text([FULL_ROW]), "full.csv")
    assert query.lacks(store, ("NCT00000007",)) == "Not in this file: the arms of the trials."
    assert set(arm_matrix(store, ("NCT00000007",))["link"]) == {"ARMS_NOT_IN_FILE"}


def test_tables_without_the_links_are_not_said_to_have_none(tmp_path):
    tables = {
        name: rows for name, rows in FULL_TABLES.items() if name != "design_group_interventions"
    }
    imported(tmp_path, write_tables(tmp_path / "tables", tables))
    store = load_dataset(tmp_path, "trial")
    trial = str(store.trials["nct_id"].iloc[0])
    sentence = "Not in this file: which arm has which intervention."
    assert query.lacks(store, (trial,)) == sentence
    frame = arm_matrix(store, (trial,))
    assert set(frame["link"]) == {"LINKS_NOT_IN_FILE"}
    assert query.left_out(frame) == f"{trial}: {sentence[0].lower()}{sentence[1:]}"


def test_tables_and_the_json_of_one_study_have_the_same_links(tmp_path):
    imported(tmp_path, write_tables(tmp_path / "tables", FULL_TABLES))
    store = load_dataset(tmp_path, "trial")
    frame = arm_matrix(store, (str(store.trials["nct_id"].iloc[0]),))
    linked = frame[frame["link"] == "LINKED"]
    assert list(zip(linked["arm_name"], linked["intervention"], strict=True)) == [
        ("Islets first", "Islets: human"),
        ("Islets first", "Drug A|B"),
    ]


def test_the_matrix_in_words(tmp_path):
    store = store_of(
        tmp_path,
        record(
            ONE,
            [arm("A", "Drug: X", "Drug: Y"), arm("B", kind="NO_INTERVENTION")],
            [given("X"), given("Z"), given("W", "Gone")],
        ),
    )
    assert query.in_words(arm_matrix(store, (ONE,))) == (
        "NCT00000001. A (experimental): X; "
        "Drug: Y (named for this arm, not in the record’s list of interventions). "
        "B (no intervention): no intervention is listed for this arm. "
        "Listed for no arm: Z. "
        "Listed for an arm that is not in the record’s list of arms: W."
    )
    assert query.in_words(arm_matrix(store, ())) == "No trial with links of arms and interventions."


def test_an_arm_has_the_class_that_its_protocol_has(tmp_path):
    """Two figures of one arm must not colour one drug in two ways."""
    names = ("Tacrolimus", "Q-1234", "Fludarabine", "Diary")
    kinds = ("DRUG", "BIOLOGICAL", "DRUG", "BEHAVIORAL")
    interventions = [given(name, "A", kind=kind) for name, kind in zip(names, kinds, strict=True)]
    store = store_of(tmp_path, record(ONE, [arm("A")], interventions))
    regimen = arm_regimen(store, ONE, 1)
    of_protocol = {row["name"]: row["agent_class"] for row in regimen.rows["agents"]}
    frame = arm_matrix(store, (ONE,))
    own = dict(zip(frame["intervention"], frame["agent_class"], strict=True))
    assert {name: of_protocol[name] for name in names if name in of_protocol} == own


@pytest.mark.parametrize("text", ["<b>x</b>", "=1+1", "\u202egnp", "x" * 5_000])
def test_hostile_words_come_through_as_they_are(tmp_path, text):
    store = store_of(tmp_path, record(ONE, [arm(text, f"Drug: {text}")], [given(text)]))
    frame = arm_matrix(store, (ONE,))
    assert frame["arm_name"].tolist() == frame["intervention"].tolist() == [text]
