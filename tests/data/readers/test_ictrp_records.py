"""Records of the WHO portal's files: XML and CSV alike, broken ones, hostile ones."""

import io

import pytest

from data.readers import ictrp_records
from data.readers.facts import StudyError
from data.readers.formats import FilePart, UnusableInputError
from data.readers.ictrp_form import FIELDS, WITHOUT_HEADING, is_csv, is_xml
from data.readers.ictrp_records import records
from data.readers.import_report import Report
from tests.data.readers.ictrp_samples import CONTACTS, REGISTERS, csv_file, record, xml

HEAD = b"<?xml version='1.0' encoding='UTF-8' ?>\n<Trials_downloaded_from_ICTRP>"
TAIL = b"</Trials_downloaded_from_ICTRP>"


def stated(found):
    """The records without empty texts: a CSV has every column for every trial."""
    return [(number, {name: text for name, text in each.items() if text}) for number, each in found]


def read(content, report=None):
    part = FilePart("f", len(content), lambda: io.BytesIO(content))
    return list(records(part, report or Report()))


def trial(fields):
    return b"<Trial>" + fields + b"</Trial>"


def test_xml_and_csv_say_the_same():
    from_xml = stated(read(xml(REGISTERS.values())))
    assert [each["trialid"] for _, each in from_xml] == list(REGISTERS)
    for separator in ",;\t":
        content = csv_file(REGISTERS.values(), separator)
        assert stated(read(content)) == from_xml
        assert stated(read(b"\xef\xbb\xbf" + content)) == from_xml


def test_contacts_are_never_read():
    for content in (xml(REGISTERS.values()), csv_file(REGISTERS.values())):
        kept = {text for _, each in read(content) for text in each.values()}
        assert kept.isdisjoint(CONTACTS.values())
    assert not any("contact" in name or "ethics" in name for name in (*FIELDS, *WITHOUT_HEADING))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (xml([record("NCT90000001")]), True),
        (xml([record("NCT90000001")], "Trials_central"), True),
        (xml([]), True),
        (b"<html><body>Sign in</body></html>", False),
        (b"<?xml version='1.0'?><trials><study/></trials>", False),
        (b"TrialID", False),
    ],
)
def test_an_xml_is_told_by_its_elements(content, expected):
    assert is_xml(content) is expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (csv_file([record("NCT90000001", Source_Register="x")]), True),
        (b"TrialID;Source Register\nNCT90000001;x\n", True),
        (b"TrialID,Public title\n", True),
        (b"TrialID,Mine\n", False),
        (b"NCT Number,Study Title\n", False),
        (b"ISRCTN90000002" + b"," * (len(WITHOUT_HEADING) - 1), True),
        (b"ISRCTN90000002,a,b\n", False),
        (b"", False),
    ],
)
def test_a_csv_is_told_by_its_heading_or_its_width(content, expected):
    assert is_csv(content) is expected


def test_the_csv_of_the_whole_database_may_lack_a_heading():
    cells = [f"cell {at}" for at in range(len(WITHOUT_HEADING))]
    cells[0] = "ISRCTN90000002"
    line = ",".join([cells[0], *(f'"""{cell}"""' for cell in cells[1:])]) + "\r\n"
    found = read((line + line.replace("0002", "0003")).encode())
    assert [each["trialid"] for _, each in found] == ["ISRCTN90000002", "ISRCTN90000003"]
    first = found[0][1]
    assert (first["study_type"], first["recruitment_status"]) == ("cell 18", "cell 24")
    assert (first["countries"], first["inclusion_agemin"]) == ("cell 28", "cell 31")
    assert (first["results_date_completed"], first["results_yes_no"]) == ("cell 55", "cell 56")


@pytest.mark.parametrize(
    ("fields", "field", "text"),
    [
        (b"<Condition>A &amp; B</Condition>", "condition", "A & B"),
        (b"<Condition>A & B</Condition>", "condition", "A & B"),
        (
            b"<Condition>A &nbsp;B &eacute; &unknown; C</Condition>",
            "condition",
            "A \xa0B é &unknown; C",
        ),
        (b"<Condition>A&#x1F;B&#0;C\x0bD</Condition>", "condition", "A\ufffdB\ufffdC\ufffdD"),
        (b"<Condition>A&#xD800;B&#x110000;</Condition>", "condition", "A\ufffdB\ufffd"),
        (b"<Condition>caf\xe9</Condition>", "condition", "caf\ufffd"),
        (b"<Condition>A<br/>B</Condition>", "condition", "A\nB"),
        (
            b"<Condition>&lt;script&gt;1&lt;/script&gt;</Condition>",
            "condition",
            "<script>1</script>",
        ),
        (b"<Condition><![CDATA[A <b> & B]]></Condition>", "condition", "A <b> & B"),
        (b"<Condition>A</Condition><Condition>B</Condition>", "condition", "A; B"),
        (b"<condition>A</condition>", "condition", "A"),
        (b"<Condition />", "condition", ""),
    ],
)
def test_a_text_loses_a_character_at_most(fields, field, text):
    ((number, found),) = read(HEAD + trial(b"<TrialID>NCT90000001</TrialID>" + fields) + TAIL)
    assert number == 1
    assert found["trialid"] == "NCT90000001"
    assert found.get(field) == text


