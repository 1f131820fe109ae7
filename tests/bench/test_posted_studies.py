"""The studies that are made up with posted results: as many parts as real ones, and importable."""

import json
from collections import Counter

import pytest

from data.datasets.catalogue import load_dataset
from data.datasets.importing import Request, run_import
from data.model.record_frames import RESULT_FRAMES
from tests.bench.posted_results import Looked, bytes_of_a_study, rows_of
from tests.bench.posted_studies import (
    AT,
    BYTES,
    ROWS,
    SIZES,
    StudyMaker,
    studies,
    without_results,
    write_aact,
    write_json,
)
from tests.posted.reading import rows_of_study

MADE = 500


@pytest.fixture(scope="module")
def made():
    return list(studies(MADE))


def test_sizes_rise_from_the_least_to_the_most():
    for part, sizes in SIZES.items():
        assert len(sizes) == len(AT) and list(sizes) == sorted(sizes), part


@pytest.mark.parametrize("part", SIZES)
def test_a_size_lies_between_the_least_and_the_most(part):
    maker = StudyMaker(1)
    drawn = [maker.size(part) for _ in range(2_000)]
    assert min(drawn) == SIZES[part][0]
    assert max(drawn) <= SIZES[part][-1]
    half = sorted(drawn)[1_000]
    assert SIZES[part][2] <= half <= SIZES[part][4]


def test_studies_have_as_many_rows_as_real_ones(made):
    counted = Counter()
    for each in made:
        for name, rows in rows_of_study(each["resultsSection"]).items():
            counted[name] += len(rows)
    for name, mean in ROWS.items():
        assert counted[name] / MADE == pytest.approx(mean, rel=0.25), name


def test_studies_are_as_long_as_real_ones(made):
    written = [len(json.dumps(each["resultsSection"], separators=(",", ":"))) for each in made]
    assert sum(written) / MADE == pytest.approx(BYTES, rel=0.15)


def test_the_same_seed_makes_the_same_studies(made):
    assert list(studies(2)) == made[:2]


def test_a_study_without_results_is_the_same_study(made):
    bare = without_results(made[5])
    assert bare["protocolSection"] == made[5]["protocolSection"]
    assert "resultsSection" not in bare


@pytest.mark.parametrize("write", [write_json, write_aact])
def test_both_forms_are_imported_with_and_without_results(tmp_path, made, write):
    number = 20
    for name, path in zip(("whole", "bare"), write(tmp_path, number), strict=True):
        report = run_import(Request((path,), name, tmp_path / "datasets"))
        store = load_dataset(tmp_path / "datasets", name)
        assert report.read == number and not report.skipped
        assert not [note for note in report.notes if "left out" in note]
        assert report.with_results == (number if name == "whole" else 0)
        rows = {frame.name: len(store.record(frame.name, "NCT00000003")) for frame in RESULT_FRAMES}
        if name == "bare":
            assert not any(rows.values())
            continue
        posted = rows_of_study(made[3]["resultsSection"])
        # AACT has no row for a measure of the baseline, and for a term, without a number
        assert rows == {frame: len(posted[frame]) for frame in rows}


def test_what_results_add_is_told_for_each_study():
    took = {
        "with-results": {"megabytes": 30.0, "index_megabytes": 3.0},
        "without-results": {"megabytes": 10.0, "index_megabytes": 2.0},
    }
    reads = {
        name: Looked(0.1, own, own * 2, 0.0, [1.0])
        for name, own in (("with-results", 9.0), ("without-results", 8.0))
    }
    assert bytes_of_a_study(took, reads, 1_000) == {
        "disk": 20_000,
        "index": 1_000,
        "memory_of_its_own": 1_000,
        "memory_with_mapped_pages": 2_000,
    }


def test_the_table_names_form_size_and_the_same_without_results():
    took = {
        name: {"seconds": seconds, "peak_megabytes": 200.0, "megabytes": 7.0}
        for name, seconds in (("with-results", 12.0), ("without-results", 4.0))
    }
    reads = dict.fromkeys(took, Looked(0.25, 40.0, 80.0, 3.0, [2.0, 6.0, 4.0]))
    rows = rows_of("AACT", 2_000, took, reads, [30.0, 50.0, 40.0])
    assert rows[0].what == "import with posted results, AACT, 2,000"
    assert (rows[0].reached, rows[0].unit, rows[0].note) == (12.0, "s", "4 without results")
    assert [row.reached for row in rows[-2:]] == [4.0, 40.0]
