"""A USDM file as an object of JSON, or the sentence that says why it is none."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from data.readers.byte_streams import utf_16_of
from data.readers.formats import BOM, HEAD, UnusableInputError, name_of
from data.readers.import_report import printable
from data.readers.json_node import Node
from data.readers.nesting import Shallow, TooDeepError
from data.readers.refusals import GET_JSON, foreign_keys, refusal, seems_to_be
from data.readers.usdm.versions import EXPORT

# A float holds a number of so many digits; no study counts so far.
MOST_DIGITS = 300
MOST_BYTES = 40_000_000
"""Twenty times the largest protocol seen."""
PIECE = 1_000_000
REGISTRY_KEYS = frozenset(("protocolSection", "studies", "derivedSection", "hasResults"))
OF_REGISTRY = (
    "JSON of ClinicalTrials.gov and no study protocol",
    "import it as a dataset of trials: python -m data.registry import",
)


def root_of(path: Path) -> Node:
    """The document of a file.

    Raises:
        UnusableInputError: the file cannot be read, or is no JSON of a study protocol.
    """
    name = printable(name_of(path))
    value = _parsed(name, _text(name, path))
    if isinstance(value, list):
        held = "JSON of ClinicalTrials.gov" if _is_of_registry(value) else "a list in JSON"
        raise UnusableInputError(refusal(name, f"{held} and no study protocol (USDM)", EXPORT))
    if not isinstance(value, Mapping):
        raise UnusableInputError(refusal(name, "JSON without an object", EXPORT))
    if REGISTRY_KEYS & value.keys():
        raise UnusableInputError(refusal(name, *OF_REGISTRY))
    if not isinstance(value.get("study"), Mapping):
        thing, _ = foreign_keys(value.keys())
        words = thing.replace("JSON without studies of ClinicalTrials.gov", "JSON without a study")
        raise UnusableInputError(refusal(name, words, EXPORT))
    return Node(value, "")


def is_json(path: Path) -> bool:
    """Says whether a file is JSON by its first sign, or is called so."""
    if not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            head = file.read(PIECE // 1_000).removeprefix(BOM)
    except OSError:
        return False
    text = head.decode(utf_16_of(head[:4]) or "utf-8", "replace").lstrip()
    return text.startswith(("{", "[")) or path.suffix.lower() == ".json"


def _is_of_registry(values: list[Any]) -> bool:
    return any(isinstance(each, Mapping) and REGISTRY_KEYS & each.keys() for each in values[:5])


def _text(name: str, path: Path) -> str:
    """The text of the file, which nests no deeper than the parser can follow."""
    data = _bytes(name, path).removeprefix(BOM)
    encoding = utf_16_of(data[:4])
    text = data.decode(encoding or "utf-8", "replace")
    if not text.lstrip().startswith(("{", "[")):
        if not data.strip():
            raise UnusableInputError(f"{name} is empty; get it again.")
        thing, step = seems_to_be(data[:HEAD])
        packed = thing.replace(" in a zip", "").replace(" in a gzip file", "")
        wanted = EXPORT if GET_JSON in step else step.replace("the folder", "the JSON file in it")
        raise UnusableInputError(refusal(name, packed, wanted))
    return text


def _bytes(name: str, path: Path) -> bytes:
    if not path.exists():
        raise UnusableInputError(f"{path} does not exist.")
    if path.is_dir():
        raise UnusableInputError(f"{name} is a folder; name the JSON file of one study protocol.")
    if path.stat().st_size > MOST_BYTES:
        raise UnusableInputError(
            f"{name} has {path.stat().st_size:,} bytes; a study protocol (USDM) has some 3 million "
            f"and at most {MOST_BYTES:,} are read: {EXPORT}."
        )
    try:
        with path.open("rb") as file:
            shallow = Shallow(file)
            return b"".join(iter(lambda: shallow.read(PIECE), b""))
    except TooDeepError as error:
        raise UnusableInputError(
            f"{name}: {error}, and a study protocol (USDM) some 15 deep; {EXPORT}."
        ) from None
    except OSError as error:
        raise UnusableInputError(f"{path} cannot be read ({error.strerror}).") from None


def _whole_number(digits: str) -> int:
    """The number of digits; Python's own limit is of the process, and other readers lift it."""
    if len(digits) > MOST_DIGITS:
        raise ValueError(digits[:20])
    return int(digits)


def _parsed(name: str, text: str) -> Any:
    try:
        return json.loads(text, parse_int=_whole_number)
    except json.JSONDecodeError as error:
        if error.msg.startswith("Unterminated") or not text[error.pos :].strip():
            raise UnusableInputError(
                f"{name} ends in the middle of the JSON text; get it again."
            ) from None
        raise UnusableInputError(
            f"{name} is not valid JSON at line {error.lineno}, column {error.colno} "
            f"({error.msg}); get it again."
        ) from None
    except ValueError:
        raise UnusableInputError(
            f"{name} holds a number of more than {MOST_DIGITS} digits; get it again."
        ) from None
