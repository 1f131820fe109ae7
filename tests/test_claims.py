"""Sentences that claim something of the data, each read against the rows.

A claim is a sentence with a number, or with a word such as only, alone, never or none, in a text
that a reader sees. A new one is either in ``CLAIMS``, with what makes it true, or in
``OF_THE_PRODUCT``, where it says how something is drawn or named and nothing of the data.
"""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
import pytest

from components.figures.islet_mass import points_in_words
from components.figures.maps import left_out
from components.pages import then_and_now as then_and_now_page
from components.pages.sources import PLACES_IN_THE_TEXT, covered, facts_used
from components.views import VIEWS
from data.link.options import MapOptions
from data.link.state import PageState
from data.model import vocabulary as v
from data.model.schema import OF_RECORDS, READ_BY_RULE
from data.model.study_design import STUDY_FRAMES
from data.queries import outcomes, places, regimens, then_and_now
from data.queries.reference import FRAME_TITLES, UsesOfFacts, rests_on_pages, uses_of_later_facts
from data.queries.snapshots import LATER, age_of
from data.store import RAW, TrialStore
from tests.components.pages.trees import text
from tests.regimen_sets import FIRST_SHOWN, ROWS

ROOT = Path(__file__).parents[1]
SOURCES_MD = "data/raw/SOURCES.md"
ROOMS = ("components", "callbacks", "data/queries")
COUNTED = "trials?|cohorts?|protocols?|patients?|numbers|schedules?|organisations?|points|readings"
NUMBER = "two|three|four|five|six|seven|eight|nine|ten|twelve|nineteen|19|12|7"
RISKY = re.compile(
    rf"\b(only|alone|never|no other|not used|none of|part of the 2010 review|all \d+|\d+ of \d+|"
    rf"(?:{NUMBER}) (?:\w+ )?(?:{COUNTED}))\b",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"(?<=[.;:]) ")
COUNTS = {"two": 2, "four": 4, "five": 5, "six": 6, "seven": 7}


