import pytest

from components.elements.markup import piece
from components.elements.registry_text import (
    LONGEST_TEXT,
    MOST_ROWS,
    long_list,
    outside,
    prose,
)
from tests.components.pages.trees import elements, text

HOSTILE = "<script>alert(1)</script> [x](javascript:alert(1)) ![y](http://a.org/y.png) **z**"


def tags(tree) -> set[str]:
    if not isinstance(tree, list):
        return set()
    own = {tree[0]} if tree and isinstance(tree[0], str) and len(tree) > 1 else set()
    return own.union(*(tags(each) for each in tree))


def test_a_short_text_stands_open():
    drawn = prose("Inclusion Criteria:\n\n* Age \\>= 18\n1. One", "the criteria")
    assert text(drawn) == "Inclusion Criteria:• Age >= 181. One"
    assert [item[1]["className"] for item in elements(drawn, "li")] == ["deep-0", "deep-0"]
    assert list(elements(drawn, "details")) == []


def test_a_hostile_text_is_its_letters():
    drawn = prose(f"{HOSTILE}\n\n* {HOSTILE}", "the summary")
    assert text(drawn).count(HOSTILE) == 2
    assert tags(drawn) <= {"p", "ul", "li", "span"}


def test_a_long_text_folds_after_its_beginning():
    drawn = prose("\n\n".join(f"Paragraph {n}. " + "word " * 40 for n in range(20)), "the summary")
    (fold,) = elements(drawn, "details")
    summary = next(elements(fold, "summary"))
    assert "of the summary" in text(summary)
    assert "Paragraph 0" in text([each for each in drawn if each is not fold])
    assert "Paragraph 19" in text(fold)


def test_a_text_of_a_megabyte_is_cut_and_says_so():
    drawn = prose("x" * 1_000_000, "the summary")
    assert len(text(drawn)) < LONGEST_TEXT + 500
    assert "of 1,000,000 letters" in text(drawn)


def test_no_text_is_no_markup():
    assert prose("", "x") == []


@pytest.mark.parametrize(
    ("number", "folded"), [(0, 0), (3, 0), (4, 0), (5, 2), (MOST_ROWS + 7, MOST_ROWS + 4)]
)
def test_a_long_list_folds_but_never_one_item(number, folded):
    items = [piece("li", f"item {n}") for n in range(number)]
    drawn = long_list("items", items, 3)
    found = [text(next(elements(fold, "summary"))) for fold in elements(drawn, "details")]
    assert found == ([f"Show {folded:,} moreShow less of items"] if folded else [])
    assert len(list(elements(drawn, "li"))) == min(number, MOST_ROWS)
    assert ("The file has all" in text(drawn)) == (number > MOST_ROWS)


@pytest.mark.parametrize(
    ("href", "is_link"),
    [
        ("https://pubmed.ncbi.nlm.nih.gov/1/", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("JavaScript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("/trials", False),
        ("https://", False),
        ("http://[", False),
        ("", False),
    ],
)
def test_only_an_address_of_the_web_is_a_link(href, is_link):
    drawn = outside("<b>words</b>", href)
    assert (drawn[0] == "a") == is_link
    assert text(drawn) == "<b>words</b>"
    assert drawn[1].get("rel") == ("noopener noreferrer" if is_link else None)
