from dataclasses import replace
from datetime import date

import pytest

from components.share.attribution import attribution_of
from components.share.citation import bibtex, escaped, plain, ris, source_work
from components.views import VIEWS
from data.link.state import PageState
from data.queries.provenance import sources_in

DAY = date(2026, 11, 22)
LINK = "https://x.example.org/a/design?condition=t1d#phase-by-condition"


@pytest.fixture
def words(store):
    state, _ = PageState.from_query("condition=t1d", store.known)
    view = VIEWS["phase-by-condition"]
    return attribution_of(store, state, view, view.query(store, state), "https://x.example.org/a")


@pytest.fixture
def review(store):
    return sources_in(store)[0]


def test_the_source_is_read_from_its_printed_citation(review):
    work = source_work(review)
    assert work.printed == "Fotino, Ricordi, et al., Rev Diabet Stud 2010; 7(2):144-157"
    assert (work.authors, work.more) == (("Fotino", "Ricordi"), True)
    assert (work.journal, work.year, work.volume, work.issue) == (
        "Rev Diabet Stud",
        "2010",
        "7",
        "2",
    )
    assert work.pages == ("144", "157")


@pytest.mark.parametrize(
    ("printed", "authors", "issue"),
    [
        ("Doe, J Test 2001; 3:1-9", ("Doe",), ""),
        ("Doe, Roe, J Test 2001;3(4):1-9", ("Doe", "Roe"), "4"),
        ("ClinicalTrials.gov, NCT01143168", (), ""),
        ("", (), ""),
    ],
)
def test_other_citations(review, printed, authors, issue):
    work = source_work(replace(review, citation=printed))
    assert (work.authors, work.issue, work.printed) == (authors, issue, printed or review.title)


def test_no_source_at_all(words):
    bare = replace(words, sources=())
    assert "The source" not in plain(bare, DAY)
    assert bibtex(bare, DAY).count("@") == 1
    assert ris(bare, DAY).count("TY  - ") == 1


def test_several_sources_are_all_cited(store, words):
    every = replace(words, sources=sources_in(store))
    text = plain(every, DAY)
    assert "The sources:\n" in text
    for source in sources_in(store):
        assert source.citation in text
    assert bibtex(every, DAY).count("\n@") == len(sources_in(store))
    assert ris(every, DAY).count("TY  - ") == 1 + len(sources_in(store))


def test_a_view_has_author_year_and_link(words):
    view = bibtex(words, DAY).split("\n\n")[0]
    for field in (
        "author = {{Bone marrow stem cells for diabetes}}",
        "year = {2026}",
        f"url = {{{LINK}}}",
    ):
        assert f"  {field},\n" in view
    lines = ris(words, DAY).split("ER  - ")[0]
    assert "AU  - Bone marrow stem cells for diabetes\r\n" in lines
    assert "PY  - 2026\r\n" in lines
    assert f"UR  - {LINK}\r\n" in lines
    assert plain(words, DAY).startswith(
        "This view:\nBone marrow stem cells for diabetes (2026). Phase by condition. "
    )


def test_plain(words):
    text = plain(words, DAY)
    assert "Phase by condition. 8 of 19 trials. Condition: Type 1 diabetes." in text
    assert "Bone marrow stem cells for diabetes" in text
    assert f"{LINK} (read on 22 November 2026)" in text
    assert text.endswith("The source:\n" + words.citation + "\n")


def test_bibtex(words):
    view, article = bibtex(words, DAY).split("\n\n")
    assert view.startswith("@misc{phase-by-condition_review-2010_t1d_2010-08,\n")
    assert f"  url = {{{LINK}}},\n" in view
    assert "  urldate = {2026-11-22},\n" in view
    assert "8 of 19 trials. Condition: Type 1 diabetes." in view
    assert article.startswith("@article{review-2010,\n")
    for field in (
        "author = {{Fotino} and {Ricordi} and others}",
        "journal = {Rev Diabet Stud}",
        "volume = {7}",
        "number = {2}",
        "pages = {144--157}",
        "year = {2010}",
    ):
        assert f"  {field},\n" in article


def test_a_source_without_a_journal(review, words):
    copies = replace(review, citation="Stored copies, 5% of them", url="https://y.example.org")
    other = replace(words, sources=(copies,))
    assert r"note = {Stored copies, 5\% of them}" in bibtex(other, DAY)
    assert "TY  - GEN\r\n" in ris(other, DAY)
    assert "N1  - Stored copies, 5% of them\r\n" in ris(other, DAY)
    assert "UR  - https://y.example.org\r\n" in ris(other, DAY)
    assert plain(other, DAY).endswith("Stored copies, 5% of them https://y.example.org\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("plain", "plain"),
        ("50% & #1_a $x", r"50\% \& \#1\_a \$x"),
        ("}{", r"\textbraceright{}\textbraceleft{}"),
        ("~^\\", r"\textasciitilde{}\textasciicircum{}\textbackslash{}"),
        ("a\n@b\x00", "a @b"),
    ],
)
def test_escaped(text, expected):
    assert escaped(text) == expected


HOSTILE = "x}},\n@misc{evil, \x00 <script>\r\nER  - \r\nTY  - BOOK"


def test_hostile_words_stay_in_their_field(words):
    evil = replace(words, title=HOSTILE, chosen=HOSTILE, link=f"https://x/{HOSTILE}")
    text = bibtex(evil, DAY)
    assert text.count("{") == text.count("}")
    assert [line for line in text.split("\n") if line.startswith("@")] == [
        "@misc{phase-by-condition_review-2010_t1d_2010-08,",
        "@article{review-2010,",
    ]
    lines = ris(evil, DAY).split("\r\n")
    assert [line for line in lines if line.startswith("TY")] == ["TY  - ELEC", "TY  - JOUR"]
    assert [line for line in lines if line.startswith("ER")] == ["ER  - ", "ER  - "]
    assert "\x00" not in text + plain(evil, DAY)


def test_ris(words):
    text = ris(words, DAY)
    assert text.count("\n") == text.count("\r\n")
    assert all(line[2:6] == "  - " for line in text.split("\r\n")[:-1])
    assert "AU  - Fotino\r\nAU  - Ricordi\r\n" in text
    assert f"UR  - {LINK}\r\nY2  - 2026/11/22\r\n" in text
    assert "SP  - 144\r\nEP  - 157\r\n" in text
