"""AACT's other numbers, MeSH terms, references and texts: old forms, odd values, any order."""

import pytest

from data.readers import aact_reader, aact_texts
from data.readers.batches import Session
from data.readers.formats import detect
from data.readers.import_report import Report
from data.readers.progress import Progress
from tests.data.readers.aact_samples import FULL_TABLES, NO_RESULTS, studies, write_tables
from tests.data.readers.samples import imported

ONE, TWO = "NCT00000001", "NCT00000002"


def of_tables(tmp_path, tables, name="aact"):
    return imported(tmp_path / f"{name}-out", write_tables(tmp_path / name, tables))


def of_one(*rows):
    """Rows of the one study."""
    return [{"nct_id": ONE, **row} for row in rows]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            [
                {"id_source": "secondary_id", "id_value": "S", "id_type": "EudraCT Number"},
                {"id_source": "org_study_id", "id_value": " O  1 ", "id_type": ""},
            ],
            [("O 1", "SPONSOR", ""), ("S", "SECONDARY", "EudraCT Number")],
        ),
        # to 2021: no id_source
        (
            [
                {"id_type": "nct_alias", "id_value": "NCT00000009"},
                {"id_type": "org_study_id", "id_value": "O"},
                {"id_type": "secondary_id", "id_value": "O"},
            ],
            [("O", "SPONSOR", ""), ("NCT00000009", "FORMER", "")],
        ),
        ([{"id_source": "org_study_id", "id_value": ONE}], []),
        ([{"id_source": "org_study_id", "id_value": " "}], []),
        ([{"id_source": "odd", "id_value": "X", "id_type": "org_study_id"}], []),
    ],
)
def test_other_numbers(tmp_path, rows, expected):
    report, frames = of_tables(tmp_path, studies({}) | {"id_information": of_one(*rows)})
    ids = frames["trial_ids"]
    found = ids[["trial_id", "id_kind", "id_type"]].itertuples(index=False, name=None)
    assert list(found) == expected
    told = any("neither org_study_id, secondary_id nor nct_alias" in each for each in report.notes)
    assert told == (rows[0].get("id_source") == "odd")


def test_numbers_of_other_registers_are_remembered(tmp_path):
    rows = of_one(
        {"id_source": "secondary_id", "id_value": "EudraCT 2010-012345-19"},
        {"id_source": "nct_alias", "id_value": "NCT00000009"},
    )
    tables = studies({}) | {"id_information": rows}
    (source,) = detect(write_tables(tmp_path / "aact", tables))
    session = Session("import-trial", Report(), Progress(source.size))
    assert list(aact_reader.batches(source, session))
    (pair,) = session.registrations.names
    assert "2010-012345-19" in pair[1]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([{"mesh_term": "A"}], [("A", "TERM")]),
        ([{"mesh_term": "A", "mesh_type": ""}], [("A", "TERM")]),
        ([{"mesh_term": "A", "mesh_type": "MESH-ANCESTOR"}], [("A", "ANCESTOR")]),
        ([{"mesh_term": " ", "mesh_type": "mesh-list"}], []),
        ([{"mesh_term": "A", "mesh_type": "odd"}], []),
        (
            [
                {"mesh_term": "B  b", "mesh_type": "mesh-ancestor"},
                {"mesh_term": "A", "mesh_type": "mesh-ancestor"},
                {"mesh_term": "B b", "mesh_type": "mesh-list"},
                {"mesh_term": "A", "mesh_type": "mesh-ancestor"},
            ],
            [("B b", "TERM"), ("A", "ANCESTOR")],
        ),
    ],
)
def test_mesh_terms_once_by_level(tmp_path, rows, expected):
    report, frames = of_tables(tmp_path, studies({}) | {"browse_conditions": of_one(*rows)})
    mesh = frames["trial_mesh"]
    assert list(mesh[["term", "mesh_level"]].itertuples(index=False, name=None)) == expected
    assert set(mesh.mesh_of) <= {"CONDITION"}
    assert set(mesh.mesh_id) <= {""}
    odd = "browse_conditions.txt: 1 row left out (line 2): neither mesh-list nor mesh-ancestor"
    assert (odd in report.notes) == (rows[0].get("mesh_type") == "odd")


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("BACKGROUND", "BACKGROUND"),
        ("derived", "DERIVED"),
        ("results_reference", "RESULT"),
        ("reference", "NOT_STATED"),
        ("", "NOT_STATED"),
        ("hearsay", "UNLISTED"),
    ],
)
def test_kinds_of_references_of_all_years(tmp_path, printed, code):
    rows = of_one({"reference_type": printed, "citation": "<b>A</b>", "pmid": "7 or 8"})
    report, frames = of_tables(tmp_path, studies({}) | {"study_references": rows})
    (reference,) = frames["trial_references"].itertuples(index=False)
    assert (reference.reference_kind, reference.reference_kind_printed) == (code, printed)
    assert (reference.citation, reference.pmid) == ("<b>A</b>", "")
    assert bool(report.not_listed) == (code == "UNLISTED")