def texts_of(path: Path) -> Iterator[str]:
    """The texts of a module that are no docstring; what a text fills in is ``{}``."""
    tree = ast.parse(path.read_text("utf-8"))
    apart = {
        id(each.value)
        for node in ast.walk(tree)
        for each in (
            getattr(node, "body", None) if isinstance(getattr(node, "body", None), list) else []
        )
        if isinstance(each, ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            apart |= {id(part) for part in node.values}
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values
            )
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in apart:
            yield node.value


def risky_sentences() -> set[tuple[str, str]]:
    """(module, sentence) of every text of the product that claims something."""
    return {
        (str(path.relative_to(ROOT)), sentence.strip())
        for room in ROOMS
        for path in sorted((ROOT / room).rglob("*.py"))
        for text in texts_of(path)
        for sentence in SENTENCE_END.split(text)
        if " " in sentence.strip() and RISKY.search(sentence)
    }


@dataclass(frozen=True)
class Data:
    """The datasets that claims are read against: the built-in data and an import."""

    review: TrialStore
    imported: TrialStore


@dataclass(frozen=True)
class Claim:
    """A sentence, the module or file where it stands, and whether the rows bear it out."""

    place: str
    sentence: str
    holds: Callable[[Data], bool]


def _five_patients(data: Data) -> bool:
    """The rows themselves, counted without the figure that says it."""
    lanes = data.review.graft_function
    own = lanes[(lanes["level"].astype("str") == "PATIENT") & lanes["islet_mass"].notna()]
    said = points_in_words(outcomes.islet_mass_and_function(data.review, PageState()))
    return (
        len(own) == COUNTS["five"]
        and (own["duration_printed"] != "").all()
        and {*own["regimen"]} == {"miami-1998-99-ita"}
        and said.startswith("Only the five patients of 1998–99 have both")
        and said.endswith("nothing can be concluded from five points.")
    )


def _numbers_of_two_protocols(data: Data) -> list[str]:
    links = data.review.regimen_trials.groupby("nct_id")["regimen"].nunique()
    return links.index[links > 1].tolist()


def _two_miami_numbers(data: Data) -> bool:
    links = data.review.regimen_trials
    own = links[links["nct_id"].isin(_numbers_of_two_protocols(data))]
    return own["nct_id"].nunique() == 2 and own["regimen"].str.startswith("miami-").all()


def _no_site_of_a_sponsor_has_a_place(data: Data) -> bool:
    rows = data.imported.trial_organisations
    sponsors = rows[rows["role"].astype("str") != "SITE"]
    return len(sponsors) > 0 and (sponsors["country"].astype("str") == v.NOT_STATED).all()


def _only_the_condition(data: Data, shown: Callable[[TrialStore, PageState], pd.DataFrame]) -> bool:
    """Says whether a condition alone, of all fields, changes the rows when it is a filter."""
    store = data.review
    whole = len(shown(store, PageState()))
    changed = set()
    for field in store.known.filters:
        state, _ = PageState.from_query(f"?{field.key}={field.slugs[field.codes[0]]}", store.known)
        if len(shown(store, state)) != whole:
            changed.add(field.key)
    return changed == {"condition"}


def _enrolments_of(store: TrialStore) -> int:
    found = places.totals(store, store.no_filters(), MapOptions())
    return int(found.enrollment)


def _plan_in_no_sum(data: Data) -> bool:
    """34 was planned by a withdrawn trial: the map adds up what the trials' own rows state."""
    store = data.review
    planned = then_and_now.plans_of_withdrawn(then_and_now.of_state(store, PageState()))
    stated = int(store.trials["enrollment"].sum())
    return planned["enrollment"].tolist() == ["34"] and _enrolments_of(store) == stated == 24


def _review_has(*frames: str) -> Callable[[Data], bool]:
    """Makes a check that the built-in data has rows in these frames and the import has none."""
    return lambda data: all(
        len(getattr(data.review, frame)) and not len(getattr(data.imported, frame))
        for frame in frames
    )


def _not_both(data: Data) -> bool:
    """A protocol whose text and record name more than one number has two readings of it."""
    links = data.review.regimen_trials
    several = links.groupby("regimen").filter(lambda rows: rows["nct_id"].nunique() > 1)
    return len(several) > 0 and (several.groupby("regimen")["reading"].nunique() == 2).all()


def _pages_in_their_figures(data: Data) -> bool:
    """The figures that name registry facts among their sources; two of them are of both datasets.

    The cities of the review's sites have roles of those pages, as on the map of the trials.
    """
    return _figures_with(data.review, "registry-facts") == {
        *("then-and-now", "trial-map", "trial-list", "then-and-since", "map-of-both"),
    }


def _figures_with(store: TrialStore, source: str) -> set[str]:
    return {
        slug
        for slug, view in VIEWS.items()
        if source in {each.source_id for each in view.scope.sources(store, PageState())}
    }


CLAIMS = (
    Claim(
        "components/figures/islet_mass.py",
        "Only {} both a mass and an outcome of their own:",
        _five_patients,
    ),
    Claim(
        "components/pages/then_and_now.py",
        "No other figure uses them.",
        _pages_in_their_figures,
    ),
    Claim(
        "components/views.py",
        "they are part of the 2010 review.",
        _review_has("regimens", "regimen_events", "outcomes", "graft_function"),
    ),
    Claim(
        "components/pages/protocols.py",
        "The review's text and the registry disagree on which record belongs to which of two "
        "Miami trials;",
        _two_miami_numbers,
    ),
    Claim(
        "components/pages/then_and_now.py",
        "Two registry numbers that seem to be swapped",
        _two_miami_numbers,
    ),
    Claim(
        "components/pages/cohort_parts.py",
        "The two readings name different records;",
        _not_both,
    ),
    Claim("components/pages/map_page.py", "Sites only:", _no_site_of_a_sponsor_has_a_place),
    Claim(
        "components/pages/outcomes.py",
        "Of the filters in the bar only the condition applies here:",
        lambda data: _only_the_condition(data, outcomes.outcomes),
    ),
    Claim(
        "components/pages/protocols.py",
        "Of the filters in the bar only the condition applies here:",
        lambda data: _only_the_condition(data, regimens.events),
    ),
    Claim(
        "components/pages/then_and_now.py",
        "planned {} people and was withdrawn before anyone took part.{} The {} is drawn hollow and "
        "is never added to other enrolments, here or elsewhere.",
        _plan_in_no_sum,
    ),
)
OF_THE_PRODUCT = frozenset(
    {
        ("components/elements/upright_schedule.py", "Only if:"),
        ("components/figures/activity_grid.py", "Part 10 of 10:"),
        ("components/figures/activity_grid.py", "{}, activities 100 to 100 of 100"),
        ("components/figures/outcome_grid.py", "Part 100 of 100;"),
        ("components/pages/arm_search.py", "None of {}{} lists an arm."),
        ("data/queries/adverse_events.py", "The search finds none of the posted terms of {}"),
        (
            "components/pages/study_parts.py",
            "only the words of the elements say who is given what.",
        ),
        ("components/share/column_words.py", "by a name of an agent, by a MeSH term, or the type"),
        ("components/views.py", "only under a condition."),
        ("data/queries/reference.py", "Doses of each study protocol, none of them of an arm"),
        (
            "components/share/column_words.py",
            "code of the change between the two readings, or of why",
        ),
        ("components/share/column_words.py", "the two readings in words"),
        ("components/figures/islet_mass.py", "mass known only as the mean of the cohort"),
        ("components/figures/graft_rows.py", "never worked (primary non-function)"),
        ("components/figures/swimmer.py", "Never functioned (primary non-function)"),
        ("components/figures/maps.py", "sites only"),
        ("components/views.py", "in two patients"),
        ("components/figures/empty.py", "No trial stands in two readings under this"),
        (
            "components/elements/import_origin.py",
            "{} of none of the registry’s lists, kept as printed.",
        ),
        (
            "components/elements/import_origin.py",
            "names that differ in case, spaces or punctuation alone are one.",
        ),
        (
            "data/queries/condition_groups.py",
            "names that differ in case, spaces or punctuation alone are one.",
        ),
        ("components/pages/cohort.py", "Only this one there"),
        ("components/pages/compare.py", "Choose at least two protocols"),
        ("components/pages/outcomes.py", "Years are turned into days only to draw them"),
        ("components/pages/protocols.py", "None of the protocols shown stands in Table 4"),
        ("components/pages/then_and_now.py", "Only in"),
        ("components/pages/then_and_now.py", "only in"),
        ("components/elements/parts.py", "” is none of the {} {}s of this dataset."),
        ("components/shell.py", "print-only print-foot"),
        ("components/slides/islet_mass.py", "about, or an end that is not stated, or a mass known"),
        ("components/slides/then_and_now.py", "Enrolments are never added up."),
        ("components/views.py", "about, or an end that is not stated, or a mass known only as"),
        ("components/views.py", "enrolments are never added up."),
        ("components/views.py", "the numbers are never added up."),
        ("components/views.py", "What only some of the protocols state is said apart"),
        ("components/views.py", "One protocol alone is compared with nothing:"),
        ("components/elements/compare_links.py", "Four protocols fill one screen"),
        ("data/queries/class_comparison.py", "stated in one only"),
        ("data/queries/class_comparison.py", "stated in some only"),
        ("data/queries/class_comparison.py", "stated in {} only"),
        ("data/queries/outcomes.py", "mean of the cohort only"),
        ("data/queries/unplaced.py", "country printed as {}, which is none of today's"),
    }
)
"""(module, beginning of a sentence) that says how something is drawn, named or counted here, or
that is put together from the rows themselves."""


@pytest.fixture(scope="module")
def data(built_in, imported) -> Data:
    return Data(built_in.default, imported)


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: f"{claim.place}: {claim.sentence[:40]}")
def test_the_rows_bear_a_claim_out(data, claim):
    assert (claim.place, claim.sentence) in risky_sentences()
    assert claim.holds(data)


