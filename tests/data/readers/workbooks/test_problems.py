"""Problems: one sentence each, all at once, a bounded list."""

from data.readers.workbooks.problems import (
    MOST_TOLD,
    RowPlace,
    WorkbookError,
    listed,
    not_allowed,
    not_in_order,
    quoted,
)


def test_a_sentence_names_place_column_value_and_what_is_allowed():
    place = RowPlace("sheet events", 1_234)
    assert not_allowed(place, "n", "x", "a number") == (
        "sheet events, row 1,234, column n: “x” is not allowed; allowed: a number."
    )
    assert not_allowed(place, "n", "x", "a number", "a date") == (
        "sheet events, row 1,234, column n: “x” is a date; allowed: a number."
    )
    assert "the cell is empty; allowed: a number" in not_allowed(place, "n", "", "a number")
    assert not_in_order(place, "b is before a", "b behind a") == (
        "sheet events, row 1,234: b is before a; allowed: b behind a."
    )


def test_a_value_is_cut_and_steers_no_terminal():
    assert quoted("a\x1b[2Jb") == "“a\\x1b[2Jb”"
    assert len(quoted("x" * 10_000)) < 70


def test_all_problems_are_counted_and_the_first_are_told():
    error = WorkbookError("a.xlsx", [f"problem {n}." for n in range(MOST_TOLD + 2)])
    lines = str(error).splitlines()
    assert lines[0] == f"a.xlsx was not imported: {MOST_TOLD + 2} problems."
    assert lines[1] == "problem 0." and lines[-1] == "... and 2 more."
    assert len(lines) == MOST_TOLD + 2 and len(error.problems) == MOST_TOLD + 2


def test_one_problem_is_one():
    assert str(WorkbookError("a.xlsx", ["b."])) == "a.xlsx was not imported: 1 problem.\nb."


def test_words_with_commas_stay_apart():
    assert listed(["a, b", "c"]) == "“a, b”, “c”"
    assert listed([]) == ""
