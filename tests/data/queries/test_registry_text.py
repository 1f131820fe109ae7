import re

import pytest

from data.queries.registry_text import LEAD, LEAST_REST, TextBlock, blocks_of, folded, unescaped


def drawn(text: str) -> list[tuple[str, int, str]]:
    return [(block.label, block.depth, block.text) for block in blocks_of(text)]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (r"HbA1c \>= 7 \[mmol\] 1\. 10\^9 \* \~ \_", "HbA1c >= 7 [mmol] 1. 10^9 * ~ _"),
        (r"a \\ b", "a \\ b"),
        (r"C:\new and \d stay", r"C:\new and \d stay"),
        ("", ""),
    ],
)
def test_a_backslash_keeps_a_sign_and_goes(text, plain):
    assert unescaped(text) == plain


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", []),
        (" \n\t\n", []),
        ("One line", [("", 0, "One line")]),
        ("Two\nlines", [("", 0, "Two\nlines")]),
        ("Two\n\nparagraphs", [("", 0, "Two"), ("", 0, "paragraphs")]),
        (
            "Inclusion Criteria:\n\n* Age \\>= 18\n* C-peptide",
            [("", 0, "Inclusion Criteria:"), ("•", 0, "Age >= 18"), ("•", 0, "C-peptide")],
        ),
        (
            "1. One\n2\\. Two\n(a) Third\niv) Fourth",
            [("1.", 0, "One"), ("2.", 0, "Two"), ("(a)", 0, "Third"), ("iv)", 0, "Fourth")],
        ),
        (
            "* Labs:\n\n  1. ALT\n     * low\n  2. AST\n* Last",
            [
                ("•", 0, "Labs:"),
                ("1.", 1, "ALT"),
                ("•", 2, "low"),
                ("2.", 1, "AST"),
                ("•", 0, "Last"),
            ],
        ),
        # a paragraph below an item, in its indent
        ("* First\n\n  and must be", [("•", 0, "First\nand must be")]),
        # the old form: bullets by hyphens, lines wrapped at 80 letters
        (
            "        -  Patients with type 1 diabetes mellitus for more than five years who\n"
            "           have had severe hypoglycaemia\n"
            "        -  Age",
            [
                (
                    "•",
                    0,
                    "Patients with type 1 diabetes mellitus for more than five years who "
                    "have had severe hypoglycaemia",
                ),
                ("•", 0, "Age"),
            ],
        ),
        # what heads the next criteria is no part of the last item
        (
            "* Pregnant\nExclusion Criteria:\n* Cancer",
            [("•", 0, "Pregnant"), ("", 0, "Exclusion Criteria:"), ("•", 0, "Cancer")],
        ),
        (
            "   * Pregnant\n       Exclusion Criteria:",
            [("•", 0, "Pregnant"), ("", 0, "Exclusion Criteria:")],
        ),
        # signs that begin no item
        ("1.5 mg/kg", [("", 0, "1.5 mg/kg")]),
        ("-5 to 3 days", [("", 0, "-5 to 3 days")]),
        ("\\* Footnote", [("", 0, "* Footnote")]),
        ("**bold** and __this__", [("", 0, "**bold** and __this__")]),
        ("*", [("", 0, "*")]),
        # hostile: letters and nothing else
        ("<script>alert(1)</script>", [("", 0, "<script>alert(1)</script>")]),
        ("[x](javascript:alert(1))", [("", 0, "[x](javascript:alert(1))")]),
        ("![x](http://a.org/x.png)", [("", 0, "![x](http://a.org/x.png)")]),
        ("# Heading\n| a | b |", [("", 0, "# Heading\n| a | b |")]),
        ("* " * 5, [("•", 0, "* * * *")]),
    ],
)
def test_blocks(text, blocks):
    assert drawn(text) == blocks


def test_depth_has_an_end():
    text = "\n".join(f"{' ' * (2 * at)}* item {at}" for at in range(30))
    assert max(block.depth for block in blocks_of(text)) == 4


def test_only_a_short_paragraph_with_a_colon_heads():
    heads = [
        block.is_heading for block in blocks_of(f"Exclusion:\n\n{'x' * 90}:\n\n* Labs:\n\nEnd")
    ]
    assert heads == [True, False, False, False]


SENTENCES = "This sentence has just thirty-nine letters. "


@pytest.mark.parametrize(
    ("text", "is_folded"),
    [
        ("", False),
        ("x" * (LEAD + LEAST_REST), False),
        ("x" * (LEAD + LEAST_REST + 1), True),
        (SENTENCES * 100, True),
        ("* an item of a list\n" * 20, False),
        ("* an item of a list\n" * 200, True),
        # hardly more than what stands open: nothing is folded
        (f"{'x' * LEAD}\n\n{'y' * LEAST_REST}", False),
    ],
)
def test_only_a_long_text_folds_and_keeps_its_letters(text, is_folded):
    blocks = blocks_of(text)
    first, rest = folded(blocks)
    assert bool(rest) == is_folded
    words = [re.sub(r"\s", "", "".join(part.text for part in parts)) for parts in (blocks, first)]
    assert words[0] == words[1] + re.sub(r"\s", "", "".join(part.text for part in rest))
    if is_folded:
        assert LEAD // 4 <= sum(len(part.text) for part in first) <= LEAD + LEAST_REST


def test_a_long_paragraph_is_parted_after_a_sentence():
    first, _ = folded(blocks_of(SENTENCES * 100))
    assert first[-1].text.endswith(".")


def test_a_heading_folds_with_what_it_heads():
    text = (
        "* an item of some length\n" * 30
        + "\nExclusion Criteria:\n"
        + "* another item of a list\n" * 90
    )
    first, rest = folded(blocks_of(text), lead=30 * 22 + LEAST_REST // 2 + 10)
    assert first[-1].label
    assert rest[0] == TextBlock("Exclusion Criteria:")


def test_a_lead_of_fewer_letters():
    first, rest = folded(blocks_of(SENTENCES * 100), lead=LEAD // 2)
    assert sum(len(block.text) for block in first) < LEAD
    assert rest
