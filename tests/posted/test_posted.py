"""The second reading finds what was changed, and nothing in what was not."""

import json
from collections import Counter

import pytest

from tests.posted.__main__ import compare, main
from tests.posted.comparing import differences
from tests.posted_studies import STUDIES, nct_id_of


@pytest.fixture(scope="module")
def of_results(posted):
    return next(each for each in posted.stores if each.known.dataset == "posted")


def test_the_frames_hold_what_the_studies_post(of_results):
    assert compare(of_results, list(STUDIES.values())) == []


def test_a_value_that_differs_is_found(of_results):
    study = json.loads(json.dumps(STUDIES["NCT01003301"]))
    measures = study["resultsSection"]["outcomeMeasuresModule"]["outcomeMeasures"]
    measures[0]["classes"][0]["categories"][0]["measurements"][0]["value"] = "999"
    counts: Counter[str] = Counter()
    (line,) = differences(of_results, nct_id_of(study), study["resultsSection"], counts)
    assert "results_values" in line and "'999' in the file" in line


def test_the_command_compares_a_file(tmp_path, capsys):
    path = tmp_path / "studies.json"
    path.write_text(json.dumps(list(STUDIES.values())), encoding="utf-8")
    assert main([str(path), "--no-figures"]) == 0
    assert "15 studies" in capsys.readouterr().out
