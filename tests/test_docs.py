"""README.md and docs/: short, and what they name is there."""

import importlib.util
import re
from pathlib import Path

import pytest

from components.pages import NOT_FOUND, PAGES
from tests.test_architecture import FLOORS, ROOMS

ROOT = Path(__file__).parent.parent
LONGEST_README = 6_000
"""Bytes: two screens."""
PAGES_OF_DOCS = ("README.md", *sorted(f"docs/{each.name}" for each in (ROOT / "docs").glob("*.md")))
TEXTS = {name: (ROOT / name).read_text(encoding="utf-8") for name in PAGES_OF_DOCS}

LINK = re.compile(r"\]\(([^)\s]+)\)")
PATH = re.compile(
    r"(?<![\w/.-])(?:(?:data|components|callbacks|tests|assets|docs|\.ci)/[\w./-]*\w/?"
    r"|app\.py|gunicorn\.conf\.py|requirements(?:-dev)?\.txt|Procfile|Makefile)(?![\w-])"
)
CODE = re.compile(r"^ *```[^\n]*\n(.*?)^ *```$|`([^`\n]+)`", re.DOTALL | re.MULTILINE)
TARGET = re.compile(r"\bmake ([a-z]+)")
MODULE = re.compile(r"python -m ([\w.]+)")


def code_of(text: str) -> str:
    """The code of a page, blocks and words in lines."""
    return "\n".join(block or word for block, word in CODE.findall(text))


def anchors(text: str) -> set[str]:
    """The headings of a page as links name them."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", each).strip().lower().replace(" ", "-") for each in headings}


def broken_links(name: str, text: str) -> list[str]:
    """The links and pictures of a page that lead to no file, or to no heading of it."""
    broken = []
    for link in LINK.findall(text):
        if link.startswith(("http://", "https://", "mailto:")):
            continue
        path, _, anchor = link.partition("#")
        target = (ROOT / name).parent / path if path else ROOT / name
        if not target.is_file() or (anchor and anchor not in anchors(target.read_text("utf-8"))):
            broken.append(link)
    return broken


def missing_paths(text: str) -> list[str]:
    return [path for path in PATH.findall(code_of(text)) if not (ROOT / path).exists()]


def missing_targets(text: str) -> list[str]:
    rules = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    return sorted({*TARGET.findall(code_of(text))} - {*rules})


def missing_modules(text: str) -> list[str]:
    named = {*MODULE.findall(code_of(text))}
    return sorted(each for each in named if importlib.util.find_spec(each) is None)


@pytest.mark.parametrize("name", TEXTS)
def test_what_a_page_names_is_there(name):
    text = TEXTS[name]
    assert broken_links(name, text) == []
    assert missing_paths(text) == []
    assert missing_targets(text) == []
    assert missing_modules(text) == []


@pytest.mark.parametrize(
    ("text", "links", "paths", "targets", "modules"),
    [
        ("", [], [], [], []),
        ("[a](docs/none.md)", ["docs/none.md"], [], [], []),
        ("![a](docs/none.png) [b](https://example.org/none)", ["docs/none.png"], [], [], []),
        ("[a](docs/hosting.md#sign-in) [b](#none)", ["#none"], [], [], []),
        (
            "`data/store.py`, `data/none.py`, `data/none/`",
            [],
            ["data/none.py", "data/none/"],
            [],
            [],
        ),
        ("`/data/trials.csv`, data/none.py without code", [], [], [], []),
        ("`make test`, `make none`; make nothing", [], [], ["none"], []),
        ("```\n.venv/bin/python -m data.none list\n```", [], [], [], ["data.none"]),
    ],
)
def test_what_is_missing_is_seen(text, links, paths, targets, modules):
    assert broken_links("README.md", text) == links
    assert missing_paths(text) == paths
    assert missing_targets(text) == targets
    assert missing_modules(text) == modules


def test_the_readme_is_two_screens():
    assert len(TEXTS["README.md"].encode()) <= LONGEST_README


def test_the_readme_leads_to_every_page():
    assert {*LINK.findall(TEXTS["README.md"])} >= {*PAGES_OF_DOCS} - {"README.md"}


def test_the_rooms_stand_in_their_order():
    named = re.findall(r"^\| \*{0,2}`([\w/.]+)`", TEXTS["docs/development.md"], re.MULTILINE)
    rooms = [each.strip("/").removesuffix(".py").replace("/", ".") for each in named]
    assert [each for each in rooms if each not in FLOORS or each == "app"] == [*ROOMS]
    assert [each for each in rooms if each in FLOORS] == [*FLOORS]


def test_every_picture_is_shown():
    kept = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.png")}
    shown = {
        link for name, text in TEXTS.items() if name != "README.md" for link in LINK.findall(text)
    }
    assert kept <= shown


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page is not NOT_FOUND], ids=lambda p: p.name
)
def test_every_page_of_the_dashboard_is_described(page):
    said = re.findall(r"^\*\*.*?`(/[^`]*)`", TEXTS["docs/pages.md"], re.MULTILINE)
    pattern = re.sub(r"<\w+>", "[^/]+", page.path)
    assert any(re.fullmatch(pattern, path) for path in said)
