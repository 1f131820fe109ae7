"""Names and first lines: one noun means one thing, and a docstring begins with the thing."""

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TOPS = ("app.py", "gunicorn.conf.py", "data", "components", "callbacks", "tests")
FILES = [
    path
    for top in TOPS
    for path in ([ROOT / top] if (ROOT / top).is_file() else sorted((ROOT / top).rglob("*.py")))
]
OPENINGS = re.compile(r"(What|Where|Whether|Who|How|When|Which|Why|The same)\b")
WITH_DOCSTRING = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def named_types(tree: ast.Module) -> set[str]:
    """Names of the classes and type aliases that a module defines, without an underscore before."""
    found = {node.name for node in tree.body if isinstance(node, ast.ClassDef)}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            if re.fullmatch(r"_?[A-Z][A-Za-z]*[a-z][A-Za-z]*", name):
                found.add(name)
    return {name.lstrip("_") for name in found}


def first_lines(tree: ast.Module) -> list[tuple[int, str]]:
    """Line and first line of each docstring, those of constants and attributes included."""
    found = []
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if not isinstance(body, list):
            continue
        for before, each in zip([None, *body], body, strict=False):
            is_text = isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant)
            if not is_text or not isinstance(each.value.value, str):
                continue
            if (before is None and isinstance(node, WITH_DOCSTRING)) or isinstance(
                before, ast.Assign | ast.AnnAssign
            ):
                found.append((each.lineno, each.value.value.strip().split("\n")[0]))
    return found


@pytest.mark.parametrize(
    ("source", "types", "lines"),
    [
        ("", set(), []),
        ("class A:\n    pass\n_Bc = dict[str, int]\nLIMIT = 3", {"A", "Bc"}, []),
        ('"""Module."""\nX = 1\n"""What it is."""', set(), [(1, "Module."), (3, "What it is.")]),
        ('def f():\n    """Where."""\n    "no docstring"', set(), [(2, "Where.")]),
    ],
)
def test_the_reading_of_a_module(source, types, lines):
    tree = ast.parse(source)
    assert named_types(tree) == types
    assert first_lines(tree) == lines


def test_a_type_has_a_name_of_its_own():
    homes = defaultdict(list)
    for path in FILES:
        inside = str(path.relative_to(ROOT))
        if not inside.startswith("tests"):
            for name in named_types(ast.parse(path.read_text(encoding="utf-8"))):
                homes[name].append(inside)
    assert {name: places for name, places in homes.items() if len(places) > 1} == {}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_docstrings_begin_with_the_thing(path):
    lines = first_lines(ast.parse(path.read_text(encoding="utf-8")))
    assert [each for each in lines if OPENINGS.match(each[1])] == []