def test_the_set_of_islets_alone_is_that(data):
    [title] = [row["title"] for row in ROWS if row["page"] == "PROTOCOLS"]
    assert title.endswith("islets alone with CD34+ cells")
    rows = data.review.regimens
    alone = set(rows.loc[rows["transplant_type"].astype("str") == "ITA", "regimen"])
    assert set(FIRST_SHOWN) == alone
    events = data.review.regimen_events
    with_cells = events.loc[events["agent"] == "marrow-cd34", "regimen"]
    assert alone <= set(with_cells)


def test_no_sentence_claims_anything_that_nobody_checks():
    checked = {(claim.place, claim.sentence) for claim in CLAIMS}
    unknown = {
        (place, sentence)
        for place, sentence in risky_sentences() - checked
        if not any(
            place == own and sentence.startswith(beginning) for own, beginning in OF_THE_PRODUCT
        )
    }
    assert unknown == set()


def test_what_is_said_of_the_product_still_stands():
    found = risky_sentences()
    gone = {
        (own, beginning)
        for own, beginning in OF_THE_PRODUCT
        if not any(place == own and said.startswith(beginning) for place, said in found)
    }
    assert gone == set()


# --- where registry facts are used ---


def test_texts_name_the_figures_that_use_registry_pages(data):
    """As ``_pages_in_their_figures`` finds them, beside the pages of trials."""
    assert _pages_in_their_figures(data)
    assert "(map, list and pages of trials" in facts_used(data.review)
    assert "(map, list and pages of trials)" in text_of(SOURCES_MD)
    said = text(then_and_now_page.used_elsewhere(data.review))
    assert "the map, the list of trials and their own pages show it" in said