def test_documents_kept_elsewhere_follow_those_posted(tmp_path):
    tables = studies({}) | {
        "documents": of_one(
            {"document_type": "Data set", "url": "https://example.org/d", "comment": "Not read"},
            {"document_type": "", "url": "ftp://example.org/e"},
        ),
        "provided_documents": of_one(
            {"document_type": "Protocol", "url": "https://example.org/p", "document_date": "soon"}
        ),
    }
    report, frames = of_tables(tmp_path, tables)
    rows = frames["trial_documents"][["position", "label", "date", "url"]]
    assert rows.values.tolist() == [
        [1, "Protocol", "", "https://example.org/p"],
        [2, "Data set", "", "https://example.org/d"],
        [3, "ftp://example.org/e", "", ""],
    ]
    assert list(report.not_listed) == [("document_date", "soon")]


@pytest.mark.parametrize(
    ("gender", "healthy", "codes"),
    [
        ("Both", "Accepts Healthy Volunteers", ("ALL", "YES")),
        ("All", "No", ("ALL", "NO")),
        ("FEMALE", "t", ("FEMALE", "YES")),
        ("Male", "", ("MALE", "NOT_STATED")),
        ("", "f", ("NOT_STATED", "NO")),
        ("Odd", "Odd", ("UNLISTED", "UNLISTED")),
    ],
)
def test_who_may_take_part_in_all_vocabularies(tmp_path, gender, healthy, codes):
    row = {"gender": gender, "healthy_volunteers": healthy, "maximum_age": "n/a", "child": "t"}
    _, frames = of_tables(tmp_path, studies({}) | {"eligibilities": of_one(row)})
    trial = frames["trials"].iloc[0]
    assert (trial.sex, trial.healthy_volunteers) == codes
    assert (trial.maximum_age, trial.age_groups) == ("", "CHILD")


def test_outcome_measures_of_odd_kinds(tmp_path):
    rows = of_one(
        {"outcome_type": "primary", "measure": "A"},
        {"outcome_type": "post-hoc", "measure": "B"},
        {"outcome_type": "", "measure": ""},
    )
    report, frames = of_tables(tmp_path, studies({}) | {"design_outcomes": rows})
    found = frames["outcome_measures"]
    assert found.outcome_kind.tolist() == ["PRIMARY", "UNLISTED", "NOT_STATED"]
    assert found.position.tolist() == [1, 2, 3]
    assert list(report.not_listed) == [("outcome_kind", "post-hoc")]


@pytest.mark.parametrize("heap", [1, 32_000_000])
def test_texts_are_joined_whatever_the_order_of_their_tables(tmp_path, monkeypatch, heap):
    monkeypatch.setattr(aact_texts, "HEAP", heap)
    hostile = "=1+1 <script>alert(1)</script>~\x07 " + "x" * 100_000
    tables = {
        "studies": [{"nct_id": nct_id} for nct_id in (ONE, TWO, "NCT00000003", "NCT00000004")],
        "brief_summaries": [
            {"nct_id": TWO, "description": "Summary 2"},
            {"nct_id": "NCT99999999", "description": "Of no study"},
            {"nct_id": ONE, "description": "  "},
            {"nct_id": ONE, "description": "Summary 1"},
            {"nct_id": ONE, "description": "Another"},
        ],
        "detailed_descriptions": [{"nct_id": "NCT00000003", "description": hostile}],
        "eligibilities": [
            {"nct_id": ONE, "criteria": "Criteria 1", "population": "Those asked"},
            {"nct_id": TWO, "criteria": "", "population": ""},
        ],
        "designs": [{"nct_id": TWO, "masking_description": "All", "masking": "NONE"}],
    }
    report, frames = of_tables(tmp_path, tables)
    texts = frames["trial_texts"].set_index("nct_id").sort_index()
    columns = [
        *("brief_summary", "detailed_description", "eligibility_criteria", "study_population"),
        *("masking_description", "locator"),
    ]
    assert dict(zip(texts.index, texts[columns].values.tolist(), strict=True)) == {
        ONE: [
            *("Summary 1", "", "Criteria 1", "Those asked", ""),
            "brief_summaries.txt, line 5; eligibilities.txt, line 2",
        ],
        TWO: [
            *("Summary 2", "", "", "", "All"),
            "brief_summaries.txt, line 2; designs.txt, line 2",
        ],
        "NCT00000003": ["", hostile, "", "", "", "detailed_descriptions.txt, line 2"],
    }
    (stray,) = [note for note in report.notes if "left out" in note]
    assert stray == (
        "brief_summaries.txt: 1 row left out (line 3): no study with this nct_id was imported"
    )
    assert not list(tmp_path.glob("**/texts-*"))


def test_keywords_of_a_study_once_in_order(tmp_path):
    rows = of_one(*({"name": name} for name in ("b  b", "a", "b b", "", "A")))
    _, frames = of_tables(tmp_path, studies({}) | {"keywords": rows})
    assert frames["trial_keywords"].keyword.tolist() == ["b b", "a", "A"]


def test_headings_alone_are_no_rows(tmp_path):
    empty = {
        name: "|".join(rows[0]) + "\n" if isinstance(rows, list) else rows
        for name, rows in FULL_TABLES.items()
        if name != "studies"
    }
    report, frames = of_tables(tmp_path, FULL_TABLES | empty)
    assert (report.read, report.notes) == (1, [NO_RESULTS])
    assert all(rows.empty for name, rows in frames.items() if name != "trials")
