"""Answers of two versions, and the first difference between them in a few words."""

import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any


@dataclass(frozen=True)
class Answer:
    """One answer of the app."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Varying:
    """A part that differs from one process to the next though nothing was changed.

    Attributes:
        found: in the text of a body, or in the value of a header.
        instead: what both versions are given in its place.
        reason: why it must differ, or why no reader gets it.
    """

    found: re.Pattern[bytes]
    instead: bytes
    reason: str


VARYING = (
    Varying(
        re.compile(rb"""nonce(?:="|-)[A-Za-z0-9_-]{22}"""),
        b"nonce",
        "a page's nonce for its styles is random",
    ),
    Varying(
        re.compile(rb"'sha256-[A-Za-z0-9+/=]{44}'"),
        b"'sha256'",
        "hashes of inline scripts; the scripts themselves are compared",
    ),
    Varying(
        re.compile(rb'"end_id":"[^"]*"'),
        b'"end_id":""',
        "dash's mark for background callbacks, new in every process",
    ),
    Varying(
        re.compile(rb'"\w+":\{"(?:Drawn|JsComponent|Choice)":null\},?'),
        b"",
        "dash lists our base classes of components under the names of their Python modules; its "
        "renderer takes a null for no entry",
    ),
    Varying(
        re.compile(rb'"(?:still_markup|markup_block)"|"(?:Still|MarkupBlock)"'),
        b'"markup"',
        "the component that draws markup has had two names; what it draws is compared",
    ),
    Varying(
        re.compile(rb"own-figure|entity-figure"),
        b"entity-figure",
        "the family of figures of one trial or protocol has had two names",
    ),
    Varying(
        re.compile(rb"\.[0-9a-f]{16}\.(js|css|woff2)\b"),
        rb".*.\1",
        "fingerprints of files; the files themselves are compared once",
    ),
    Varying(
        re.compile(rb"(reference (?:is )?)[0-9a-f]{12}\b"),
        rb"\1*",
        "the reference of a request's line in the log is random",
    ),
    Varying(
        re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*"),
        rb"\1",
        "an Office file says when it was made",
    ),
)
HEADERS_LEFT_OUT = {
    "X-Request-Id": "random, as above",
    "Date": "the time of the answer",
    "Content-Length": "follows the body, which is compared",
}
"""Header -> why it is not compared. Of a zip, the dates and the order of its parts are not, either:
the parts are made at the time of the request."""
SHOWN = 60


def settled(content: bytes) -> bytes:
    """The content without what must vary."""
    for each in VARYING:
        content = each.found.sub(each.instead, content)
    return content


def difference(one: Answer | None, other: Answer | None) -> str:
    """The first difference between two answers in a few words; empty where there is none."""
    if one is None or other is None:
        return "asked of the new version alone" if one is None else "asked of the old version alone"
    if one.status != other.status:
        return f"status {one.status} → {other.status}"
    return _of_headers(one.headers, other.headers) or _of_bodies(one.body, other.body)


def _of_headers(one: Mapping[str, str], other: Mapping[str, str]) -> str:
    for name in sorted({*one, *other} - set(HEADERS_LEFT_OUT)):
        before, after = (settled(each.get(name, "").encode()) for each in (one, other))
        if before != after:
            return f"header {name}: {_beside(before, after)}"
    return ""


def _of_bodies(one: bytes, other: bytes) -> str:
    if one == other:
        return ""
    if one.startswith(b"PK") and other.startswith(b"PK"):
        return _of_parts(_parts(one), _parts(other))
    one, other = settled(one), settled(other)
    if one == other:
        return ""
    try:
        before, after = json.loads(one), json.loads(other)
    except ValueError:
        return _of_lines(one, other)
    return next(_of_values(before, after), "") or _of_lines(one, other)


def _parts(packed: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packed)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def _of_parts(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> str:
    for name in {**one, **other}:
        if name not in one or name not in other:
            return f"part {name}: {'new' if name in other else 'gone'}"
        found = _of_bodies(one[name], other[name])
        if found:
            return f"part {name}: {found}"
    return ""


def _of_values(one: Any, other: Any, path: str = "") -> Iterator[str]:
    """The differences of two JSON values, each with its path."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in {**one, **other}:
            if key not in one or key not in other:
                yield f"{path}.{key}: {'new' if key in other else 'gone'}"
            else:
                yield from _of_values(one[key], other[key], f"{path}.{key}")
    elif isinstance(one, list) and isinstance(other, list):
        for place, (before, after) in enumerate(zip(one, other, strict=False)):
            yield from _of_values(before, after, f"{path}[{place}]")
        if len(one) != len(other):
            yield f"{path}: {len(one)} → {len(other)} values"
    elif one != other or type(one) is not type(other):
        before, after = (json.dumps(each, ensure_ascii=False).encode() for each in (one, other))
        yield f"{path}: {_beside(before, after)}"


def _of_lines(one: bytes, other: bytes) -> str:
    lines = zip_longest(
        one.splitlines(keepends=True), other.splitlines(keepends=True), fillvalue=b""
    )
    for number, (before, after) in enumerate(lines, start=1):
        if before != after:
            return f"line {number}: {_beside(before, after)}"
    return ""


def _beside(before: bytes, after: bytes) -> str:
    """Two texts from a little before where they part."""
    parted = next(
        (n for n, (one, other) in enumerate(zip(before, after, strict=False)) if one != other),
        min(len(before), len(after)),
    )
    start = max(0, parted - SHOWN // 3)
    shown = (each[start : start + SHOWN].decode("utf-8", "replace") for each in (before, after))
    return " → ".join(f"“{each}”" for each in shown)
