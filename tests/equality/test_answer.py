"""One byte is found; what must vary is not; an address that one version lacks is."""

import io
import zipfile

import pytest

from tests.equality.answer import Answer, difference
from tests.equality.report import compared, in_words

CORE = "docProps/core.xml"


def packed(**parts):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, content in parts.items():
            date = (2020 + len(parts), 1, 1, 0, 0, 0)
            file.writestr(zipfile.ZipInfo(name.replace("__", "/"), date), content)
    return made.getvalue()


def answer(body=b"", status=200, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, named, body)


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (answer(b"a\nb\n"), answer(b"a\nc\n"), "line 2: “b\n” → “c\n”"),
        (answer(b"a\n"), answer(b"a"), "line 1: “a\n” → “a”"),
        (answer(b""), answer(b"a"), "line 1: “” → “a”"),
        (answer(b"\xff\x00"), answer(b"\xff\x01"), "line 1: “\ufffd\x00” → “\ufffd\x01”"),
        (answer(b'{"a":[1,{"b":"x"}]}'), answer(b'{"a":[1,{"b":"y"}]}'), '.a[1].b: “"x"” → “"y"”'),
        (answer(b'{"a":1}'), answer(b'{"a":1,"b":null}'), ".b: new"),
        (answer(b'{"a":1,"b":null}'), answer(b'{"a":1}'), ".b: gone"),
        (answer(b"[1]"), answer(b"[1,2]"), ": 1 → 2 values"),
        (answer(b"[1]"), answer(b"[true]"), "[0]: “1” → “true”"),
        (answer(b"[1.0]"), answer(b"[1]"), "[0]: “1.0” → “1”"),
        (
            answer(b'{"a":1,"b":2}'),
            answer(b'{"b":2,"a":1}'),
            'line 1: “{"a":1,"b":2}” → “{"b":2,"a":1}”',
        ),
        (answer(status=200), answer(status=404), "status 200 → 404"),
        (answer(Location="/a"), answer(Location="/b"), "header Location: “/a” → “/b”"),
        (answer(Vary="Cookie"), answer(), "header Vary: “Cookie” → “”"),
        (
            answer(packed(**{"ppt__slide1.xml": "<a>1</a>"})),
            answer(packed(**{"ppt__slide1.xml": "<a>2</a>"})),
            "part ppt/slide1.xml: line 1: “<a>1</a>” → “<a>2</a>”",
        ),
        (answer(packed(a="")), answer(packed(a="", b="")), "part b: new"),
        (answer(packed(a="", b="")), answer(packed(b="")), "part a: gone"),
        (
            answer(packed(a=packed(b="x"))),
            answer(packed(a=packed(b="y"))),
            "part a: part b: line 1: “x” → “y”",
        ),
        (None, answer(), "asked of the new version alone"),
        (answer(), None, "asked of the old version alone"),
    ],
)
def test_one_difference_is_found(one, other, found):
    assert difference(one, other) == found


def core(time):
    text = f'<dcterms:created xsi:type="dcterms:W3CDTF">{time}</dcterms:created>'
    return packed(**{CORE.replace("/", "__"): text})


NONCES = "rg-pHpilKw_pANkXgcc6tA", "tLTWjWt8iRZYN7HPDMRHNw"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (answer(), answer()),
        *[[answer(f'<script nonce="{each}">'.encode()) for each in NONCES]],
        *[[answer(Content_Security_Policy=f"style-src 'nonce-{each}'") for each in NONCES]],
        *[[answer(Content_Security_Policy=f"script-src 'sha256-{n * 43}='") for n in "ab"]],
        *[[answer(f'{{"end_id":"{n}~"}}'.encode()) for n in "ab"]],
        *[[answer(f"/assets/style.{n * 16}.css".encode()) for n in "ab"]],
        *[[answer(f"Its reference is {n * 12}.".encode()) for n in "ab"]],
        *[[answer(f'"reference {n * 12}."'.encode()) for n in "ab"]],
        *[[answer(X_Request_Id=n) for n in "ab"]],
        *[[answer(core(f"202{n}-01-01T00:00:00Z")) for n in "67"]],
        (answer(b'{"components":{"Drawn":null},"a":{}}'), answer(b'{"a":{}}')),
        (answer(packed(a="1", b="2")), answer(packed(b="2", a="1"))),
    ],
)
def test_what_must_vary_is_no_difference(one, other):
    assert difference(one, other) == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (b'<p class="nonce">a', b'<p class="nonce">b'),
        (b"/data/trials.0123456789abcdef.csv", b"/data/trials.0123456789abcdee.csv"),
        (b"reference list of 123456789012", b"reference list of 123456789013"),
        (b'{"Still":null}', b'{"Stil":null}'),
    ],
)
def test_what_looks_alike_is_a_difference(one, other):
    assert difference(answer(one), answer(other))


def test_a_group_names_what_differs():
    same = {("pages", "/"): answer(b"a"), ("pages", "/map"): answer(b"b", status=500)}
    groups = compared(
        {**same, ("files", "/a.csv"): answer(b"x"), ("files", "/b.csv"): answer()},
        {**same, ("files", "/a.csv"): answer(b"y"), ("files", "/c.csv"): answer()},
    )
    assert (groups["pages"].total, groups["pages"].failed) == (2, ["/map"])
    assert groups["files"].differing == [
        ("/a.csv", "line 1: “x” → “y”"),
        ("/b.csv", "asked of the old version alone"),
        ("/c.csv", "asked of the new version alone"),
    ]
    assert list(in_words(groups))[-1] == "     2 of      5 equal in all"


def test_nothing_asked_is_nothing_equal():
    assert list(in_words(compared({}, {}))) == ["     0 of      0 equal in all"]
