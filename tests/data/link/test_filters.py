import pytest

from data.link.condition_groups import condition_groups
from data.link.filters import BOUNDS, CITY_KEY, REVIEW_FIELDS, TrialFilters, fields_of
from data.link.query_string import Field
from data.readers.columns import REGISTRY_FILTERS

ASTHMA = Field("condition", "Condition", ("Asthma",), {"Asthma": "Asthma"}, {"Asthma": "asthma"})
GROUPS = condition_groups(("lung diseases",), {"lung diseases": "Lung Diseases"})
ASPIRIN = Field(
    "given", "Intervention", ("aspirin",), {"aspirin": "Aspirin"}, {"aspirin": "aspirin"}
)
IMPORTED = fields_of(REGISTRY_FILTERS, ASTHMA, 1999, 2003, GROUPS, ASPIRIN)


def one_code(fields, key, text):
    """The code that a field reads, and its words; nothing where there is no such field."""
    field = next((each for each in fields if each.key == key), None)
    if field is None:
        return None
    codes, unknown = field.parse(text)
    assert (len(codes), unknown) == (1, ())
    return codes[0], f"{field.label}: {field.describe(codes)}"


HAEMATOPOIETIC = [("HSC_CD34", "Cell product: Haematopoietic / CD34+ cells")] * 2
EACH = [
    ("condition", "t1d", ("T1D", "Condition: Type 1 diabetes"), None),
    ("condition", "asthma", None, ("Asthma", "Condition: Asthma")),
    ("mesh", "lung-diseases", None, ("lung diseases", "Condition group: Lung Diseases")),
    ("phase", "phase1-phase2", *[("PHASE1/PHASE2", "Phase: Phase 1/2")] * 2),
    ("country", "CHN", *[("CHN", "Country: China")] * 2),
    ("status", "recruiting", None, ("RECRUITING", "Status: Recruiting")),
    ("type", "interventional", None, ("INTERVENTIONAL", "Study type: Interventional")),
    ("started-from", "2001", None, ("2001", "Started from: 2001")),
    ("started-to", "2003", None, ("2003", "Started to: 2003")),
    ("allocation", "randomized", *[("RANDOMIZED", "Allocation: Randomized")] * 2),
    ("masking", "double", *[("DOUBLE", "Masking: Double blind")] * 2),
    ("model", "parallel", *[("PARALLEL", "Intervention model: Parallel")] * 2),
    ("control", "placebo", *[("PLACEBO", "Control: Placebo control")] * 2),
    ("purpose", "treatment", *[("TREATMENT", "Primary purpose: Treatment")] * 2),
    ("product", "hsc-cd34", *HAEMATOPOIETIC),
    ("donor", "autologous", *[("AUTOLOGOUS", "Donor: Autologous")] * 2),
    ("sponsor", "industry", None, ("INDUSTRY", "Sponsor class: Industry")),
    ("intervention", "drug", None, ("DRUG", "Intervention type: Drug")),
    ("given", "aspirin", None, ("aspirin", "Intervention: Aspirin")),
    (
        "agent-class",
        "kinase-inhibitor",
        None,
        ("KINASE_INHIBITOR", "Agent class: Kinase inhibitor"),
    ),
    ("arms", "day", None, ("DAY", "Arms: Days of treatment, read by rule")),
    ("arm-role", "maintenance", None, ("MAINTENANCE", "Role of treatment: Maintenance")),
    ("age", "child", None, ("CHILD", "Age group: Child")),
    ("sex", "female", None, ("FEMALE", "Sex: Female")),
    ("results", "yes", None, ("YES", "Results posted: Yes")),
]
"""Key, a text in a link, what it is in the built-in data and in imports; none where it is not."""


@pytest.mark.parametrize(("key", "text", "review", "imported"), EACH)
def test_each_filter_reads_and_says_its_codes(key, text, review, imported):
    for fields, expected in ((REVIEW_FIELDS, review), (IMPORTED, imported)):
        if expected or key != "condition":
            assert one_code(fields, key, text) == expected


def test_the_filters_of_a_dataset_stand_in_the_order_of_all():
    assert [field.key for field in REVIEW_FIELDS] == [key for key, _, review, _ in EACH if review]
    assert [field.key for field in IMPORTED] == [key for key, _, _, of_import in EACH if of_import]


