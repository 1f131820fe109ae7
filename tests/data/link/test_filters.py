import pytest

from data.link.filters import REVIEW_FIELDS, TrialFilters


@pytest.mark.parametrize(
    ("filters", "query"),
    [
        (TrialFilters(), ""),
        (
            TrialFilters(condition=("T1D", "T2D"), phase=("PHASE2",)),
            "?condition=t1d~t2d&phase=phase2",
        ),
        (TrialFilters(phase=("PHASE1/PHASE2", "NOT_STATED")), "?phase=phase1-phase2~not-stated"),
        (TrialFilters(country=("CHN", "ESP")), "?country=CHN~ESP"),
        (TrialFilters(product=("HSC_CD34",), donor=("AUTOLOGOUS",)), None),
        (TrialFilters(masking=("NONE",), model=("SINGLE_GROUP",), control=("PLACEBO",)), None),
        (TrialFilters(allocation=("NON_RANDOMIZED",), purpose=("TREATMENT",)), None),
        (TrialFilters(text="a & b=c~d"), "?q=a%20%26%20b%3Dc~d"),
    ],
)
def test_query_round_trip(filters, query):
    if query is not None:
        assert filters.to_query() == query
    assert TrialFilters.from_query(filters.to_query()) == (filters, ())


def test_slugs_of_a_field_are_unique():
    for field in REVIEW_FIELDS:
        slugs = [slug.lower() for slug in field.slugs.values()]
        assert len(set(slugs)) == len(slugs), field.key
        assert not any("~" in slug for slug in slugs)


@pytest.mark.parametrize(
    ("search", "filters", "complaints"),
    [
        ("?phase=phase2~phase77", TrialFilters(phase=("PHASE2",)), 1),
        ("?phase=<script>alert(1)</script>", TrialFilters(), 1),
        ("?phase=phase1&phase=phase2", TrialFilters(phase=("PHASE2",)), 1),
        ("?country=chn", TrialFilters(country=("CHN",)), 0),
        ("?q=%20%20islet%20%20cell%20", TrialFilters(text="islet cell"), 0),
        ("?q=" + "x" * 300, TrialFilters(text="x" * 200), 1),
        ("?other=1", TrialFilters(), 0),
        ("?phase=" + "~".join(["x"] * 3), TrialFilters(), 3),
    ],
)
def test_hostile_or_unknown_values_are_named_and_ignored(search, filters, complaints):
    parsed, said = TrialFilters.from_query(search)
    assert parsed == filters
    assert len(said) == complaints


@pytest.mark.parametrize(
    ("filters", "sentence"),
    [
        (TrialFilters(), "All trials"),
        (
            TrialFilters(condition=("T1D", "T2D"), phase=("PHASE2",)),
            "Condition: Type 1 diabetes or Type 2 diabetes; phase: Phase 2",
        ),
        (TrialFilters(text="islet"), "Text: “islet”"),
        (TrialFilters(country=("NOT_STATED",)), "Country: Not stated"),
    ],
)
def test_describe_says_the_filters_in_english(filters, sentence):
    assert filters.describe() == sentence


def test_toggled_adds_and_takes_out():
    once = TrialFilters().toggled("phase", "PHASE2").toggled("phase", "PHASE1")
    assert once.phase == ("PHASE1", "PHASE2")
    assert once.toggled("phase", "PHASE1").phase == ("PHASE2",)


def test_active_and_without():
    filters = TrialFilters(phase=("PHASE2",), text="x")
    assert filters.active() == ("phase", "q")
    assert filters.without("q").without("phase") == TrialFilters()
