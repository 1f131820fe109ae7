"""The report stays small and fit for a terminal, whatever the records hold."""

from data.readers.import_report import LISTED, LONGEST, SHOWN, Report, printable


def test_entries_are_counted_but_not_all_kept():
    report = Report()
    for number in range(LISTED + 5):
        report.skip(f"study {number}", "", "path", "y" * 10_000)
        report.value_not_listed("phase", f"value {number}", "NCT00000001")
    assert report.skipped == LISTED + 5
    assert len(report.skipped_studies) == LISTED
    assert len(report.skipped_studies[0].reason) == LONGEST
    assert report.not_listed[("phase", "(other values)")].times == 5
    words = list(report.in_words())
    assert words[0] == f"0 studies imported, {LISTED + 5} skipped"
    assert sum(line.startswith("  skipped") for line in words) == SHOWN


def test_control_characters_are_written_out():
    assert printable("a\x1b[31m\nb") == "a\\x1b[31m\\nb"
    assert len(printable("x" * 1_000_000)) == LONGEST


def test_an_empty_report():
    assert list(Report().in_words()) == ["0 studies imported, 0 skipped"]
    assert Report().as_json()["skipped"] == []


def test_studies_with_results_are_counted_and_told():
    report = Report(read=3, with_results=2)
    assert "2 of these studies have posted results" in report.in_words()
    assert report.as_json()["studies_with_results"] == 2