@pytest.mark.parametrize(
    "broken",
    [
        b"<Trial><TrialID>NCT90000002</TrialID><Condition>A <B</Condition></Trial>",
        b"<Trial><TrialID>NCT90000002</TrialID><Condition>A</Phase></Trial>",
        b"<Trial><TrialID>NCT90000002</TrialID><Condition>no end",
        b"<Trial><TrialID>NCT90000002</TrialID><!DOCTYPE x></Trial>",
        b"<Trial><TrialID>NCT90000002</TrialID><!ENTITY a 'b'></Trial>",
    ],
)
def test_a_broken_trial_costs_itself(broken):
    good = [trial(f"<TrialID>NCT9000000{at}</TrialID>".encode()) for at in (1, 3)]
    found = read(HEAD + good[0] + broken + good[1] + TAIL)
    assert [number for number, _ in found] == [1, 2, 3]
    assert found[0][1]["trialid"] == "NCT90000001"
    assert isinstance(found[1][1], StudyError)
    assert found[1][1].nct_id == "NCT90000002"
    assert found[2][1]["trialid"] == "NCT90000003"


LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<Trials_downloaded_from_ICTRP><Trial><TrialID>&b;</TrialID></Trial>
</Trials_downloaded_from_ICTRP>"""


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (LAUGHS, "declares a document type"),
        (LAUGHS.replace(b"[<!ENTITY", b'SYSTEM "file:///etc/passwd" [<!entity'), "declares a doc"),
        (LAUGHS.replace(b"<Trial><TrialID>&b;</TrialID></Trial>", b""), "declares a document type"),
        (xml(REGISTERS.values())[:3000], "ends in the middle of trial"),
        (HEAD + b"<Trial>", "ends in the middle of trial 1"),
        (csv_file(REGISTERS.values()) + b'NCT90000009,"half', "ends in the middle of a cell"),
    ],
)
def test_a_file_that_is_not_whole_or_declares_entities_is_refused(content, words):
    with pytest.raises(UnusableInputError, match=words):
        read(content)


def test_a_stray_quotation_mark_costs_its_row():
    """The portal's CSV had a reader of its own, which ended the whole import there."""
    rows = [b"NCT90000001,a,b", b'NCT90000002,"a"x,b', b"NCT90000003,a,b"]
    found = read(b"TrialID,Public title,Condition\r\n" + b"\r\n".join(rows) + b"\r\n")
    (_, first), (_, broken), (_, last) = found
    assert (first["trialid"], last["trialid"]) == ("NCT90000001", "NCT90000003")
    assert isinstance(broken, StudyError)
    assert broken.nct_id == "NCT90000002" and "quotation mark" in broken.reason


def test_a_trial_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(ictrp_records, "LONGEST_TRIAL", 1000)
    monkeypatch.setattr(ictrp_records, "AT_ONCE", 100)
    with pytest.raises(UnusableInputError, match="more than 1,000 characters"):
        read(HEAD + b"<Trial>" + b"<a>" * 1000)


def test_pieces_may_end_anywhere(monkeypatch):
    monkeypatch.setattr(ictrp_records, "AT_ONCE", 7)
    content = xml([record("NCT90000001", Condition="Diabète sucré")])
    ((_, found),) = read(content)
    assert found["condition"] == "Diabète sucré"


def test_no_trial_is_no_record():
    report = Report()
    assert read(xml([]), report) == []
    assert read(HEAD + b"\n" + TAIL, report) == []
    assert report.notes == []


def test_an_export_without_its_last_line_is_told():
    report = Report()
    content = xml(REGISTERS.values()).removesuffix(TAIL + b"\n")
    assert len(read(content, report)) == len(REGISTERS)
    assert "f ends without the closing line" in report.notes[0]


def test_other_encodings():
    text = xml([record("NCT90000001", Condition="Diabète")]).decode()
    latin = text.replace("UTF-8", "windows-1252").encode("cp1252")
    assert read(latin)[0][1]["condition"] == "Diabète"
    unknown = text.replace("UTF-8", "x-evil").encode()
    assert read(unknown)[0][1]["condition"] == "Diabète"
    report = Report()
    table = csv_file([record("NCT90000001", Condition="Diabète")]).decode().encode("cp1252")
    assert read(table, report)[0][1]["condition"] == "Diabète"
    assert "cp1252" in report.notes[0]


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        (b"NCT90000001,a,b\r\n", "NCT90000001"),
        (b"NCT90000001,a,b", "NCT90000001"),
        (b"NCT90000001,a,b,,\r\n", "NCT90000001"),
        (b"NCT90000001,a,b,c\r\n", "4 cells where 3 are needed"),
        (b"NCT90000001,a\r\n", "2 cells where 3 are needed"),
        (b",,\r\n\r\n", None),
    ],
)
def test_a_row_of_another_width_costs_itself(line, outcome):
    found = read(b"TrialID,Public title,Recruitment Status\r\n" + line)
    if outcome is None:
        assert found == []
        return
    ((_, row),) = found
    if isinstance(row, StudyError):
        assert outcome in row.reason
        assert row.nct_id == "NCT90000001"
    else:
        assert row["trialid"] == outcome


def test_a_column_that_stands_twice_is_read_once():
    found = read(b"TrialID,Public title,Scientific title,Scientific title\r\nNCT90000001,t,a,b\r\n")
    assert found[0][1]["scientific_title"] == "a"