def test_the_uses_of_registry_facts_are_counted_in_rows(store):
    rows = store.trial_organisations
    resting = rows[rest_on(rows, "registry-facts")]
    used = uses_of_later_facts(store)
    assert used == UsesOfFacts(
        values=int((store.registry_facts["state"] != "NOT_SEEN").sum()),
        trials=18,
        organisations=len(resting),
        of_organisations=len(rows),
        of_these_inferred=int((resting["role_certainty"] == "INFERRED").sum()),
        numbers=2,
    )
    assert (used.organisations, used.of_organisations) == (24, 32)
    said = f"of {len(resting)} of {len(rows)} organisations"
    assert said in facts_used(store)
    assert said in text(then_and_now_page.used_elsewhere(store))


def rest_on(rows: pd.DataFrame, source: str) -> pd.Series:
    return rows["source"].str.split("|").map(lambda ids: source in ids).astype("bool")


def test_nothing_rests_on_pages_where_there_are_none(imported, store):
    assert uses_of_later_facts(imported).values == 0
    assert uses_of_later_facts(imported).organisations == 0
    bare = replace(store, trial_organisations=store.trial_organisations.head(0))
    assert uses_of_later_facts(bare).of_organisations == 0
    assert rests_on_pages(bare, bare.trial_organisations).empty


def test_an_organisation_that_speaks_of_registry_facts_names_them_as_a_source(store):
    rows = store.trial_organisations
    basis = rows["role_basis"].str.contains("egistry facts")
    assert (rest_on(rows, "registry-facts") >= basis).all()


def test_what_takes_a_trial_off_the_map_is_a_page_other_than_the_snapshot(store):
    """The map must not say that the page is later: of the sponsor of NCT00971503 it is undated."""
    found = places.trial_places(store, store.no_filters(), MapOptions(places="sites"))
    facts = store.registry_facts.set_index(["nct_id", "field"])
    ages = {
        age_of(facts.loc[(nct_id, "lead_sponsor"), "version_date"], store.date)
        for nct_id in found.without_site
    }
    assert found.without_site == ("NCT00971503",)
    said = left_out(found)
    assert ("later" in said) == (ages == {LATER})
    assert "Registry pages other than the snapshot name no organisation printed there" in said


# --- versions of registry pages ---

VERSION_DAY = re.compile(r"(?<!modified )\d{4}-\d{2}-\d{2}")


def test_the_date_of_every_version_is_read(store):
    """But for the status unknown, which the registry sets itself and the version does not date."""
    facts = store.registry_facts
    own = facts[facts["version_date"] == ""]
    dated = own[own["version"].map(lambda text: bool(VERSION_DAY.search(text))).astype("bool")]
    assert {*dated["field"]} == {"overall_status"}
    assert {*dated["value"]} == {"UNKNOWN"}
    assert dated["remark"].str.contains("does not date this mark").all()


@pytest.mark.parametrize(("age", "number"), [("later", 134), ("older", 73), ("not stated", 105)])
def test_some_versions_are_later_some_older_and_some_not_stated(store, age, number):
    facts = store.registry_facts
    dates = facts.loc[facts["state"] != "NOT_SEEN", "version_date"]
    found = {
        "later": dates > "2010-08-31",
        "older": (dates != "") & (dates < "2010-08"),
        "not stated": dates == "",
    }
    assert found[age].sum() == number
    assert "Some versions are later than the snapshot, some are older" in text_of(SOURCES_MD)


# --- README.md and SOURCES.md ---


def text_of(name: str) -> str:
    return " ".join((ROOT / name).read_text("utf-8").split())