def test_the_bounds_of_a_range_have_one_value():
    assert BOUNDS == ("started-from", "started-to")


def test_the_order_in_which_filters_are_chosen_does_not_matter():
    one = TrialFilters.of({"phase": ("PHASE2",), "donor": (), "country": ("CHN",)})
    other = TrialFilters().with_codes("country", ("CHN",)).with_codes("phase", ("PHASE2",))
    assert (one, hash(one)) == (other, hash(other))
    assert one != one.without("phase")
    assert one.codes("donor") == ()


@pytest.mark.parametrize(
    ("filters", "query"),
    [
        (TrialFilters(), ""),
        (
            TrialFilters.of({"condition": ("T1D", "T2D"), "phase": ("PHASE2",)}),
            "?condition=t1d~t2d&phase=phase2",
        ),
        (
            TrialFilters.of({"phase": ("PHASE1/PHASE2", "NOT_STATED")}),
            "?phase=phase1-phase2~not-stated",
        ),
        (TrialFilters.of({"country": ("CHN", "ESP")}), "?country=CHN~ESP"),
        (TrialFilters.of({"product": ("HSC_CD34",), "donor": ("AUTOLOGOUS",)}), None),
        (
            TrialFilters.of(
                {"masking": ("NONE",), "model": ("SINGLE_GROUP",), "control": ("PLACEBO",)}
            ),
            None,
        ),
        (TrialFilters.of({"allocation": ("NON_RANDOMIZED",), "purpose": ("TREATMENT",)}), None),
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
        ("?phase=phase2~phase77", TrialFilters.of({"phase": ("PHASE2",)}), 1),
        ("?phase=<script>alert(1)</script>", TrialFilters(), 1),
        ("?phase=phase1&phase=phase2", TrialFilters.of({"phase": ("PHASE2",)}), 1),
        ("?country=chn", TrialFilters.of({"country": ("CHN",)}), 0),
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
            TrialFilters.of({"condition": ("T1D", "T2D"), "phase": ("PHASE2",)}),
            "Condition: Type 1 diabetes or Type 2 diabetes; phase: Phase 2",
        ),
        (TrialFilters(text="islet"), "Text: “islet”"),
        (TrialFilters.of({"country": ("NOT_STATED",)}), "Country: Not stated"),
    ],
)
def test_describe_says_the_filters_in_english(filters, sentence):
    assert filters.describe() == sentence


def test_toggled_adds_and_takes_out():
    once = TrialFilters().toggled("phase", "PHASE2").toggled("phase", "PHASE1")
    assert once.codes("phase") == ("PHASE1", "PHASE2")
    assert once.toggled("phase", "PHASE1").codes("phase") == ("PHASE2",)


def test_active_and_without():
    filters = TrialFilters.of({"phase": ("PHASE2",)}, text="x")
    assert filters.active() == ("phase", "q")
    assert filters.without("q").without("phase") == TrialFilters()


@pytest.mark.parametrize(
    ("query", "city", "words"),
    [
        ("?city=Columbia, Missouri, USA", "Columbia, Missouri, USA", "Columbia, Missouri, United"),
        ("?city=Padua, ita", "Padua, ITA", "City: Padua, Italy"),
        ("?city=%20 Padua,%20ITA", "Padua, ITA", "City: Padua, Italy"),
        ("?city=<b>, ITA", "<b>, ITA", "City: <b>, Italy"),
    ],
)
def test_a_city_is_read_as_it_is_written(query, city, words):
    filters, complaints = TrialFilters.from_query(query)
    assert (filters.city, complaints) == (city, ())
    assert words in filters.describe()
    assert filters.active() == (CITY_KEY,)
    assert TrialFilters.from_query(filters.to_query())[0] == filters
    assert filters.without(CITY_KEY) == TrialFilters()


@pytest.mark.parametrize("text", ["Padua", "Padua, Italy", ", ITA", "Padua, ", "ITA"])
def test_a_city_without_a_country_of_its_own_is_told_and_left_out(text):
    filters, complaints = TrialFilters.from_values({CITY_KEY: text})
    assert filters == TrialFilters()
    assert len(complaints) == 1
    assert "City" in complaints[0]
