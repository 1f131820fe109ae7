import pytest

from components.elements.request import PageRequest
from components.pages.cohort import layout, wanted_regimen

SILENT = ("miami-1994-97-sil", "miami-1996-98-sik", "nct01143168")


def text_of(component) -> str:
    parts = []
    for each in [component, *component._traverse()]:
        children = getattr(each, "children", each if isinstance(each, str) else None)
        if isinstance(children, str):
            parts.append(children)
        elif isinstance(children, list):
            parts += [child for child in children if isinstance(child, str)]
    return " ".join(parts)


def page(store, name):
    return layout(store, PageRequest(path=f"/protocols/{name}"))


def test_every_protocol_has_its_page(store):
    for regimen, label in zip(store.regimens["regimen"], store.regimens["label"], strict=True):
        text = text_of(page(store, regimen))
        assert label in text
        assert ("Outcomes: none stated in the sources." in text) == (regimen in SILENT)


@pytest.mark.parametrize(
    ("regimen", "parts"),
    [
        ("miami-2005-07-ita", ["6,553 ± 1,272 IEQ/kg", "C1H + ETC", "SIR, TAC → MMF", "4.3 years"]),
        ("miami-2005-07-ita", ["NCT00021801", "NCT00315614", "neither is decided here"]),
        ("miami-1994-96-sik", ["The cell is blank", "142 ± 53 days", "14,800 ± 7,152 IEQ/kg"]),
        ("miami-1994-96-iak", ["kidney rejection episode", "142 ± 53 days", "together"]),
        ("t2d-gastroduodenal-artery", ["does not stand in Table 4", "no registry record"]),
    ],
)
def test_what_a_page_says(store, regimen, parts):
    text = text_of(page(store, regimen))
    assert [part for part in parts if part not in text] == []


@pytest.mark.parametrize("name", ["miami", "", "%3Cscript%3E", "x" * 3000])
def test_unknown_protocols(store, name):
    assert "There is no such protocol here" in text_of(page(store, name))


def test_wanted_regimen_is_read_as_typed():
    assert wanted_regimen(PageRequest(path="/protocols/a%20b/")) == "a b"
