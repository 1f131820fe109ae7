"""Texts of a study protocol as plain words: narrative is HTML, labels may be empty."""

import re
from html import unescape

from data.readers.json_node import Node, text_of

LONGEST = 20_000
"""Characters of a text that are read; pages show a tenth of them."""
LONGEST_ID = 200
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
UNSEEN_PARTS = re.compile(r"<(script|style)\b.*?(</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
PARAMETER = re.compile(
    r"<usdm:(?:tag|ref)\b[^<>]*?\b(?:name|attribute)\s*=\s*\"([^\"<>]*)\"[^<>]*>"
)
"""A parameter of the narrative, such as the least age, whose value stands elsewhere."""
ATTRIBUTES = r"(?:\s+[\w:-]+\s*=[^<>]*)?\s*/?"
"""Behind the name of a tag: ``a<b and c>d`` is none."""
WORD_TAGS = "b|i|u|em|strong|sub|sup|span|small|a"
"""Tags that stand within a word."""
WITHIN_A_WORD = re.compile(rf"</?(?:{WORD_TAGS}){ATTRIBUTES}>", re.IGNORECASE)
TAG = re.compile(
    r"</?(?:p|br|hr|div|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|td|th|h[1-6]|img|section|"
    rf"usdm:[a-z]+){ATTRIBUTES}>",
    re.IGNORECASE,
)
"""The other tags that narrative is written with."""
POWER = re.compile(rf"<sup{ATTRIBUTES}>\s*([-+\u2212]?\d+)\s*</sup>", re.IGNORECASE)
"""A number that is set high: without it 10<sup>6</sup> would be 106."""


def plain_text(text: str) -> str:
    """The words of a narrative on one line: no tags, no entities, no non-breaking spaces.

    ``A<sub>1c</sub>&nbsp;test`` -> ``A1c test``, ``10<sup>6</sup>`` -> ``10^6``. A text is hostile
    until it is escaped where it is shown.
    """
    seen = UNSEEN_PARTS.sub(" ", CONTROL.sub(" ", text[:LONGEST]))
    named = PARAMETER.sub(r"[\1]", seen)
    joined = WITHIN_A_WORD.sub("", POWER.sub(r"^\1", named))
    return " ".join(unescape(TAG.sub(" ", joined)).split())


def text_at(node: Node, *keys: str) -> str:
    """The plain text under a path; empty where there is none."""
    return plain_text(node.at(*keys).text())


def name_of(node: Node) -> str:
    """The label of an object, its name where the label is empty, its id where both are."""
    return text_at(node, "label") or text_at(node, "name") or id_of(node) or "without a name"


def description_of(node: Node) -> str:
    """The words of an object on itself besides its name; empty where they repeat the name."""
    said = text_at(node, "description")
    return "" if said in ("-", name_of(node)) else said


def id_of(node: Node) -> str:
    """The id by which others cite an object; an id that is a number is read as its digits."""
    return _as_id(node.at("id").value)


def cited(node: Node, key: str) -> str:
    """The id of another object that stands under a key; empty where none does."""
    return _as_id(node.at(key).value)


def all_cited(node: Node, key: str) -> tuple[tuple[str, str], ...]:
    """The ids of a list of citations, each with its path."""
    found = node.at(key)
    values = found.value if isinstance(found.value, list) else []
    return tuple(
        (as_id, f"{found.path}[{number}]")
        for number, value in enumerate(values)
        if (as_id := _as_id(value))
    )


def _as_id(value: object) -> str:
    is_id = isinstance(value, str | int) and not isinstance(value, bool)
    return CONTROL.sub(" ", text_of(str(value)[:LONGEST_ID])).strip() if is_id else ""


def decode_of(node: Node) -> str:
    """The words of a coded value; of one with aliases those of its standard code."""
    return text_at(node, "standardCode", "decode") or text_at(node, "decode")


def code_of(node: Node) -> str:
    """The code of a coded value; of one with aliases its standard code."""
    return node.at("standardCode", "code").text() or node.at("code").text()


def decodes(node: Node, key: str) -> str:
    """The words of a list of coded values: ``In Person; Telephone Call``."""
    return "; ".join(filter(None, (decode_of(each) for each in node.at(key).items())))
