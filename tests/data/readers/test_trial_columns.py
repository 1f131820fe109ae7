"""Each plain column, alone in a record of each format, gives its cell; and hostile texts."""

import pytest

from data.model import vocabulary as v
from data.readers import aact_reader, csv_reader, json_reader
from data.readers.batches import BATCH_SCHEMAS, Session
from data.readers.formats import detect
from data.readers.import_report import Report
from data.readers.progress import Progress
from data.readers.study import facts_of
from data.readers.trial_columns import (
    CODE,
    CODE_AND_TEXT,
    DATE,
    IDENTIFICATION,
    NOWHERE,
    TEXT,
    TRIAL_COLUMNS,
)
from tests.data.readers.aact_samples import text_of, write_tables
from tests.data.readers.samples import csv_text, write

ID = "NCT00000001"
GIVEN = {TEXT: "Some text | “twice”", DATE: "2013-08"}
"""The text in the record; of a code, its first one."""
ODD = "spelt by nobody"

EACH = pytest.mark.parametrize("column", TRIAL_COLUMNS, ids=lambda column: column.name)
IN_JSON = pytest.mark.parametrize(
    "column",
    [column for column in TRIAL_COLUMNS if column.json != NOWHERE],
    ids=lambda column: column.name,
)


def with_path(path, value):
    """A study object with an id and a value at a path."""
    study = {"protocolSection": {"identificationModule": {"nctId": ID}}}
    *on_the_way, last = path.split(".")
    at = study
    for key in on_the_way:
        at = at.setdefault(key, {})
    at[last] = value
    return study


def read(reader, path):
    """The trial that a reader makes of one record, and its report."""
    (source,) = detect(path)
    session = Session("import-trial", Report(), Progress(source.size))
    tables = [batch["trials"] for batch in reader.batches(source, session) if "trials" in batch]
    (table,) = [each for each in tables if each.num_rows]
    (trial,) = table.select(BATCH_SCHEMAS["trials"].names).to_pylist()
    return trial, session.report


def of_json(tmp_path, column, text):
    value = text == "YES" if column.vocabulary is v.YES_NO else text
    study = with_path(column.json, value) if column.json != NOWHERE else with_path("none", "")
    return read(json_reader, write(tmp_path / "one.json", [study]))


def of_csv(tmp_path, column, text):
    heading, colon, part = column.csv.partition(": ")
    row = {"NCT Number": ID, "Study Title": ""}
    if column.csv != NOWHERE:
        row[heading] = f"{part}{colon}{text}"
    return read(csv_reader, write(tmp_path / "one.csv", csv_text([row])))


def of_aact(tmp_path, column, text):
    tables = {"studies": [{"nct_id": ID, "brief_title": ""}]}
    if any(column.aact):
        table, _, name = column.aact[-1].rpartition(".")
        lead = {"lead_or_collaborator": "lead"} if table == "sponsors" else {}
        tables.setdefault(table or "studies", [{"nct_id": ID}])[0].update({name: text, **lead})
    files = {name: text_of(rows) for name, rows in tables.items()}
    return read(aact_reader, write_tables(tmp_path / "one", files))


FORMATS = {"json": of_json, "csv": of_csv, "aact": of_aact}


def has(column, name):
    return any(column.aact) if name == "aact" else getattr(column, name) != NOWHERE


def given(column):
    return GIVEN.get(column.kind) or column.vocabulary.codes[0]


@pytest.mark.parametrize("name", FORMATS)
@EACH
def test_a_column_alone_in_a_record_gives_its_cell(tmp_path, name, column):
    text = given(column).replace(" | “twice”", "") if name == "aact" else given(column)
    trial, report = FORMATS[name](tmp_path, column, text)
    nothing = "" if column.kind in (TEXT, DATE) else v.NOT_STATED
    assert trial[column.name] == (text if has(column, name) else nothing)
    if column.kind == CODE_AND_TEXT:
        assert trial[f"{column.name}_printed"] == (text if has(column, name) else "")
    assert not report.not_listed
    others = {each.name: trial[each.name] for each in TRIAL_COLUMNS if each is not column}
    # AACT says whether there are results by the date of the first, which is there or not.
    by_date = "YES" if column.name == "results_first_posted" else "NO"
    assert set(others.values()) - {"", v.NOT_STATED} <= ({by_date} if name == "aact" else set())


@pytest.mark.parametrize(
    ("column", "name"),
    [
        pytest.param(column, name, id=f"{column.name}-{name}")
        for column in TRIAL_COLUMNS
        for name in FORMATS
        if has(column, name)
        and column.kind != TEXT
        and not (name == "json" and column.vocabulary is v.YES_NO)
    ],
)
def test_what_no_list_has_is_told_and_kept_as_printed(tmp_path, column, name):
    trial, report = FORMATS[name](tmp_path, column, ODD)
    assert trial[column.name] == ("" if column.kind == DATE else v.UNLISTED)
    if column.kind == CODE_AND_TEXT:
        assert trial[f"{column.name}_printed"] == ODD
    (finding,) = report.not_listed.values()
    assert (finding.column, finding.value, finding.first_nct_id) == (column.name, ODD, ID)


@pytest.mark.parametrize("value", [7, [], {}, ["text"], 1.5])
@IN_JSON
def test_another_type_in_the_json_names_the_path(column, value):
    facts = facts_of(with_path(column.json, value))
    assert facts.nct_id == ID and column.name not in facts.plain
    assert [each.path for each in facts.misfits] == [column.json]


@pytest.mark.parametrize(
    "on_the_way",
    sorted({column.json.rpartition(".")[0] for column in TRIAL_COLUMNS} - {"", IDENTIFICATION}),
)
def test_what_is_no_object_on_the_way_is_named(on_the_way):
    facts = facts_of(with_path(on_the_way, "text"))
    assert facts.nct_id == ID and not facts.plain
    assert {(each.path, each.reason) for each in facts.misfits} == {
        (on_the_way, "an object is needed")
    }


@IN_JSON
def test_null_is_absent(column):
    assert facts_of(with_path(column.json, None)).plain == {}


def test_every_column_stands_somewhere_and_once():
    names = [column.name for column in TRIAL_COLUMNS]
    assert len(set(names)) == len(names)
    for column in TRIAL_COLUMNS:
        assert column.json or column.csv or any(column.aact), column.name
        assert (column.vocabulary is not None) == (column.kind in (CODE, CODE_AND_TEXT))