def table_of_files() -> dict[str, tuple[str, str]]:
    """File -> (what it holds, from what), as SOURCES.md lists them."""
    lines = (ROOT / SOURCES_MD).read_text("utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if "|" in line]
    return {row[0]: (row[1], row[2]) for row in rows if row[0].endswith(".csv")}


def test_every_curated_file_is_listed_and_no_other():
    assert sorted(table_of_files()) == sorted(path.name for path in RAW.glob("*.csv"))
    others = {path.name for path in RAW.iterdir()} - set(table_of_files())
    assert others == {"SOURCES.md", "geonames", "registry_2022"}


def test_every_source_is_listed_and_no_other(store):
    listed = re.findall(r"^\| ([a-z0-9-]+) \|", (ROOT / SOURCES_MD).read_text("utf-8"), re.M)
    assert sorted({*listed} - {"source", "file", "---"}) == sorted(store.sources["source_id"])


WORDS_OF = {
    "record-nct01143168": "record",
    "registry-facts": "registry facts",
    "agent-reference": "agent-reference",
    "city-coordinates": "city-coordinates",
    "review-2010": r"Table|text\b|review|abbreviations",
}
FOR_ITSELF = {
    *("sources.csv", "data_notes.csv", "data_note_links.csv", "countries.csv", "agent_names.csv")
}
"""Files about the other files, the list of countries, and the names that imports are read by."""


@pytest.mark.parametrize("name", sorted({path.name for path in RAW.glob("*.csv")} - FOR_ITSELF))
def test_a_file_is_from_the_sources_that_its_rows_name(store, name):
    rows = store.frames()[name.removesuffix(".csv")]
    named = {each for cell in rows["source"].unique() for each in cell.split("|")}
    _, said = table_of_files()[name]
    assert {each for each, words in WORDS_OF.items() if re.search(words, said)} == named


@pytest.mark.parametrize("name", sorted(path.name for path in RAW.glob("*.csv")))
def test_every_row_has_source_and_locator_but_those_of_countries(name):
    columns = (RAW / name).read_text("utf-8").partition("\n")[0].split(",")
    assert ({"source", "locator"} <= set(columns)) == (name != "countries.csv")


def _described_in_the_text(store: TrialStore) -> int:
    of_records = set(store.record_fields["nct_id"].str.lower())
    return len(set(store.regimens["regimen"]) - set(store.cohorts["cohort"]) - of_records)


COUNTED_IN_FILES = (
    (
        "README.md",
        "protocols of seven islet transplant cohorts in Miami",
        lambda s: len(s.cohorts) == 7,
    ),
    (SOURCES_MD, "Facts on the 19 trials", lambda s: s.registry_facts["nct_id"].nunique() == 19),
    (SOURCES_MD, "one row for each of the 19 trials", lambda s: len(s.trials) == 19),
    (SOURCES_MD, "the seven rows of Table 4", lambda s: len(s.cohorts) == 7),
    (SOURCES_MD, "the 12 treatment schedules:", lambda s: len(s.regimens) == 12),
    (SOURCES_MD, "seven cohorts, one registered trial", lambda s: len(s.cohorts) == 7),
    (
        SOURCES_MD,
        "one registered trial, four trials described in the text",
        lambda s: _described_in_the_text(s) == 4 and s.record_fields["nct_id"].nunique() == 1,
    ),
    (
        SOURCES_MD,
        "the second reading of the two Miami trial numbers",
        lambda s: uses_of_later_facts(s).numbers == 2,
    ),
    (
        SOURCES_MD,
        "`countries.csv` has a `source`",
        lambda s: "countries" not in s.frames(),
    ),
    (
        SOURCES_MD,
        PLACES_IN_THE_TEXT,
        lambda s: s.outcomes["locator"].str.contains("sentence").any(),
    ),
)


@pytest.mark.parametrize(
    ("name", "sentence", "holds"),
    COUNTED_IN_FILES,
    ids=lambda part: part[:40] if isinstance(part, str) else "holds",
)
def test_numbers_in_files_are_those_of_the_rows(store, name, sentence, holds):
    assert sentence in text_of(name)
    assert holds(store)


def test_the_sources_page_names_what_it_covers_by_the_rows(store, imported):
    said = " ".join(covered(store))
    for words in ("19 trials", "7 cohorts", "5 further protocols", "record of NCT01143168"):
        assert words in said
    fewer = replace(store, cohorts=store.cohorts.head(1), record_fields=store.record_fields.head(0))
    other = " ".join(covered(fewer))
    assert "1 cohort and 11 further protocols" in other
    assert "record of" not in other


def test_every_value_of_the_outcomes_is_in_the_text_or_in_table_4(store):
    """As the page of outcomes says of Figures 2 and 3."""
    places_of = store.outcomes["locator"]
    assert places_of.str.match(r"Text,|Table 4").all()
    assert places_of.str.startswith("Table 4").any()


def test_the_tables_state_no_status_start_or_class_of_sponsor(store):
    """As the page Registry says of the built-in data."""
    assert not {"overall_status", "start_year", "start_date", "sponsor_class"} & {*store.trials}


def test_every_frame_has_its_title():
    of_records = {frame.name for frame in (*OF_RECORDS, *READ_BY_RULE)}
    raw = {path.stem for path in RAW.glob("*.csv")} - {"countries", "agent_names"}
    of_studies = {frame.name for frame in STUDY_FRAMES}
    assert set(FRAME_TITLES) == raw | of_records | of_studies
